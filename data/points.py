"""Coordinates of a whole file: what system they are in, and which of them cannot be true."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from data.read_options import ReadOptions
from data.validation import Reason, Reasons, flag, has
from gis.crs import Bounds, CrsChoice, parse_crs, to_wgs84
from gis.crs_guess import guess_crs, misfit
from gis.errors import CrsError
from gis.strays import FAR_KM, is_far, is_swapped, is_zero_point, usual_bounds

Numbers = npt.NDArray[np.float64]

MIDDLE_SHARE = 0.5
MIDDLE_TIMES = 10
FAR_FROM_MIDDLE_KM = 200.0
"""Half of a county's incidents may lie in one small town, and the county be some hundred kilometres wide."""

NOT_A_POINT = (
    Reason.POINT_MISSING
    | Reason.POINT_UNREADABLE
    | Reason.POINT_ZERO
    | Reason.POINT_SWAPPED
    | Reason.POINT_FAR
    | Reason.POINT_SHAPE
)


@dataclass(frozen=True, slots=True)
class System:
    """
    What the coordinates of a file were taken for.

    Attributes
    ----------
    choice
        The system; ``None`` where no row has a point.
    reason
        Why: ``given``, ``file``, or a code of `gis.crs_guess`.
    swapped
        Whether longitude and latitude stand in each other's column throughout.
    """

    choice: CrsChoice | None
    reason: str
    swapped: bool


def choose_system(x: Numbers, y: Numbers, of_file: pyproj.CRS | None, options: ReadOptions) -> System:
    """
    Decide what coordinates are in: what the user says, else what the file says, else what they look like.

    Parameters
    ----------
    x, y
        As the file has them; NaN where there is none.
    of_file
        The system that the file names, if any.
    options
        What the user says.

    Returns
    -------
    System
        One reading, never a doubt.

    Raises
    ------
    CrsError
        When several readings fit, none does, or the numbers cannot be what the user or the file says.
    """
    auto = options.crs.strip().lower() == "auto"
    if auto and of_file is None:
        guess = guess_crs(x, y, options.study_bounds, roads=options.roads)
        if guess.reason_code == "crs.no_points":
            return System(None, guess.reason_code, swapped=False)
        return System(guess.required(), guess.reason_code, guess.swapped)
    choice = parse_crs(options.crs) if not auto else parse_crs(of_file.to_wkt() if of_file else "")
    problem = misfit(x, y, choice)
    swapped = problem is not None and problem.code == "crs.swapped"
    if problem is not None and not swapped:
        raise CrsError.of([problem])
    return System(choice, "file" if auto else "given", swapped)


def place_points(
    x: Numbers, y: Numbers, system: System, reasons: Reasons, options: ReadOptions
) -> tuple[Numbers, Numbers]:
    """
    Bring points to WGS 84, and give those that cannot be true their reason.

    A point is far when it lies more than 50 km outside the study area. Without one, it is far when it lies
    more than 50 km outside the box of the middle nine tenths of the points, widened by its own size at every
    side; or, since strays may be many, more than 200 km outside the box of their middle half, widened by ten
    times its own size. It is swapped when exchanging its numbers brings it home. A point that its system has
    no place for is far as well.

    Parameters
    ----------
    x, y
        As the file has them.
    system
        What they are in.
    reasons
        Reasons found so far; those found here are added in place.
    options
        The study area, if there is one.

    Returns
    -------
    tuple of ndarray
        Longitude and latitude; NaN for every row whose point has a reason against it.
    """
    zero = is_zero_point(x, y)
    flag(reasons, zero, Reason.POINT_ZERO)
    known = ~np.isnan(x) & ~np.isnan(y) & ~zero
    lon, lat = np.full(len(x), np.nan), np.full(len(x), np.nan)
    if system.choice is not None and known.any():
        first, second = (y, x) if system.swapped else (x, y)
        lon[known], lat[known] = to_wgs84(first[known], second[known], system.choice)
        nowhere = known & (np.isnan(lon) | (np.abs(lon) > 180) | (np.abs(lat) > 90))
        _flag_strays(lon, lat, nowhere, reasons, options, degrees=system.choice.crs.is_geographic)
    wrong = has(reasons, NOT_A_POINT)
    lon[wrong], lat[wrong] = np.nan, np.nan
    return lon, lat


def point_shapes(lon: Numbers, lat: Numbers) -> npt.NDArray[np.object_]:
    """Make points; ``None`` where there is no longitude or latitude."""
    shapes = np.full(len(lon), None, dtype=object)
    there = ~(np.isnan(lon) | np.isnan(lat))
    shapes[there] = shapely.points(lon[there], lat[there])
    return shapes


def _flag_strays(
    lon: Numbers,
    lat: Numbers,
    nowhere: npt.NDArray[np.bool_],
    reasons: Reasons,
    options: ReadOptions,
    *,
    degrees: bool,
) -> None:
    on_earth = np.where(nowhere, np.nan, lon), np.where(nowhere, np.nan, lat)
    far, swapped = nowhere.copy(), np.zeros_like(nowhere)
    for bounds, far_km in _expected(*on_earth, options.study_bounds):
        far |= is_far(lon, lat, bounds, far_km)
        if degrees:
            swapped |= is_swapped(lon, lat, bounds, far_km)
    flag(reasons, swapped, Reason.POINT_SWAPPED)
    flag(reasons, far & ~swapped, Reason.POINT_FAR)


def _expected(lon: Numbers, lat: Numbers, study_bounds: Bounds | None) -> list[tuple[Bounds, float]]:
    """Give the boxes in which every point is expected, and how many kilometres outside each is still near."""
    if study_bounds is not None:
        return [(study_bounds, FAR_KM)]
    bulk, middle = usual_bounds(lon, lat), usual_bounds(lon, lat, MIDDLE_SHARE)
    if bulk is None or middle is None:
        return []
    west, south, east, north = middle
    wider = (MIDDLE_TIMES - 1) / 3  # what comes back is the middle box and its own size at either side
    across, along = wider * (east - west), wider * (north - south)
    wide = (west - across, south - along, east + across, north + along)
    return [(bulk, FAR_KM), (wide, FAR_FROM_MIDDLE_KM)]

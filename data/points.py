"""Coordinates of a whole file: what system they are in, and which of them cannot be true."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from data.read_options import ReadOptions
from data.validation import Reason, Reasons, flag, has
from gis.crs import CrsChoice, parse_crs, to_wgs84
from gis.crs_guess import guess_crs, misfit
from gis.errors import CrsError
from gis.strays import is_far, is_swapped, is_zero_point, usual_bounds

Numbers = npt.NDArray[np.float64]

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

    A point is far when it lies more than 50 km outside the study area; without one, outside the box of the
    middle nine tenths of the points, widened by its own size at every side. It is swapped when exchanging
    its numbers brings it home. A point that its system has no place for is far as well.

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
    bounds = options.study_bounds or usual_bounds(*on_earth)
    far = nowhere
    if bounds is not None:
        far = nowhere | is_far(lon, lat, bounds)
        swapped = is_swapped(lon, lat, bounds) if degrees else np.zeros_like(far)
        flag(reasons, swapped, Reason.POINT_SWAPPED)
        far = far & ~swapped
    flag(reasons, far, Reason.POINT_FAR)

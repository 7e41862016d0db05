"""
``--crs auto``: what the numbers of a file say about the system they are in, and what they leave open.

A guess never hides a doubt. Where two readings fit, `CrsGuess.choice` is ``None`` and the readings stand in
`CrsGuess.alternatives`, so that the caller asks, or stops and says how to choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from gis.crs import CHOICES, Bounds, CrsChoice, metric_crs, parse_crs, to_wgs84
from gis.errors import CrsError, Problem
from gis.offsets import LonLat, Vector, in_china
from gis.strays import is_far, is_zero_point

Mask = npt.NDArray[np.bool_]

IN_CHINA = (CHOICES["wgs84"], CHOICES["gcj02"], CHOICES["bd09"])
"""Readings that degrees inside China leave open (CGCS2000 and WGS 84 differ by centimetres)."""

CLEAR_SHARE = 0.9  # of the points must speak for one reading; the rest are strays
NORTHING_M = (1_600_000.0, 6_000_000.0)  # 14.5 N to 54 N; farther south it could be an easting as well
EASTING_M = (100_000.0, 900_000.0)  # 500 km is the central meridian; no zone is wider
ZONE_WIDTH_M = 1_000_000.0  # zone 35 writes 500 km as 35,500,000
FIRST_EPSG_OF_PREFIX = {range(13, 24): 4491, range(25, 46): 4513}  # 6-degree zones, 3-degree zones
NO_PREFIX_EPSG = range(4534, 4555)
BEYOND_AREA_KM = 500.0  # a system serves its neighbourhood too, never another part of the country

ROAD_SAMPLE = 2_000
ROAD_MIN_POINTS = 50
ROAD_RATIO = 0.8  # of the next best median distance to a road


@dataclass(frozen=True, slots=True)
class CrsGuess:
    """
    What the numbers say.

    Attributes
    ----------
    choice
        The one reading that fits; ``None`` when none or several do.
    reason_code
        Why, as a code that ``web/texts`` has a sentence for.
    details
        Names and numbers that the sentence uses.
    alternatives
        Readings that fit, when several do.
    swapped
        True when x holds what y should hold in most rows (latitude first, or northing first).
    """

    choice: CrsChoice | None
    reason_code: str
    details: Mapping[str, object] = field(default_factory=dict)
    alternatives: tuple[CrsChoice, ...] = ()
    swapped: bool = False

    def required(self) -> CrsChoice:
        """Give the choice, or raise ``CrsError`` with the reason why there is none."""
        if self.choice is None:
            raise CrsError.of([Problem(self.reason_code, self.details)])
        return self.choice


def guess_crs(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    study_bounds: Bounds | None = None,
    *,
    roads: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
) -> CrsGuess:
    """
    Guess what the coordinates of a file mean.

    Parameters
    ----------
    x, y
        The columns as the file has them; missing values and points at (0, 0) are passed over.
    study_bounds
        Where the points are expected: west, south, east, north in degrees of WGS 84.
    roads
        Road lines of the place in a known system: they decide between WGS 84 and the offsets, since incidents
        lie along roads.

    Returns
    -------
    CrsGuess
        With ``reason_code`` ``crs.degrees``, ``crs.gauss_kruger``, ``crs.gauss_kruger_by_place`` or
        ``crs.by_roads`` when there is a choice; ``crs.no_points``, ``crs.mixed``, ``crs.offset_unclear``,
        ``crs.zone_unclear``, ``crs.zones_mixed``, ``crs.metres_unclear`` or
        ``crs.far_from_study_area`` when there is none.
    """
    x, y = _known_points(x, y)
    if len(x) == 0:
        return CrsGuess(None, "crs.no_points")
    if _clear(_degrees(x, y) | _degrees(y, x)):
        guess = _guess_degrees(x, y, study_bounds, roads)
    elif _clear(_gauss_kruger(x, y) | _gauss_kruger(y, x)):
        guess = _guess_gauss_kruger(x, y, study_bounds)
    elif _clear(~(_degrees(x, y) | _degrees(y, x))):
        guess = CrsGuess(None, "crs.metres_unclear", {"x": float(np.median(x)), "y": float(np.median(y))})
    else:
        share = float(np.mean(_degrees(x, y) | _degrees(y, x)))
        guess = CrsGuess(None, "crs.mixed", {"degrees": round(share, 3), "metres": round(1 - share, 3)})
    return _checked_against_place(guess, x, y, study_bounds)


def misfit(x: npt.ArrayLike, y: npt.ArrayLike, choice: CrsChoice) -> Problem | None:
    """
    Find out whether the numbers can be what a user says they are.

    Parameters
    ----------
    x, y
        The columns as the file has them.
    choice
        What the user says they mean.

    Returns
    -------
    Problem or None
        ``crs.degrees_for_metres`` when a projected system is named and the numbers are degrees,
        ``crs.metres_for_degrees`` the other way round, ``crs.swapped`` when latitude or northing comes
        first, ``crs.far_from_its_area`` when a projected system is not made for where the points come to lie.
    """
    x, y = _known_points(x, y)
    if len(x) == 0:
        return None
    details = {"crs": choice.code, "x": float(np.median(x)), "y": float(np.median(y))}
    degrees = _degrees(x, y) | _degrees(y, x)
    if choice.crs.is_projected and _clear(degrees):
        return Problem("crs.degrees_for_metres", details)
    if choice.crs.is_projected:
        return _misfit_of_projected(x, y, choice, details)
    if _clear(~degrees):
        return Problem("crs.metres_for_degrees", details)
    return Problem("crs.swapped", details) if _clear(degrees) and _is_latitude_first(x, y, None) else None


def _misfit_of_projected(
    x: Vector, y: Vector, choice: CrsChoice, details: Mapping[str, object]
) -> Problem | None:
    """Compare where the points come to lie with the area that the system is made for."""
    area = choice.crs.area_of_use
    if area is None or area.east < area.west:
        return None
    as_given, turned = (
        ~np.isfinite(lon) | is_far(lon, lat, area.bounds, BEYOND_AREA_KM)
        for lon, lat in (to_wgs84(x, y, choice), to_wgs84(y, x, choice))
    )
    if not _clear(as_given):
        return None
    return Problem("crs.far_from_its_area" if _clear(turned) else "crs.swapped", details)


def _known_points(x: npt.ArrayLike, y: npt.ArrayLike) -> LonLat:
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    known = np.isfinite(x) & np.isfinite(y) & ~is_zero_point(x, y)
    return x[known], y[known]


def _clear(mask: Mask) -> bool:
    return bool(mask.mean() >= CLEAR_SHARE)


def _degrees(lon: Vector, lat: Vector) -> Mask:
    return np.asarray((np.abs(lon) <= 180) & (np.abs(lat) <= 90))


def _is_latitude_first(x: Vector, y: Vector, study_bounds: Bounds | None) -> bool:
    """Tell whether most points make sense only with the columns swapped."""
    if study_bounds is not None:
        as_given, turned = is_far(x, y, study_bounds), is_far(y, x, study_bounds)
    else:
        as_given, turned = ~_degrees(x, y), ~_degrees(y, x)
        unclear = ~as_given & ~turned
        as_given |= unclear & in_china(y, x) & ~in_china(x, y)
    return bool(np.mean(as_given & ~turned) > 0.5)


def _guess_degrees(
    x: Vector, y: Vector, study_bounds: Bounds | None, roads: gpd.GeoDataFrame | gpd.GeoSeries | None
) -> CrsGuess:
    swapped = _is_latitude_first(x, y, study_bounds)
    lon, lat = (y, x) if swapped else (x, y)
    if np.mean(in_china(lon, lat)) < 0.5:
        return CrsGuess(CHOICES["wgs84"], "crs.degrees", swapped=swapped)
    if roads is not None and (choice := _nearest_to_roads(lon, lat, roads)):
        return CrsGuess(choice, "crs.by_roads", {"crs": choice.code}, swapped=swapped)
    details = {"crs": ", ".join(choice.code for choice in IN_CHINA)}
    return CrsGuess(None, "crs.offset_unclear", details, IN_CHINA, swapped)


def _nearest_to_roads(lon: Vector, lat: Vector, roads: gpd.GeoDataFrame | gpd.GeoSeries) -> CrsChoice | None:
    """Find the reading that puts the points clearly nearer to the roads than every other."""
    inside = np.flatnonzero(in_china(lon, lat))
    sample = inside[np.unique(np.linspace(0, len(inside) - 1, ROAD_SAMPLE).astype(int))]
    if len(sample) < ROAD_MIN_POINTS or len(roads) == 0:
        return None
    metric = metric_crs(float(np.median(lon[sample])), float(np.median(lat[sample])))
    lines = np.asarray(roads.geometry.to_crs(metric), dtype=object)
    tree = shapely.STRtree(lines)
    apart = np.empty((len(IN_CHINA), len(sample)))
    for row, choice in zip(apart, IN_CHINA, strict=True):
        points = gpd.points_from_xy(*to_wgs84(lon[sample], lat[sample], choice), crs=4326).to_crs(metric)
        points = np.asarray(points, dtype=object)
        row[:] = shapely.distance(points, lines[tree.nearest(points)])
    medians = np.median(apart, axis=1)
    best = int(np.argmin(medians))
    second = np.partition(medians, 1)[1]
    return IN_CHINA[best] if medians[best] <= ROAD_RATIO * second else None


def _gauss_kruger(easting: Vector, northing: Vector) -> Mask:
    """Tell which pairs can be an easting, with or without zone prefix, and a northing in China."""
    zone, within = np.divmod(easting, ZONE_WIDTH_M)
    known = (zone == 0) | ((zone >= 13) & (zone <= 23)) | ((zone >= 25) & (zone <= 45))
    in_zone = (within >= EASTING_M[0]) & (within <= EASTING_M[1])
    return np.asarray(known & in_zone & (northing >= NORTHING_M[0]) & (northing <= NORTHING_M[1]))


def _guess_gauss_kruger(x: Vector, y: Vector, study_bounds: Bounds | None) -> CrsGuess:
    swapped = bool(np.mean(_gauss_kruger(y, x) & ~_gauss_kruger(x, y)) > 0.5)
    easting, northing = (y, x) if swapped else (x, y)
    fits = _gauss_kruger(easting, northing)
    zones, counts = np.unique(easting[fits] // ZONE_WIDTH_M, return_counts=True)
    zone = int(zones[np.argmax(counts)])
    if counts.max() < CLEAR_SHARE * len(x):
        return CrsGuess(None, "crs.zones_mixed", {"zones": ", ".join(f"{z:.0f}" for z in zones)}, (), swapped)
    if zone > 0:
        choice = parse_crs(f"EPSG:{_epsg_of_prefix(zone)}")
        return CrsGuess(choice, "crs.gauss_kruger", {"crs": choice.code, "zone": zone}, (), swapped)
    every_zone = tuple(parse_crs(f"EPSG:{code}") for code in NO_PREFIX_EPSG)
    if study_bounds is None:
        details = {"first": every_zone[0].code, "last": every_zone[-1].code}
        return CrsGuess(None, "crs.zone_unclear", details, every_zone, swapped)
    middle = (np.median(easting[fits]), np.median(northing[fits]))
    near = tuple(c for c in every_zone if not is_far(*to_wgs84(*middle, c), study_bounds).any())
    if len(near) == 1:
        details = {"crs": near[0].code}
        return CrsGuess(near[0], "crs.gauss_kruger_by_place", details, (), swapped)
    unclear = {"x": float(middle[0]), "y": float(middle[1])}
    return CrsGuess(None, "crs.metres_unclear", unclear, near, swapped)


def _epsg_of_prefix(zone: int) -> int:
    return next(first + zones.index(zone) for zones, first in FIRST_EPSG_OF_PREFIX.items() if zone in zones)


def _checked_against_place(guess: CrsGuess, x: Vector, y: Vector, study_bounds: Bounds | None) -> CrsGuess:
    """Take a choice back that puts most of the points far from where they are expected."""
    readings = (guess.choice,) if guess.choice else guess.alternatives[:1]
    if study_bounds is None or not readings or guess.reason_code == "crs.zone_unclear":
        return guess
    lon, lat = _read(x, y, readings[0], swapped=guess.swapped)
    share = float(np.mean(is_far(lon, lat, study_bounds)))
    if share <= 0.5:
        return guess
    details = {
        "crs": readings[0].code,
        "share": round(share, 3),
        "lon": float(np.median(lon)),
        "lat": float(np.median(lat)),
    }
    return CrsGuess(None, "crs.far_from_study_area", details, readings, guess.swapped)


def _read(x: Vector, y: Vector, choice: CrsChoice, *, swapped: bool) -> LonLat:
    return to_wgs84(y, x, choice) if swapped else to_wgs84(x, y, choice)

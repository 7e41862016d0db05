"""
Coordinate reference systems: the one that a file's numbers are in, and the metric one that work is done in.

Coordinates are stored in EPSG:4326, ``lon, lat``. Distances and areas are computed in a metric system chosen
for the place: the CGCS2000 3-degree zone inside China, UTM elsewhere. Whatever the axis order of a system is
by its own definition, coordinates go in and come out as easting, northing or ``lon, lat``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
from pyproj.exceptions import CRSError

from gis import offsets
from gis.errors import CrsError
from gis.offsets import LonLat

Bounds: TypeAlias = tuple[float, float, float, float]
"""West, south, east, north."""

WGS84 = pyproj.CRS.from_epsg(4326)
CGCS2000 = pyproj.CRS.from_epsg(4490)

FIRST_ZONE_EPSG = 4534  # CGCS2000 / 3-degree Gauss-Kruger, central meridian 75 E; one code for each 3 degrees
FIRST_MERIDIAN, LAST_MERIDIAN = 75, 135


@dataclass(frozen=True, slots=True)
class CrsChoice:
    """
    What the numbers of a file mean.

    Attributes
    ----------
    code
        ``"wgs84"``, ``"cgcs2000"``, ``"gcj02"``, ``"bd09"``, or a name such as ``"EPSG:4546"``.
    crs
        The reference system; that of WGS 84 where an offset has to be taken away first.
    offset
        The offset that lies on the numbers, if one does.
    """

    code: str
    crs: pyproj.CRS
    offset: Literal["gcj02", "bd09"] | None = None


CHOICES = {
    "wgs84": CrsChoice("wgs84", WGS84),
    "cgcs2000": CrsChoice("cgcs2000", CGCS2000),
    "gcj02": CrsChoice("gcj02", WGS84, "gcj02"),
    "bd09": CrsChoice("bd09", WGS84, "bd09"),
}
"""Choices that have a word of their own."""


def parse_crs(text: str) -> CrsChoice:
    """
    Read a user's word for a reference system.

    Parameters
    ----------
    text
        ``wgs84``, ``cgcs2000``, ``gcj02`` or ``bd09`` (any case, with hyphens or blanks), ``EPSG:n``,
        ``ESRI:n``, a bare EPSG number, or anything else that pyproj knows.

    Returns
    -------
    CrsChoice
        What the word stands for; of a compound system its horizontal part.

    Raises
    ------
    CrsError
        ``crs.unknown``, or ``crs.not_horizontal`` for heights and geocentric coordinates.

    Examples
    --------
    >>> parse_crs("GCJ-02").code, parse_crs("epsg:4546").code
    ('gcj02', 'EPSG:4546')
    """
    word = _plain(text)
    if word in CHOICES:
        return CHOICES[word]
    try:
        crs = pyproj.CRS.from_user_input(int(word) if word.isdecimal() else text.strip())
    except CRSError as error:
        raise CrsError("crs.unknown", crs=text) from error
    by_name_alone = not re.search(r"[:+=\[{]", text) and not word.isdecimal()
    if by_name_alone and _plain(crs.name) != word:  # PROJ takes "beijing" for "New Beijing"
        raise CrsError("crs.unknown", crs=text)
    crs = _horizontal(crs)
    return CrsChoice(crs_name(crs), crs)


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]", "", text).lower()


def _horizontal(crs: pyproj.CRS) -> pyproj.CRS:
    """Take the part of a system that says where on the map a point is."""
    parts = crs.sub_crs_list if crs.is_compound else [crs]
    for part in parts:
        if part.is_projected or (part.is_geographic and not part.is_derived):
            return part.to_2d()
    raise CrsError("crs.not_horizontal", crs=crs.name)


def crs_name(crs: pyproj.CRS) -> str:
    """
    Name a reference system.

    Parameters
    ----------
    crs
        Any system.

    Returns
    -------
    str
        Authority and code, such as ``"EPSG:4546"``; the system's own name where it has none.
    """
    authority = crs.to_authority()
    return ":".join(authority) if authority else crs.name


def to_wgs84(x: npt.ArrayLike, y: npt.ArrayLike, choice: CrsChoice) -> LonLat:
    """
    Bring coordinates to WGS 84.

    Parameters
    ----------
    x, y
        Easting and northing, or longitude and latitude, in the units of the choice's system.
    choice
        What the numbers mean.

    Returns
    -------
    tuple of ndarray
        Longitude and latitude in degrees; NaN where a point has no place in WGS 84.
    """
    if choice.offset == "gcj02":
        return offsets.gcj02_to_wgs84(x, y)
    if choice.offset == "bd09":
        return offsets.bd09_to_wgs84(x, y)
    return _transform(x, y, choice.crs, WGS84)


def from_wgs84(lon: npt.ArrayLike, lat: npt.ArrayLike, choice: CrsChoice) -> LonLat:
    """
    Bring WGS 84 to the coordinates of another choice.

    Parameters
    ----------
    lon, lat
        Degrees in WGS 84.
    choice
        What the numbers shall mean.

    Returns
    -------
    tuple of ndarray
        Easting and northing, or longitude and latitude; NaN where the system has no place for a point.
    """
    if choice.offset == "gcj02":
        return offsets.wgs84_to_gcj02(lon, lat)
    if choice.offset == "bd09":
        return offsets.wgs84_to_bd09(lon, lat)
    return _transform(lon, lat, WGS84, choice.crs)


def _transform(x: npt.ArrayLike, y: npt.ArrayLike, source: pyproj.CRS, target: pyproj.CRS) -> LonLat:
    both = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
    first, second = _transformer(source, target).transform(both[0], both[1])
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    lost = ~(np.isfinite(first) & np.isfinite(second))
    return np.where(lost, np.nan, first), np.where(lost, np.nan, second)


@lru_cache(maxsize=64)
def _transformer(source: pyproj.CRS, target: pyproj.CRS) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def metric_crs(lon: float, lat: float) -> pyproj.CRS:
    """
    Choose the system in which distances and areas near a place are computed.

    Parameters
    ----------
    lon, lat
        The place, in degrees of WGS 84.

    Returns
    -------
    pyproj.CRS
        Inside China the CGCS2000 3-degree zone without zone prefix (EPSG:4534-4554), else the UTM zone,
        beyond 84 N and 80 S polar stereographic. Metres, always.

    Raises
    ------
    ValueError
        When the numbers are no longitude and latitude.

    Examples
    --------
    >>> crs_name(metric_crs(104.07, 30.67)), crs_name(metric_crs(-90.2, 38.6))
    ('EPSG:4544', 'EPSG:32615')
    """
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError(f"wanted a longitude and a latitude in degrees, got {lon}, {lat}")
    return _crs_from_epsg(_metric_epsg(lon, lat))


def _metric_epsg(lon: float, lat: float) -> int:
    if offsets.in_china(lon, lat):
        meridian = min(max(3 * round(lon / 3), FIRST_MERIDIAN), LAST_MERIDIAN)
        return FIRST_ZONE_EPSG + (meridian - FIRST_MERIDIAN) // 3
    if lat > 84:
        return 5041
    if lat < -80:
        return 5042
    zone = min(int((lon + 180) // 6) + 1, 60)
    return (32600 if lat >= 0 else 32700) + zone


@lru_cache(maxsize=64)
def _crs_from_epsg(code: int) -> pyproj.CRS:
    return pyproj.CRS.from_epsg(code)


def metric_crs_of(place: gpd.GeoDataFrame | gpd.GeoSeries | Bounds) -> pyproj.CRS:
    """
    Choose the metric system for the middle of a table or a box.

    Parameters
    ----------
    place
        Geometries in any system, or west, south, east, north in degrees of WGS 84.

    Returns
    -------
    pyproj.CRS
        See `metric_crs`.

    Raises
    ------
    CrsError
        ``crs.missing`` when the table has no system, ``crs.no_place`` when it holds no geometry, and
        ``crs.impossible`` when its coordinates are none of the system that it names.
    """
    if isinstance(place, tuple):
        west, south, east, north = place
        return metric_crs((west + east) / 2, (south + north) / 2)
    if place.crs is None:
        raise CrsError("crs.missing")
    west, south, east, north = place.total_bounds
    if not np.isfinite([west, south, east, north]).all():
        raise CrsError("crs.no_place")
    lon, lat = _transform((west + east) / 2, (south + north) / 2, place.crs, WGS84)
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise CrsError("crs.impossible", crs=crs_name(place.crs), x=float(west), y=float(south))
    return metric_crs(float(lon), float(lat))

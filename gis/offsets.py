"""
GCJ-02 and BD-09: the offsets that maps published in China put on WGS 84.

They are offsets of a datum, not coordinate reference systems, so they stand here and not beside EPSG codes.
Every function takes and gives ``lon, lat`` in degrees, as vectors; what lies outside China (and what is not
a number) comes back as it is. The inverses are found by fixed-point iteration: three rounds leave 0.2 mm of
GCJ-02; the waves of BD-09 are shorter and want a fourth.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Vector: TypeAlias = npt.NDArray[np.float64]
LonLat: TypeAlias = tuple[Vector, Vector]

CHINA_BOUNDS = (72.004, 0.8293, 137.8347, 55.8271)
"""West, south, east, north of the box where converters apply the offset; no Chinese land is near its edge."""

SEMI_MAJOR_AXIS_M = 6378245.0  # Krassovsky 1940, as GCJ-02 uses it
ECCENTRICITY_SQUARED = 0.00669342162296594323

BD09_SHIFT_LON = 0.0065
BD09_SHIFT_LAT = 0.006
BD09_FREQUENCY = np.pi * 3000 / 180

ROUNDS = 4


def in_china(lon: npt.ArrayLike, lat: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """
    Tell which points lie in the box of ``CHINA_BOUNDS``.

    Parameters
    ----------
    lon, lat
        Degrees.

    Returns
    -------
    ndarray
        True inside the box (which also holds parts of China's neighbours).
    """
    west, south, east, north = CHINA_BOUNDS
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


def wgs84_to_gcj02(lon: npt.ArrayLike, lat: npt.ArrayLike) -> LonLat:
    """
    Put the GCJ-02 offset on WGS 84.

    Parameters
    ----------
    lon, lat
        Degrees in WGS 84.

    Returns
    -------
    tuple of ndarray
        Longitude and latitude in GCJ-02.

    Examples
    --------
    >>> [float(value.round(6)) for value in wgs84_to_gcj02(116.397389, 39.908722)]
    [116.403633, 39.910125]
    """
    return _forward(lon, lat, _gcj02_offset)


def gcj02_to_wgs84(lon: npt.ArrayLike, lat: npt.ArrayLike) -> LonLat:
    """
    Take the GCJ-02 offset away.

    Parameters
    ----------
    lon, lat
        Degrees in GCJ-02.

    Returns
    -------
    tuple of ndarray
        Longitude and latitude in WGS 84, to less than a millimetre.
    """
    return _inverse(lon, lat, _gcj02_offset)


def gcj02_to_bd09(lon: npt.ArrayLike, lat: npt.ArrayLike) -> LonLat:
    """
    Put Baidu's further offset on GCJ-02.

    Parameters
    ----------
    lon, lat
        Degrees in GCJ-02.

    Returns
    -------
    tuple of ndarray
        Longitude and latitude in BD-09.
    """
    return _forward(lon, lat, _bd09_offset)


def bd09_to_gcj02(lon: npt.ArrayLike, lat: npt.ArrayLike) -> LonLat:
    """
    Take Baidu's further offset away.

    Parameters
    ----------
    lon, lat
        Degrees in BD-09.

    Returns
    -------
    tuple of ndarray
        Longitude and latitude in GCJ-02, to less than a millimetre.
    """
    return _inverse(lon, lat, _bd09_offset)


def wgs84_to_bd09(lon: npt.ArrayLike, lat: npt.ArrayLike) -> LonLat:
    """
    Put both offsets on WGS 84.

    Parameters
    ----------
    lon, lat
        Degrees in WGS 84.

    Returns
    -------
    tuple of ndarray
        Longitude and latitude in BD-09.
    """
    return _forward(lon, lat, _both_offsets)


def bd09_to_wgs84(lon: npt.ArrayLike, lat: npt.ArrayLike) -> LonLat:
    """
    Take both offsets away.

    Parameters
    ----------
    lon, lat
        Degrees in BD-09.

    Returns
    -------
    tuple of ndarray
        Longitude and latitude in WGS 84, to less than a millimetre.
    """
    return _inverse(lon, lat, _both_offsets)


def _forward(lon: npt.ArrayLike, lat: npt.ArrayLike, offset: Callable[[Vector, Vector], LonLat]) -> LonLat:
    lon, lat = _vectors(lon, lat)
    inside = in_china(lon, lat)
    shift_lon, shift_lat = offset(lon[inside], lat[inside])
    lon[inside] += shift_lon
    lat[inside] += shift_lat
    return lon, lat


def _inverse(lon: npt.ArrayLike, lat: npt.ArrayLike, offset: Callable[[Vector, Vector], LonLat]) -> LonLat:
    lon, lat = _vectors(lon, lat)
    inside = in_china(lon, lat)
    to_lon, to_lat = lon[inside], lat[inside]
    from_lon, from_lat = to_lon, to_lat
    for _ in range(ROUNDS):
        shift_lon, shift_lat = offset(from_lon, from_lat)
        from_lon, from_lat = to_lon - shift_lon, to_lat - shift_lat
    lon[inside], lat[inside] = from_lon, from_lat
    return lon, lat


def _vectors(lon: npt.ArrayLike, lat: npt.ArrayLike) -> LonLat:
    """Copy both into arrays of one shape, which may then be written to."""
    both = np.broadcast_arrays(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
    return both[0].copy(), both[1].copy()


def _gcj02_offset(lon: Vector, lat: Vector) -> LonLat:
    """Give the offset in degrees: a polynomial with waves in metres, put on the Krassovsky ellipsoid."""
    x, y = lon - 105.0, lat - 35.0
    root_x = np.sqrt(np.abs(x))
    waves = 20.0 * (np.sin(6.0 * np.pi * x) + np.sin(2.0 * np.pi * x))
    north_m = (
        -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root_x
        + 2
        / 3
        * (
            waves
            + 20.0 * np.sin(np.pi * y)
            + 40.0 * np.sin(np.pi / 3.0 * y)
            + 160.0 * np.sin(np.pi / 12.0 * y)
            + 320.0 * np.sin(np.pi / 30.0 * y)
        )
    )
    east_m = (
        300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root_x
        + 2
        / 3
        * (
            waves
            + 20.0 * np.sin(np.pi * x)
            + 40.0 * np.sin(np.pi / 3.0 * x)
            + 150.0 * np.sin(np.pi / 12.0 * x)
            + 300.0 * np.sin(np.pi / 30.0 * x)
        )
    )
    latitude = np.radians(lat)
    flattening = 1.0 - ECCENTRICITY_SQUARED * np.sin(latitude) ** 2
    meridian_m = SEMI_MAJOR_AXIS_M * (1.0 - ECCENTRICITY_SQUARED) / flattening**1.5
    parallel_m = SEMI_MAJOR_AXIS_M / np.sqrt(flattening) * np.cos(latitude)
    return np.degrees(east_m / parallel_m), np.degrees(north_m / meridian_m)


def _bd09_offset(lon: Vector, lat: Vector) -> LonLat:
    """Give the offset in degrees: a shift, and a small wave in polar coordinates."""
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * BD09_FREQUENCY)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * BD09_FREQUENCY)
    return (
        radius * np.cos(angle) + BD09_SHIFT_LON - lon,
        radius * np.sin(angle) + BD09_SHIFT_LAT - lat,
    )


def _both_offsets(lon: Vector, lat: Vector) -> LonLat:
    first_lon, first_lat = _gcj02_offset(lon, lat)
    second_lon, second_lat = _bd09_offset(lon + first_lon, lat + first_lat)
    return first_lon + second_lon, first_lat + second_lat

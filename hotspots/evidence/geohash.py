"""Names of places: geohashes."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import numpy as np

from hotspots.finding.grid import Floats, Ints

LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz"
LENGTH = 8


def point_ids(points: gpd.GeoSeries, taken: Iterable[str] = ()) -> list[str]:
    """
    Name each point by its geohash, with a number where two share one.

    Parameters
    ----------
    points
        Points in EPSG:4326.
    taken
        Names that are not free.
    """
    used = set(taken)
    named = []
    for code in geohash(points.x.to_numpy(), points.y.to_numpy()):
        name, number = code, 2
        while name in used:
            name, number = f"{code}-{number}", number + 1
        used.add(name)
        named.append(name)
    return named


def geohash(lon: Floats, lat: Floats, length: int = LENGTH) -> list[str]:
    """
    Encode points as geohashes (base 32, first bit of longitude).

    Examples
    --------
    >>> geohash(np.array([-5.6]), np.array([42.6]), 5)
    ['ezs42']
    """
    bits = length * 5
    lon_bits, lat_bits = (bits + 1) // 2, bits // 2
    east = _bits(lon, -180.0, 180.0, lon_bits)
    north = _bits(lat, -90.0, 90.0, lat_bits)
    code = np.zeros(len(east), dtype=np.int64)
    for bit in range(bits):
        source, left = (east, lon_bits - 1 - bit // 2) if bit % 2 == 0 else (north, lat_bits - 1 - bit // 2)
        code = (code << 1) | ((source >> left) & 1)
    letters = [(code >> (5 * (length - 1 - place))) & 31 for place in range(length)]
    return ["".join(LETTERS[int(one[i])] for one in letters) for i in range(len(code))]


def _bits(value: Floats, low: float, high: float, bits: int) -> Ints:
    share = (np.asarray(value, dtype=float) - low) / (high - low)
    return np.clip(np.floor(share * (1 << bits)), 0, (1 << bits) - 1).astype(np.int64)

"""Points that cannot be where they say: at (0, 0), with swapped columns, far from the study area."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gis.crs import Bounds

Mask = npt.NDArray[np.bool_]

KM_PER_DEGREE = 111.32
FAR_KM = 50.0  # a neighbouring county is no stray
ZERO = 1e-6


def is_zero_point(x: npt.ArrayLike, y: npt.ArrayLike) -> Mask:
    """
    Find points at (0, 0), which is how many systems write "not known".

    Parameters
    ----------
    x, y
        Degrees or metres.

    Returns
    -------
    ndarray
        True where both are zero.
    """
    return np.asarray(
        (np.abs(np.asarray(x, dtype=float)) < ZERO) & (np.abs(np.asarray(y, dtype=float)) < ZERO)
    )


def is_far(lon: npt.ArrayLike, lat: npt.ArrayLike, bounds: Bounds, far_km: float = FAR_KM) -> Mask:
    """
    Find points far outside a box.

    Parameters
    ----------
    lon, lat
        Degrees.
    bounds
        West, south, east, north of the study area, in degrees.
    far_km
        How far outside still counts as near.

    Returns
    -------
    ndarray
        True where a point lies farther away than that, or is no point on Earth; False where it is missing.
    """
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    west, south, east, north = bounds
    shrink = np.cos(np.radians((south + north) / 2))
    east_km = np.maximum(np.maximum(west - lon, lon - east), 0) * KM_PER_DEGREE * shrink
    north_km = np.maximum(np.maximum(south - lat, lat - north), 0) * KM_PER_DEGREE
    return np.asarray(np.hypot(east_km, north_km) > far_km)


def is_swapped(lon: npt.ArrayLike, lat: npt.ArrayLike, bounds: Bounds, far_km: float = FAR_KM) -> Mask:
    """
    Find points that are far outside a box as they stand, and near it with longitude and latitude swapped.

    Parameters
    ----------
    lon, lat
        Degrees.
    bounds
        West, south, east, north of the study area, in degrees; `usual_bounds` where none is known.
    far_km
        How far outside still counts as near.

    Returns
    -------
    ndarray
        True where swapping brings the point home.
    """
    there = np.isfinite(np.asarray(lon, dtype=float)) & np.isfinite(np.asarray(lat, dtype=float))
    return np.asarray(there & is_far(lon, lat, bounds, far_km) & ~is_far(lat, lon, bounds, far_km))


def usual_bounds(lon: npt.ArrayLike, lat: npt.ArrayLike, share: float = 0.9) -> Bounds | None:
    """
    Take the box that the bulk of the points lies in, for want of a study area.

    Parameters
    ----------
    lon, lat
        Degrees; missing values and points at (0, 0) are passed over.
    share
        How much of each axis is bulk. The box of the bulk is widened by its own size at every side, so that
        a lopsided county keeps its edges.

    Returns
    -------
    Bounds or None
        ``None`` when there is no point.
    """
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    usable = np.isfinite(lon) & np.isfinite(lat) & ~is_zero_point(lon, lat)
    if not usable.any():
        return None
    tail = (1 - share) / 2
    west, east = np.quantile(lon[usable], [tail, 1 - tail]).tolist()
    south, north = np.quantile(lat[usable], [tail, 1 - tail]).tolist()
    width, height = east - west, north - south
    return west - width, south - height, east + width, north + height

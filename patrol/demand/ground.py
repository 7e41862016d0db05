"""Where work lies: points, lines and polygons shared out among the units that hold them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import csr_array, diags_array

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def unit_of_points(units: gpd.GeoSeries, points: gpd.GeoSeries) -> Ints:
    """
    Find the unit that holds each point.

    Parameters
    ----------
    units
        Polygons.
    points
        Points in any CRS; null and empty ones lie nowhere.

    Returns
    -------
    ndarray
        Position of the unit, the first where a point lies on a border; -1 outside all.
    """
    there = np.asarray(points.to_crs(units.crs), dtype=object)
    point, unit = shapely.STRtree(np.asarray(units, dtype=object)).query(there, predicate="intersects")
    found = np.full(len(there), len(units), dtype=np.int64)
    np.minimum.at(found, point, unit)
    return np.where(found == len(units), -1, found)


def shares_in_units(units: gpd.GeoSeries, shapes: gpd.GeoSeries) -> tuple[csr_array, Floats]:
    """
    Share lines or polygons out among units.

    What two units claim alike (a road along their border) is halved: no metre counts twice.

    Parameters
    ----------
    units
        Polygons in a metric CRS.
    shapes
        Lines, or polygons, in any CRS.

    Returns
    -------
    csr_array
        Metres (or square metres) of each shape in each unit, shape ``(n_shapes, n_units)``.
    ndarray
        The size of each shape.
    """
    own = np.asarray(shapes.to_crs(units.crs), dtype=object)
    polygons = np.asarray(units, dtype=object)
    lines = shapely.get_dimensions(own) == 1
    size = np.where(lines, shapely.length(own), shapely.area(own))
    shape, unit = shapely.STRtree(polygons).query(own, predicate="intersects")
    common = shapely.intersection(own[shape], polygons[unit])
    inside = np.where(lines[shape], shapely.length(common), shapely.area(common))
    claimed = np.bincount(shape, inside, minlength=len(own))
    inside *= np.minimum(1.0, size / np.where(claimed > 0, claimed, 1.0))[shape]
    return csr_array((inside, (shape, unit)), shape=(len(own), len(polygons))), size


def portions(inside: csr_array) -> csr_array:
    """Divide each row by its sum, so that what lies in any unit is shared out whole; empty rows stay."""
    total = np.asarray(inside.sum(axis=1)).ravel()
    return csr_array(diags_array(1 / np.where(total > 0, total, 1.0)) @ inside)

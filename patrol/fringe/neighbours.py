"""Which units are neighbours, where drawings leave gaps between them too."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from scipy.sparse import csr_array

from gis.weights import polygon_adjacency

NEAR_M = 200.0
"""A unit that shares a border with none is a neighbour of those this near: outlines may be of built-up land
alone."""


def neighbour_borders(metric: gpd.GeoDataFrame | gpd.GeoSeries) -> csr_array:
    """
    Measure the borders between units.

    Parameters
    ----------
    metric
        Polygons in a metric CRS.

    Returns
    -------
    csr_array
        Metres that two units share, shape ``(n, n)``, symmetric. For a unit that shares none with any, the
        outline of units within ``NEAR_M`` that faces it.
    """
    borders = csr_array(polygon_adjacency(metric).borders_m)
    alone = np.flatnonzero(np.diff(borders.indptr) == 0)
    if len(alone) == 0 or len(metric) < 2:
        return borders
    shapes = np.asarray(metric.geometry, dtype=object)
    found, other = shapely.STRtree(shapes).query(shapes[alone], predicate="dwithin", distance=NEAR_M)
    unit, other = alone[found[alone[found] != other]], other[alone[found] != other]
    facing = shapely.intersection(shapely.boundary(shapes[other]), shapely.buffer(shapes[unit], NEAR_M))
    half = csr_array((shapely.length(facing), (unit, other)), shape=borders.shape)
    return csr_array(borders + half.maximum(half.T))

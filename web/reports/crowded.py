"""Where areas crowd: the part of a county that deserves a map of its own."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from gis.crs import metric_crs_of

REACH_M = 2500.0
LEAST_AREAS = 3
MARGIN_M = 400.0

Bounds = tuple[float, float, float, float]


def crowded_box(areas: gpd.GeoDataFrame) -> Bounds | None:
    """
    Find the box around the most areas that lie near one another.

    Parameters
    ----------
    areas
        Disorderly areas in any system.

    Returns
    -------
    tuple or None
        West, south, east, north in EPSG:4326; None where fewer than three lie within ``REACH_M`` of one, or
        where they are all that there is to show.
    """
    if len(areas) < LEAST_AREAS:
        return None
    crs = metric_crs_of(areas)
    shapes = areas.geometry.to_crs(crs).to_numpy()
    middles = shapely.point_on_surface(shapes)
    one, other = shapely.STRtree(middles).query(middles, "dwithin", REACH_M)
    near = np.bincount(one, minlength=len(middles))
    chosen = other[one == near.argmax()]
    if len(chosen) < LEAST_AREAS or len(chosen) == len(areas):
        return None
    box = gpd.GeoSeries([shapely.box(*shapely.total_bounds(shapes[chosen])).buffer(MARGIN_M)], crs=crs)
    west, south, east, north = (float(value) for value in box.to_crs(4326).total_bounds)
    return west, south, east, north

"""Areas snapped to whole villages, with their names."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from gis.crs import metric_crs_of
from hotspots.snapping.ground import GroundParams, Shapes, ground_of
from hotspots.snapping.table import listed, metric_points, snapped_table

VILLAGE_GROUND = GroundParams()
"""Villages are taken whole, however large: they are what a committee can answer for."""


def snap_to_villages(
    areas: gpd.GeoDataFrame,
    villages: gpd.GeoDataFrame,
    incidents: gpd.GeoDataFrame,
    params: GroundParams = VILLAGE_GROUND,
) -> gpd.GeoDataFrame:
    """
    Give areas the outlines of the villages that hold their incidents.

    Parameters
    ----------
    areas
        Areas with ``area_km2``, best first.
    villages
        Polygons that do not overlap, or points, which then stand for the ground that is nearest to them; with
        ``name`` where known.
    incidents
        Points that the areas were found in.
    params
        Which villages belong to an area.

    Returns
    -------
    GeoDataFrame
        As from `hotspots.snapping.streets.snap_to_streets`, with ``snapped_to`` ``villages`` and their names.
    """
    crs = metric_crs_of(areas if len(areas) else villages)
    shapes = areas.geometry.to_crs(crs).to_numpy()
    metric = villages.to_crs(crs)
    pieces = metric.geometry.to_numpy()
    if (shapely.get_dimensions(pieces) == 0).all():
        pieces = nearest_ground(pieces, shapes)
    ground = ground_of(shapes, pieces, metric_points(incidents, crs), params)
    names = metric["name"].astype(str).to_numpy() if "name" in metric else np.full(len(metric), "")
    named = [listed(names[ground.piece[ground.area == number]]) for number in range(len(areas))]
    return snapped_table(areas, ground.shapes, crs, "villages", named)


def nearest_ground(points: Shapes, areas: Shapes) -> Shapes:
    """
    Divide the ground among points: each has what is nearer to it than to any other (Voronoi).

    Parameters
    ----------
    points
        Points in metres.
    areas
        Shapes that the ground must reach beyond.

    Returns
    -------
    array
        One polygon for each point, in order; empty for all but the first of points at one place.
    """
    single = shapely.centroid(points)
    reach = shapely.buffer(shapely.envelope(shapely.union_all([*single, *areas])), 1000.0)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(single), extend_to=reach, only_edges=False)
    )
    if len(cells) == 0:
        cells = np.asarray([reach], dtype=object)
    point, cell = shapely.STRtree(cells).query(single, "intersects")
    cell_of, first = np.unique(cell, return_index=True)
    ground = np.full(len(points), shapely.Polygon(), dtype=object)
    ground[point[first]] = cells[cell_of]
    return ground

"""Shapes of stretches of road, with the bends that the graph leaves out."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.ops import substring

from gis.roads import RoadGraph

SAME_M = 2.0
"""A piece of a road is the stretch when its length agrees to this."""


def stretch_lines(graph: RoadGraph, roads: gpd.GeoDataFrame) -> npt.NDArray[np.object_]:
    """
    Draw every stretch of a road graph.

    Parameters
    ----------
    graph
        The network.
    roads
        The roads that it was made of.

    Returns
    -------
    ndarray
        Lines in the graph's metric system, from ``from_node`` to ``to_node``; straight where a piece of the
        road cannot be told (loops, roads of several parts).
    """
    stretches = graph.stretches
    ends = graph.nodes[stretches[["from_node", "to_node"]].to_numpy()]
    whole = np.asarray(roads.geometry.to_crs(graph.crs), dtype=object)[stretches["road"].to_numpy()]
    along = [shapely.line_locate_point(whole, shapely.points(ends[:, end])) for end in (0, 1)]
    lines = np.asarray(shapely.linestrings(ends), dtype=object)
    length = stretches["length_m"].to_numpy()
    told = (shapely.get_type_id(whole) == 1) & (np.abs(np.abs(along[1] - along[0]) - length) < SAME_M)
    for row in np.flatnonzero(told & (shapely.length(lines) < length - 0.01)):
        lines[row] = substring(whole[row], along[0][row], along[1][row])
    return lines


def joined(lines: npt.NDArray[np.object_], forward: npt.NDArray[np.bool_]) -> shapely.LineString:
    """
    Join stretches that are driven one after the other.

    Parameters
    ----------
    lines
        Lines in order.
    forward
        Whether each is driven in the direction that it is drawn in.

    Returns
    -------
    LineString
        No point twice in a row; empty where there is nothing to join.
    """
    if len(lines) == 0:
        return shapely.LineString()
    xy = shapely.get_coordinates(np.where(forward, lines, shapely.reverse(lines)))
    return shapely.LineString(xy[np.r_[True, (np.diff(xy, axis=0) != 0).any(axis=1)]])

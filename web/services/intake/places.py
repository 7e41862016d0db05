"""Layers of places: into the store in place of what was there, or from a file beside the one asked about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from data.places import has_shapes, read_places
from data.read_options import ReadOptions
from gis.errors import Problem
from gis.roads import RoadGraph, bare_crossings, build_road_graph

if TYPE_CHECKING:
    from data.store import Store

MOST_BARE = 0.1
"""More crossings without a junction than this, as a share of junctions, are hardly all bridges."""


def import_places(store: Store, path: Path, layer: str, options: ReadOptions | None = None) -> int:
    """Read a layer of places and put it into the store, whole or not at all; returns how many there are."""
    return store.replace_places(layer, read_places(path, layer, options), source_file=path)


def read_beside(path: Path, layer: str, crs: str, roads: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame:
    """
    Read a layer of a file.

    Parameters
    ----------
    path
        The file; shapes carry their own reference system.
    layer
        Which layer it is.
    crs
        What the coordinates of a table are in; of ``auto`` the roads tell.
    roads
        Roads of the place.
    """
    if has_shapes(path) or roads is None or len(roads) == 0:
        return read_places(path, layer, None if has_shapes(path) else ReadOptions(crs=crs))
    lines = roads.to_crs(4326)
    west, south, east, north = (float(edge) for edge in lines.total_bounds)
    return read_places(
        path, layer, ReadOptions(crs=crs, roads=lines, study_bounds=(west, south, east, north))
    )


def network_of(roads: gpd.GeoDataFrame, *, join_crossings: bool) -> tuple[RoadGraph, list[Problem]]:
    """
    Make the graph of roads, and tell where they cross so often without meeting that vertices may lack.

    Parameters
    ----------
    roads
        Roads.
    join_crossings
        Whether roads meet wherever they cross.

    Returns
    -------
    tuple
        The graph, and ``roads.cross_unjoined`` where it is likely to lack junctions.
    """
    graph = build_road_graph(roads, connect_crossings=join_crossings)
    bare = 0 if join_crossings else bare_crossings(graph, roads)
    junctions = int((np.diff(graph.minutes.indptr) > 2).sum())
    if bare <= max(3, MOST_BARE * junctions):
        return graph, []
    return graph, [Problem("roads.cross_unjoined", {"crossings": bare, "junctions": junctions})]

"""Travel times on a road network, from lines with a class or a speed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from gis.crs import metric_crs_of
from gis.errors import GeometryError
from gis.road_lines import (
    Floats,
    Ints,
    Lines,
    crossings,
    ends_on_lines,
    long_stretches,
    place_numbers,
    vertices_of,
    with_added,
)

SPEED_KMH = {"highway": 80.0, "main": 50.0, "secondary": 40.0, "local": 25.0}
"""What a patrol car keeps up on average, stops included; ``speed_kmh`` of a road goes before it."""

SNAP_M = 1.0
NODE_SPACING_M = 250.0


@dataclass(frozen=True, slots=True)
class RoadGraph:
    """
    A road network with travel times.

    Attributes
    ----------
    minutes
        Travel time between nodes that a stretch of road links, shape ``(n_nodes, n_nodes)``, symmetric.
    nodes
        x and y of the nodes in `crs`, shape ``(n_nodes, 2)``.
    crs
        The metric system of the place.
    component
        Number of the connected part of the network that each node belongs to; 0 is the largest.
    stretches
        Every stretch between two nodes: ``from_node``, ``to_node``, ``length_m``, ``minutes``, and ``road``,
        the position of the road in the table that the graph was made of.
    """

    minutes: csr_array
    nodes: Floats
    crs: pyproj.CRS
    component: Ints
    stretches: pd.DataFrame

    def snap(self, places: gpd.GeoDataFrame | gpd.GeoSeries) -> tuple[Ints, Floats]:
        """
        Find the node nearest to each place.

        Parameters
        ----------
        places
            Geometries in any CRS, none null; of lines and polygons a point inside counts.

        Returns
        -------
        tuple of ndarray
            The node, and its distance in metres as the crow flies.
        """
        points = np.asarray(places.geometry.to_crs(self.crs).representative_point(), dtype=object)
        node, distance = shapely.STRtree(np.asarray(shapely.points(self.nodes), dtype=object)).query_nearest(
            points, all_matches=False, return_distance=True
        )
        return np.asarray(node[1], dtype=np.int64), np.asarray(distance, dtype=float)

    def travel_minutes(self, sources: npt.ArrayLike, *, limit_min: float = np.inf) -> Floats:
        """
        Compute travel times from some nodes to all.

        Parameters
        ----------
        sources
            Nodes to start from.
        limit_min
            How far to look.

        Returns
        -------
        ndarray
            Minutes, shape ``(n_sources, n_nodes)``; infinite where no road leads or the limit is passed.
        """
        starts = np.atleast_1d(np.asarray(sources, dtype=np.int64))
        return np.asarray(
            dijkstra(self.minutes, directed=False, indices=starts, limit=limit_min), dtype=float
        )

    def nearest_source(self, sources: npt.ArrayLike) -> tuple[Ints, Floats]:
        """
        Find for every node the source from which it is reached first.

        Parameters
        ----------
        sources
            Nodes to start from, such as those of stations.

        Returns
        -------
        tuple of ndarray
            Position in `sources` (-1 where none leads there), and the minutes from it.
        """
        starts = np.asarray(sources, dtype=np.int64)
        minutes, _, found = dijkstra(
            self.minutes, directed=False, indices=starts, min_only=True, return_predecessors=True
        )
        position = {int(node): index for index, node in reversed(list(enumerate(starts)))}
        return np.array([position.get(int(node), -1) for node in found], dtype=np.int64), minutes


def build_road_graph(
    roads: gpd.GeoDataFrame,
    speed_kmh: Mapping[str, float] = SPEED_KMH,
    *,
    connect_crossings: bool = False,
    snap_m: float = SNAP_M,
    node_spacing_m: float = NODE_SPACING_M,
) -> RoadGraph:
    """
    Make a road graph of lines.

    Roads meet at shared vertices, and where the end of one lies on another. Lines that merely cross do not
    meet: one is a bridge, unless asked otherwise.

    Parameters
    ----------
    roads
        Lines in any CRS; ``road_class`` and ``speed_kmh`` are used where they are there.
    speed_kmh
        Speed for each class; an unknown class goes at the slowest.
    connect_crossings
        Whether roads meet wherever they cross, for maps drawn without vertices at the crossings. A road whose
        column ``bridge`` is true never meets what it crosses, nor what ends below it.
    snap_m
        Ends this near to a road belong to it.
    node_spacing_m
        A longer stretch gets nodes of its own, so that places snap to the road nearby.

    Returns
    -------
    RoadGraph
        Two ways on every road.

    Raises
    ------
    CrsError
        ``crs.missing`` when the roads have no CRS.
    GeometryError
        ``roads.empty`` when there is no line, ``roads.not_lines`` when something else is among them.
    ValueError
        When a speed is not above zero.
    """
    lines, road, metric = _single_lines(roads)
    vertices = vertices_of(lines)
    level = np.flatnonzero(~_bridges(roads)[road])
    line, along_m = ends_on_lines(vertices, lines[level], snap_m)
    if connect_crossings:
        crossing, there_m = crossings(lines[level])
        line, along_m = np.r_[line, crossing], np.r_[along_m, there_m]
    vertices = with_added(vertices, lines, level[line], along_m, joins=True)
    vertices = with_added(vertices, lines, *long_stretches(lines, node_spacing_m), joins=False)
    place = place_numbers(vertices, snap_m)

    node = vertices.is_node | (np.bincount(place)[place] > 1)
    line, along_m, place = vertices.line[node], vertices.along_m[node], place[node]
    _, first, place = np.unique(place, return_index=True, return_inverse=True)
    linked = (line[1:] == line[:-1]) & (place[1:] != place[:-1])
    stretches = pd.DataFrame(
        {
            "from_node": place[:-1][linked],
            "to_node": place[1:][linked],
            "length_m": np.diff(along_m)[linked],
            "road": road[line[:-1][linked]],
        }
    )
    stretches["minutes"] = stretches["length_m"] / _metres_per_minute(roads, speed_kmh)[stretches["road"]]
    minutes = _fastest(stretches, len(first))
    return RoadGraph(minutes, vertices.point[node][first], metric, _components(minutes), stretches)


def bare_crossings(graph: RoadGraph, roads: gpd.GeoDataFrame) -> int:
    """
    Count the places where roads cross and do not meet: bridges, or a map drawn without vertices at crossings.

    Parameters
    ----------
    graph
        The network, with ``connect_crossings`` off.
    roads
        The roads that it was made of.

    Returns
    -------
    int
        Places; those of roads with a true ``bridge`` do not count.
    """
    lines, road, _ = _single_lines(roads)
    lines = lines[~_bridges(roads)[road]]
    line, along_m = crossings(lines)
    half = len(line) // 2  # one line of each crossing, then the other
    inside = np.minimum(along_m, shapely.length(lines[line]) - along_m) > SNAP_M
    within_both = inside[:half] & inside[half:]
    points = shapely.line_interpolate_point(lines[line[:half]], along_m[:half])[within_both]
    places = np.unique(shapely.get_coordinates(points).round(), axis=0)
    junctions = shapely.points(graph.nodes[np.diff(graph.minutes.indptr) > 2])
    met = shapely.STRtree(np.asarray(junctions, dtype=object)).query(
        shapely.points(places), predicate="dwithin", distance=2 * SNAP_M
    )
    return len(places) - len(np.unique(met[0]))


def _single_lines(roads: gpd.GeoDataFrame) -> tuple[Lines, Ints, pyproj.CRS]:
    """Take the single lines, each with the position of its road, into the metric system of the place."""
    shapes = np.asarray(roads.geometry, dtype=object)
    wrong = ~shapely.is_missing(shapes) & (shapely.get_dimensions(shapes) != 1) & ~shapely.is_empty(shapes)
    if wrong.any():
        raise GeometryError("roads.not_lines", row=int(np.flatnonzero(wrong)[0]) + 1, rows=int(wrong.sum()))
    if not (~shapely.is_missing(shapes) & (shapely.length(shapes) > 0)).any():
        raise GeometryError("roads.empty")
    metric = metric_crs_of(roads)
    parts, road = shapely.get_parts(
        np.asarray(roads.geometry.to_crs(metric), dtype=object), return_index=True
    )
    real = shapely.length(parts) > 0
    return shapely.force_2d(parts[real]), road[real], metric


def _bridges(roads: gpd.GeoDataFrame) -> npt.NDArray[np.bool_]:
    if "bridge" not in roads.columns:
        return np.zeros(len(roads), dtype=bool)
    return np.asarray(roads["bridge"].fillna(value=False), dtype=bool)


def _metres_per_minute(roads: gpd.GeoDataFrame, speed_kmh: Mapping[str, float]) -> Floats:
    if not speed_kmh or min(speed_kmh.values()) <= 0:
        raise ValueError(f"wanted speeds above zero, got {dict(speed_kmh)}")
    speed = pd.Series(np.nan, index=roads.index)
    if "speed_kmh" in roads.columns:
        given = pd.to_numeric(roads["speed_kmh"], errors="coerce")
        speed = given.where(given > 0)
    if "road_class" in roads.columns:
        speed = speed.fillna(roads["road_class"].map(speed_kmh).astype(float))
    return np.asarray(speed.fillna(min(speed_kmh.values())).to_numpy(dtype=float) * 1000 / 60)


def _fastest(stretches: pd.DataFrame, n_nodes: int) -> csr_array:
    """Keep the fastest of the stretches that link the same two nodes, both ways."""
    ends = np.sort(stretches[["from_node", "to_node"]].to_numpy(), axis=1)
    minutes = stretches["minutes"].to_numpy()
    order = np.lexsort((minutes, ends[:, 1], ends[:, 0]))
    fastest = order[np.r_[True, (np.diff(ends[order], axis=0) != 0).any(axis=1)][: len(order)]]
    low, high = ends[fastest].T
    half = coo_array((minutes[fastest], (low, high)), shape=(n_nodes, n_nodes)).tocsr()
    return csr_array(half + half.T)


def _components(minutes: csr_array) -> Ints:
    """Number the connected parts, the largest first."""
    part = np.asarray(connected_components(minutes, directed=False)[1])
    rank = np.empty(part.max() + 1, dtype=np.int64)
    rank[np.argsort(-np.bincount(part), kind="stable")] = np.arange(len(rank))
    return rank[part]

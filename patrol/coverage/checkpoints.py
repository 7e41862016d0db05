"""Checkpoints that cut every road out of a zone, and what given ones cut: minimum cuts of the road graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

from gis.roads import RoadGraph
from patrol.coverage.interchange import Bools, Floats, Ints

CLASS_WEIGHTS = {"highway": 4.0, "main": 2.0, "secondary": 1.5, "local": 1.0}
"""What it takes to hold a checkpoint on a road of each class, against one on a local road."""

RING_M = 3_000.0
"""How far from the zone a road may be cut; beyond lies the outside."""

AT_POINT_M = 50.0
"""A checkpoint closes the roads within this distance: at a junction all of them."""

NEAR_POINT_M = 500.0
"""With no road that near it closes the nearest one up to here."""

EDGE_M = 300.0
"""A road that ends this near to the edge of the map goes on beyond it."""

UNITS = 1_000
"""Weights are whole numbers of 1/1,000 in the flow."""

OPEN = 2**30
"""Capacity of what cannot be cut."""


@dataclass(frozen=True, slots=True)
class Checkpoints:
    """
    A cut between a zone and the outside.

    Attributes
    ----------
    cut
        Stretches of road where checkpoints go: a row each with ``stretch`` (row of the graph's stretches),
        ``road``, ``weight`` and the stretch as a straight line, in the CRS of the graph.
    weight
        Sum of the weights, the least that any cut needs.
    exits
        Stretches that cross the border of the zone, with ``stretch``, ``road``, ``weight``, ``leads_out``
        (whether one can drive on from there to the outside) and ``closed`` (whether given checkpoints and the
        lie of the roads keep one from it).
    left
        Stretches to close once the given checkpoints are held, as `cut`; none when these close the zone.
    weight_open
        Sum of their weights.
    off_road
        Positions of given checkpoints that stand near no road.
    """

    cut: gpd.GeoDataFrame
    weight: float
    exits: gpd.GeoDataFrame
    left: gpd.GeoDataFrame
    weight_open: float
    off_road: Ints

    @property
    def share_closed(self) -> float:
        """Share of the exits that lead out, by weight, which given checkpoints close; 1 where none does."""
        out = self.exits[self.exits["leads_out"]]
        whole = float(out["weight"].sum())
        return float(out.loc[out["closed"], "weight"].sum()) / whole if whole else 1.0


def cut_off(
    roads: RoadGraph,
    zone: gpd.GeoDataFrame | gpd.GeoSeries,
    *,
    road_class: pd.Series[str] | None = None,
    class_weights: Mapping[str, float] = CLASS_WEIGHTS,
    given: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    ring_m: float = RING_M,
    mapped: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
) -> Checkpoints:
    """
    Find the cheapest roads to close so that none leads out of a zone, nearest the zone where several are.

    Parameters
    ----------
    roads
        The network.
    zone
        Polygons in any CRS; together they are the zone.
    road_class
        Class of each road of the table that the graph was made of, in its order; all local by default.
    class_weights
        What a checkpoint takes on a road of each class; an unknown class as the cheapest.
    given
        Checkpoints that are there; the cut without them is found all the same, and `weight_open` with them.
    ring_m
        How far from the zone a road may be cut.
    mapped
        Polygons that the road map covers, such as the county: a road that ends at their edge leads out.

    Returns
    -------
    Checkpoints
        The cut, the exits, and what the given checkpoints leave open.

    Raises
    ------
    ValueError
        When a weight is not above zero.

    References
    ----------
    .. [1] Ford and Fulkerson (1956), doi:10.4153/CJM-1956-045-5
    """
    if not class_weights or min(class_weights.values()) <= 0:
        raise ValueError(f"wanted weights above zero, got {dict(class_weights)}")
    weight = _weights(roads, road_class, class_weights)
    area = shapely.union_all(np.asarray(zone.geometry.to_crs(roads.crs), dtype=object))
    nodes = shapely.points(roads.nodes)
    shapely.prepare(area)
    inside = np.asarray(shapely.intersects(area, nodes), dtype=bool)
    outside = np.asarray(shapely.distance(area, nodes) > ring_m, dtype=bool)
    if mapped is not None:
        ends_at_edge = _at_edge(roads, mapped)
        inside, outside = inside & ~ends_at_edge, outside | ends_at_edge
    ends = roads.stretches[["from_node", "to_node"]].to_numpy(dtype=np.int64)
    everything = np.ones(len(ends), dtype=bool)
    cut = _cut(ends, weight, everything, inside, outside)
    closed, off_road = _closed_by(roads, ends, given)
    left = _cut(ends, weight, ~closed, inside, outside)
    exits = np.flatnonzero(inside[ends[:, 0]] != inside[ends[:, 1]])
    table = _stretch_table(roads, ends, weight, exits)
    table["leads_out"] = _leads_out(ends, everything, inside, outside, exits)
    table["closed"] = closed[exits] | (
        table["leads_out"] & ~_leads_out(ends, ~closed, inside, outside, exits)
    )
    return Checkpoints(
        cut=_stretch_table(roads, ends, weight, cut),
        weight=float(weight[cut].sum()),
        exits=table,
        left=_stretch_table(roads, ends, weight, left),
        weight_open=float(weight[left].sum()),
        off_road=off_road,
    )


def _at_edge(roads: RoadGraph, mapped: gpd.GeoDataFrame | gpd.GeoSeries) -> Bools:
    """Tell which nodes are ends of roads at the edge of the map."""
    edge = shapely.boundary(shapely.union_all(np.asarray(mapped.geometry.to_crs(roads.crs), dtype=object)))
    near = shapely.dwithin(edge, shapely.points(roads.nodes), EDGE_M)
    return np.asarray(near & (np.diff(roads.minutes.indptr) == 1), dtype=bool)


def _weights(
    roads: RoadGraph, road_class: pd.Series[str] | None, class_weights: Mapping[str, float]
) -> Floats:
    least = min(class_weights.values())
    if road_class is None:
        return np.full(len(roads.stretches), class_weights.get("local", least))
    of_road = road_class.map(class_weights).astype(float).fillna(least).to_numpy(dtype=float)
    return np.asarray(of_road[roads.stretches["road"].to_numpy()])


def _cut(ends: Ints, weight: Floats, usable: Bools, inside: Bools, outside: Bools) -> Ints:
    """Find the stretches of the minimum cut nearest the zone."""
    n = len(inside)
    source, sink = n, n + 1
    low, high = ends[usable].T
    ways = np.rint(weight[usable] * UNITS).astype(np.int32)
    start, end = np.flatnonzero(inside), np.flatnonzero(outside)
    rows = np.r_[low, high, np.full(len(start), source), end]
    columns = np.r_[high, low, start, np.full(len(end), sink)]
    room = np.r_[ways, ways, np.full(len(start) + len(end), OPEN)].astype(np.int32)
    capacity = csr_array((room, (rows, columns)), shape=(n + 2, n + 2), dtype=np.int32)
    flow = maximum_flow(capacity, source, sink).flow
    residual = csr_array(capacity - flow)
    residual.eliminate_zeros()
    reached = np.zeros(n + 2, dtype=bool)
    reached[breadth_first_order(residual, source, return_predecessors=False)] = True
    crossing = reached[ends[:, 0]] != reached[ends[:, 1]]
    return np.flatnonzero(crossing & usable)


def _closed_by(
    roads: RoadGraph, ends: Ints, given: gpd.GeoDataFrame | gpd.GeoSeries | None
) -> tuple[Bools, Ints]:
    """Tell which stretches given checkpoints close, and which of these stand near none."""
    closed = np.zeros(len(ends), dtype=bool)
    if given is None or len(given) == 0:
        return closed, np.empty(0, dtype=np.int64)
    points = np.asarray(given.geometry.to_crs(roads.crs).representative_point(), dtype=object)
    tree = shapely.STRtree(_lines(roads, ends))
    point, stretch = tree.query(points, predicate="dwithin", distance=AT_POINT_M)
    closed[stretch] = True
    others = np.setdiff1d(np.arange(len(points)), point)
    near, nearest = tree.query_nearest(points[others], max_distance=NEAR_POINT_M, all_matches=False)
    closed[nearest] = True
    return closed, np.setdiff1d(others, others[near])


def _leads_out(ends: Ints, usable: Bools, inside: Bools, outside: Bools, exits: Ints) -> Bools:
    """Tell from which exits one can drive on to the outside without passing through the zone again."""
    beyond = usable & ~inside[ends].any(axis=1)
    low, high = ends[beyond].T
    links = csr_array((np.ones(len(low)), (low, high)), shape=(len(inside),) * 2)
    part = connected_components(links, directed=False)[1]
    far = np.zeros(part.max() + 1, dtype=bool)
    far[part[outside]] = True
    outer = np.where(inside[ends[exits, 0]], ends[exits, 1], ends[exits, 0])
    return np.asarray(far[part[outer]] & usable[exits])


def _lines(roads: RoadGraph, ends: Ints) -> np.ndarray:
    return np.asarray(shapely.linestrings(roads.nodes[ends]), dtype=object)


def _stretch_table(roads: RoadGraph, ends: Ints, weight: Floats, rows: Ints) -> gpd.GeoDataFrame:
    columns = {
        "stretch": rows,
        "road": roads.stretches["road"].to_numpy()[rows],
        "weight": weight[rows],
    }
    return gpd.GeoDataFrame(columns, geometry=_lines(roads, ends[rows]), crs=roads.crs)

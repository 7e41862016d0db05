"""Proposals for new standing points: where they could be, which do best, and what changes with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from gis.roads import RoadGraph
from patrol.coverage.blind_spots import OnRoads, minutes_to, minutes_within
from patrol.coverage.interchange import Floats, Ints
from patrol.coverage.set_covering import SetCover, set_covering
from patrol.coverage.standing_points import StandingPoints, maximal_covering, p_median, reach

Aim: TypeAlias = Literal["cover", "travel"]
"""Most within reach (MCLP), or the shortest way to all (p-median)."""

MOST_CANDIDATES = 1_000
"""Junctions that stand for the whole network; the cells that they come from grow until so few are left."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    New standing points.

    Attributes
    ----------
    chosen
        Positions among the candidates, the weight reached (or the minutes) and its bound.
    minutes
        From each new point to each place, shape ``(n_points, n_places)``.
    all_covered
        The fewest new points that would reach every place that can be reached, and which places no candidate
        reaches.
    """

    chosen: StandingPoints
    minutes: Floats
    all_covered: SetCover


def junctions(roads: RoadGraph, most: int = MOST_CANDIDATES) -> Ints:
    """
    Take nodes all over the network, from each square cell the one where most roads meet.

    Parameters
    ----------
    roads
        The network; every connected part is represented.
    most
        How many nodes at most, but one of each connected part in any case.

    Returns
    -------
    ndarray
        Nodes, ascending.
    """
    degree = np.diff(roads.minutes.indptr)
    nodes = np.arange(len(roads.nodes))
    if len(nodes) <= most:
        return nodes
    low, high = roads.nodes.min(axis=0), roads.nodes.max(axis=0)
    cell_m = max(1.0, float(np.sqrt(np.prod(np.maximum(high - low, 1.0)) / most)) / 4)
    while True:
        cell = np.floor((roads.nodes - low) / cell_m).astype(np.int64)
        order = np.lexsort((nodes, -degree, cell[:, 1], cell[:, 0], roads.component))
        keys = np.column_stack([roads.component, cell])[order]
        taken = order[np.r_[True, (keys[1:] != keys[:-1]).any(axis=1)]]
        if len(taken) <= max(most, int(roads.component.max()) + 1):
            return np.sort(taken)
        cell_m *= 1.1


def at_nodes(nodes: Ints) -> OnRoads:
    """Give nodes of the network as points that stand on it."""
    return OnRoads(nodes, np.zeros(len(nodes)), np.zeros(len(nodes)))


def node_points(roads: RoadGraph, nodes: Ints) -> gpd.GeoSeries:
    """Give nodes of the network as points."""
    return gpd.GeoSeries(shapely.points(roads.nodes[nodes]), crs=roads.crs)


def propose_points(
    roads: RoadGraph,
    candidates: OnRoads,
    places: OnRoads,
    weight: npt.ArrayLike,
    standing: npt.ArrayLike,
    *,
    count: int,
    within_min: float,
    aim: Aim = "cover",
) -> Proposal:
    """
    Choose new standing points, the existing ones staying.

    Parameters
    ----------
    roads
        The network.
    candidates, places
        Where points could be, and what they are to reach.
    weight
        People, incidents or the like of each place.
    standing
        Minutes from existing points to each place, shape ``(n_points, n_places)``.
    count
        Points to choose; as many as there are candidates at most.
    within_min
        Reach in minutes.
    aim
        ``cover`` or ``travel``.

    Returns
    -------
    Proposal
        The points, their travel times, and what it would take to reach all.

    Raises
    ------
    ValueError
        As `patrol.coverage.standing_points.maximal_covering`.
    """
    table = np.asarray(standing, dtype=float)
    nearest = table.min(axis=0, initial=np.inf)
    near = minutes_within(roads, candidates, places, within_min)
    if aim == "cover":
        chosen = maximal_covering(near, weight, count, within_min=within_min, standing_min=nearest)
    else:
        chosen = p_median(minutes_to(roads, candidates, places), weight, count, standing_min=nearest)
    sites = OnRoads(
        candidates.nodes[chosen.sites],
        candidates.snap_m[chosen.sites],
        candidates.off_road_min[chosen.sites],
    )
    return Proposal(
        chosen,
        minutes_to(roads, sites, places),
        set_covering(
            reach(near, within_min),
            times_covered=(table <= within_min).sum(axis=0),
            backup=True,
            weight=weight,
        ),
    )

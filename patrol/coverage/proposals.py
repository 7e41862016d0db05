"""Proposals for new standing points: where they could be, which do best, and what changes with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from gis.roads import RoadGraph
from patrol.coverage.interchange import Floats, Ints
from patrol.coverage.set_covering import SetCover, set_covering
from patrol.coverage.standing_points import StandingPoints, maximal_covering, p_median, reach
from patrol.travel import Travel

Aim: TypeAlias = Literal["cover", "travel", "all", "backup"]
"""
Most within reach (MCLP), the shortest way to all (p-median), the fewest points that reach all (LSCP), or the
fewest that together with those there are reach all twice.
"""

AS_MANY_AS_IT_TAKES = ("all", "backup")
"""Aims that no number of points goes with."""

MOST_CANDIDATES = 1_000
"""Junctions that stand for the whole network; the cells that they come from grow until so few are left."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    New standing points.

    Attributes
    ----------
    chosen
        Positions among the candidates; the weight reached, the minutes, or how many points it takes, and the
        bound of that.
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


def at_nodes(roads: RoadGraph, nodes: Ints) -> Travel:
    """Give nodes of the network as places that stand on it."""
    return Travel(roads, nodes, np.zeros(len(nodes)), np.ones(len(nodes), dtype=bool))


def node_points(roads: RoadGraph, nodes: Ints) -> gpd.GeoSeries:
    """Give nodes of the network as points."""
    return gpd.GeoSeries(shapely.points(roads.nodes[nodes]), crs=roads.crs)


def propose_points(
    candidates: Travel,
    places: Travel,
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
    candidates, places
        On one network: where points could be, and what they are to reach.
    weight
        People, incidents or the like of each place.
    standing
        Minutes from existing points to each place, shape ``(n_points, n_places)``.
    count
        Points to choose for the first two aims; as many as there are candidates at most.
    within_min
        Reach in minutes.
    aim
        What is wanted of the points.

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
    near = candidates.minutes_within(places, within_min)
    times = (table <= within_min).sum(axis=0)
    covers = reach(near, within_min)
    all_covered = set_covering(covers, times_covered=times, backup=True, weight=weight)
    if aim == "cover":
        chosen = maximal_covering(near, weight, count, within_min=within_min, standing_min=nearest)
    elif aim == "travel":
        chosen = p_median(candidates.minutes_to(places), weight, count, standing_min=nearest)
    else:
        cover = all_covered if aim == "all" else set_covering(covers, times=2, times_covered=times)
        chosen = StandingPoints(cover.sites, float(len(cover.sites)), float(cover.fewest))
    return Proposal(chosen, candidates.at(chosen.sites).minutes_to(places), all_covered)

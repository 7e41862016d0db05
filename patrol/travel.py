"""Travel times between places: along the roads, or as the crow flies where there are none."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from gis.roads import RoadGraph

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

OFF_ROAD_KMH = 15.0
"""Speed between a place and the road it is reached from: lanes, yards and tracks that no map has."""

MAX_SNAP_M = 2_000.0
"""A place farther than this from any road counts as not reached."""

CROW_KMH = 30.0
DETOUR = 1.3
"""Road over straight-line distance: 1.34 on average in 300 cities (doi:10.1177/23998083231168870)."""

NODE_MINUTES_AT_ONCE = 5_000_000


@dataclass(frozen=True, slots=True)
class Travel:
    """
    Travel times between places along a road network.

    Attributes
    ----------
    roads
        The network.
    nodes
        Node that each place is reached from, shape ``(n_places,)``.
    snap_m
        Distance from it to the place as the crow flies, driven at ``OFF_ROAD_KMH``.
    reached
        Whether the place lies near a road of the largest connected part of the network.
    """

    roads: RoadGraph
    nodes: Ints
    snap_m: Floats
    reached: Bools

    def minutes(self, sources: npt.ArrayLike, targets: npt.ArrayLike) -> Floats:
        """
        Compute travel times between places.

        Parameters
        ----------
        sources, targets
            Positions of places.

        Returns
        -------
        ndarray
            Minutes, shape ``(n_sources, n_targets)``; from a place to itself 0, infinite where no road leads.
        """
        starts = np.atleast_1d(np.asarray(sources, dtype=np.int64))
        ends = np.atleast_1d(np.asarray(targets, dtype=np.int64))
        if len(ends) < len(starts):  # every road goes both ways, and one search serves a whole row
            return self.minutes(ends, starts).T
        off_road = self.snap_m / (OFF_ROAD_KMH * 1000 / 60)
        node, row = np.unique(self.nodes[starts], return_inverse=True)
        step = max(1, NODE_MINUTES_AT_ONCE // len(self.roads.nodes))
        between = np.empty((len(node), len(ends)))
        for first in range(0, len(node), step):
            some = self.roads.travel_minutes(node[first : first + step])
            between[first : first + step] = some[:, self.nodes[ends]]
        minutes = off_road[starts, None] + between[row] + off_road[ends]
        return np.where(starts[:, None] == ends, 0.0, minutes)


def travel_between(
    roads: RoadGraph, places: gpd.GeoDataFrame | gpd.GeoSeries, *, max_snap_m: float = MAX_SNAP_M
) -> Travel:
    """
    Tie places to a road network.

    Parameters
    ----------
    roads
        The network.
    places
        Geometries in any CRS, none null; of lines and polygons a point inside counts.
    max_snap_m
        A place farther than this from any node of the network is not reached.

    Returns
    -------
    Travel
        Places in the order given; none is left out.
    """
    nodes, snap_m = roads.snap(places)
    return Travel(roads, nodes, snap_m, (snap_m <= max_snap_m) & (roads.component[nodes] == 0))


def crow_minutes(
    sources: gpd.GeoSeries, targets: gpd.GeoSeries, *, speed_kmh: float = CROW_KMH, detour: float = DETOUR
) -> Floats:
    """
    Compute travel times where no road map is: the straight line, lengthened by a detour, at one speed.

    Parameters
    ----------
    sources, targets
        Geometries in one metric CRS; of lines and polygons a point inside counts.
    speed_kmh
        Speed on the way.
    detour
        Length of the way over that of the straight line.

    Returns
    -------
    ndarray
        Minutes, shape ``(n_sources, n_targets)``.
    """
    if not (speed_kmh > 0 and detour >= 1):
        raise ValueError(f"wanted a speed above 0 and a detour of 1 or more, got {speed_kmh}, {detour}")
    start, end = (
        places.representative_point().get_coordinates().to_numpy(dtype=float) for places in (sources, targets)
    )
    apart_m = np.hypot(*(start[:, None, axis] - end[:, axis] for axis in (0, 1)))
    return np.asarray(apart_m * detour / (speed_kmh * 1000 / 60), dtype=float)

"""Travel times between places: along the roads, or as the crow flies where there are none."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, vstack

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
    Places tied to a road network, and the travel times between them.

    Attributes
    ----------
    roads
        The network.
    nodes
        Node that each place is reached from, shape ``(n_places,)``.
    snap_m
        Distance from it to the place as the crow flies, driven at ``OFF_ROAD_KMH``.
    near
        Whether that is near enough to count; to a place that is not, every way is endless.
    """

    roads: RoadGraph
    nodes: Ints
    snap_m: Floats
    near: Bools

    @property
    def reached(self) -> Bools:
        """Whether each place lies near a road of the largest connected part of the network."""
        return np.asarray(self.near & (self.roads.component[self.nodes] == 0))

    @property
    def off_road_min(self) -> Floats:
        """Minutes between each place and its node."""
        return np.where(self.near, self.snap_m / (OFF_ROAD_KMH * 1000 / 60), np.inf)

    def at(self, positions: npt.ArrayLike) -> Travel:
        """Take some of the places, by position."""
        some = np.atleast_1d(np.asarray(positions, dtype=np.int64))
        return Travel(self.roads, self.nodes[some], self.snap_m[some], self.near[some])

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
            As `minutes_to` gives them; from a place to itself 0.
        """
        starts, ends = (np.atleast_1d(np.asarray(some, dtype=np.int64)) for some in (sources, targets))
        return np.where(starts[:, None] == ends, 0.0, self.at(starts).minutes_to(self.at(ends)))

    def minutes_to(self, places: Travel) -> Floats:
        """
        Compute all travel times to other places on the same network.

        Parameters
        ----------
        places
            Where the ways end.

        Returns
        -------
        ndarray
            Minutes, shape ``(n_own, n_places)``; infinite where no road leads.
        """
        if len(places.nodes) < len(
            self.nodes
        ):  # every road goes both ways, and one search serves a whole row
            return places.minutes_to(self).T
        node, row = np.unique(self.nodes, return_inverse=True)
        step = max(1, NODE_MINUTES_AT_ONCE // len(self.roads.nodes))
        between = np.empty((len(node), len(places.nodes)))
        for first in range(0, len(node), step):
            some = self.roads.travel_minutes(node[first : first + step])
            between[first : first + step] = some[:, places.nodes]
        return np.asarray(between[row] + self.off_road_min[:, None] + places.off_road_min)

    def minutes_within(self, places: Travel, limit_min: float) -> csr_array:
        """
        Compute the travel times to other places that stay within a limit.

        Parameters
        ----------
        places
            Where the ways end.
        limit_min
            Longer ways are left out.

        Returns
        -------
        csr_array
            Minutes, shape ``(n_own, n_places)``; what is not stored is beyond the limit. A way of no length
            takes the smallest number above 0.
        """
        step = max(1, NODE_MINUTES_AT_ONCE // len(self.roads.nodes))
        parts = []
        for first in range(0, len(self.nodes), step):
            own = self.at(np.arange(first, min(first + step, len(self.nodes))))
            node, row = np.unique(own.nodes, return_inverse=True)
            between = self.roads.travel_minutes(node, limit_min=limit_min)[:, places.nodes][row]
            between += own.off_road_min[:, None] + places.off_road_min
            start, end = np.nonzero(between <= limit_min)
            minutes = np.maximum(between[start, end], np.finfo(float).tiny)
            parts.append(csr_array((minutes, (start, end)), shape=between.shape))
        return csr_array(vstack(parts, format="csr")) if parts else csr_array((0, len(places.nodes)))


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
    return Travel(roads, nodes, snap_m, snap_m <= max_snap_m)


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

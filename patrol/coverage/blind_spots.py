"""What lies beyond reach: places, people and incidents that no standing point reaches in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array, vstack

from gis.roads import RoadGraph
from patrol.coverage.interchange import Floats, Ints
from patrol.travel import MAX_SNAP_M, OFF_ROAD_KMH

COVERS = ("backed_up", "once", "blind", "unreached")
"""Two points or more in time; one; none in time; no road leads there from any point."""

ENTRIES_AT_ONCE = 20_000_000


@dataclass(frozen=True, slots=True)
class OnRoads:
    """
    Places or points tied to the road network.

    Attributes
    ----------
    nodes
        Nearest node of each.
    snap_m
        Distance from it as the crow flies.
    off_road_min
        Minutes for that distance at ``OFF_ROAD_KMH``; infinite beyond the greatest distance.
    """

    nodes: Ints
    snap_m: Floats
    off_road_min: Floats

    @classmethod
    def of(
        cls, roads: RoadGraph, places: gpd.GeoDataFrame | gpd.GeoSeries, max_snap_m: float = MAX_SNAP_M
    ) -> OnRoads:
        """Tie places to the nearest node each; of lines and polygons a point inside counts."""
        nodes, snap_m = roads.snap(places)
        minutes = snap_m / (OFF_ROAD_KMH * 1000 / 60)
        return cls(nodes, snap_m, np.where(snap_m <= max_snap_m, minutes, np.inf))


def minutes_within(roads: RoadGraph, sources: OnRoads, targets: OnRoads, limit_min: float) -> csr_array:
    """
    Compute the travel times that stay within a limit.

    Parameters
    ----------
    roads
        The network.
    sources, targets
        Where the ways begin and end.
    limit_min
        Longer ways are left out.

    Returns
    -------
    csr_array
        Minutes, shape ``(n_sources, n_targets)``; what is not stored is beyond the limit. A way of no length
        takes the smallest number above 0.
    """
    step = max(1, ENTRIES_AT_ONCE // max(1, len(roads.nodes)))
    parts = []
    for begin in range(0, len(sources.nodes), step):
        some = slice(begin, begin + step)
        node, row = np.unique(sources.nodes[some], return_inverse=True)
        between = roads.travel_minutes(node, limit_min=limit_min)[:, targets.nodes][row]
        between += sources.off_road_min[some, None] + targets.off_road_min
        from_row, to = np.nonzero(between <= limit_min)
        minutes = np.maximum(between[from_row, to], np.finfo(float).tiny)
        parts.append(csr_array((minutes, (from_row, to)), shape=between.shape))
    return csr_array(vstack(parts, format="csr")) if parts else csr_array((0, len(targets.nodes)))


def minutes_to(roads: RoadGraph, points: OnRoads, places: OnRoads) -> Floats:
    """
    Compute all travel times from points to places.

    Parameters
    ----------
    roads
        The network.
    points, places
        Where the ways begin and end.

    Returns
    -------
    ndarray
        Minutes, shape ``(n_points, n_places)``, infinite where no road leads.
    """
    if len(points.nodes) == 0:
        return np.empty((0, len(places.nodes)))
    node, row = np.unique(points.nodes, return_inverse=True)
    step = max(1, ENTRIES_AT_ONCE // max(1, len(roads.nodes)))
    between = np.concatenate(
        [roads.travel_minutes(node[i : i + step])[:, places.nodes] for i in range(0, len(node), step)]
    )
    return np.asarray(between[row] + points.off_road_min[:, None] + places.off_road_min)


def cover_of_places(minutes: npt.ArrayLike, within_min: float) -> pd.DataFrame:
    """
    Tell how each place is covered.

    Parameters
    ----------
    minutes
        From each standing point to each place, shape ``(n_points, n_places)``.
    within_min
        Reach in minutes; just so many is within.

    Returns
    -------
    DataFrame
        One row for each place: ``nearest_point`` (position, -1 for none), ``minutes`` and ``backup_minutes``
        (from the nearest and the second-nearest, infinite for none), ``times_covered``, and ``cover``, one of
        ``COVERS``.
    """
    table = np.asarray(minutes, dtype=float)
    n_places = table.shape[1]
    nearest = np.argmin(table, axis=0) if len(table) else np.zeros(n_places, dtype=np.int64)
    two = np.full((2, n_places), np.inf)
    two[: min(2, len(table))] = np.sort(table, axis=0)[:2]
    times = (table <= within_min).sum(axis=0)
    cover = np.select([times >= 2, times == 1, np.isfinite(two[0])], COVERS[:3], COVERS[3])
    return pd.DataFrame(
        {
            "nearest_point": np.where(np.isfinite(two[0]), nearest, -1),
            "minutes": two[0],
            "backup_minutes": two[1],
            "times_covered": times,
            "cover": cover,
        }
    )


def cover_totals(cover: npt.ArrayLike, weights: Mapping[str, npt.ArrayLike]) -> pd.DataFrame:
    """
    Sum up places, people and incidents by how they are covered.

    Parameters
    ----------
    cover
        One of ``COVERS`` for each place.
    weights
        What to sum, by name, such as ``people``; a missing number counts as 0.

    Returns
    -------
    DataFrame
        A row for each of ``COVERS``, in that order; the column ``places`` and one for each weight.
    """
    table = pd.DataFrame(
        {"places": 1.0, **{name: np.asarray(values, dtype=float) for name, values in weights.items()}},
        index=pd.Index(np.asarray(cover, dtype=str), name="cover"),
    )
    return table.fillna(0.0).groupby(level="cover").sum().reindex(list(COVERS), fill_value=0.0)

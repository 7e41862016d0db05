"""Which villages are neighbours by road, and how far apart."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import minimum_spanning_tree

from gis.crs import metric_crs_of
from gis.roads import RoadGraph
from patrol.fringe.neighbours import neighbour_borders
from patrol.travel import Travel, travel_between

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FARTHEST_MIN = 20.0
"""Villages that are farther apart by road do not patrol together, unless nothing nearer joins them."""
WALK_KMH = 4.0
ROWS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class VillageLinks:
    """
    Villages and the ways between neighbours.

    Attributes
    ----------
    minutes
        Minutes between villages that are neighbours, shape ``(n, n)``, symmetric.
    reached
        Whether a road leads to each village; from one that none leads to, its neighbours are walked to.
    """

    minutes: csr_array
    reached: npt.NDArray[np.bool_]


def village_links(
    villages: gpd.GeoDataFrame,
    group: npt.ArrayLike,
    roads: RoadGraph | None = None,
    *,
    farthest_min: float = FARTHEST_MIN,
) -> VillageLinks:
    """
    Link villages that share a border, by the road between them.

    A river without a bridge parts two villages, since the way round is long. The shortest ways that keep the
    villages of a group together stay, however long they are.

    Parameters
    ----------
    villages
        Polygons in any CRS.
    group
        Villages of different groups (stations) are not linked.
    roads
        The road network; without it ways are straight lines, walked.
    farthest_min
        Longest way between neighbours.

    Returns
    -------
    VillageLinks
        The links, the same whatever the order of anything but the villages.
    """
    if len(villages) == 0:
        return VillageLinks(csr_array((0, 0)), np.empty(0, dtype=bool))
    metric = villages.geometry.to_crs(metric_crs_of(villages))
    borders = neighbour_borders(metric).tocoo()
    groups = np.asarray(group)
    once = (borders.row < borders.col) & (groups[borders.row] == groups[borders.col])
    first, second = borders.row[once].astype(np.int64), borders.col[once].astype(np.int64)
    minutes = _walks(metric, first, second)
    reached = np.zeros(len(villages), dtype=bool)
    if roads is not None:
        travel = travel_between(roads, metric)
        reached = travel.reached
        driven = _driven(travel, first, second)
        both = reached[first] & reached[second] & np.isfinite(driven)
        minutes = np.where(both, driven, minutes)
    minutes = np.maximum(minutes, 1e-3)  # a link of no length would be no link
    size = len(villages)
    every = csr_array((minutes, (first, second)), shape=(size, size))
    tree = minimum_spanning_tree(every).tocoo()
    needed = np.isin(
        first * size + second, np.minimum(tree.row, tree.col) * size + np.maximum(tree.row, tree.col)
    )
    kept = needed | (minutes <= farthest_min)
    half = csr_array((minutes[kept], (first[kept], second[kept])), shape=(size, size))
    return VillageLinks(csr_array(half + half.T), reached)


def _driven(travel: Travel, first: Ints, second: Ints) -> Floats:
    """Give the minutes by road of pairs of villages, some rows at a time."""
    minutes = np.empty(len(first))
    order = np.argsort(first, kind="stable")
    for start in range(0, len(order), ROWS_AT_ONCE):
        some = order[start : start + ROWS_AT_ONCE]
        sources, row = np.unique(first[some], return_inverse=True)
        targets, column = np.unique(second[some], return_inverse=True)
        minutes[some] = travel.minutes(sources, targets)[row, column]
    return minutes


def _walks(metric: gpd.GeoSeries, first: Ints, second: Ints) -> Floats:
    """Give the minutes on foot of pairs of villages."""
    inside = metric.representative_point()
    apart_m = inside.iloc[first].reset_index(drop=True).distance(inside.iloc[second].reset_index(drop=True))
    return np.asarray(apart_m * 60 / (WALK_KMH * 1000), dtype=float)

"""Villages that would be left alone: linked to others of their station, or joined to neighbours."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from gis.crs import metric_crs_of
from gis.roads import RoadGraph
from patrol.travel import crow_minutes, travel_between

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SHORTEST_MIN = 1e-3  # a link of no length would be no link


def with_small_pieces_linked(
    villages: gpd.GeoDataFrame,
    group: npt.ArrayLike,
    links: csr_array,
    *,
    fewest: float,
    roads: RoadGraph | None = None,
) -> csr_array:
    """
    Link pieces that are too small to stand alone to the village of their group that is nearest by road.

    A village that only another station's land or the town adjoins would be an area of its own; the officer
    who answers for it drives through that land.

    Parameters
    ----------
    villages
        Polygons in any CRS.
    group
        Group (station) of each village; pieces of different groups are not linked.
    links
        Minutes between neighbours, shape ``(n, n)``, symmetric.
    fewest
        A piece of fewer villages is too small.
    roads
        The road network; without it, and where it does not lead, the straight line with a detour.

    Returns
    -------
    csr_array
        `links` and the ways from small pieces, symmetric.
    """
    groups = np.asarray(group)
    metric = villages.geometry.to_crs(metric_crs_of(villages)) if len(villages) else villages.geometry
    travel = None if roads is None or len(villages) == 0 else travel_between(roads, metric)
    joined = links
    while True:
        piece = connected_components(joined, directed=False)[1]
        size = np.bincount(piece, minlength=1)
        small = [
            number
            for number in np.argsort(size, kind="stable").tolist()
            if 0 < size[number] < fewest and (groups == groups[piece == number][0]).sum() > size[number]
        ]
        if not small:
            return joined
        inside = np.flatnonzero(piece == small[0])
        others = np.flatnonzero((groups == groups[inside[0]]) & (piece != small[0]))
        minutes = crow_minutes(metric.iloc[inside], metric.iloc[others])
        if travel is not None:
            driven = travel.minutes(inside, others)
            reached = travel.reached[inside][:, None] & travel.reached[others] & np.isfinite(driven)
            minutes = np.where(reached, driven, minutes)
        one, other = np.unravel_index(int(minutes.argmin()), minutes.shape)
        way = max(float(minutes[one, other]), SHORTEST_MIN)
        ends = np.array([inside[one], others[other]])
        new = csr_array((np.full(2, way), (ends, ends[::-1])), shape=links.shape)
        joined = csr_array(joined + new)


def with_lone_joined(links: csr_array, part: npt.ArrayLike, weight: npt.ArrayLike, enough: float) -> Ints:
    """
    Let villages that make a part by themselves go with the lightest part beside them.

    Parameters
    ----------
    links
        Minutes between neighbours, shape ``(n, n)``, symmetric.
    part
        Part of each village.
    weight
        Weight of each village.
    enough
        A village of this weight stands by itself.

    Returns
    -------
    ndarray
        Part of each village, numbered from 0 in the order of their first villages; a lone village that has no
        neighbour stays alone.
    """
    heavy = np.asarray(weight, dtype=float)
    joined = np.asarray(part, dtype=np.int64).copy()
    for village in np.argsort(heavy, kind="stable").tolist():
        beside = links.indices[links.indptr[village] : links.indptr[village + 1]]
        lone = (joined == joined[village]).sum() == 1
        if lone and heavy[village] < enough and len(beside):
            total = np.bincount(joined, heavy)
            joined[village] = min(joined[beside], key=lambda number: (total[number], number))
    _, first, renumbered = np.unique(joined, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[renumbered].astype(np.int64)

"""
Density clusters: DBSCAN on a grid, without lists of neighbours, and a radius that follows the density.

Cells are so small that all points of one lie within the radius of one another. A cell that holds enough
points needs no look at its neighbours, and cores are joined cell by cell.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from hotspots.finding.grid import Floats, Ints
from hotspots.repeats.close_pairs import each_in_runs

REACH = 2  # cells that the radius may cross
SAMPLE = 2_000  # incidents whose distance to their k-th neighbour stands for all
LEAST_RADIUS_M = 1.0  # addresses are snapped to points: a smaller radius means nothing
SHRINK = 1 - 1e-12  # rounding must not let a cell be wider than the radius allows

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class DensityClusters:
    """
    The cluster of each point.

    Parameters
    ----------
    label
        Number of the cluster, from 0 in the order of the clusters' first core points; -1 for noise.
    core
        Points with enough others around. A point that is not, but lies near one, belongs to the first of the
        clusters around it.
    radius_m
        The radius.
    """

    label: Ints
    core: Mask
    radius_m: float


def density_clusters(
    xy: npt.ArrayLike, *, min_points: int = 10, radius_m: float | None = None
) -> DensityClusters:
    """
    Group points that lie densely.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    min_points
        Points within the radius, itself included, that make a point a core.
    radius_m
        The radius, itself included; left out, `density_radius` chooses.

    Returns
    -------
    DensityClusters
        The labels of `sklearn.cluster.DBSCAN`.

    Raises
    ------
    ValueError
        When points are not finite or of another shape, or a setting is not positive.

    References
    ----------
    .. [1] Ester, Kriegel, Sander and Xu (1996), KDD-96, 226-231
    .. [2] Gan and Tao (2015), doi:10.1145/2723372.2737792
    """
    points = np.asarray(xy, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2 or not np.isfinite(points).all():
        raise ValueError("xy must be finite and of shape (n, 2)")
    if min_points < 1 or (radius_m is not None and not (0 < radius_m < math.inf)):
        raise ValueError("min_points must be 1 or more and radius_m positive and finite")
    radius = density_radius(points, min_points) if radius_m is None else radius_m
    label, core = np.full(len(points), -1, dtype=np.int64), np.zeros(len(points), dtype=bool)
    if len(points) == 0:
        return DensityClusters(label, core, radius)
    order, key, width = _sorted_by_cell(points, radius)
    x, y = np.ascontiguousarray(points[order].T)
    placed = _Placed(x, y, key, width, radius**2)
    is_core = _cores(placed, min_points)
    cores = placed.take(is_core)
    joined = _joined(cores)
    found = np.full(len(points), -1, dtype=np.int64)
    found[is_core] = _numbered(joined, order[is_core])
    others = np.flatnonzero(~is_core)
    found[others] = _first_cluster_near(placed.take(others), cores, found[is_core])
    label[order], core[order] = found, is_core
    return DensityClusters(label, core, radius)


def density_radius(xy: npt.ArrayLike, min_points: int = 10, share: float = 0.1) -> float:
    """
    Choose the radius that makes a given share of the points cores, whatever their number.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    min_points
        Points within the radius that make a core.
    share
        Share of the points, between 0 and 1.

    Returns
    -------
    float
        Metres, at least 1; the same for the same points.

    Raises
    ------
    ValueError
        When the share does not lie between 0 and 1.
    """
    if not 0 < share < 1 or min_points < 1:
        raise ValueError("share must lie between 0 and 1, min_points be 1 or more")
    points = np.asarray(xy, dtype=float)
    if len(points) < 2:
        return LEAST_RADIUS_M
    some = points[np.linspace(0, len(points) - 1, min(SAMPLE, len(points))).astype(np.int64)]
    tree = KDTree(points, balanced_tree=False, compact_nodes=False)
    away = tree.query(some, k=[min(min_points, len(points))])[0]
    return max(float(np.quantile(away, share)), LEAST_RADIUS_M)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Points sorted by cell: coordinates, cell, cells from one row to the next, and the radius squared."""

    x: Floats
    y: Floats
    key: Ints
    width: int
    reach2: float

    def take(self, which: Mask | Ints) -> _Placed:
        """Keep some of the points, in their order."""
        return _Placed(self.x[which], self.y[which], self.key[which], self.width, self.reach2)

    def runs(self, key: Ints) -> tuple[Ints, Ints]:
        """Give the points in the five rows of five cells around each cell: begin and length."""
        cells, back = np.unique(key, return_inverse=True)
        rows = cells[:, None] + np.arange(-REACH, REACH + 1) * self.width
        start = np.searchsorted(self.key, rows - REACH, side="left")
        return start[back], (np.searchsorted(self.key, rows + REACH, side="right") - start)[back]


def _sorted_by_cell(points: Floats, radius_m: float) -> tuple[Ints, Ints, int]:
    column, row = np.floor((points - points.min(axis=0)) / (radius_m * math.sqrt(0.5) * SHRINK)).T
    width = int(column.max()) + 2 * REACH + 1
    key = row.astype(np.int64) * width + column.astype(np.int64)
    order = np.argsort(key, kind="stable")
    return order, key[order], width


def _cores(placed: _Placed, min_points: int) -> Mask:
    """Find the points with enough others within the radius; full cells need no look around."""
    begins = np.flatnonzero(np.r_[True, placed.key[1:] != placed.key[:-1]])
    held = np.diff(np.append(begins, len(placed.key)))
    core = np.repeat(held >= min_points, held)
    open_cells = np.flatnonzero(held < min_points)
    start, length = placed.runs(placed.key[begins[open_cells]])
    hopeful = length.sum(axis=1) >= min_points
    cells = open_cells[hopeful]
    back = np.repeat(np.arange(len(cells)), held[cells])
    within = np.arange(len(back)) - np.repeat(np.cumsum(held[cells]) - held[cells], held[cells])
    asked = begins[cells][back] + within
    count = np.zeros(len(asked), dtype=np.int64)
    for own, other in each_in_runs(start[hopeful][back], length[hopeful][back]):
        near = _near(placed, asked[own], placed, other)
        low = own[0] if len(own) else 0
        seen = np.bincount(own[near] - low)
        count[low : low + len(seen)] += seen
    core[asked] = count >= min_points
    return core


def _near(left: _Placed, a: Ints, right: _Placed, b: Ints) -> Mask:
    step_x, step_y = left.x[a] - right.x[b], left.y[a] - right.y[b]
    return np.asarray(step_x * step_x + step_y * step_y <= left.reach2)


def _joined(cores: _Placed) -> Ints:
    """Number the connected groups of core points."""
    cells, begin, cell_of = np.unique(cores.key, return_index=True, return_inverse=True)
    held = np.diff(np.append(begin, len(cores.key)))
    pairs = [_cell_pairs(cells, row * cores.width + column) for row, column in _half_of_the_steps()]
    left, right = np.concatenate(pairs, axis=1) if pairs else np.empty((2, 0), dtype=np.int64)
    group = np.arange(len(cells))
    open_pairs = np.arange(len(left))
    for most in (1, 8, None):  # a few points of each first: that joins most cells
        near = np.zeros(len(open_pairs), dtype=bool)
        a, b = left[open_pairs], right[open_pairs]
        n_a, n_b = (held[c] if most is None else np.minimum(held[c], most) for c in (a, b))
        for own, other in each_in_runs(np.zeros((len(a), 1), dtype=np.int64), (n_a * n_b)[:, None]):
            first, second = np.divmod(other, n_b[own])
            hit = _near(cores, begin[a[own]] + first, cores, begin[b[own]] + second)
            near[own[hit]] = True
        edges = (np.ones(int(near.sum())), (group[a[near]], group[b[near]]))
        shape = (len(cells), len(cells))
        group = connected_components(coo_array(edges, shape=shape), directed=False)[1][group].astype(np.int64)
        open_pairs = open_pairs[group[left[open_pairs]] != group[right[open_pairs]]]
    return np.asarray(group[cell_of])


def _half_of_the_steps() -> list[tuple[int, int]]:
    """Steps to the neighbouring cells that come later, so that each pair of cells is met once."""
    across = range(-REACH, REACH + 1)
    return [(0, c) for c in range(1, REACH + 1)] + [(r, c) for r in range(1, REACH + 1) for c in across]


def _cell_pairs(cells: Ints, step: int) -> Ints:
    place = np.searchsorted(cells, cells + step)
    there = np.flatnonzero(cells[np.minimum(place, len(cells) - 1)] == cells + step)
    return np.stack([there, place[there]]).astype(np.int64)


def _numbered(group: Ints, index: Ints) -> Ints:
    """Number groups by the least index among their points."""
    least = np.full(int(group.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(least, group, index)
    rank = np.empty(len(least), dtype=np.int64)
    rank[np.argsort(least)] = np.arange(len(least))
    return np.asarray(rank[group])


def _first_cluster_near(others: _Placed, cores: _Placed, label: Ints) -> Ints:
    """Give each point the lowest cluster of the cores within the radius, or -1."""
    found = np.full(len(others.key), -1, dtype=np.int64)
    if len(cores.key) == 0 or len(found) == 0:
        return found
    start, length = cores.runs(others.key)
    asked = np.flatnonzero(length.sum(axis=1))
    lowest = np.full(len(asked), np.iinfo(np.int64).max)
    for own, other in each_in_runs(start[asked], length[asked]):
        near = _near(others, asked[own], cores, other)
        np.minimum.at(lowest, own[near], label[other[near]])
    reached = lowest < np.iinfo(np.int64).max
    found[asked[reached]] = lowest[reached]
    return found

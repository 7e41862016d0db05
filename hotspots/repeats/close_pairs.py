"""Pairs of points that lie close together, a block at a time: all of them never stand in memory at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from hotspots.finding.grid import Floats, Ints

Metric = Literal["euclidean", "manhattan"]

CANDIDATES = 50_000  # pairs looked at in one block: their numbers stay in the processor's cache
CELLS_IN_REACH = 2  # finer cells leave out more candidates, but cost more runs
MARGIN = 1e-9  # cells are wider by this share, so that rounding never hides a pair


@dataclass(frozen=True, slots=True)
class PairBlock:
    """Some of the pairs: positions of both points and the metres between them."""

    left: Ints
    right: Ints
    distance_m: Floats


def distances_m(step_x: Floats, step_y: Floats, metric: Metric) -> Floats:
    """Measure steps along x and y, straight or along the axes (as streets of a grid do)."""
    if metric == "euclidean":
        return np.asarray(np.sqrt(step_x * step_x + step_y * step_y))
    if metric == "manhattan":
        return np.asarray(np.abs(step_x) + np.abs(step_y))
    raise ValueError(f"metric must be euclidean or manhattan, not {metric!r}")


def cell_order(xy: npt.ArrayLike, reach_m: float) -> tuple[Ints, Ints, int]:
    """
    Sort points by the cell they lie in.

    Returns
    -------
    order, key, width
        Positions row by row of cells; the sorted number of each point's cell; cells from one row to the next.
    """
    points = np.asarray(xy, dtype=float)
    if len(points) == 0:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), 1
    side = reach_m / CELLS_IN_REACH * (1 + MARGIN) if reach_m > 0 else 1.0
    column, row = np.floor((points - points.min(axis=0)) / side).astype(np.int64).T
    width = int(column.max()) + 2 * CELLS_IN_REACH + 1
    key = row * width + column
    order = np.argsort(key, kind="stable")
    return order, key[order], width


def close_pairs(xy: npt.ArrayLike, reach_m: float, metric: Metric = "euclidean") -> Iterator[PairBlock]:
    """
    Find every pair of points within a distance, each pair once.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    reach_m
        The distance, itself included.
    metric
        ``euclidean`` or ``manhattan``.

    Yields
    ------
    PairBlock
        In no promised order; neighbouring blocks name neighbouring points.

    Raises
    ------
    ValueError
        When the points are not finite, the distance is not, or is below zero, or the metric is unknown.
    """
    points = np.asarray(xy, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2 or not np.isfinite(points).all():
        raise ValueError("xy must be finite and of shape (n, 2)")
    if not np.isfinite(reach_m) or reach_m < 0:
        raise ValueError(f"reach_m must be finite and not below zero, not {reach_m}")
    distances_m(np.empty(0), np.empty(0), metric)
    order, key, width = cell_order(points, reach_m)
    x, y = np.ascontiguousarray(points[order].T)
    start, length = _runs(key, width)
    for own, other in each_in_runs(start, length):
        metres = distances_m(x[other] - x[own], y[other] - y[own], metric)
        near = np.flatnonzero(metres <= reach_m)
        yield PairBlock(order[own[near]], order[other[near]], metres[near])


def each_in_runs(start: Ints, length: Ints) -> Iterator[tuple[Ints, Ints]]:
    """
    Pair each row of a table of runs with every position that its runs hold, a block at a time.

    Parameters
    ----------
    start, length
        Where the runs begin and how long they are, shape ``(n, runs)``.

    Yields
    ------
    tuple of ndarray
        The row, and a position in one of its runs.
    """
    for begin, end in _blocks(length.sum(axis=1)):
        runs = length[begin:end].ravel()
        own = np.repeat(np.repeat(np.arange(begin, end), length.shape[1]), runs)
        first = start[begin:end].ravel() - (np.cumsum(runs) - runs)
        yield own, np.arange(len(own)) + np.repeat(first, runs)


def _runs(key: Ints, width: int) -> tuple[Ints, Ints]:
    """For each sorted point, the runs of points that may be near and come after it: begin and length."""
    cells, first, held = np.unique(key, return_index=True, return_counts=True)
    starts, stops = [], []
    for step in range(CELLS_IN_REACH + 1):
        middle = cells + step * width
        low = first if step == 0 else np.searchsorted(key, middle - CELLS_IN_REACH, side="left")
        starts.append(np.repeat(low, held))
        stops.append(np.repeat(np.searchsorted(key, middle + CELLS_IN_REACH, side="right"), held))
    starts[0] = np.arange(1, len(key) + 1)
    start, stop = np.column_stack(starts), np.column_stack(stops)
    return start, stop - start


def _blocks(candidates: Ints) -> Iterator[tuple[int, int]]:
    """Cut the points into stretches of about ``CANDIDATES`` candidates, of one point at least."""
    total = np.cumsum(candidates)
    begin = 0
    while begin < len(total):
        before = total[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(total, before + CANDIDATES, side="right")))
        yield begin, end
        begin = end

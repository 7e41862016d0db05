"""Count pairs close in space and time, in the data and in permutations of the times; no pair is ever kept."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gis.compiled import compiled
from gis.errors import SizeError
from hotspots.finding.grid import Floats, Ints, Numbers
from hotspots.repeats.places_and_times import Metric, distances_m
from hotspots.repeats.sorted_cells import SortedCells, advance, sorted_cells
from hotspots.repeats.ticks import Ticks, pairs_in_time

CELLS_IN_REACH = 2  # finer cells leave out more candidates, but cost more runs
MARGIN = 1e-9  # cells are wider by this share, so that rounding never hides a pair
MOST_ACROSS = 2.0**29  # cells: a stray point far away makes them wider, so that they can be numbered
MOST_CANDIDATES = 10**11  # pairs looked at: a quarter of an hour
LANES = 16  # times of one incident are padded to what the processor compares at once
MOST_DEALT = 112  # times of one incident side by side
DEALT_BYTES = 512 * 1024**2
NEAR_AT_ONCE = 4_096  # neighbours of one incident whose times are compared at once
PIECES = 64
MOST_THREADS = 4


@dataclass(frozen=True, slots=True)
class Bands:
    """Upper limits of the bands of space, how metres are measured, and whether the limits belong to them."""

    limits_m: tuple[float, ...]
    metric: Metric
    closed: bool


def count_pairs(
    points: Floats,
    ticks: Ticks,
    bands: Bands,
    limits: Sequence[float],
    *,
    rng: np.random.Generator,
    permutations: int,
) -> tuple[Ints, Ints]:
    """
    Count the pairs of each band of space at most so far apart in time.

    Returns
    -------
    counts, in_space
        Shape ``(bands, limits, 1 + permutations)``, the data first; and the pairs of each band.

    Raises
    ------
    SizeError
        ``hotspots.too_many_pairs`` when more pairs lie near one another than can be looked at.
    """
    distances_m(np.empty(0), np.empty(0), bands.metric)
    n, ends = len(points), sum(limit < math.inf for limit in bands.limits_m)
    counts = np.zeros((len(bands.limits_m), len(limits), permutations + 1), dtype=np.int64)
    in_space = np.zeros(len(bands.limits_m), dtype=np.int64)
    finite = [index for index, most in enumerate(limits) if 0 <= most < math.inf]
    most = np.minimum([limits[index] for index in finite], float(ticks.max(initial=0))).astype(ticks.dtype)
    if ends and n > 1:
        near = _nearness(points, Bands(bands.limits_m[:ends], bands.metric, bands.closed))
        for first, dealt in _dealt(ticks[near.cells.order], rng, permutations):
            part, in_space[:ends] = near.count(_Times(dealt, most))
            counts[:ends, finite, first : first + dealt.shape[1]] = part[..., : permutations + 1 - first]
    if ends < len(bands.limits_m):
        in_space[-1] = n * (n - 1) // 2 - in_space[:-1].sum()
        whole = np.array([pairs_in_time(ticks, limit) for limit in limits])
        counts[-1] = whole[:, None] - counts[:-1].sum(axis=0)
    counts[:, [limit == math.inf for limit in limits]] = in_space[:, None, None]
    return counts, in_space


def _dealt(ticks: Ticks, rng: np.random.Generator, permutations: int) -> Iterator[tuple[int, Numbers]]:
    """Times as they are in the first column, dealt out anew in the others: one row to an incident."""
    fit = DEALT_BYTES // (ticks.itemsize * max(len(ticks), 1)) // LANES * LANES
    at_once = min(max(fit, LANES), MOST_DEALT)
    for first in range(0, permutations + 1, at_once):
        columns = min(at_once, permutations + 1 - first)
        table = np.zeros((len(ticks), -(-columns // LANES) * LANES), dtype=ticks.dtype)
        for begin in range(0, columns, LANES):
            drawn = [
                rng.permutation(ticks) if first + column else ticks
                for column in range(begin, min(begin + LANES, columns))
            ]
            table[:, begin : begin + len(drawn)] = np.stack(drawn, axis=1)
        yield first, table


class _Places(NamedTuple):
    """Where the points are, cell by cell, and the upper limits of the bands, which belong to them."""

    x: Floats
    y: Floats
    key: Ints
    begin: Ints
    stride: int
    limits: Floats
    manhattan: bool


class _Times(NamedTuple):
    """Times dealt out, one column to a permutation, and the most that a pair may lie apart."""

    dealt: Numbers
    most: Numbers


class _Tally(NamedTuple):
    """
    Pairs of each band, limit and column, pairs of each band, and memory to work in.

    That is: the neighbours of one point, how far away they are, those of one band; and for each column the
    hits and the earliest time of one.
    """

    counts: Ints
    in_space: Ints
    near: Numbers
    metres: Floats
    chosen: Numbers
    hits: Numbers
    since: Numbers


def _empty_tally(bands: int, limits: int, dealt: Numbers) -> _Tally:
    columns, most = dealt.shape[1], 2 * NEAR_AT_ONCE
    return _Tally(
        counts=np.zeros((bands, limits, columns), dtype=np.int64),
        in_space=np.zeros(bands, dtype=np.int64),
        near=np.empty(most, dtype=np.int32),
        metres=np.empty(most),
        chosen=np.empty(most, dtype=np.int32),
        hits=np.empty(columns, dealt.dtype),
        since=np.empty(columns, dealt.dtype),
    )


@dataclass(frozen=True, slots=True)
class _Nearness:
    """Points sorted by cell, the cells cut into pieces of like work, and what is near."""

    cells: SortedCells
    x: Floats
    y: Floats
    bands: Bands
    pieces: Ints

    def count(self, times: _Times) -> tuple[Ints, Ints]:
        """Count the pairs of each band and limit in each column, and of each band."""
        limits = np.array(self.bands.limits_m)
        if not self.bands.closed:
            limits = np.nextafter(limits, 0.0)
        manhattan = self.bands.metric == "manhattan"
        cells = self.cells
        places = _Places(self.x, self.y, cells.key, cells.begin, cells.stride, limits, manhattan)

        def piece(which: int) -> tuple[Ints, Ints]:
            tally = _empty_tally(len(limits), len(times.most), times.dealt)
            _count(places, times, self.pieces[which], self.pieces[which + 1], tally)
            return tally.counts, tally.in_space

        with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_THREADS)) as pool:
            counts, in_space = zip(*pool.map(piece, range(len(self.pieces) - 1)), strict=True)
        return np.sum(counts, axis=0), np.sum(in_space, axis=0)


def _nearness(points: Floats, bands: Bands) -> _Nearness:
    """Sort the points, and see how much work they make."""
    reach_m = bands.limits_m[-1]
    side_m = max(reach_m / CELLS_IN_REACH * (1 + MARGIN), float(np.ptp(points, axis=0).max()) / MOST_ACROSS)
    cells = sorted_cells(points, side_m or 1.0, CELLS_IN_REACH)
    x, y = np.ascontiguousarray(points[cells.order].T)
    work = np.diff(cells.begin) * _candidates(cells)
    if (total := int(work.sum())) > MOST_CANDIDATES:
        raise SizeError("hotspots.too_many_pairs", pairs=total, most=MOST_CANDIDATES, within_m=reach_m)
    shares = np.linspace(0, total, min(PIECES, len(work)) + 1)[1:-1]
    inner = np.searchsorted(np.cumsum(work), shares)
    return _Nearness(cells, x, y, bands, np.unique(np.r_[0, inner, len(work)]))


def _candidates(cells: SortedCells) -> Ints:
    """Count the points in the cells around each cell and after it, its own included."""
    total = np.zeros(len(cells.key), dtype=np.int64)
    for step in range(CELLS_IN_REACH + 1):
        middle = cells.key + step * cells.stride
        low = cells.key if step == 0 else middle - CELLS_IN_REACH
        ends = np.searchsorted(cells.key, middle + CELLS_IN_REACH, side="right")
        total += cells.begin[ends] - cells.begin[np.searchsorted(cells.key, low)]
    return total


@compiled
def _count(places: _Places, times: _Times, first_cell: int, end_cell: int, tally: _Tally) -> None:
    """Meet every pair whose first point lies in some of the cells, once; add what is near."""
    x, y, key, begin = places.x, places.y, places.key, places.begin
    square = places.limits[-1] ** 2 * (1 + MARGIN)
    held = 0
    steps = np.arange(CELLS_IN_REACH + 1) * places.stride
    low = np.searchsorted(key, key[first_cell] + steps - CELLS_IN_REACH)
    high = low.copy()
    for cell in range(first_cell, end_cell):
        for row in range(len(steps)):
            low[row] = advance(key, low[row], key[cell] + steps[row] - CELLS_IN_REACH)
            high[row] = advance(key, high[row], key[cell] + steps[row] + CELLS_IN_REACH + 1)
        for own in range(begin[cell], begin[cell + 1]):
            for row in range(len(steps)):
                first, end = begin[low[row]] if row else own + 1, begin[high[row]]
                for some in range(first, end, NEAR_AT_ONCE):
                    for other in range(some, min(some + NEAR_AT_ONCE, end)):
                        step_x, step_y = abs(x[other] - x[own]), abs(y[other] - y[own])
                        if places.manhattan:
                            apart = (step_x + step_y) ** 2
                        else:
                            apart = step_x * step_x + step_y * step_y
                        tally.near[held] = other
                        held += apart <= square
                    if held >= NEAR_AT_ONCE:
                        _tally(places, times, own, held, tally)
                        held = 0
            _tally(places, times, own, held, tally)
            held = 0


@compiled
def _tally(places: _Places, times: _Times, own: int, near: int, tally: _Tally) -> None:
    """Part the neighbours of one point by bands, and compare times in each."""
    x, y, limits = places.x, places.y, places.limits
    for place in range(near):
        other = tally.near[place]
        step_x, step_y = abs(x[other] - x[own]), abs(y[other] - y[own])
        straight = math.sqrt(step_x * step_x + step_y * step_y)
        tally.metres[place] = step_x + step_y if places.manhattan else straight
    for band in range(len(limits)):
        below, held = limits[band - 1] if band else -1.0, 0
        for place in range(near):
            tally.chosen[held] = tally.near[place]
            held += below < tally.metres[place] <= limits[band]
        tally.in_space[band] += held
        if held:
            _compare(times, own, tally.chosen[:held], tally, band)


@compiled
def _compare(times: _Times, own: int, near: Numbers, tally: _Tally, band: int) -> None:
    """
    Count for each column the neighbours at most so far apart in time.

    Differences that pass below zero wrap around; since a number holds twice the longest time, none of them
    looks small.
    """
    dealt, hits, since = times.dealt, tally.hits, tally.since
    for limit in range(len(times.most)):
        most = times.most[limit]
        span = dealt.dtype.type(2 * most)
        for column in range(len(hits)):
            since[column] = dealt[own, column] - most
            hits[column] = 0
        for other in near:
            for column in range(len(hits)):
                hits[column] += dealt.dtype.type(dealt[other, column] - since[column]) <= span
        for column in range(len(hits)):
            tally.counts[band, limit, column] += hits[column]

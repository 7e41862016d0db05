"""Count pairs close in space and time, in the data and in permutations of their times, all in one pass."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from hotspots.finding.grid import Floats, Ints, Numbers
from hotspots.repeats.close_pairs import Metric, PairBlock, cell_order, close_pairs

TICKS_IN_DAY = (1, 24, 1_440, 86_400)  # times are counted in the coarsest that they all are multiples of
WHOLE = 1e-6  # of a tick: a second must not pass for a day
PAIRS_AT_ONCE = 2_040  # differences of so many pairs, for all permutations, stay in the processor's cache
MOST_IN_BYTE = 255
WORKERS = 2
BLOCKS_WAITING = 8  # found but not yet counted: what memory they may take


@dataclass(frozen=True, slots=True)
class Bands:
    """Upper limits of the bands of space, how metres are measured, and whether the limits belong to them."""

    limits_m: tuple[float, ...]
    metric: Metric
    closed: bool

    def of(self, distance_m: Floats) -> Ints:
        """Number the band of each distance."""
        band = np.zeros(len(distance_m), dtype=np.int64)
        for limit in self.limits_m:  # there are few: quicker than a search
            band += distance_m > limit if self.closed else distance_m >= limit
        return band


def in_ticks(times: Floats, limits: Sequence[float], *, closed: bool) -> tuple[Numbers, tuple[float, ...]]:
    """Count times in whole ticks, and give for each limit the most ticks that a pair may lie apart."""
    since = times - times.min(initial=np.inf) if len(times) else times
    finite = np.array([limit for limit in limits if math.isfinite(limit)])
    for in_day in TICKS_IN_DAY:
        values = np.concatenate([since, finite]) * in_day
        if np.abs(values - np.round(values)).max(initial=0.0) < WHOLE:
            break
    exact = np.round(since * in_day).astype(np.int64)
    most = [
        math.inf
        if not math.isfinite(limit)
        else (math.floor(limit * in_day + WHOLE) if closed else math.ceil(limit * in_day - WHOLE) - 1)
        for limit in limits
    ]
    kind = np.min_scalar_type(-int(exact.max(initial=0)) - 1)
    return exact.astype(kind if kind != np.int8 else np.int16), tuple(most)


def pairs_in_time(ticks: Numbers, most: float) -> int:
    """Count the pairs at most so many ticks apart."""
    n = len(ticks)
    if most == math.inf:
        return n * (n - 1) // 2
    ordered = np.sort(ticks.astype(np.int64))
    after = np.searchsorted(ordered, ordered + int(most), side="right") - np.arange(1, n + 1)
    return int(np.maximum(after, 0).sum())


def count_pairs(
    points: Floats,
    ticks: Numbers,
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
    """
    open_ended = bands.limits_m[-1] == math.inf
    reach = max((limit for limit in bands.limits_m if limit < math.inf), default=0.0)
    order = cell_order(points, reach)[0]
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    dealt = _dealt(ticks[order], rng, permutations)
    counts = np.zeros((len(bands.limits_m), len(limits), permutations + 1), dtype=np.int64)
    in_space = np.zeros(len(bands.limits_m), dtype=np.int64)
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting: deque[Future[tuple[Ints, Ints]]] = deque()
        for block in close_pairs(points, reach, bands.metric):
            waiting.append(pool.submit(_count_block, block, dealt, rank, bands, limits))
            if len(waiting) > BLOCKS_WAITING:
                _add(waiting.popleft(), counts, in_space)
        while waiting:
            _add(waiting.popleft(), counts, in_space)
    if open_ended:
        n = len(points)
        in_space[-1] = n * (n - 1) // 2 - in_space[:-1].sum()
        whole = np.array([pairs_in_time(ticks, most) for most in limits])
        counts[-1] = whole[:, None] - counts[:-1].sum(axis=0)
    endless = [most == math.inf for most in limits]
    counts[:, endless] = in_space[:, None, None]
    return counts, in_space


def _dealt(ticks: Numbers, rng: np.random.Generator, permutations: int) -> Numbers:
    """Times as they are in the first column, dealt out anew in the others: one row to an incident."""
    table = np.empty((len(ticks), permutations + 1), dtype=ticks.dtype)
    table[:, 0] = ticks
    for column in range(1, permutations + 1):
        table[:, column] = rng.permutation(ticks)
    return table


def _add(done: Future[tuple[Ints, Ints]], counts: Ints, in_space: Ints) -> None:
    more, pairs = done.result()
    counts += more
    in_space += pairs


def _count_block(
    block: PairBlock, dealt: Numbers, rank: Ints, bands: Bands, limits: Sequence[float]
) -> tuple[Ints, Ints]:
    """Count the pairs of one block in each band that ends; numpy lets other threads work meanwhile."""
    counts = np.zeros((len(bands.limits_m), len(limits), dealt.shape[1]), dtype=np.int64)
    in_space = np.zeros(len(bands.limits_m), dtype=np.int64)
    band = bands.of(block.distance_m)
    for which, limit in enumerate(bands.limits_m):
        if limit < math.inf:
            chosen = np.flatnonzero(band == which)
            in_space[which] = len(chosen)
            _count(dealt, rank[block.left[chosen]], rank[block.right[chosen]], limits, counts[which])
    return counts, in_space


def _count(dealt: Numbers, left: Ints, right: Ints, limits: Sequence[float], counts: Ints) -> None:
    """Add to ``counts`` the pairs at most so far apart, for all permutations at once."""
    finite = [(index, most) for index, most in enumerate(limits) if 0 <= most < math.inf]
    rows = dealt.view(np.dtype((np.void, dealt.itemsize * dealt.shape[1]))).ravel()  # copied whole: faster
    for begin in range(0, len(left), PAIRS_AT_ONCE):
        chosen = slice(begin, begin + PAIRS_AT_ONCE)
        apart, other = (
            rows[which[chosen]].view(dealt.dtype).reshape(-1, dealt.shape[1]) for which in (left, right)
        )
        np.subtract(apart, other, out=apart)
        np.absolute(apart, out=apart)
        for index, most in finite:
            counts[index] += column_sums(apart <= most)


def column_sums(hits: Numbers) -> Ints:
    """Add up the rows of a mask, in bytes as far as those go: ten times as fast as in whole numbers."""
    rows, columns = hits.shape
    layers, rest = divmod(rows, MOST_IN_BYTE)
    ones = hits.view(np.uint8)
    stacked = ones[: rows - rest].reshape(MOST_IN_BYTE, layers * columns)
    sums = np.add.reduce(stacked, axis=0, dtype=np.uint8).reshape(layers, columns)
    left_over = np.add.reduce(ones[rows - rest :], axis=0, dtype=np.uint8)
    return np.asarray(sums.sum(axis=0, dtype=np.int64) + left_over, dtype=np.int64)

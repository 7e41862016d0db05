"""The search for one plan: several starts, the best kept, and, if need be, the tolerance widened."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from patrol.aims import Aims, Schedule
from patrol.annealing import annealed
from patrol.contiguity import repaired
from patrol.graph import Ints
from patrol.job import Job, heaviest, raggedness, ratios
from patrol.power_diagram import power_diagram
from patrol.resplit import resplit_pairs
from patrol.tolerance import SLACK, floor_of, load_bounds

MARGIN = 0.98  # the search aims a little inside the tolerance, so that the last moves need not be exact
PROPOSALS, PROPOSALS_EACH = 200_000, 50  # moves tried in a first annealing: so many, and more for each atom
PROPOSALS_MOST = 10_000  # for each atom of a small graph
LONGER, FINALISTS = 8, 4  # so many of the first plans are annealed once more, so many times as long
LARGE = 1_000  # atoms
WARM, WARM_LARGE = (0.2, 0.3), (0.1, 0.3)  # first temperatures by turns: one keeps the start, one evens lumps
AGAIN, AGAIN_LARGE = (0.2, 0.2), (0.1, 0.2)  # the same for those annealed once more
NEAR_TODAY = {
    "hot": 0.1,
    "price_first": 30.0,
    "price_last": 5_000.0,
}  # so dear that one right move is worth it
WIDENING_STEPS, WIDENING_TRIES = 5, 3
OUTSIDE_PRICE = 100.0  # of load outside the bounds, against shape
BALANCE_ALONE = 0.02  # the weight of shape while the smallest tolerance is sought
THREADS = 2  # every start has a generator of its own, so that the plan does not depend on this


def best_plan(
    job: Job, seed: np.random.SeedSequence, on_progress: Callable[[float], None] | None = None
) -> Ints:
    """
    Search for contiguous beats within the tolerance, as compact as can be.

    Parameters
    ----------
    job
        What is asked for.
    seed
        The same seed gives the same plan.
    on_progress
        Told the share of the work that is done.

    Returns
    -------
    ndarray
        Beat of each atom, from 0. When no plan within the tolerance was found, the one whose heaviest beat is
        lightest.
    """
    rngs = [np.random.default_rng(child) for child in seed.spawn(max(job.starts, WIDENING_TRIES))]
    size = job.graph.size
    proposals = min(PROPOSALS + PROPOSALS_EACH * size, PROPOSALS_MOST * size)
    told = _Told(on_progress, job.starts + min(FINALISTS, job.starts) * LONGER + 1)
    best = min(_plans(job, proposals, rngs[: job.starts], told), key=lambda plan: _rank(job, plan))
    if heaviest(job, best) > 1 + job.imbalance + SLACK:
        best = resplit_pairs(job, _widened(job, best, proposals, rngs[:WIDENING_TRIES]))
    told.more(1)
    return best


def _plans(job: Job, proposals: int, rngs: list[np.random.Generator], told: _Told) -> list[Ints]:
    """Make one plan with each generator, and the best of them once more with patience; give all."""
    large = job.graph.size >= LARGE
    heat, again = (WARM_LARGE, AGAIN_LARGE) if large else (WARM, AGAIN)

    def _first(number: int) -> Ints:
        schedule = _schedule(job, proposals, heat[number % 2])
        return _better(job, _start(job, rngs[number]), job.imbalance * MARGIN, schedule, rngs[number])

    def _longer(place: int) -> Ints:
        schedule = _schedule(job, LONGER * proposals, again[place % 2])
        number = order[place]
        return _better(job, plans[number], job.imbalance * MARGIN, schedule, rngs[number])

    with ThreadPoolExecutor(THREADS) as pool:
        plans = [plan for plan in pool.map(_first, range(len(rngs))) if told.more(1)]
        order = sorted(range(len(plans)), key=lambda number: _rank(job, plans[number]))
        finalists = range(min(FINALISTS, len(plans)))
        return plans + [plan for plan in pool.map(_longer, finalists) if told.more(LONGER)]


class _Told:
    """Tells how much of the work is done."""

    def __init__(self, on_progress: Callable[[float], None] | None, parts: int) -> None:
        self._on_progress, self._parts, self._done = on_progress, parts, 0

    def more(self, parts: int) -> bool:
        """Tell of so many parts more."""
        self._done += parts
        if self._on_progress is not None:
            self._on_progress(self._done / self._parts)
        return True


def _start(job: Job, rng: np.random.Generator) -> Ints:
    """Start from today's beats where they are given, else from a power diagram."""
    if (job.home >= 0).any():
        return repaired(job.graph, job.home, job.beats_of, job.closed, job.locked)
    return repaired(job.graph, power_diagram(job.graph, job.beats_of, rng), job.beats_of)


def _schedule(job: Job, proposals: int, hot: float) -> Schedule:
    """Keep near today's beats where they are given."""
    return Schedule(proposals, **NEAR_TODAY) if (job.home >= 0).any() else Schedule(proposals, hot=hot)


def _better(
    job: Job,
    beat: Ints,
    imbalance: float,
    schedule: Schedule,
    rng: np.random.Generator,
    *,
    floor: float = 1.0,
) -> Ints:
    """Anneal towards a tolerance; `floor` scales the lower bounds, 0 to leave light beats alone."""
    lower, upper = load_bounds(job, imbalance)
    aims = Aims(lower * floor, upper, job.home, job.change_price, ~job.locked, job.closed)
    return annealed(job.graph, beat, aims, schedule, mean_load=job.mean_load, rng=rng)


def _rank(job: Job, beat: Ints) -> tuple[float, float]:
    """Order plans: first by load beyond the tolerance, then by shape, change and loads outside the bounds."""
    beyond = max(heaviest(job, beat) - 1 - job.imbalance, 0.0)
    moved = ((job.home >= 0) & (beat != job.home)).sum()
    lower, upper = load_bounds(job, job.imbalance)
    load = ratios(job, beat)
    outside = np.maximum(np.maximum(lower - load, load - upper), 0.0).sum()
    shape = 4 * (1 - 1 / raggedness(job.graph, beat)).sum()
    cost = shape + job.change_price * moved + OUTSIDE_PRICE * outside
    return round(beyond, 9), float(cost)


def _widened(job: Job, plan: Ints, proposals: int, rngs: list[np.random.Generator]) -> Ints:
    """Halve the gap between what is proven impossible and what was met, then make the shape good again."""
    low = max(floor_of(job).ratio, 1 + job.imbalance) - 1
    high, best = heaviest(job, plan) - 1, plan
    if high - low < SLACK:  # nothing better is possible, and the other beats were held to what was asked
        return plan
    target = low
    if (job.home >= 0).any():
        balance = Schedule(proposals, **NEAR_TODAY)
    else:
        balance = Schedule(proposals, hot=1.0, cold=1e-4, price_first=1.0, shape_weight=BALANCE_ALONE)
    for _ in range(WIDENING_STEPS):
        tries = [_better(job, best, target, balance, rng, floor=0.0) for rng in rngs]
        found = min(tries, key=lambda beat: heaviest(job, beat))
        if heaviest(job, found) - 1 < high - SLACK:
            high, best = heaviest(job, found) - 1, found
        if high - target < SLACK:
            break
        target = (max(target, low) + high) / 2
    shape = Schedule(proposals, hot=0.02, price_first=100.0, price_last=10_000.0)
    found = _better(job, best, high, shape, rngs[0])
    return min((found, best), key=lambda beat: _rank(replace(job, imbalance=high), beat))

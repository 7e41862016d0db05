"""Cylinders, circles that last some days: counted for data and replicates of the space-time scan."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hotspots.finding.grid import Floats, Ints
from hotspots.scans.circles import Circles
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio

TIE = 1e-9  # two log-likelihood ratios closer than this are equal
CELLS_AT_ONCE = 100_000  # circles x days counted in one go: what the processor's cache holds
BISECTIONS = 50
DENSE_COUNTS = 64  # counts that are told apart one by one when pruning; beyond, in steps
COUNT_STEP = 0.05


@dataclass(frozen=True, slots=True)
class ScanWindows:
    """
    The cylinders that a space-time scan looks at.

    Parameters
    ----------
    max_radius_m
        Largest circle.
    max_days
        Longest time.
    radii_m
        The radii of all circles; left out, every distance at which an incident is met, which is exact, and
        slow beyond a few thousand places.
    prospective
        Look only at cylinders that reach to the last day: what is going on now.
    """

    max_radius_m: float
    max_days: int
    radii_m: Sequence[float] | None = None
    prospective: bool = False

    def __post_init__(self) -> None:
        """Refuse windows that mean nothing."""
        if not self.max_radius_m > 0 or not math.isfinite(self.max_radius_m) or self.max_days < 1:
            raise ValueError("max_radius_m must be positive and finite, max_days 1 or more")
        if self.radii_m is not None and (len(self.radii_m) == 0 or min(self.radii_m) < 0):
            raise ValueError("radii_m must hold at least one radius, none below zero")


@dataclass(frozen=True, slots=True)
class BestTimes:
    """The best time of each circle: statistic, first day and number of days."""

    value: Floats
    begin: Ints
    length: Ints


class CylinderScan:
    """What stays the same in all replicates: the circles, what they hold, and the incidents of each time."""

    def __init__(self, circles: Circles, by_day: Ints, windows: ScanWindows) -> None:
        self.circles = circles
        self.total = int(by_day.sum())
        self.n_days = len(by_day)
        self.held = circles.totals(np.ones(int(circles.member.max()) + 1))
        self.lengths = range(1, min(windows.max_days, self.n_days) + 1)
        self.prospective = windows.prospective
        self.until = np.concatenate([[0], np.cumsum(by_day)])
        self.quietest = [float(self._windows(self.until, length).min()) for length in self.lengths]
        self.blocks = list(self._cut())

    def in_days(self, begin: int, length: int) -> int:
        """Count all incidents of some days."""
        return int(self.until[begin + length] - self.until[begin])

    def _windows(self, running: Ints, length: int) -> Ints:
        """Difference running sums over every time of a length that is looked at."""
        if self.prospective:
            return running[..., -1:] - running[..., -1 - length : self.n_days - length + 1]
        return running[..., length:] - running[..., :-length]

    def _cut(self) -> Iterator[tuple[int, int, int, int]]:
        """Cut the circles between centres into blocks: first and last circle, first and last member."""
        starts = np.append(
            np.flatnonzero(self.circles.first == np.arange(len(self.circles))), len(self.circles)
        )
        most = max(1, CELLS_AT_ONCE // self.n_days)
        begin = 0
        while begin < len(self.circles):
            next_start, too_far = (int(np.searchsorted(starts, x, "right")) for x in (begin, begin + most))
            end = int(starts[max(next_start, too_far - 1)])
            low, high = np.searchsorted(self.circles.circle, [begin, end])
            yield begin, end, int(low), int(high)
            begin = end

    def _counts(self, day: Ints, block: tuple[int, int, int, int]) -> Ints:
        """Count, for each circle of a block, the incidents before each day."""
        begin, end, low, high = block
        width = self.n_days + 1
        cell = (self.circles.circle[low:high] - begin) * width + day[self.circles.member[low:high]] + 1
        rings = np.bincount(cell, minlength=(end - begin) * width).astype(np.int32).reshape(-1, width)
        running = np.zeros((end - begin + 1, width), dtype=np.int32)
        np.cumsum(np.cumsum(rings, axis=1, out=rings), axis=0, out=running[1:])
        return np.asarray(running[1:] - running[self.circles.first[begin:end] - begin])

    def best_of_each(self, day: Ints) -> BestTimes:
        """Find the best time of every circle."""
        shape = len(self.circles)
        best = BestTimes(np.zeros(shape), np.zeros(shape, dtype=np.int64), np.ones(shape, dtype=np.int64))
        for block in self.blocks:
            own = slice(*block[:2])
            running = self._counts(day, block)
            for length in self.lengths:
                mean = np.outer(self.held[own], self._windows(self.until, length)) / self.total
                value = poisson_log_likelihood_ratio(self._windows(running, length), mean, self.total)
                at = value.argmax(axis=1)
                value = value[np.arange(len(at)), at]
                better = np.flatnonzero(value > best.value[own] + TIE)
                best.value[own][better] = value[better]
                best.begin[own][better] = self.n_days - length if self.prospective else at[better]
                best.length[own][better] = length
        return best

    def maximum(self, day: Ints) -> float:
        """
        Find the best statistic of all cylinders.

        It rises with the count and falls with the expected number. So each circle has a least count that can
        beat the best so far, that of the quietest time, and only cylinders that reach it are worked out.
        """
        best, least = 0.0, self._least_counts(0.0)
        for block in self.blocks:
            own = slice(*block[:2])
            running = self._counts(day, block)
            before = best
            for length, wanted in zip(self.lengths, least, strict=True):
                counts = self._windows(running, length)
                circle, at = np.divmod(np.flatnonzero(counts >= wanted[own, None]), counts.shape[1])
                mean = self.held[own][circle] * self._windows(self.until, length)[at] / self.total
                value = poisson_log_likelihood_ratio(counts[circle, at], mean, self.total)
                best = max(best, float(value.max(initial=0.0)))
            if best > before:
                least = self._least_counts(best)
        return best

    def _least_counts(self, best: float) -> list[Ints]:
        """Give for each length the least count of each circle that can have a statistic above ``best``."""
        count = _ladder(self.total)
        low, high = np.zeros(len(count)), count.astype(float)
        for _ in range(BISECTIONS):  # the largest expected number at which a count still reaches ``best``
            middle = (low + high) / 2
            enough = poisson_log_likelihood_ratio(count, middle, self.total) >= best
            low, high = np.where(enough, middle, low), np.where(enough, high, middle)
        too_few = np.concatenate([[0], count])
        return [
            (too_few[np.searchsorted(high, self.held * (quiet / self.total))] + 1).astype(np.int32)
            for quiet in self.quietest
        ]


def _ladder(most: int) -> Ints:
    """Counts from 1 up, then ever farther apart."""
    steps = np.geomspace(1, most, num=max(2, math.ceil(math.log(most + 1) / COUNT_STEP)))
    return np.unique(
        np.concatenate([np.arange(1, min(most, DENSE_COUNTS) + 1), steps.astype(np.int64), [most]])
    )

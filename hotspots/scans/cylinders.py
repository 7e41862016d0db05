"""
Cylinders, circles that last some days: searched in the data and in the replicates of the space-time scans.

The statistic rises with the count and falls with the expected number. So a circle can beat the smaller ones
around its centre only with a time that holds one of the incidents it has more than they; and a time can do so
only when its count would beat the best so far at the quietest time of its length: a table tells up to which
expected number each count does. Times that begin in one block of days are tried from the longest down, since
none holds more than the fullest of a longer length. Times that would run over the last day end there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gis.compiled import compiled
from hotspots.finding.grid import Floats, Ints
from hotspots.scans.circles import Circles
from hotspots.scans.p_values import TIE

Counts = npt.NDArray[np.int32]

DAYS_AT_ONCE = 32  # times that begin within so many days are judged by the quietest of them first
STEP = 0.5  # how far the best may rise above the bar of the table before it is worked out anew
NEWTON_STEPS, NEWTON_END = 50, 1e-8


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
        The radii of all circles; left out, every distance at which a place is met, which is exact and slower.
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


class Groups(NamedTuple):
    """
    Circles, group by group around one centre.

    Attributes
    ----------
    begin
        First circle of each group, and the number of all at the end.
    ring
        First member of each circle, and the number of all at the end.
    member
        Places that each circle holds more than the one before it.
    expected
        Incidents expected in each circle over the whole period.
    """

    begin: Ints
    ring: Ints
    member: Ints
    expected: Floats


class Times(NamedTuple):
    """
    The times that are looked at.

    Attributes
    ----------
    until
        Share of all incidents expected before each day, and 1 for as many days more as the longest time.
    quietest
        Least share of any time, by block of first days and length.
    first, shortest
        First day that a time may begin on, and its least length.
    """

    until: Floats
    quietest: Floats
    first: int
    shortest: int


@dataclass(frozen=True, slots=True)
class BestCylinders:
    """The best cylinder of each centre: statistic (0 where there is none), circle, first day, days."""

    value: Floats
    circle: Ints
    begin: Ints
    length: Ints


class CylinderScan:
    """
    What stays the same in all replicates.

    Parameters
    ----------
    circles
        Circles over places.
    expected
        Incidents expected in each circle over the whole period.
    until
        Share of all incidents expected before each day, shape ``(n_days + 1,)``, from 0 to 1.
    windows
        Which cylinders are looked at.
    """

    def __init__(self, circles: Circles, expected: Floats, until: Floats, windows: ScanWindows) -> None:
        self.circles = circles
        self.expected = expected
        self.until = until
        self.prospective = windows.prospective
        own = np.flatnonzero(circles.first == np.arange(len(circles)))
        ring = np.searchsorted(circles.circle, np.arange(len(circles) + 1))
        self.groups = Groups(np.append(own, len(circles)), ring, circles.member, expected)
        self.times = _times(until, min(windows.max_days, len(until) - 1), prospective=windows.prospective)

    def best_of_each_centre(self, first: Ints, day: Ints) -> BestCylinders:
        """
        Find the best cylinder around each centre.

        Parameters
        ----------
        first
            Position of the first incident of each place, and the number of all at the end.
        day
            Day of each incident, counted from 0, place by place.
        """
        return BestCylinders(*self._search(first, day, carry=False))

    def maximum(self, first: Ints, day: Ints) -> float:
        """Find the best statistic of all cylinders; incidents as for `best_of_each_centre`."""
        return float(self._search(first, day, carry=True)[0].max(initial=0.0))

    def _search(self, first: Ints, day: Ints, *, carry: bool) -> tuple[Floats, Ints, Ints, Ints]:
        return _search(self.groups, self.times, first, day, carry)


def _times(until: Floats, longest: int, *, prospective: bool) -> Times:
    """Prepare the times up to a length; those that reach the last day are the longest, ended there."""
    n_days = len(until) - 1
    padded = np.concatenate([until, np.ones(longest)])
    blocks = np.arange(0, n_days, DAYS_AT_ONCE)
    quietest = np.ones((len(blocks), longest + 1))
    for length in range(1, longest + 1):
        shares = padded[length : length + n_days] - padded[:n_days]
        # where nothing at all happens no time can count
        quietest[:, length] = np.minimum.reduceat(np.where(shares > 0, shares, 1.0), blocks)
    return Times(padded, quietest, n_days - longest if prospective else 0, longest if prospective else 1)


@compiled
def _search(
    groups: Groups,
    times: Times,
    first: Ints,
    day: Ints,
    carry: bool,  # noqa: FBT001 - compiled functions take no keywords
) -> tuple[Floats, Ints, Ints, Ints]:
    """Give the best of each centre; with ``carry``, only where it beats all centres before."""
    n_centres, longest = len(groups.begin) - 1, times.quietest.shape[1] - 1
    n_days = len(times.until) - 1 - longest
    values, circles = np.zeros(n_centres), np.zeros(n_centres, np.int64)
    begins, lengths = np.zeros(n_centres, np.int64), np.zeros(n_centres, np.int64)
    on_day, before = np.zeros(n_days + longest, np.int32), np.zeros(n_days + longest + 1, np.int32)
    reach, bar, best = np.full(len(day) + 1, -1.0), 0.0, 0.0
    for centre in range(n_centres):
        on_day[:], before[:] = 0, 0
        best = best if carry else 0.0
        for circle in range(groups.begin[centre], groups.begin[centre + 1]):
            low, high = n_days, -1
            for at in range(groups.ring[circle], groups.ring[circle + 1]):
                for one in range(first[groups.member[at]], first[groups.member[at] + 1]):
                    on_day[day[one]] += 1
                    low, high = min(low, day[one]), max(high, day[one])
            if high < 0:
                continue
            running = before[low]
            for at in range(low, n_days + longest):
                running += on_day[at]
                before[at + 1] = running
            if best < bar or best > bar + STEP:
                bar = best
                reach[:] = -1.0
            found = _best_time(before, (low, high, best), times, groups.expected[circle], (reach, bar))
            if found[0] > best + TIE:
                best = found[0]
                values[centre], circles[centre], begins[centre], lengths[centre] = (
                    best,
                    circle,
                    found[1],
                    found[2],
                )
    return values, circles, begins, lengths


@compiled
def _best_time(
    before: Counts, new: tuple[int, int, float], times: Times, expected: float, table: tuple[Floats, float]
) -> tuple[float, int, int]:
    """Find the best time of a circle among those with a new day; ``new``: first, last, statistic to beat."""
    total, longest = len(table[0]) - 1, times.quietest.shape[1] - 1
    n_days = len(before) - 1 - longest
    value, begin, days = new[2], 0, 0
    for block in range(max(times.first, new[0] - longest + 1, 0) // DAYS_AT_ONCE, new[1] // DAYS_AT_ONCE + 1):
        earliest, latest = max(times.first, block * DAYS_AT_ONCE), min(n_days, (block + 1) * DAYS_AT_ONCE) - 1
        quietest = times.quietest[block]
        reached = _reach(before[latest + longest] - before[earliest], table)
        for length in range(longest, times.shortest - 1, -1):
            if expected * quietest[times.shortest] >= reached:
                break
            if expected * quietest[length] >= reached:
                continue
            low, high = max(earliest, new[0] - length + 1), min(latest, new[1])
            if low > high:
                break
            reached = _reach(
                _fullest(before[low : high + 1], before[low + length : high + length + 1]), table
            )
            if expected * quietest[length] >= reached:
                continue
            for at in range(low, high + 1):
                count = before[at + length] - before[at]
                mean = expected * (times.until[at + length] - times.until[at])
                if count > mean and mean < _reach(count, table):
                    ratio = _ratio(count, mean, total)
                    if ratio > value:
                        value, begin, days = ratio, at, min(length, n_days - at)
    return value, begin, days


@compiled
def _reach(count: np.int32, table: tuple[Floats, float]) -> float:
    """Give the expected number below which a count beats the table's bar; worked out when first asked for."""
    reach, bar = table
    if reach[count] < 0:
        reach[count] = _largest_mean(int(count), bar, len(reach) - 1)
    return float(reach[count])


@compiled
def _largest_mean(count: int, bar: float, total: int) -> float:
    """Solve for the mean at which a count has the bar for its ratio, by Newton's method on the logarithm."""
    if bar < STEP or count == 0:
        return float(count)
    log_mean = (
        math.log(count) - 1.0 - bar / count
    )  # below the root; the ratio is convex: every step stays below
    for _ in range(NEWTON_STEPS):
        mean = math.exp(log_mean)
        slope = (total - count) * mean / (total - mean) - count
        step = (bar - _ratio(count, mean, total)) / slope
        log_mean += step
        if step < NEWTON_END:
            break
    return math.exp(log_mean) * (1.0 + 1e-6)


@compiled
def _fullest(here: Counts, there: Counts) -> np.int32:
    """Find the largest difference of two rows, in a loop that the compiler runs many at a time."""
    most = np.int32(0)
    for at in range(len(here)):
        most = max(most, np.int32(there[at] - here[at]))
    return most


@compiled
def _ratio(count: int, mean: float, total: int) -> float:
    """Compute the Poisson log-likelihood ratio of an excess, conditional on the total."""
    if count <= mean:
        return 0.0
    rest = total - count
    value = count * math.log(count / mean)
    return value + rest * math.log(rest / (total - mean)) if rest > 0 else value

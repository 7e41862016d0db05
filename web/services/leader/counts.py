"""Incidents of a month beside those of the month and the year before, and what chance explains of it."""

from __future__ import annotations

import calendar
import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest

from web.reports.periods import Period

FEW = 10
"""A percentage of fewer than this says nothing: the difference itself is given."""

LEVEL = 0.01
"""A page holds some forty comparisons: at five in a hundred, two of them would stand out by chance."""

QUIET_START_DAYS = 3
"""Records that begin within the first days of a period still cover it."""

Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Compared:
    """
    Periods that a month is looked at in.

    Attributes
    ----------
    now
        The month, or its days up to the last that there are records of.
    before, year_ago
        The same days of the month before, and of the year before.
    this_year, last_year
        From New Year to the end of `now`, and the same days of the year before.
    is_whole
        Whether the records reach to the end of the month.
    """

    now: Period
    before: Period
    year_ago: Period
    this_year: Period
    last_year: Period
    is_whole: bool

    @property
    def all(self) -> tuple[Period, ...]:
        """The five periods, in the order of `Tally`."""
        return self.now, self.before, self.year_ago, self.this_year, self.last_year


def compared(month: date, last_day: date) -> Compared:
    """Lay out the periods of a month whose records end on a day of it."""
    is_whole = last_day >= _end_of(month)
    until = _end_of(month) if is_whole else last_day
    first_before = (month - timedelta(days=1)).replace(day=1)
    year_ago = month.replace(year=month.year - 1)
    return Compared(
        Period(month, until),
        _days_of(first_before, until.day, is_whole=is_whole),
        _days_of(year_ago, until.day, is_whole=is_whole),
        Period(month.replace(month=1), until),
        Period(year_ago.replace(month=1), _days_of(year_ago, until.day, is_whole=is_whole).until),
        is_whole,
    )


def _days_of(month: date, day: int, *, is_whole: bool) -> Period:
    last = _end_of(month)
    return Period(month, last if is_whole else last.replace(day=min(day, last.day)))


def _end_of(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def last_recorded_day(days: Days, month: date) -> date:
    """
    Say up to which day of a month there are records.

    A month whose last days had no incident is whole where so quiet an end is nothing odd at the rate of the
    records; else they stop before the month does, and a part must not be compared with a whole.
    """
    end = _end_of(month)
    newest: date = days.max().astype("datetime64[D]").item()
    if newest >= end or newest < month:
        return end
    rate = len(days) / ((newest - days.min().astype("datetime64[D]").item()).days + 1)
    quiet_by_chance = math.exp(-rate * (end - newest).days)
    return end if quiet_by_chance > LEVEL else newest


@dataclass(frozen=True)
class Change:
    """A count beside the one that it is compared with, over so many days each."""

    now: int
    before: int
    days: int
    days_before: int

    @property
    def share(self) -> float | None:
        """By what share it differs; None of fewer than ``FEW``."""
        return None if self.before < FEW else self.now / self.before - 1

    @property
    def difference(self) -> int:
        """By how many it differs."""
        return self.now - self.before

    @cached_property
    def is_beyond_chance(self) -> bool:
        """Whether two counts of the same rate would seldom differ as much (exact binomial test)."""
        total = self.now + self.before
        if total == 0:
            return False
        expected = self.days / (self.days + self.days_before)
        return bool(binomtest(self.now, total, expected).pvalue < LEVEL)


@dataclass(frozen=True)
class Tally:
    """Counts of one kind of incident in the five periods; None where the records do not reach back as far."""

    periods: Compared
    now: int
    before: int | None
    year_ago: int | None
    this_year: int | None
    last_year: int | None

    @property
    def counts(self) -> tuple[int | None, ...]:
        """The five counts, in the order of `Compared.all`."""
        return self.now, self.before, self.year_ago, self.this_year, self.last_year

    @property
    def on_previous(self) -> Change | None:
        """Against the month before."""
        return _change(self.now, self.before, self.periods.now, self.periods.before)

    @property
    def on_year(self) -> Change | None:
        """Against the same month of the year before."""
        return _change(self.now, self.year_ago, self.periods.now, self.periods.year_ago)

    @property
    def so_far(self) -> Change | None:
        """The year so far, against the same days of the year before."""
        return _change(self.this_year, self.last_year, self.periods.this_year, self.periods.last_year)


def _change(now: int | None, before: int | None, period: Period, other: Period) -> Change | None:
    if now is None or before is None:
        return None
    return Change(now, before, _length(period), _length(other))


def _length(period: Period) -> int:
    return (period.until - period.since).days + 1


def tally(days: Days, chosen: npt.NDArray[np.bool_], periods: Compared, first: date) -> Tally:
    """
    Count the chosen incidents in each period.

    Parameters
    ----------
    days
        Local day of every incident.
    chosen
        Which of them count.
    periods
        What is compared.
    first
        Day of the first record of all: a period that began before it is not covered.
    """
    own = days[chosen]
    counts = [_count(own, period) for period in periods.all]
    reached = [
        count if first <= period.since + timedelta(days=QUIET_START_DAYS) else None
        for count, period in zip(counts, periods.all, strict=True)
    ]
    return Tally(periods, counts[0], *reached[1:])


def _count(days: Days, period: Period) -> int:
    return int(((days >= np.datetime64(period.since)) & (days <= np.datetime64(period.until))).sum())

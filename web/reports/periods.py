"""Periods that figures are compared over: the one before, and the same one a year before."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

_LATE_START_DAYS = 3
"""Records that begin within the first days of a period still cover it: a quiet county has quiet days."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``since`` to ``until``, both included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.until < self.since:
            raise ValueError(f"a period cannot end ({self.until}) before it begins ({self.since})")

    @property
    def is_whole_months(self) -> bool:
        """Whether the period begins on the first and ends on the last day of a month."""
        return self.since.day == 1 and (self.until + timedelta(days=1)).day == 1

    def before(self) -> Period:
        """
        Give the period of the same length just before this one.

        Whole months are followed back by as many whole months, whatever their days.
        """
        until = self.since - timedelta(days=1)
        if not self.is_whole_months:
            return Period(until - (self.until - self.since), until)
        months = (self.until.year - self.since.year) * 12 + self.until.month - self.since.month + 1
        first = self.since.year * 12 + self.since.month - 1 - months
        return Period(date(first // 12, first % 12 + 1, 1), until)

    def year_before(self) -> Period:
        """Give the same days of the year before; 29 February becomes the 28th."""
        until = _same_day(self.until, self.until.year - 1)
        if self.is_whole_months:
            until = until.replace(day=calendar.monthrange(until.year, until.month)[1])
        return Period(_same_day(self.since, self.since.year - 1), until)

    def months(self) -> list[tuple[int, int]]:
        """List the months (year, month) that the period touches."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.since, self.until))
        return [(number // 12, number % 12 + 1) for number in range(first, last + 1)]


def local_days(occurred_at: pd.Series, time_zone: str) -> pd.Series:
    """Give the day of each moment where the county is, as midnights without a zone."""
    local: pd.Series = occurred_at.dt.tz_convert(time_zone).dt.tz_localize(None).dt.normalize()
    return local


def within(days: pd.Series, period: Period) -> pd.Series:
    """Tell which days lie in a period."""
    return days.between(pd.Timestamp(period.since), pd.Timestamp(period.until))


def count_in(days: pd.Series, period: Period) -> int | None:
    """
    Count the days that lie in a period.

    Returns
    -------
    int or None
        None when the records begin after the period did: a part cannot be compared with a whole.
    """
    if len(days) == 0 or days.min() > pd.Timestamp(period.since) + timedelta(days=_LATE_START_DAYS):
        return None
    return int(within(days, period).sum())


def monthly_counts(days: pd.Series, months: list[tuple[int, int]]) -> list[int]:
    """Count the days that lie in each month."""
    number = (days.dt.year * 12 + days.dt.month - 1).to_numpy()
    wanted = np.array([year * 12 + month - 1 for year, month in months])
    return [int((number == month).sum()) for month in wanted]


def _same_day(day: date, year: int) -> date:
    last = calendar.monthrange(year, day.month)[1]
    return day.replace(year=year, day=min(day.day, last))

"""Days that a report of calls is about, and those that they are compared with."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7


@dataclass(frozen=True, slots=True)
class Span:
    """Days from one to another, both included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError(f"the days end ({self.until}) before they begin ({self.since})")

    @property
    def days(self) -> int:
        """How many days they are."""
        return (self.until - self.since).days + 1

    @property
    def is_week(self) -> bool:
        """Whether they are a week of ISO 8601, Monday to Sunday."""
        return self.days == WEEK and self.since.isoweekday() == 1

    @property
    def is_month(self) -> bool:
        """Whether they are a whole month."""
        return self.since.day == 1 and self.until == _month_end(self.since)


def week_of(day: date) -> Span:
    """Give the week of ISO 8601 that holds a day."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    return Span(monday, monday + timedelta(days=WEEK - 1))


def before(span: Span) -> Span:
    """
    Give the period just before: the month before a whole month, else as many days.

    Examples
    --------
    >>> before(Span(date(2026, 3, 1), date(2026, 3, 31))).since.isoformat()
    '2026-02-01'
    """
    last = span.since - timedelta(days=1)
    first = last.replace(day=1) if span.is_month else span.since - timedelta(days=span.days)
    return Span(first, last)


def year_ago(span: Span) -> Span:
    """
    Give the same period of the year before.

    A week is compared with the week of the same number, the 53rd with the last one that there was; days with
    the same days, the end of February with its end.
    """
    if span.is_week:
        year, week, _ = span.since.isocalendar()
        weeks = date(year - 1, 12, 28).isocalendar().week  # 28 December is always in the last week
        return week_of(date.fromisocalendar(year - 1, min(week, weeks), 1))
    return Span(
        _year_ago(span.since), _month_end(_year_ago(span.until)) if span.is_month else _year_ago(span.until)
    )


def _year_ago(day: date) -> date:
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])

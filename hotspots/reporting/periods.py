"""Months and half-years that are reported on, and the day by which."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_HALF = re.compile(r"(\d{4})-H([12])")
HALF_MONTHS = 6


class Timeliness(StrEnum):
    """How something that is due stands."""

    AHEAD = "ahead"
    """The period is not over."""
    NOT_ASKED = "not_asked"
    """The period is one of before reporting began."""
    DUE = "due"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done_late"


@dataclass(frozen=True, slots=True, order=True)
class ReportPeriod:
    """
    A month (``2026-03``) or a half-year (``2026-H1``).

    Attributes
    ----------
    since, until
        First and last day.
    code
        As it is kept.
    """

    since: date
    until: date
    code: str

    def due(self, day: int) -> date:
        """
        Give the day by which it is to be reported: a day of the month that follows, its last one at most.

        Raises
        ------
        ValueError
            When the day is not one of 1 to 31.
        """
        if not 1 <= day <= 31:
            raise ValueError(f"day must be one of 1 to 31, got {day}")
        first = self.until + timedelta(days=1)
        return first.replace(day=min(day, calendar.monthrange(first.year, first.month)[1]))


def month_of(code: str) -> ReportPeriod:
    """
    Read a month.

    Raises
    ------
    ValueError
        When it is not written as ``2026-03``.
    """
    found = _MONTH.fullmatch(code)
    if found is None or int(found[1]) < 1:
        raise ValueError(f"a month is written as 2026-03, got {code!r}")
    return _months(date(int(found[1]), int(found[2]), 1), 1, code)


def half_of(code: str) -> ReportPeriod:
    """
    Read a half-year.

    Raises
    ------
    ValueError
        When it is not written as ``2026-H1``.
    """
    found = _HALF.fullmatch(code)
    if found is None or int(found[1]) < 1:
        raise ValueError(f"a half-year is written as 2026-H1, got {code!r}")
    return _months(date(int(found[1]), 1 + HALF_MONTHS * (int(found[2]) - 1), 1), HALF_MONTHS, code)


def months_until(day: date, count: int) -> list[ReportPeriod]:
    """List the month of a day and those before it, newest first."""
    found = [_month_with(day)]
    while len(found) < count:
        found.append(_month_with(found[-1].since - timedelta(days=1)))
    return found[:count]


def halves_until(day: date, count: int) -> list[ReportPeriod]:
    """List the half-year of a day and those before it, newest first."""
    found = [_half_with(day)]
    while len(found) < count:
        found.append(_half_with(found[-1].since - timedelta(days=1)))
    return found[:count]


def timeliness(
    period_end: date, due: date, done_on: date | None, today: date, since: date = date.min
) -> Timeliness:
    """
    Say how something stands that a period asks for.

    Parameters
    ----------
    period_end
        Last day of the period; before it is over nothing is asked for yet.
    due
        Last day on which it is in time.
    done_on
        Day on which it was first done; None while it was not.
    today
        Day of asking.
    since
        Day from which on reports are asked for: a period that ended before is never late.
    """
    if period_end < since:
        return Timeliness.NOT_ASKED if done_on is None else Timeliness.DONE
    if done_on is not None:
        return Timeliness.DONE if done_on <= due else Timeliness.DONE_LATE
    if today > due:
        return Timeliness.LATE
    return Timeliness.DUE if today > period_end else Timeliness.AHEAD


def _month_with(day: date) -> ReportPeriod:
    return month_of(f"{day.year:04d}-{day.month:02d}")


def _half_with(day: date) -> ReportPeriod:
    return half_of(f"{day.year:04d}-H{1 if day.month <= HALF_MONTHS else 2}")


def _months(first: date, count: int, code: str) -> ReportPeriod:
    last = first.month + count - 1
    return ReportPeriod(first, first.replace(month=last, day=calendar.monthrange(first.year, last)[1]), code)

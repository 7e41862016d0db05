"""Whole months that the records cover, and what each held by class and place."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.calendar_days import calendar_days
from data.categories import CLASSES
from hotspots.assessment.months import Months, month_after, months_from
from web.services.leader.counts import QUIET_START_DAYS, last_recorded_day

if TYPE_CHECKING:
    from web.services.leader.ledger import Ledger

IN_SCOPE = "in_scope"
"""Preventable crime and public order: what disorderly areas are made of."""

OTHER = "other"
"""Words of the county's own that the table of categories does not know."""

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Series:
    """
    Counts by kind, place and month.

    Attributes
    ----------
    months
        The whole months that the records cover, oldest first.
    kinds
        ``in_scope``, then the classes.
    cube
        Shape ``(kinds, places, months)``: incidents of each place.
    total
        Shape ``(kinds, months)``: of all places and of none.
    """

    months: Months
    kinds: tuple[str, ...]
    cube: Counts
    total: Counts

    def until(self, month: date) -> Series:
        """Give what was known at the end of a month."""
        last = months_between(self.months.first, month) + 1
        return Series(self.months[:last], self.kinds, self.cube[:, :, :last], self.total[:, :last])


def months_between(first: date, month: date) -> int:
    """Count the months from one to another."""
    return (month.year - first.year) * 12 + month.month - first.month


def whole_months(days: npt.NDArray[np.datetime64]) -> tuple[date, int] | None:
    """Give the first of the months that the records cover whole, and how many there are; None for none."""
    first_day: date = days.min().astype("datetime64[D]").item()
    newest: date = days.max().astype("datetime64[D]").item().replace(day=1)
    first = first_day.replace(day=1)
    if first_day > first + timedelta(days=QUIET_START_DAYS):
        first = month_after(first, 1)
    end = newest.replace(day=calendar.monthrange(newest.year, newest.month)[1])
    last = newest if last_recorded_day(days, newest) == end else month_after(newest, -1)
    count = months_between(first, last) + 1
    return None if count < 1 else (first, count)


def with_festival(first: date, count: int) -> Months:
    """Lay months in a row with the share of each that is Spring Festival, as the calendar of days has it."""
    end = month_after(first, count) - timedelta(days=1)
    found = calendar_days(first, end)
    days = found["day"][(found["kind"] == "spring_festival") & (found["township_code"] == "")]
    held = days.drop_duplicates().dt.to_period("M").value_counts()
    months = months_from(first, count)
    names = pd.period_range(pd.Timestamp(first), periods=count, freq="M")
    share = np.array([int(held.get(name, 0)) for name in names]) / months.days
    return Months(months.first, months.days, np.minimum(share, 1.0))


def kinds_of(ledger: Ledger) -> tuple[str, ...]:
    """Name the kinds that a county has incidents of."""
    found = {code if code in CLASSES else OTHER for code in np.unique(ledger.category.astype(str)).tolist()}
    return (IN_SCOPE, *(code for code in (*CLASSES, OTHER) if code in found))


def of_kind(ledger: Ledger, kind: str) -> Mask:
    """Tell which incidents are of a kind."""
    if kind == IN_SCOPE:
        return ledger.in_scope
    if kind == OTHER:
        return ~np.isin(ledger.category.astype(str), CLASSES)
    return np.asarray(ledger.category.astype(str) == kind)


def series_of(
    ledger: Ledger, kinds: Sequence[str], seen: Mask, rows: npt.NDArray[np.intp], places: int
) -> Series | None:
    """
    Count what is seen.

    Parameters
    ----------
    ledger
        Every valid incident.
    kinds
        As `kinds_of` gives them.
    seen
        Which incidents count.
    rows
        Place of each incident; below 0 for none.
    places
        How many places there are.
    """
    covered = whole_months(ledger.days) if len(ledger) else None
    if covered is None:
        return None
    first, count = covered
    month = ledger.days.astype("datetime64[M]").astype(np.int64) - np.datetime64(first, "M").astype(np.int64)
    within = seen & (month >= 0) & (month < count)
    cube = np.zeros((len(kinds), places, count), dtype=np.int64)
    total = np.zeros((len(kinds), count), dtype=np.int64)
    for number, kind in enumerate(kinds):
        mine = within & of_kind(ledger, kind)
        total[number] = np.bincount(month[mine], minlength=count)
        placed = mine & (rows >= 0)
        np.add.at(cube[number], (rows[placed], month[placed]), 1)
    return Series(with_festival(first, count), tuple(kinds), cube, total)

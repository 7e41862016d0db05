"""Areas that come back after they were taken off the list (反弹), linked to their history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

WITHIN_MONTHS = 12
"""An area that returns within so many months of delisting is a recurrence."""

LEAST_SHARE = 0.25
"""Share of the smaller of two outlines that both must cover to be the same place."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An entry of the register with an outline: its key, and the day on which it was taken off, if it was."""

    entry_id: int
    outline: BaseGeometry
    delisted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """
    What an area has to do with the register.

    Attributes
    ----------
    entry_id
        Entry of the same place.
    share
        Share of the smaller outline that both cover.
    recurrence
        The place was taken off the list, under this entry or another, within ``WITHIN_MONTHS``.
    """

    entry_id: int
    share: float
    recurrence: bool


def link_areas(
    outlines: Sequence[BaseGeometry], earlier: Sequence[Earlier], on_day: date
) -> list[Link | None]:
    """
    Find for each area the entry of the register that is the same place, best match first; None where none is.

    Parameters
    ----------
    outlines
        Areas, in the same coordinates as those of the register; shares of areas hardly depend on which.
    earlier
        Entries with outlines; of equal matches the later one is taken.
    on_day
        Day on which the areas were found.
    """
    if not earlier:
        return [None] * len(outlines)
    known = np.array([one.outline for one in earlier], dtype=object)
    return [_best(outline, known, earlier, on_day) for outline in outlines]


def _best(outline: BaseGeometry, known: np.ndarray, earlier: Sequence[Earlier], on_day: date) -> Link | None:
    common = shapely.area(shapely.intersection(known, outline))
    smaller = np.minimum(shapely.area(known), shapely.area(outline))
    shares = np.divide(common, smaller, out=np.zeros(len(known)), where=smaller > 0)
    best = int(len(shares) - 1 - np.argmax(shares[::-1]))
    if shares[best] < LEAST_SHARE:
        return None
    same = [one for one, share in zip(earlier, shares, strict=True) if share >= LEAST_SHARE]
    recurrence = any(recurs(one.delisted_on, on_day) for one in same)
    return Link(earlier[best].entry_id, float(shares[best]), recurrence)


def recurs(delisted_on: date | None, on_day: date) -> bool:
    """
    Tell whether a return on a day is within the months that make it a recurrence.

    Examples
    --------
    >>> recurs(date(2025, 3, 31), date(2026, 3, 31)), recurs(date(2025, 3, 31), date(2026, 4, 1))
    (True, False)
    """
    if delisted_on is None or on_day < delisted_on:
        return False
    return on_day <= months_later(delisted_on, WITHIN_MONTHS)


def months_later(day: date, months: int) -> date:
    """
    Give the day so many months later; the last of the month where it has no such day.

    Examples
    --------
    >>> months_later(date(2026, 1, 31), 1), months_later(date(2026, 3, 31), -1)
    (datetime.date(2026, 2, 28), datetime.date(2026, 2, 28))
    """
    number = day.year * 12 + day.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    number += 1
    next_first = date(number // 12, number % 12 + 1, 1)
    return first.replace(day=min(day.day, (next_first - first).days))


def whole_months(start: date, end: date) -> int:
    """
    Count the whole months between two days.

    Examples
    --------
    >>> whole_months(date(2026, 1, 31), date(2026, 2, 28)), whole_months(date(2026, 1, 15), date(2026, 4, 14))
    (1, 2)
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if months_later(start, months) <= end else months - 1

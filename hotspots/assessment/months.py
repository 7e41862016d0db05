"""Months in a row: how long each is, where in the year it lies, how much of it is Spring Festival."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

YEAR_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Months:
    """
    Months in a row.

    Attributes
    ----------
    first
        First day of the first one.
    days
        Days of each.
    festival
        Share of its days that lie in the Spring Festival, by the lunar calendar: it moves between January and
        February, which no month of the year can tell.
    """

    first: date
    days: Floats
    festival: Floats

    def __post_init__(self) -> None:
        """Refuse what is no row of months."""
        if self.days.shape != self.festival.shape or self.days.ndim != 1:
            raise ValueError(f"wanted rows of one length, got {self.days.shape} and {self.festival.shape}")
        if (self.days <= 0).any() or ((self.festival < 0) | (self.festival > 1)).any():
            raise ValueError("wanted months of some days, and shares between 0 and 1")

    def __len__(self) -> int:
        return len(self.days)

    def __getitem__(self, part: slice) -> Months:
        """Give a part of the row."""
        start = part.indices(len(self))[0]
        return Months(month_after(self.first, start), self.days[part], self.festival[part])

    @property
    def month_of_year(self) -> npt.NDArray[np.int64]:
        """Give 0 for January to 11 for December."""
        return (self.first.month - 1 + np.arange(len(self))) % YEAR_MONTHS


def months_from(first: date, count: int, festival: npt.ArrayLike | None = None) -> Months:
    """
    Lay months in a row.

    Parameters
    ----------
    first
        Any day of the first one.
    count
        How many.
    festival
        Share of each that is Spring Festival; left out, none.
    """
    first = first.replace(day=1)
    starts = [month_after(first, ahead) for ahead in range(count)]
    days = np.array([calendar.monthrange(day.year, day.month)[1] for day in starts], dtype=np.float64)
    share = np.zeros(count) if festival is None else np.asarray(festival, dtype=np.float64)
    return Months(first, days, share)


def month_after(first: date, ahead: int) -> date:
    """
    Give the first day of a month that lies some months ahead; behind where it is negative.

    Examples
    --------
    >>> month_after(date(2025, 11, 1), 3), month_after(date(2025, 1, 1), -1)
    (datetime.date(2026, 2, 1), datetime.date(2024, 12, 1))
    """
    number = first.year * YEAR_MONTHS + first.month - 1 + ahead
    return date(number // YEAR_MONTHS, number % YEAR_MONTHS + 1, 1)

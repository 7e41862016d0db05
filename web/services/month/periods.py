"""Periods of bulletins: a month, a quarter, a year, each named as ISO 8601 and habit have it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from gis.errors import InputError
from hotspots.assessment.months import month_after

MONTH, QUARTER, YEAR = "month", "quarter", "year"
_NAME = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?")


@dataclass(frozen=True, slots=True)
class BulletinPeriod:
    """
    A period.

    Attributes
    ----------
    name
        ``2025-11``, ``2025-Q4`` or ``2025``.
    kind
        ``month``, ``quarter`` or ``year``.
    first
        First day.
    length
        Months.
    """

    name: str
    kind: str
    first: date
    length: int

    @property
    def last(self) -> date:
        """Last day."""
        return month_after(self.first, self.length) - timedelta(days=1)

    @property
    def months(self) -> tuple[date, ...]:
        """First days of its months."""
        return tuple(month_after(self.first, ahead) for ahead in range(self.length))

    def holds(self, other: BulletinPeriod) -> bool:
        """Tell whether another period lies within, and is shorter."""
        return self.length > other.length and set(other.months) <= set(self.months)


def bulletin_period(name: str) -> BulletinPeriod:
    """
    Read the name of a period.

    Raises
    ------
    InputError
        ``bulletin.period_unknown``.

    Examples
    --------
    >>> bulletin_period("2025-Q4").months[0], bulletin_period("2025-11").last
    (datetime.date(2025, 10, 1), datetime.date(2025, 11, 30))
    """
    found = _NAME.fullmatch(name)
    if found is None or not 1900 <= int(found[1]) <= 2200:
        raise InputError("bulletin.period_unknown", period=name)
    year = int(found[1])
    if found[2]:
        return BulletinPeriod(name, MONTH, date(year, int(found[2]), 1), 1)
    if found[3]:
        return BulletinPeriod(name, QUARTER, date(year, 3 * int(found[3]) - 2, 1), 3)
    return BulletinPeriod(name, YEAR, date(year, 1, 1), 12)


def periods_within(months: tuple[str, ...]) -> tuple[str, ...]:
    """Name every period whose months are all known, months first, each kind newest first."""
    known = set(months)
    years = sorted({name[:4] for name in months}, reverse=True)
    longer = [f"{year}-Q{quarter}" for year in years for quarter in (4, 3, 2, 1)] + years
    whole = [name for name in longer if {f"{month:%Y-%m}" for month in bulletin_period(name).months} <= known]
    return (*sorted(known, reverse=True), *whole)

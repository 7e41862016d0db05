"""What the month's assessment holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hotspots.assessment.forecast import Forecast
from web.services.leader.counts import Change


@dataclass(frozen=True)
class Expected:
    """
    A count beside its band.

    Attributes
    ----------
    expected, low, high
        What was expected, and the band.
    is_alarm
        More than chance gives, chance's share among all alarms held down.
    """

    expected: float
    low: int
    high: int
    is_alarm: bool

    def position(self, count: int) -> str:
        """Say ``above``, ``within`` or ``below`` the band."""
        return "above" if count > self.high else "below" if count < self.low else "within"


@dataclass(frozen=True)
class Line:
    """A kind of incidents, or a place: this month, against last month and last year, and the band."""

    code: str
    name: str
    now: int
    on_previous: Change | None
    on_year: Change | None
    band: Expected | None
    raised: tuple[tuple[str, int, float], ...] = ()
    """Of a place: kinds with more than expected, their count and what was expected."""


@dataclass(frozen=True)
class ChartMonth:
    """A month of the chart; the band is what those before it let expect; no count in months to come."""

    month: date
    count: int | None
    expected: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Area:
    """An area that is new, fading or gone, and where it is."""

    area_id: str
    change: str
    place: str
    township: str


@dataclass(frozen=True)
class AreaNews:
    """
    Areas of the newest search up to the month beside the one before it.

    Attributes
    ----------
    until, until_before
        Last days that the two searches looked at; None where there was no such search.
    """

    areas: tuple[Area, ...]
    kept: int
    until: date | None
    until_before: date | None


@dataclass(frozen=True)
class Outbreak:
    """
    More incidents than usual at one place, up to the end of the month.

    Attributes
    ----------
    place, township
        Name of township and village of the middle, and code of the township.
    first_day, last_day
        The days.
    incidents, expected
        How many there were, and would be if time and place had nothing to do with each other.
    p_value, recurrence_days
        Of the whole search; days until chance alone gives one such, searching each month.
    """

    place: str
    township: str
    first_day: date
    last_day: date
    radius_m: float
    incidents: int
    expected: float
    p_value: float
    recurrence_days: float


@dataclass(frozen=True)
class Assessment:
    """
    A month.

    Attributes
    ----------
    month
        Its first day; None where the records cover no whole month.
    months
        All that can be asked for, newest first.
    history
        Whole months before it: what the bands were learnt from.
    kinds
        ``in_scope`` first, then the classes.
    places
        Townships, of one township its villages; most incidents in scope first.
    elsewhere
        In scope and in none of the places.
    chart
        In scope by month, with the forecast at the end.
    forecasts
        By kind.
    compared
        How many cells (places by class) were judged together.
    """

    month: date | None
    months: tuple[str, ...] = ()
    history: int = 0
    kinds: tuple[Line, ...] = ()
    places: tuple[Line, ...] = ()
    places_are_villages: bool = False
    elsewhere: int = 0
    chart: tuple[ChartMonth, ...] = ()
    forecasts: tuple[tuple[str, Forecast], ...] = ()
    areas: AreaNews | None = None
    outbreaks: tuple[Outbreak, ...] = ()
    compared: int = 0

"""Numbers, shares and dates as each language writes them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np

Moment = date | datetime | str

NO_VALUE = "—"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SMALLEST_P_VALUE = 0.001


def is_missing(value: object) -> bool:
    """Tell whether a cell of a table holds nothing (None, NaN, NaT, an empty string)."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    # NaN, NaT and pandas' NA are the values that are not equal to themselves, or do not say.
    return str(value) in {"nan", "NaT", "<NA>"}


def format_number(value: object, digits: int | None = None) -> str:
    """
    Write a number for reading, thousands apart from 10,000 up.

    Parameters
    ----------
    value
        Any number; a missing one gives a dash.
    digits
        Digits after the point; left out, whole numbers have none and others three figures that count.
    """
    if is_missing(value):
        return NO_VALUE
    number = float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        return "∞" if number > 0 else "-∞"
    if digits is None:
        digits = 0 if number == round(number) or abs(number) >= 100 else 1 if abs(number) >= 10 else 2
    grouping = "," if abs(number) >= 10_000 else ""
    return f"{number:{grouping}.{digits}f}"


def format_share(value: object, digits: int = 0) -> str:
    """Write a share such as 0.27 as ``27%``."""
    return NO_VALUE if is_missing(value) else f"{float(value):.{digits}%}"  # type: ignore[arg-type]


def format_change(now: float, before: float | None) -> str:
    """Write by what share ``now`` differs from ``before``: ``+12.5%``; a dash with nothing to compare."""
    if before is None or before == 0:
        return NO_VALUE
    return f"{now / before - 1:+.1%}".replace("-", "−")


def format_p_value(value: object) -> str:
    """Write a p-value as ``p = 0.012``, or ``p < 0.001`` below that."""
    if is_missing(value):
        return f"p = {NO_VALUE}"
    number = float(value)  # type: ignore[arg-type]
    return f"p < {_SMALLEST_P_VALUE}" if number < _SMALLEST_P_VALUE else f"p = {number:.3f}"


def local_date(value: Moment, time_zone: str) -> date:
    """
    Take the calendar day of a moment where the county is.

    Parameters
    ----------
    value
        A day, a moment (one without a zone is taken as local already), or either in ISO form.
    time_zone
        IANA name of the county's zone.
    """
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        value = value.astimezone(ZoneInfo(time_zone)) if value.tzinfo else value
        return value.date()
    return value


def format_day(value: date, lang: str) -> str:
    """Write a calendar day: 2025年3月7日, 7 March 2025."""
    if lang == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def format_days(since: date, until: date, lang: str) -> str:
    """Write a span of days, both ends included."""
    between = " 至 " if lang == "zh" else " to "
    return between.join((format_day(since, lang), format_day(until, lang)))


def format_month(value: date, lang: str) -> str:
    """Write a month: 2025年3月, March 2025."""
    if lang == "zh":
        return f"{value.year}年{value.month}月"
    return f"{_MONTHS[value.month - 1]} {value.year}"


def format_months(since: date, until: date, lang: str) -> str:
    """Write a span of months: 2025-01 至 2025-12; one month alone when both ends are in it."""
    months = [f"{day.year:04d}-{day.month:02d}" for day in (since, until)]
    if months[0] == months[1]:
        return months[0]
    return (" 至 " if lang == "zh" else " to ").join(months)


def format_list(values: Iterable[object], lang: str) -> str:
    """Join names as the language lists them."""
    return ("、" if lang == "zh" else ", ").join(str(value) for value in values)


def format_detail(value: object, lang: str) -> str:
    """Write one detail of a sentence: numbers grouped, days and lists as the language has them."""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int | float | np.number):
        return format_number(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return format_day(value, lang)
    if isinstance(value, Mapping):
        return format_list((f"{name} {format_detail(item, lang)}" for name, item in value.items()), lang)
    if isinstance(value, Sequence | set | frozenset):
        return format_list((format_detail(item, lang) for item in value), lang)
    return str(value)

"""One sentence that says why an area is listed, made from the columns of its evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from web.texts.catalogue import has_text, text
from web.texts.facts import SPECIAL_DAYS
from web.texts.formats import (
    format_list,
    format_months,
    format_number,
    format_p_value,
    is_missing,
    local_date,
)

_BETWEEN_WORDS = "[,;\u3001\uff0c\uff1b]"


def area_reason(row: Mapping[str, Any], lang: str, *, time_zone: str = "Asia/Shanghai") -> str:
    """
    Say why an area is listed.

    Parameters
    ----------
    row
        The columns of one disorderly area (a pandas row will do); a missing one is left unsaid.
    lang
        ``"zh"`` or ``"en"``.
    time_zone
        Where the months of its first and last incident are counted.

    Returns
    -------
    str
        One sentence, and one that says what would take the area off the list. An area of tier ``watch`` is
        said to be not significant and for discussion only.
    """
    sentence = _count(row, lang, time_zone) + _expected(row, lang) + _test(row, lang)
    details = _details(row, lang)
    if details:
        sentence += text("area.then", lang) + text("area.and", lang).join(details)
    return sentence + text("area.end", lang) + _limit(row, lang)


def _given(row: Mapping[str, Any], column: str) -> Any:
    """Take a value of the row, or None where it is missing."""
    value = row.get(column)
    return None if is_missing(value) else value


def _count(row: Mapping[str, Any], lang: str, time_zone: str) -> str:
    incidents = format_number(_given(row, "incidents"), 0)
    first, last = _given(row, "first_occurred_at"), _given(row, "last_occurred_at")
    if first is None or last is None:
        return text("area.count_undated", lang, incidents=incidents)
    period = format_months(local_date(first, time_zone), local_date(last, time_zone), lang)
    return text("area.count", lang, period=period, incidents=incidents)


def _expected(row: Mapping[str, Any], lang: str) -> str:
    expected, risk = _given(row, "expected"), _given(row, "relative_risk")
    if expected is None or risk is None:
        return ""
    basis = f"basis.{_given(row, 'baseline') or 'other'}"
    said = text(basis if has_text(basis) else "basis.other", lang)
    if float(expected) < 1:
        # A ratio to next to nothing is a large number that says little.
        return text("area.expected_under_one", lang, basis=said)
    digits = 0 if float(expected) >= 10 else 1
    return text(
        "area.expected",
        lang,
        basis=said,
        expected=format_number(expected, digits),
        relative_risk=format_number(risk, 1),
    )


def _test(row: Mapping[str, Any], lang: str) -> str:
    p_value = _given(row, "p_value_adjusted")
    if row.get("tier") == "watch":
        return text("area.watch", lang, p_value=format_p_value(p_value))
    return "" if p_value is None else text("area.significant", lang, p_value=format_p_value(p_value))


def _details(row: Mapping[str, Any], lang: str) -> list[str]:
    details = []
    if (categories := _given(row, "top_categories")) is not None:
        details.append(text("area.categories", lang, categories=list_words(categories, lang)))
    if (hours := _given(row, "peak_hours")) is not None:
        details.append(text("area.hours", lang, hours=list_hours(hours, lang)))
    trend = f"area.trend.{_given(row, 'trend')}"
    if has_text(trend):
        details.append(text(trend, lang))
    details.extend(text(f"area.{kind}", lang) for kind in SPECIAL_DAYS if row.get(kind) == "more")
    return details


def _limit(row: Mapping[str, Any], lang: str) -> str:
    """Say below which number of incidents the area would leave the list, or enter it."""
    count = _given(row, "incidents_to_delist")
    if count is None:
        return ""
    return text("area.enlist" if row.get("tier") == "watch" else "area.delist", lang, count=int(count))


def list_hours(listed: str, lang: str) -> str:
    """Write hours of the day such as ``22-1`` as clock times, the end where the last hour is over."""
    clock = re.sub(r"\b(\d{1,2})-(\d{1,2})\b", r"\1:00–\2:00", str(listed))
    return list_words(clock, lang)


def list_words(listed: str, lang: str) -> str:
    """Write a list of a table (words apart by commas or semicolons) as the language lists words."""
    words = (word.strip().replace(" %", "%") for word in re.split(_BETWEEN_WORDS, str(listed)))
    return format_list((word for word in words if word), lang)

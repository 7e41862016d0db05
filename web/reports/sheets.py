"""Evidence sheets: one for each significant area, with its months, its week, its categories and facts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from markupsafe import Markup

from web.reports.charts import HEAT, Cell
from web.reports.pages import render
from web.texts import Fact, area_facts, label, text
from web.texts.formats import format_number, format_share, is_missing

WIDTH, HEIGHT = 300, 62
FIRST_LABEL = 40
MOST_CATEGORIES = 6


class Share(NamedTuple):
    """A category of an area: its word, its incidents, their share."""

    word: str
    incidents: str
    share: str
    width: float


class Bar(NamedTuple):
    """A month of the chart of an area."""

    x: float
    width: float
    y: float
    height: float
    words: str


class Sheet(NamedTuple):
    """What a sheet shows."""

    rank: str
    place: str
    facts: list[Fact]
    months: Markup | None
    week: Markup | None
    categories: list[Share]


def sheet_of(row: Mapping[str, Any], lang: str, time_zone: str, found: Mapping[str, Any]) -> Sheet:
    """
    Make the sheet of one area.

    Parameters
    ----------
    row
        Columns of the area.
    lang
        ``"zh"`` or ``"en"``.
    time_zone
        Where days are counted.
    found
        Parameters of the search: weights of the ranking, the county's rate.
    """
    return Sheet(
        rank=format_number(row["rank"], 0),
        place=str(row.get("place") or ""),
        facts=area_facts(row, lang, time_zone=time_zone, found=found),
        months=_months(row, lang),
        week=_week(row, lang),
        categories=_categories(row),
    )


def _months(row: Mapping[str, Any], lang: str) -> Markup | None:
    """Draw incidents in each whole month; None below two months."""
    counts = _numbers(row.get("month_counts"))
    if len(counts) < 2:
        return None
    year, month = (int(part) for part in str(row["first_month"]).split("-"))
    pitch, most = WIDTH / len(counts), max(float(counts.max()), 1.0)
    every = 1 + (len(counts) - 1) // 12
    bars = []
    for number, count in enumerate(counts):
        of_year = (month - 1 + number) % 12 + 1
        named = f"{year + (month - 1 + number) // 12}-{of_year:02d}" if number == 0 else str(of_year)
        tall = count / most * HEIGHT
        crowded = number == 1 and pitch < FIRST_LABEL  # the first month is named with its year
        words = named if number % every == 0 and not crowded else ""
        bars.append(Bar(number * pitch, pitch - 1, HEIGHT - tall, tall, words))
    return render(
        "sheet_months.svg",
        bars=bars,
        most=int(most),
        width=WIDTH,
        height=HEIGHT,
        say=partial(text, lang=lang),
    )


def _week(row: Mapping[str, Any], lang: str) -> Markup | None:
    """Draw the week hour by hour; darker is more."""
    hours = _numbers(row.get("week_hours"))
    if len(hours) != 168 or hours.max() <= 0:
        return None
    classes = np.minimum((hours / hours.max() * len(HEAT)).astype(int), len(HEAT) - 1)
    cells = [
        Cell(place % 24, place // 24, HEAT[classes[place]], format_number(hours[place]))
        for place in range(168)
    ]
    days = [label("weekday", str(day), lang) for day in range(7)]
    return render("sheet_week.svg", cells=cells, days=days, width=WIDTH, say=partial(text, lang=lang))


def _categories(row: Mapping[str, Any]) -> list[Share]:
    listed = row.get("category_counts")
    if is_missing(listed):
        return []
    pairs = [item.rpartition(" ") for item in str(listed).split("; ")]
    counts = [int(count) for _, _, count in pairs]
    return [
        Share(word, str(count), format_share(count / sum(counts)), 100 * count / max(counts))
        for (word, _, _), count in list(zip(pairs, counts, strict=True))[:MOST_CATEGORIES]
    ]


def _numbers(listed: object) -> np.ndarray:
    return np.array([] if is_missing(listed) else str(listed).split(), dtype=float)

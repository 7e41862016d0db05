"""Charts as SVG: months of the period beside those of the year before, and the week hour by hour."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from markupsafe import Markup

from hotspots.evidence.aoristic import aoristic_week
from web.reports.content import ReportContent
from web.reports.pages import render
from web.reports.periods import count_in, local_days, monthly_counts, within
from web.texts import label, text

WIDTH, HEIGHT = 680, 210
_LEFT, _BOTTOM, _TOP = 44, 26, 14
HEAT = ("#f6f2ea", "#fde5b0", "#fdbf6f", "#f08c3c", "#cc5a1e", "#8c3d04")


class Column(NamedTuple):
    """A month of the chart."""

    x: float
    width: float
    y: float
    height: float
    incidents: int
    words: str
    before_y: float | None


class Tick(NamedTuple):
    """A line of an axis."""

    y: float
    incidents: int


def in_scope_of_period(content: ReportContent) -> pd.DataFrame:
    """Take the valid incidents in scope of the period, with their ``day``."""
    chosen = content.incidents
    chosen = chosen[(chosen["status"] == "valid") & chosen["in_scope"].astype(bool)]
    days = local_days(chosen["occurred_from"], content.time_zone)
    return pd.DataFrame(
        {"occurred_from": chosen["occurred_from"], "occurred_to": chosen["occurred_to"], "day": days}
    )


def monthly_chart(content: ReportContent) -> Markup | None:
    """
    Draw incidents in scope by month, with the year before as marks where the records reach back.

    Returns
    -------
    Markup or None
        None for a period of a single month: one column is no chart.
    """
    months = content.period.months()
    if len(months) < 2:
        return None
    days = in_scope_of_period(content)["day"]
    counts = monthly_counts(days[within(days, content.period)], months)
    year_before = content.period.year_before()
    before = None
    if count_in(days, year_before) is not None:
        before = monthly_counts(
            days[within(days, year_before)], [(year - 1, month) for year, month in months]
        )
    return render(
        "monthly.svg",
        columns=_columns(months, counts, before),
        ticks=_ticks(max([*counts, *(before or []), 1])),
        has_before=before is not None,
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        say=partial(text, lang=content.lang),
    )


def round_step(highest: float, steps: int = 4) -> int:
    """Choose a round distance of about ``highest / steps`` between the lines of an axis."""
    rough = max(highest / steps, 1)
    power = 10 ** int(np.floor(np.log10(rough)))
    return int(next(step * power for step in (1, 2, 5, 10) if step * power >= rough))


def _scale(count: float, highest: float) -> float:
    step = round_step(highest)
    top = np.ceil(highest / step) * step
    return float(HEIGHT - _BOTTOM - count / top * (HEIGHT - _BOTTOM - _TOP))


def _columns(months: list[tuple[int, int]], counts: list[int], before: list[int] | None) -> list[Column]:
    highest = max([*counts, *(before or []), 1])
    pitch = (WIDTH - _LEFT) / len(months)
    floor = _scale(0, highest)
    # Beyond two years the names of single months would run into each other.
    every = 1 + (len(months) - 1) // 24
    columns = []
    for number, ((year, month), count) in enumerate(zip(months, counts, strict=True)):
        top = _scale(count, highest)
        named = f"{year}-{month:02d}" if number == 0 or month == 1 else str(month)
        columns.append(
            Column(
                x=_LEFT + pitch * (number + 0.2),
                width=pitch * 0.6,
                y=top,
                height=floor - top,
                incidents=count,
                words=named if number % every == 0 else "",
                before_y=None if before is None else _scale(before[number], highest),
            )
        )
    return columns


def _ticks(highest: int) -> list[Tick]:
    step = round_step(highest)
    return [
        Tick(_scale(count, highest), count)
        for count in range(0, int(np.ceil(highest / step)) * step + 1, step)
    ]


class Cell(NamedTuple):
    """An hour of the week."""

    x: float
    y: float
    colour: str
    words: str


def week_chart(content: ReportContent) -> Markup | None:
    """
    Draw the week hour by hour: when incidents in scope happen.

    Incidents known only to lie in an interval count in part for each of its hours; those known to the
    day only say nothing of hours and are left out.
    """
    chosen = in_scope_of_period(content)
    chosen = chosen[within(chosen["day"], content.period)]
    lasting = chosen["occurred_to"] - chosen["occurred_from"]
    chosen = chosen[lasting < pd.Timedelta(hours=23)]
    if len(chosen) == 0:
        return None
    week = aoristic_week(chosen["occurred_from"], chosen["occurred_to"], content.time_zone).reshape(7, 24)
    bounds = np.linspace(0, week.max(), len(HEAT) + 1)
    classes = np.clip(np.searchsorted(bounds, week, side="right") - 1, 0, len(HEAT) - 1)
    cells = [
        Cell(hour, day, HEAT[classes[day, hour]], f"{round(float(week[day, hour]))}")
        for day in range(7)
        for hour in range(24)
    ]
    return render(
        "week.svg",
        cells=cells,
        days=[label("weekday", str(day), content.lang) for day in range(7)],
        classes=[
            (colour, f"{bounds[number]:.0f}–{bounds[number + 1]:.0f}") for number, colour in enumerate(HEAT)
        ],
        left=_LEFT,
        say=partial(text, lang=content.lang),
    )

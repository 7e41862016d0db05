"""Charts of an evaluation: every area beside what was to be expected, and an area among its controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from web.maps.evaluation import COLOURS, PALE
from web.reports.pages import render
from web.texts import text

WIDTH, ROW, TOP, LEFT, RIGHT = 900.0, 30.0, 34.0, 272.0, 20.0
MOST = 2.5
"""Ratios beyond so much are drawn at the edge."""
TICKS = (0, 50, 100, 150, 200, 250)
STRIP_WIDTH, STRIP_HEIGHT, STRIP_MIDDLE = 640.0, 118.0, 44.0
DOT, STEP = 5.0, 11.0
NAME_WIDTH = 34


class Line(NamedTuple):
    """One area of the chart: what it is called, where its count and its interval lie, its verdict."""

    name: str
    y: float
    x: float
    low: float
    high: float
    colour: str
    words: str
    is_whole: bool = False


class Dot(NamedTuple):
    """A control area of the strip."""

    x: float
    y: float
    words: str


def expected_chart(
    rows: Sequence[Mapping[str, Any]], together: Mapping[str, Any], lang: str
) -> Markup | None:
    """
    Draw what each area had as a share of what was to be expected, with its interval, and all together.

    Parameters
    ----------
    rows
        Compared areas: ``name``, ``verdict``, ``rate_ratio``, ``rate_ratio_low``, ``rate_ratio_high``.
    together
        The same of all areas together; empty where there is none.
    lang
        ``zh`` or ``en``.
    """
    if not rows:
        return None
    whole = [{**together, "name": text("evaluation.all", lang)}] if together else []
    lines = [_line(row, TOP + ROW * (number + 0.5)) for number, row in enumerate(rows)]
    lines += [_line(row, TOP + ROW * (len(rows) + 0.5) + 8)._replace(is_whole=True) for row in whole]
    height = TOP + ROW * len(lines) + 30
    return render(
        "evaluation_expected.svg",
        lines=lines,
        width=WIDTH,
        height=height,
        top=TOP,
        floor=height - 26,
        left=LEFT,
        ticks=[(_x(tick / 100), tick) for tick in TICKS],
        middle=_x(1.0),
        say=partial(text, lang=lang),
    )


def _line(row: Mapping[str, Any], y: float) -> Line:
    ratio, low, high = (float(row[name]) for name in ("rate_ratio", "rate_ratio_low", "rate_ratio_high"))
    name = str(row["name"])
    return Line(
        shortened(name, NAME_WIDTH),
        y,
        _x(ratio),
        _x(low),
        _x(high),
        COLOURS.get(str(row["verdict"]), PALE),
        f"{round(100 * ratio)} % ({round(100 * low)}–{round(100 * high)} %)",
    )


def shortened(name: str, most: int) -> str:
    """
    Cut a name to a width; Chinese characters are two wide.

    Examples
    --------
    >>> shortened("城关镇 · 东苑社区", 12)
    '城关镇 ·…'
    """
    width = 0
    for place, character in enumerate(name):
        width += 2 if ord(character) > 0x2E7F else 1
        if width > most:
            return f"{name[: place - 1].rstrip()}…"
    return name


def _x(ratio: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * min(max(ratio, 0.0), MOST) / MOST


def controls_strip(
    row: Mapping[str, Any], controls: Sequence[tuple[float, float]], lang: str
) -> Markup | None:
    """
    Draw by how much each control changed by itself, and where the area stands among them.

    Parameters
    ----------
    row
        The area: ``before``, ``after``, ``verdict``.
    controls
        Incidents before and after of each of its control areas.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    Markup or None
        None without controls, or where the area had nothing before.
    """
    if not controls or not row["before"]:
        return None
    changes = sorted((after / before, before, after) for before, after in controls if before)
    taken: dict[int, int] = {}
    dots = []
    for ratio, before, after in changes:
        x = _strip_x(ratio)
        place = round(x / STEP)
        taken[place] = taken.get(place, 0) + 1
        dots.append(
            Dot(place * STEP, STRIP_MIDDLE - STEP * (taken[place] - 1), f"{before:.0f} → {after:.0f}")
        )
    higher = max(max(taken.values(), default=1) - 4, 0) * STEP
    typical = sum(after for _, _, after in changes) / max(sum(before for _, before, _ in changes), 1)
    own = float(row["after"]) / float(row["before"])
    return render(
        "evaluation_strip.svg",
        dots=dots,
        radius=DOT,
        own=_strip_x(own),
        own_change=f"{round(100 * (own - 1)):+d} %",
        typical=_strip_x(typical),
        typical_change=f"{round(100 * (typical - 1)):+d} %",
        colour=COLOURS.get(str(row["verdict"]), PALE),
        ticks=[
            (_strip_x(1 + change / 100), f"{change:+d} %" if change else "0")
            for change in (-100, -50, 0, 50, 100)
        ],
        width=STRIP_WIDTH,
        height=STRIP_HEIGHT,
        higher=higher,
        middle=STRIP_MIDDLE,
        say=partial(text, lang=lang),
    )


def _strip_x(ratio: float) -> float:
    return 20 + (STRIP_WIDTH - 40) * min(max(ratio, 0.0), 2.2) / 2.2

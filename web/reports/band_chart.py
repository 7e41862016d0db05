"""The chart of the month: counts by month in the band that could be expected, and the months to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from web.reports.charts import Tick, round_step
from web.reports.pages import render
from web.services.month.findings import ChartMonth
from web.texts import text

WIDTH, HEIGHT = 680, 210
_LEFT, _BOTTOM, _TOP = 44, 42, 10


class Point(NamedTuple):
    """A month's count; whether it lies outside its band."""

    x: float
    y: float
    is_out: bool


class Name(NamedTuple):
    """A month below the axis, and the year where it begins."""

    x: float
    words: str
    year: str


class BandShape(NamedTuple):
    """A stretch of the band: of months that are over, or of months to come."""

    d: str
    is_next: bool


def band_chart(months: Sequence[ChartMonth], lang: str) -> Markup | None:
    """Draw the chart; None where there are fewer than two months."""
    if len(months) < 2:
        return None
    most = max(max(month.count or 0, month.high or 0) for month in months)
    step = round_step(max(most, 1))
    top = -(-int(max(most, 1)) // step) * step

    def y_of(count: float) -> float:
        return HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * count / top

    pitch = (WIDTH - _LEFT) / len(months)
    x = [_LEFT + pitch * (number + 0.5) for number in range(len(months))]
    counted = [(at, month) for at, month in zip(x, months, strict=True) if month.count is not None]
    points = [Point(at, y_of(month.count or 0), _is_out(month)) for at, month in counted]
    ahead = [(at, month) for at, month in zip(x, months, strict=True) if month.count is None]
    banded = [(at, month) for at, month in counted if month.low is not None]
    said = [(at, y_of(month.expected or 0)) for at, month in ahead]
    if said:
        said = [(points[-1].x, points[-1].y), *said]
    return render(
        "band.svg",
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        ticks=[Tick(y_of(count), count) for count in range(0, top + 1, step)],
        bands=[
            BandShape(_stretch(part, pitch, y_of), is_next)
            for part, is_next in ((banded, False), (ahead, True))
            if part
        ],
        line=_line([(point.x, point.y) for point in points]),
        next_line=_line(said) if said else "",
        points=points,
        names=_names(x, months),
        say=partial(text, lang=lang),
    )


def _is_out(month: ChartMonth) -> bool:
    if month.count is None or month.low is None or month.high is None:
        return False
    return not month.low <= month.count <= month.high


def _stretch(part: Sequence[tuple[float, ChartMonth]], pitch: float, y_of: Callable[[float], float]) -> str:
    """Draw the band as steps, a month wide each."""
    upper = [(at + side * pitch / 2, y_of(month.high or 0)) for at, month in part for side in (-1, 1)]
    lower = [(at + side * pitch / 2, y_of(month.low or 0)) for at, month in part for side in (-1, 1)]
    return f"{_line([*upper, *reversed(lower)])}Z"


def _line(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _names(x: Sequence[float], months: Sequence[ChartMonth]) -> list[Name]:
    return [
        Name(
            at,
            str(month.month.month),
            str(month.month.year) if number == 0 or month.month.month == 1 else "",
        )
        for number, (at, month) in enumerate(zip(x, months, strict=True))
    ]

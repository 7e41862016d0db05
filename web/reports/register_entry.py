"""The drawings of an entry's page: its ground close up, where in the county that is, and its months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from web.maps.base import base_layers
from web.maps.colours import SIGNIFICANT, WATCH
from web.maps.content import MapContent
from web.maps.layers import LegendEntry, MapLayer, Style
from web.maps.panel import swatch
from web.maps.wording import inert
from web.reports.charts import round_step
from web.reports.map_figure import map_drawing
from web.reports.pages import render
from web.services.register.picture import EntryPicture, Month
from web.texts import text

CLOSE = (640.0, 470.0)
LOCATOR = (300.0, 235.0)
CHART = (430.0, 240.0)
LEFT, TOP, BOTTOM = 40.0, 26.0, 24.0
NARROWEST_NAMED = 20.0
_OWN = Style(stroke=SIGNIFICANT, width=3.0, fill=SIGNIFICANT, fill_opacity=0.18)
_OTHER = Style(stroke=WATCH, width=2.0, dash="6 4", fill=WATCH, fill_opacity=0.06)
_MARK = Style(stroke="#ffffff", width=2.0, fill=SIGNIFICANT)


class EntryDrawings(NamedTuple):
    """What the page shows: the ground, the county with a dot on it, the months, and a legend."""

    ground: Markup | None
    county: Markup | None
    months: Markup | None
    legend: Sequence[tuple[Markup, str]]


def entry_drawings(picture: EntryPicture | None, kind: str, title: str, lang: str) -> EntryDrawings | None:
    """Make the drawings of an entry, an ``area`` or a ``problem``; None where it has no outline."""
    if picture is None:
        return None
    months = months_chart(picture, lang)
    if kind == "problem":
        own = [(swatch(LegendEntry(_OWN, "")), text("register.map_problem", lang))]
        return EntryDrawings(problem_map(picture, title, lang), None, months, own)
    ground, county = entry_map(picture, title, lang), locator_map(picture, title, lang)
    return EntryDrawings(ground, county, months, legend_of(picture, lang))


def entry_map(picture: EntryPicture, title: str, lang: str) -> Markup | None:
    """Draw an entry's outline with villages, roads and the register's other areas around it."""
    content = MapContent(
        title=title, lang=lang, places={name: picture.places[name] for name in ("water", "villages", "roads")}
    )
    layers = [*_named_villages(base_layers(content)), *_others(picture, lang)]
    layers.append(MapLayer("own", title, "areas", picture.shape, [_OWN]))
    return map_drawing(layers, title, lang, within=picture.bounds, size=CLOSE)


def locator_map(picture: EntryPicture, title: str, lang: str) -> Markup | None:
    """Draw the county's townships, with a dot, or the townships of a problem, where the entry lies."""
    county = picture.places["county"]
    if county.empty:
        return None
    base = base_layers(MapContent(title=title, lang=lang, places={"townships": county}))
    quiet = [replace(layer, labels=(), label_class="") for layer in base]
    where = picture.shape.representative_point()
    dot = MapLayer("where", title, "places", where, [_MARK])
    return map_drawing([*quiet, dot], title, lang, size=LOCATOR, dot=7.0)


def problem_map(picture: EntryPicture, title: str, lang: str) -> Markup | None:
    """Draw the townships that a problem runs through, among all."""
    county = picture.places["county"]
    if county.empty:
        return None
    base = base_layers(MapContent(title=title, lang=lang, places={"townships": county}))
    own = MapLayer("own", title, "areas", picture.shape, [_OWN])
    return map_drawing([own, *base], title, lang, size=CLOSE)


def legend_of(picture: EntryPicture, lang: str) -> list[tuple[Markup, str]]:
    """Say what the outlines of the map stand for."""
    said = [(swatch(LegendEntry(_OWN, "")), text("register.map_own", lang))]
    if len(picture.others):
        said.append((swatch(LegendEntry(_OTHER, "")), text("register.map_others", lang)))
    return said


class Bar(NamedTuple):
    """A month of the chart."""

    x: float
    y: float
    width: float
    height: float
    incidents: int
    words: str


class Band(NamedTuple):
    """A time under rectification, and what is written over it."""

    x: float
    width: float
    words: str


class Scale(NamedTuple):
    """The axis of incidents: a round number at its top."""

    top: int
    step: int

    def level(self, count: float) -> float:
        """Give the height at which a count stands."""
        return CHART[1] - BOTTOM - count / self.top * (CHART[1] - BOTTOM - TOP)


def months_chart(picture: EntryPicture, lang: str) -> Markup | None:
    """Draw incidents by month, with the times under rectification behind; None below two months."""
    months = picture.months
    if len(months) < 2:
        return None
    highest = max(*(month.incidents for month in months), 1)
    step = round_step(highest)
    scale = Scale(-(-highest // step) * step, step)
    pitch = (CHART[0] - LEFT) / len(months)
    return render(
        "register_months.svg",
        title=text("register.months", lang),
        width=CHART[0],
        height=CHART[1],
        left=LEFT,
        top=TOP,
        floor=scale.level(0),
        ticks=[(scale.level(count), count) for count in range(0, scale.top + 1, step)],
        bars=[_bar(number, month, pitch, scale) for number, month in enumerate(months)],
        bands=_bands(picture.spans, months, pitch, lang),
    )


def _bar(number: int, month: Month, pitch: float, scale: Scale) -> Bar:
    y = scale.level(month.incidents)
    is_named = month.month == 1 or number == 0
    words = str(month.year) if is_named else str(month.month) if pitch >= NARROWEST_NAMED else ""
    return Bar(LEFT + pitch * (number + 0.15), y, pitch * 0.7, scale.level(0) - y, month.incidents, words)


def _bands(
    spans: Sequence[tuple[date, date | None]], months: Sequence[Month], pitch: float, lang: str
) -> list[Band]:
    """Lay each time under rectification over the months that the chart shows."""
    first = months[0].year * 12 + months[0].month
    bands = []
    for since, until in spans:
        begin = _place(since, first, len(months))
        end = len(months) if until is None else _place(until, first, len(months))
        if begin < len(months) and end > begin:
            words = text("register.rectified_from", lang, day=f"{since:%Y-%m}")
            bands.append(Band(LEFT + pitch * begin, pitch * (end - begin), words))
    return bands


def _place(day: date, first: int, months: int) -> float:
    return min(max(day.year * 12 + day.month - first + (day.day - 1) / 31, 0.0), float(months))


def _named_villages(layers: Sequence[MapLayer]) -> list[MapLayer]:
    """Let names of villages be written as those of neighbours are: there are few of them close up."""
    key = "units-around"
    return [
        replace(layer, key=key, label_class=key) if layer.key == "villages" else layer for layer in layers
    ]


def _others(picture: EntryPicture, lang: str) -> list[MapLayer]:
    others = picture.others
    if others.empty:
        return []
    return [
        MapLayer(
            "neighbours",
            text("register.map_others", lang),
            "areas",
            others.geometry,
            [_OTHER] * len(others),
            labels=[inert(number) for number in others["number"]],
            label_class="neighbours",
        )
    ]

"""Beat cards: one A4 page for each beat, with its map, its load, its key places and their times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd
from markupsafe import Markup

from web.maps.self_contained import CONTENT_SECURITY_POLICY, write_self_contained
from web.maps.wording import name_stations
from web.reports.beat_card_content import CardContent
from web.reports.beat_card_map import STOP_KINDS, Ground, Sign, card_map, sign, sound
from web.reports.beat_card_page import TEXT_MM, CardPage, column_widths_mm
from web.reports.beat_card_words import (
    MOST_DAYS,
    day_heads,
    facts_of,
    missed_words,
    name_of,
    notes_of,
    period_words,
    units_words,
    where_words,
)
from web.reports.pages import render, style_sheet
from web.texts import label, text

TEMPLATE = "beat_cards.typ"
MOST_ROWS = 60
"""No page holds more."""


class Row(NamedTuple):
    """A place of the table: its number as on the map, its kind and name, and its times each day."""

    sign: Markup
    kind: str
    name: str
    times: list[str]


class Card(NamedTuple):
    """What one page shows, in words and drawings: whatever sets the page only arranges them."""

    heading: str
    where: str
    period: str
    facts: list[tuple[str, str]]
    units: str
    figure: Markup | None
    legend: list[Sign]
    head: list[str]
    widths_mm: list[float]
    rows: list[Row]
    notes: list[str]


def write_beat_cards(path: Path, content: CardContent) -> str:
    """
    Write beat cards as PDF, or as one HTML file that prints one A4 page for each, as the path's ending says.

    Returns
    -------
    str
        Signs that the fonts of a PDF do not have.

    Raises
    ------
    FileError
        ``file.not_written``; ``assets.missing`` where a PDF lacks its fonts.
    """
    if path.suffix.lower() == ".pdf":
        from web.reports.pdf import write_pdf  # noqa: PLC0415  a page of HTML needs no typesetter

        return write_pdf(path, TEMPLATE, _document(content))
    write_self_contained(path, render_beat_cards(content))
    return ""


def beat_cards_pdf(content: CardContent) -> bytes:
    """
    Typeset beat cards as PDF.

    Raises
    ------
    FileError
        ``assets.missing`` without the fonts.
    """
    from web.reports.pdf import make_pdf  # noqa: PLC0415

    return make_pdf(TEMPLATE, _document(content))


def _document(content: CardContent) -> dict[str, Any]:
    mark = text("card.internal", content.lang)
    return {"title": content.title, "mark": mark, "lang": content.lang, "cards": beat_cards(content)}


def render_beat_cards(content: CardContent) -> str:
    """Render beat cards as HTML."""
    return render(
        "beat_cards.html",
        title=content.title,
        mark=text("card.internal", content.lang),
        language="zh-Hans" if content.lang == "zh" else content.lang,
        policy=CONTENT_SECURITY_POLICY.format(images="data:"),
        style=style_sheet(),
        cards=beat_cards(content),
    )


def beat_cards(content: CardContent) -> list[Card]:
    """Gather what each card shows."""
    named = sound(name_stations(content.beats, content.places))
    around = content.beats if content.neighbours is None else content.neighbours
    ground = Ground(around, content.units, content.places, content.lang)
    return [_card(beat, content, ground) for beat in named.to_dict("records")]


def _card(beat: Mapping[str, Any], content: CardContent, ground: Ground) -> Card:
    lang, number = content.lang, beat["beat_id"]
    stops = content.stops[content.stops["beat_id"] == number]
    visits = stops[stops["day"].notna()]
    every_day = sorted(visits["day"].unique())
    days, starts = every_day[:MOST_DAYS], _starts(visits)
    places = _in_order(stops)
    facts, units = facts_of(beat, content), units_words(beat, content)
    rows = [
        _row(order, place, visits, days, lang)
        for order, place in enumerate(places.head(MOST_ROWS).to_dict("records"), 1)
    ]
    listed, notes = len(places), partial(notes_of, len(every_day), lang, missed_words(number, content))
    page = CardPage(len(facts), (units, *notes(0)), len(days))
    if page.rows_that_fit(rows) < len(places):
        page = CardPage(len(facts), (units, *notes(len(places))), len(days))
        listed = page.rows_that_fit(rows)
    map_mm = page.map_height_mm(rows[:listed])
    route = content.routes[content.routes["beat_id"] == number].sort_values("day").head(1).to_crs(4326)
    shown = places.head(listed).to_crs(4326)
    figure, legend = card_map(beat, shown, route, ground, lang=lang, tallness=map_mm / TEXT_MM)
    return Card(
        heading=text("card.heading", lang, beat=number),
        where=" · ".join(where_words(beat, lang)),
        period=period_words(starts, content.routes, lang),
        facts=facts,
        units=units,
        figure=figure,
        legend=legend,
        head=[text("card.kind", lang), text("card.place", lang), *day_heads(days, starts, lang)],
        widths_mm=column_widths_mm(len(days), lang),
        rows=rows[:listed],
        notes=notes(len(places) - listed),
    )


def _in_order(stops: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """List the places of a beat once, by kind and name."""
    places = stops.drop_duplicates("stop_id")
    order = places["kind"].map({kind: place for place, kind in enumerate(STOP_KINDS)})
    return places.assign(order=order).sort_values(["order", "name", "stop_id"], kind="stable")


def _starts(visits: gpd.GeoDataFrame) -> pd.Series:
    """Tell when the shift of each day starts, to the minute."""
    began = visits["arrive_at"] - pd.to_timedelta(visits["arrive_min"].astype(float), unit="min")
    rounded: pd.Series = began.groupby(visits["day"]).min().dt.round("min")
    return rounded


def _row(
    number: int, place: Mapping[str, Any], visits: gpd.GeoDataFrame, days: Sequence[Any], lang: str
) -> Row:
    own = visits[visits["stop_id"] == place["stop_id"]]
    times = own.groupby("day")["arrive_at"].agg(
        lambda at: " ".join(f"{one:%H:%M}" for one in at.sort_values())
    )
    return Row(
        sign(str(place["kind"]), number),
        label("stop_kind", str(place["kind"]), lang),
        name_of(place),
        [str(times.get(day, "")) for day in days] or [""],
    )

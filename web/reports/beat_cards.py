"""Beat cards: one A4 page for each beat, with its map, its load, its key places and their times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd
from markupsafe import Markup

from web.maps.self_contained import CONTENT_SECURITY_POLICY, write_self_contained
from web.maps.wording import name_stations
from web.reports.beat_card_map import STOP_KINDS, Ground, Sign, card_map, sign
from web.reports.beat_card_page import TEXT_MM, CardPage, column_widths_mm
from web.reports.pages import render, style_sheet
from web.reports.pdf import write_pdf
from web.texts import label, text
from web.texts.formats import format_days, format_list, format_number, format_share, is_missing

MOST_DAYS = 7
MOST_ROWS = 60
"""No page holds more."""

MOST_UNITS = 14
"""Names of villages that a card lists."""


@dataclass(frozen=True)
class CardContent:
    """
    What beat cards are made of.

    Parameters
    ----------
    title
        What stands above each card.
    beats
        Beats with what their routes come to; one card for each.
    routes, stops
        Their routes and visits, these with ``arrive_at`` in the county's zone; a place that no visit is
        planned to has no ``day``.
    stretches
        Their roads, with ``passes`` a shift.
    units
        Villages or other units with ``beat_id``, where these are known.
    neighbours
        Every beat of the plan, where cards are made of some.
    places
        The county's own layers.
    lang
        ``"zh"`` or ``"en"``.
    """

    title: str
    beats: gpd.GeoDataFrame
    routes: gpd.GeoDataFrame
    stops: gpd.GeoDataFrame
    stretches: gpd.GeoDataFrame | None = None
    units: gpd.GeoDataFrame | None = None
    neighbours: gpd.GeoDataFrame | None = None
    places: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
    lang: str = "zh"


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
        document = {"title": content.title, "lang": content.lang, "cards": beat_cards(content)}
        return write_pdf(path, "beat_cards.typ", document)
    write_self_contained(path, render_beat_cards(content))
    return ""


def render_beat_cards(content: CardContent) -> str:
    """Render beat cards as HTML."""
    return render(
        "beat_cards.html",
        title=content.title,
        language="zh-Hans" if content.lang == "zh" else content.lang,
        policy=CONTENT_SECURITY_POLICY.format(images="data:"),
        style=style_sheet(),
        cards=beat_cards(content),
    )


def beat_cards(content: CardContent) -> list[Card]:
    """Gather what each card shows."""
    named = name_stations(content.beats, content.places).to_crs(4326)
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
    facts, units = _facts(beat, content), _units(beat, content)
    rows = [
        _row(order, place, visits, days, lang)
        for order, place in enumerate(places.head(MOST_ROWS).to_dict("records"), 1)
    ]
    listed, notes = len(places), partial(_notes, len(every_day), lang)
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
        where=" · ".join(_where(beat, lang)),
        period=_period(starts, content.routes, lang),
        facts=facts,
        units=units,
        figure=figure,
        legend=legend,
        head=[text("card.kind", lang), text("card.place", lang), *_day_heads(days, starts, lang)],
        widths_mm=column_widths_mm(len(days), lang),
        rows=rows[:listed],
        notes=notes(len(places) - listed),
    )


def _notes(days: int, lang: str, left_out: int) -> list[str]:
    """Say how many places and days the page had no room for, and what every officer must know."""
    said = [text("card.more", lang, stops=left_out)] if left_out else []
    if days > MOST_DAYS:
        said.append(text("card.more_days", lang, days=days - MOST_DAYS))
    return [*said, text("card.note" if days else "card.note_no_routes", lang)]


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


def _period(starts: pd.Series, routes: gpd.GeoDataFrame, lang: str) -> str:
    if starts.empty:
        return ""
    days = format_days(starts.min().date(), starts.max().date(), lang)
    start = starts.min()
    end = start + pd.Timedelta(minutes=float(routes[["drive_min", "stay_min", "free_min"]].sum(axis=1).max()))
    return text("card.period", lang, days=days, start=f"{start:%H:%M}", end=f"{end:%H:%M}")


def _where(beat: Mapping[str, Any], lang: str) -> list[str]:
    """Name the station and the kind of zone."""
    station, zone = beat.get("station"), beat.get("zone")
    said = [] if is_missing(station) else [str(station)]
    return said if is_missing(zone) else [*said, label("zone", str(zone), lang)]


def _facts(beat: Mapping[str, Any], content: CardContent) -> list[tuple[str, str]]:
    """Give what is known of the beat in numbers: load, ground, roads, patrols."""
    said: dict[str, str] = {}
    for column, digits in (("load", 0), ("load_ratio", 2), ("area_km2", 1), ("road_km", 1), ("stops", 1)):
        if not is_missing(beat.get(column)):
            said[column] = format_number(float(beat[column]), digits)
    passes = _passes(beat["beat_id"], content.stretches)
    if not is_missing(passes):
        said["passes"] = format_number(passes, 1)
    if not is_missing(beat.get("road_share_driven")):
        said["road_share_driven"] = format_share(float(beat["road_share_driven"]))
    return [(text(f"card.{name}", content.lang), words) for name, words in said.items()]


def _passes(beat_id: object, stretches: gpd.GeoDataFrame | None) -> float:
    """Give how often a patrol passes a metre of the beat's roads in a shift, on average."""
    if stretches is None:
        return float("nan")
    own = stretches[(stretches["beat_id"] == beat_id) & stretches["in_beat"]]
    length = own["length_m"].sum()
    return float((own["passes"] * own["length_m"]).sum() / length) if length else float("nan")


def _units(beat: Mapping[str, Any], content: CardContent) -> str:
    """Name the villages of the beat."""
    if content.units is None or "name" not in content.units:
        return ""
    own = content.units[content.units["beat_id"] == beat["beat_id"]]
    names = [str(name) for name in own["name"] if not is_missing(name)]
    if not names:
        return ""
    said = format_list(names[:MOST_UNITS], content.lang)
    key = "card.units" if len(names) <= MOST_UNITS else "card.units_more"
    return text(key, content.lang, names=said, number=len(names))


def _day_heads(days: Sequence[Any], starts: pd.Series, lang: str) -> list[str]:
    if not days:
        return [text("card.times", lang)]
    return [f"{label('weekday', str(starts[day].weekday()), lang)} {starts[day]:%m-%d}" for day in days]


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
        str(place["name"] or place["stop_id"]),
        [str(times.get(day, "")) for day in days] or [""],
    )

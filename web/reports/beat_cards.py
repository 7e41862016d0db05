"""Beat cards: one A4 page for each beat, with its map, its load, its key places and their times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd
from markupsafe import Markup

from web.maps.base import base_layers
from web.maps.content import MapContent
from web.maps.layers import MapLayer, Style
from web.maps.self_contained import CONTENT_SECURITY_POLICY, write_self_contained
from web.maps.wording import inert, name_stations
from web.reports.map_figure import Bounds, map_figure
from web.reports.pages import render, style_sheet
from web.texts import label, text
from web.texts.formats import format_number, format_share, is_missing

MOST_STOPS = 16
"""Stops that one page has room for; must-visit points and hot areas first."""

MOST_DAYS = 7
_BASE = ("roads", "water", "stations")
_BEAT = Style(stroke="#1f3d7a", width=3.0, fill="#1f3d7a", fill_opacity=0.06)
_ROUTE = Style(stroke="#d9822b", width=2.2)
_KINDS = ("must_visit", "hot_area", "checkpoint")


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
        Their routes and visits, these with ``arrive_at`` in the county's zone.
    places
        The county's own layers.
    lang
        ``"zh"`` or ``"en"``.
    """

    title: str
    beats: gpd.GeoDataFrame
    routes: gpd.GeoDataFrame
    stops: gpd.GeoDataFrame
    places: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
    lang: str = "zh"


class Row(NamedTuple):
    """A stop of the table: its number on the map, its kind and name, and its times each day."""

    number: int
    kind: str
    name: str
    times: list[str]


class Card(NamedTuple):
    """What one page shows."""

    heading: str
    facts: list[tuple[str, str]]
    figure: Markup | None
    days: list[str]
    rows: list[Row]
    more: int


def write_beat_cards(path: Path, content: CardContent) -> None:
    """
    Write beat cards as one HTML file that prints one A4 page for each.

    Raises
    ------
    FileError
        ``file.not_written``.
    """
    write_self_contained(path, render_beat_cards(content))


def render_beat_cards(content: CardContent) -> str:
    """Render beat cards as HTML."""
    named = name_stations(content.beats, content.places)
    cards = [_card(row, content) for row in named.to_dict("records")]
    return render(
        "beat_cards.html",
        title=content.title,
        language="zh-Hans" if content.lang == "zh" else content.lang,
        policy=CONTENT_SECURITY_POLICY.format(images="data:"),
        style=style_sheet(),
        cards=cards,
        say=partial(text, lang=content.lang),
    )


def _card(beat: Mapping[str, Any], content: CardContent) -> Card:
    lang = content.lang
    stops = content.stops[content.stops["beat_id"] == beat["beat_id"]]
    places = _numbered(stops)
    listed = places.head(MOST_STOPS)
    days = sorted(stops["day"].unique())[:MOST_DAYS]
    began = stops["arrive_at"] - pd.to_timedelta(stops["arrive_min"].astype(float), unit="min")
    first = began.groupby(stops["day"]).min()
    return Card(
        heading=text("card.heading", lang, beat=beat["beat_id"]),
        facts=_facts(beat, lang),
        figure=_figure(beat, listed, content),
        days=[f"{first[day]:%m-%d}" for day in days],
        rows=[
            _row(number, place, stops, days, lang)
            for number, place in enumerate(listed.to_dict("records"), 1)
        ],
        more=len(places) - len(listed),
    )


def _numbered(stops: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """List the places of a beat's visits once, by kind and name."""
    places = stops.drop_duplicates("stop_id")
    order = places["kind"].map({kind: place for place, kind in enumerate(_KINDS)})
    return places.assign(order=order).sort_values(["order", "name", "stop_id"], kind="stable")


def _facts(beat: Mapping[str, Any], lang: str) -> list[tuple[str, str]]:
    """Give what is known of the beat: station, zone, load, roads, patrols."""
    said: dict[str, str] = {}
    if not is_missing(beat.get("station")):
        said["station"] = str(beat["station"])
    if not is_missing(beat.get("zone")):
        said["zone"] = label("zone", str(beat["zone"]), lang)
    for column, digits in (("load", 0), ("area_km2", 1), ("stops", 1), ("road_km", 1)):
        if not is_missing(beat.get(column)):
            said[column] = format_number(float(beat[column]), digits)
    if not is_missing(beat.get("road_share_driven")):
        said["road_share_driven"] = format_share(float(beat["road_share_driven"]))
    return [(text(f"card.{name}", lang), words) for name, words in said.items()]


def _row(number: int, place: Mapping[str, Any], stops: gpd.GeoDataFrame, days: list[int], lang: str) -> Row:
    own = stops[stops["stop_id"] == place["stop_id"]]
    times = own.groupby("day")["arrive_at"].agg(
        lambda at: " ".join(f"{one:%H:%M}" for one in at.sort_values())
    )
    return Row(
        number,
        label("stop_kind", str(place["kind"]), lang),
        str(place["name"] or place["stop_id"]),
        [str(times.get(day, "")) for day in days],
    )


def _figure(beat: Mapping[str, Any], places: gpd.GeoDataFrame, content: CardContent) -> Markup | None:
    """Draw the beat, its streets, the first day's route and the numbered stops."""
    shape = gpd.GeoSeries([beat["geometry"]], crs=content.beats.crs).to_crs(4326)
    around = pd.concat([shape, places.geometry.to_crs(4326)]).total_bounds
    shown = MapContent(
        title=content.title,
        lang=content.lang,
        places={name: content.places[name] for name in _BASE if name in content.places},
    )
    routes = content.routes[content.routes["beat_id"] == beat["beat_id"]].sort_values("day").head(1)
    name = text("routes.title", content.lang)
    layers = [
        MapLayer("beat", name, "fills", shape, [_BEAT]),
        *base_layers(shown),
        MapLayer("routes", name, "routes", routes.geometry.to_crs(4326), [_ROUTE] * len(routes)),
        MapLayer(
            "significant",
            name,
            "stops",
            places.geometry.to_crs(4326).reset_index(drop=True),
            [Style()] * len(places),
            labels=[inert(number) for number in range(1, len(places) + 1)],
        ),
    ]
    return map_figure(
        layers, text("card.heading", content.lang, beat=beat["beat_id"]), content.lang, within=_box(around)
    )


def _box(bounds: Any) -> Bounds:
    west, south, east, north = (float(number) for number in bounds)
    return west, south, east, north

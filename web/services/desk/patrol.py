"""What patrols are planned by, as layers of the desk, each feature said in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from web.maps.coverage import LINE_FACTS, PLACE_FACTS
from web.maps.town import SECTION_FACTS, section_words
from web.maps.wording import facts_of, name_stations
from web.maps.zones import FACTS
from web.services.zones.zoning import spoken_layers
from web.texts import label, text
from web.texts.formats import is_missing

Row = Mapping[str, Any]
Layers = Mapping[str, gpd.GeoDataFrame]


@dataclass(frozen=True, slots=True)
class PatrolLayer:
    """
    A layer of the desk.

    Attributes
    ----------
    kind, layer
        Analysis and its table.
    title
        What a row is called, from the row and the language.
    facts
        Columns that are said of it.
    kept
        Columns that the map itself needs.
    """

    kind: str
    layer: str
    title: Callable[[Row, str], str]
    facts: tuple[str, ...]
    kept: tuple[str, ...] = ()


def _numbered(kind: str) -> Callable[[Row, str], str]:
    return lambda row, lang: text(f"map.{kind}", lang, number=row[f"{kind}_id"])


def _zone_layer(layer: str) -> PatrolLayer:
    kind = layer.removesuffix("s")
    return PatrolLayer("zones", layer, _numbered(kind), FACTS[kind], (f"{kind}_id",))


def _section(row: Row, lang: str) -> str:
    return text("map.key_section", lang, number=row["section_id"])


def _called(topic: str) -> Callable[[Row, str], str]:
    return lambda _row, lang: label("layer", topic, lang)


def _point(row: Row, lang: str) -> str:
    topic = "proposed_points" if row["status"] == "proposed" else "standing_points"
    rank = "" if is_missing(row.get("rank")) else f" {int(row['rank'])}"
    return f"{label('layer', topic, lang)}{rank}"


def _cover(row: Row, lang: str) -> str:
    return label("cover", str(row["cover"]), lang)


def _route(row: Row, lang: str) -> str:
    return text("desk.route", lang, beat=row["beat_id"], day=row["day"])


def _stop(row: Row, lang: str) -> str:
    return text("desk.stop", lang, number=row["order"], name=row["name"] or row["stop_id"])


PATROL_LAYERS = {
    "joint-zones": _zone_layer("joint_zones"),
    "corridors": _zone_layer("corridors"),
    "rural-areas": _zone_layer("rural_areas"),
    "rural-groups": _zone_layer("rural_groups"),
    "key-sections": PatrolLayer("zones", "key_sections", _section, SECTION_FACTS, ("section_id",)),
    "cover": PatrolLayer("blind_spots", "places", _cover, PLACE_FACTS, ("cover",)),
    "standing-points": PatrolLayer(
        "blind_spots", "standing_points", _point, ("name", "gain"), ("status", "rank")
    ),
    "unvisited-roads": PatrolLayer("blind_spots", "roads", _called("unvisited_roads"), LINE_FACTS),
    "border-gaps": PatrolLayer("blind_spots", "borders", _called("border_gaps"), LINE_FACTS),
    "closures": PatrolLayer("blind_spots", "checkpoints", _called("new_checkpoints"), LINE_FACTS),
    "exits": PatrolLayer("blind_spots", "exits", _called("zone_exits"), LINE_FACTS),
    "routes": PatrolLayer(
        "routes",
        "routes",
        _route,
        ("stops", "route_min", "drive_min", "stay_min", "road_km"),
        ("beat_id", "day"),
    ),
    "stops": PatrolLayer(
        "routes", "stops", _stop, ("stop_kind", "stay_from", "stay_until"), ("beat_id", "day", "order")
    ),
}
"""Layers by the name that the desk asks for."""


def described(name: str, layers: Layers, places: Layers, lang: str, time_zone: str) -> gpd.GeoDataFrame:
    """
    Say what each row of a layer is.

    Parameters
    ----------
    name
        Of `PATROL_LAYERS`.
    layers
        Tables of the analysis.
    places
        The county's own layers, for the names of stations and townships.
    lang, time_zone
        Language and zone of what is said.

    Returns
    -------
    GeoDataFrame
        ``title``, ``facts`` (headings and words) and the columns that the map needs.
    """
    asked = PATROL_LAYERS[name]
    frame = spoken_layers(layers, places, lang)[asked.layer]
    frame = name_stations(_prepared(name, frame, lang, time_zone), places)
    rows = frame.drop(columns=frame.geometry.name).to_dict("records")
    facts = [facts_of(row, asked.facts, lang, time_zone) for row in rows]
    said = pd.DataFrame(
        {
            **{column: frame[column] for column in asked.kept if column in frame},
            "title": pd.Series([asked.title(row, lang) for row in rows], index=frame.index, dtype=object),
            "facts": pd.Series(facts, index=frame.index, dtype=object),
        },
        index=frame.index,
    )
    return gpd.GeoDataFrame(said, geometry=frame.geometry)


def _prepared(name: str, frame: gpd.GeoDataFrame, lang: str, time_zone: str) -> gpd.GeoDataFrame:
    """Put words in the place of codes, and leave out what needs no patrol."""
    if name == "border-gaps":
        frame = frame[frame["reached"] == "none"]
    if name == "exits":
        frame = frame[frame["leads_out"]]
    if name == "key-sections":
        said = pd.DataFrame([section_words(row, lang) for row in frame.to_dict("records")], index=frame.index)
        frame = frame.assign(**said)
    if name == "routes":
        frame = frame.assign(route_min=frame["minutes"])
    if name == "stops":
        times = {
            said: pd.to_datetime(frame[column], utc=True).dt.tz_convert(time_zone).dt.strftime("%H:%M")
            for said, column in (("stay_from", "arrive_at"), ("stay_until", "leave_at"))
        }
        frame = frame.assign(stop_kind=[label("stop_kind", kind, lang) for kind in frame["kind"]], **times)
    words = {
        column: [value if is_missing(value) else label(topic, value, lang) for value in frame[column]]
        for column, topic in (("visit", "visit"), ("road_class", "road"))
        if column in frame
    }
    return frame.assign(**words)

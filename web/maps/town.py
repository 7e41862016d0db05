"""Patrol in town on a map: key sections of streets with their times, rounds of neighbourhoods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from web.maps.content import MapContent
from web.maps.layers import LegendEntry, MapLayer, Style
from web.maps.wording import inert, name_stations, table_of
from web.texts import label, text
from web.texts.formats import format_number, is_missing
from web.texts.reasons import list_hours

SECTION = Style(stroke="#c2185b", width=5.0)
_ROUNDS = Style(stroke="#5a4a8a", width=0.8, fill="#5a4a8a", fill_opacity=0.04)
SECTION_FACTS = (
    *("street", "cross_streets", "neighbourhood", "station", "length_m", "incidents", "rate_ratio"),
    *("patrol_times", "peak_share"),
)


def town_layers(content: MapContent) -> list[MapLayer]:
    """Draw the rounds of neighbourhoods and, above them, key sections; what is not there is left out."""
    layers = []
    if content.community_patrols is not None and len(content.community_patrols):
        layers.append(_rounds(content, content.community_patrols))
    if content.key_sections is not None and len(content.key_sections):
        layers.append(_sections(content, content.key_sections))
    return layers


def section_name(row: Mapping[str, Any], lang: str) -> str:
    """Name a section by its street and the streets at its ends."""
    street = row["street"] or text("map.street_without_name", lang)
    if is_missing(row["cross_streets"]):
        return str(street)
    begin, *more = str(row["cross_streets"]).split(", ")
    if not more:
        return text("map.street_at", lang, street=street, begin=begin)
    return text("map.street_between", lang, street=street, begin=begin, end=more[0])


def section_times(row: Mapping[str, Any], lang: str) -> str:
    """Say when a section wants a patrol: kind of day and hours."""
    hours = list_hours(row["peak_hours"], lang) if row["peak_hours"] else text("map.any_hour", lang)
    return f"{label('days', row['peak_days'], lang)} {hours}"


def section_words(row: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Say when a section wants a patrol, and how much of its trouble falls into those hours."""
    share = row["peak_share"]
    return {
        "patrol_times": section_times(row, lang),
        "peak_share": share if is_missing(share) else f"{share:.0%}",
    }


def _sections(content: MapContent, table: gpd.GeoDataFrame) -> MapLayer:
    shapes = name_stations(table, content.places).to_crs(4326)
    name = label("layer", "key_sections", content.lang)
    rows: list[Mapping[str, Any]] = shapes.drop(columns=shapes.geometry.name).to_dict("records")
    popups = []
    for row in rows:
        said = {**row, **section_words(row, content.lang)}
        heading = text("map.key_section", content.lang, number=row["section_id"])
        body = table_of(said, SECTION_FACTS, content.lang, content.time_zone)
        popups.append(f"<h4>{inert(heading)}</h4>{body}")
    return MapLayer(
        key="key_sections",
        name=name,
        pane="watch",
        geometry=shapes.geometry.reset_index(drop=True),
        styles=[SECTION] * len(shapes),
        popups=popups,
        labels=[format_number(row["section_id"], 0) for row in rows],
        label_class="key_sections",
        legend=(LegendEntry(SECTION, name, "line"),),
    )


def _rounds(content: MapContent, table: gpd.GeoDataFrame) -> MapLayer:
    """Draw each neighbourhood once, with its rounds in the popup."""
    first = table[~table.geometry.to_wkb().duplicated()]
    key = table.geometry.to_wkb()
    popups = []
    for row in first.index:
        own = pd.DataFrame(table[key == key[row]].drop(columns=table.geometry.name))
        popups.append(_rounds_popup(own, content.lang))
    name = label("layer", "community_patrols", content.lang)
    return MapLayer(
        key="community_patrols",
        name=name,
        pane="units",
        geometry=first.geometry.to_crs(4326).reset_index(drop=True),
        styles=[_ROUNDS] * len(first),
        popups=popups,
        legend=(LegendEntry(_ROUNDS, name),),
        covers=True,
    )


def _rounds_popup(own: pd.DataFrame, lang: str) -> str:
    named = str(own["name"].iloc[0]) if "name" in own else ""
    total = int(own["rounds"].sum())
    lines = "".join(
        f"<tr><th>{inert(label('days', row['days'], lang))} {inert(list_hours(row['hours'], lang))}</th>"
        f"<td>{inert(text('map.rounds', lang, rounds=row['rounds']))}</td></tr>"
        for row in own[own["rounds"] > 0].to_dict("records")
    )
    heading = text("map.community", lang, name=named, rounds=total)
    return f"<h4>{inert(heading)}</h4><table>{lines}</table>"

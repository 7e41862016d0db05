"""The panel beside the map: title, period, ranked findings, legend."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from web.maps.content import MapContent
from web.maps.findings import Finding, FindingList
from web.maps.layers import LegendEntry, MapLayer
from web.maps.overlays import beat_label, beat_name, beat_number
from web.maps.wording import area_number, name_places, name_stations
from web.maps.zone_lists import joint_zone_list, key_section_list, rural_area_list
from web.texts import area_reason, label, text
from web.texts.formats import format_number, is_missing

CROWDED = 3
"""From so many areas on, a badge may stand for several."""

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def panel(content: MapContent, layers: list[MapLayer]) -> str:
    """Write the panel of a map as HTML."""
    return _PAGES.get_template("panel.html").render(
        content=content,
        layers=[layer for layer in reversed(layers) if layer.legend],
        lists=_lists(content, layers),
        messages=[*_messages(content), *content.notes],
        say=partial(text, lang=content.lang),
        swatch=swatch,
    )


def swatch(entry: LegendEntry) -> Markup:
    """Draw the sign of a legend entry."""
    look = entry.style.svg()
    shapes = {
        "line": f'<path d="M1 8H25" {look}/>',
        "dot": f'<circle cx="13" cy="8" r="5" {look}/>',
        "hatch": f'<path d="M1.5 1.5H24.5V14.5H1.5ZM1.5 9L9 1.5M1.5 14.5L14.5 1.5M9 14.5L22 1.5" {look}/>',
        "fill": f'<rect x="1.5" y="1.5" width="23" height="13" {look}/>',
    }
    # Built from our own colours and numbers alone, hence safe as it is.
    return Markup(f'<svg width="26" height="16" aria-hidden="true">{shapes[entry.shape]}</svg>')  # noqa: S704


def _lists(content: MapContent, layers: list[MapLayer]) -> list[FindingList]:
    shown = {layer.key: layer.shown for layer in layers}
    entries = {
        "significant": partial(_areas, content, "significant"),
        "watch": partial(_areas, content, "watch"),
        "beats": partial(_beats, content),
        "key_sections": partial(key_section_list, content),
        "joint_zones": partial(joint_zone_list, content),
        "rural_areas": partial(rural_area_list, content),
    }
    titles = {"significant": "map.areas_list", "watch": "map.watch_list"}
    notes = {
        "watch": text("map.watch_note", content.lang),
        "beats": _before_note(content),
        "rural_areas": text("map.rural_area_note", content.lang),
    }
    return [
        FindingList(
            key,
            label("layer", key, content.lang),
            text(titles.get(key, f"map.{key}_list"), content.lang),
            listed(),
            shown[key],
            notes.get(key, ""),
        )
        for key, listed in entries.items()
        if key in shown
    ]


def _areas(content: MapContent, tier: str) -> list[Finding]:
    areas = None if content.areas is None else name_places(content.areas, content.places)
    rows = (row for row in _rows(areas) if (row["tier"] == "watch") == (tier == "watch"))
    return [
        Finding(
            area_number(row),
            area_number(row),
            area_reason(row, content.lang, time_zone=content.time_zone),
            title=row.get("place", ""),
        )
        for row in sorted(rows, key=lambda row: row["rank"])
    ]


def _beats(content: MapContent) -> list[Finding]:
    findings = []
    beats = None if content.beats is None else name_stations(content.beats, content.places)
    for row in sorted(_rows(beats), key=lambda row: row["beat_id"]):
        zone = label("zone", row.get("zone"), content.lang)
        station = "" if is_missing(row.get("station")) else str(row["station"])
        words = " · ".join(filter(None, (station, zone))) or beat_name(row, content.lang)
        ratio = row.get("load_ratio")
        figure = "" if is_missing(ratio) else format_number(ratio, 2)
        if not is_missing(row.get("load_ratio_today")):
            figure = f"{format_number(row['load_ratio_today'], 2)} → {figure}"
        findings.append(Finding(beat_label(row), beat_number(row), words, figure))
    return findings


def _before_note(content: MapContent) -> str:
    """Say what the arrow between two load ratios means, where beats of today are known."""
    before = content.beats is not None and "load_ratio_today" in content.beats
    return text("map.load_ratio_today_note", content.lang) if before else ""


def _rows(frame: gpd.GeoDataFrame | None) -> list[dict[str, Any]]:
    if frame is None:
        return []
    rows: list[dict[str, Any]] = frame.drop(columns=frame.geometry.name).to_dict("records")
    return rows


def _messages(content: MapContent) -> list[str]:
    """Say that nothing was found, and what the expected numbers rest on."""
    if content.areas is None:
        return []
    messages = []
    if len(content.areas) >= CROWDED:
        messages.append(text("map.more_note", content.lang))
    if not (content.areas["tier"] != "watch").any():
        messages.append(text("areas.none", content.lang))
    if "baseline" in content.areas:
        for baseline in content.areas["baseline"].dropna().unique():
            said = label("baseline", baseline, content.lang)
            messages.append(said)
    return messages

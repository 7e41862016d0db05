"""The report itself: every section made, put together, checked and written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
from markupsafe import Markup

from gis.frames import IncidentFrame
from web.maps.base import base_layers
from web.maps.content import MapContent
from web.maps.layers import MapLayer
from web.maps.overlays import overlays
from web.maps.self_contained import CONTENT_SECURITY_POLICY, write_self_contained
from web.maps.wording import name_places, name_stations, say_value
from web.reports.charts import monthly_chart, week_chart
from web.reports.content import ReportContent
from web.reports.crowded import crowded_box
from web.reports.key_figures import key_figures
from web.reports.map_figure import map_figure
from web.reports.pages import render, style_sheet
from web.reports.periods import local_days, within
from web.reports.quality import quality_of
from web.reports.sheets import Sheet, sheet_of
from web.texts import area_reason, label, text
from web.texts.facts import weights_words
from web.texts.formats import NO_VALUE, format_day, format_days
from web.texts.scope import scope_words

_BASE = ("townships", "roads", "water", "stations")
"""Layers of the county that a printed figure has room for."""
_AREA_COLUMNS = ("incidents", "expected", "relative_risk", "trend")
_BEAT_COLUMNS = ("beat_id", "station", "zone", "load", "load_ratio", "units", "area_km2", "compactness")


_REPEATED_COLUMNS = ("incidents", "main_category", "first_occurred_at", "last_occurred_at")
MOST_REPEATED = 20


class AreaEntry(NamedTuple):
    """A line of the table of areas."""

    rank: str
    place: str
    figures: tuple[str, ...]
    reason: str


def write_report(path: Path | str, content: ReportContent) -> None:
    """
    Write a report as one HTML file that needs nothing else.

    Parameters
    ----------
    path
        Where to write; replaced in one step, left as it was on any error.
    content
        What the report speaks of.

    Raises
    ------
    FileError
        ``export.outside_reference`` or ``file.not_written``.
    SizeError
        ``export.too_large``.
    """
    write_self_contained(Path(path), render_report(content))


def render_report(content: ReportContent) -> str:
    """Render a report as HTML."""
    lang = content.lang
    return render(
        "report.html",
        content=content,
        language="zh-Hans" if lang == "zh" else lang,
        policy=CONTENT_SECURITY_POLICY.format(images="data:"),
        style=style_sheet(),
        period=format_days(content.since, content.until, lang),
        made_on=_made_on(content),
        figures=key_figures(content),
        place_heading=label("column", "place", lang),
        area_headings=[label("column", column, lang) for column in _AREA_COLUMNS],
        scope=text("cli.scope", lang, scope=scope_words(content.categories, lang)),
        in_scope=scope_words(content.categories, lang),
        ranking=weights_words(content.found, lang),
        sheets=_sheets(content),
        repeated=_repeated(content),
        repeated_headings=[label("column", column, lang) for column in ("place", *_REPEATED_COLUMNS)],
        town_map=_town_map(content),
        significant=_areas(content, "significant"),
        watch=_areas(content, "watch"),
        area_map=_area_map(content),
        monthly=monthly_chart(content),
        week=week_chart(content),
        beat_map=_beat_map(content),
        beat_headings=[label("column", column, lang) for column in _beat_columns(content)],
        beats=_beats(content),
        imports=[quality_of(report, lang) for report in content.imports],
        baselines=_baselines(content),
        say=partial(text, lang=lang),
    )


def _made_on(content: ReportContent) -> str:
    if content.made_on is None:
        return ""
    return text("report.made_on", content.lang, day=format_day(content.made_on, content.lang))


def _records(frame: gpd.GeoDataFrame | None) -> list[dict[str, Any]]:
    if frame is None:
        return []
    rows: list[dict[str, Any]] = frame.drop(columns=frame.geometry.name).to_dict("records")
    return rows


def _areas(content: ReportContent, tier: str) -> list[AreaEntry]:
    """List the areas of a tier by rank."""
    areas = None if content.areas is None else name_places(content.areas, content.places)
    rows = [row for row in _records(areas) if (row["tier"] == "watch") == (tier == "watch")]
    say = partial(say_value, lang=content.lang, time_zone=content.time_zone)
    return [
        AreaEntry(
            rank=say("rank", row["rank"]),
            place=row.get("place", ""),
            figures=tuple(say(column, row.get(column)) for column in _AREA_COLUMNS),
            reason=area_reason(row, content.lang, time_zone=content.time_zone),
        )
        for row in sorted(rows, key=lambda row: row["rank"])
    ]


def _sheets(content: ReportContent) -> list[Sheet]:
    """Make the sheets of the significant areas, by rank."""
    areas = None if content.areas is None else name_places(content.areas, content.places)
    rows = [row for row in _records(areas) if row["tier"] != "watch"]
    sheets = (
        sheet_of(row, content.lang, content.time_zone, content.found)
        for row in sorted(rows, key=lambda row: row["rank"])
    )
    return [sheet for sheet in sheets if sheet.facts or sheet.months]


def _repeated(content: ReportContent) -> list[list[str]]:
    """List places with many incidents, by township and village: a report names no door."""
    if content.repeated_places is None:
        return []
    places = name_places(content.repeated_places, content.places)
    say = partial(say_value, lang=content.lang, time_zone=content.time_zone)
    return [
        [str(row.get("place") or NO_VALUE), *(say(column, row[column]) for column in _REPEATED_COLUMNS)]
        for row in _records(places)[:MOST_REPEATED]
    ]


def _baselines(content: ReportContent) -> list[str]:
    """Say what the expected numbers rest on."""
    if content.areas is None or "baseline" not in content.areas:
        return []
    return [label("baseline", code, content.lang) for code in content.areas["baseline"].dropna().unique()]


def _beat_columns(content: ReportContent) -> list[str]:
    """Name the columns of the table of beats that hold anything."""
    if content.beats is None:
        return []
    beats = content.beats
    return [column for column in _BEAT_COLUMNS if column in beats and beats[column].notna().any()]


def _beats(content: ReportContent) -> list[list[str]]:
    columns = _beat_columns(content)
    if content.beats is None:
        return []
    rows = sorted(_records(name_stations(content.beats, content.places)), key=lambda row: row["beat_id"])
    return [
        [say_value(column, row[column], content.lang, content.time_zone) for column in columns]
        for row in rows
    ]


def _area_map(content: ReportContent) -> Markup | None:
    """Draw density and areas on the county, with a frame where the map of the town is taken from."""
    if content.areas is None:
        return None
    layers = _area_layers(content)
    return map_figure(
        layers, text("report.areas", content.lang), content.lang, frame=crowded_box(content.areas)
    )


def _town_map(content: ReportContent) -> Markup | None:
    """Draw the part of the county where most areas lie close together, where there is one."""
    if content.areas is None:
        return None
    box = crowded_box(content.areas)
    if box is None:
        return None
    return map_figure(_area_layers(content), text("report.town_map", content.lang), content.lang, within=box)


def _area_layers(content: ReportContent) -> list[MapLayer]:
    days = local_days(content.incidents["occurred_from"], content.time_zone)
    chosen = within(days, content.period) & content.incidents["in_scope"].astype(bool)
    shown = MapContent(
        title=content.title,
        lang=content.lang,
        areas=content.areas,
        incidents=IncidentFrame(content.incidents[chosen]),
        places=_base(content),
    )
    found = overlays(shown)
    fills = [layer for layer in found if layer.pane == "fills"]
    return [*fills, *base_layers(shown), *(layer for layer in found if layer.pane != "fills")]


def _beat_map(content: ReportContent) -> Markup | None:
    """Draw beats on the county, without names of townships, which would hide their numbers."""
    if content.beats is None:
        return None
    shown = MapContent(title=content.title, lang=content.lang, beats=content.beats, places=_base(content))
    layers = [layer for layer in base_layers(shown) if layer.key != "townships"]
    return map_figure([*overlays(shown), *layers], text("report.beats", content.lang), content.lang)


def _base(content: ReportContent) -> dict[str, gpd.GeoDataFrame]:
    return {name: content.places[name] for name in _BASE if name in content.places}

"""Words on a map: popups, tips and labels, escaped here once and for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import geopandas as gpd

from web.texts import area_facts, area_reason, label, text
from web.texts.formats import (
    NO_VALUE,
    format_day,
    format_number,
    format_p_value,
    is_missing,
    local_date,
)
from web.texts.reasons import list_hours, list_words

AREA_COLUMNS = (
    *("incidents", "expected", "baseline", "relative_risk", "p_value_adjusted", "top_categories"),
    *("peak_hours", "area_km2", "harm"),
)
HIGHEST_RISK = 100
"""Above this a relative risk only says that next to nothing was expected."""

_CODES = {
    **{column: column for column in ("tier", "trend", "zone", "zone_source")},
    "baseline": "baseline_short",
}
_DAYS = {"first_occurred_at", "last_occurred_at"}
_LISTS = {
    "peak_hours": list_hours,
    **dict.fromkeys(("top_categories", "names", "key_areas", "station_names", "cross_streets"), list_words),
}
_SMALLEST_EXPECTED = 0.01


def inert(words: object) -> str:
    """
    Escape words of a file for a page, so that neither a browser nor a scan takes them for more than words.

    Besides HTML's own marks, double slashes and brackets are written as character references: an address
    or a call in a village's name stays readable and is never one.
    """
    plain = "" if is_missing(words) else str(words)
    return escape(plain).replace("//", "&#47;&#47;").replace("(", "&#40;").replace("`", "&#96;")


def say_value(column: str, value: Any, lang: str, time_zone: str) -> str:
    """Write a value of a table as its column asks."""
    if is_missing(value):
        return NO_VALUE
    if column in _DAYS:
        return format_day(local_date(value, time_zone), lang)
    if column in _CODES:
        return label(_CODES[column], value, lang)
    if column in _LISTS:
        return _LISTS[column](str(value), lang)
    return value if isinstance(value, str) else _say_number(column, value)


def _say_number(column: str, value: Any) -> str:
    if column.startswith("p_value"):
        return format_p_value(value).removeprefix("p = ").removeprefix("p ")
    if column == "relative_risk" and float(value) > HIGHEST_RISK:
        return f"> {HIGHEST_RISK}"
    if column == "expected" and 0 < float(value) < _SMALLEST_EXPECTED:
        return f"< {_SMALLEST_EXPECTED}"
    return format_number(value)


def facts_of(
    row: Mapping[str, Any], columns: Iterable[str], lang: str, time_zone: str
) -> list[tuple[str, str]]:
    """Say some columns of a row, heading and words; columns that the row lacks are left out."""
    return [
        (label("column", column, lang), say_value(column, row[column], lang, time_zone))
        for column in columns
        if column in row
    ]


def table_of(row: Mapping[str, Any], columns: Iterable[str], lang: str, time_zone: str) -> str:
    """Write some columns of a row as a small table of a popup; columns that the row lacks are left out."""
    lines = (
        f"<tr><th>{inert(heading)}</th><td>{inert(words)}</td></tr>"
        for heading, words in facts_of(row, columns, lang, time_zone)
    )
    return f"<table>{''.join(lines)}</table>"


def area_popup(row: Mapping[str, Any], lang: str, time_zone: str) -> str:
    """Write the popup of a disorderly area: what it is, why it is listed, its evidence."""
    tier = "watch" if row.get("tier") == "watch" else "significant"
    called = text(f"map.area_{tier}", lang, rank=area_number(row))
    heading = " · ".join(filter(None, (called, row.get("place"))))
    reason = area_reason(row, lang, time_zone=time_zone)
    facts = "".join(
        f"<tr><th>{inert(fact.heading)}</th><td>{inert(fact.words)}</td></tr>"
        for fact in area_facts(row, lang, time_zone=time_zone)
    )
    evidence = table_of(row, AREA_COLUMNS, lang, time_zone).removesuffix("</table>")
    return f"<h4>{inert(heading)}</h4><p>{inert(reason)}</p>{evidence}{facts}</table>"


def name_places(areas: gpd.GeoDataFrame, places: Mapping[str, gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Say in ``place`` in which township and village the middle of each area lies, where these are known."""
    known = [places[layer] for layer in ("townships", "villages") if "name" in places.get(layer, ())]
    if not known or "place" in areas:
        return areas
    middles = areas.geometry.to_crs(4326).representative_point()
    names = [_names_at(polygons.to_crs(4326), middles) for polygons in known]
    found = [" · ".join(filter(None, parts)) for parts in zip(*names, strict=True)]
    return areas.assign(place=found)


def _names_at(polygons: gpd.GeoDataFrame, points: gpd.GeoSeries) -> list[str]:
    names = [""] * len(points)
    for point, polygon in zip(*polygons.sindex.query(points, predicate="within"), strict=True):
        name = polygons["name"].iloc[polygon]
        names[point] = "" if is_missing(name) else str(name)
    return names


def name_stations(frame: gpd.GeoDataFrame, places: Mapping[str, gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Put the names of stations in the place of their codes, where the layer of stations knows them."""
    stations = places.get("stations")
    if stations is None or "station" not in frame or not {"code", "name"} <= set(stations.columns):
        return frame
    names = dict(zip(stations["code"].astype(str), stations["name"], strict=True))
    return frame.assign(station=[names.get(str(code), code) for code in frame["station"]])


def area_number(row: Mapping[str, Any]) -> str:
    """Give the rank that an area is called by."""
    return format_number(row.get("rank"), 0)

"""Lists beside a map of zones: key sections with their times, joint zones, officers' areas."""

from __future__ import annotations

from typing import Any

import geopandas as gpd

from web.maps.content import MapContent
from web.maps.findings import Finding
from web.maps.town import section_name, section_times
from web.maps.wording import name_stations
from web.texts import text
from web.texts.formats import format_number, is_missing
from web.texts.reasons import list_words


def key_section_list(content: MapContent) -> list[Finding]:
    """List key sections: where, when, and with how many incidents."""
    return [
        Finding(
            format_number(row["section_id"], 0),
            format_number(row["section_id"], 0),
            section_times(row, content.lang),
            text("map.section_incidents", content.lang, incidents=row["incidents"]),
            section_name(row, content.lang),
        )
        for row in _rows(content.key_sections)
    ]


def joint_zone_list(content: MapContent) -> list[Finding]:
    """List joint zones: who leads, who backs, who coordinates."""
    found = []
    for row in _rows(content.joint_zones):
        said = {
            side: row.get(f"{side}_name") or row.get(side) or text("map.no_station", content.lang)
            for side in ("primary_station", "backup_station")
        }
        key = "map.joint_zone_alone" if is_missing(row["backup_station"]) else "map.joint_zone_line"
        words = text(key, content.lang, primary=said["primary_station"], backup=said["backup_station"])
        office = row.get("coordinating_office")
        number = format_number(row["joint_zone_id"], 0)
        led = "" if is_missing(office) else text("map.joint_zone_office", content.lang, office=office)
        found.append(Finding(number, number, led, title=words))
    return found


def rural_area_list(content: MapContent) -> list[Finding]:
    """List officers' areas: of which station, with which villages, and their load."""
    table = content.rural_areas
    named = None if table is None else name_stations(table, content.places)
    return [
        Finding(
            format_number(row["rural_area_id"], 0),
            format_number(row["rural_area_id"], 0),
            list_words(row["names"], content.lang),
            format_number(row["load_ratio"], 2),
            "" if is_missing(row["station"]) else str(row["station"]),
        )
        for row in _rows(named)
    ]


def _rows(frame: gpd.GeoDataFrame | None) -> list[dict[str, Any]]:
    if frame is None or len(frame) == 0:
        return []
    rows: list[dict[str, Any]] = frame.drop(columns=frame.geometry.name).to_dict("records")
    return rows

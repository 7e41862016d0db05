"""What a beat card says: where the beat is, its numbers, its villages, and what an officer must know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd

from web.reports.beat_card_content import CardContent
from web.texts import label, text
from web.texts.formats import format_days, format_list, format_number, format_share, is_missing

MOST_DAYS = 7
"""Days that a card has columns for."""

MOST_MISSED = 5
"""Names of places not visited that a card lists."""

MOST_UNITS = 14
"""Names of villages that a card lists."""


def name_of(place: Mapping[str, Any]) -> str:
    """Call a place by its name, else by its id."""
    name = place["name"]
    return str(place["stop_id"] if is_missing(name) or not str(name).strip() else name)


def period_words(starts: pd.Series, routes: gpd.GeoDataFrame, lang: str) -> str:
    """Name the days of the plan, and when their shifts start and end."""
    if starts.empty:
        return ""
    days = format_days(starts.min().date(), starts.max().date(), lang)
    start = starts.min()
    end = start + pd.Timedelta(minutes=float(routes[["drive_min", "stay_min", "free_min"]].sum(axis=1).max()))
    return text("card.period", lang, days=days, start=f"{start:%H:%M}", end=f"{end:%H:%M}")


def where_words(beat: Mapping[str, Any], lang: str) -> list[str]:
    """Name the station and the kind of zone."""
    station, zone = beat.get("station"), beat.get("zone")
    said = [] if is_missing(station) else [str(station)]
    return said if is_missing(zone) else [*said, label("zone", str(zone), lang)]


def facts_of(beat: Mapping[str, Any], content: CardContent) -> list[tuple[str, str]]:
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


def units_words(beat: Mapping[str, Any], content: CardContent) -> str:
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


def missed_words(beat_id: object, content: CardContent) -> str:
    """Name what no route of the beat visits on some day, and why."""
    if content.missed is None or content.missed.empty:
        return ""
    own = content.missed[content.missed["beat_id"] == beat_id]
    names = []
    for place in own.head(MOST_MISSED).to_dict("records"):
        key = "card.missed_always" if place["days_missed"] >= place["days"] else "card.missed_at_times"
        reason = label("missed", str(place["reason"]), content.lang)
        name = name_of(place)
        days = {"missed": place["days_missed"], "days": place["days"]}
        names.append(text(key, content.lang, name=name, reason=reason, **days))
    if not names:
        return ""
    key = "card.missed" if len(own) <= MOST_MISSED else "card.missed_more"
    return text(key, content.lang, names=format_list(names, content.lang), number=len(own))


def notes_of(days: int, lang: str, missed: str, left_out: int) -> list[str]:
    """Say what the routes miss, what the page had no room for, and what every officer must know."""
    said = [missed] if missed else []
    said += [text("card.more", lang, stops=left_out)] if left_out else []
    if days > MOST_DAYS:
        said.append(text("card.more_days", lang, days=days - MOST_DAYS))
    return [*said, text("card.note" if days else "card.note_no_routes", lang)]


def day_heads(days: Sequence[Any], starts: pd.Series, lang: str) -> list[str]:
    """Name the columns of the days; without any, the one that is filled in by hand."""
    if not days:
        return [text("card.times", lang)]
    return [f"{label('weekday', str(starts[day].weekday()), lang)} {starts[day]:%m-%d}" for day in days]

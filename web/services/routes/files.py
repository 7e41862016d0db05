"""Write routes: tables, GPX for navigators, KML for viewers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from data.gpx import gpx_document
from data.kml import kml_document
from data.writers import WRITERS, write_table
from gis.errors import FileError, Problem
from web.services.exporting import MAP_ENDINGS, SEVERAL_LAYERS, Layers, check_writable, is_map, write_map_of
from web.settings import Settings
from web.texts import label, text
from web.texts.routes import route_summary

if TYPE_CHECKING:
    from web.services.routes.planning import RouteAnswer

TRAVEL_ENDINGS = (".gpx", ".kml")
TIMES = ("arrive_at", "leave_at")


def check_route_file(path: Path, *read: Path | None) -> None:
    """Refuse a path before the work is done for it, as `web.services.exporting.check_writable` does."""
    if path.suffix.lower() in TRAVEL_ENDINGS:
        check_writable(path.with_suffix(".csv"), maps=False)
        return
    if is_map(path):
        check_writable(path, *read)
        return
    if path.suffix.lower() not in WRITERS:
        endings = " ".join((*WRITERS, *TRAVEL_ENDINGS, *MAP_ENDINGS))
        raise FileError("file.ending_unknown", path=str(path), endings=endings)
    check_writable(path, *read, maps=False)


def write_route_map(
    path: Path, answer: RouteAnswer, settings: Settings, places: Layers
) -> tuple[Problem, ...]:
    """Write routes as a map: who passes where, and each day's routes and stops."""
    from web.maps.routes import route_layers

    plan, lang = answer.plan, settings.lang
    found = {"routes": plan.routes, "stops": plan.stops, "missed": plan.missed, "stretches": plan.stretches}
    more = route_layers(found, lang, settings.time_zone)
    notes = (*route_summary(plan, answer.seen, lang), text("map.routes_note", lang))
    title = text("map.title.routes", lang)
    shown = {"beats": answer.beats, "places": places, "notes": notes}
    return write_map_of(path, settings, title, more, within=answer.beats, **shown)


def write_routes(path: Path, answer: RouteAnswer, lang: str) -> None:
    """
    Write routes in the format of the path's ending.

    GeoPackage and Excel hold routes, stops, streets, what was missed and beats; GeoJSON and GeoParquet routes
    and stops, told apart by ``feature``; CSV the stops; GPX and KML both for navigators and viewers.
    """
    plan = answer.plan
    ending = path.suffix.lower()
    if ending in TRAVEL_ENDINGS:
        _write_text(path, _gpx(answer, lang) if ending == ".gpx" else _kml(answer, lang))
    elif ending in SEVERAL_LAYERS:
        stops = plan.stops
        if ending == ".gpkg":  # which has no zones but UTC
            stops = stops.assign(**{name: stops[name].dt.tz_convert("UTC") for name in TIMES})
        layers = {"routes": plan.routes, "stops": stops, "missed": plan.missed}
        beats = answer.beats.to_crs(plan.routes.crs)
        write_table(plan.routes, path, layers={**layers, "stretches": plan.stretches, "beats": beats})
    elif ending == ".csv":
        write_table(plan.stops, path)
    else:
        both = [plan.routes.assign(feature="route"), plan.stops.assign(feature="stop")]
        write_table(gpd.GeoDataFrame(pd.concat(both, ignore_index=True), crs=plan.routes.crs), path)


def _write_text(path: Path, document: str) -> None:
    try:
        path.write_text(document, encoding="utf-8")
    except OSError as error:
        raise FileError("file.not_written", path=str(path), why=error.strerror or "") from error


def _stop_names(stops: gpd.GeoDataFrame, lang: str) -> pd.Series:
    """Name visits: ``1-2-03 20:15 market``, by beat, day and order."""
    said = [
        f"{row.beat_id}-{row.day}-{row.order:02d} {row.arrive_at:%H:%M} "
        f"{row.name_ or label('stop_kind', row.kind, lang)}"
        for row in stops.rename(columns={"name": "name_"}).itertuples()
    ]
    return pd.Series(said, index=stops.index, dtype=str)


def _route_names(routes: gpd.GeoDataFrame, lang: str) -> pd.Series:
    said = [text("routes.name", lang, beat=row.beat_id, day=row.day) for row in routes.itertuples()]
    return pd.Series(said, index=routes.index, dtype=str)


def _gpx(answer: RouteAnswer, lang: str) -> str:
    stops, routes = answer.plan.stops, answer.plan.routes
    points = stops.assign(name=_stop_names(stops, lang), at=stops["arrive_at"])
    return gpx_document(points, routes.assign(name=_route_names(routes, lang)))


def _kml(answer: RouteAnswer, lang: str) -> str:
    stops, routes = answer.plan.stops, answer.plan.routes
    points = stops.assign(
        name=_stop_names(stops, lang),
        description=[
            f"{label('stop_kind', row.kind, lang)} {row.arrive_at:%Y-%m-%d %H:%M}-{row.leave_at:%H:%M}"
            for row in stops.itertuples()
        ],
    )
    ways = routes.assign(
        name=_route_names(routes, lang),
        description=[
            text("routes.kilometres", lang, km=round(row.road_km, 1)) for row in routes.itertuples()
        ],
    )
    folders = []
    for (beat, day), way in ways.groupby(["beat_id", "day"]):
        own = points[(points["beat_id"] == beat) & (points["day"] == day)]
        folders.append((str(way["name"].iloc[0]), pd.concat([way, own], ignore_index=True)))
    return kml_document(text("routes.title", lang), folders)

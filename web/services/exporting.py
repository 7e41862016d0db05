"""Write answers as files: tables of every kind, maps as one self-contained page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import geopandas as gpd
import pandas as pd

from data.writers import WRITERS, write_table
from gis.errors import FileError
from web.texts import LANGUAGES, area_reason, render_problem, text
from web.texts.scope import scope_caveat, scope_words

if TYPE_CHECKING:
    from data.store import Store
    from gis.errors import Problem
    from patrol.plan import BeatPlan
    from web.maps.layers import MapLayer
    from web.services.areas.hotspots import HotspotAnswer
    from web.services.zones.zoning import ZonePlan
    from web.settings import Settings

Layers: TypeAlias = Mapping[str, gpd.GeoDataFrame]

MAP_ENDINGS = (".html", ".htm")
SEVERAL_LAYERS = (".gpkg", ".xlsx")
"""Formats that hold several tables."""

SAID_ON_MAPS = ("zones.overridden", "zones.derived", "zones.unknown", "zones.gaps", "zones.overlaps")
"""What a reader of a map of zones must know: whether a zone is official, derived, or set by hand."""

BASE_LAYERS = ("townships", "villages", "stations", "roads", "water", "key-places")
"""Layers of the store that are drawn below the findings."""


def check_writable(path: Path, *read: Path | None, maps: bool = True) -> None:
    """
    Refuse a path before the work is done for it.

    Parameters
    ----------
    path
        Where the answer goes.
    *read
        Files that the answer comes from.
    maps
        Whether the answer can be drawn as a map.

    Raises
    ------
    FileError
        ``file.ending_unknown``, ``file.no_folder``, or ``file.is_input`` where the answer would replace what
        it comes from.
    """
    _check(path, (*WRITERS, *(MAP_ENDINGS if maps else ())), *read)


def check_printable(path: Path, *read: Path | None) -> None:
    """Refuse a path for a document to print before the work is done for it, as `check_writable` does."""
    _check(path, (".pdf", *MAP_ENDINGS), *read)


def check_report(path: Path) -> None:
    """Refuse a path for a report that is a document or a table, as `check_writable` does."""
    _check(path, (".pdf", ".html", ".xlsx"))


def check_pdf(path: Path) -> None:
    """Refuse a path for a document that comes as PDF alone, as `check_writable` does."""
    _check(path, (".pdf",))


def _check(path: Path, endings: tuple[str, ...], *read: Path | None) -> None:
    if path.suffix.lower() not in endings:
        raise FileError("file.ending_unknown", path=str(path), endings=" ".join(endings))
    if not path.absolute().parent.is_dir():
        raise FileError("file.no_folder", path=str(path), folder=str(path.absolute().parent))
    if any(file is not None and file.resolve() == path.resolve() for file in read):
        raise FileError("file.is_input", path=str(path))


def is_map(path: Path) -> bool:
    """Tell whether a path asks for a map."""
    return path.suffix.lower() in MAP_ENDINGS


def base_map(store: Store) -> dict[str, gpd.GeoDataFrame]:
    """Give the county's own layers that the store has."""
    layers = {name: store.places(name) for name in BASE_LAYERS}
    return {name: frame for name, frame in layers.items() if len(frame)}


def with_reasons(areas: gpd.GeoDataFrame, lang: str, time_zone: str) -> gpd.GeoDataFrame:
    """Add the sentence that says why each area is listed: ``reason``, ``reason_zh`` and ``reason_en``."""
    rows = areas.drop(columns=areas.geometry.name).to_dict(orient="records")
    reasons = {
        f"reason_{each}": pd.Series(
            [area_reason(row, each, time_zone=time_zone) for row in rows], index=areas.index, dtype=str
        )
        for each in LANGUAGES
    }
    return areas.assign(reason=reasons[f"reason_{lang}"], **reasons)


def with_places(areas: gpd.GeoDataFrame, places: Layers) -> gpd.GeoDataFrame:
    """Add ``place``: township and village of the middle of each area, empty where these are not known."""
    from web.maps.wording import name_places

    named = name_places(areas, places)
    return named if "place" in named else named.assign(place=pd.Series("", index=areas.index, dtype=str))


def write_areas(
    path: Path, answer: HotspotAnswer, settings: Settings, *, places: Layers | None = None, source: str = ""
) -> tuple[Problem, ...]:
    """Write disorderly areas in the format of the path's ending; returns what a reader should be told."""
    areas = with_places(answer.result.areas, places or {})
    areas = with_reasons(areas, settings.lang, settings.time_zone)
    if not is_map(path):
        repeated = answer.result.repeated_places
        several = path.suffix.lower() in SEVERAL_LAYERS and len(repeated) > 0
        layers = {"areas": areas, "repeated_places": repeated}
        write_table(areas, path, layers=layers if several else None)
        return ()
    title = "map.title.areas_of" if answer.categories else "map.title.areas"
    return write_map_of(
        path,
        settings,
        text(title, settings.lang, category=scope_words(answer.categories, settings.lang)),
        areas=areas,
        notes=tuple(filter(None, [scope_caveat(answer.categories, answer.result.baseline, settings.lang)])),
        incidents=answer.incidents,
        places=places or {},
        since=answer.since,
        until=answer.until,
        source=source,
    )


def write_density(path: Path, answer: HotspotAnswer) -> None:
    """Write the density of the answer's incidents as cells, with incidents per km2 in ``density``."""
    from hotspots.kernels.density import density_surface

    surface = density_surface(answer.incidents, study_area=answer.study_area)
    empty = gpd.GeoDataFrame({"density": pd.Series(dtype=float)}, geometry=[], crs=4326)
    write_table(empty if surface is None else surface.cells(), path)


def write_beats(
    path: Path,
    plan: BeatPlan,
    settings: Settings,
    *,
    places: Layers | None = None,
    source: str = "",
    tables: bool = False,
    today_in: tuple[str, str] | None = None,
) -> tuple[Problem, ...]:
    """
    Write a beat plan: both layers as GeoPackage or Excel, the units otherwise, or a map.

    What the plan was chosen from is a third layer, and with `tables` what moves and the stations' load too.
    `today_in` names the columns of today's beats and of the load: a map then shows before and after.
    """
    if is_map(path):
        return _write_beat_map(path, plan, settings, today_in, {"places": places or {}, "source": source})
    several = path.suffix.lower() in SEVERAL_LAYERS
    found = {"units": plan.units, "beats": plan.beats, "plans": plan.plans}
    if tables:
        found |= {"changes": plan.changes, "stations": plan.stations}
    written = {name: table for name, table in found.items() if table is not None}
    write_table(plan.units, path, layers=written if several else None)
    return ()


def _write_beat_map(
    path: Path,
    plan: BeatPlan,
    settings: Settings,
    today_in: tuple[str, str] | None,
    content: dict[str, Any],
) -> tuple[Problem, ...]:
    from web.maps.before import before_layers, loads_today, with_ratio_today

    beats = plan.beats
    more: list[MapLayer] = []
    if today_in is not None:
        own = [name for name in plan.units.columns if name.startswith("beat_id_in")]
        existing = max(own, key=len) if today_in[0] == "beat_id" else today_in[0]
        beats = with_ratio_today(beats, loads_today(plan.units, existing, today_in[1]))
        more = before_layers(plan, existing, today_in[1], settings.lang, settings.time_zone)
    title = text("map.title.beats", settings.lang)
    return write_map_of(path, settings, title, more, units=plan.units, beats=beats, **content)


def write_zones(path: Path, plan: ZonePlan, settings: Settings, *, places: Layers) -> tuple[Problem, ...]:
    """Write zones: all layers as GeoPackage or Excel, the villages otherwise, or a map."""
    from web.services.zones.zoning import spoken_layers

    layers = spoken_layers(plan.layers(), places, settings.lang)
    if is_map(path):
        said = tuple(render_problem(note, settings.lang) for note in plan.notes if note.code in SAID_ON_MAPS)
        title = text("map.title.zones", settings.lang)
        return write_map_of(path, settings, title, **layers, places=places, notes=said)
    tables: dict[str, gpd.GeoDataFrame | pd.DataFrame] = {**layers}
    if len(plan.corridor_overlaps):
        tables["corridor_overlaps"] = plan.corridor_overlaps
    write_table(plan.zones, path, layers=tables if path.suffix.lower() in SEVERAL_LAYERS else None)
    return ()


def write_overview(path: Path, settings: Settings, **content: Any) -> tuple[Problem, ...]:
    """Write one map of all findings; takes the members of `MapContent`."""
    return write_map_of(path, settings, text("map.title.overview", settings.lang), **content)


def today() -> date:
    """Give the day on the wall where a map or report is made."""
    return datetime.now().astimezone().date()


def write_map_of(
    path: Path,
    settings: Settings,
    title: str,
    more: Sequence[MapLayer] = (),
    *,
    within: gpd.GeoDataFrame | None = None,
    **content: Any,
) -> tuple[Problem, ...]:
    """
    Write a map, the county's name before the title; takes further layers and members of `MapContent`.

    The map opens on all that it shows, or on what lies ``within``.
    """
    from web.maps.content import MapContent
    from web.maps.export import write_map

    what = MapContent(
        title=f"{settings.county_name} {title}".strip(),
        lang=settings.lang,
        made_on=today(),
        time_zone=settings.time_zone,
        tile_url=settings.tile_url,
        **content,
    )
    return write_map(path, what, more, within=within)

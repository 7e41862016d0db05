"""Find disorderly areas: on a file alone, or on the store."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np

from gis.errors import InputError
from gis.frames import IncidentFrame, point_incidents
from hotspots.areas import HotspotParams, HotspotResult, find_disorderly_areas
from hotspots.evidence.continuity import carry_area_ids
from web.services.areas.runs import earlier_areas
from web.services.areas.scope import Scope
from web.services.areas.snapping import Snapping, snapping_to
from web.services.exporting import with_places

if TYPE_CHECKING:
    import pandas as pd

    from data.incidents import ImportReport, ReadOptions
    from data.store import Store
    from web.services.progress import Progress

DESK_WATCH = 20
"""Watch areas that the desk and the yearly screening always show below the significant ones."""


@dataclass(frozen=True, slots=True)
class HotspotRequest:
    """
    What is asked for.

    Attributes
    ----------
    scope
        Categories and period.
    study_area
        File of polygons; incidents outside are left out.
    population
        File of polygons or points with a ``population`` column (on a file; the store has its own layer, and
        for traffic its roads).
    calendar
        File of market days, Spring Festival and holidays; the one that comes along where none is named.
    previous
        File of the areas of an earlier run, whose ids live on.
    snap
        ``streets`` or ``villages``, which the outlines that are written follow.
    roads, villages
        Files to snap to; the store's layers where none is named.
    seed
        Seed of the random counties: the same seed gives the same answer.
    """

    scope: Scope = field(default_factory=Scope)
    study_area: Path | None = None
    population: Path | None = None
    calendar: Path | None = None
    previous: Path | None = None
    snap: str | None = None
    roads: Path | None = None
    villages: Path | None = None
    params: HotspotParams = field(default_factory=HotspotParams)
    seed: int = 1


@dataclass(frozen=True, slots=True)
class HotspotAnswer:
    """
    What was found, and from what.

    Attributes
    ----------
    result
        The areas and what they were judged by.
    incidents
        The incidents of the scope that have a point.
    since, until
        First and last day that the answer speaks of; ``None`` when there is no incident.
    study_area
        Polygons that the search was limited to, if any.
    categories
        Categories that it was limited to; none for the default scope.
    report
        What reading the file gave, when a file was read.
    """

    result: HotspotResult
    incidents: IncidentFrame
    since: date | None
    until: date | None
    study_area: gpd.GeoDataFrame | None = None
    categories: tuple[str, ...] = ()
    report: ImportReport | None = None


def hotspots_of_file(
    path: Path, options: ReadOptions, request: HotspotRequest, *, on_progress: Progress | None = None
) -> HotspotAnswer:
    """Find the disorderly areas of one file; no store is touched."""
    from web.services.intake.incidents import usable_incidents

    snapping = _snapping(request, None)
    incidents, report = usable_incidents(path, options)
    population = _population(request.population, report.crs)
    answer = _answer(incidents, request, population, None, on_progress=on_progress)
    return replace(_snapped(answer, snapping), report=report)


def hotspots_of_store(
    store: Store, request: HotspotRequest, *, on_progress: Progress | None = None
) -> HotspotAnswer:
    """
    Find the disorderly areas of the store's incidents and keep them there as the latest of their scope.

    The store keeps the areas as they were found, with the watch areas that the desk always shows; only the
    answer's outlines follow streets or villages, and it has as many watch areas as were asked for.
    """
    from data.store import IncidentFilter

    if store.count_incidents() == 0:
        raise InputError("store.no_incidents")
    snapping = _snapping(request, store)
    incidents = store.incidents(IncidentFilter(since=request.scope.since, until=request.scope.until))
    population = _population(request.population, "wgs84")
    if population is None:
        cells = store.places("population")
        population = cells if len(cells) else None
    watch = max(request.params.watch, DESK_WATCH)
    screened = replace(request, params=replace(request.params, watch=watch))
    answer = _answer(incidents, screened, population, store, on_progress=on_progress)
    layers = {"areas": answer.result.areas, "repeated_places": answer.result.repeated_places}
    store.save_analysis("hotspots", search_parameters(request, answer), layers)
    answer = _with_watch(answer, request.params.watch)
    if snapping is None:
        return answer
    places = {layer: store.places(layer) for layer in ("townships", "villages")}
    areas = with_places(answer.result.areas, places)  # named by the ground that was searched
    return _snapped(replace(answer, result=replace(answer.result, areas=areas)), snapping)


def _with_watch(answer: HotspotAnswer, watch: int) -> HotspotAnswer:
    """Keep the best watch areas, as many as were asked for."""
    areas = answer.result.areas
    is_watch = areas["tier"] == "watch"
    kept = areas[~is_watch | (is_watch.cumsum() <= watch)]
    return replace(answer, result=replace(answer.result, areas=kept))


def _snapping(request: HotspotRequest, store: Store | None) -> Snapping | None:
    return snapping_to(request.snap, store, roads=request.roads, villages=request.villages)


def _snapped(answer: HotspotAnswer, snapping: Snapping | None) -> HotspotAnswer:
    if snapping is None:
        return answer
    areas = snapping.of(answer.result.areas, answer.incidents)
    return replace(answer, result=replace(answer.result, areas=areas))


def _population(path: Path | None, crs: str) -> gpd.GeoDataFrame | None:
    from data.population import read_population

    return None if path is None else read_population(path, crs)


def _answer(
    incidents: IncidentFrame,
    request: HotspotRequest,
    population: gpd.GeoDataFrame | None,
    store: Store | None,
    *,
    on_progress: Progress | None,
) -> HotspotAnswer:
    from data.places import read_units

    study_area = None if request.study_area is None else read_units(request.study_area)
    earlier = earlier_areas(store, request.scope.key, request.previous)
    scoped = request.scope.of(incidents)
    since, until = _period(scoped, request)
    result = find_disorderly_areas(
        scoped,
        request.params,
        population=population,
        roads=_roads(store, scoped, request),
        study_area=study_area,
        calendar=_calendar(request.calendar, since, until),
        rng=np.random.default_rng(request.seed),
        on_progress=on_progress,
    )
    areas = carry_area_ids(result.areas, *earlier)
    if not earlier:
        areas = areas.assign(continuity="")  # nothing to compare with is not news
    return HotspotAnswer(
        replace(result, areas=areas),
        point_incidents(scoped),
        since,
        until,
        study_area,
        categories=request.scope.key,
    )


def _roads(store: Store | None, incidents: IncidentFrame, request: HotspotRequest) -> gpd.GeoDataFrame | None:
    """Give the store's roads for traffic, which follows them, unless a file of people is named."""
    if store is None or request.population is not None or not len(incidents):
        return None
    if not (incidents["category"] == "traffic").all():
        return None
    roads = store.places("roads")
    return roads if len(roads) else None


def _calendar(path: Path | None, since: date | None, until: date | None) -> pd.DataFrame | None:
    from data.calendar_days import SHIPPED, calendar_days

    return None if since is None or until is None else calendar_days(since, until, path or SHIPPED)


def _period(incidents: IncidentFrame, request: HotspotRequest) -> tuple[date | None, date | None]:
    """Give the days asked for, else those that the incidents cover."""
    zone = ZoneInfo(request.params.time_zone)
    since, until = request.scope.since, request.scope.until
    if len(incidents):
        since = since or incidents["occurred_from"].min().to_pydatetime()
        until = until or incidents["occurred_to"].max().to_pydatetime() + timedelta(microseconds=1)
    last = None if until is None else (until - timedelta(microseconds=1)).astimezone(zone).date()
    return (None if since is None else since.astimezone(zone).date()), last


def search_parameters(request: HotspotRequest, answer: HotspotAnswer) -> dict[str, object]:
    """Keep what the answer rests on beside it."""
    result = answer.result
    return {
        "since": None if answer.since is None else answer.since.isoformat(),
        "until": None if answer.until is None else answer.until.isoformat(),
        "categories": list(request.scope.key),
        "seed": request.seed,
        "incidents": result.incidents,
        "baseline": result.baseline,
        "metric_crs": result.metric_crs,
        "replicates": result.replicates,
        "weights": asdict(request.params.weights),
        "ranked_by": result.ranked_by,
        "most_areas": request.params.most_areas,
        "most_share": request.params.most_share,
        "searched_km2": _number(result.searched_km2),
        "rate_county_per_1000": _number(result.rate_county_per_1000),
    }


def _number(value: float) -> float | None:
    """Give a number for JSON, which knows no NaN."""
    return value if math.isfinite(value) else None

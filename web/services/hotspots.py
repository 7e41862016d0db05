"""Find disorderly areas: on a file alone, or on the store."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np

from gis.errors import InputError
from gis.frames import IncidentFrame, point_incidents
from hotspots.areas import HotspotParams, HotspotResult, find_disorderly_areas
from web.services.scope import Scope

if TYPE_CHECKING:
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
        File of polygons or points with a ``population`` column (on a file; the store has its own layer).
    seed
        Seed of the random counties: the same seed gives the same answer.
    """

    scope: Scope = field(default_factory=Scope)
    study_area: Path | None = None
    population: Path | None = None
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
    report
        What reading the file gave, when a file was read.
    """

    result: HotspotResult
    incidents: IncidentFrame
    since: date | None
    until: date | None
    study_area: gpd.GeoDataFrame | None = None
    report: ImportReport | None = None


def hotspots_of_file(
    path: Path, options: ReadOptions, request: HotspotRequest, *, on_progress: Progress | None = None
) -> HotspotAnswer:
    """Find the disorderly areas of one file; no store is touched."""
    from data.incidents import load_incidents

    incidents, report = load_incidents(path, options)
    population = _population(request.population, report.crs)
    return replace(_answer(incidents, request, population, on_progress), report=report)


def hotspots_of_store(
    store: Store, request: HotspotRequest, *, on_progress: Progress | None = None
) -> HotspotAnswer:
    """Find the disorderly areas of the store's incidents and keep them there as the latest analysis."""
    from data.store import IncidentFilter

    if store.count_incidents() == 0:
        raise InputError("store.no_incidents")
    incidents = store.incidents(IncidentFilter(since=request.scope.since, until=request.scope.until))
    population = _population(request.population, "wgs84")
    if population is None:
        cells = store.places("population")
        population = cells if len(cells) else None
    answer = _answer(incidents, request, population, on_progress)
    store.save_analysis("hotspots", _parameters(request, answer), {"areas": answer.result.areas})
    return answer


def _population(path: Path | None, crs: str) -> gpd.GeoDataFrame | None:
    from data.population import read_population

    return None if path is None else read_population(path, crs)


def _answer(
    incidents: IncidentFrame,
    request: HotspotRequest,
    population: gpd.GeoDataFrame | None,
    on_progress: Progress | None,
) -> HotspotAnswer:
    from data.places import read_units

    study_area = None if request.study_area is None else read_units(request.study_area)
    scoped = request.scope.of(incidents)
    result = find_disorderly_areas(
        scoped,
        request.params,
        population=population,
        study_area=study_area,
        rng=np.random.default_rng(request.seed),
        on_progress=on_progress,
    )
    since, until = _period(scoped, request)
    return HotspotAnswer(result, point_incidents(scoped), since, until, study_area)


def _period(incidents: IncidentFrame, request: HotspotRequest) -> tuple[date | None, date | None]:
    """Give the days asked for, else those that the incidents cover."""
    zone = ZoneInfo(request.params.time_zone)
    since, until = request.scope.since, request.scope.until
    if len(incidents):
        since = since or incidents["occurred_from"].min().to_pydatetime()
        until = until or incidents["occurred_to"].max().to_pydatetime() + timedelta(microseconds=1)
    last = None if until is None else (until - timedelta(microseconds=1)).astimezone(zone).date()
    return (None if since is None else since.astimezone(zone).date()), last


def _parameters(request: HotspotRequest, answer: HotspotAnswer) -> dict[str, object]:
    """Keep what the answer rests on beside it."""
    result = answer.result
    return {
        "since": None if answer.since is None else answer.since.isoformat(),
        "until": None if answer.until is None else answer.until.isoformat(),
        "categories": list(request.scope.categories),
        "seed": request.seed,
        "incidents": result.incidents,
        "baseline": result.baseline,
        "metric_crs": result.metric_crs,
        "replicates": result.replicates,
    }

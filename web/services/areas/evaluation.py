"""Judge whether rectification worked: on files alone, or on the store. Areas may come from anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd

from gis.errors import InputError, TableError
from hotspots.evaluation.evaluate import Evaluation, evaluate_areas
from hotspots.evaluation.params import EvaluationParams
from web.services.areas.scope import Scope
from web.services.exporting import with_places

if TYPE_CHECKING:
    from data.incidents import ImportReport, ReadOptions
    from data.store import Store
    from gis.frames import IncidentFrame
    from web.services.progress import Progress

STARTED, ENDED = "started_on", "ended_on"
"""Columns of areas: the first day of rectification and, where it is over, the last."""

AROUND = ("before", "after", "expected", "difference", "low", "high")


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """
    What is asked for.

    Attributes
    ----------
    scope
        Categories that are counted; its period is not used, since the periods follow from the starts.
    candidates
        File of polygons that control areas are chosen from.
    params
        Periods, number of controls, width of rings, confidence.
    """

    scope: Scope = field(default_factory=Scope)
    candidates: Path | None = None
    params: EvaluationParams = field(default_factory=EvaluationParams)


@dataclass(frozen=True, slots=True)
class EvaluationAnswer:
    """What was found, and what reading a file of incidents gave, when one was read."""

    evaluation: Evaluation
    report: ImportReport | None = None


def areas_to_evaluate(path: Path, start: str | None = None, column: str | None = None) -> gpd.GeoDataFrame:
    """
    Read areas and the day on which rectification began in each.

    Parameters
    ----------
    path
        File of polygons with ``area_id``, numbered where they have none, and ``ended_on`` if it is over.
    start
        That day for all of them.
    column
        Column that holds it; ``started_on`` where neither is named.

    Raises
    ------
    InputError
        ``evaluate.start_unreadable``, or ``evaluate.start_missing`` where no day is named at all.
    TableError
        ``table.column_missing`` where there is no such column, ``evaluate.same_id``, ``table.crs_missing``.
    """
    from data.places import read_units

    areas = read_units(path)
    areas = areas[~(areas.geometry.isna() | areas.geometry.is_empty)].reset_index(drop=True)
    if areas.crs is None:
        raise TableError("table.crs_missing")
    if "area_id" not in areas:
        areas = areas.assign(area_id=[str(number) for number in range(1, len(areas) + 1)])
    if twice := sorted(set(areas["area_id"][areas["area_id"].duplicated()].astype(str))):
        raise TableError("evaluate.same_id", areas=", ".join(twice))
    if ENDED in areas:
        areas = areas.assign(**{ENDED: [_day(value) for value in areas[ENDED]]})
    if start is not None:
        return areas.assign(**{STARTED: _day(start)})
    known = [str(name) for name in areas.columns if name != areas.geometry.name]
    if column is None and STARTED not in known:
        raise InputError("evaluate.start_missing", path=str(path))
    if (column or STARTED) not in known:
        raise TableError("table.column_missing", column=column, columns=", ".join(known))
    return areas.assign(**{STARTED: [_day(value) for value in areas[column or STARTED]]})


def rectified_areas(path: Path) -> gpd.GeoDataFrame:
    """
    Read areas and the days on which they were under rectification: ``started_on``, and ``ended_on`` if given.

    Raises
    ------
    TableError
        ``evaluate.no_start`` where a day is missing.
    """
    areas = areas_to_evaluate(path)
    if missing := [str(row.area_id) for row in areas.itertuples() if row.started_on is None]:
        raise TableError("evaluate.no_start", areas=", ".join(missing))
    return areas if ENDED in areas else areas.assign(**{ENDED: None})


def _day(value: object) -> date | None:
    """Read a day; none where the cell is empty."""
    if str(value).strip() in {"", "None", "nan", "NaT", "<NA>"}:
        return None
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError as error:
        raise InputError("evaluate.start_unreadable", date=str(value)) from error


def evaluation_of_file(
    path: Path,
    options: ReadOptions,
    areas: gpd.GeoDataFrame,
    request: EvaluationRequest,
    *,
    on_progress: Progress | None = None,
) -> EvaluationAnswer:
    """Judge areas by the incidents of one file; no store is touched, and classes of zone are not known."""
    from web.services.intake.incidents import usable_incidents

    incidents, report = usable_incidents(path, options)
    return EvaluationAnswer(_evaluate(areas, incidents, request, None, on_progress), report)


def evaluation_of_store(
    store: Store,
    areas: gpd.GeoDataFrame,
    request: EvaluationRequest,
    *,
    on_progress: Progress | None = None,
) -> EvaluationAnswer:
    """
    Judge areas by the store's incidents, beside control areas of the same zone where the store has zones.

    Parameters
    ----------
    store
        Where incidents and zones are.
    areas
        Polygons with ``area_id`` and ``started_on``: of a file, or of the register.
    request
        What is asked for.
    on_progress
        Told how many areas of how many are done.
    """
    from data.store import IncidentFilter

    if store.count_incidents() == 0:
        raise InputError("store.no_incidents")
    run = store.latest_analysis("zones")
    zones = None if run is None else run.layers.get("zones")
    named = with_places(areas, {name: store.places(name) for name in ("townships", "villages")})
    return EvaluationAnswer(_evaluate(named, store.incidents(IncidentFilter()), request, zones, on_progress))


def _evaluate(
    areas: gpd.GeoDataFrame,
    incidents: IncidentFrame,
    request: EvaluationRequest,
    zones: gpd.GeoDataFrame | None,
    on_progress: Progress | None,
) -> Evaluation:
    from data.places import read_units

    candidates = None if request.candidates is None else read_units(request.candidates)
    if candidates is not None:
        candidates = candidates[~(candidates.geometry.isna() | candidates.geometry.is_empty)]
        if candidates.crs is None:
            raise TableError("table.crs_missing")
    return evaluate_areas(
        areas,
        request.scope.of(incidents),
        request.params,
        zones=zones,
        candidates=candidates,
        on_progress=on_progress,
    )


def pooled_row(evaluation: Evaluation) -> Mapping[str, object]:
    """Give the figures of all areas together, as tables and sentences have them; empty without any."""
    pooled = evaluation.pooled
    if pooled is None:
        return {}
    around = pooled.around
    beside = {} if around is None else {f"ring_{name}": getattr(around, name) for name in AROUND}
    return {
        "areas": pooled.areas,
        "before": pooled.before,
        "after": pooled.after,
        "expected": pooled.expected,
        "rate_ratio": pooled.found.ratio,
        "rate_ratio_low": pooled.found.low,
        "rate_ratio_high": pooled.found.high,
        "p_value": pooled.found.p_value,
        "verdict": pooled.verdict,
        **beside,
        "displacement": "" if around is None else around.displacement,
    }

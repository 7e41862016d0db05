"""
Did it work? Each area before and after the start of rectification, beside comparable areas.

Controls are chosen by rule from what was known before the start (`hotspots.evaluation.matching`); what
an area would have had is learnt from places that nothing was done to (`hotspots.evaluation.comparison`);
around areas and controls it is looked at whether incidents moved next door.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.crs import crs_name
from gis.errors import Problem, TableError
from gis.frames import POLYGONS, IncidentFrame
from hotspots.evaluation.area_row import Sides, area_row, control_rows, empty_row
from hotspots.evaluation.comparison import compare
from hotspots.evaluation.ground import EvaluationGround, Shapes, evaluation_ground
from hotspots.evaluation.params import EvaluationParams
from hotspots.evaluation.place_counts import PlaceCounts
from hotspots.evaluation.pooled_areas import Compared, Pooled, distinct, pool_areas
from hotspots.evaluation.power import drop_beforehand
from hotspots.evaluation.verdicts import (
    NO_BEFORE,
    NO_COMPARISON,
    NOT_OVER,
    NOT_SEEN,
    UNCLEAR,
    adjusted_p_values,
    verdict_of,
)
from hotspots.evaluation.windows import Windows, windows_within

WHOLE = ("prior", "after", "ring_after", "fell_as_much", "rose_as_much")
"""Whole numbers that may be missing."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """
    What became of areas under rectification.

    Parameters
    ----------
    areas
        The areas in their order, with what was found; see `hotspots.evaluation.area_row`.
    controls
        Control areas with the counts that they were chosen by, the most alike of each area first.
    pooled
        All areas together; ``None`` where none could be compared.
    params
        As asked.
    metric_crs
        System that distances are in.
    incidents
        Incidents used.
    notes
        What a reader must know: classes that are not known, trends that could not be compared.
    """

    areas: gpd.GeoDataFrame
    controls: gpd.GeoDataFrame
    pooled: Pooled | None
    params: EvaluationParams
    metric_crs: str
    incidents: int
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Judged:
    """One area: its row, its controls, and the comparison where there is one."""

    row: dict[str, Any]
    controls: gpd.GeoDataFrame | None = None
    compared: Compared | None = None
    notes: frozenset[str] = frozenset()


def evaluate_areas(
    areas: gpd.GeoDataFrame,
    incidents: IncidentFrame,
    params: EvaluationParams | None = None,
    *,
    zones: gpd.GeoDataFrame | None = None,
    candidates: gpd.GeoDataFrame | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """
    Judge whether incidents in areas fell more than in comparable ones since something was done there.

    Parameters
    ----------
    areas
        Every area under rectification: polygons with ``area_id`` and ``started_on`` (a date each), and
        ``ended_on`` where it is over.
    incidents
        Incidents of the scope; those without a trusted point and those that patrols discovered are left out.
    params
        Settings.
    zones
        Polygons with ``zone``: controls are of the class of their area. Where it is not known, of any.
    candidates
        Polygons that controls are chosen from; left out, outlines as large as the area, elsewhere.
    on_progress
        Told how many areas of how many are done.

    Returns
    -------
    Evaluation
        A verdict for each area, with false discoveries held down over all of them, and one for all together.

    Raises
    ------
    TableError
        ``evaluate.no_areas``, ``evaluate.no_start``, ``evaluate.ends_before_start``,
        ``evaluate.not_polygons``,
        ``evaluate.no_incidents`` or ``evaluate.areas_elsewhere``.
    """
    params = params or EvaluationParams()
    _check(areas, candidates)
    ground = evaluation_ground(areas, incidents, params.buffer_m, zones=zones, candidates=candidates)
    if len(ground.xy) == 0:
        raise TableError("evaluate.no_incidents", rows=len(incidents))
    if not shapely.intersects(
        shapely.box(*ground.xy.min(axis=0), *ground.xy.max(axis=0)), ground.treated
    ).any():
        raise TableError("evaluate.areas_elsewhere")
    judged = []
    for number, started_on in enumerate(areas["started_on"]):
        judged.append(_judge(ground, number, started_on, params))
        if on_progress is not None:
            on_progress(number + 1, len(areas))
    compared = [one.compared for one in judged if one.compared is not None]
    once = distinct(compared)
    table = _with_verdicts(pd.DataFrame([one.row for one in judged], index=areas.index), params)
    own = [name for name in ("area_id", "started_on", "place") if name in areas]
    found = gpd.GeoDataFrame(areas[own].join(table), geometry=areas.geometry, crs=areas.crs)
    return Evaluation(
        areas=found,
        controls=_controls(areas, judged, ground),
        pooled=pool_areas(once, params),
        params=params,
        metric_crs=crs_name(ground.crs),
        incidents=len(ground.xy),
        notes=_notes(judged, ground, params, len(compared) - len(once)),
    )


def _check(areas: gpd.GeoDataFrame, candidates: gpd.GeoDataFrame | None) -> None:
    if len(areas) == 0:
        raise TableError("evaluate.no_areas")
    problems = [
        Problem("table.column_missing", {"column": name, "columns": ", ".join(map(str, areas.columns))})
        for name in ("area_id", "started_on")
        if name not in areas
    ]
    if problems:
        raise TableError.of(problems)
    missing = [area for area, day in zip(areas["area_id"], areas["started_on"], strict=True) if pd.isna(day)]
    if missing:
        raise TableError("evaluate.no_start", areas=", ".join(map(str, missing)))
    ended = areas["ended_on"] if "ended_on" in areas else [None] * len(areas)
    days = zip(areas["area_id"], areas["started_on"], ended, strict=True)
    if turned := [area for area, first, last in days if not pd.isna(last) and last < first]:
        raise TableError("evaluate.ends_before_start", areas=", ".join(map(str, turned)))
    for frame, name in ((areas, "areas"), (candidates, "candidates")):
        if frame is not None and not frame.geometry.geom_type.isin(POLYGONS).all():
            raise TableError("evaluate.not_polygons", file=name)


def _judge(ground: EvaluationGround, number: int, started_on: date, params: EvaluationParams) -> _Judged:
    """Compare one area with its controls, or say why it cannot be."""
    windows = windows_within(started_on, params, ground.times)
    _, before_known, after_known = windows.reach(ground.times)
    outline = ground.treated[[number]]
    place, ring = (ground.counts(shapes, windows) for shapes in (outline, ground.rings(outline, windows)))
    zone = str(ground.zones_of(outline)[0])
    row = empty_row(place, ring, windows, zone)
    if not before_known:
        return _Judged(row | {"verdict": NO_BEFORE})
    if not after_known:
        drop = _drop_beforehand(ground, outline, windows, params)
        return _Judged(
            row | {"verdict": NOT_OVER, "after": None, "ring_after": None, "detectable_drop": drop}
        )
    pool = _pool(ground, outline, windows, windows.masks(ground.times)[1])
    rest, alike = ground.rest(windows, zone), pool.alike(zone)
    comparison = compare(place, pool.counts, rest, params, alike=alike, peers=ground.peers(windows))
    notes = frozenset({"evaluate.no_trend"} if place.prior is None else ())
    row |= {"candidates": int(alike.sum())}
    if comparison is None:
        return _Judged(row | {"verdict": NO_COMPARISON}, notes=notes)
    rings = ground.counts(ground.rings(pool.shapes, windows), windows)
    beside = compare(ring, rings, rest, params, alike=alike)
    chosen = pool.shapes[comparison.controls]
    controls, around = pool.counts.of(comparison.controls), rings.of(comparison.controls)
    row = area_row(row, Sides(place, ring, controls, around, beside), comparison, params)
    named = control_rows(chosen, controls, around, ground.zones_of(chosen), ground.crs)
    compared = Compared(outline[0], windows, place, comparison, ring, beside)
    return _Judged(row | {"controls": len(chosen)}, named, compared, notes)


@dataclass(frozen=True, slots=True)
class _Pool:
    """Places that an area may be compared with, their classes and their incidents."""

    shapes: Shapes
    zones: Any
    counts: PlaceCounts

    def alike(self, zone: str) -> Any:
        """Tell which are of a class; all where none is known."""
        return self.zones == zone if zone else np.ones(len(self.zones), dtype=bool)


def _pool(ground: EvaluationGround, outline: Shapes, windows: Windows, chosen_in: Any) -> _Pool:
    shapes = ground.places_like(outline[0], windows, chosen_in)
    return _Pool(shapes, ground.zones_of(shapes), ground.counts(shapes, windows))


def _drop_beforehand(
    ground: EvaluationGround, outline: Shapes, windows: Windows, params: EvaluationParams
) -> float:
    """Say what fall could be shown, by how places changed up to the start."""
    zone = str(ground.zones_of(outline)[0])
    pool = _pool(ground, outline, windows, windows.masks(ground.times)[0])
    counts = ground.counts(outline, windows)
    size = PlaceCounts(counts.before, counts.before)
    earlier, rest = (each.a_period_earlier() for each in (pool.counts, ground.rest(windows, zone)))
    found = None
    if earlier is not None and rest is not None:
        found = compare(size, earlier, rest, params, alike=pool.alike(zone))
    return drop_beforehand(int(counts.before[0])) if found is None else found.detectable_drop


def _with_verdicts(table: pd.DataFrame, params: EvaluationParams) -> pd.DataFrame:
    """Adjust the p-values of all areas and say what they show."""
    adjusted = adjusted_p_values(table["p_value"].to_numpy(dtype=float))
    verdicts = [
        verdict_of(ratio, p_value, params.confidence) if verdict == UNCLEAR else verdict
        for verdict, ratio, p_value in zip(table["verdict"], table["rate_ratio"], adjusted, strict=True)
    ]
    around = adjusted_p_values(table.pop("ring_p_value").to_numpy(dtype=float))
    chance = ~(around <= 1 - params.confidence) & (table["displacement"] != "")
    displacement = table["displacement"].mask(chance, NOT_SEEN)
    counts = {name: table[name].astype("Int64") for name in WHOLE}
    return table.assign(p_value_adjusted=adjusted, verdict=verdicts, displacement=displacement, **counts)


def _controls(areas: gpd.GeoDataFrame, judged: list[_Judged], ground: EvaluationGround) -> gpd.GeoDataFrame:
    """Gather the controls of all areas, in the system of the areas."""
    found = [
        one.controls.assign(area_id=area_id)
        for area_id, one in zip(areas["area_id"], judged, strict=True)
        if one.controls is not None
    ]
    if not found:
        columns = ("area_id", "control", "zone", "prior", "before", "after", "ring_before", "ring_after")
        return gpd.GeoDataFrame({name: [] for name in columns}, geometry=[], crs=areas.crs)
    joined = gpd.GeoDataFrame(pd.concat(found, ignore_index=True), crs=ground.crs)
    first = joined.pop("area_id")
    joined.insert(0, "area_id", first)
    return joined.to_crs(areas.crs)


def _notes(
    judged: list[_Judged], ground: EvaluationGround, params: EvaluationParams, twice: int
) -> tuple[Problem, ...]:
    notes = [Problem(code) for code in sorted({code for one in judged for code in one.notes})]
    unknown = sum(1 for one in judged if not one.row["zone"])
    if ground.zones is None:
        notes.append(Problem("evaluate.no_zones"))
    elif unknown:
        notes.append(Problem("evaluate.zone_unknown", {"areas": unknown}))
    if short := sum(1 for one in judged if one.compared and one.row["months"] < params.after_months):
        notes.append(Problem("evaluate.period_cut", {"areas": short}))
    if twice:
        notes.append(Problem("evaluate.counted_once", {"areas": twice}))
    if params.before_months != params.after_months:
        lengths = {"before": params.before_months, "after": params.after_months}
        notes.append(Problem("evaluate.unequal_periods", lengths))
    return tuple(notes)


__all__ = ["Evaluation", "EvaluationParams", "Pooled", "evaluate_areas"]

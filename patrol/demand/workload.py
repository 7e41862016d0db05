"""
The work of each unit in hours a week, and when in the week it falls.

Hours = incidents x (service time by category + travel) + road length x passes / speed + visits to must-visit
points + stops that disorderly areas ask for. All are hours of one patrol (a crew, not a head).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from gis.crs import metric_crs_of
from gis.errors import Problem, first_of
from gis.frames import IncidentFrame, UnitFrame, point_incidents
from patrol.demand.ground import portions, shares_in_units, unit_of_points
from patrol.demand.service_times import minutes_by_table, words_of
from patrol.demand.settings import OTHER, PARTS, DemandSettings

Floats = npt.NDArray[np.float64]

WEEK = 168
NAMED_WORDS = 8
COLUMNS = (*(f"{part}_hours" for part in PARTS), "workload", "week_hours")


@dataclass(frozen=True, slots=True)
class WorkSources:
    """
    What makes work; whatever is left out makes none.

    Attributes
    ----------
    incidents
        Incidents of any kind; only valid ones with a point of their own are counted.
    weeks
        Length of the period that they come from.
    time_shares
        Share of each incident in each hour of the week, Monday 0 h first, shape ``(n_incidents, 168)``: its
        rows follow `incidents` and add up to 1. Without it incidents are spread evenly.
    travel_min
        Minutes of the way to an incident in each unit; NaN where no road tells.
    roads
        Lines to patrol, with ``road_class`` where known.
    must_visit
        Points to visit, with ``kind`` where known.
    areas
        Disorderly areas: polygons, with ``week_hours`` (168 numbers apart by commas, blanks or semicolons)
        where it is known when they are busy.
    """

    incidents: IncidentFrame | None = None
    weeks: float = 1.0
    time_shares: csr_array | None = None
    travel_min: npt.ArrayLike | None = None
    roads: gpd.GeoDataFrame | None = None
    must_visit: gpd.GeoDataFrame | None = None
    areas: gpd.GeoDataFrame | None = None

    def __post_init__(self) -> None:
        """Refuse time shares that are none."""
        if not 0 < self.weeks < np.inf:
            raise ValueError(f"weeks must be above 0, got {self.weeks}")
        if self.time_shares is None:
            return
        rows = 0 if self.incidents is None else len(self.incidents)
        if self.time_shares.shape != (rows, WEEK):
            raise ValueError(f"time_shares wants shape ({rows}, {WEEK}), got {self.time_shares.shape}")
        if not np.allclose(self.time_shares.sum(axis=1), 1.0):
            raise ValueError("the time shares of every incident must add up to 1")


@dataclass(frozen=True, slots=True)
class Workload:
    """
    The work of units.

    Attributes
    ----------
    units
        Every input row and column, in the same order, with ``incident_hours``, ``travel_hours``,
        ``road_hours``, ``visit_hours``, ``area_hours``, their sum ``workload``, and ``week_hours`` (168
        numbers as text). A column that had one of these names comes back with ``_in`` behind it.
    hours
        Hours of each unit and hour of the week, Monday 0 h first, shape ``(n_units, 168)``.
    notes
        ``demand.category_unknown``, ``demand.outside``, ``demand.no_road``.
    """

    units: gpd.GeoDataFrame
    hours: Floats
    notes: tuple[Problem, ...]


def workload_of_units(units: UnitFrame, sources: WorkSources, settings: DemandSettings) -> Workload:
    """
    Compute the patrol hours that each unit asks for in a week.

    Parameters
    ----------
    units
        Polygons of any kind: street blocks, villages, communities, grids, police areas.
    sources
        What makes work.
    settings
        What each thing costs.

    Returns
    -------
    Workload
        The units with their hours, and the hours of the week.
    """
    metric = units.geometry.to_crs(metric_crs_of(units))
    steady = _steady_week(settings)
    calls, notes = _incident_hours(metric, sources, settings)
    parts = {
        **calls,
        "road": np.outer(_road_hours(metric, sources.roads, settings), steady),
        "visit": np.outer(_visit_hours(metric, sources.must_visit, settings), steady),
        "area": _area_hours(metric, sources.areas, settings, steady),
    }
    parts = {part: hours * settings.weight.get(part, 1.0) for part, hours in parts.items()}
    week = np.sum([parts[part] for part in PARTS], axis=0)
    columns: dict[str, object] = {f"{part}_hours": parts[part].sum(axis=1) for part in PARTS}
    columns |= {"workload": week.sum(axis=1), "week_hours": [joined(hours) for hours in week]}
    free = units.rename(columns={name: f"{name}_in" for name in COLUMNS if name in units.columns})
    return Workload(free.assign(**columns), week, notes)


def joined(hours: npt.ArrayLike) -> str:
    """Write the hours of a week as text: numbers of six digits after the point, with commas between."""
    return ",".join(f"{hour:.6f}".rstrip("0").rstrip(".") for hour in np.asarray(hours, dtype=float))


def week_table(week: npt.ArrayLike, group: pd.Series) -> pd.DataFrame:
    """
    Add up the hours of the week by group, such as station or beat.

    Parameters
    ----------
    week
        Hours of units, shape ``(n_units, 168)``.
    group
        Group of each unit; units without one make a group of their own, null.

    Returns
    -------
    DataFrame
        One row for each group and hour: the group under the series' name, ``hour_of_week``, ``weekday`` (0
        Monday), ``hour``, ``workload``.
    """
    code, names = pd.factorize(group.reset_index(drop=True), use_na_sentinel=False, sort=False)
    total = np.zeros((len(names), WEEK))
    np.add.at(total, code, np.asarray(week, dtype=float))
    hour = np.tile(np.arange(WEEK), len(names))
    return pd.DataFrame(
        {
            "group" if group.name is None else str(group.name): np.repeat(
                np.asarray(names, dtype=object), WEEK
            ),
            "hour_of_week": hour,
            "weekday": hour // 24,
            "hour": hour % 24,
            "workload": total.ravel(),
        }
    )


def _steady_week(settings: DemandSettings) -> Floats:
    """Give the share of each hour of the week in what is patrolled evenly."""
    hour = np.arange(WEEK) % 24
    begin, end = settings.patrol_from, settings.patrol_until
    on = (hour >= begin) & (hour < end) if begin < end else (hour >= begin) | (hour < end)
    on = on | (begin == end)
    return np.asarray(on / on.sum())


def _incident_hours(
    metric: gpd.GeoSeries, sources: WorkSources, settings: DemandSettings
) -> tuple[dict[str, Floats], tuple[Problem, ...]]:
    """Give service and travel of each unit and hour of the week, and what a reader must know of them."""
    nothing = np.zeros((len(metric), WEEK))
    if sources.incidents is None:
        return {"incident": nothing, "travel": nothing}, ()
    numbered = IncidentFrame(sources.incidents.assign(position=np.arange(len(sources.incidents))))
    incidents = point_incidents(numbered)
    unit = unit_of_points(metric, incidents.geometry)
    inside = np.flatnonzero(unit >= 0)
    where, row = unit[inside], incidents["position"].to_numpy()[inside]
    minutes, unknown = _service_minutes(incidents.iloc[inside], settings.service_minutes)
    if sources.travel_min is None:
        way = np.full(len(metric), settings.travel_minutes)
    else:
        way = np.asarray(sources.travel_min, dtype=float)
    reached = np.isfinite(way)
    travel = np.where(reached, way, settings.travel_minutes)[where]
    shares = None if sources.time_shares is None else csr_array(sources.time_shares)[row]
    hours = {
        part: _spread(cost / 60 / sources.weeks, where, shares, len(metric))
        for part, cost in (("incident", minutes), ("travel", travel))
    }
    lacking = int((~reached).sum()) if sources.roads is not None or sources.travel_min is not None else 0
    notes = [
        Problem("demand.outside", {"incidents": len(unit) - len(inside)}) if (unit < 0).any() else None,
        _unknown_note(unknown),
        Problem("demand.no_road", {"units": lacking, "minutes": settings.travel_minutes})
        if lacking
        else None,
    ]
    return hours, tuple(note for note in notes if note is not None)


def _spread(cost: Floats, unit: npt.NDArray[np.int64], shares: csr_array | None, size: int) -> Floats:
    """Add up what incidents cost by unit and hour of the week; evenly where no hours are known."""
    if shares is None:
        return np.outer(np.bincount(unit, cost, minlength=size), np.full(WEEK, 1 / WEEK))
    at = csr_array((cost, (unit, np.arange(len(unit)))), shape=(size, len(unit)))
    return np.asarray((at @ shares).toarray(), dtype=float)


def _service_minutes(incidents: IncidentFrame, table: Mapping[str, float]) -> tuple[Floats, pd.Series]:
    """Look up the minutes of each incident by its word, then by its class; count words in neither."""
    minutes = minutes_by_table(incidents, table)
    return minutes.fillna(table[OTHER]).to_numpy(), words_of(incidents)[minutes.isna()].value_counts()


def _unknown_note(unknown: pd.Series) -> Problem | None:
    if len(unknown) == 0:
        return None
    said = first_of(sorted(unknown.index.astype(str)), NAMED_WORDS)
    return Problem("demand.category_unknown", {"categories": said, "incidents": int(unknown.sum())})


def _figures(frame: gpd.GeoDataFrame, column: str, table: Mapping[str, float]) -> Floats:
    """Look up a figure for each row by one of its columns."""
    if column not in frame.columns:
        return np.full(len(frame), table[OTHER])
    return np.asarray(frame[column].map(table).astype(float).fillna(table[OTHER]), dtype=float)


def _road_hours(metric: gpd.GeoSeries, roads: gpd.GeoDataFrame | None, settings: DemandSettings) -> Floats:
    if roads is None or len(roads) == 0:
        return np.zeros(len(metric))
    length_m, _ = shares_in_units(metric, roads.geometry)
    passes = _figures(roads, "road_class", settings.road_passes)
    return np.asarray(length_m.T @ passes / 1000 / settings.patrol_speed_kmh)


def _visit_hours(metric: gpd.GeoSeries, places: gpd.GeoDataFrame | None, settings: DemandSettings) -> Floats:
    if places is None or len(places) == 0:
        return np.zeros(len(metric))
    unit = unit_of_points(metric, places.geometry)
    hours = _figures(places, "kind", settings.visits) * settings.visit_minutes / 60
    return np.bincount(unit[unit >= 0], hours[unit >= 0], minlength=len(metric)).astype(float)


def _area_hours(
    metric: gpd.GeoSeries, areas: gpd.GeoDataFrame | None, settings: DemandSettings, steady: Floats
) -> Floats:
    """Give each area its stops, shared among units by the ground that they hold of it, in its own hours."""
    if areas is None or len(areas) == 0:
        return np.zeros((len(metric), WEEK))
    inside, _ = shares_in_units(metric, areas.geometry)
    given = areas["week_hours"] if "week_hours" in areas.columns else pd.Series("", index=areas.index)
    profile = np.array([_profile(text, steady) for text in given])
    hours = settings.area_stops * settings.area_stop_minutes / 60
    return np.asarray(hours * (portions(inside).T @ profile), dtype=float)


def _profile(text: object, otherwise: Floats) -> Floats:
    """Read the hours of a week from text, as shares; without 168 numbers another profile holds."""
    numbers = pd.to_numeric(pd.Series(str(text).replace(",", " ").replace(";", " ").split()), errors="coerce")
    known = len(numbers) == WEEK and bool(numbers.notna().all()) and numbers.sum() > 0
    return numbers.to_numpy(dtype=float) / numbers.sum() if known else otherwise

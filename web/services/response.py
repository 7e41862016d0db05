"""How soon help comes, as a model of the beats' cars and as the records show it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyogrio
import shapely

from gis.errors import InputError, Problem, TableError
from gis.frames import IncidentFrame, UnitFrame, as_units, point_incidents
from gis.roads import RoadGraph, build_road_graph
from patrol.response.cars import Cars, standing_atom, station_cars
from patrol.response.ground import lay_ground
from patrol.response.observed import observed_times
from patrol.response.performance import Performance
from patrol.response.scenarios import Demand, best_beat_for_one_more, compare_scenarios, measure_cars
from patrol.response.system import MOST_EXACT, Line
from web.services.beats import WORKLOAD_DAYS
from web.services.response_tables import beat_table, car_table, unit_table

if TYPE_CHECKING:
    from data.read_options import ReadOptions
    from data.store import Store

SERVICE_MINUTES = 45.0
"""Dispatch to the end of a call, where the records do not tell."""

UNIT_NAMES = ("name", "code", "unit_id", "grid_id", "id")
"""Columns that name a unit, best first."""

FEWEST_KNOWN = 30
"""Records that a mean service time is taken from at the least."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One more car (``add``) or another standing point for one (``move``): in a beat, at a point, or both."""

    kind: Literal["add", "move"]
    beat: str | None = None
    point: tuple[float, float] | None = None

    def __str__(self) -> str:
        """Write it as users do."""
        at = "" if self.point is None else f"{self.point[0]},{self.point[1]}"
        return "=".join(filter(None, (self.kind, ":".join(filter(None, (self.beat, at))))))


@dataclass(frozen=True, slots=True)
class ResponseRequest:
    """
    What is asked for.

    Attributes
    ----------
    beats, beat_column
        File of units with their beat in a column, or ``None`` for the latest plan of the store.
    roads
        File of roads; ``None`` takes the store's, or straight lines where there is none.
    cars, cars_per_beat
        Cars in all, or of each beat; without either each beat has one.
    service_minutes
        Dispatch to end; ``None`` takes the mean of the records.
    target_minutes
        Time within which an arrival is wanted.
    line
        Whether calls wait while all cars are busy.
    what_if
        Changes, each beside the cars as they are.
    time_zone, seed
        Zone of the hours; seed of the long run that answers for many cars.
    """

    beats: Path | None = None
    beat_column: str = "beat_id"
    roads: Path | None = None
    cars: int | None = None
    cars_per_beat: int | None = None
    service_minutes: float | None = None
    target_minutes: float = 10.0
    line: Line = "infinite"
    what_if: tuple[WhatIf, ...] = ()
    time_zone: str = "Asia/Shanghai"
    seed: int = 1


@dataclass(frozen=True, slots=True)
class ResponseAnswer:
    """
    What the calls meet with.

    Attributes
    ----------
    beats, cars, units
        One row each with the figures of the model; beats with the observed times too.
    observed
        See `observed_times`.
    scenarios
        See `compare_scenarios`.
    whole
        Figures of all calls.
    service_minutes
        What the model took.
    notes
        What a reader must know.
    """

    beats: gpd.GeoDataFrame
    cars: gpd.GeoDataFrame
    units: gpd.GeoDataFrame
    observed: pd.DataFrame
    scenarios: pd.DataFrame
    whole: pd.Series
    service_minutes: float
    notes: tuple[Problem, ...]

    @property
    def tables(self) -> dict[str, gpd.GeoDataFrame | pd.DataFrame]:
        """All tables by name."""
        return {
            "beats": self.beats,
            "cars": self.cars,
            "units": self.units,
            "observed": self.observed,
            "scenarios": self.scenarios,
        }


def response_of(
    request: ResponseRequest,
    store: Store | None,
    *,
    incidents: Path | None = None,
    options: ReadOptions | None = None,
) -> ResponseAnswer:
    """
    Measure the response of beats.

    Parameters
    ----------
    request
        What is asked for.
    store
        Gives what no file is named for.
    incidents, options
        File of incidents, and how to read it.

    Raises
    ------
    InputError
        ``response.no_beats``, ``store.no_incidents`` or ``response.no_calls``; ``response.beat_unknown`` of a
        what-if.
    InfeasibleError
        ``response.overloaded`` when the cars cannot answer all calls.
    """
    units = _units(request, store)
    beat, names = _beats_of(units, request.beat_column)
    calls = _calls(_incidents(store, incidents, options))
    unit_of_call, known = _unit_of_calls(calls, units)
    minutes, assumed = _service_minutes(request, calls)
    points = [shapely.Point(what.point) for what in request.what_if if what.point is not None]
    ground = lay_ground(
        units, _road_graph(request, store), gpd.GeoSeries(points, crs=4326) if points else None
    )
    rate = np.bincount(unit_of_call[known], minlength=len(units)) / _hours(calls)
    demand = Demand(ground, rate, beat, minutes, request.line, request.target_minutes)
    count = request.cars or (request.cars_per_beat or 1) * len(names)
    cars = station_cars(ground, rate, beat, count)
    base = measure_cars(demand, cars, seed=request.seed)
    changed = _changed(request, demand, cars, names, units)
    beat_of_call = pd.Series(beat[unit_of_call], index=calls.index).where(known & (beat[unit_of_call] >= 0))
    observed = observed_times(
        calls,
        beat_of_call.map(dict(enumerate(names))),
        time_zone=request.time_zone,
        target_min=request.target_minutes,
    )
    scenarios = {"now": base} | {
        name: measure_cars(demand, other, seed=request.seed) for name, other in changed.items()
    }
    notes = [*assumed, *ground.notes(_unit_names(units)), *_notes(base, int((~known).sum()), len(calls))]
    return ResponseAnswer(
        beats=beat_table(units, beat, names, calls_per_hour=rate, result=base, observed=observed),
        cars=car_table(ground, cars, names, base),
        units=unit_table(units, ground, base),
        observed=observed,
        scenarios=compare_scenarios(scenarios),
        whole=base.whole,
        service_minutes=minutes,
        notes=tuple(notes),
    )


def _units(request: ResponseRequest, store: Store | None) -> UnitFrame:
    from data.places import read_units

    if request.beats is not None:
        several = request.beats.suffix.lower() == ".gpkg" and request.beats.exists()
        layers = [name for name, _ in pyogrio.list_layers(request.beats)] if several else []
        units = as_units(read_units(request.beats, "units" if "units" in layers else None))
    else:
        plan = None if store is None else store.latest_analysis("beats")
        if plan is None:
            raise InputError("response.no_beats")
        units = as_units(plan.layers["units"])
    if request.beat_column not in units.columns:
        raise TableError("table.column_missing", column=request.beat_column)
    return units


def _beats_of(units: gpd.GeoDataFrame, column: str) -> tuple[npt.NDArray[np.int64], list[object]]:
    """Number the beats from 0 in their order; -1 for units of none (empty or 0)."""
    value = units[column].where(units[column].notna() & ~units[column].isin([0, "0", ""]))
    numbers, names = pd.factorize(value, sort=True)
    if len(names) == 0:
        raise InputError("response.no_beats")
    whole = pd.api.types.is_float_dtype(names.dtype) and (names == names.astype(int)).all()
    return numbers.astype(np.int64), list(names.astype(int) if whole else names)


def _incidents(store: Store | None, path: Path | None, options: ReadOptions | None) -> IncidentFrame:
    if path is not None and options is not None:
        from web.services.incidents import usable_incidents

        return usable_incidents(path, options)[0]
    if store is None or store.count_incidents() == 0:
        raise InputError("store.no_incidents")
    return store.incidents()


def _calls(incidents: IncidentFrame) -> IncidentFrame:
    """Keep the last year's calls that a car had to be sent to: valid, and not found by patrol."""
    called = incidents.assign(reported_at=incidents.get("reported_at", incidents["occurred_from"]))
    called["reported_at"] = called["reported_at"].fillna(called["occurred_from"])
    called = called[(called["status"] == "valid") & (called["source"] != "discovered")]
    if len(called) == 0:
        raise InputError("response.no_calls")
    since = called["reported_at"].max() - timedelta(days=WORKLOAD_DAYS)
    return IncidentFrame(called[called["reported_at"] > since].reset_index(drop=True))


def _hours(calls: IncidentFrame) -> float:
    """Count the hours that the calls come from, whole days at the least one."""
    span = calls["reported_at"].max() - calls["reported_at"].min()
    return 24.0 * max(1, int(np.ceil(span / timedelta(days=1))))


def _unit_of_calls(
    calls: IncidentFrame, units: gpd.GeoDataFrame
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Find the unit of each call whose point can be trusted, and tell which have one."""
    placed = np.isin(np.arange(len(calls)), point_incidents(calls).index)
    at, unit = units.to_crs(4326).sindex.query(calls.geometry[placed], predicate="within")
    first = pd.Series(unit, index=np.flatnonzero(placed)[at]).groupby(level=0).first()
    found = np.full(len(calls), -1, dtype=np.int64)
    found[first.index] = first
    return found, found >= 0


def _service_minutes(request: ResponseRequest, calls: IncidentFrame) -> tuple[float, list[Problem]]:
    """Take the time that a call keeps a car busy: as asked for, else as recorded, else assumed."""
    if request.service_minutes is not None:
        return request.service_minutes, []
    if {"dispatched_at", "finished_at"} <= set(calls.columns):
        lasted = (calls["finished_at"] - calls["dispatched_at"]).dt.total_seconds() / 60
        lasted = lasted[lasted > 0]
        if len(lasted) >= FEWEST_KNOWN:
            return float(lasted.mean()), []
    return SERVICE_MINUTES, [Problem("response.service_assumed", {"minutes": SERVICE_MINUTES})]


def _road_graph(request: ResponseRequest, store: Store | None) -> RoadGraph | None:
    from data.places import read_places

    if request.roads is not None:
        return build_road_graph(read_places(request.roads, "roads"))
    roads = None if store is None else store.places("roads")
    return None if roads is None or len(roads) == 0 else build_road_graph(roads)


def _changed(
    request: ResponseRequest, demand: Demand, cars: Cars, names: list[object], units: gpd.GeoDataFrame
) -> dict[str, Cars]:
    """Make the cars of each what-if; the points asked for follow the atoms in the ground."""
    number = {str(name): beat for beat, name in enumerate(names)}
    further = iter(range(len(units), len(demand.ground.points)))
    changed = {}
    for what in request.what_if:
        if what.beat is not None and what.beat not in number:
            raise InputError("response.beat_unknown", beat=what.beat, beats=list(number))
        place = None if what.point is None else next(further)
        said = str(what)
        if what.kind == "move":
            own = np.flatnonzero(cars.beat == number[str(what.beat)])
            if len(own) == 0 or place is None:
                raise InputError("response.no_car_to_move", beat=what.beat)
            changed[said] = cars.moved(int(own[0]), place)
            continue
        if place is not None:
            beat = _nearest_beat(demand, place)
        elif what.beat is not None:
            beat = number[what.beat]
            atoms = np.flatnonzero(demand.atom_beat == beat)
            place = standing_atom(demand.ground, demand.calls_per_hour, atoms)
        else:
            beat, place = best_beat_for_one_more(demand, cars)
            said = str(replace(what, beat=str(names[beat])))
        changed[said] = cars.with_one_more(place, beat)
    return changed


def _nearest_beat(demand: Demand, place: int) -> int:
    """Give the beat of the atom that is reached first from a point."""
    minutes = demand.ground.minutes(np.array([place]))[0]
    return int(demand.atom_beat[np.argmin(np.where(demand.atom_beat >= 0, minutes, np.inf))])


def _unit_names(units: gpd.GeoDataFrame) -> pd.Series:
    column = next((name for name in UNIT_NAMES if name in units.columns), None)
    numbers = pd.Series(np.arange(1, len(units) + 1))
    return numbers if column is None else units[column].reset_index(drop=True)


def _notes(base: Performance, lost: int, calls: int) -> list[Problem]:
    notes = []
    if lost:
        notes.append(Problem("response.calls_elsewhere", {"lost": lost, "calls": calls}))
    if len(base.cars) > MOST_EXACT:
        notes.append(Problem("response.long_run", {"cars": len(base.cars), "exact": MOST_EXACT}))
    return notes

"""How soon help comes, as a model of the beats' cars and as the records show it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.errors import InputError, Problem
from patrol.response.cars import Cars, station_cars
from patrol.response.ground import lay_ground
from patrol.response.scenarios import (
    Demand,
    best_beat_for_one_more,
    compare_scenarios,
    measure_cars,
    standing_place,
)
from patrol.response.system import MOST_EXACT
from patrol.travel import Bools, Floats, Ints
from web.services.response.calls import find_calls, records_of
from web.services.response.input import beats_of, roads_of, units_with_beats
from web.services.response.tables import beat_table, car_table, unit_table

if TYPE_CHECKING:
    from data.read_options import ReadOptions
    from data.store import Store
    from web.services.response.request import ResponseRequest

UNIT_NAMES = ("name", "code", "unit_id", "grid_id", "id")
"""Columns that name a unit, best first."""


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
    units = units_with_beats(request, store)
    beat, names = beats_of(units, request.beat_column)
    calls = find_calls(request, units, beat, names, records_of(request, store, incidents, options))
    points = [shapely.Point(what.point) for what in request.what_if if what.point is not None]
    ground = lay_ground(
        units, roads_of(request.roads, store), gpd.GeoSeries(points, crs=4326) if points else None
    )
    demand = Demand(ground, calls.per_hour, beat, calls.service_minutes, request.line, request.target_minutes)
    count = request.cars or (request.cars_per_beat or 1) * len(names)
    cars = station_cars(ground, calls.per_hour, beat, count)
    scenarios = {"now": cars} | _changed(request, demand, cars, names, units)
    measured = {name: measure_cars(demand, some, seed=request.seed) for name, some in scenarios.items()}
    now = measured["now"]
    return ResponseAnswer(
        beats=beat_table(
            units, beat, names, calls_per_hour=calls.per_hour, result=now, observed=calls.observed
        ),
        cars=car_table(ground, cars, names, now),
        units=unit_table(units, ground, now),
        observed=calls.observed,
        scenarios=compare_scenarios(measured),
        whole=now.whole,
        service_minutes=calls.service_minutes,
        notes=(
            *calls.notes,
            *_beatless_notes(beat, calls.per_hour),
            *ground.notes(_unit_names(units)),
            *_point_notes(request, ground.reached[len(units) :]),
            *_model_notes(len(cars.place)),
        ),
    )


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
            place = standing_place(demand, cars, beat)
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


def _beatless_notes(beat: Ints, calls_per_hour: Floats) -> list[Problem]:
    """Say how many units belong to no beat, and how much comes from there."""
    without = beat < 0
    if not without.any():
        return []
    percent = 100 * calls_per_hour[without].sum() / max(calls_per_hour.sum(), np.finfo(float).tiny)
    return [Problem("response.units_without_beat", {"units": int(without.sum()), "percent": float(percent)})]


def _point_notes(request: ResponseRequest, reached: Bools) -> list[Problem]:
    """Name what-ifs whose points no road reaches."""
    with_point = [what for what in request.what_if if what.point is not None]
    return [
        Problem("response.point_unreached", {"change": str(what)})
        for what, there in zip(with_point, reached, strict=True)
        if not there
    ]


def _model_notes(cars: int) -> list[Problem]:
    return [Problem("response.long_run", {"cars": cars, "exact": MOST_EXACT})] if cars > MOST_EXACT else []

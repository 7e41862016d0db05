"""What the response of beats is worked out from: units with beats, calls, roads."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyogrio

from gis.errors import InputError, Problem, TableError
from gis.frames import IncidentFrame, UnitFrame, as_units, point_incidents
from gis.roads import RoadGraph, build_road_graph
from web.services.beats.units import WORKLOAD_DAYS

if TYPE_CHECKING:
    from data.read_options import ReadOptions
    from data.store import Store
    from web.services.response.request import ResponseRequest

SERVICE_MINUTES = 45.0
"""Dispatch to the end of a call, where the records do not tell."""

FEWEST_KNOWN = 30
"""Records that a mean service time is taken from at the least."""


def units_with_beats(request: ResponseRequest, store: Store | None) -> UnitFrame:
    """Read the units of a file, else of the latest plan of the store, and see that they have the columns."""
    from data.places import read_units

    if request.beats is not None:
        several = request.beats.suffix.lower() == ".gpkg" and request.beats.exists()
        layers = [name for name, _ in pyogrio.list_layers(request.beats)] if several else []
        units = read_units(request.beats, request.layer or ("units" if "units" in layers else None))
    else:
        plan = None if store is None else store.latest_analysis("beats")
        if plan is None:
            raise InputError("response.no_beats")
        units = plan.layers["units"]
    if request.beat_column not in units.columns:
        raise TableError("table.column_missing", column=request.beat_column)
    return as_units(units, request.load)


def beats_of(units: gpd.GeoDataFrame, column: str) -> tuple[npt.NDArray[np.int64], list[object]]:
    """Number the beats from 0 in their order; -1 for units of none (empty or 0)."""
    value = units[column].where(units[column].notna() & ~units[column].isin([0, "0", ""]))
    numbers, names = pd.factorize(value, sort=True)
    if len(names) == 0:
        raise InputError("response.no_beats")
    whole = pd.api.types.is_float_dtype(names.dtype) and (names == names.astype(int)).all()
    return numbers.astype(np.int64), list(names.astype(int) if whole else names)


def read_incidents(store: Store | None, path: Path | None, options: ReadOptions | None) -> IncidentFrame:
    """Read the incidents of a file, else of the store."""
    if path is not None and options is not None:
        from web.services.intake.incidents import usable_incidents

        return usable_incidents(path, options)[0]
    if store is None or store.count_incidents() == 0:
        raise InputError("store.no_incidents")
    return store.incidents()


def calls_of(incidents: IncidentFrame) -> IncidentFrame:
    """Keep the last year's calls that a car had to be sent to: valid, and not found by patrol."""
    called = incidents.assign(reported_at=incidents.get("reported_at", incidents["occurred_from"]))
    called["reported_at"] = called["reported_at"].fillna(called["occurred_from"])
    called = called[(called["status"] == "valid") & (called["source"] != "discovered")]
    if len(called) == 0:
        raise InputError("response.no_calls")
    since = called["reported_at"].max() - timedelta(days=WORKLOAD_DAYS)
    return IncidentFrame(called[called["reported_at"] > since].reset_index(drop=True))


def hours_of(calls: IncidentFrame) -> float:
    """Count the hours that the calls come from, whole days at the least one."""
    span = calls["reported_at"].max() - calls["reported_at"].min()
    return 24.0 * max(1, int(np.ceil(span / timedelta(days=1))))


def unit_of_calls(
    calls: IncidentFrame, units: gpd.GeoDataFrame
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Find the unit of each call whose point can be trusted, and tell which have one."""
    placed = np.isin(np.arange(len(calls)), point_incidents(calls).index)
    at, unit = units.to_crs(4326).sindex.query(calls.geometry[placed], predicate="within")
    first = pd.Series(unit, index=np.flatnonzero(placed)[at]).groupby(level=0).first()
    found = np.full(len(calls), -1, dtype=np.int64)
    found[first.index] = first
    return found, found >= 0


def service_minutes_of(asked: float | None, calls: IncidentFrame | None) -> tuple[float, list[Problem]]:
    """Take the time that a call keeps a car busy: as asked for, else as recorded, else assumed."""
    if asked is not None:
        return asked, []
    if calls is not None and {"dispatched_at", "finished_at"} <= set(calls.columns):
        lasted = (calls["finished_at"] - calls["dispatched_at"]).dt.total_seconds() / 60
        lasted = lasted[lasted > 0]
        if len(lasted) >= FEWEST_KNOWN:
            return float(lasted.mean()), []
    return SERVICE_MINUTES, [Problem("response.service_assumed", {"minutes": SERVICE_MINUTES})]


def roads_of(path: Path | None, store: Store | None) -> RoadGraph | None:
    """Make the road graph of a file, else of the store; ``None`` where there is none."""
    from data.places import read_places

    if path is not None:
        return build_road_graph(read_places(path, "roads"))
    roads = None if store is None else store.places("roads")
    return None if roads is None or len(roads) == 0 else build_road_graph(roads)

"""The work of units in patrol hours, from what the store holds, and the forces beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.sparse import csr_array, vstack

from data.forces import read_forces
from data.places import read_units
from data.workload_settings import TABLES, read_workload_settings
from data.writers import write_table
from gis.errors import InputError, Problem
from gis.frames import IncidentFrame, as_units
from gis.roads import build_road_graph
from hotspots.evidence.aoristic import aoristic_weeks, hour_of_week
from hotspots.evidence.incident_columns import local_moments
from patrol.demand.settings import DemandSettings
from patrol.demand.station_way import minutes_from_station
from patrol.demand.strength import load_of_stations, patrol_strength
from patrol.demand.workload import WorkSources, week_table, workload_of_units
from web.services.stations import station_codes

if TYPE_CHECKING:
    from data.store import Store

PERIOD_DAYS = 365
"""Incidents of so many days up to the last one make the work."""

AT_ONCE = 20_000
"""Incidents whose hours are spread at one time."""


@dataclass(frozen=True, slots=True)
class DemandRequest:
    """
    What is asked for.

    Attributes
    ----------
    units
        File of polygons; the villages of the store where there is none.
    layer
        Its layer.
    settings
        Table of what one thing costs; the shipped one where there is none.
    forces
        Table of forces; the strength of the store's stations where there is none.
    time_zone
        Zone whose clock is read.
    """

    units: Path | None = None
    layer: str | None = None
    settings: Path | None = None
    forces: Path | None = None
    time_zone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Demand:
    """
    The work of units.

    Attributes
    ----------
    units
        Every unit with ``workload`` in hours a week, the parts of it, and ``week_hours``.
    hours
        ``station``, ``hour_of_week``, ``weekday``, ``hour``, ``workload``.
    stations
        Stations with their forces, ``crews``, ``crew_hours``, ``workload`` and ``load_ratio``.
    notes
        What a reader must know.
    """

    units: gpd.GeoDataFrame
    hours: pd.DataFrame
    stations: pd.DataFrame
    notes: tuple[Problem, ...]


def demand_of_store(store: Store, request: DemandRequest = DemandRequest()) -> Demand:
    """
    Compute the work of units from the store's incidents, roads, key places and disorderly areas.

    The work of the store's own villages is kept there.

    Raises
    ------
    InputError
        When there are no villages and no units are given, or no incidents.
    TableError
        What is wrong with units, settings or forces.
    """
    settings = demand_settings(request.settings)
    raw = store.places("villages") if request.units is None else read_units(request.units, request.layer)
    if request.units is None and len(raw) == 0:
        raise InputError("store.no_layer", layer="villages")
    units = as_units(raw)
    stations = store.places("stations")
    station = station_codes(units, stations)
    found = workload_of_units(units, _sources(store, units, station, request.time_zone), settings)
    forces = _forces(request.forces, stations)
    demand = Demand(
        found.units,
        week_table(found.hours, station.rename("station")),
        load_of_stations(found.units["workload"], station, patrol_strength(forces, settings)),
        found.notes,
    )
    if request.units is None:
        parameters: dict[str, object] = {"settings": str(request.settings or "")}
        store.save_analysis("demand", parameters, {"units": demand.units})
    return demand


def demand_settings(path: Path | None = None) -> DemandSettings:
    """Read what one thing costs: a county's own table, or the shipped one."""
    table = read_workload_settings(path)
    tables = {item: table[item] for item in TABLES}
    figures = {item: row[""] for item, row in table.items() if item not in TABLES}
    return DemandSettings(**tables, **figures)  # type: ignore[arg-type]


def week_shares(incidents: IncidentFrame, time_zone: str) -> csr_array:
    """Give the share of each incident in each hour of the week, Monday 0 h first; shape ``(n, 168)``."""
    begin, end = incidents["occurred_from"], incidents["occurred_to"]
    start = hour_of_week(local_moments(begin, time_zone))
    length = np.clip((end - begin).dt.total_seconds().to_numpy() / 3600, 0, None)
    blocks = [csr_array((0, 168))]
    for first in range(0, len(incidents), AT_ONCE):
        some = slice(first, first + AT_ONCE)
        count = len(start[some])
        blocks.append(csr_array(aoristic_weeks(start[some], length[some], np.arange(count), count)))
    return csr_array(vstack(blocks))


def write_demand(path: Path, demand: Demand) -> None:
    """Write the units; GeoPackage and Excel also hold the hours of the week and the stations."""
    layers = {"units": demand.units, "hours": demand.hours, "stations": demand.stations}
    several = path.suffix.lower() in (".gpkg", ".xlsx")
    write_table(demand.units, path, layers=layers if several else None)


def _sources(store: Store, units: gpd.GeoDataFrame, station: pd.Series, time_zone: str) -> WorkSources:
    """Gather from the store what makes work."""
    from data.store import IncidentFilter

    incidents = store.incidents(IncidentFilter(points_only=True))
    if len(incidents) == 0:
        raise InputError("store.no_incidents")
    last = incidents["occurred_from"].max()
    recent = IncidentFrame(incidents[incidents["occurred_from"] > last - timedelta(days=PERIOD_DAYS)])
    days = max((last - recent["occurred_from"].min()).total_seconds() / 86_400, 7.0)
    roads, places, stations = (store.places(name) for name in ("roads", "key-places", "stations"))
    way = None
    if len(roads) and len(stations):
        way = minutes_from_station(units, station, stations, build_road_graph(roads))
    found = store.latest_analysis("hotspots")
    areas = None if found is None else found.layers.get("areas")
    return WorkSources(
        incidents=recent,
        weeks=days / 7,
        time_shares=week_shares(recent, time_zone),
        travel_min=way,
        roads=roads if len(roads) else None,
        must_visit=places if len(places) else None,
        areas=None if areas is None else areas[areas["tier"] == "significant"],
    )


def _forces(path: Path | None, stations: gpd.GeoDataFrame) -> pd.DataFrame:
    """Give the forces by code: what a table says, by code or name, else the layer of stations."""
    if path is None:
        return pd.DataFrame(stations.drop(columns=stations.geometry.name))
    forces = read_forces(path)
    codes = dict(zip(stations["name"].astype(str), stations["code"].astype(str), strict=True))
    return forces.assign(code=forces["code"].map(lambda word: codes.get(word, word)))

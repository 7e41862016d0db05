"""The work of units in patrol hours, from files or from what the store holds, and the forces beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from data.forces import COUNTS, read_forces
from data.workload_settings import TABLES, read_workload_settings
from gis.errors import InputError, Problem, first_of
from gis.roads import build_road_graph
from patrol.demand.service_times import service_times, with_records
from patrol.demand.settings import PARTS, DemandSettings
from patrol.demand.station_way import minutes_from_station
from patrol.demand.strength import load_beside_forces, patrol_strength
from patrol.demand.workload import WorkSources, week_table, workload_of_units
from patrol.stations import STATION_COLUMN, station_of_units
from web.services.demand.forces import forces_by_place
from web.services.demand.input import DemandGround, DemandRequest, demand_ground
from web.services.demand.week_hours import week_shares
from web.services.stations import station_codes

if TYPE_CHECKING:
    from data.store import Store

TEAMS = ("guards", "security_households")
"""What villages have of their own: their stations and townships have the sum."""

HOURS = ["workload", *(f"{part}_hours" for part in PARTS)]

FAR_APART = 0.25
"""Records that differ from the table by more than this share are told."""


@dataclass(frozen=True, slots=True)
class Demand:
    """
    The work of units.

    Attributes
    ----------
    units
        Every unit with ``workload`` in hours a week, the parts of it, and ``week_hours``.
    names
        What each unit is called: its name, else its code, else its row.
    hours
        ``station``, ``hour_of_week``, ``weekday``, ``hour``, ``workload``.
    stations, townships
        Their forces, ``crews``, ``crew_hours``, the work of their units and ``load_ratio``.
    service_times
        What incidents take by the table and by the records; ``taken_min`` is what was taken.
    notes
        What a reader must know.
    """

    units: gpd.GeoDataFrame
    names: tuple[str, ...]
    hours: pd.DataFrame
    stations: pd.DataFrame
    townships: pd.DataFrame
    service_times: pd.DataFrame
    notes: tuple[Problem, ...]

    def tables(self) -> dict[str, gpd.GeoDataFrame | pd.DataFrame]:
        """Give the tables that hold anything, by name."""
        named = {
            "units": self.units,
            "hours": self.hours,
            "stations": self.stations,
            "townships": self.townships,
            "service_times": self.service_times,
        }
        return {name: table for name, table in named.items() if len(table)}


def demand_of(store: Store | None, request: DemandRequest) -> Demand:
    """
    Compute the work of units from incidents, roads, key places and disorderly areas.

    The work of the store's own villages is kept there.

    Parameters
    ----------
    store
        Where everything is that the request names no file for; ``None`` for files alone.
    request
        What is asked for.

    Raises
    ------
    InputError
        When there are no villages and no units are given, or no incidents; ``demand.all_outside``.
    TableError
        What is wrong with units, settings or forces.
    """
    settings = demand_settings(request.settings)
    ground = demand_ground(store, request)
    times = service_times(ground.incidents, settings.service_minutes)
    recorded = request.service_times == "recorded"
    if recorded:
        settings = replace(settings, service_minutes=with_records(settings.service_minutes, times))
    times = times.assign(
        taken_min=times["recorded_min"].fillna(times["table_min"]) if recorded else times["table_min"]
    )
    station = station_codes(ground.named, ground.stations)
    found = workload_of_units(ground.units, _sources(ground, station, request.time_zone), settings)
    _check_that_some_lie_inside(ground, found.notes)
    stations, townships, notes = _beside_forces(request.forces, ground, found.units, station, settings)
    told = () if recorded else _far_from_records(times)
    demand = Demand(
        found.units,
        _names(ground.named),
        week_table(found.hours, station.rename("station")),
        stations,
        townships,
        times,
        (*ground.notes, *found.notes, *told, *notes),
    )
    if store is not None and request.units is None:
        parameters: dict[str, object] = {
            "settings": str(request.settings or ""),
            "service_times": request.service_times,
        }
        store.save_analysis("demand", parameters, {"units": demand.units})
    return demand


def demand_settings(path: Path | None = None) -> DemandSettings:
    """Read what one thing costs: a county's own table, or the shipped one."""
    table = read_workload_settings(path)
    tables = {item: table[item] for item in TABLES}
    figures = {item: row[""] for item, row in table.items() if item not in TABLES}
    return DemandSettings(**tables, **figures)  # type: ignore[arg-type]


def _check_that_some_lie_inside(ground: DemandGround, notes: tuple[Problem, ...]) -> None:
    """Refuse units and incidents of different places: a table of zeros would pass for an answer."""
    outside = sum(int(str(note.details["incidents"])) for note in notes if note.code == "demand.outside")
    if outside == len(ground.incidents):
        raise InputError("demand.all_outside", incidents=outside, crs=str(ground.units.crs))


def _sources(ground: DemandGround, station: pd.Series, time_zone: str) -> WorkSources:
    way = None
    if len(ground.roads) and len(ground.stations):
        way = minutes_from_station(ground.units, station, ground.stations, build_road_graph(ground.roads))
    return WorkSources(
        incidents=ground.incidents,
        weeks=ground.weeks,
        time_shares=week_shares(ground.incidents, time_zone),
        travel_min=way,
        roads=ground.roads if len(ground.roads) else None,
        must_visit=ground.key_places if len(ground.key_places) else None,
        areas=ground.areas,
    )


def _beside_forces(
    path: Path | None,
    ground: DemandGround,
    units: gpd.GeoDataFrame,
    station: pd.Series,
    settings: DemandSettings,
) -> tuple[pd.DataFrame, pd.DataFrame, tuple[Problem, ...]]:
    """Lay the work of stations and townships beside their forces."""
    township = _townships_of(ground)
    layers = {
        "stations": _with_codes(ground.stations, station),
        "townships": _with_codes(ground.townships, township),
        "units": ground.named,
    }
    notes: tuple[Problem, ...] = ()
    if path is None:
        counts = {name: frame.reindex(columns=list(COUNTS)) for name, frame in layers.items()}
    else:
        counts, notes = forces_by_place(read_forces(path), layers)
    tables = []
    for name, group in (("stations", station), ("townships", township)):
        own = pd.DataFrame(layers[name][["code", "name"]]).join(counts[name].apply(pd.to_numeric))
        for team in TEAMS:
            held = counts["units"][team].astype(float).groupby(group.to_numpy()).sum(min_count=1)
            own[team] = own[team].add(own["code"].map(held), fill_value=0)
        table = load_beside_forces(pd.DataFrame(units[HOURS]), group, patrol_strength(own, settings))
        tables.append(table if table["code"].notna().any() else table.iloc[:0])
    return tables[0], tables[1], (*notes, *_without_forces(tables[0], told=path is not None))


def _without_forces(stations: pd.DataFrame, *, told: bool) -> tuple[Problem, ...]:
    """Name the stations that have work and stand in no row of the table of forces."""
    counts = stations[[name for name in COUNTS if name not in TEAMS]]
    lacking = stations["code"].notna() & (stations["workload"] > 0) & counts.isna().all(axis=1)
    if not told or not lacking.any():
        return ()
    names = stations["name"].fillna(stations["code"])[lacking]
    return (Problem("forces.missing", {"names": first_of(names)}),)


def _with_codes(places: gpd.GeoDataFrame, group: pd.Series) -> gpd.GeoDataFrame:
    """Give the places of a layer and those that units alone speak of, by code and name."""
    known = set(places["code"].astype(str))
    others = [code for code in dict.fromkeys(group.dropna().astype(str)) if code not in known]
    more = gpd.GeoDataFrame({"code": others, "name": others}, geometry=[None] * len(others), crs=places.crs)
    return gpd.GeoDataFrame(pd.concat([places, more], ignore_index=True)) if others else places


def _townships_of(ground: DemandGround) -> pd.Series:
    """Give the township of each unit: its own column, else the township around it; null for none."""
    units, places = ground.named, ground.townships
    if "township_code" in units.columns:
        given = units["township_code"].astype(object)
        codes = dict(zip(places["name"].astype(str), places["code"].astype(str), strict=True))
        named = given.where(given.notna(), "").astype(str).map(lambda word: codes.get(word, word))
        known: pd.Series = named.astype(object).where(named != "", None)
        return known
    if len(places) == 0:
        return pd.Series(None, index=units.index, dtype=object)
    bare = units.drop(columns=STATION_COLUMN, errors="ignore")
    found = station_of_units(bare, places, None)
    return pd.Series(None, index=units.index, dtype=object) if found is None else found


def _names(units: gpd.GeoDataFrame) -> tuple[str, ...]:
    called = pd.Series(range(1, len(units) + 1), index=units.index).astype(str).astype(object)
    for column in ("code", "name"):
        if column in units.columns:
            given = units[column].astype(object)
            called = given.where(given.notna() & (given.astype(str) != ""), called)
    return tuple(called.astype(str))


def _far_from_records(times: pd.DataFrame) -> tuple[Problem, ...]:
    """Tell where the records of all incidents differ much from the table."""
    known = times[times["recorded_min"].notna()]
    if len(known) == 0:
        return ()
    weight = known["incidents"] / known["incidents"].sum()
    table, recorded = ((known[name] * weight).sum() for name in ("table_min", "recorded_min"))
    if abs(recorded - table) <= FAR_APART * table:
        return ()
    said = {"table": round(float(table)), "recorded": round(float(recorded))}
    return (Problem("demand.records_differ", said),)

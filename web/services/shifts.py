"""Make duty rosters: from a file of incidents, or for the stations of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.errors import InputError, Problem
from gis.frames import IncidentFrame
from hotspots.evidence.aoristic import aoristic_weeks, hour_of_week
from hotspots.evidence.incident_columns import local_moments
from patrol.plan import BeatPlan
from patrol.shifts.patrols_needed import patrols_needed
from patrol.shifts.roster import Roster, make_roster
from patrol.shifts.settings import Forces
from web.services.shift_request import ShiftRequest

if TYPE_CHECKING:
    from data.incidents import ImportReport, ReadOptions
    from data.store import Store
    from web.services.progress import Progress

HOURS_OF_NIGHT = (22, 23, 0, 1, 2, 3, 4, 5)
SMALL_HOURS = (0, 1, 2, 3, 4, 5)
"""When the night shift alone is out: so many patrols, so many night beats."""


@dataclass(frozen=True, slots=True)
class StationRoster:
    """
    The roster of one station.

    Attributes
    ----------
    code, name
        The station; empty for a file.
    roster
        The roster; its first day is `monday`.
    monday
        The day on which it begins.
    calls_per_hour
        Calls in each hour of the week, on average, shape ``(168,)``.
    """

    code: str
    name: str
    roster: Roster
    monday: date
    calls_per_hour: np.ndarray


@dataclass(frozen=True, slots=True)
class ShiftAnswer:
    """
    Rosters, and what they were made from.

    Attributes
    ----------
    rosters
        One for each station.
    night
        Night beats, where they were asked for.
    notes
        What a reader must know beside the notes of each roster.
    report
        What became of the rows of a file.
    """

    rosters: tuple[StationRoster, ...]
    night: BeatPlan | None = None
    notes: tuple[Problem, ...] = ()
    report: ImportReport | None = None


class _Station(NamedTuple):
    """A station with its strength."""

    code: str
    name: str
    forces: Forces


def shifts_of_file(
    path: Path,
    options: ReadOptions,
    request: ShiftRequest,
    *,
    beats: Path | None = None,
    on_progress: Progress | None = None,
) -> ShiftAnswer:
    """
    Make one roster by the incidents of a file; no store is touched.

    Parameters
    ----------
    path, options
        The incidents, and how to read them.
    request
        What is asked for, with `officers`.
    beats
        File of day beats, where night beats are asked for.
    on_progress
        Told how many rosters are made.

    Raises
    ------
    InputError
        ``shifts.force_unknown`` or ``shifts.no_beats``.
    """
    from web.services.incidents import usable_incidents

    if request.officers is None:
        raise InputError("shifts.force_unknown")
    ground = _day_beats(beats, None) if request.with_night_beats else None
    incidents, report = usable_incidents(path, options)
    incidents = _counted(incidents, request)
    forces = _checked(request.officers, request.auxiliaries or 0, request.vehicles, request.teams)
    stations = [_Station("", "", forces)]
    calls = _calls(incidents, np.zeros(len(incidents), dtype=np.int64), 1, request)
    rosters = _rosters(stations, calls, request, on_progress)
    return ShiftAnswer(rosters, _night(ground, incidents, rosters, request), _scope_notes(incidents), report)


def shifts_of_store(
    store: Store, request: ShiftRequest, *, beats: Path | None = None, on_progress: Progress | None = None
) -> ShiftAnswer:
    """
    Make a roster for each station of the store, by the incidents of its jurisdiction.

    Parameters
    ----------
    store
        With stations and incidents; beats of an earlier plan are joined for the night.
    request
        What is asked for; strength that it names stands in the place of what the stations say.
    beats
        File of day beats, in the place of the last plan of the store.
    on_progress
        Told how many rosters are made.

    Raises
    ------
    InputError
        ``store.no_layer``, ``shifts.station_unknown``, ``shifts.force_unknown`` or ``shifts.no_beats``.
    """
    ground = _day_beats(beats, store) if request.with_night_beats else None
    stations = _stations(store.places("stations"), request)
    incidents = _counted(store.incidents(), request)
    codes = [station.code for station in stations]
    number = pd.Index(codes).get_indexer(incidents["station"].astype(str))
    calls = _calls(incidents[number >= 0], number[number >= 0], len(stations), request)
    rosters = _rosters(stations, calls, request, on_progress)
    if ground is not None and "station" in ground.columns and ground["station"].isin(codes).any():
        ground = ground[ground["station"].isin(codes)].reset_index(drop=True)
    return ShiftAnswer(rosters, _night(ground, incidents, rosters, request), _scope_notes(incidents))


def _stations(layer: gpd.GeoDataFrame, request: ShiftRequest) -> list[_Station]:
    if len(layer) == 0:
        raise InputError("store.no_layer", layer="stations")
    names = layer["name"].astype(str).where(layer["name"].notna(), layer["code"].astype(str))
    wanted = np.ones(len(layer), dtype=bool)
    for asked in request.stations:
        if asked not in {*names, *layer["code"].astype(str)}:
            raise InputError("shifts.station_unknown", station=asked, known=list(names))
    if request.stations:
        wanted = (names.isin(request.stations) | layer["code"].astype(str).isin(request.stations)).to_numpy()
    return [
        _Station(str(row["code"]), names[index], _forces(row, request))
        for index, row in layer[wanted].iterrows()
    ]


def _forces(row: pd.Series, request: ShiftRequest) -> Forces:
    def _strength(name: str, asked: int | None) -> int | None:
        said = pd.to_numeric(pd.Series([row.get(name)]), errors="coerce").iloc[0]
        return asked if asked is not None else None if pd.isna(said) else int(said)

    officers = _strength("officers", request.officers)
    if officers is None:
        raise InputError("shifts.force_unknown")
    auxiliaries = _strength("auxiliaries", request.auxiliaries) or 0
    return _checked(officers, auxiliaries, _strength("vehicles", request.vehicles), request.teams)


def _checked(officers: int, auxiliaries: int, vehicles: int | None, teams: int | None) -> Forces:
    if teams is not None and teams > officers > 0:
        raise InputError("shifts.too_many_teams", teams=teams, officers=officers)
    return Forces(officers, auxiliaries, vehicles, teams if officers else None)


def _counted(incidents: IncidentFrame, request: ShiftRequest) -> IncidentFrame:
    """Keep the valid incidents of the period whose time is known, whatever their category: all take time."""
    kept = (
        (incidents["status"] == "valid")
        & incidents["occurred_from"].notna()
        & incidents["occurred_to"].notna()
    )
    if request.since is not None:
        kept &= incidents["occurred_to"] >= request.since
    if request.until is not None:
        kept &= incidents["occurred_from"] < request.until
    return IncidentFrame(incidents[kept])


def _scope_notes(incidents: IncidentFrame) -> tuple[Problem, ...]:
    return () if len(incidents) else (Problem("shifts.no_incidents_in_scope"),)


def _calls(incidents: IncidentFrame, group: np.ndarray, groups: int, request: ShiftRequest) -> np.ndarray:
    """Give calls per hour of the week of each group, shape ``(groups, 168)``."""
    if len(incidents) == 0:
        return np.zeros((groups, 168))
    begin, end = incidents["occurred_from"], incidents["occurred_to"]
    length = np.clip((end - begin).dt.total_seconds().to_numpy() / 3600, 0, None)
    start = hour_of_week(local_moments(begin, request.time_zone))
    weeks = max((end.max() - begin.min()) / pd.Timedelta(weeks=1), 1.0)
    return np.asarray(aoristic_weeks(start, length, group.astype(np.int64), groups) / weeks)


def _rosters(
    stations: Sequence[_Station], calls: np.ndarray, request: ShiftRequest, on_progress: Progress | None
) -> tuple[StationRoster, ...]:
    made = []
    for station, calls_per_hour in zip(stations, calls, strict=True):
        needed = patrols_needed(
            calls_per_hour,
            minimum=request.minimum,
            service_min=request.service_min,
            busy_share=request.busy_share,
        )
        demand = calls_per_hour if calls_per_hour.any() else None
        roster = make_roster(needed, station.forces, request.params, demand=demand)
        made.append(StationRoster(station.code, station.name, roster, request.monday, calls_per_hour))
        if on_progress is not None:
            on_progress(len(made), len(stations))
    return tuple(made)


def _day_beats(path: Path | None, store: Store | None) -> gpd.GeoDataFrame:
    """Give the day beats of a file (its layer of beats, if it has one), else of the store's last plan."""
    import pyogrio

    from data.places import read_units

    if path is not None:
        layers = pyogrio.list_layers(path)[:, 0] if path.exists() else []
        return read_units(path, "beats" if "beats" in layers else None)
    plan = None if store is None else store.latest_analysis("beats")
    if plan is None:
        raise InputError("shifts.no_beats")
    return plan.layers["beats"]


def _night(
    beats: gpd.GeoDataFrame | None,
    incidents: IncidentFrame,
    rosters: Sequence[StationRoster],
    request: ShiftRequest,
) -> BeatPlan | None:
    """Join day beats into as many as patrols are out in the small hours."""
    from patrol.shifts.night_beats import join_for_night

    if beats is None or len(beats) == 0:
        return None
    small = np.isin(np.arange(168) % 24, SMALL_HOURS)
    count = sum(max(int(each.roster.staffed[small].min()), 1) for each in rosters)
    at_a_point = incidents[~(incidents.geometry.isna() | incidents.geometry.is_empty)]
    at, beat = beats.to_crs(4326).sindex.query(at_a_point.geometry, predicate="within")
    first = pd.Series(beat, index=at).groupby(level=0).first()  # a point on a border counts once
    calls = _calls(IncidentFrame(at_a_point.iloc[first.index]), first.to_numpy(), len(beats), request)
    load = calls[:, np.isin(np.arange(168) % 24, HOURS_OF_NIGHT)].sum(axis=1)
    nested = "station" in beats.columns and beats["station"].notna().all()
    return join_for_night(beats, load, count, station_column="station" if nested else None, seed=request.seed)

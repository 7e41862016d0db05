"""Make duty rosters: from files, or for the stations of the store, where they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gis.errors import Problem
from gis.frames import IncidentFrame
from patrol.plan import BeatPlan
from patrol.shifts.roster import make_roster
from web.services.shifts.demand import HourDemand, counted, demand_of_incidents, demand_of_table
from web.services.shifts.kept import keep_rosters
from web.services.shifts.night import day_beats, night_beats
from web.services.shifts.request import ShiftRequest
from web.services.shifts.station_roster import StationRoster
from web.services.shifts.stations import Station, one_station, stations_of_layer, stations_of_table

if TYPE_CHECKING:
    from data.incidents import ImportReport, ReadOptions
    from data.store import Store
    from web.services.progress import Progress


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
    from web.services.intake.incidents import usable_incidents

    stations = [one_station(request)]
    ground = day_beats(beats, None) if request.with_night_beats else None
    incidents, report = usable_incidents(path, options)
    incidents = counted(incidents, request)
    rosters = _rosters(stations, demand_of_incidents(incidents, stations, request), request, on_progress)
    night = night_beats(ground, incidents, rosters, request)
    return ShiftAnswer(rosters, night, _scope_notes(incidents), report)


def shifts_of_demand(
    request: ShiftRequest, *, beats: Path | None = None, on_progress: Progress | None = None
) -> ShiftAnswer:
    """
    Make a roster for each station of a table of demand; no store is touched.

    Parameters
    ----------
    request
        What is asked for, with `demand` (see `data.week_demand.read_week_demand`). A layer of stations beside
        it tells their strength; without one `officers` must be asked for.
    beats, on_progress
        As in `shifts_of_store`.

    Raises
    ------
    ValueError
        Without a table of demand.
    InputError
        ``shifts.force_unknown``, ``shifts.station_unknown``, ``shifts.demand_lacks`` or ``shifts.no_beats``.
    TableError
        What is wrong with the table.
    """
    from data.week_demand import read_week_demand

    if request.demand is None:
        raise ValueError("wanted a table of demand")
    ground = day_beats(beats, None) if request.with_night_beats else None
    week = read_week_demand(request.demand)
    stations = stations_of_table(request.demand, list(week.index), request)
    rosters = _rosters(stations, demand_of_table(week, stations, request), request, on_progress)
    return ShiftAnswer(rosters, night_beats(ground, None, rosters, request))


def shifts_of_store(
    store: Store, request: ShiftRequest, *, beats: Path | None = None, on_progress: Progress | None = None
) -> ShiftAnswer:
    """
    Make a roster for each station of the store, by the incidents of its jurisdiction, and keep them there.

    Parameters
    ----------
    store
        With stations and incidents; beats of an earlier plan are joined for the night.
    request
        What is asked for; strength that it names stands in the place of what the stations say, and a table
        of demand in the place of incidents.
    beats
        File of day beats, in the place of the last plan of the store.
    on_progress
        Told how many rosters are made.

    Raises
    ------
    InputError
        ``store.no_layer``, ``shifts.station_unknown``, ``shifts.force_unknown``, ``shifts.demand_lacks`` or
        ``shifts.no_beats``.
    """
    ground = day_beats(beats, store) if request.with_night_beats else None
    stations = stations_of_layer(store.places("stations"), request)
    incidents = counted(store.incidents(), request)
    demand = _demand(incidents, stations, request)
    rosters = _rosters(stations, demand, request, on_progress)
    keep_rosters(store, rosters)
    notes = () if request.demand is not None else _scope_notes(incidents)
    return ShiftAnswer(rosters, night_beats(ground, incidents, rosters, request), notes)


def _demand(incidents: IncidentFrame, stations: Sequence[Station], request: ShiftRequest) -> HourDemand:
    from data.week_demand import read_week_demand

    if request.demand is not None:
        return demand_of_table(read_week_demand(request.demand), stations, request)
    return demand_of_incidents(incidents, stations, request)


def _scope_notes(incidents: IncidentFrame) -> tuple[Problem, ...]:
    return () if len(incidents) else (Problem("shifts.no_incidents_in_scope"),)


def _rosters(
    stations: Sequence[Station], demand: HourDemand, request: ShiftRequest, on_progress: Progress | None
) -> tuple[StationRoster, ...]:
    made = []
    for station, wanted, needed in zip(stations, demand.wanted, demand.needed, strict=True):
        roster = make_roster(needed, station.forces, request.params, demand=wanted if wanted.any() else None)
        made.append(StationRoster(station.code, station.name, roster, request.monday, wanted))
        if on_progress is not None:
            on_progress(len(made), len(stations))
    return tuple(made)

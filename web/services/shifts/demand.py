"""What the hours of the week ask of rosters: by the calls that come in them, or a table of patrol hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.errors import InputError
from gis.frames import IncidentFrame
from hotspots.evidence.aoristic import aoristic_weeks, hour_of_week
from hotspots.evidence.incident_columns import local_moments
from patrol.shifts.patrols_needed import patrols_needed
from web.services.shifts.request import ShiftRequest
from web.services.shifts.stations import Station

BUSY_SHARE = 0.5
"""Most of a patrol's time that calls may take; the rest is for patrolling."""


@dataclass(frozen=True, slots=True)
class HourDemand:
    """
    Demand of each station (row) in each hour of the week.

    Attributes
    ----------
    wanted
        Calls, or patrol hours, on average; shape ``(n_stations, 168)``.
    needed
        Patrols that there must be at least, same shape.
    """

    wanted: npt.NDArray[np.float64]
    needed: npt.NDArray[np.int64]


def counted(incidents: IncidentFrame, request: ShiftRequest) -> IncidentFrame:
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


def calls_by_hour(
    incidents: IncidentFrame, group: npt.NDArray[np.int64], groups: int, time_zone: str
) -> npt.NDArray[np.float64]:
    """Give calls per hour of the week of each group, shape ``(groups, 168)``."""
    if len(incidents) == 0:
        return np.zeros((groups, 168))
    begin, end = incidents["occurred_from"], incidents["occurred_to"]
    length = np.clip((end - begin).dt.total_seconds().to_numpy() / 3600, 0, None)
    start = hour_of_week(local_moments(begin, time_zone))
    weeks = max((end.max() - begin.min()) / pd.Timedelta(weeks=1), 1.0)
    return np.asarray(aoristic_weeks(start, length, group.astype(np.int64), groups) / weeks)


def demand_of_incidents(
    incidents: IncidentFrame, stations: Sequence[Station], request: ShiftRequest
) -> HourDemand:
    """Follow the calls of each station's jurisdiction; the one without a code takes all."""
    if [station.code for station in stations] == [""]:
        number = np.zeros(len(incidents), dtype=np.int64)
    else:
        codes = pd.Index([station.code for station in stations])
        number = codes.get_indexer(incidents["station"].astype(str))
    own = number >= 0
    calls = calls_by_hour(IncidentFrame(incidents[own]), number[own], len(stations), request.time_zone)
    share = BUSY_SHARE if request.busy_share is None else request.busy_share
    needed = patrols_needed(calls, minimum=request.minimum, service_min=request.service_min, busy_share=share)
    return HourDemand(calls, needed)


def demand_of_table(week: pd.DataFrame, stations: Sequence[Station], request: ShiftRequest) -> HourDemand:
    """
    Follow a table of patrol hours, whose rows are stations by code or name.

    Raises
    ------
    InputError
        ``shifts.demand_lacks`` when it says nothing of a station.
    """
    rows, alone = [], list(week.index) == [""] and len(stations) == 1
    for station in stations:
        known = [name for name in (station.code, station.name) if name in week.index]
        if not known and not alone:
            found = ", ".join(name or "-" for name in week.index)
            raise InputError("shifts.demand_lacks", station=station.name, found=found)
        rows.append(week.iloc[0] if alone else week.loc[known[0]])
    hours = np.array(rows, dtype=float)
    share = 1.0 if request.busy_share is None else request.busy_share
    needed = patrols_needed(hours, minimum=request.minimum, service_min=60.0, busy_share=share)
    return HourDemand(hours, needed)

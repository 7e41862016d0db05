"""How many calls the units have, how long they last, and how they were answered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.errors import InputError, Problem
from patrol.response.observed import COLUMNS, observed_times
from web.services.response.input import (
    calls_of,
    hours_of,
    read_incidents,
    service_minutes_of,
    unit_of_calls,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.read_options import ReadOptions
    from data.store import Store
    from gis.frames import IncidentFrame
    from web.services.response.request import ResponseRequest

DAY_HOURS = 24


@dataclass(frozen=True, slots=True)
class Calls:
    """
    The calls of the units.

    Attributes
    ----------
    per_hour
        Calls of each unit, shape ``(n_units,)``.
    service_minutes
        Mean time that a call keeps a car busy.
    observed
        See `observed_times`; without rows where there are no records.
    notes
        What a reader must know.
    """

    per_hour: npt.NDArray[np.float64]
    service_minutes: float
    observed: pd.DataFrame
    notes: tuple[Problem, ...]


def find_calls(
    request: ResponseRequest,
    units: gpd.GeoDataFrame,
    beat: npt.NDArray[np.int64],
    names: Sequence[object],
    records: IncidentFrame | None,
) -> Calls:
    """
    Count the calls of the units, by a column of theirs where one is named, else by the records.

    Parameters
    ----------
    request
        What is asked for.
    units, beat, names
        The units, the number of the beat of each, and the names of beats.
    records
        Valid calls, as `records_of` gives them.

    Raises
    ------
    InputError
        ``response.no_calls_inside`` where all records are elsewhere.
    """
    minutes, notes = service_minutes_of(request.service_minutes, records)
    if records is None:
        return Calls(
            _by_column(request, units, minutes), minutes, pd.DataFrame(columns=list(COLUMNS)), tuple(notes)
        )
    unit, known = unit_of_calls(records, units)
    of_call = pd.Series(beat[unit], index=records.index).where(known & (beat[unit] >= 0))
    observed = observed_times(
        records,
        of_call.map(dict(enumerate(names))),
        time_zone=request.time_zone,
        target_min=request.target_minutes,
    )
    if request.load is not None:
        return Calls(_by_column(request, units, minutes), minutes, observed, tuple(notes))
    if not known.any():
        raise InputError("response.no_calls_inside", calls=len(records))
    if not known.all():
        notes.append(
            Problem("response.calls_elsewhere", {"lost": int((~known).sum()), "calls": len(records)})
        )
    per_hour = np.bincount(unit[known], minlength=len(units)) / hours_of(records)
    return Calls(per_hour, minutes, observed, tuple(notes))


def records_of(
    request: ResponseRequest, store: Store | None, incidents: Path | None, options: ReadOptions | None
) -> IncidentFrame | None:
    """Read the calls of a file or of the store; they may lack where a column tells how many there are."""
    nowhere = incidents is None and (store is None or store.count_incidents() == 0)
    if request.load is not None and nowhere:
        return None
    return calls_of(read_incidents(store, incidents, options))


def _by_column(
    request: ResponseRequest, units: gpd.GeoDataFrame, service_minutes: float
) -> npt.NDArray[np.float64]:
    """Make calls an hour of a column of calls, or of hours of work, that came in so many days."""
    load = pd.to_numeric(units[request.load]).to_numpy(dtype=float)
    calls = load * 60 / service_minutes if request.load_is == "hours" else load
    return np.asarray(calls / (request.days * DAY_HOURS))

"""Night beats for rosters: day beats joined into as many as patrols are out in the small hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.errors import InputError
from gis.frames import IncidentFrame
from patrol.plan import BeatPlan
from web.services.shifts.demand import calls_by_hour
from web.services.shifts.request import ShiftRequest

if TYPE_CHECKING:
    from data.store import Store
    from web.services.shifts.station_roster import StationRoster

HOURS_OF_NIGHT = (22, 23, 0, 1, 2, 3, 4, 5)
SMALL_HOURS = (0, 1, 2, 3, 4, 5)
"""When the night shift alone is out: so many patrols, so many night beats."""


def day_beats(path: Path | None, store: Store | None) -> gpd.GeoDataFrame:
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


def night_beats(
    beats: gpd.GeoDataFrame | None,
    incidents: IncidentFrame | None,
    rosters: Sequence[StationRoster],
    request: ShiftRequest,
) -> BeatPlan | None:
    """
    Join day beats for the night, even by the calls of the night or, without incidents, by their load.

    Parameters
    ----------
    beats
        Day beats; ``None`` where none are asked for.
    incidents
        Whose points tell where calls come from at night.
    rosters
        Tell how many patrols are out.
    request
        May name how many night beats are wanted.
    """
    from patrol.shifts.night_beats import join_for_night

    if beats is None or len(beats) == 0:
        return None
    codes = [each.code for each in rosters]
    if "station" in beats.columns and beats["station"].isin(codes).any():
        beats = beats[beats["station"].isin(codes)].reset_index(drop=True)
    small = np.isin(np.arange(168) % 24, SMALL_HOURS)
    out = sum(max(int(each.roster.staffed[small].min()), 1) for each in rosters)
    nested = "station" in beats.columns and beats["station"].notna().all()
    plan = join_for_night(
        beats,
        _night_load(beats, incidents, request),
        request.night_count or out,
        station_column="station" if nested else None,
        seed=request.seed,
    )
    unjoined = len(plan.beats) == len(beats)
    return replace(plan, notes=()) if unjoined else plan  # what is out of balance is then of the day


def _night_load(
    beats: gpd.GeoDataFrame, incidents: IncidentFrame | None, request: ShiftRequest
) -> npt.NDArray[np.float64]:
    if incidents is None:
        return beats["load"].to_numpy(dtype=float) if "load" in beats.columns else np.ones(len(beats))
    at_a_point = incidents[~(incidents.geometry.isna() | incidents.geometry.is_empty)]
    at, beat = beats.to_crs(4326).sindex.query(at_a_point.geometry, predicate="within")
    first = pd.Series(beat, index=at).groupby(level=0).first()  # a point on a border counts once
    calls = calls_by_hour(
        IncidentFrame(at_a_point.iloc[first.index]), first.to_numpy(), len(beats), request.time_zone
    )
    return np.asarray(calls[:, np.isin(np.arange(168) % 24, HOURS_OF_NIGHT)].sum(axis=1))

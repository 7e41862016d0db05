"""Design beats: from a file of units, or from the villages and incidents of the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from data.places import read_places, read_units
from gis.errors import InputError, Problem
from gis.frames import UnitFrame, as_units
from patrol.beats import design_beats
from patrol.plan import BeatParams, BeatPlan

if TYPE_CHECKING:
    from data.store import Store
    from web.services.progress import Progress

OFFICERS_PER_BEAT = 5
"""Officers that keep one beat patrolled around the clock: three shifts, rest days and leave."""

WORKLOAD_DAYS = 365
"""The workload of a unit of the store: the valid incidents of so many days up to the last one."""


@dataclass(frozen=True, slots=True)
class BeatRequest:
    """
    What is asked for.

    Attributes
    ----------
    count
        Beats in all; on the store ``None`` takes one for each ``OFFICERS_PER_BEAT`` officers of each station.
    load
        Column of each unit's workload; on the store ``None`` takes the incidents of the last year.
    keep_whole, existing
        Columns of units that are never split, and of today's beats.
    max_imbalance
        How far above the mean a beat's load may be.
    seed
        The same seed and input give the same plan.
    """

    count: int | None = None
    load: str | None = None
    keep_whole: str | None = None
    existing: str | None = None
    max_imbalance: float = BeatParams(1).max_imbalance
    seed: int = 1

    def params(self, count: int) -> BeatParams:
        """Give what the search takes."""
        return BeatParams(
            count=count,
            max_imbalance=self.max_imbalance,
            keep_whole=self.keep_whole,
            existing=self.existing,
        )


def beats_of_file(
    path: Path,
    request: BeatRequest,
    *,
    layer: str | None = None,
    stations: Path | None = None,
    on_progress: Progress | None = None,
) -> BeatPlan:
    """
    Design beats from a file of units; no store is touched.

    Raises
    ------
    ValueError
        When the request names no count or no load.
    """
    if request.count is None or request.load is None:
        raise ValueError("units of a file need count and load")
    units = as_units(read_units(path, layer), request.load)
    police = None if stations is None else read_places(stations, "stations")
    plan = design_beats(
        units,
        request.load,
        request.params(request.count),
        seed=request.seed,
        stations=police,
        on_progress=_shares(on_progress),
    )
    return with_names(plan, units, police)


def beats_of_store(store: Store, request: BeatRequest, *, on_progress: Progress | None = None) -> BeatPlan:
    """
    Design beats from the villages of the store, within each station's jurisdiction, and keep the plan there.

    Raises
    ------
    InputError
        When the store holds no villages, or no stations while no count is given.
    """
    units = _village_units(store)
    load = request.load or "workload"
    stations = store.places("stations")
    count = request.count or _count_by_strength(stations)
    plan = design_beats(
        as_units(units, load),
        load,
        request.params(count),
        seed=request.seed,
        stations=stations if len(stations) else None,
        on_progress=_shares(on_progress),
    )
    parameters: dict[str, object] = {
        "count": count,
        "load": load,
        "max_imbalance": request.max_imbalance,
        "max_ratio": plan.max_ratio,
        "seed": request.seed,
    }
    store.save_analysis("beats", parameters, {"units": plan.units, "beats": plan.beats})
    return with_names(plan, units, stations)


def with_names(plan: BeatPlan, *places: gpd.GeoDataFrame | None) -> BeatPlan:
    """Let the notes of a plan name units and stations by their names where these are known, not by codes."""
    names: dict[str, str] = {}
    for frame in places:
        if frame is not None and {"code", "name"} <= set(frame.columns):
            named = frame[frame["name"].notna() & (frame["name"].astype(str) != "")]
            names |= dict(zip(named["code"].astype(str), named["name"].astype(str), strict=True))
    notes = tuple(
        Problem(note.code, {key: _named(value, names) for key, value in note.details.items()})
        for note in plan.notes
    )
    return replace(plan, notes=notes)


def _named(value: object, names: dict[str, str]) -> object:
    """Put names in the place of codes: in a list such as ``101, 102 … (7)``, or in the keys of figures."""
    if isinstance(value, dict):
        return {names.get(str(key), key): figure for key, figure in value.items()}
    if not isinstance(value, str):
        return value
    listed, more, rest = value.partition(" … ")
    return ", ".join(names.get(part, part) for part in listed.split(", ")) + more + rest


def _village_units(store: Store) -> UnitFrame:
    """Give the villages with the year's incidents as ``workload``, and their zones where these are known."""
    villages = store.places("villages")
    if len(villages) == 0:
        raise InputError("store.no_layer", layer="villages")
    zones = store.latest_analysis("zones")
    if zones is not None:
        zone_of = zones.layers["zones"].drop_duplicates("code").set_index("code")["zone"]
        villages = villages.assign(zone=villages["code"].map(zone_of))
    return as_units(villages.assign(workload=_workload(store, villages)))


def _workload(store: Store, villages: gpd.GeoDataFrame) -> np.ndarray:
    from data.store import IncidentFilter

    incidents = store.incidents(IncidentFilter(points_only=True))
    if len(incidents) == 0:
        raise InputError("store.no_incidents")
    recent = incidents["occurred_from"] > incidents["occurred_from"].max() - timedelta(days=WORKLOAD_DAYS)
    at, village = villages.sindex.query(incidents.geometry[recent], predicate="within")
    first = pd.Series(village, index=at).groupby(level=0).first()  # a point on a border counts once
    return np.bincount(first.to_numpy(), minlength=len(villages)).astype(float)


def _count_by_strength(stations: gpd.GeoDataFrame) -> int:
    if len(stations) == 0:
        raise InputError("beats.count_unknown")
    officers = pd.to_numeric(stations["officers"], errors="coerce").fillna(0)
    return int(np.maximum(1, np.round(officers / OFFICERS_PER_BEAT)).sum())


def _shares(on_progress: Progress | None) -> Callable[[float], None] | None:
    return None if on_progress is None else lambda share: on_progress(round(100 * share), 100)

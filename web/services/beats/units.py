"""What beats of the store are made of: its villages with their loads, and what lies around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from data.places import read_places
from gis.errors import InputError
from gis.frames import UnitFrame, as_units
from patrol.work import Surroundings

if TYPE_CHECKING:
    from data.store import Store

OFFICERS_PER_BEAT = 5
"""Officers that keep one beat patrolled around the clock: three shifts, rest days and leave."""

WORKLOAD_DAYS = 365
"""The workload of a unit of the store: the valid incidents of so many days up to the last one."""

OWN_LOAD = "workload"
"""Column that it stands in."""

IDS = ("joint_zone_id", "rural_area_id", "rural_group_id")

STORED_COLUMNS = (
    ("zones", "zones", {"zone": "zone", **{name: name for name in IDS}}),
    ("demand", "units", {"workload": "patrol_hours"}),
)
"""Columns of the latest zones and demand that the villages of the store get, and their names there."""


@dataclass(frozen=True, slots=True)
class BeatFiles:
    """
    Files of what lies around units; on the store they go before its layers.

    Attributes
    ----------
    stations, roads, barriers
        Stations, roads, and what only roads lead across.
    """

    stations: Path | None = None
    roads: Path | None = None
    barriers: Path | None = None


def village_units(store: Store) -> UnitFrame:
    """Give the villages with the year's incidents as ``workload``, and what zones and demand say of them."""
    villages = store.places("villages")
    if len(villages) == 0:
        raise InputError("store.no_layer", layer="villages")
    for kind, layer, columns in STORED_COLUMNS:
        found = store.latest_analysis(kind)
        if found is not None:
            table = found.layers[layer].drop_duplicates("code").set_index("code")
            known = {new: villages["code"].map(table[old]) for old, new in columns.items() if old in table}
            villages = villages.assign(**known)
    return as_units(villages.assign(workload=_workload(store, villages)))


def _workload(store: Store, villages: gpd.GeoDataFrame) -> np.ndarray:
    from data.store import IncidentFilter

    last = store.incidents(IncidentFilter(points_only=True, limit=1))
    if len(last) == 0:
        raise InputError("store.no_incidents")
    since = last["occurred_from"].iloc[0] - timedelta(days=WORKLOAD_DAYS)
    incidents = store.incidents(IncidentFilter(points_only=True, since=since))
    recent = incidents["occurred_from"] > since
    at, village = villages.sindex.query(incidents.geometry[recent], predicate="within")
    first = pd.Series(village, index=at).groupby(level=0).first()  # a point on a border counts once
    return np.bincount(first.to_numpy(), minlength=len(villages)).astype(float)


def count_by_strength(stations: gpd.GeoDataFrame) -> int:
    """Count the beats that the officers of stations can keep patrolled."""
    if len(stations) == 0:
        raise InputError("beats.count_unknown")
    officers = pd.to_numeric(stations["officers"], errors="coerce").fillna(0)
    return int(np.maximum(1, np.round(officers / OFFICERS_PER_BEAT)).sum())


def joint_zone_names(store: Store) -> gpd.GeoDataFrame | None:
    """Call the joint zones of the store by the names of their stations, the primary first."""
    found = store.latest_analysis("zones")
    if found is None or "joint_zones" not in found.layers:
        return None
    zones, stations = found.layers["joint_zones"], store.places("stations")
    names = dict(zip(stations["code"].astype(str), stations["name"].astype(str), strict=True))
    sides = zones[["primary_station", "backup_station"]].to_numpy()
    called = [
        " + ".join(names.get(str(code), str(code)) for code in pair if pd.notna(code)) for pair in sides
    ]
    return zones.assign(code=zones["joint_zone_id"].astype(str), name=called)


def surroundings_of(files: BeatFiles, store: Store | None = None) -> Surroundings:
    """Read what lies around units: from files, else from the store's layers that are not empty."""
    found: dict[str, gpd.GeoDataFrame] = {}
    for name, path, layer in (
        ("stations", files.stations, "stations"),
        ("roads", files.roads, "roads"),
        ("barriers", files.barriers, "water"),
    ):
        if path is not None:
            found[name] = read_places(path, layer)
        elif store is not None and len(stored := store.places(layer)):
            found[name] = stored
    return Surroundings(**found)

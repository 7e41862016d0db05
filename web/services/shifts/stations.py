"""Who rosters are made for: stations and their strength."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.errors import InputError
from patrol.shifts.settings import Forces
from web.services.shifts.request import ShiftRequest

STATIONS = "stations"


class Station(NamedTuple):
    """A station with its strength; code and name are empty for a file of incidents."""

    code: str
    name: str
    forces: Forces


def one_station(request: ShiftRequest, code: str = "") -> Station:
    """Give the one that a file is for, with the strength that is asked for."""
    if request.officers is None:
        raise InputError("shifts.force_unknown")
    forces = checked_forces(request.officers, request.auxiliaries or 0, request.vehicles, request.teams)
    return Station(code, code, forces)


def stations_of_layer(layer: gpd.GeoDataFrame | pd.DataFrame, request: ShiftRequest) -> list[Station]:
    """Give the stations of a layer that are asked for, with what the layer says of their strength."""
    if len(layer) == 0:
        raise InputError("store.no_layer", layer=STATIONS)
    names = layer["name"].astype(str).where(layer["name"].notna(), layer["code"].astype(str))
    wanted = np.ones(len(layer), dtype=bool)
    for asked in request.stations:
        if asked not in {*names, *layer["code"].astype(str)}:
            raise InputError("shifts.station_unknown", station=asked, known=list(names))
    if request.stations:
        wanted = (names.isin(request.stations) | layer["code"].astype(str).isin(request.stations)).to_numpy()
    named = layer.assign(name=names)[wanted]
    return [Station(str(row["code"]), str(row["name"]), _forces(row, request)) for _, row in named.iterrows()]


def stations_of_table(path: Path, codes: Sequence[str], request: ShiftRequest) -> list[Station]:
    """Give the stations of a table of demand: with the strength of its own layer of them, or as asked for."""
    from data.forces import read_forces
    from data.tables import has_layer

    if has_layer(path, STATIONS):
        return stations_of_layer(read_forces(path, STATIONS), request)
    unknown = [asked for asked in request.stations if asked not in codes]
    if unknown:
        raise InputError("shifts.station_unknown", station=unknown[0], known=list(codes))
    return [one_station(request, code) for code in codes if not request.stations or code in request.stations]


def _forces(row: pd.Series, request: ShiftRequest) -> Forces:
    def _strength(name: str, asked: int | None) -> int | None:
        said = pd.to_numeric(pd.Series([row.get(name)]), errors="coerce").iloc[0]
        return asked if asked is not None else None if pd.isna(said) else int(said)

    officers = _strength("officers", request.officers)
    if officers is None:
        raise InputError("shifts.force_unknown")
    auxiliaries = _strength("auxiliaries", request.auxiliaries) or 0
    return checked_forces(officers, auxiliaries, _strength("vehicles", request.vehicles), request.teams)


def checked_forces(officers: int, auxiliaries: int, vehicles: int | None, teams: int | None) -> Forces:
    """Make up forces; teams need an officer each."""
    if teams is not None and teams > officers > 0:
        raise InputError("shifts.too_many_teams", teams=teams, officers=officers)
    return Forces(officers, auxiliaries, vehicles, teams if officers else None)

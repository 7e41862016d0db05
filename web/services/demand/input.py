"""What the work of units is worked out from: files where they are named, else the store's layers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import geopandas as gpd
import pandas as pd

from data.place_layers import place_headers
from data.places import read_places, read_shapes, read_units
from data.read_options import ReadOptions
from data.schema import headers_for, match_columns
from gis.errors import InputError, Problem
from gis.frames import IncidentFrame, UnitFrame, as_units
from web.services.demand.placed_by_name import placed_by_name
from web.services.demand.week_hours import last_year

if TYPE_CHECKING:
    from data.store import Store


NAMING = ("code", "name", "station", "township_code")
"""What columns of units may tell beside their own."""


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
    incidents, reading
        File of incidents and how to read it; the store's where there is none.
    roads, stations, key_places, areas
        Files that stand for the store's roads, stations, must-visit points and disorderly areas.
    settings
        Table of what one thing costs; the shipped one where there is none.
    forces
        Table of forces; the strength of the stations where there is none.
    service_times
        Whether incidents take what the table says, or the mean of the records where there are enough.
    time_zone
        Zone whose clock is read.
    """

    units: Path | None = None
    layer: str | None = None
    incidents: Path | None = None
    reading: ReadOptions = field(default_factory=ReadOptions)
    roads: Path | None = None
    stations: Path | None = None
    key_places: Path | None = None
    areas: Path | None = None
    settings: Path | None = None
    forces: Path | None = None
    service_times: Literal["table", "recorded"] = "table"
    time_zone: str = "Asia/Shanghai"

    @property
    def on_files(self) -> bool:
        """Whether no store is needed."""
        return self.units is not None and self.incidents is not None


@dataclass(frozen=True, slots=True)
class DemandGround:
    """
    What the work is worked out from.

    Attributes
    ----------
    units
        Polygons with their own columns.
    named
        The same with ``code``, ``name``, ``station`` and ``township_code`` where a column of theirs says so,
        whatever its header.
    incidents, weeks
        Valid incidents of the last year that have a point, and the weeks that they come from.
    roads, stations, key_places, townships
        Layers, which may be empty.
    areas
        Significant disorderly areas; null where none were looked for.
    notes
        ``demand.by_name``: incidents that were placed by the name of a unit; ``demand.no_point``: those that
        could not be placed at all.
    """

    units: UnitFrame
    named: gpd.GeoDataFrame
    incidents: IncidentFrame
    weeks: float
    roads: gpd.GeoDataFrame
    stations: gpd.GeoDataFrame
    key_places: gpd.GeoDataFrame
    townships: gpd.GeoDataFrame
    areas: gpd.GeoDataFrame | None
    notes: tuple[Problem, ...]


def demand_ground(store: Store | None, request: DemandRequest) -> DemandGround:
    """
    Gather it.

    Parameters
    ----------
    store
        Where layers without a file are; ``None`` leaves them empty.
    request
        What is asked for.

    Raises
    ------
    InputError
        When there are no villages and no units are given, or no incidents.
    """
    if request.units is not None:
        raw = read_units(request.units, request.layer)
    else:
        raw = _layer(store, "villages", None)
        if len(raw) == 0:
            raise InputError("store.no_layer", layer="villages")
    units = as_units(raw)
    named = _named(units, request.units)
    incidents, weeks, notes = _incidents(store, request, named)
    return DemandGround(
        units=units,
        named=named,
        incidents=incidents,
        weeks=weeks,
        roads=_layer(store, "roads", request.roads),
        stations=_layer(store, "stations", request.stations),
        key_places=_layer(store, "key-places", request.key_places),
        townships=_layer(store, "townships", None),
        areas=_areas(store, request.areas),
        notes=notes,
    )


def _named(units: UnitFrame, path: Path | None) -> gpd.GeoDataFrame:
    """Find by their headers the columns that name units, their stations and their townships."""
    if path is None:
        return units
    own = [str(column) for column in units.columns if column != units.geometry.name]
    headers = headers_for(path, {field: place_headers("villages")[field] for field in NAMING})
    found = match_columns(own, {}, headers)
    return units.assign(**{field: units[column] for field, column in found.items()})


def _layer(store: Store | None, name: str, path: Path | None) -> gpd.GeoDataFrame:
    """Read a layer from its file, else from the store; an empty one where there is neither."""
    if path is not None:
        return read_places(path, name)
    if store is not None:
        return store.places(name)
    columns = {column: pd.Series(dtype=object) for column in ("code", "name")}
    return gpd.GeoDataFrame(columns, geometry=[], crs=4326)


def _incidents(
    store: Store | None, request: DemandRequest, named: gpd.GeoDataFrame
) -> tuple[IncidentFrame, float, tuple[Problem, ...]]:
    if request.incidents is not None:
        from web.services.intake.incidents import usable_incidents

        every = usable_incidents(request.incidents, request.reading)[0]
    else:
        every = IncidentFrame(pd.DataFrame()) if store is None else store.incidents()
    if len(every) == 0:
        raise InputError("store.no_incidents")
    valid = every[every["status"] == "valid"].reset_index(drop=True)
    recent, weeks = last_year(IncidentFrame(valid))
    incidents, by_name = placed_by_name(recent, named)
    if len(incidents) == 0:
        raise InputError("store.no_incidents")
    told = (("demand.by_name", by_name), ("demand.no_point", len(recent) - len(incidents)))
    return incidents, weeks, tuple(Problem(code, {"incidents": count}) for code, count in told if count)


def _areas(store: Store | None, path: Path | None) -> gpd.GeoDataFrame | None:
    """Give the significant areas of a file, else those that were found last in the store."""
    if path is not None:
        areas = read_shapes(path)
    else:
        found = None if store is None else store.latest_analysis("hotspots")
        if found is None or "areas" not in found.layers:
            return None
        areas = found.layers["areas"]
    return areas[areas["tier"] == "significant"] if "tier" in areas.columns else areas

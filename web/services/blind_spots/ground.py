"""What the search for blind spots stands on: places, roads, points, from files or from the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd

from data.places import read_shapes
from gis.errors import InputError, TableError
from patrol.coverage.proposals import Aim
from patrol.coverage.road_visits import PATROL_MINUTES
from web.services.beats.units import WORKLOAD_DAYS
from web.services.intake.places import read_beside
from web.services.routes.kept import LAYERS, KeptRoutes, routes_in_file, routes_in_store

if TYPE_CHECKING:
    from data.store import Store

Weighing: TypeAlias = Literal["people", "incidents", "places"]


@dataclass(frozen=True, slots=True)
class BlindSpotRequest:
    """
    What is asked for; a file left out is taken from the store.

    Attributes
    ----------
    within_min, points, aim, by
        Reach in minutes, how many points to propose (where the aim does not tell), by which aim, and what
        counts.
    places, standing, roads, candidates, checkpoints, beats, routes
        Files of places with ``population`` or ``incidents``, of standing points, roads, sites for new points,
        checkpoints, beats, and routes that were planned.
    zone
        Name or code of a township, or a file of polygons, to be cut off by checkpoints.
    patrol_minutes
        Minutes that a shift drives on patrol.
    crs
        What the coordinates of tables among the files are in.
    join_crossings
        Whether roads meet wherever they cross.
    """

    within_min: float = 15.0
    points: int = 5
    aim: Aim = "cover"
    by: Weighing = "people"
    places: Path | None = None
    standing: Path | None = None
    roads: Path | None = None
    candidates: Path | None = None
    checkpoints: Path | None = None
    beats: Path | None = None
    routes: Path | None = None
    zone: str | None = None
    patrol_minutes: float = PATROL_MINUTES
    crs: str = "auto"
    join_crossings: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """
    What the work stands on; what is not known is none.

    Attributes
    ----------
    places, roads, standing, beats, checkpoints, zone
        Layers.
    mapped
        Townships of the store: what its roads cover.
    incidents
        Incidents of the last year of the store, with a point each.
    routes
        Layers of the routes planned last.
    """

    places: gpd.GeoDataFrame
    roads: gpd.GeoDataFrame
    standing: gpd.GeoDataFrame
    incidents: gpd.GeoDataFrame | None
    beats: gpd.GeoDataFrame | None
    checkpoints: gpd.GeoDataFrame | None
    zone: gpd.GeoDataFrame | None
    mapped: gpd.GeoDataFrame | None
    routes: KeptRoutes | None = None


def read_ground(store: Store | None, request: BlindSpotRequest) -> Ground:
    """
    Read what is asked for; a file goes before the store's layer.

    Raises
    ------
    InputError
        ``store.no_layer`` for what is missing, ``coverage.no_such_zone`` for a township that is not known.
    """

    def layer(path: Path | None, name: str, roads: gpd.GeoDataFrame | None = None) -> gpd.GeoDataFrame:
        if path is not None:
            found = read_beside(path, name, request.crs, roads)
        else:
            found = None if store is None else store.places(name)
        if found is None or len(found) == 0:
            raise InputError("store.no_layer", layer=name)
        return found

    roads = layer(request.roads, "roads")
    places = read_shapes(request.places) if request.places is not None else layer(None, "villages")
    _check(places)
    county = store if request.places is None else None
    incidents = None if county is None else _incidents(county)
    if incidents is not None:
        places = places.assign(incidents=_counted(places, incidents))
    beats = _beats_of(county) if request.beats is None else read_shapes(request.beats)
    if request.checkpoints is not None:
        checkpoints = read_beside(request.checkpoints, "checkpoints", request.crs, roads)
    else:
        checkpoints = None if county is None else county.places("checkpoints")
    return Ground(
        places=places,
        roads=roads,
        standing=layer(request.standing, "stations", roads),
        incidents=incidents,
        beats=beats,
        checkpoints=checkpoints,
        zone=None if request.zone is None else _zone(store, request.zone),
        mapped=store.places("townships") if store is not None and request.roads is None else None,
        routes=_routes(county, request.routes),
    )


def _check(places: gpd.GeoDataFrame) -> None:
    """Refuse places that nobody could say the place of."""
    if places.crs is None:
        raise TableError("table.crs_missing")
    empty = np.asarray(places.geometry.isna() | places.geometry.is_empty)
    if empty.any():
        raise TableError("table.geometry_missing", rows=", ".join(map(str, np.flatnonzero(empty)[:5] + 1)))


def _beats_of(county: Store | None) -> gpd.GeoDataFrame | None:
    kept = None if county is None else county.latest_analysis("beats")
    return None if kept is None else kept.layers["beats"]


def _routes(county: Store | None, path: Path | None) -> KeptRoutes | None:
    if path is not None:
        return routes_in_file(path, "UTC")
    kept = None if county is None else county.latest_analysis("routes")
    if county is None or kept is None or not set(LAYERS) <= set(kept.layers):
        return None
    return routes_in_store(county, "UTC")


def _incidents(store: Store) -> gpd.GeoDataFrame:
    """Take the incidents of the last year that have a point."""
    from data.store import IncidentFilter

    incidents = store.incidents(IncidentFilter(points_only=True))
    if len(incidents) == 0:
        return incidents
    recent = incidents["occurred_from"] > incidents["occurred_from"].max() - timedelta(days=WORKLOAD_DAYS)
    return incidents[recent]


def _counted(places: gpd.GeoDataFrame, incidents: gpd.GeoDataFrame) -> np.ndarray:
    at, place = places.sindex.query(incidents.geometry.to_crs(places.crs), predicate="intersects")
    first = pd.Series(place, index=at).groupby(level=0).first()  # a point on a border counts once
    return np.bincount(first.to_numpy(dtype=np.int64), minlength=len(places)).astype(float)


def _zone(store: Store | None, zone: str) -> gpd.GeoDataFrame:
    if Path(zone).suffix:
        return read_shapes(zone)
    townships = store.places("townships") if store is not None else None
    if townships is None or len(townships) == 0:
        raise InputError("store.no_layer", layer="townships")
    named = townships[(townships["name"] == zone) | (townships["code"] == zone)]
    if len(named) == 0:
        raise InputError("coverage.no_such_zone", zone=zone, known=", ".join(townships["name"]))
    return named


def weights_of(places: gpd.GeoDataFrame) -> dict[str, np.ndarray]:
    """Give the people and incidents of each place, where the table knows them."""
    columns = {"people": "population", "incidents": "incidents"}
    found = {
        name: pd.to_numeric(places[column], errors="coerce").fillna(0.0).clip(lower=0.0).to_numpy(float)
        for name, column in columns.items()
        if column in places
    }
    return {name: values for name, values in found.items() if values.sum() > 0}

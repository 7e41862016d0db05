"""Routes that were planned before: of the store, or of a file that ``safetown routes`` wrote."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio

from data.places import read_shapes
from gis.crs import metric_crs_of
from gis.errors import InputError

if TYPE_CHECKING:
    from data.store import Store

LAYERS = ("routes", "stops", "stretches", "beats")
MISSED = "missed"
"""What could not be visited; a plan without it is a plan."""


@dataclass(frozen=True, slots=True)
class KeptRoutes:
    """
    Layers of a plan, times in the zone asked for.

    Attributes
    ----------
    routes, stops, stretches
        As `patrol.routes.plan.RoutePlan` has them, in a metric system.
    beats
        The beats, with what their routes come to.
    missed
        What could not be visited, where that is known.
    """

    routes: gpd.GeoDataFrame
    stops: gpd.GeoDataFrame
    stretches: gpd.GeoDataFrame
    beats: gpd.GeoDataFrame
    missed: gpd.GeoDataFrame | None = None


def routes_in_file(path: Path, time_zone: str) -> KeptRoutes:
    """
    Read a GeoPackage of routes.

    Raises
    ------
    InputError
        ``routes.not_a_plan`` when it has not all the layers.
    """
    frames = {"": read_shapes(path)} if path.suffix.lower() != ".gpkg" or not path.exists() else {}
    names = [] if frames else pyogrio.list_layers(path)[:, 0].tolist()
    if not set(LAYERS) <= set(names):
        raise InputError("routes.not_a_plan", path=str(path), layers=", ".join(LAYERS))
    kept = [*LAYERS, *({MISSED} & set(names))]
    return _kept({name: read_shapes(path, name) for name in kept}, time_zone)


def routes_in_store(store: Store, time_zone: str) -> KeptRoutes:
    """
    Give the routes planned last.

    Raises
    ------
    InputError
        ``routes.none_kept`` when there are none.
    """
    run = store.latest_analysis("routes")
    if run is None:
        raise InputError("routes.none_kept")
    return _kept(run.layers, time_zone)


def _kept(layers: dict[str, gpd.GeoDataFrame], time_zone: str) -> KeptRoutes:
    metric = metric_crs_of(layers["beats"])
    frames = {name: layers[name].to_crs(metric) for name in LAYERS}
    times = {
        name: pd.to_datetime(frames["stops"][name], utc=True).dt.tz_convert(time_zone)
        for name in ("arrive_at", "leave_at")
    }
    stops = frames["stops"].assign(**times)
    return KeptRoutes(frames["routes"], stops, frames["stretches"], frames["beats"], layers.get(MISSED))

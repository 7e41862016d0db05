"""What of the county someone sees: single incidents or counts, everywhere or on their own ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gis.frames import POLYGONS
from web.auth.principal import Principal
from web.auth.roles import Right, Role

if TYPE_CHECKING:
    from data.store import Analysis, Store

LEAST_CELL_M = 500
"""Cells that those see at least who may not see single incidents: a smaller one names a house."""


@dataclass(frozen=True, slots=True)
class View:
    """
    What someone sees.

    Attributes
    ----------
    rows
        Single incidents, not only counts.
    within
        Ground in EPSG:4326 that the view ends at; None for the whole county.
    key
        Equal keys see the same, so that answers can be kept for them all.
    """

    rows: bool
    within: BaseGeometry | None = None
    key: str = "county"

    @property
    def least_cell_m(self) -> int:
        """Smallest cells that counts may come in, in metres; 0 for any."""
        return 0 if self.rows else LEAST_CELL_M

    def clip(self, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Leave out the features that do not reach into the ground of the view."""
        if self.within is None or frame.empty:
            return frame
        return frame[reaches_into(frame, self.within)]


EVERYTHING = View(rows=True)
"""What the command line sees: it works on the store itself."""


def reaches_into(frame: gpd.GeoDataFrame, ground: BaseGeometry) -> npt.NDArray[np.bool_]:
    """Tell which features share more than a border with a ground."""
    shapes = frame.geometry.to_crs(4326).to_numpy()
    shapely.prepare(ground)
    touching = shapely.intersects(ground, shapes)
    flat = shapely.get_dimensions(shapes) == 2
    only_border = touching & flat & shapely.touches(ground, shapes)
    return np.asarray(touching & ~only_border)


def view_of(store: Store, principal: Principal) -> View:
    """
    Give the view of who asks.

    A station sees its jurisdiction and the joint zones that it answers for, as primary or as backup
    station; a township sees itself.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` for roles that see no figures.
    """
    principal.require(Right.AGGREGATES)
    rows = principal.may(Right.ROWS)
    state = store.newest_import()  # borders may have come anew
    if principal.role is Role.STATION:
        zones = store.latest_analysis("zones")
        ground = _jurisdiction(store, principal.station, zones)
        known = 0 if zones is None else zones.id
        return View(rows, ground, f"station {principal.station} {known} {state}")
    if principal.role is Role.TOWNSHIP:
        townships = store.places("townships")
        own = townships[townships["code"] == principal.township_code]
        return View(rows, _union(own), f"township {principal.township_code} {state}")
    return View(rows, key="county rows" if rows else "county")


def ground_name(store: Store, principal: Principal) -> str:
    """Name the ground that a role is bound to; empty for the whole county."""
    layer, code = {
        Role.STATION: ("stations", principal.station),
        Role.TOWNSHIP: ("townships", principal.township_code),
    }.get(principal.role, ("", ""))
    if not layer:
        return ""
    places = store.places(layer)
    names = places["name"][places["code"] == code]
    return str(names.iloc[0]) if len(names) else code


def _jurisdiction(store: Store, code: str, zones: Analysis | None) -> BaseGeometry:
    """Unite the ground of a station: its own polygon, or its villages; and its joint zones."""
    stations, villages = store.places("stations"), store.places("villages")
    own = stations[stations["code"] == code]
    ground = [
        _union(own[own.geometry.geom_type.isin(POLYGONS)]),
        _union(villages[villages["station"] == code]),
    ]
    if zones is not None and "joint_zones" in zones.layers:
        joint = zones.layers["joint_zones"]
        ground.append(_union(joint[(joint["primary_station"] == code) | (joint["backup_station"] == code)]))
    return shapely.union_all(ground)


def _union(frame: gpd.GeoDataFrame) -> BaseGeometry:
    return shapely.union_all(frame.geometry.to_crs(4326).to_numpy()) if len(frame) else shapely.Polygon()

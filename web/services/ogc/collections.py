"""The collections that other programs read: places, the latest analyses, the register, incidents."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.errors import InputError
from web.services.areas.runs import latest_run
from web.services.desk.layers import ANALYSIS_LAYERS, PLACE_LAYERS
from web.services.desk.patrol import PATROL_LAYERS
from web.services.exporting import today
from web.services.kept import Kept
from web.services.register.actors import reader_of
from web.services.register.layer import register_layer
from web.services.register.units import county_ground, unit_names
from web.services.register.work import RegisterWork
from web.services.revisions import analysed, imported
from web.services.views import View

if TYPE_CHECKING:
    from data.store import Store
    from data.store.analyses import Analysis
    from web.services.desk.layers import Desk

INCIDENTS = "incidents"
PLACES = "places"
REGISTER = "register"

INCIDENT_COLUMNS = (
    "incident_id",
    "kind",
    "category",
    "category_word",
    "subcategory",
    "source",
    "in_scope",
    "harm",
    "occurred_from",
    "occurred_to",
    "reported_at",
    "township_code",
    "station",
)
"""What is told of an incident; times of single calls and losses stay in the store."""

ID_COLUMNS = (
    "incident_id",
    "number",
    "area_id",
    "place_id",
    "code",
    "beat_id",
    "joint_zone_id",
    "corridor_id",
)
"""Columns that name a feature, where they do so without repeating; elsewhere it is the row number."""

TIMES = {INCIDENTS: ("occurred_from", "occurred_to")}
"""Columns between which a feature of a collection happened."""


@dataclass(frozen=True, slots=True)
class Collection:
    """
    A layer under the name that addresses have.

    Attributes
    ----------
    name
        In addresses.
    kind, layer
        `PLACES` and a layer of places, a kind of analysis and its table, `REGISTER`, or `INCIDENTS`.
    """

    name: str
    kind: str
    layer: str

    @property
    def times(self) -> tuple[str, str] | None:
        """Columns between which a feature happened; None where nothing has a time."""
        return TIMES.get(self.kind)


COLLECTIONS = {
    one.name: one
    for one in (
        *(Collection(layer, PLACES, layer) for layer in PLACE_LAYERS),
        *(Collection(name, kind, layer) for name, (kind, layer) in ANALYSIS_LAYERS.items()),
        *(Collection(name, patrol.kind, patrol.layer) for name, patrol in PATROL_LAYERS.items()),
        Collection(REGISTER, REGISTER, REGISTER),
        Collection(INCIDENTS, INCIDENTS, INCIDENTS),
    )
}


class Table:
    """
    The features of a collection that a view sees.

    Parameters
    ----------
    collection
        Which one.
    frame
        Features in EPSG:4326; the index is left aside.
    revision
        Changes with the contents.
    """

    def __init__(self, collection: Collection, frame: gpd.GeoDataFrame, revision: Hashable) -> None:
        self.collection = collection
        self.frame = frame.reset_index(drop=True)
        self.revision = revision

    def __len__(self) -> int:
        return len(self.frame)

    @cached_property
    def shapes(self) -> npt.NDArray[np.object_]:
        """Geometries."""
        return np.asarray(self.frame.geometry.to_numpy(), dtype=object)

    @cached_property
    def boxes(self) -> npt.NDArray[np.float64]:
        """West, south, east, north of each feature."""
        return shapely.bounds(self.shapes)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north of all features; None when there are none."""
        if not len(self):
            return None
        west, south = np.nanmin(self.boxes[:, :2], axis=0)
        east, north = np.nanmax(self.boxes[:, 2:], axis=0)
        return float(west), float(south), float(east), float(north)

    @property
    def properties(self) -> list[str]:
        """Columns without the geometry."""
        return [str(column) for column in self.frame.columns if column != self.frame.geometry.name]

    @cached_property
    def ids(self) -> pd.Series[str]:
        """Give what a feature is addressed by."""
        for column in ID_COLUMNS:
            if column in self.frame and self.frame[column].notna().all() and self.frame[column].is_unique:
                named: pd.Series[str] = self.frame[column].astype(str)
                return named
        return pd.Series(np.arange(1, len(self) + 1).astype(str), dtype=str)

    @cached_property
    def period(self) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        """When the first feature began and the last one ended; None where nothing has a time."""
        if self.collection.times is None or not len(self):
            return None
        since, until = self.collection.times
        return self.frame[since].min(), self.frame[until].max()

    def meeting(self, shape: shapely.Geometry) -> npt.NDArray[np.bool_]:
        """Tell which features share a point with a shape in EPSG:4326."""
        west, south, east, north = shapely.bounds(shape)
        low_x, low_y, high_x, high_y = self.boxes.T
        near: npt.NDArray[np.bool_] = (
            (low_x <= east) & (high_x >= west) & (low_y <= north) & (high_y >= south)
        )
        unsure = near
        if shapely.equals(shape, shapely.box(west, south, east, north)):  # what a box holds need not be cut
            unsure = near & ~((low_x >= west) & (high_x <= east) & (low_y >= south) & (high_y <= north))
        shapely.prepare(shape)
        near[unsure] = shapely.intersects(shape, self.shapes[unsure])
        return near


class Collections:
    """
    Reads collections for whom they are, and keeps them until they change.

    Parameters
    ----------
    store
        Where the records are.
    desk
        Holds the incidents in memory.
    time_zone
        Where the days of the register are counted.
    """

    def __init__(self, store: Store, desk: Desk, time_zone: str) -> None:
        self._store = store
        self._desk = desk
        self._time_zone = time_zone
        self._kept = Kept()

    def listed(self, view: View | None) -> list[Table]:
        """
        Give the collections that hold something.

        Parameters
        ----------
        view
            What who asks sees; None for roles that see the places alone.
        """
        return [
            table
            for one in COLLECTIONS.values()
            if _may_see(one, view) and (len(table := self.table(one.name, view)) or one.kind == PLACES)
        ]

    def table(self, name: str, view: View | None) -> Table:
        """
        Give a collection as a view sees it.

        Raises
        ------
        InputError
            ``ogc.collection_unknown``, also where the view must not see it.
        """
        collection = COLLECTIONS.get(name)
        if collection is None or not _may_see(collection, view):
            raise InputError("ogc.collection_unknown", collection=name)
        key = "all" if view is None or collection.kind == PLACES else view.key
        return self._kept.get((name, key), self.revision(collection), lambda: self._read(collection, view))

    def revision(self, collection: Collection) -> Hashable:
        """Give what changes with the contents of a collection; the register changes with the day too."""
        if collection.kind == REGISTER:
            return self._store.register.newest_step(), imported(self._store), today()
        if collection.kind in {PLACES, INCIDENTS}:
            return imported(self._store)
        return analysed(self._store, collection.kind)

    def _read(self, collection: Collection, view: View | None) -> Table:
        revision = self.revision(collection)
        if collection.kind == PLACES:
            return Table(collection, self._store.places(collection.layer), revision)
        assert view is not None
        if collection.kind == REGISTER:
            return Table(collection, self._register(view), revision)
        if collection.kind == INCIDENTS:
            index = self._desk.index()
            columns = [column for column in INCIDENT_COLUMNS if column in index.frame]
            seen = index.frame[[*columns, "geometry"]]
            return Table(collection, seen if view.within is None else seen[index.seen(view)], revision)
        layers = getattr(self._analysis(collection.kind), "layers", {})
        frame = layers.get(collection.layer, gpd.GeoDataFrame(geometry=[], crs=4326))
        return Table(collection, view.clip(frame.to_crs(4326)), revision)

    def _register(self, view: View) -> gpd.GeoDataFrame:
        """Give the register of today as far as a view holds it."""
        listed = RegisterWork(self._store, reader_of(view), today(), self._time_zone).listed()
        layer = register_layer(listed, unit_names(self._store), today(), county_ground(self._store))
        return layer[~(layer.geometry.isna() | layer.geometry.is_empty)]

    def _analysis(self, kind: str) -> Analysis | None:
        """Read the newest run of a kind once for all its tables."""
        return self._kept.get(
            ("analysis", kind),
            analysed(self._store, kind),
            lambda: latest_run(self._store) if kind == "hotspots" else self._store.latest_analysis(kind),
        )


def _may_see(collection: Collection, view: View | None) -> bool:
    if collection.kind == PLACES:
        return True
    return view is not None and (collection.kind != INCIDENTS or view.rows)

"""Snap areas to the streets or villages of a file or of the store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd

from gis.errors import GeometryError, InputError

if TYPE_CHECKING:
    from data.store import Store


@dataclass(frozen=True, slots=True)
class Snapping:
    """
    What outlines follow.

    Attributes
    ----------
    to
        ``roads`` or ``villages``: the layer, in EPSG:4326 in ``layer``.
    """

    to: str
    layer: gpd.GeoDataFrame

    def of(self, areas: gpd.GeoDataFrame, incidents: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Give the areas outlines of blocks or villages; their evidence stays as it is."""
        from hotspots.snapping.streets import snap_to_streets
        from hotspots.snapping.villages import snap_to_villages

        return (snap_to_streets if self.to == "roads" else snap_to_villages)(areas, self.layer, incidents)


def snapping_to(
    to: str | None, store: Store | None, *, roads: Path | None, villages: Path | None
) -> Snapping | None:
    """
    Find what outlines are to follow, before the work is done.

    Parameters
    ----------
    to
        ``streets``, ``villages``, or None for outlines as they are found.
    store
        Gives its layer where no file is named.
    roads, villages
        Files of roads, and of villages as polygons or points.

    Raises
    ------
    InputError
        ``snap.no_layer`` where neither a file nor the store has the layer; ``snap.not_asked`` where a file is
        named and outlines are not to follow it.
    """
    files = {"streets": ("roads", roads), "villages": ("villages", villages)}
    for kind, (layer, path) in files.items():
        if path is not None and kind != to:
            raise InputError("snap.not_asked", option=f"--{layer}", snap=kind)
    if to is None:
        return None
    layer, path = files[to]
    if path is not None:
        return Snapping(layer, _read(path, layer))
    places = None if store is None else store.places(layer)
    if places is None or places.empty:
        raise InputError("snap.no_layer", layer=layer, snap=to)
    return Snapping(layer, places)


def _read(path: Path, layer: str) -> gpd.GeoDataFrame:
    from data.places import read_places

    try:
        return read_places(path, layer)
    except GeometryError as error:
        if layer != "villages" or error.code != "places.shape_kind":
            raise
        return read_places(path, "key-places")  # villages that are points: names alone are needed

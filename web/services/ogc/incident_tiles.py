"""
Vector tiles of incidents: cells with counts from afar, points from near.

Incidents are kept in the order of their place on a curve that fills each square before it leaves it:
those of any tile stand side by side, and so do those of any cell in it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.tile_shapes import world_of
from gis.vector_tiles import EXTENT, POINT, POLYGON, Numbers, TileShapes, encode_layer
from web.services.desk.incident_index import IncidentIndex, IncidentQuery

LEVELS = 28
"""Halvings of the world down to which places are told apart: 15 cm."""

CELLS_ACROSS = 6
"""Halvings of a tile that make its cells: 64 along its side."""

MOST_POINTS = 100_000
"""Incidents in a tile up to which each has its point: they still fit into half a megabyte."""

TOLD_APART = 3000
"""Incidents in a tile up to which each is a feature with id and time; more are a crowd of each category."""

NEAREST_LEVEL = 13
"""Level from which incidents may come one by one: a tile is then four kilometres wide."""

KEPT_CHOICES = 16
EARTH_M = 40_075_016.7
POINT_COLUMNS = ("incident_id", "kind", "category", "category_word", "occurred_from", "occurred_to")
SHARED_COLUMNS = ["kind", "category", "category_word"]
RIM = 64


@dataclass(frozen=True, slots=True)
class IncidentTile:
    """A tile, and how many single incidents are in it: reading those is audited."""

    body: bytes
    points: int = 0


class IncidentTiles:
    """
    Cuts tiles of incidents.

    Parameters
    ----------
    index
        The incidents in memory.
    """

    def __init__(self, index: IncidentIndex) -> None:
        self._index = index
        world = world_of(index.lon, index.lat)
        self._units = np.clip(world * 2**LEVELS, 0, 2**LEVELS - 1).astype(np.int64)
        keys = morton(self._units)
        self._order = np.argsort(keys, kind="stable")
        self._keys = keys[self._order]
        north = float(np.abs(index.lat).max(initial=0.0))
        self._metres = EARTH_M * float(np.cos(np.radians(north)))
        self._choices: OrderedDict[Hashable, npt.NDArray[np.bool_] | None] = OrderedDict()
        self._lock = Lock()

    def tile(
        self, zoom: int, column: int, row: int, query: IncidentQuery, *, points: bool, afar: bool = False
    ) -> IncidentTile:
        """
        Give a tile; empty where nothing is.

        Parameters
        ----------
        zoom, column, row
            Which one.
        query
            Which incidents; its view is a limit that no tile goes beyond.
        points
            Single incidents may be told, where they are few enough.
        afar
            They are told at every level, not from `NEAREST_LEVEL` on.
        """
        level = self._cell_level(zoom, query.view.least_cell_m)
        shared = min(level, zoom)  # a cell may be larger than the tile
        square = int(morton(np.array([[column, row]]) >> (zoom - shared))[0])
        first, last = np.searchsorted(self._keys, np.array([square, square + 1]) << 2 * (LEVELS - shared))
        inside = slice(int(first), int(last))
        chosen = self._chosen(query)
        keys = self._keys[inside] if chosen is None else self._keys[inside][chosen[inside]]
        if not len(keys):
            return IncidentTile(b"")
        near = afar or zoom >= NEAREST_LEVEL
        if points and query.view.rows and near and len(keys) <= MOST_POINTS:
            rows = self._order[inside]
            return self._points(rows if chosen is None else rows[chosen[inside]], zoom, column, row)
        return IncidentTile(self._cells(keys, level, zoom, column, row))

    def _cell_level(self, zoom: int, least_m: int) -> int:
        """Choose the level of cells: 64 across a tile, none smaller than may be seen."""
        finest = LEVELS if not least_m else int(np.floor(np.log2(self._metres / least_m)))
        return min(zoom + CELLS_ACROSS, finest, LEVELS)

    def _chosen(self, query: IncidentQuery) -> npt.NDArray[np.bool_] | None:
        """Tell which incidents are asked for, in the order of the curve; None for all of them."""
        key = query.choice
        with self._lock:
            if key in self._choices:
                self._choices.move_to_end(key)
                return self._choices[key]
        rows = self._index.select(replace(query, bounds=None))
        chosen = None
        if len(rows) < len(self._index):
            mask = np.zeros(len(self._index), dtype=bool)
            mask[rows] = True
            chosen = mask[self._order]
        with self._lock:
            self._choices[key] = chosen
            while len(self._choices) > KEPT_CHOICES:
                self._choices.popitem(last=False)
        return chosen

    def _points(self, rows: npt.NDArray[np.intp], zoom: int, column: int, row: int) -> IncidentTile:
        corner = np.array([column, row], dtype=np.int64) << (LEVELS - zoom)
        places = (self._units[rows] - corner) * EXTENT >> (LEVELS - zoom)
        if len(rows) > TOLD_APART:
            return IncidentTile(self._crowd(rows, places), len(rows))
        each = np.ones(len(rows), dtype=np.int64)
        shapes = TileShapes(POINT, places, each, each)
        table = self._index.frame[list(POINT_COLUMNS)].iloc[rows]
        return IncidentTile(encode_layer("incidents", shapes, rows.astype(np.int64) + 1, table), len(rows))

    def _crowd(self, rows: npt.NDArray[np.intp], places: Numbers) -> bytes:
        """Write one feature of many points for each category: a point takes three bytes, not a hundred."""
        table = self._index.frame[SHARED_COLUMNS].iloc[rows].reset_index(drop=True)
        groups = table.groupby(SHARED_COLUMNS, dropna=False, sort=False, observed=True).ngroup().to_numpy()
        counts = np.bincount(groups)
        shapes = TileShapes(POINT, places[np.argsort(groups, kind="stable")], counts, np.ones_like(counts))
        _, first = np.unique(groups, return_index=True)
        return encode_layer("incident_crowds", shapes, rows[first].astype(np.int64) + 1, table.iloc[first])

    def _cells(self, keys: Numbers, level: int, zoom: int, column: int, row: int) -> bytes:
        cells = keys >> 2 * (LEVELS - level)
        starts = np.flatnonzero(np.diff(cells, prepend=-1))
        counts = np.diff(starts, append=len(cells))
        low = unmorton(cells[starts])
        corner = np.array([column, row], dtype=np.int64) << LEVELS - zoom
        side = 1 << (LEVELS - level)
        edges = np.stack([low * side - corner, (low + 1) * side - corner], axis=1)
        edges = np.clip(edges * EXTENT >> (LEVELS - zoom), -RIM, EXTENT + RIM)
        west, north, east, south = edges.reshape(-1, 4).T
        ring = np.stack([west, north, east, north, east, south, west, south], axis=1).reshape(-1, 2)
        each = np.ones(len(starts), dtype=np.int64)
        cell_km2 = (self._metres / 2**level / 1000) ** 2
        table = pd.DataFrame({"incidents": counts, "per_km2": np.round(counts / cell_km2, 2)})
        shapes = TileShapes(POLYGON, ring, 4 * each, each)
        return encode_layer("incident_cells", shapes, cells[starts] + 1, table)


def morton(places: Numbers) -> Numbers:
    """
    Give the place of squares on the curve; x and y below ``2 ** 31``.

    Examples
    --------
    >>> morton(np.array([[0, 0], [1, 0], [0, 1], [3, 3]])).tolist()
    [0, 1, 2, 15]
    """
    spread: Numbers = _spread(places[:, 0]) | _spread(places[:, 1]) << 1
    return spread


def unmorton(keys: Numbers) -> Numbers:
    """Give x and y of places on the curve."""
    return np.column_stack([_gathered(keys), _gathered(keys >> 1)])


_MASKS = (
    (32, 0x00000000FFFFFFFF),
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def _spread(numbers: Numbers) -> Numbers:
    """Put a gap between any two bits."""
    wide = numbers.astype(np.int64)
    for shift, mask in _MASKS[1:]:
        wide = (wide | wide << shift) & mask
    return wide


def _gathered(numbers: Numbers) -> Numbers:
    """Take the gaps out again."""
    narrow = numbers & _MASKS[-1][1]
    for (shift, _), (_, mask) in zip(_MASKS[:0:-1], _MASKS[-2::-1], strict=True):
        narrow = (narrow | narrow >> shift) & mask
    return narrow

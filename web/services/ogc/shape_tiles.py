"""
Vector tiles of a collection's lines, polygons and points.

Polygons with a name come, from near, with a second layer of the points that their labels stand on: a map that
labelled the polygons themselves would say the name once in every tile that they reach into.
"""

from __future__ import annotations

from threading import Lock

import numpy as np
import shapely

from gis.tile_shapes import FlatShapes, Rows, corners, cut, flattened, thinned
from gis.vector_tiles import POLYGON, TileShapes, encode_layer
from web.services.ogc.collections import Table

MOST_BYTES = 500_000
"""A tile never has more."""

MANY_CORNERS = 20_000
"""Corners in a tile beyond which it is drawn on a coarser raster: half a pixel of a screen."""

VERY_MANY_CORNERS = 40_000
"""Corners in a tile beyond which its raster is a pixel: browsers lay out each corner of a border."""

COARSE_STEP, PIXEL_STEP = 4, 8
STEPS = (1, COARSE_STEP, 8, 16, 32, 64)
"""Rasters that a tile is tried on, one after the other, until it is small enough."""

DEEPEST_OVERVIEW = 12
"""Level from which shapes are cut as they are; below it, near corners are left out once for all."""

LABELLED = (
    "name",
    "title",
    "code",
    "area_id",
    "rank",
    "tier",
    "zone",
    "beat_id",
    "station",
    "cover",
    "status",
)
LABELS_FROM = 11
"""Level from which polygons come with the points of their labels."""

LABEL = "name"
"""Property that labels say."""

MOST_COLUMNS = 12
"""Properties in a tile: those by which maps are drawn and labelled first; all others are had by the id."""


class ShapeTiles:
    """
    Cuts tiles from a table.

    Parameters
    ----------
    table
        Its features; their number in tiles is their row, counted from 1, ``id`` what they are addressed by.
    """

    def __init__(self, table: Table) -> None:
        self._name = table.collection.name
        self._flat = flattened(table.shapes)
        columns = sorted(table.properties, key=lambda column: column not in LABELLED)[:MOST_COLUMNS]
        self._table = table.frame[columns].assign(id=table.ids)
        self._shapes = table.shapes
        self._labels: FlatShapes | None = None
        self._overviews: dict[int, FlatShapes] = {}
        self._lock = Lock()

    def tile(self, zoom: int, column: int, row: int) -> bytes:
        """Give a tile, on a coarser raster where it would be too large; empty where nothing is."""
        shapes = self._drawn(zoom, column, row)
        labels = self._labels_of(zoom, column, row)
        return shapes + labels if len(shapes) + len(labels) <= MOST_BYTES else shapes

    def _drawn(self, zoom: int, column: int, row: int) -> bytes:
        place = (zoom, column, row)
        rows, shapes = np.zeros(0, dtype=np.intp), None
        for step in STEPS:
            flat = (
                self._flat
                if step == 1
                else self._thinned(zoom + COARSE_STEP.bit_length() - step.bit_length())
            )
            least, most = corners(flat, place)
            crowded = most > (MANY_CORNERS if step == 1 else VERY_MANY_CORNERS) and step < PIXEL_STEP
            if crowded or 2 * least > MOST_BYTES:
                continue
            rows, shapes = cut(flat, place, step)
            written = self._written(rows, shapes)
            if len(written) <= MOST_BYTES:
                return written
        while shapes is not None:
            rows, shapes = _largest_half(rows, shapes)
            written = self._written(rows, shapes)
            if len(written) <= MOST_BYTES:
                return written
        return b""

    def _written(self, rows: Rows, shapes: TileShapes | None) -> bytes:
        if shapes is None:
            return b""
        return encode_layer(self._name, shapes, rows.astype(np.int64) + 1, self._table.iloc[rows])

    def _labels_of(self, zoom: int, column: int, row: int) -> bytes:
        """Write the points that labels of polygons stand on: inside them, one for each."""
        if zoom < LABELS_FROM or self._flat.kind != POLYGON or LABEL not in self._table:
            return b""
        with self._lock:
            if self._labels is None:
                self._labels = flattened(shapely.point_on_surface(self._shapes))
        rows, points = cut(self._labels, (zoom, column, row))
        if points is None:
            return b""
        said = self._table[[LABEL, "id"]].iloc[rows]
        return encode_layer(f"{self._name}_labels", points, rows.astype(np.int64) + 1, said)

    def _thinned(self, zoom: int) -> FlatShapes:
        """Give the shapes on the coarse raster of a level, which is twice as wide as that of the next."""
        if zoom >= DEEPEST_OVERVIEW or len(self._flat.points) <= MANY_CORNERS:
            return self._flat
        with self._lock:
            if zoom not in self._overviews:
                self._overviews[zoom] = thinned(self._flat, zoom, COARSE_STEP)
            return self._overviews[zoom]


def _largest_half(rows: Rows, shapes: TileShapes) -> tuple[Rows, TileShapes | None]:
    """Keep the half of the features with most corners: the small ones are not seen on so full a tile."""
    if len(rows) < 2:
        return rows[:0], None
    part_of_feature = np.repeat(np.arange(len(rows)), shapes.features)
    corners = np.bincount(part_of_feature, weights=shapes.parts)
    if shapes.kind == POLYGON:
        chosen = np.sort(np.argsort(-corners, kind="stable")[: len(rows) // 2])
    else:
        chosen = np.arange(0, len(rows), 2)
    keep = np.zeros(len(rows), dtype=bool)
    keep[chosen] = True
    parts = keep[part_of_feature]
    points = np.repeat(parts, shapes.parts)
    return rows[keep], TileShapes(
        shapes.kind, shapes.points[points], shapes.parts[parts], shapes.features[keep]
    )

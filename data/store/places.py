"""Layers of places: each a table with typed columns, replaced whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
from sqlalchemy import Connection, Table, delete, select

from data.store.layers import Bounds, near_box, rebuild_index
from data.store.models import PLACE_MODELS, Base
from data.store.values import (
    EPSG,
    as_written,
    decode_frame,
    encode,
    encode_geometry,
    flat_shapes,
    insert_rows,
)
from gis.errors import Problem, TableError

if TYPE_CHECKING:
    from collections.abc import Sequence


def place_table(layer: str) -> Table:
    """Give the table of a layer; ``ValueError`` when there is no such layer."""
    if layer not in PLACE_MODELS:
        msg = f"layer wants one of {', '.join(PLACE_MODELS)}, got {layer!r}"
        raise ValueError(msg)
    return Base.metadata.tables[PLACE_MODELS[layer].__tablename__]


def _columns(table: Table) -> Sequence[str]:
    return [column.name for column in table.columns if column.name not in {"id", "geometry"}]


def write_places(connection: Connection, layer: str, frame: gpd.GeoDataFrame) -> int:
    """
    Replace a layer.

    Parameters
    ----------
    connection
        In a writing transaction.
    layer
        ``townships``, ``villages``, ``stations``, ``roads``, ``water``, ``population``, ``checkpoints``
        or ``key-places``.
    frame
        Shapes in any CRS that is known; columns that the layer does not have are left out.

    Returns
    -------
    int
        Number of places written.

    Raises
    ------
    TableError
        When the frame has no CRS or a place has no geometry.
    """
    table = place_table(layer)
    problems = [Problem("table.crs_missing")] if frame.crs is None else []
    empty = np.asarray(frame.geometry.isna() | frame.geometry.is_empty)
    if empty.any():
        rows = ", ".join(str(row + 1) for row in np.flatnonzero(empty)[:5])
        problems.append(Problem("table.geometry_missing", {"rows": rows}))
    if problems:
        raise TableError.of(problems)
    frame = frame.to_crs(EPSG)
    columns = {
        name: encode(frame[name], table.c[name].type) for name in _columns(table) if name in frame.columns
    }
    columns["geometry"] = encode_geometry(flat_shapes(frame.geometry), connection.dialect.name)
    connection.execute(delete(table))
    insert_rows(connection, table, list(columns), zip(*columns.values(), strict=True))
    rebuild_index(connection, table)
    return len(frame)


def read_places(connection: Connection, layer: str, bounds: Bounds | None = None) -> gpd.GeoDataFrame:
    """Read a layer in the order in which it was written; with ``bounds`` the places that may meet the box."""
    table = place_table(layer)
    names = [*_columns(table), "geometry"]
    query = select(*(as_written(table.c[name]) for name in names)).order_by(table.c.id)
    if bounds is not None:
        query = query.where(near_box(connection, table, bounds))
    return decode_frame(connection, table, query, names)

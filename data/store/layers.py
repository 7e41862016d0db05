"""
Tables with a geometry, so that other programs see layers and boxes are found fast.

On SQLite GDAL and QGIS read ``geometry_columns`` (format WKB) and ``spatial_ref_sys``, and an
R*Tree stands beside each indexed table. Its 32-bit boxes are rounded outwards: a prefilter, never
the answer. On PostGIS the database does all of it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pyproj
import shapely
from sqlalchemy import ColumnElement, Connection, Table, column, func, select, text
from sqlalchemy import table as table_of

from data.store.columns import SRID
from data.store.models import PLACE_MODELS, Base
from data.store.values import as_written, columns_of

if TYPE_CHECKING:
    import numpy.typing as npt

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

INDEXED: tuple[Table, ...] = tuple(
    Base.metadata.tables[name]
    for name in ("incidents", *(model.__tablename__ for model in PLACE_MODELS.values()))
)
"""Tables with a spatial index."""

_OGC_CODES = {"GEOMETRY": 0, "POINT": 1}

_GEOMETRY_COLUMNS = """CREATE TABLE geometry_columns (
    f_table_name TEXT NOT NULL, f_geometry_column TEXT NOT NULL, geometry_type INTEGER NOT NULL,
    coord_dimension INTEGER NOT NULL, srid INTEGER NOT NULL, geometry_format TEXT NOT NULL,
    PRIMARY KEY (f_table_name, f_geometry_column))"""
_SPATIAL_REF_SYS = """CREATE TABLE spatial_ref_sys (
    srid INTEGER PRIMARY KEY, auth_name TEXT, auth_srid INTEGER, srtext TEXT)"""


def rtree_of(table: str) -> str:
    """Name a table's R*Tree."""
    return f"rtree_{table}_geometry"


def create_layer_tables(connection: Connection) -> None:
    """Create what tells GDAL and QGIS of layers (SQLite only)."""
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql(_GEOMETRY_COLUMNS)
    connection.exec_driver_sql(_SPATIAL_REF_SYS)
    wkt = pyproj.CRS.from_epsg(SRID).to_wkt("WKT1_GDAL")
    connection.execute(
        text("INSERT INTO spatial_ref_sys VALUES (:srid, 'EPSG', :srid, :wkt)"), {"srid": SRID, "wkt": wkt}
    )


def register_layer(connection: Connection, table: str, geometry_type: str, *, indexed: bool) -> None:
    """Tell GDAL and QGIS of a table with a geometry and create its R*Tree (SQLite only)."""
    if connection.dialect.name != "sqlite":
        return
    connection.execute(
        text("INSERT INTO geometry_columns VALUES (:name, 'geometry', :type, 2, :srid, 'WKB')"),
        {"name": table, "type": _OGC_CODES[geometry_type], "srid": SRID},
    )
    if indexed:
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {rtree_of(table)} USING rtree(id, xmin, xmax, ymin, ymax)"
        )


def rebuild_index(connection: Connection, table: Table) -> None:
    """Fill a table's R*Tree anew from its geometries (SQLite only)."""
    if connection.dialect.name != "sqlite":
        return
    name = rtree_of(table.name)
    connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608
    ids, bounds = stored_bounds(connection, table)
    rows = [
        (row, west, east, south, north)
        for row, (west, south, east, north) in zip(ids.tolist(), bounds.tolist(), strict=True)
        if not math.isnan(west)  # a geometry that is empty has no box
    ]
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {name} VALUES (?, ?, ?, ?, ?)", rows)  # noqa: S608


def stored_bounds(
    connection: Connection, table: Table
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Give the ids of a table's rows that have a geometry, and their boxes."""
    query = select(table.c.id, as_written(table.c.geometry)).where(table.c.geometry.is_not(None))
    ids, bounds = [], []
    for columns in columns_of(connection, query.order_by(table.c.id), ["id", "geometry"]):
        ids.append(np.array(columns["id"], dtype=np.int64))
        bounds.append(shapely.bounds(shapely.from_wkb(np.array(columns["geometry"], dtype=object))))
    return np.concatenate(ids), np.concatenate(bounds)


def near_box(connection: Connection, table: Table, bounds: Bounds) -> ColumnElement[bool]:
    """Make the condition that a row's box meets ``bounds``, answered by the spatial index."""
    west, south, east, north = bounds
    if connection.dialect.name == "postgresql":
        return table.c.geometry.bool_op("&&")(func.ST_MakeEnvelope(west, south, east, north, SRID))
    tree = table_of(rtree_of(table.name), *map(column, ("id", "xmin", "xmax", "ymin", "ymax")))
    return table.c.id.in_(
        select(tree.c.id).where(
            tree.c.xmin <= east, tree.c.xmax >= west, tree.c.ymin <= north, tree.c.ymax >= south
        )
    )

"""Columns of frames to values of the database and back, whole columns at a time."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Float,
    Integer,
    Select,
    Table,
    Text,
    type_coerce,
)

from data.store.columns import SRID, GeometryColumn, UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt
    from sqlalchemy.types import TypeEngine

EPSG = f"EPSG:{SRID}"

READ_ROWS = 20_000
"""Rows that are read at a time."""


def plain(value: object) -> object:
    """Turn what JSON does not know (numpy's scalars, times, paths, sets) into what it does."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)


to_json = partial(json.dumps, ensure_ascii=False, allow_nan=False, default=plain)
"""JSON as the store keeps it: Chinese as it is, no NaN (PostgreSQL would refuse it)."""


def encode(series: pd.Series[Any], kind: TypeEngine[Any]) -> list[Any]:
    """Turn a column into values that both drivers take; what is missing becomes None or an empty text."""
    if isinstance(kind, UtcDateTime):
        return _encode_times(series)
    if isinstance(kind, Boolean):
        return list(series.fillna(value=False).astype(bool).tolist())
    if isinstance(kind, (Integer, Float)):
        return _encode_numbers(series, whole=isinstance(kind, Integer))
    return list(series.astype("str").fillna("").tolist())


def flat_shapes(geometry: gpd.GeoSeries) -> npt.NDArray[np.object_]:
    """Give the shapes of a frame in two dimensions, None for those that are missing or empty."""
    flat = np.array(shapely.force_2d(np.asarray(geometry.array)), dtype=object)
    flat[shapely.is_empty(flat)] = None
    return flat


def encode_geometry(flat: npt.NDArray[np.object_], dialect: str) -> list[Any]:
    """Turn shapes into WKB for SQLite, into hexadecimal EWKB for PostGIS."""
    if dialect == "sqlite":
        return list(shapely.to_wkb(flat))
    return list(shapely.to_wkb(shapely.set_srid(flat, SRID), hex=True, include_srid=True))


def _encode_times(series: pd.Series[Any]) -> list[str | None]:
    utc = pd.to_datetime(series, utc=True)
    if utc.isna().all():
        return [None] * len(utc)
    instants = utc.dt.tz_localize(None).to_numpy(dtype="datetime64[us]")
    said = np.datetime_as_string(instants, unit="us", timezone="UTC")
    return _with_none(said, utc.isna().to_numpy())


def _encode_numbers(series: pd.Series[Any], *, whole: bool) -> list[Any]:
    numbers = pd.to_numeric(series).to_numpy(dtype=float, na_value=np.nan)
    missing = np.isnan(numbers)
    if whole:
        return _with_none(np.where(missing, 0, numbers).round().astype(np.int64), missing)
    return _with_none(numbers, missing)


def _with_none(values: np.ndarray, missing: np.ndarray) -> list[Any]:
    if not missing.any():
        return list(values.tolist())
    objects = values.astype(object)
    objects[missing] = None
    return list(objects.tolist())


def insert_rows(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write encoded rows in bulk: many at a time into SQLite, by COPY into PostGIS."""
    columns = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        cursor = connection.connection.cursor()
        cursor.executemany(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', rows)  # type: ignore[arg-type]  # noqa: S608
        cursor.close()
        return
    cursor = connection.connection.cursor()
    with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)
    cursor.close()


def as_written(column: Column[Any]) -> ColumnElement[Any]:
    """Select a column as the driver gives it, to be decoded in bulk."""
    if isinstance(column.type, (GeometryColumn, UtcDateTime)):
        return type_coerce(column, Text()).label(column.name)
    return column


def columns_of(
    connection: Connection, query: Select[Any], names: Sequence[str]
) -> Iterator[dict[str, Sequence[Any]]]:
    """Read rows of ``as_written`` columns, at least one part: few Python objects live at the same time."""
    result = connection.execute(query)
    cursor: Any = result.cursor  # the driver's own: rows of SQLAlchemy cost as much as the query
    rows = cursor.fetchmany(READ_ROWS)
    yield dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())
    while rows := cursor.fetchmany(READ_ROWS):
        yield dict(zip(names, zip(*rows, strict=True), strict=True))
    result.close()


def decode(values: Sequence[Any], kind: TypeEngine[Any]) -> pd.Series[Any]:
    """Turn what the driver gave for a column into a column of a frame."""
    if isinstance(kind, UtcDateTime):
        return pd.Series(pd.to_datetime(pd.Series(values, dtype=object), utc=True)).astype(
            "datetime64[us, UTC]"
        )
    if isinstance(kind, Boolean):
        return pd.Series(values, dtype=bool)
    if isinstance(kind, (Integer, Float)):
        return _decode_numbers(values, whole=isinstance(kind, Integer))
    return pd.Series(values, dtype="str")


def _decode_numbers(values: Sequence[Any], *, whole: bool) -> pd.Series[Any]:
    numbers = np.array(values, dtype=float)
    if whole and not np.isnan(numbers).any():
        return pd.Series(numbers.astype(np.int64))
    return pd.Series(numbers)


def decode_frame(
    connection: Connection, table: Table, query: Select[Any], names: Sequence[str]
) -> gpd.GeoDataFrame:
    """Make a frame in EPSG:4326 of rows of ``as_written`` columns, the geometry among them."""
    parts = []
    for columns in columns_of(connection, query, names):
        shapes = shapely.from_wkb(np.array(columns.pop("geometry"), dtype=object))
        data = {name: decode(values, table.c[name].type) for name, values in columns.items()}
        parts.append(gpd.GeoDataFrame(data, geometry=shapely.set_srid(shapes, 0), crs=EPSG))
    return pd.concat(parts, ignore_index=True)

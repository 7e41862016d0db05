"""Runs of hotspots, zones and beats: parameters and tables, each run kept beside the earlier ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from sqlalchemy import Connection, Table, insert, select

from data.store import clock
from data.store.models import Base
from data.store.values import EPSG, as_written, encode_geometry, flat_shapes, insert_rows, to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

ANALYSES = Base.metadata.tables["analyses"]
LAYERS = Base.metadata.tables["analysis_layers"]
FEATURES = Base.metadata.tables["analysis_features"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """
    One run: what was asked and what came out.

    Parameters
    ----------
    id
        Number of the run.
    kind
        ``hotspots``, ``zones`` or ``beats``.
    created_at
        When it was saved, in UTC.
    parameters
        What was asked, as JSON holds it.
    layers
        Tables in EPSG:4326 by name, with the columns and dtypes that they were saved with.
    """

    id: int
    kind: str
    created_at: datetime
    parameters: dict[str, Any]
    layers: dict[str, gpd.GeoDataFrame]


def write_analysis(
    connection: Connection,
    kind: str,
    parameters: Mapping[str, object],
    layers: Mapping[str, gpd.GeoDataFrame],
) -> int:
    """Save a run with its tables; returns its number."""
    said = json.loads(to_json(dict(parameters)))
    analysis_id = _insert(connection, ANALYSES, {"kind": kind, "created_at": clock.now(), "parameters": said})
    for name, frame in layers.items():
        flat = pd.DataFrame(frame.drop(columns=frame.geometry.name)).reset_index(drop=True)
        dtypes = {str(column): _said(dtype) for column, dtype in flat.dtypes.items()}
        layer_id = _insert(connection, LAYERS, {"analysis_id": analysis_id, "name": name, "columns": dtypes})
        shapes = flat_shapes(frame.to_crs(EPSG).geometry)
        rows = zip(
            [layer_id] * len(flat),
            _documents(flat),
            encode_geometry(shapes, connection.dialect.name),
            strict=True,
        )
        insert_rows(connection, FEATURES, ["layer_id", "properties", "geometry"], rows)
    return analysis_id


def read_latest(connection: Connection, kind: str) -> Analysis | None:
    """Read the newest run of a kind, None when there is none."""
    newest = select(ANALYSES).where(ANALYSES.c.kind == kind).order_by(ANALYSES.c.id.desc()).limit(1)
    found = connection.execute(newest).one_or_none()
    return None if found is None else read_analysis(connection, found.id)


def read_analysis(connection: Connection, analysis_id: int) -> Analysis | None:
    """Read one run with its tables, None when there is no such run."""
    found = connection.execute(select(ANALYSES).where(ANALYSES.c.id == analysis_id)).one_or_none()
    if found is None:
        return None
    listed = connection.execute(
        select(LAYERS).where(LAYERS.c.analysis_id == analysis_id).order_by(LAYERS.c.id)
    ).all()
    layers = {layer.name: _read_layer(connection, layer.id, layer.columns) for layer in listed}
    return Analysis(found.id, found.kind, found.created_at, found.parameters, layers)


def list_analyses(connection: Connection, kind: str | None = None) -> list[Analysis]:
    """List runs, newest first, without their tables."""
    query = select(ANALYSES).order_by(ANALYSES.c.id.desc())
    if kind is not None:
        query = query.where(ANALYSES.c.kind == kind)
    return [
        Analysis(row.id, row.kind, row.created_at, row.parameters, {}) for row in connection.execute(query)
    ]


def _insert(connection: Connection, table: Table, values: dict[str, object]) -> int:
    key = connection.execute(insert(table).values(values)).inserted_primary_key
    return int(key[0]) if key is not None else 0


def _documents(flat: pd.DataFrame) -> list[str]:
    """Make one JSON document of each row; missing values become null, times ISO 8601."""
    if not len(flat.columns):
        return ["{}"] * len(flat)
    names = [str(name) for name in flat.columns]
    columns = []
    for place in range(len(names)):
        column = flat.iloc[:, place].astype(object)
        columns.append(column.where(column.notna(), None).tolist())
    return [to_json(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]


def _read_layer(connection: Connection, layer_id: int, dtypes: dict[str, Any]) -> gpd.GeoDataFrame:
    query = select(FEATURES.c.properties, as_written(FEATURES.c.geometry))
    rows = connection.execute(query.where(FEATURES.c.layer_id == layer_id).order_by(FEATURES.c.id)).all()
    data = {
        name: _with_dtype([row.properties[name] for row in rows], dtype) for name, dtype in dtypes.items()
    }
    shapes = shapely.from_wkb(np.array([row.geometry for row in rows], dtype=object))
    return gpd.GeoDataFrame(data, geometry=shapely.set_srid(shapes, 0), crs=EPSG)


def _said(dtype: Any) -> object:
    """Describe a dtype in JSON."""
    if not isinstance(dtype, pd.CategoricalDtype):
        return str(dtype)
    of = dtype.categories
    return {"categories": of.tolist(), "of": str(of.dtype), "ordered": dtype.ordered}


def _with_dtype(values: list[Any], said: Any) -> pd.Series[Any]:
    """Make a column of what JSON gave back; times went as text."""
    column = pd.Series(values, dtype=object)
    if isinstance(said, dict):
        categories = pd.Index(said["categories"], dtype=said["of"])
        return column.astype(pd.CategoricalDtype(categories, ordered=said["ordered"]))
    kind: Any = pd.api.types.pandas_dtype(said)
    if kind.kind == "M":
        column = pd.to_datetime(column, utc=True, format="ISO8601")
        return column.astype(kind) if hasattr(kind, "tz") else column.dt.tz_localize(None).astype(kind)
    return column.astype(kind)

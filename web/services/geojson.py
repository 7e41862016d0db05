"""GeoJSON made in vectors: frames to bytes, six decimals, without a Python loop over coordinates."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DECIMALS = 6
"""Decimals of a degree that are written: about 10 cm."""


def feature_collection(frame: gpd.GeoDataFrame, members: Mapping[str, object] | None = None) -> bytes:
    """
    Write a frame as a GeoJSON feature collection.

    Parameters
    ----------
    frame
        Shapes in any CRS that has one; written in EPSG:4326. Times become ISO 8601
        in UTC, missing values null.
    members
        Further members of the collection, beside ``type`` and ``features``.

    Returns
    -------
    bytes
        UTF-8 JSON; each feature's ``id`` is its row number, counted from 1.
    """
    shapes = shapely.to_geojson(_rounded(frame))
    numbers = [str(row) for row in range(1, len(frame) + 1)]
    features = ",".join(features_of(frame.drop(columns=frame.geometry.name), shapes, numbers))
    extra = json.dumps(dict(members or {}), ensure_ascii=False)[1:-1]
    head = f'{{"type":"FeatureCollection",{extra}{"," if extra else ""}"features":['
    return f"{head}{features}]}}".encode()


def features_of(table: pd.DataFrame, shapes: np.ndarray, ids: Sequence[str]) -> list[str]:
    """
    Write each row as a GeoJSON feature.

    Parameters
    ----------
    table
        Properties.
    shapes
        GeoJSON geometry of each row, None where there is none.
    ids
        Id of each row as JSON.
    """
    columns = pd.DataFrame(table).reset_index(drop=True)
    lines = ["{}"] * len(table)
    if columns.size:
        written = columns.to_json(
            orient="records", lines=True, date_format="iso", force_ascii=False, double_precision=DECIMALS
        )
        lines = written.rstrip("\n").split("\n")
    return [
        f'{{"type":"Feature","id":{one},"geometry":{shape or "null"},"properties":{line}}}'
        for one, shape, line in zip(ids, shapes, lines, strict=True)
    ]


def _rounded(frame: gpd.GeoDataFrame) -> np.ndarray:
    geometry = (
        frame.geometry if frame.crs is None or frame.crs.to_epsg() == 4326 else frame.geometry.to_crs(4326)
    )
    return np.asarray(
        shapely.transform(geometry.to_numpy(), lambda points: np.round(points, DECIMALS)), dtype=object
    )

"""GeoJSON made in vectors: frames to bytes, six decimals, without a Python loop over coordinates."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    columns = pd.DataFrame(frame.drop(columns=frame.geometry.name)).reset_index(drop=True)
    lines = ["{}"] * len(frame)
    if columns.size:
        written = columns.to_json(
            orient="records", lines=True, date_format="iso", force_ascii=False, double_precision=DECIMALS
        )
        lines = written.rstrip("\n").split("\n")
    features = ",".join(
        f'{{"type":"Feature","id":{row},"geometry":{shape or "null"},"properties":{line}}}'
        for row, (shape, line) in enumerate(zip(shapes, lines, strict=True), start=1)
    )
    extra = json.dumps(dict(members or {}), ensure_ascii=False)[1:-1]
    head = f'{{"type":"FeatureCollection",{extra}{"," if extra else ""}"features":['
    return f"{head}{features}]}}".encode()


def _rounded(frame: gpd.GeoDataFrame) -> np.ndarray:
    geometry = (
        frame.geometry if frame.crs is None or frame.crs.to_epsg() == 4326 else frame.geometry.to_crs(4326)
    )
    return np.asarray(
        shapely.transform(geometry.to_numpy(), lambda points: np.round(points, DECIMALS)), dtype=object
    )

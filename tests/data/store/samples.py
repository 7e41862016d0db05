"""Small frames to put into a store."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import Point, box

from gis.frames import IncidentFrame, as_incidents


def some_incidents(count: int = 4, *, first: int = 1, hours: float = 0.0, **columns: object) -> IncidentFrame:
    """Make incidents, one a day from 1 January 2026 in Shanghai, each 0.01 degrees east of the one before."""
    number = np.arange(first, first + count)
    day = pd.Timestamp("2026-01-01 08:00", tz="Asia/Shanghai").as_unit("us")
    since = pd.Series(day + pd.to_timedelta(number - 1, unit="D")).dt.as_unit("us")
    table = {
        "incident_id": [f"A{n:03d}" for n in number],
        "occurred_from": since,
        "occurred_to": since + pd.Timedelta(hours=hours),
        "category": "criminal",
        "category_word": "盗窃",
        **columns,
    }
    shapes = gpd.points_from_xy(104 + number / 100, np.full(count, 30.5))
    return as_incidents(gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326"))


def some_villages() -> gpd.GeoDataFrame:
    """Make two villages side by side and one far off whose population nobody counted."""
    table = {
        "code": ["510001", "510002", "510003"],
        "name": ["东村", "西村", "山村"],
        "township_code": ["51", "51", "52"],
        "class_code": ["111", "220", ""],
        "population": [1200.0, 800.0, np.nan],
        "households": [400, 250, 90],
        "station": ["S1", "S1", "S2"],
        "leader": ["甲", "乙", "丙"],
    }
    shapes = [box(104, 30, 104.1, 30.1), box(104.1, 30, 104.2, 30.1), box(105, 31, 105.1, 31.1)]
    return gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326")


def some_stations() -> gpd.GeoDataFrame:
    """Make two stations."""
    table = {"code": ["S1", "S2"], "name": ["城关所", "山区所"], "officers": [12, 5]}
    return gpd.GeoDataFrame(table, geometry=[Point(104.1, 30.05), Point(105, 31)], crs="EPSG:4326")

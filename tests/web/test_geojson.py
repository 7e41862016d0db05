from __future__ import annotations

import json

import geopandas as gpd
import pandas as pd
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from web.services.geojson import feature_collection


def test_features_carry_columns_times_in_utc_and_nulls() -> None:
    table = {
        "name": ["村“东”", None],
        "count": [3, 4],
        "share": [float("nan"), 0.25],
        "at": pd.to_datetime(["2025-01-01T00:00+08:00", None], utc=True),
    }
    frame = gpd.GeoDataFrame(table, geometry=[shapely.Point(104.123456789, 34), None], crs=4326)
    found = json.loads(feature_collection(frame, {"total": 2}))
    assert found["type"] == "FeatureCollection"
    assert found["total"] == 2
    first, second = found["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [104.123457, 34.0]}
    assert first["properties"] == {
        "name": "村“东”",
        "count": 3,
        "share": None,
        "at": "2024-12-31T16:00:00.000Z",
    }
    assert second["geometry"] is None
    assert second["properties"]["name"] is None
    assert [feature["id"] for feature in found["features"]] == [1, 2]


def test_shapes_of_a_metric_crs_are_written_in_degrees() -> None:
    frame = gpd.GeoDataFrame(geometry=[shapely.Point(104.5, 33.5)], crs=4326).to_crs(4544)
    found = json.loads(feature_collection(frame))
    assert found["features"][0]["geometry"]["coordinates"] == [104.5, 33.5]
    assert found["features"][0]["properties"] == {}


def test_an_empty_frame_is_an_empty_collection() -> None:
    frame = gpd.GeoDataFrame({"name": []}, geometry=[], crs=4326)
    assert json.loads(feature_collection(frame)) == {"type": "FeatureCollection", "features": []}


@example(["\x85", "\u2028\n\r"])
@given(st.lists(st.text(), min_size=1, max_size=8))
def test_whatever_a_name_holds_every_row_comes_back(names: list[str]) -> None:
    names = [name.encode("utf-8", "ignore").decode() for name in names]
    frame = gpd.GeoDataFrame({"name": names}, geometry=shapely.points(range(len(names)), 0.0), crs=4326)
    found = json.loads(feature_collection(frame))
    assert [feature["properties"]["name"] for feature in found["features"]] == names

"""Runs are kept with their tables, dtypes included."""

from __future__ import annotations

from datetime import UTC, datetime

import geopandas as gpd
import numpy as np
import pandas as pd
from geopandas.testing import assert_geodataframe_equal
from shapely.geometry import Point, box

from data.store import Store


def areas() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "area_id": ["A1", "A2", "A3"],
            "rank": [1, 2, 3],
            "incidents": pd.array([40, 12, None], dtype="Int64"),
            "p_value": [1e-300, 0.1 + 0.2, np.nan],
            "significant": [True, False, True],
            "small": np.array([1, 2, 3], dtype="int32"),
            "tier": pd.Categorical(["significant", "watch", "watch"]),
            "station": ["城关所", None, ""],
            "first_occurred_at": pd.to_datetime(
                ["2026-01-01 08:00:00.000001", "2026-07-01 00:00:00.5", None]
            ).tz_localize("Asia/Shanghai"),
            "day": pd.to_datetime(["2026-01-01", None, "2026-03-01"]),
        },
        geometry=[box(104, 30, 104.1, 30.1), Point(104, 30), None],
        crs="EPSG:4326",
    )


def test_tables_come_back_with_their_dtypes_and_values(store: Store) -> None:
    number = store.save_analysis("hotspots", {"seed": 7}, {"areas": areas()})
    came = store.latest_analysis("hotspots")
    assert came is not None
    assert came.id == number
    assert_geodataframe_equal(came.layers["areas"], areas())


def test_the_newest_run_of_a_kind_is_known_without_reading_it(store: Store) -> None:
    assert (store.newest_analysis("zones"), store.newest_import()) == (0, 0)
    first = store.save_analysis("zones", {}, {"areas": areas()})
    other = store.save_analysis("beats", {}, {"areas": areas()})
    assert (store.newest_analysis("zones"), store.newest_analysis("beats")) == (first, other)
    again = store.save_analysis("zones", {}, {"areas": areas()})
    assert store.newest_analysis("zones") == again > first


def test_parameters_come_back_as_json_holds_them(store: Store) -> None:
    asked = {
        "seed": np.int64(7),
        "since": datetime(2026, 1, 1, tzinfo=UTC),
        "category": ("盗窃", "抢劫"),
        "bandwidth_m": None,
        "share": 0.02,
    }
    store.save_analysis("hotspots", asked, {})
    came = store.latest_analysis("hotspots")
    assert came is not None
    assert came.parameters == {
        "seed": 7,
        "since": "2026-01-01T00:00:00+00:00",
        "category": ["盗窃", "抢劫"],
        "bandwidth_m": None,
        "share": 0.02,
    }
    assert came.created_at.tzinfo is not None


def test_the_newest_run_of_a_kind_is_the_latest_and_earlier_ones_stay(store: Store) -> None:
    first = store.save_analysis("beats", {"count": 4}, {"units": areas()})
    second = store.save_analysis("beats", {"count": 5}, {"units": areas(), "beats": areas().iloc[:1]})
    store.save_analysis("zones", {}, {"zones": areas()})
    latest = store.latest_analysis("beats")
    assert latest is not None
    assert latest.id == second
    assert list(latest.layers) == ["units", "beats"]
    assert len(latest.layers["beats"]) == 1
    earlier = store.analysis(first)
    assert earlier is not None
    assert earlier.parameters == {"count": 4}
    assert [run.id for run in store.analyses("beats")] == [second, first]
    assert len(store.analyses()) == 3


def test_what_was_never_run_is_none(store: Store) -> None:
    assert store.latest_analysis("hotspots") is None
    assert store.analysis(99) is None
    assert store.analyses() == []


def test_an_empty_result_is_a_result_with_columns(store: Store) -> None:
    store.save_analysis("hotspots", {}, {"areas": areas().iloc[:0]})
    came = store.latest_analysis("hotspots")
    assert came is not None
    assert_geodataframe_equal(came.layers["areas"], areas().iloc[:0], check_index_type=False)


def test_layers_in_metres_are_turned_into_degrees_and_the_index_is_dropped(store: Store) -> None:
    metric = areas().dropna(subset="geometry").to_crs("EPSG:4544").set_index("area_id")
    metric = metric.rename_geometry("shape")
    store.save_analysis("beats", {}, {"units": metric.iloc[:2]})
    came = store.latest_analysis("beats")
    assert came is not None
    units = came.layers["units"]
    assert units.crs.to_epsg() == 4326
    assert list(units.index) == [0, 1]
    assert np.abs(units.total_bounds - areas().total_bounds).max() < 1e-8

"""Routes on an exported map."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from web.maps.routes import route_layers

LINE = shapely.LineString([(104.0, 34.0), (104.01, 34.0)])


def frame(columns: dict[str, object], shapes: list[shapely.Geometry]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=4326)


@pytest.fixture
def layers() -> dict[str, gpd.GeoDataFrame]:
    at = pd.to_datetime(["2026-01-05T20:10", "2026-01-06T21:20"]).tz_localize("Asia/Shanghai")
    routes = {
        "beat_id": 1,
        "day": [1, 2],
        "stops": 1,
        "minutes": 55.0,
        "drive_min": 40.0,
        "stay_min": 15.0,
        "road_km": 9.0,
    }
    stops = {
        "beat_id": 1,
        "day": [1, 2],
        "order": 1,
        "stop_id": "P",
        "kind": ["hot_area", "must_visit"],
        "name": ["<b>//集市", ""],
        "arrive_at": at,
        "leave_at": at + pd.Timedelta(minutes=15),
    }
    missed = {"stop_id": ["Q"], "name": ["孤岛"], "reason": ["unreachable"]}
    point = LINE.interpolate(0.5, normalized=True)
    return {
        "routes": frame(routes, [LINE, LINE]),
        "stops": frame(stops, [point, point]),
        "stretches": frame({"passes": [0.0, 0.5, 0.6, 1.0, 2.0, 2.5]}, [LINE] * 6),
        "missed": frame(missed, [point]),
    }


def test_the_first_day_is_shown_and_the_others_wait(layers: dict[str, gpd.GeoDataFrame]) -> None:
    shown = {layer.key: layer.shown for layer in route_layers(layers, "zh", "Asia/Shanghai")}
    assert shown == {
        "passes": True,
        "routes_1": True,
        "stops_1": True,
        "routes_2": False,
        "stops_2": False,
        "missed_stops": True,
    }


def test_streets_fall_into_classes_of_passes_that_hold_their_upper_limit(
    layers: dict[str, gpd.GeoDataFrame],
) -> None:
    passes = route_layers(layers, "en", "Asia/Shanghai")[0]
    assert list(passes.tips) == ["none", "0 to 0.50", "0.50 to 1", "1 to 2", "over 2"]
    assert len(passes.geometry) == 5


def test_a_stay_says_beat_order_place_and_times_and_no_mark_of_html(
    layers: dict[str, gpd.GeoDataFrame],
) -> None:
    stops = next(layer for layer in route_layers(layers, "en", "Asia/Shanghai") if layer.key == "stops_1")
    assert "20:10–20:25" in stops.tips[0]
    assert "<b>" not in stops.tips[0]
    assert "//" not in stops.tips[0]


def test_what_was_missed_says_why(layers: dict[str, gpd.GeoDataFrame]) -> None:
    assert "没有道路相通" in route_layers(layers, "zh", "Asia/Shanghai")[-1].tips[0]


def test_a_plan_without_stops_or_streets_is_drawn_as_its_routes(layers: dict[str, gpd.GeoDataFrame]) -> None:
    bare = {name: table.iloc[:0] if name != "routes" else table for name, table in layers.items()}
    assert [layer.key for layer in route_layers(bare, "zh", "Asia/Shanghai")] == ["routes_1", "routes_2"]

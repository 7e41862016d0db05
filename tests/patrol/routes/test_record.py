"""Planned against done."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from patrol.routes.record import compare_record, likely_clock_error_h
from tests.patrol.routes import town

START = pd.Timestamp("2026-01-05T20:00", tz="Asia/Shanghai")


def minute(number: float) -> pd.Timestamp:
    return START + pd.Timedelta(minutes=number)


def planned() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "stop_id": ["school", "market", "market", "bridge"],
            "arrive_at": [minute(0), minute(60), minute(200), minute(300)],
            "leave_at": [minute(10), minute(75), minute(212), minute(312)],
        },
        geometry=[town.point(0, 0), town.point(1, 0), town.point(1, 0), town.point(2, 0)],
        crs=town.CRS,
    )


def check_ins(*rows: tuple[str, float]) -> pd.DataFrame:
    return pd.DataFrame({"stop_id": [row[0] for row in rows], "at": [minute(row[1]) for row in rows]})


def track(*fixes: tuple[float, float, float]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"track": "car", "at": pd.to_datetime([minute(fix[2]) for fix in fixes], utc=True)},
        geometry=[town.point(fix[0], fix[1]) for fix in fixes],
        crs=town.CRS,
    )


def roads() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"passes": [1.0, 2.0, 0.0], "length_m": 500.0},
        geometry=[town.line((0, 0), (1, 0)), town.line((1, 0), (2, 0)), town.line((2, 0), (3, 0))],
        crs=town.CRS,
    )


def test_check_ins_are_early_in_time_late_or_missing():
    done = compare_record(planned(), check_ins=check_ins(("school", 40), ("market", 29), ("market", 243)))
    assert done.stops["result"].tolist() == ["in_time", "early", "late", "missed"]
    assert done.stops["done_at"].isna().tolist() == [False, False, False, True]
    assert (done.in_time, done.done) == (0.25, 0.75)


def test_one_check_in_counts_for_the_visit_nearest_in_time_alone():
    done = compare_record(planned(), check_ins=check_ins(("market", 190)))
    assert done.stops["result"].tolist() == ["missed", "missed", "in_time", "missed"]


def test_check_in_of_another_day_counts_for_nothing():
    done = compare_record(planned(), check_ins=check_ins(("school", 24 * 60), ("nowhere", 0)))
    assert (done.stops["result"] == "missed").all()


def test_vehicle_that_stays_at_a_stop_was_there_and_its_roads_are_driven():
    fixes = ((0, 0.1, 0), (0, 0.1, 3), (0.5, 0.04, 5), (1, 0.1, 7))
    done = compare_record(planned(), roads(), tracks=track(*fixes).to_crs(4326))
    assert done.stops["result"].tolist() == ["in_time", "missed", "missed", "missed"]  # drove by the market
    assert done.stops["stayed_min"].tolist()[0] == 3
    assert (done.road_km, done.road_km_driven, done.road_share) == (1.0, 0.0, 0.0)  # 35 m beside the road
    on_road = compare_record(planned(), roads(), tracks=track((0, 0, 0), (0.5, 0, 2), (1, 0.02, 4)))
    assert (on_road.road_km, on_road.road_km_driven, on_road.road_share) == (1.0, 0.5, 0.5)
    assert on_road.stretches["driven"].tolist() == [True, False]


def test_stay_is_as_long_as_the_track_tells_without_a_gap():
    fixes = ((1, 0, 60), (1, 0, 64), (1, 0, 68), (1, 0, 80), (1, 0, 83))
    done = compare_record(planned(), tracks=track(*fixes))
    assert done.stops["stayed_min"].tolist()[1] == 8
    checked = compare_record(planned(), check_ins=check_ins(("market", 60)))
    assert checked.stops["stayed_min"].isna().all()


def test_a_jump_that_no_car_could_make_is_no_way():
    fixes = ((0, 0, 0), (1, 0, 0.05), (1, 0, 4))  # 500 m in three seconds
    assert compare_record(planned(), roads(), tracks=track(*fixes)).road_km_driven == 0


def test_a_road_that_two_beats_drive_counts_once():
    twice = pd.concat([roads(), roads().assign(geometry=roads().reverse())], ignore_index=True)
    done = compare_record(planned(), twice, tracks=track((0, 0, 0), (0.5, 0, 2), (1, 0.02, 4)))
    assert (done.road_km, done.road_km_driven) == (1.0, 0.5)


def test_a_clock_of_eight_hours_too_many_is_told_and_a_right_one_is_not():
    right = ((0, 0, 2), (0, 0, 6), (1, 0, 62), (1, 0, 66), (1, 0, 202), (1, 0, 206), (2, 0, 302), (2, 0, 306))
    fast = tuple((x, y, at + 8 * 60) for x, y, at in right)
    assert likely_clock_error_h(planned(), track(*right), 30) == 0
    assert likely_clock_error_h(planned(), track(*fast), 30) == 8
    assert likely_clock_error_h(planned(), track(*fast[:2]), 30) == 0  # one visit shows nothing


def test_nothing_is_known_of_the_way_across_a_silence():
    fixes = ((0, 0, 0), (1, 0, 5.5))
    assert compare_record(planned(), roads(), tracks=track(*fixes)).road_km_driven == 0
    assert compare_record(planned(), roads(), tracks=track((0, 0, 0), (1, 0, 4.5))).road_km_driven == 0.5


def test_without_tracks_roads_are_not_judged():
    done = compare_record(planned(), roads(), check_ins=check_ins(("school", 1)))
    assert done.road_km == 1.0
    assert np.isnan(done.road_share)


def test_what_was_planned_comes_back_in_order_and_unchanged():
    plan = planned()
    done = compare_record(plan.iloc[::-1], check_ins=check_ins(("bridge", 305)))
    assert done.stops["stop_id"].tolist() == plan["stop_id"].tolist()[::-1]
    assert done.stops["result"].tolist()[0] == "in_time"
    assert shapely.equals(np.asarray(done.stops.geometry), np.asarray(plan.geometry)[::-1]).all()


def test_tolerance_below_zero_is_refused():
    with pytest.raises(ValueError, match="tolerance_min"):
        compare_record(planned(), check_ins=check_ins(), tolerance_min=-1)

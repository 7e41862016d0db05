"""Planned against done."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from patrol.routes.record import compare_record
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


def test_vehicle_that_passes_a_stop_was_there_and_its_roads_are_driven():
    done = compare_record(
        planned(), roads(), tracks=track((0, 0.1, 0), (0.5, 0.04, 2), (1, 0.1, 4)).to_crs(4326)
    )
    assert done.stops["result"].tolist() == ["in_time", "early", "missed", "missed"]
    assert (done.road_km, done.road_km_driven, done.road_share) == (1.0, 0.0, 0.0)  # 35 m beside the road
    on_road = compare_record(planned(), roads(), tracks=track((0, 0, 0), (0.5, 0, 2), (1, 0.02, 4)))
    assert (on_road.road_km, on_road.road_km_driven, on_road.road_share) == (1.0, 0.5, 0.5)


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

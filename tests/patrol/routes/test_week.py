"""Routes of a week: within the shift, within windows, everywhere, and not the same every day."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.errors import InputError
from patrol.routes import day
from patrol.routes.plan import RouteParams
from patrol.routes.week import plan_routes
from tests.patrol.routes import town

SOME = (
    *(("school", "must_visit", 4, 0), ("hospital", "must_visit", 0, 4), ("bridge", "checkpoint", 4, 4)),
    *(("market", "hot_area", 2, 2), ("arcade", "hot_area", 3, 1), ("park", "hot_area", 1, 3)),
)
QUICK = RouteParams(days=5, iterations=40)


def plan(stops, params=QUICK, seed=1, beat=None):
    return plan_routes(
        town.beat() if beat is None else beat,
        stops,
        town.streets(),
        town.graph(),
        town.station(),
        params=params,
        seed=seed,
    )


@given(st.integers(0, 1000), st.floats(40, 480), st.integers(1, 3), st.floats(0.2, 1))
@settings(max_examples=8, deadline=None)
def test_no_shift_is_exceeded_and_every_visit_begins_in_its_window(seed, shift, rounds, share):
    params = RouteParams(shift_min=shift, days=2, rounds=rounds, window_share=share, iterations=20)
    found = plan(town.stops(*SOME), params, seed)
    assert (found.routes["minutes"] <= shift + 1e-9).all()
    stops = found.stops
    assert (stops["arrive_min"] >= stops["from_min"] - 1e-9).all()
    assert (stops["arrive_min"] <= stops["until_min"] + 1e-9).all()
    stay = stops["leave_min"] - stops["arrive_min"]
    assert stay.between(10 - 1e-9, 16 + 1e-9).all()
    for (_, _, kind), visits in stops.groupby(["day", "stop_id", "kind"]):
        assert len(visits) <= (rounds if kind == "hot_area" else 1)
    spent = found.routes[["drive_min", "stay_min", "free_min"]].sum(axis=1)
    assert spent.to_numpy() == pytest.approx(np.full(len(spent), shift))


def test_every_must_visit_point_is_visited_every_day_where_the_shift_allows_it():
    found = plan(town.stops(*SOME))
    must = found.stops[found.stops["kind"] == "must_visit"]
    assert set(zip(must["day"], must["stop_id"], strict=True)) == {
        (day, name) for day in range(1, 6) for name in ("school", "hospital")
    }
    assert found.missed.empty


def test_windows_that_are_given_are_kept():
    stops = town.stops(*SOME).assign(from_min=0.0, until_min=480.0)
    stops.loc[0, ["from_min", "until_min"]] = (200.0, 210.0)
    visits = plan(stops).stops.query("stop_id == 'school'")
    assert len(visits) == 5
    assert visits["arrive_min"].between(200, 210).all()


def test_what_cannot_be_visited_is_named_with_its_reason():
    stops = town.stops(
        *(("cut-off", "must_visit", 9, 2), ("hidden", "hot_area", -30, 0)),
        *(("corner", "checkpoint", 4, 4), ("near", "must_visit", 1, 0)),
    )
    found = plan(stops, RouteParams(shift_min=20, days=2, iterations=20))
    said = found.missed.set_index("stop_id")
    assert said["reason"].to_dict() == {
        "cut-off": "unreachable",
        "hidden": "unreachable",
        "corner": "too_far",  # eight minutes there, eight back, ten at least to stay
    }
    assert (said["days_missed"] == 2).all()
    assert found.missed["name"].tolist() == ["CUT-OFF", "HIDDEN", "CORNER"]


def test_stop_for_which_no_time_is_left_is_named_and_comes_first_on_another_day():
    stops = town.stops(("north", "hot_area", 0, 4), ("east", "hot_area", 4, 0))
    params = RouteParams(shift_min=30, days=6, rounds=1, road_samples=0, iterations=40)
    found = plan(stops, params)
    assert found.stops.groupby("day").size().tolist() == [1] * 6
    assert sorted(found.stops["stop_id"].value_counts()) == [3, 3]
    assert set(found.missed["reason"]) == {"no_time"}
    assert found.missed["days_missed"].tolist() == [3, 3]


def test_all_roads_that_can_be_reached_are_driven_over_a_week():
    found = plan(town.stops(*SOME), RouteParams(days=7, iterations=60))
    left = found.stretches[found.stretches["in_beat"] & (found.stretches["passes"] == 0)]
    assert set(left["name"]) == {"Island"}
    summary = found.beats.iloc[0]
    assert summary["road_km"] == pytest.approx(22.0, rel=1e-3)
    assert summary["road_km_driven"] == pytest.approx(20.0, rel=1e-3)
    assert summary["road_share_driven"] == pytest.approx(20 / 22, rel=1e-3)


def test_roads_are_left_to_chance_where_none_are_offered():
    none = plan(town.stops(*SOME[:1]), RouteParams(days=7, iterations=20, road_samples=0))
    some = plan(town.stops(*SOME[:1]), RouteParams(days=7, iterations=20))
    assert none.beats["road_share_driven"][0] < 0.7 * some.beats["road_share_driven"][0]


def test_ways_between_stops_lead_along_roads_that_were_not_driven_yet(monkeypatch):
    params = RouteParams(days=5, iterations=20, road_samples=0)
    liked = plan(town.stops(*SOME), params).beats["road_share_driven"][0]
    monkeypatch.setattr(day, "UNDRIVEN_LIKING", 1.0)
    assert liked > plan(town.stops(*SOME), params).beats["road_share_driven"][0]


def test_route_runs_along_the_roads_that_it_counts():
    found = plan(town.stops(*SOME))
    assert (found.routes.length / 1000).to_numpy() == pytest.approx(found.routes["road_km"].to_numpy())
    assert found.routes["drive_min"].to_numpy() == pytest.approx(
        2 * found.routes["road_km"].to_numpy(),
        rel=0.03,  # 30 km/h; whole seconds are rounded up
    )
    driven = (found.stretches["passes"] * found.stretches["length_m"]).sum() * 5 / 1000
    assert driven == pytest.approx(found.routes["road_km"].sum())
    streets = town.streets().to_crs(found.routes.crs).union_all().buffer(1)
    assert all(streets.covers(way) for way in found.routes.geometry)


def test_days_differ_and_more_so_with_narrower_windows():
    wide = plan(town.stops(*SOME), RouteParams(days=7, iterations=40, window_share=1.0)).beats.iloc[0]
    narrow = plan(town.stops(*SOME), RouteParams(days=7, iterations=40)).beats.iloc[0]
    assert narrow["time_overlap"] < 0.45
    assert narrow["order_overlap"] < 0.45
    assert narrow["time_entropy"] > 0.6
    assert narrow["time_overlap"] < wide["time_overlap"]


def test_same_seed_gives_the_same_routes_and_another_seed_others():
    one, again, other = (plan(town.stops(*SOME), seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one.stops, again.stops)
    assert one.stops["arrive_min"].tolist() != other.stops["arrive_min"].tolist()


def test_beat_without_stops_is_patrolled_along_its_roads():
    found = plan(town.stops(*SOME).iloc[:0])
    assert found.stops.empty
    assert (found.routes["road_km"] > 0).all()


def test_beats_are_planned_each_by_itself():
    both = pd.concat([town.beat(), town.beat().assign(beat_id=2)], ignore_index=True)
    stops = pd.concat([town.stops(*SOME), town.stops(*SOME[:2]).assign(beat_id=2)], ignore_index=True)
    told = []
    found = plan_routes(
        gpd.GeoDataFrame(both, crs=town.CRS),
        gpd.GeoDataFrame(stops, crs=town.CRS),
        town.streets(),
        town.graph(),
        pd.concat([town.station(), town.station()], ignore_index=True),
        params=QUICK,
        on_progress=told.append,
    )
    assert set(found.stops.query("beat_id == 2")["stop_id"]) == {"school", "hospital"}
    assert found.beats["beat_id"].tolist() == [1, 2]
    assert told[-1] == 1.0
    assert told == sorted(told)


def test_no_beats_are_refused():
    with pytest.raises(InputError) as told:
        plan(town.stops(*SOME), beat=town.beat().iloc[:0])
    assert told.value.code == "routes.no_beats"


@pytest.mark.parametrize(
    "wrong",
    [{"shift_min": 0}, {"shift_min": 1441}, {"days": 0}, {"window_share": 0}, {"shortest_stay_min": 20}],
)
def test_params_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError, match="wanted"):
        RouteParams(**wrong)

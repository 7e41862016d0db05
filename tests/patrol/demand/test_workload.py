"""Hours of work: worked by hand, and adding up whatever the units are."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from gis.frames import IncidentFrame, as_incidents, as_units
from patrol.demand.settings import DemandSettings
from patrol.demand.workload import WEEK, WorkSources, joined, week_table, workload_of_units
from tests.strategies import METRIC_CRS, ORIGIN_M, incident_tables, polygon_fabrics, square_fabric

COSTS = DemandSettings(
    service_minutes={"*": 30, "criminal": 90, "lost key": 12},
    road_passes={"*": 1, "main": 7},
    visits={"*": 2, "school": 10},
    weight={},
    patrol_speed_kmh=10,
    visit_minutes=12,
    travel_minutes=6,
    area_stops=20,
    area_stop_minutes=15,
    patrol_from=8,
    patrol_until=20,
    duty_hours=40,
    patrol_share=0.5,
    crew_size=2,
)


def at(*places_m: tuple[float, float]) -> list[shapely.Point]:
    return [shapely.Point(ORIGIN_M[0] + x, ORIGIN_M[1] + y) for x, y in places_m]


def calls(categories: list[str], words: list[str], places_m: list[tuple[float, float]]) -> IncidentFrame:
    moment = pd.Timestamp("2025-01-06 09:30", tz="Asia/Shanghai")
    table = {
        "incident_id": [f"I{number}" for number in range(len(words))],
        "category": categories,
        "category_word": words,
        "occurred_from": moment,
        "occurred_to": moment,
    }
    points = gpd.GeoSeries(at(*places_m), crs=METRIC_CRS).to_crs(4326)
    return as_incidents(gpd.GeoDataFrame(table, geometry=points))


def lines(classes: list[str], shapes: list[list[tuple[float, float]]]) -> gpd.GeoDataFrame:
    geometry = [shapely.LineString([point.coords[0] for point in at(*shape)]) for shape in shapes]
    return gpd.GeoDataFrame({"road_class": classes}, geometry=geometry, crs=METRIC_CRS)


def units_of(columns: int) -> gpd.GeoDataFrame:
    return as_units(square_fabric(columns, 1))


def test_service_and_travel_worked_by_hand() -> None:
    incidents = calls(
        ["criminal", "help_request", "alien"],
        ["抢劫", "lost key", "alien"],
        [(100, 100), (200, 200), (1500, 500)],
    )
    found = workload_of_units(units_of(2), WorkSources(incidents, weeks=2, travel_min=[4, np.nan]), COSTS)
    # unit 1: (90 + 12) minutes and twice 4 minutes in two weeks; unit 2: 30 minutes, and 6 for want of a road
    assert found.units["incident_hours"].tolist() == pytest.approx([102 / 120, 30 / 120])
    assert found.units["travel_hours"].tolist() == pytest.approx([8 / 120, 6 / 120])
    assert {note.code: dict(note.details) for note in found.notes} == {
        "demand.category_unknown": {"categories": "alien", "incidents": 1},
        "demand.no_road": {"units": 1, "minutes": 6},
    }


def test_categories_that_the_table_lacks_are_named_and_counted() -> None:
    words = [f"word {number}" for number in range(10)] + ["word 3"]
    incidents = calls(["x"] * 11, words, [(10, 10)] * 11)
    (note,) = workload_of_units(units_of(1), WorkSources(incidents), COSTS).notes
    assert note.details["incidents"] == 11
    assert str(note.details["categories"]).endswith("word 7 … (10)")


def test_roads_points_and_areas_worked_by_hand() -> None:
    roads = lines(["main", "path"], [[(0, 500), (2000, 500)], [(1000, 0), (1000, 1000)]])
    places = gpd.GeoDataFrame(
        {"kind": ["school", "shop", "shop"]}, geometry=at((5, 5), (1500, 5), (9e3, 9e3))
    )
    area = gpd.GeoDataFrame(geometry=[shapely.box(*at((750, 0))[0].coords[0], *at((1750, 100))[0].coords[0])])
    sources = WorkSources(roads=roads, must_visit=places.set_crs(METRIC_CRS), areas=area.set_crs(METRIC_CRS))
    found = workload_of_units(units_of(2), sources, COSTS)
    # 1 km x 7 passes / 10 km/h in each, and half of the kilometre along their border once
    assert found.units["road_hours"].tolist() == pytest.approx([0.75, 0.75])
    assert found.units["visit_hours"].tolist() == pytest.approx([2.0, 0.4])
    assert found.units["area_hours"].tolist() == pytest.approx([1.25, 3.75])
    assert found.units["workload"].sum() == pytest.approx(0.75 * 2 + 2.4 + 5)
    by_hour = found.hours.sum(axis=0).reshape(7, 24)
    assert (by_hour[:, :8] == 0).all()
    assert (by_hour[:, 20:] == 0).all()
    assert np.ptp(by_hour[:, 8:20]) == pytest.approx(0)


def test_hours_of_the_week_follow_the_time_shares_and_the_hours_of_an_area() -> None:
    incidents = calls(["criminal", "criminal"], ["", ""], [(100, 100), (100, 100)])
    shares = np.zeros((2, WEEK))
    shares[0, 9], shares[1, [33, 34]] = 1, 0.5
    night = np.zeros(WEEK)
    night[23] = 4
    area = gpd.GeoDataFrame({"week_hours": [joined(night)]}, geometry=units_of(1).geometry.to_list())
    sources = WorkSources(incidents, time_shares=csr_array(shares), areas=area.set_crs(METRIC_CRS))
    hours = workload_of_units(units_of(1), sources, COSTS).hours[0]
    assert {hour: round(hours[hour], 6) for hour in np.flatnonzero(hours)} == {
        9: 1.6,
        23: 5,
        33: 0.8,
        34: 0.8,
    }


def test_the_week_as_text_adds_up_to_the_workload() -> None:
    incidents = calls(["criminal"] * 7, [""] * 7, [(1, 1)] * 7)
    found = workload_of_units(units_of(1), WorkSources(incidents, weeks=52), COSTS).units.iloc[0]
    hours = [float(hour) for hour in found["week_hours"].split(",")]
    assert len(hours) == WEEK
    assert sum(hours) == pytest.approx(found["workload"], abs=1e-4)


def test_a_weight_of_nothing_takes_a_part_out() -> None:
    sources = WorkSources(calls(["criminal"], [""], [(1, 1)]))
    found = workload_of_units(units_of(1), sources, replace(COSTS, weight={"travel": 0, "incident": 2}))
    assert found.units["workload"].tolist() == pytest.approx([3.0])
    assert found.units["travel_hours"].tolist() == [0.0]


def test_without_roads_points_and_incidents_there_is_no_work() -> None:
    none = lines([], [])
    found = workload_of_units(units_of(3), WorkSources(roads=none), COSTS)
    assert found.units["workload"].tolist() == [0, 0, 0]
    assert found.notes == ()


def test_codes_and_names_come_through_and_columns_of_the_same_name_stand_aside() -> None:
    units = as_units(units_of(2).assign(网格编码=["A1", "A2"], workload=[7, 8]))
    before = units.copy()
    found = workload_of_units(units, WorkSources(), COSTS).units
    assert found["网格编码"].tolist() == ["A1", "A2"]
    assert found["workload_in"].tolist() == [7, 8]
    assert units.equals(before)


def test_week_table_adds_up_by_group_and_keeps_units_without_one() -> None:
    week = np.zeros((3, WEEK))
    week[0, 0], week[1, 0], week[2, 25] = 1, 2, 5
    table = week_table(week, pd.Series(["A", "A", None], name="station"))
    assert len(table) == 2 * WEEK
    busy = table[table["workload"] > 0]
    assert busy[["hour_of_week", "weekday", "hour", "workload"]].to_numpy().tolist() == [
        [0, 0, 0, 3],
        [25, 1, 1, 5],
    ]
    assert busy["station"].isna().tolist() == [False, True]


def test_time_shares_that_do_not_add_up_are_refused() -> None:
    incidents = calls(["criminal"], [""], [(1, 1)])
    with pytest.raises(ValueError, match="add up to 1"):
        WorkSources(incidents, time_shares=csr_array((1, WEEK)))
    with pytest.raises(ValueError, match="shape"):
        WorkSources(incidents, time_shares=csr_array((2, WEEK)))


@settings(max_examples=20, deadline=None)
@given(polygon_fabrics(), incident_tables(max_rows=60), st.integers(0, 2**32 - 1))
def test_hours_add_up_to_the_total_whatever_the_units(
    units: gpd.GeoDataFrame, table: gpd.GeoDataFrame, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    incidents = as_incidents(table)
    ends = rng.uniform(0, 10_000, (20, 2, 2)) + ORIGIN_M
    roads = gpd.GeoDataFrame(
        {"road_class": ["main"] * 20}, geometry=list(shapely.linestrings(ends)), crs=METRIC_CRS
    )
    areas = gpd.GeoDataFrame(geometry=shapely.buffer(shapely.points(ends[:4, 0]), 700.0), crs=METRIC_CRS)
    shares = rng.dirichlet(np.ones(WEEK), len(incidents))
    sources = WorkSources(
        incidents,
        weeks=3,
        time_shares=csr_array(shares),
        roads=roads,
        must_visit=gpd.GeoDataFrame(geometry=areas.centroid),
        areas=areas,
    )
    found = workload_of_units(as_units(units), sources, COSTS)
    inside = incidents.to_crs(units.crs).intersects(units.union_all())  # the rest is told in a note
    minutes = (incidents.loc[inside, "category"].map({"criminal": 90}).fillna(30) + 6).sum() / 60 / 3
    expected = minutes + roads.length.sum() / 1000 * 7 / 10 + 4 * 2 * 0.2 + 4 * 5
    assert found.units["workload"].sum() == pytest.approx(expected, rel=1e-6)
    assert found.hours.sum(axis=1) == pytest.approx(found.units["workload"].to_numpy())
    assert (found.hours >= 0).all()
    assert found.units.index.equals(units.index)

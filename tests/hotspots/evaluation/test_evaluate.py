"""Whole counties on the ground: spots of incidents, some of them under rectification."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point, box

from gis.errors import TableError
from gis.frames import IncidentFrame
from hotspots.evaluation.evaluate import Evaluation, evaluate_areas
from hotspots.evaluation.params import EvaluationParams
from tests.hotspots.validation.counties import incidents_of
from tests.strategies import METRIC_CRS, ORIGIN_M

START = date(2025, 1, 1)
SPOTS = np.array([(1000 + 1500 * column, 1000 + 1500 * row) for column in range(6) for row in range(5)])


def incidents(mean: float = 60, *, years: tuple[float, float, float] = (1, 1, 1), effect=None, seed: int = 1):
    """Thirty spots of 40 m with as many incidents each on average, in the years 2023, 2024 and 2025."""
    rng = np.random.default_rng(seed)
    effect = effect or {}
    x, y, times = [], [], []
    for year, share in zip((2023, 2024, 2025), years, strict=True):
        for spot, (east, north) in enumerate(SPOTS):
            n = rng.poisson(mean * share * (effect.get(spot, 1) if year == 2025 else 1))
            x.extend(rng.normal(east, 40, n))
            y.extend(rng.normal(north, 40, n))
            days = rng.integers(0, 365 * 1440, n)
            times.extend(pd.Timestamp(f"{year}-01-01") + pd.to_timedelta(days, unit="min"))
    # One incident each at the ends of the data, far from all spots.
    x, y = [*x, 9500, 9500], [*y, 8500, 8500]
    return incidents_of(x, y, [*times, pd.Timestamp("2023-01-01 01:00"), pd.Timestamp("2025-12-31 23:00")])


def areas(*spots: int, started_on: date = START) -> gpd.GeoDataFrame:
    outlines = [Point(SPOTS[spot] + ORIGIN_M).buffer(150) for spot in spots]
    names = [f"A{spot}" for spot in spots]
    return gpd.GeoDataFrame({"area_id": names, "started_on": started_on}, geometry=outlines, crs=METRIC_CRS)


def evaluated(*spots: int, **more) -> Evaluation:
    return evaluate_areas(areas(*spots), incidents(**more))


def test_an_area_that_lost_half_of_its_incidents_fell_and_one_that_did_not_cannot_be_told() -> None:
    found = evaluated(3, 17, effect={3: 0.5})
    table = found.areas.set_index("area_id")
    assert table["verdict"].to_dict() == {"A3": "fell", "A17": "unclear"}
    assert (table["comparison"] == "matched").all()
    assert table.loc["A3", "rate_ratio_high"] < 1
    assert table.loc["A3", "rate_ratio"] == pytest.approx(0.5, abs=0.15)
    assert table.loc["A3", "wdd"] < 0
    assert (table["p_value_adjusted"] >= table["p_value"]).all()
    assert found.pooled is not None
    assert found.pooled.areas == 2


def test_a_fall_of_the_whole_county_is_no_success_and_a_rise_no_failure() -> None:
    for last in (0.5, 2.0):
        assert evaluated(3, years=(1, 1, last)).areas["verdict"].tolist() == ["unclear"]


def test_every_control_keeps_clear_of_all_areas_under_rectification_and_is_counted_as_listed() -> None:
    used = incidents()
    found = evaluate_areas(areas(3, 17), used)
    controls = found.controls
    assert set(controls["area_id"]) == {"A3", "A17"}
    assert controls.groupby("area_id").size().le(20).all()
    apart = found.areas.union_all().distance(controls.geometry.union_all())
    assert apart > 2 * EvaluationParams().buffer_m
    times = used["occurred_from"].dt.tz_convert("Asia/Shanghai")
    for row in controls.to_crs(4326).itertuples():
        inside = used.geometry.intersects(row.geometry)
        assert (inside & (times.dt.year == 2024)).sum() == row.before
        assert (inside & (times.dt.year == 2025)).sum() == row.after
    mine = controls[controls["area_id"] == "A3"]
    row = found.areas.set_index("area_id").loc["A3"]
    assert (row["control_before"], row["control_after"]) == (mine["before"].sum(), mine["after"].sum())


def test_what_comes_after_the_start_does_not_choose_the_controls() -> None:
    early = evaluated(3, seed=4).controls
    late = evaluated(3, seed=4, effect=dict.fromkeys(range(4, 9), 3.0)).controls
    assert early["before"].tolist() == late["before"].tolist()
    assert early["after"].tolist() != late["after"].tolist()


def test_incidents_that_moved_into_the_ring_are_seen() -> None:
    rng = np.random.default_rng(8)
    angle = rng.uniform(0, 2 * np.pi, 60)
    x, y = (SPOTS[3][:, None] + 250 * np.array([np.cos(angle), np.sin(angle)])).tolist()
    moved = incidents_of(x, y, [pd.Timestamp("2025-06-01") + pd.Timedelta(days=int(n)) for n in range(60)])
    used = IncidentFrame(pd.concat([incidents(effect={3: 0.3}), moved], ignore_index=True))
    row = evaluate_areas(areas(3), used).areas.iloc[0]
    assert row["verdict"] == "fell"
    assert row["displacement"] == "moved"
    assert row["ring_after"] >= row["ring_before"] + 60
    assert row["wdd"] > row["after"] - row["before"] + 30


def test_controls_are_of_the_same_zone_where_zones_are_known() -> None:
    west = Point(0, 0).buffer(1).envelope
    half = gpd.GeoDataFrame({"zone": ["urban", "rural"]}, geometry=[west, west], crs=METRIC_CRS)
    x, y = ORIGIN_M
    half = half.set_geometry([box(x, y, x + 4800, y + 9000), box(x + 4800, y, x + 9600, y + 9000)])
    found = evaluate_areas(areas(3), incidents(), zones=half)
    assert found.areas["zone"].tolist() == ["urban"]
    assert set(found.controls["zone"]) == {"urban"}
    assert "evaluate.no_zones" not in [note.code for note in found.notes]
    assert "evaluate.no_zones" in [note.code for note in evaluated(3).notes]


def test_a_period_that_is_not_over_gets_no_verdict_but_what_it_will_be_able_to_show() -> None:
    row = evaluate_areas(areas(3, started_on=date(2025, 8, 1)), incidents()).areas.iloc[0]
    assert row["verdict"] == "not_over"
    assert pd.isna(row["after"])
    used = incidents()
    beforehand = IncidentFrame(used[used["occurred_from"] < "2025-01-01"])
    row = evaluate_areas(areas(3), beforehand).areas.iloc[0]
    assert row["verdict"] == "not_over"
    assert 0.2 < row["detectable_drop"] < 0.6


def test_a_period_more_than_half_over_is_judged_by_the_same_months_before_and_said_to_be_so() -> None:
    used = incidents(120, effect={3: 0.4})
    found = evaluate_areas(areas(3, started_on=date(2025, 1, 20)), IncidentFrame(used.iloc[:-1]))
    row = found.areas.iloc[0]
    assert (row["months"], row["after_until"], row["verdict"]) == (11, "2025-12-20", "fell")
    inside = areas(3).geometry.iloc[0].contains(used.to_crs(METRIC_CRS).geometry)
    days = used["occurred_from"].dt.tz_convert("Asia/Shanghai").dt.date[inside]
    assert row["before"] == ((days >= date(2024, 1, 20)) & (days < date(2024, 12, 20))).sum()
    assert [note.code for note in found.notes if note.code == "evaluate.period_cut"]
    whole = evaluated(3)
    assert whole.areas["months"].tolist() == [12]
    assert "evaluate.period_cut" not in [note.code for note in whole.notes]


def test_areas_put_right_at_another_time_may_be_controls_and_those_of_the_time_may_not() -> None:
    spots = (3, 17)
    own = areas(*spots).geometry

    def meets(**second: object) -> bool:
        asked = areas(*spots)
        asked["started_on"] = [START, second["started_on"]]
        asked["ended_on"] = [None, second.get("ended_on")]
        controls = evaluate_areas(asked, incidents(), EvaluationParams(controls=40)).controls
        return bool(controls[controls["area_id"] == "A3"].intersects(own.iloc[1]).any())

    assert not meets(started_on=START)
    assert not meets(started_on=date(2025, 12, 31))
    assert meets(started_on=date(2026, 1, 1))
    assert not meets(started_on=date(2023, 2, 1), ended_on=date(2024, 1, 1))
    assert meets(started_on=date(2023, 2, 1), ended_on=date(2023, 12, 31))


def test_an_area_alone_in_its_zone_is_compared_with_the_rest_of_that_zone() -> None:
    x, y = ORIGIN_M
    zones = gpd.GeoDataFrame(
        {"zone": ["urban", "rural"]},
        geometry=[box(x, y, x + 3000, y + 9000), box(x + 3000, y, x + 9600, y + 9000)],
        crs=METRIC_CRS,
    )
    kept = incidents(years=(1, 1, 1))
    metric = kept.to_crs(METRIC_CRS).geometry
    lone = Point(SPOTS[3] + ORIGIN_M).buffer(300)
    urban = metric.x < x + 3000
    scattered = kept[urban & ~metric.within(lone)].iloc[::20]
    used = pd.concat([kept[~urban | metric.within(lone)], scattered]).sort_index()
    row = evaluate_areas(areas(3), IncidentFrame(used), zones=zones).areas.iloc[0]
    assert (row["zone"], row["comparison"]) == ("urban", "wider")
    assert row["verdict"] == "unclear"


def test_data_that_begin_too_late_and_counties_without_comparable_places_are_said_so() -> None:
    assert evaluate_areas(areas(3, started_on=date(2023, 6, 1)), incidents()).areas["verdict"].tolist() == [
        "no_before"
    ]
    alone = IncidentFrame(incidents().iloc[:40])
    ends = IncidentFrame(pd.concat([alone, incidents().iloc[-2:]], ignore_index=True))
    row = evaluate_areas(areas(0), ends).areas.iloc[0]
    assert row["verdict"] == "no_comparison"
    assert pd.isna(row["rate_ratio"])


def test_what_patrols_discovered_is_left_out() -> None:
    used = incidents()
    later = used["occurred_from"] >= "2025-01-01"
    found = evaluate_areas(
        areas(3), IncidentFrame(used.assign(source=np.where(later, "discovered", "reported")))
    )
    assert found.areas["verdict"].tolist() == ["not_over"]


def test_areas_without_a_start_and_shapes_that_are_no_polygons_are_refused() -> None:
    with pytest.raises(TableError, match=r"table\.column_missing"):
        evaluate_areas(areas(3).drop(columns="started_on"), incidents())
    with pytest.raises(TableError, match=r"evaluate\.no_start"):
        evaluate_areas(areas(3).assign(started_on=None), incidents())
    points = areas(3).set_geometry(areas(3).centroid)
    with pytest.raises(TableError, match=r"evaluate\.not_polygons"):
        evaluate_areas(points, incidents())
    with pytest.raises(TableError, match=r"evaluate\.no_areas"):
        evaluate_areas(areas(3).iloc[:0], incidents())

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gis.errors import InputError, SizeError
from gis.frames import IncidentFrame
from hotspots.areas import AREA_COLUMNS, HotspotParams, HotspotResult, find_disorderly_areas
from tests.benchmarks.counties import (
    CRS,
    SOUTH,
    WEST,
    incident_frame,
    null_county,
    planted_county,
    repeated_county,
    score,
)

OF_PLACES = ["area_id", "rank", "incidents", "expected", "p_value_adjusted", "area_km2", "tier"]
MIDDLE = np.array([WEST + 20_000, SOUTH + 20_000])


def spread(n: int, seed: int = 1, half_m: float = 6000) -> np.ndarray:
    return MIDDLE + np.random.default_rng(seed).uniform(-half_m, half_m, (n, 2))


def cluster(n: int, radius_m: float = 150, seed: int = 2) -> np.ndarray:
    rng = np.random.default_rng(seed)
    angle, away = rng.uniform(0, 2 * np.pi, n), np.sqrt(rng.uniform(0, 1, n)) * radius_m
    return MIDDLE + np.column_stack([np.cos(angle), np.sin(angle)]) * away[:, None]


def found(xy: np.ndarray, params: HotspotParams | None = None, **more: gpd.GeoDataFrame) -> HotspotResult:
    return find_disorderly_areas(incident_frame(xy), params, rng=np.random.default_rng(0), **more)


@pytest.fixture(scope="module")
def one_cluster() -> HotspotResult:
    return found(np.vstack([spread(600), cluster(40)]), HotspotParams(watch=2))


def test_a_planted_cluster_comes_back_as_one_area_with_all_columns(one_cluster: HotspotResult) -> None:
    assert list(one_cluster.areas.columns) == [*AREA_COLUMNS, "geometry"]
    area = one_cluster.significant.iloc[0]
    assert len(one_cluster.significant) == 1
    assert 38 <= area["incidents"] <= 46
    assert area["expected"] < 3
    assert area["relative_risk"] == pytest.approx(area["incidents"] / area["expected"])
    excess = area["incidents"] * np.log(area["relative_risk"]) - (area["incidents"] - area["expected"])
    assert area["log_likelihood_ratio"] == pytest.approx(excess)
    assert 0 < area["p_value"] <= area["p_value_adjusted"] <= 0.05
    disc = gpd.GeoSeries([shapely.Point(MIDDLE).buffer(150)], crs=CRS).to_crs("EPSG:4326")
    assert area.geometry.intersection(disc[0]).area > 0.7 * disc[0].area


def test_the_next_best_follow_as_watch_areas_never_as_significant(one_cluster: HotspotResult) -> None:
    assert one_cluster.areas["tier"].tolist() == ["significant", "watch", "watch"]
    assert one_cluster.areas["rank"].tolist() == [1, 2, 3]
    assert (one_cluster.areas["p_value_adjusted"].iloc[1:] > 0.03).all()
    assert one_cluster.areas["area_id"].is_unique


def test_the_same_data_and_seed_give_the_same_answer_in_any_row_order() -> None:
    xy = np.vstack([spread(600), cluster(40)])
    first, second = found(xy), found(xy[::-1])
    assert first.areas["area_id"].tolist() == second.areas["area_id"].tolist()
    assert first.areas["p_value"].tolist() == second.areas["p_value"].tolist()


def test_areas_hold_the_planted_discs_of_a_county_against_its_population() -> None:
    county = planted_county(2_000, seed=77)
    result = find_disorderly_areas(
        county.incidents, population=county.population, rng=np.random.default_rng(0)
    )
    reached = score(county, result.significant.geometry)
    assert result.baseline == "population"
    assert reached.precision >= 0.8
    assert reached.recall >= 0.8
    assert reached.f1 >= 0.85


@pytest.mark.slow
def test_counties_without_disorder_raise_no_more_alarms_than_promised() -> None:
    alarms = 0
    for seed in range(6):
        county = null_county(1_000, seed=9_000 + seed)
        result = find_disorderly_areas(
            county.incidents,
            HotspotParams(replicates=20),
            population=county.population,
            rng=np.random.default_rng(seed),
        )
        alarms += len(result.significant) > 0
    assert alarms <= 2  # by chance once in 450 times at the promised 5 %


def test_addresses_that_call_again_and_again_make_no_area() -> None:
    county = repeated_county(1_500, seed=4)
    result = find_disorderly_areas(
        county.incidents, population=county.population, rng=np.random.default_rng(1)
    )
    assert len(result.significant) == 0


def test_forty_calls_from_one_door_make_no_area() -> None:
    result = found(np.vstack([spread(600), np.tile(MIDDLE, (40, 1))]))
    assert len(result.significant) == 0
    assert result.places == 601


def test_an_area_has_the_fewest_incidents_and_places_that_were_asked_for(one_cluster: HotspotResult) -> None:
    four = found(np.vstack([spread(60, half_m=9000), cluster(4, 30)]), HotspotParams(watch=5))
    assert (four.areas["incidents"] >= 5).all()
    held = int(one_cluster.significant["incidents"].iloc[0])
    xy = np.vstack([spread(600), cluster(40)])
    assert len(found(xy, HotspotParams(min_incidents=held)).significant) == 1
    assert len(found(xy, HotspotParams(min_incidents=held + 30)).significant) == 0
    assert len(found(xy, HotspotParams(min_places=held + 30)).significant) == 0


def test_districts_that_report_half_as_much_again_make_no_area() -> None:
    more = spread(4_500, seed=3, half_m=14_000)
    told = np.vstack([spread(9_000, half_m=14_000), more[more[:, 0] < MIDDLE[0]]])
    people = gpd.GeoDataFrame(
        {"population": [1e5]}, geometry=[shapely.box(*(MIDDLE - 14e3), *(MIDDLE + 14e3))], crs=CRS
    )
    result = found(told, HotspotParams(replicates=30), population=people)
    assert len(result.significant) == 0


@settings(max_examples=3, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(seed=st.integers(0, 10**6), shift=st.integers(-300, 300), repeats=st.integers(1, 3))
def test_any_answer_keeps_its_books_and_moves_with_the_county(seed: int, shift: int, repeats: int) -> None:
    rng = np.random.default_rng(seed)
    centres = MIDDLE + rng.uniform(-5000, 5000, (3, 2))
    hot = np.repeat(centres, 25, axis=0) + rng.normal(0, 90, (75, 2))
    xy = np.repeat(np.vstack([spread(250, seed), hot]), repeats, axis=0)
    params = HotspotParams(watch=3, replicates=8)
    areas = found(xy, params).areas.to_crs(CRS)
    order = rng.permutation(len(xy))
    again = found(xy[order], params).areas.to_crs(CRS)
    assert again[OF_PLACES].equals(areas[OF_PLACES])
    block = 100 / 3 * 2**5 * 8  # a multiple of the widest cell: the grid moves along
    moved = found(xy + shift // 100 * block, params).areas.to_crs(CRS)
    assert moved["incidents"].tolist() == areas["incidents"].tolist()
    assert moved["expected"].to_numpy() == pytest.approx(areas["expected"].to_numpy(), rel=0.02)
    assert areas["incidents"].sum() <= len(xy)
    points = gpd.GeoSeries(gpd.points_from_xy(*xy.T), crs=CRS)
    for area in areas.itertuples():
        inside = points[points.intersects(area.geometry.buffer(0.01))]
        assert abs(len(inside) - area.incidents) <= 1
        assert len(inside) >= 5
        assert len(inside.drop_duplicates()) >= 3
        others = areas.geometry[areas["area_id"] != area.area_id].union_all()
        assert area.geometry.intersection(others).area < 1.0


@pytest.mark.parametrize(
    "xy",
    [
        MIDDLE[None],
        spread(2),
        MIDDLE + np.array([[0, 0], [100, 100], [200, 200]]),
        np.tile(MIDDLE, (1000, 1)),
    ],
    ids=["1", "2", "3 in a row", "one point"],
)
def test_too_little_to_judge_gives_no_area_and_every_column(xy: np.ndarray) -> None:
    result = found(xy, HotspotParams(watch=5))
    assert len(result.areas) == 0
    assert list(result.areas.columns) == [*AREA_COLUMNS, "geometry"]
    assert result.incidents == len(xy)


def test_no_incident_at_all_gives_no_area() -> None:
    frame = incident_frame(spread(3))
    result = find_disorderly_areas(IncidentFrame(frame.iloc[:0]), rng=np.random.default_rng(0))
    assert len(result.areas) == 0
    assert result.areas.crs.to_epsg() == 4326


def test_incidents_out_of_scope_and_those_found_by_patrols_are_left_out() -> None:
    frame = incident_frame(spread(20))
    frame = IncidentFrame(
        frame.assign(in_scope=[False] * 5 + [True] * 15, source=["discovered"] * 8 + ["reported"] * 12)
    )
    result = find_disorderly_areas(frame, rng=np.random.default_rng(0))
    assert (result.incidents, result.left_out) == (12, 8)
    every = HotspotParams(in_scope_only=False, reported_only=False)
    assert find_disorderly_areas(frame, every, rng=np.random.default_rng(0)).incidents == 20


def test_a_study_area_keeps_what_is_inside_and_refuses_to_judge_nothing() -> None:
    def box(offset: float) -> gpd.GeoDataFrame:
        shape = shapely.box(*(MIDDLE + offset - 3000), *(MIDDLE + offset + 3000))
        return gpd.GeoDataFrame(geometry=[shape], crs=CRS)

    xy = spread(200)
    inside = (np.abs(xy - MIDDLE) <= 3000).all(axis=1).sum()
    assert found(xy, study_area=box(0)).incidents == inside
    with pytest.raises(InputError, match="study_area_without_incidents"):
        found(xy, study_area=box(30_000))


def test_people_who_live_elsewhere_are_refused_as_a_baseline() -> None:
    far = gpd.GeoDataFrame({"population": [9.0]}, geometry=shapely.points([MIDDLE + 90_000]), crs=CRS)
    with pytest.raises(InputError, match="population_zero"):
        found(spread(50), population=far)


def test_a_point_on_the_other_side_of_the_earth_is_refused_and_a_stray_one_borne() -> None:
    frame = incident_frame(spread(50))
    far = frame.copy()
    far.loc[0, "geometry"] = shapely.Point(0, 0)
    with pytest.raises(SizeError, match="too_wide"):
        find_disorderly_areas(IncidentFrame(far), rng=np.random.default_rng(0))
    assert len(found(np.vstack([spread(300), [MIDDLE + 150_000]])).significant) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"alpha": 0},
        {"watch": -1},
        {"min_radius_m": 0},
        {"min_radius_m": 900, "max_radius_m": 100},
        {"min_incidents": 0},
    ],
)
def test_settings_that_mean_nothing_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        HotspotParams(**wrong)

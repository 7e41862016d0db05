from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from scipy.stats import nbinom, poisson

from gis.frames import IncidentFrame
from hotspots.areas import HotspotParams, find_disorderly_areas
from hotspots.evidence.repeated_places import REPEATED_COLUMNS, find_repeated_places, repeat_test
from tests.benchmarks.counties import SOUTH, WEST, incident_frame

MIDDLE = np.array([WEST + 20_000, SOUTH + 20_000])


def spread(n: int) -> np.ndarray:
    return MIDDLE + np.random.default_rng(1).uniform(-6000, 6000, (n, 2))


def test_thousands_at_one_coordinate_are_listed_beside_the_areas_never_as_one() -> None:
    xy = np.vstack([spread(600), np.tile(MIDDLE, (3000, 1)), spread(600)[:20]])
    frame = incident_frame(xy)
    words = ["theft"] * len(frame)
    words[600:1600] = ["robbery"] * 1000
    frame = IncidentFrame(frame.assign(category_word=words))
    result = find_disorderly_areas(frame, HotspotParams(replicates=8), rng=np.random.default_rng(0))
    assert len(result.significant) == 0
    listed = result.repeated_places
    assert list(listed.columns) == [*REPEATED_COLUMNS, "geometry"]
    assert len(listed) == 1
    place = listed.iloc[0]
    assert (place["incidents"], place["main_category"], place["area_id"]) == (3000, "theft", "")
    assert place["share"] == pytest.approx(3000 / 3620)
    assert place["main_category_share"] == pytest.approx(2 / 3)
    assert place["harm"] == 3000
    assert place["p_value_adjusted"] < 1e-100
    assert 1 <= place["expected"] < 1.2
    assert place["first_occurred_at"] <= place["last_occurred_at"]


def test_all_incidents_at_one_point_are_one_repeated_place() -> None:
    result = find_disorderly_areas(incident_frame(np.tile(MIDDLE, (500, 1))), rng=np.random.default_rng(0))
    assert result.repeated_places["incidents"].tolist() == [500]
    assert len(result.areas) == 0


def test_usual_repeats_are_no_repeated_place() -> None:
    rng = np.random.default_rng(4)
    alarms = 0
    for _ in range(60):
        repeats = 1 + rng.negative_binomial(0.5, 0.25, 800)
        alarms += bool(repeat_test(repeats).significant.any())
    assert alarms <= 6


def test_repeats_that_scatter_like_chance_are_judged_by_a_poisson_number() -> None:
    counts = 1 + np.random.default_rng(2).binomial(4, 0.3, 500)
    counts[0] = 14
    test = repeat_test(counts)
    others = counts[1:] - 1
    mean = (others.sum() + 1) / 500
    assert test.expected == pytest.approx(1 + mean)
    assert test.p_value[0] == pytest.approx(poisson.sf(12, mean))
    assert test.p_value_adjusted[0] == pytest.approx(500 * poisson.sf(12, mean))
    assert np.flatnonzero(test.significant).tolist() == [0]


def test_repeats_that_scatter_more_are_judged_by_a_negative_binomial_number() -> None:
    counts = 1 + np.random.default_rng(2).negative_binomial(1.0, 0.4, 500)
    counts[0] = 60
    test = repeat_test(counts)
    usual = np.append(counts[1:] - 1, 1)
    mean, variance = usual.mean(), usual.var()
    size = mean**2 / (variance - mean)
    assert test.p_value[0] == pytest.approx(nbinom.sf(58, size, mean / variance), rel=1e-6)
    assert test.significant.tolist() == [True] + [False] * 499


def test_many_hubs_do_not_hide_each_other_and_fewer_than_ten_are_none() -> None:
    counts = np.ones(2000, dtype=np.int64)
    counts[:15] = 400
    counts[15] = 9
    assert np.flatnonzero(repeat_test(counts).significant).tolist() == list(range(15))


def test_a_place_within_an_area_names_it_and_places_come_with_the_most_first() -> None:
    xy = np.vstack([spread(300), np.tile(MIDDLE, (30, 1)), np.tile(MIDDLE + 900, (50, 1))])
    frame = incident_frame(xy)
    place = np.concatenate([np.arange(300), np.full(30, 300), np.full(50, 301)])
    middle = frame.geometry.iloc[[300]].reset_index(drop=True)
    ground = shapely.buffer(middle.to_numpy(), 1e-4)
    areas = gpd.GeoDataFrame({"area_id": ["here"]}, geometry=ground, crs="EPSG:4326")
    listed = find_repeated_places(frame, place, repeat_test(np.bincount(place)), areas)
    assert listed["incidents"].tolist() == [50, 30]
    assert listed["area_id"].tolist() == ["", "here"]
    assert listed.geometry.iloc[1].equals(middle.iloc[0])

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from hotspots.clusters.density_clusters import density_clusters
from hotspots.clusters.expected_surface import ExpectedSurface
from hotspots.clusters.hierarchical_clusters import hierarchical_clusters
from hotspots.clusters.significance import (
    cluster_significance,
    hierarchical_significance,
    space_time_significance,
)
from hotspots.clusters.space_time_clusters import space_time_clusters

TOWN = (12, 12)


def county_with_a_town(rng: np.random.Generator) -> ExpectedSurface:
    """Cells of 200 m with uneven numbers, and a town of nine cells with a hundred times as many."""
    values = rng.gamma(0.5, 1.0, (30, 30))
    values[TOWN[0] : TOWN[0] + 3, TOWN[1] : TOWN[1] + 3] += 50.0
    return ExpectedSurface(values, 0.0, 0.0, 200.0)


def test_counts_and_expected_numbers_in_the_cells_of_the_cores_worked_by_hand() -> None:
    # a radius of 20 makes cells of 14.1 m: twelve on one spot lie in the first, one in a cell of its own
    xy = np.concatenate([np.zeros((12, 2)), [[70.0, 70.0]]])
    surface = ExpectedSurface(np.ones((10, 10)), 0.0, 0.0, 10.0)
    result = cluster_significance(xy, surface, rng=np.random.default_rng(1), radius_m=20.0)
    assert result.clusters.label.tolist() == [0] * 12 + [-1]
    assert result.incidents.tolist() == [12]
    assert result.expected == pytest.approx([13 * 200 / 10_000])
    assert result.log_likelihood_ratio == pytest.approx([12 * np.log(12 / 0.26) + np.log(1 / 12.74)])
    assert result.p_value.tolist() == [0.01]


def test_a_cluster_is_listed_in_at_most_5_of_100_counties_without_any() -> None:
    alarms = 0
    for seed in range(100):
        draw = np.random.default_rng(seed)
        surface = county_with_a_town(draw)
        result = cluster_significance(surface.draw(300, draw), surface, rng=draw, replicates=19)
        assert len(result.p_value) > 0
        alarms += int((result.p_value <= 0.05).any())
    assert alarms <= binom.ppf(0.99, 100, 0.05)


def test_a_planted_cluster_is_significant_and_the_town_that_is_expected_to_be_dense_is_not() -> None:
    draw = np.random.default_rng(5)
    surface = county_with_a_town(draw)
    xy = surface.draw(2_000, draw)
    xy[:40] = draw.uniform([4_940, 940], [5_060, 1_060], (40, 2))
    result = cluster_significance(xy, surface, rng=draw)
    planted = np.bincount(result.clusters.label[:40] + 1).argmax() - 1
    in_town = (np.abs(xy - (np.array(TOWN[::-1]) + 1.5) * 200) < 300).all(axis=1)
    of_town = np.setdiff1d(result.clusters.label[in_town], [-1])
    assert len(of_town) > 0
    assert result.p_value[planted] == 0.01
    assert (result.p_value[of_town] > 0.05).all()
    assert result.clusters.label.tolist() == density_clusters(xy).label.tolist()


def test_a_cluster_where_nothing_is_expected_has_the_smallest_p_value() -> None:
    draw = np.random.default_rng(7)
    surface = ExpectedSurface(np.ones((20, 20)), 0.0, 0.0, 100.0)
    xy = np.concatenate([surface.draw(200, draw), np.full((15, 2), 9_000.0)])
    result = cluster_significance(xy, surface, rng=draw, radius_m=40.0, replicates=9)
    own = result.clusters.label[-1]
    assert (result.expected[own], result.p_value[own]) == (0.0, 0.1)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_none_one_and_two_incidents_have_no_cluster(n: int) -> None:
    surface = ExpectedSurface(np.ones((2, 2)), 0.0, 0.0, 100.0)
    result = cluster_significance(np.zeros((n, 2)), surface, rng=np.random.default_rng(1), replicates=3)
    assert result.incidents.tolist() == result.p_value.tolist() == []


def test_the_same_seed_gives_the_same_answer_whatever_thread_comes_first() -> None:
    surface = county_with_a_town(np.random.default_rng(8))
    xy = surface.draw(500, np.random.default_rng(9))
    first, again = (cluster_significance(xy, surface, rng=np.random.default_rng(3)) for _ in range(2))
    assert first.p_value.tolist() == again.p_value.tolist()


def test_each_random_county_is_told_of() -> None:
    told: list[tuple[int, int]] = []
    surface = ExpectedSurface(np.ones((2, 2)), 0.0, 0.0, 100.0)
    cluster_significance(
        surface.draw(20, np.random.default_rng(1)),
        surface,
        rng=np.random.default_rng(1),
        replicates=3,
        on_progress=lambda done, of: told.append((done, of)),
    )
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_cluster_significance_refuses_what_means_nothing() -> None:
    surface = ExpectedSurface(np.ones((2, 2)), 0.0, 0.0, 100.0)
    with pytest.raises(ValueError, match="replicate"):
        cluster_significance(np.zeros((3, 2)), surface, rng=np.random.default_rng(1), replicates=0)
    with pytest.raises(ValueError, match="finite"):
        cluster_significance([[np.inf, 0.0]], surface, rng=np.random.default_rng(1))


def uneven_days(n: int, rng: np.random.Generator) -> np.ndarray:
    """Days of a year whose one busy week holds a third of all incidents."""
    return np.where(rng.random(n) < 1 / 3, rng.integers(100, 107, n), rng.integers(0, 360, n)).astype(float)


def test_cells_of_a_hierarchical_cluster_are_as_wide_as_its_own_density_asks_worked_by_hand() -> None:
    # ten points on a line 4 apart: the third nearest, itself included, is 4 away, 8 at the ends; the median
    # asks for cells of 8, of which the line takes up five. Ten others 64 apart take up five cells of 128.
    near = np.column_stack([np.arange(10) * 4.0, np.zeros(10)])
    far = np.column_stack([np.arange(10) * 64.0, np.full(10, 1_500.0)])
    surface = ExpectedSurface(np.ones((20, 20)), 0.0, 0.0, 100.0)
    result = hierarchical_significance(
        np.concatenate([near, far]), surface, rng=np.random.default_rng(1), min_cluster_size=3, replicates=1
    )
    assert result.clusters.label.tolist() == [0] * 10 + [1] * 10
    assert result.incidents.tolist() == [10, 10]
    assert result.expected == pytest.approx([20 * 5 * 8**2 / 2_000**2, 20 * 5 * 128**2 / 2_000**2])


def test_a_span_of_time_expects_its_own_incidents_spread_over_the_surface_worked_by_hand() -> None:
    # spans of three days: four at one door in the first, beside six elsewhere; ten elsewhere in the third
    door, elsewhere = np.zeros((4, 2)), np.column_stack([np.arange(16) * 60.0 + 50, np.full(16, 900.0)])
    days = np.array([0, 1, 2, 2] + [1] * 6 + [7] * 10)
    surface = ExpectedSurface(np.ones((10, 10)), 0.0, 0.0, 100.0)
    result = space_time_significance(
        np.concatenate([door, elsewhere]),
        days,
        surface,
        rng=np.random.default_rng(1),
        radius_m=20.0,
        within_days=2,
        min_points=4,
    )
    expected = 10 * 200 / 1_000**2  # cells of 14.1 m
    assert result.clusters.label.tolist() == [0] * 4 + [-1] * 16
    assert result.incidents.tolist() == [4]
    assert result.expected == pytest.approx([expected])
    ratio = 4 * np.log(4 / expected) + 16 * np.log(16 / (20 - expected))
    assert result.log_likelihood_ratio == pytest.approx([ratio])
    assert result.p_value.tolist() == [0.01]


def test_a_hierarchical_cluster_is_listed_in_at_most_5_of_100_counties_without_any() -> None:
    alarms = listed = 0
    for seed in range(100):
        draw = np.random.default_rng(seed)
        surface = county_with_a_town(draw)
        result = hierarchical_significance(surface.draw(150, draw), surface, rng=draw, replicates=19)
        listed += len(result.p_value)
        alarms += int((result.p_value <= 0.05).any())
    assert listed > 100
    assert alarms <= binom.ppf(0.99, 100, 0.05)


def test_a_space_time_cluster_is_listed_in_at_most_5_of_100_counties_without_any() -> None:
    alarms = listed = 0
    for seed in range(100):
        draw = np.random.default_rng(seed)
        surface = county_with_a_town(draw)
        result = space_time_significance(
            surface.draw(300, draw),
            uneven_days(300, draw),
            surface,
            rng=draw,
            radius_m=150.0,
            within_days=5,
            min_points=3,
            replicates=19,
        )
        listed += len(result.p_value)
        alarms += int((result.p_value <= 0.05).any())
    assert listed > 100
    assert alarms <= binom.ppf(0.99, 100, 0.05)


def test_a_planted_hierarchical_cluster_is_significant_and_those_of_the_town_are_not() -> None:
    draw = np.random.default_rng(5)
    surface = county_with_a_town(draw)
    xy = surface.draw(1_000, draw)
    xy[:40] = draw.uniform([4_940, 940], [5_060, 1_060], (40, 2))
    result = hierarchical_significance(xy, surface, rng=draw, replicates=39)
    planted = np.bincount(result.clusters.label[:40] + 1).argmax() - 1
    in_town = (np.abs(xy - (np.array(TOWN[::-1]) + 1.5) * 200) < 300).all(axis=1)
    of_town = np.setdiff1d(result.clusters.label[in_town], [-1])
    assert len(of_town) > 0
    assert planted >= 0
    assert result.p_value[planted] == 1 / 40
    assert (result.p_value[of_town] > 0.05).all()
    assert result.clusters.label.tolist() == hierarchical_clusters(xy).label.tolist()


def test_a_planted_series_is_significant_and_the_busy_week_of_the_town_is_not() -> None:
    draw = np.random.default_rng(5)
    surface = county_with_a_town(draw)
    xy, days = surface.draw(2_000, draw), uneven_days(2_000, draw)
    xy[:12] = draw.uniform([4_960, 960], [5_040, 1_040], (12, 2))
    days[:12] = np.arange(200, 212)
    result = space_time_significance(xy, days, surface, rng=draw, radius_m=100.0, within_days=5)
    planted = result.clusters.label[5]
    others = np.setdiff1d(result.clusters.label, [-1, planted])
    assert planted >= 0
    assert len(others) > 5
    assert result.p_value[planted] == 0.01
    assert (result.p_value[others] > 0.05).all()
    clusters = space_time_clusters(xy, days, radius_m=100.0, within_days=5)
    assert result.clusters.label.tolist() == clusters.label.tolist()


@pytest.mark.parametrize("n", [0, 1, 2])
def test_none_one_and_two_incidents_have_no_hierarchical_and_no_space_time_cluster(n: int) -> None:
    surface, xy = ExpectedSurface(np.ones((2, 2)), 0.0, 0.0, 100.0), np.zeros((n, 2))
    by_hierarchy = hierarchical_significance(xy, surface, rng=np.random.default_rng(1), replicates=3)
    in_time = space_time_significance(
        xy, np.zeros(n), surface, rng=np.random.default_rng(1), radius_m=9, within_days=1, replicates=3
    )
    assert by_hierarchy.p_value.tolist() == in_time.p_value.tolist() == []


def test_significance_in_space_and_time_and_by_hierarchy_refuses_what_means_nothing() -> None:
    surface, rng = ExpectedSurface(np.ones((2, 2)), 0.0, 0.0, 100.0), np.random.default_rng(1)
    with pytest.raises(ValueError, match="replicate"):
        hierarchical_significance(np.zeros((3, 2)), surface, rng=rng, replicates=0)
    with pytest.raises(ValueError, match="min_cluster_size"):
        hierarchical_significance(np.zeros((3, 2)), surface, rng=rng, min_cluster_size=1)
    with pytest.raises(ValueError, match="length"):
        space_time_significance(np.zeros((3, 2)), [1, 2], surface, rng=rng, radius_m=9, within_days=1)

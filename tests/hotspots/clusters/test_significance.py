from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from hotspots.clusters.density_clusters import density_clusters
from hotspots.clusters.expected_surface import ExpectedSurface
from hotspots.clusters.significance import cluster_significance

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

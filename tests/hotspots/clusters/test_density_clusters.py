from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import DBSCAN
from sklearn.metrics import adjusted_rand_score

from hotspots.clusters.density_clusters import density_clusters, density_radius
from tests.strategies import point_clouds, seeds


def test_six_points_on_a_line_worked_by_hand() -> None:
    # cores have three points within 1 m, themselves included: the second of each trio; the ends are border
    xy = np.column_stack([[10.0, 11.0, 12.0, 0.0, 1.0, 2.0, 20.0], np.zeros(7)])
    clusters = density_clusters(xy, min_points=3, radius_m=1)
    assert clusters.label.tolist() == [0, 0, 0, 1, 1, 1, -1]
    assert np.flatnonzero(clusters.core).tolist() == [1, 4]


def test_a_border_point_between_two_clusters_joins_the_first() -> None:
    right, left, between = [2.0, 2.5, 3.0], [-2.0, -2.5, -3.0], [0.0]
    for xs in (right + left + between, left + right + between):
        xy = np.column_stack([[*xs, 1.0, -1.0], np.zeros(9)])
        clusters = density_clusters(xy, min_points=4, radius_m=1.5)
        reference = DBSCAN(eps=1.5, min_samples=4).fit(xy)
        assert clusters.label.tolist() == reference.labels_.tolist()


@settings(deadline=None)  # compiles
@given(
    point_clouds(max_points=250),
    st.sampled_from([1.0, 60.0, 150.0, 400.0, 3_000.0]),
    st.sampled_from([1, 2, 4, 10]),
)
def test_labels_and_cores_are_scikit_learns(xy: np.ndarray, radius_m: float, min_points: int) -> None:
    clusters = density_clusters(xy, min_points=min_points, radius_m=radius_m)
    reference = DBSCAN(eps=radius_m, min_samples=min_points).fit(xy)
    assert clusters.label.tolist() == reference.labels_.tolist()
    assert np.flatnonzero(clusters.core).tolist() == reference.core_sample_indices_.tolist()


def test_labels_are_scikit_learns_on_20_000_points_in_clumps_and_on_whole_metres() -> None:
    rng = np.random.default_rng(2)
    middles = rng.uniform(0, 20_000, (60, 2))
    clumps = middles[rng.integers(0, 60, 12_000)] + rng.normal(0, 150, (12_000, 2))
    xy = np.round(np.concatenate([rng.uniform(0, 20_000, (8_000, 2)), clumps]))
    for radius_m in (20.0, 45.0, 130.0):
        reference = DBSCAN(eps=radius_m, min_samples=10).fit_predict(xy)
        assert (density_clusters(xy, radius_m=radius_m).label == reference).all()


def test_a_radius_that_follows_the_density_finds_planted_clusters_at_any_number_and_a_fixed_one_not() -> None:
    rng = np.random.default_rng(4)
    fixed = {}
    for n in (2_000, 100_000, 1_000_000):
        middles = rng.uniform(1_000, 39_000, (10, 2))
        truth = np.r_[np.full(n // 2, -1), np.arange(n - n // 2) % 10]
        hot = middles[truth[truth >= 0]] + rng.uniform(-200, 200, (n - n // 2, 2))
        xy = np.concatenate([rng.uniform(0, 40_000, (n // 2, 2)), hot])
        radius_m = density_radius(xy, 10, share=0.4)
        assert adjusted_rand_score(truth, density_clusters(xy, radius_m=radius_m).label) > 0.9
        fixed[n] = adjusted_rand_score(truth, density_clusters(xy, radius_m=100.0).label)
    assert fixed[100_000] > 0.9
    assert fixed[1_000_000] < 0.1


def test_a_given_share_of_the_points_are_cores_and_the_radius_shrinks_with_the_root_of_their_number() -> None:
    rng = np.random.default_rng(5)
    few, many = rng.uniform(0, 1_000, (4_000, 2)), rng.uniform(0, 1_000, (16_000, 2))
    clusters = density_clusters(few)
    assert clusters.radius_m == density_radius(few)
    assert clusters.core.mean() == pytest.approx(0.1, abs=0.03)
    assert density_radius(few) / density_radius(many) == pytest.approx(2, rel=0.05)


@settings(deadline=None)  # compiles
@given(point_clouds(max_points=200), seeds())
def test_the_partition_does_not_depend_on_the_order_or_the_place_of_the_origin(
    xy: np.ndarray, seed: int
) -> None:
    xy, order = np.round(xy), np.random.default_rng(seed).permutation(len(xy))  # moving them rounds nothing
    plain = density_clusters(xy, min_points=4, radius_m=120)
    moved = density_clusters(xy - [4_096, -512], min_points=4, radius_m=120)
    mixed = density_clusters(xy[order], min_points=4, radius_m=120)
    assert moved.label.tolist() == plain.label.tolist()
    assert mixed.core.tolist() == plain.core[order].tolist()
    cores = mixed.core  # points between two clusters may join the other one
    assert adjusted_rand_score(mixed.label[cores], plain.label[order][cores]) == 1
    assert ((mixed.label < 0) == (plain.label[order] < 0)).all()


def test_the_radius_does_not_depend_on_the_order_of_the_points() -> None:
    rng = np.random.default_rng(6)
    xy = np.concatenate([rng.normal(0, 100, (3_000, 2)), rng.uniform(-900, 900, (3_000, 2))])
    assert density_radius(xy) == density_radius(xy[rng.permutation(6_000)])


@given(point_clouds(min_points=2, max_points=120), st.sampled_from([1, 3, 10, 500]))
def test_the_radius_is_the_quantile_of_the_distances_to_the_kth_point_repeats_counted(
    xy: np.ndarray, min_points: int
) -> None:
    apart = np.sort(np.sqrt(((xy[:, None] - xy[None]) ** 2).sum(axis=2)), axis=1)
    kth = apart[:, min(min_points, len(xy)) - 1]
    assert density_radius(xy, min_points, share=0.3) == pytest.approx(max(np.quantile(kth, 0.3), 1.0))


def test_a_million_on_one_coordinate_are_one_cluster() -> None:
    clusters = density_clusters(np.zeros((1_000_000, 2)))
    assert (clusters.label == 0).all()


def test_two_streets_of_cores_just_out_of_reach_stay_apart() -> None:
    along = np.repeat(np.arange(0, 3_000, 0.5), 2)
    xy = np.column_stack([along, np.tile([0.0, 100.1], 6_000)])
    assert density_clusters(xy, radius_m=100.0).label.tolist() == [0, 1] * 6_000
    assert density_clusters(xy, radius_m=100.1).label.tolist() == [0] * 12_000


def test_a_stray_point_at_the_origin_is_noise_and_changes_nothing() -> None:
    xy = np.random.default_rng(8).normal([480_000, 3_440_000], 30, (400, 2))
    clusters = density_clusters(np.concatenate([xy, [[0.0, 0.0]]]), radius_m=20.0)
    assert clusters.label.tolist() == [*density_clusters(xy, radius_m=20.0).label.tolist(), -1]


def test_thousands_on_one_coordinate_are_one_cluster() -> None:
    xy = np.concatenate([np.zeros((5_000, 2)), np.full((4_000, 2), 30.0), [[500.0, 0.0]]])
    clusters = density_clusters(xy)
    assert clusters.radius_m == 1.0
    assert np.unique(clusters.label, return_counts=True)[1].tolist() == [1, 5_000, 4_000]


@pytest.mark.parametrize("n", [0, 1, 2])
def test_none_one_and_two_points_are_noise(n: int) -> None:
    assert density_clusters(np.zeros((n, 2))).label.tolist() == [-1] * n


def test_the_points_are_left_alone() -> None:
    xy = np.random.default_rng(3).uniform(0, 100, (50, 2))
    before = xy.copy()
    density_clusters(xy)
    assert (xy == before).all()


def test_density_clusters_refuse_what_means_nothing() -> None:
    with pytest.raises(ValueError, match="finite"):
        density_clusters([[0.0, np.inf]])
    with pytest.raises(ValueError, match="radius_m"):
        density_clusters([[0.0, 0.0]], radius_m=0)
    with pytest.raises(ValueError, match="min_points"):
        density_clusters([[0.0, 0.0]], min_points=0)
    with pytest.raises(ValueError, match="too small"):
        density_clusters([[0.0, 0.0], [1e9, 1e9]], radius_m=1e-3)
    with pytest.raises(ValueError, match="share"):
        density_radius([[0.0, 0.0]], share=1)

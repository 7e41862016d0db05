from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import DBSCAN

from hotspots.clusters.density_clusters import density_clusters
from hotspots.clusters.space_time_clusters import space_time_clusters
from tests.strategies import point_clouds, seeds


def by_definition(
    xy: np.ndarray, days: np.ndarray, radius_m: float, within_days: float, least: int
) -> DBSCAN:
    """DBSCAN on a table of all pairs: 0 where two incidents are close in space and time, else 1."""
    apart_m = np.sqrt(((xy[:, None] - xy[None]) ** 2).sum(axis=2))
    far = (apart_m > radius_m) | (np.abs(days[:, None] - days[None]) > within_days)
    return DBSCAN(eps=0.5, min_samples=least, metric="precomputed").fit(far.astype(float))


def test_two_series_at_one_door_worked_by_hand() -> None:
    # three burglaries in a week, three in another month, one between that neither reaches
    days = [1, 4, 7, 101, 104, 107, 50]
    clusters = space_time_clusters(np.zeros((7, 2)), days, radius_m=50, within_days=3, min_points=3)
    assert clusters.label.tolist() == [0, 0, 0, 1, 1, 1, -1]
    assert np.flatnonzero(clusters.core).tolist() == [1, 4]


@settings(deadline=None)  # compiles
@given(
    point_clouds(max_points=150),
    seeds(),
    st.sampled_from([60.0, 400.0, 3_000.0]),
    st.sampled_from([0, 1, 7, 400]),
    st.sampled_from([1, 3, 8]),
    st.sampled_from([1.0, 24.0, 1_440.0]),
)
def test_labels_and_cores_are_those_of_the_definition(
    xy: np.ndarray, seed: int, radius_m: float, within: int, min_points: int, in_day: float
) -> None:
    ticks = np.random.default_rng(seed).integers(0, 60, len(xy))
    reference = by_definition(xy, ticks, radius_m, within, min_points)
    clusters = space_time_clusters(
        xy, ticks / in_day, radius_m=radius_m, within_days=within / in_day, min_points=min_points
    )
    assert clusters.label.tolist() == reference.labels_.tolist()
    assert np.flatnonzero(clusters.core).tolist() == reference.core_sample_indices_.tolist()


def test_incidents_of_one_moment_or_with_any_time_between_them_are_clustered_by_place_alone() -> None:
    draw = np.random.default_rng(3)
    xy, days = draw.uniform(0, 2_000, (3_000, 2)), draw.integers(0, 3_650, 3_000)
    plain = density_clusters(xy, radius_m=60).label.tolist()
    one_moment = space_time_clusters(xy, np.full(3_000, 9.5), radius_m=60, within_days=0, min_points=10)
    ten_years = space_time_clusters(xy, days, radius_m=60, within_days=3_650, min_points=10)
    assert one_moment.label.tolist() == ten_years.label.tolist() == plain


def test_a_series_stands_out_of_ten_years_at_one_spot() -> None:
    days = np.r_[np.arange(0, 3_650, 10), np.full(9, 1_234.5)]
    clusters = space_time_clusters(np.ones((len(days), 2)), days, radius_m=10, within_days=7, min_points=5)
    assert np.unique(days[clusters.label == 0]).tolist() == [1_230, 1_234.5, 1_240]
    assert clusters.label.max() == 0


@pytest.mark.parametrize("n", [0, 1, 2])
def test_none_one_and_two_incidents_are_noise(n: int) -> None:
    clusters = space_time_clusters(np.zeros((n, 2)), np.zeros(n), radius_m=1, within_days=1)
    assert clusters.label.tolist() == [-1] * n


def test_space_time_clusters_refuse_what_means_nothing() -> None:
    xy, days = np.zeros((2, 2)), np.zeros(2)
    for wrong in ({"radius_m": 0.0}, {"within_days": -1.0}, {"within_days": np.inf}, {"min_points": 0}):
        settled = {"radius_m": 1.0, "within_days": 1.0, "min_points": 3} | wrong
        with pytest.raises(ValueError, match="min_points must be"):
            space_time_clusters(xy, days, **settled)
    with pytest.raises(ValueError, match="length n"):
        space_time_clusters(xy, days[:1], radius_m=1, within_days=1)

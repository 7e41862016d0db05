from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from sklearn.cluster import HDBSCAN
from sklearn.metrics import adjusted_rand_score

from gis.errors import SizeError
from hotspots.clusters import hierarchical_clusters as module
from hotspots.clusters.hierarchical_clusters import hierarchical_clusters
from tests.strategies import point_clouds


def test_a_dense_and_a_loose_cluster_that_no_one_radius_finds_are_both_found() -> None:
    draw = np.random.default_rng(4)
    truth = np.repeat([0, 1, 2], 200)
    spread = np.array([5.0, 5.0, 150.0])[truth][:, None]
    middles = np.array([[0.0, 0.0], [60.0, 0.0], [3_000.0, 0.0]])[truth]
    clusters = hierarchical_clusters(middles + draw.normal(0, 1, (600, 2)) * spread, min_cluster_size=20)
    assert clusters.label.max() == 2
    inside = clusters.label >= 0
    assert adjusted_rand_score(truth[inside], clusters.label[inside]) > 0.99


@settings(deadline=None)
@given(point_clouds(min_points=12, max_points=150))
def test_the_partition_is_scikit_learns_numbered_by_first_points(xy: np.ndarray) -> None:
    reference = HDBSCAN(min_cluster_size=5, min_samples=3, copy=True).fit(xy)
    clusters = hierarchical_clusters(xy, min_cluster_size=5, min_points=3)
    assert ((clusters.label < 0) == (reference.labels_ < 0)).all()
    assert adjusted_rand_score(clusters.label, reference.labels_) == 1
    firsts = [int(np.argmax(clusters.label == label)) for label in range(clusters.label.max() + 1)]
    assert firsts == sorted(firsts)
    assert (clusters.probability == reference.probabilities_).all()


def test_thousands_on_one_coordinate_are_one_cluster_and_on_three_are_three() -> None:
    assert hierarchical_clusters(np.ones((3_000, 2))).label.tolist() == [0] * 3_000
    three = np.repeat([[0.0, 0.0], [500.0, 0.0], [0.0, 700.0]], 20, axis=0)
    assert hierarchical_clusters(three).label.tolist() == [0] * 20 + [1] * 20 + [2] * 20


@pytest.mark.parametrize("n", [0, 1, 2, 9])
def test_fewer_points_than_a_cluster_needs_are_noise(n: int) -> None:
    clusters = hierarchical_clusters(np.zeros((n, 2)))
    assert clusters.label.tolist() == [-1] * n
    assert clusters.probability.tolist() == [0.0] * n


def test_hierarchical_clusters_refuse_what_means_nothing_and_what_would_take_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(ValueError, match="finite"):
        hierarchical_clusters([[np.nan, 0.0]])
    with pytest.raises(ValueError, match="min_cluster_size"):
        hierarchical_clusters(np.zeros((3, 2)), min_cluster_size=1)
    monkeypatch.setattr(module, "MOST_INCIDENTS", 20)
    with pytest.raises(SizeError, match=r"hotspots\.too_many_for_hierarchy") as raised:
        hierarchical_clusters(np.zeros((21, 2)))
    assert raised.value.problems[0].details == {"incidents": 21, "most": 20}

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import KDTree

from hotspots.repeats import close_pairs as module
from hotspots.repeats.close_pairs import Metric, close_pairs
from tests.strategies import point_clouds


def pairs_of(xy: np.ndarray, reach_m: float, metric: Metric = "euclidean") -> list[tuple[int, int]]:
    found = [
        (min(a, b), max(a, b))
        for block in close_pairs(xy, reach_m, metric)
        for a, b in zip(block.left.tolist(), block.right.tolist(), strict=True)
    ]
    assert len(found) == len(set(found))
    return sorted(found)


def test_pairs_at_the_very_distance_belong_and_those_beyond_do_not() -> None:
    xy = np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 0.0], [0.0, 5.1]])
    assert pairs_of(xy, 5.0) == [(0, 1), (0, 2), (1, 2), (1, 3)]
    assert pairs_of(xy, 5.0, "manhattan") == [(0, 2), (1, 3)]
    assert pairs_of(xy, 0.0) == [(0, 2)]


@given(point_clouds(max_points=200), st.sampled_from([0.0, 1.0, 150.0, 900.0, 30_000.0]), st.integers(5, 500))
def test_close_pairs_are_those_of_a_tree_whatever_the_points_and_the_size_of_blocks(
    xy: np.ndarray, reach_m: float, candidates: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "CANDIDATES", candidates)
        assert pairs_of(xy, reach_m) == sorted(KDTree(xy).query_pairs(reach_m))
        assert pairs_of(xy, reach_m, "manhattan") == sorted(KDTree(xy).query_pairs(reach_m, p=1))


def test_no_point_and_one_point_make_no_pair() -> None:
    assert pairs_of(np.empty((0, 2)), 10.0) == []
    assert pairs_of(np.zeros((1, 2)), 10.0) == []


def test_close_pairs_refuse_points_and_distances_that_mean_nothing() -> None:
    with pytest.raises(ValueError, match="finite and of shape"):
        list(close_pairs([[0.0, np.nan]], 1.0))
    with pytest.raises(ValueError, match="reach_m"):
        list(close_pairs([[0.0, 0.0]], np.inf))
    with pytest.raises(ValueError, match="metric"):
        list(close_pairs([[0.0, 0.0]], 1.0, "maximum"))  # type: ignore[arg-type]

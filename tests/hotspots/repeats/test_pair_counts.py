from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import KDTree

from gis.errors import SizeError
from hotspots.repeats import pair_counts as module
from hotspots.repeats.pair_counts import Bands, count_pairs
from hotspots.repeats.places_and_times import Metric
from hotspots.repeats.ticks import in_ticks, pairs_in_time
from tests.strategies import point_clouds, seeds

INF = float("inf")


def rng() -> np.random.Generator:
    return np.random.default_rng(6)


def pairs_near(xy: np.ndarray, reach_m: float, metric: Metric = "euclidean") -> int:
    bands = Bands((reach_m,), metric, closed=True)
    ticks = np.zeros(len(xy), dtype=np.uint16)
    counts, in_space = count_pairs(xy, ticks, bands, (0,), rng=rng(), permutations=1)
    assert counts.ravel().tolist() == [in_space[0]] * 2
    return int(in_space[0])


@pytest.mark.parametrize("unit_days", [1, 1 / 24, 1 / 86_400])
def test_every_permutation_is_counted_as_by_definition(unit_days: float) -> None:
    # points in the order of their cells, so that times are dealt out as here
    draw = np.random.default_rng(9)
    xy = np.column_stack([np.sort(draw.uniform(0, 9_000, 300)), np.zeros(300)])
    days = draw.integers(0, 40, 300) * unit_days + np.where(np.arange(300) % 2, 3_650, 0)
    ticks, most = in_ticks(days, (3 * unit_days, 3_650.0, INF), closed=True)
    bands = Bands((100.0, 500.0, INF), "euclidean", closed=True)
    counts, in_space = count_pairs(xy, ticks, bands, most, rng=rng(), permutations=150)
    i, j = np.triu_indices(300, 1)
    band = np.searchsorted([100, 500], np.abs(xy[i, 0] - xy[j, 0]))
    again, dealt = rng(), ticks.astype(np.int64)
    for permutation in range(151):
        apart = np.abs(dealt[i] - dealt[j])
        plain = [[int((apart[band == b] <= limit).sum()) for limit in most] for b in range(3)]
        assert counts[:, :, permutation].tolist() == plain
        dealt = again.permutation(ticks).astype(np.int64)
    assert in_space.tolist() == np.bincount(band).tolist()


def test_times_are_dealt_out_in_as_many_tables_as_memory_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    xy, ticks = rng().uniform(0, 900, (200, 2)), rng().integers(0, 50, 200).astype(np.uint16)
    bands = Bands((80.0, 200.0), "manhattan", closed=False)
    whole = count_pairs(xy, ticks, bands, (5, 9), rng=rng(), permutations=60)
    monkeypatch.setattr(module, "DEALT_BYTES", 1)
    parts = count_pairs(xy, ticks, bands, (5, 9), rng=rng(), permutations=60)
    assert whole[0].tolist() == parts[0].tolist()
    assert whole[1].tolist() == parts[1].tolist()


@settings(deadline=None)  # compiles
@given(point_clouds(max_points=200), st.sampled_from([0.0, 1.0, 150.0, 900.0, 30_000.0]))
def test_near_pairs_are_those_of_a_tree_and_at_the_very_distance(xy: np.ndarray, reach_m: float) -> None:
    assert pairs_near(xy, reach_m) == len(KDTree(xy).query_pairs(reach_m))
    assert pairs_near(xy, reach_m, "manhattan") == len(KDTree(xy).query_pairs(reach_m, p=1))


@settings(deadline=None)  # compiles
@given(point_clouds(max_points=80), seeds())
def test_counts_do_not_depend_on_the_order_or_the_place_of_the_origin(xy: np.ndarray, seed: int) -> None:
    draw = np.random.default_rng(seed)
    ticks, order = draw.integers(0, 30, len(xy)).astype(np.uint16), draw.permutation(len(xy))
    bands = Bands((64.0, 512.0, INF), "euclidean", closed=False)
    xy = np.round(xy)  # so that moving them rounds nothing
    first, *others = (
        count_pairs(points, times, bands, (2, 7, INF), rng=rng(), permutations=1)[0][..., 0].tolist()
        for points, times in ((xy, ticks), (xy[order], ticks[order]), (xy - [4096, -512], ticks))
    )
    assert others == [first, first]


def test_9_000_incidents_at_one_spot_are_counted_in_more_than_one_go() -> None:
    xy = np.concatenate([np.zeros((9_000, 2)), [[150.0, 0.0], [90_000.0, 0.0]]])
    ticks = rng().integers(0, 365, len(xy)).astype(np.uint16)
    bands = Bands((0.0, 200.0), "euclidean", closed=True)
    counts, in_space = count_pairs(xy, ticks, bands, (14,), rng=rng(), permutations=2)
    assert in_space.tolist() == [9_000 * 8_999 // 2, 9_000]
    assert counts[0, 0, 0] == pairs_in_time(ticks[:9_000], 14)
    assert counts[1, 0, 0] == (np.abs(ticks[:9_000].astype(int) - int(ticks[9_000])) <= 14).sum()


def test_a_stray_point_at_the_origin_changes_no_other_pair() -> None:
    xy = rng().uniform([480_000, 3_440_000], [481_000, 3_441_000], (100, 2))
    near = pairs_near(xy, 50.0)
    assert pairs_near(np.concatenate([xy, [[0.0, 0.0]], [[-1e15, 1e15]]]), 50.0) == near


def test_too_many_near_pairs_are_refused_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CANDIDATES", 99)
    assert pairs_near(np.zeros((9, 2)), 10.0) == 36
    with pytest.raises(SizeError, match=r"hotspots\.too_many_pairs") as raised:
        pairs_near(np.zeros((10, 2)), 10.0)
    assert raised.value.problems[0].details == {"pairs": 100, "most": 99, "within_m": 10.0}


def test_an_unknown_metric_is_refused() -> None:
    with pytest.raises(ValueError, match="metric"):
        pairs_near(np.zeros((2, 2)), 1.0, "maximum")  # type: ignore[arg-type]

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.repeats.near_repeat import knox, near_repeat_table
from tests.strategies import point_clouds, seeds

INF = float("inf")


def rng() -> np.random.Generator:
    return np.random.default_rng(11)


def chicago(shared_data: Path) -> tuple[np.ndarray, np.ndarray]:
    path = shared_data / "known_answers" / "near_repeat_chicago_month1.csv"
    table = np.genfromtxt(path, delimiter=",", dtype=None, encoding="utf-8")
    days = np.array([row[2] for row in table], dtype="datetime64[D]").astype(float)
    return np.array([[row[0], row[1]] for row in table]), days


@pytest.mark.shared
def test_near_repeat_chicago_month1_in_half_open_bands_to_600_metres(shared_data: Path) -> None:
    table = near_repeat_table(
        *chicago(shared_data), edges_m=[0, 0.1, 200, 400, 600], edges_days=[0, 7, 14, 21], rng=rng()
    )
    assert table.pairs.tolist() == [[28, 5, 5], [141, 69, 27], [186, 140, 100], [237, 192, 128]]


@pytest.mark.shared
def test_near_repeat_chicago_month1_in_bands_without_end_and_as_the_calculator_prints_it(
    shared_data: Path,
) -> None:
    table = near_repeat_table(
        *chicago(shared_data),
        edges_m=[0, 1, 100, 200, 300, INF],
        edges_days=[0, 7, 14, 21, INF],
        rng=rng(),
        permutations=199,
    )
    assert table.pairs.tolist() == [
        [28, 5, 5, 2],
        [44, 13, 8, 4],
        [97, 56, 19, 16],
        [77, 67, 45, 20],
        [182194, 146149, 95237, 45879],
    ]
    # the calculator divides by the mean of its 19 permutations (6 % astray at 17 pairs), we by the exact one
    assert table.ratio[:3, 0] == pytest.approx([1.652, 1.685, 1.318], rel=0.1)
    assert (table.p_value[:3, 0] < 0.05).all()
    assert (table.p_value[0, 1:] > 0.5).all()


def test_knox_counts_13_pairs_within_20_and_5_in_burkitt_data() -> None:
    examples = pytest.importorskip("libpysal.examples")
    pointpats = pytest.importorskip("pointpats")
    table = gpd.read_file(examples.get_path("burkitt.shp"))
    xy, days = shapely.get_coordinates(table.geometry.values), table["T"].to_numpy(dtype=float)
    test = knox(xy, days, within_m=20, within_days=5, rng=rng(), permutations=999)
    assert test.pairs == 13
    np.random.seed(1)  # noqa: NPY002  pointpats knows no other
    theirs = pointpats.Knox(xy, days[:, None].copy(), delta=20, tau=5, permutations=199)
    assert test.pairs == theirs.statistic_
    assert test.expected == pytest.approx(theirs.expected[0][0])
    assert test.p_value == pytest.approx(theirs.p_sim, abs=0.07)


def test_knox_of_four_incidents_worked_by_hand() -> None:
    xy, days = [[0, 0], [3, 4], [100, 0], [100, 5]], [0, 2, 0, 9]
    test = knox(xy, days, within_m=5, within_days=2, rng=rng())
    # near: 0-1 and 2-3; soon: 0-1 (2 days), 0-2 (none), 1-2 (2 days)
    assert (test.pairs, test.pairs_in_space, test.pairs_in_time) == (1, 2, 3)
    assert test.expected == pytest.approx(2 * 3 / 6)
    assert test.ratio == pytest.approx(1.0)
    assert knox(xy, days, within_m=5, within_days=2, rng=rng(), metric="manhattan").pairs_in_space == 1


def test_upper_limits_belong_to_closed_bands_and_lower_ones_to_half_open_bands() -> None:
    xy, days = [[0.0, 0.0], [100.0, 0.0]], [0, 7]
    bands = {"edges_m": [0, 100, 200], "edges_days": [0, 7, 14], "permutations": 1}
    assert near_repeat_table(xy, days, **bands, rng=rng()).pairs.tolist() == [[0, 0], [0, 1]]
    assert near_repeat_table(xy, days, **bands, rng=rng(), closed=True).pairs.tolist() == [[1, 0], [0, 0]]


@pytest.mark.parametrize(("metres", "days"), [(0, 0), (99.9, 6), (100, 7), (250, 13), (250, 14), (900, 90)])
def test_every_pair_stands_in_the_row_whose_labels_hold_its_distance_and_days(
    metres: float, days: float
) -> None:
    # labels off by one would name another band
    table = near_repeat_table(
        [[0, 0], [metres, 0]], [0, days], edges_m=[0, 100, 300, INF], edges_days=[0, 7, 14, INF], rng=rng()
    )
    frame = table.as_frame()
    (row,) = frame[frame["pairs"] > 0].to_dict("records")
    assert row["from_m"] <= metres < row["to_m"]
    assert row["from_days"] <= days < row["to_days"]
    assert (row["pairs"], row["expected"], row["ratio"], row["p_value"]) == (1, 1, 1, 1)
    assert len(frame) == 9


def test_p_values_are_one_sided_too_few_pairs_give_one_near_1_and_never_a_small_one() -> None:
    # two clumps; in each, incidents are weeks apart: fewer pairs within a day than any permutation has
    xy = np.repeat([[0.0, 0.0], [9_000.0, 0.0]], 20, axis=0)
    days = np.tile(np.arange(20) * 10, 2)
    assert knox(xy, days, within_m=10, within_days=1, rng=rng()).p_value == 1.0
    table = near_repeat_table(xy, days, edges_m=[0, 10, INF], edges_days=[0, 2, INF], rng=rng())
    assert table.p_value[0, 0] == 1.0
    assert table.p_value[1, 0] == pytest.approx(0.01)
    assert ((table.p_value > 0) & (table.p_value <= 1)).all()


def test_the_p_value_is_the_rank_of_the_data_among_permutations_and_itself() -> None:
    # of 24 ways to deal 0, 1, 50, 51 to two pairs, 8 make pairs of the days that go together
    xy, days = [[0, 0], [0, 0], [900, 0], [900, 0]], [0, 1, 50, 51]
    test = knox(xy, days, within_m=1, within_days=1, rng=rng(), permutations=9_999)
    assert (test.pairs, test.expected) == (2, pytest.approx(2 * 2 / 6))
    assert test.p_value == pytest.approx(1 / 3, abs=0.02)


@pytest.mark.parametrize("days", [[0.0, 0.0, 0.0], [0.0, 1_825.0, 3_650.0]])
def test_equal_times_and_ten_years_are_counted_right(days: list[float]) -> None:
    test = knox(np.zeros((3, 2)), days, within_m=1, within_days=0, rng=rng())
    pairs = 3 if days[2] == 0 else 0
    assert (test.pairs, test.pairs_in_space, test.pairs_in_time, test.p_value) == (pairs, 3, pairs, 1.0)


def test_limits_beyond_the_span_of_the_times_take_every_pair() -> None:
    test = knox(np.zeros((3, 2)), [0, 10, 300], within_m=1, within_days=40_000, rng=rng())
    assert (test.pairs, test.pairs_in_time, test.p_value) == (3, 3, 1.0)


def test_times_are_told_apart_to_the_second_and_over_decades() -> None:
    second = 1 / 86_400
    days = [0.0, 14.0, 20_000.0, 20_014.0 + second]
    test = knox(np.zeros((4, 2)), days, within_m=1, within_days=14, rng=rng())
    assert (test.pairs, test.pairs_in_time) == (1, 1)


@settings(deadline=None)  # compiles
@given(point_clouds(max_points=80), seeds(), st.booleans(), st.sampled_from(["euclidean", "manhattan"]))
def test_every_pair_is_counted_once_and_the_table_agrees_with_a_count_of_all_pairs(
    xy: np.ndarray, seed: int, closed: bool, metric: str
) -> None:
    days = np.random.default_rng(seed).integers(0, 40, len(xy))
    edges_m, edges_days = [0, 50, 500, INF], [0, 3, 10, INF]
    table = near_repeat_table(
        xy,
        days,
        edges_m=edges_m,
        edges_days=edges_days,
        rng=np.random.default_rng(seed),
        permutations=3,
        closed=closed,
        metric=metric,  # type: ignore[arg-type]
    )
    i, j = np.triu_indices(len(xy), 1)
    step = np.abs(xy[i] - xy[j])
    metres = np.sqrt((step**2).sum(axis=1)) if metric == "euclidean" else step.sum(axis=1)
    side = "left" if closed else "right"
    row = np.searchsorted(edges_m[1:], metres, side=side)
    column = np.searchsorted(edges_days[1:], np.abs(days[i] - days[j]), side=side)
    brute = np.zeros((3, 3), dtype=int)
    np.add.at(brute, (row, column), 1)
    assert table.pairs.tolist() == brute.tolist()
    assert table.pairs.sum() == len(i)
    assert (table.p_value > 0).all()
    assert (table.p_value <= 1).all()


def test_expected_pairs_are_the_mean_over_permutations() -> None:
    draw = np.random.default_rng(2)
    xy, days = draw.uniform(0, 1000, (60, 2)), draw.integers(0, 30, 60)
    test = knox(xy, days, within_m=200, within_days=3, rng=rng())
    means = [
        knox(xy, draw.permutation(days), within_m=200, within_days=3, rng=rng(), permutations=1).pairs
        for _ in range(300)
    ]
    assert np.mean(means) == pytest.approx(test.expected, rel=0.04)


def test_p_values_of_unrelated_times_are_even_and_of_a_planted_series_small() -> None:
    draw = np.random.default_rng(3)
    p_values = [
        knox(
            draw.uniform(0, 1000, (80, 2)), draw.integers(0, 60, 80), within_m=150, within_days=5, rng=draw
        ).p_value
        for _ in range(100)
    ]
    assert np.mean(np.array(p_values) <= 0.1) == pytest.approx(0.1, abs=0.07)
    xy, days = draw.uniform(0, 1000, (80, 2)), draw.integers(0, 60, 80)
    xy[:20], days[:20] = xy[0] + draw.uniform(0, 50, (20, 2)), 10
    assert knox(xy, days, within_m=150, within_days=5, rng=rng()).p_value == pytest.approx(0.01)


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_incidents_make_no_pair(n: int) -> None:
    test = knox(np.zeros((n, 2)), np.zeros(n), within_m=1, within_days=1, rng=rng())
    assert (test.pairs, test.expected, test.p_value) == (0, 0.0, 1.0)
    assert np.isnan(test.ratio)


def test_what_was_passed_is_left_alone_and_the_same_seed_gives_the_same_answer() -> None:
    draw = np.random.default_rng(5)
    xy, days = draw.uniform(0, 500, (50, 2)), draw.integers(0, 30, 50).astype(float)
    before = xy.copy(), days.copy()
    first, again = (knox(xy, days, within_m=100, within_days=5, rng=rng()) for _ in range(2))
    assert first == again
    assert (xy == before[0]).all()
    assert (days == before[1]).all()


def test_near_repeat_refuses_what_means_nothing() -> None:
    xy, days = np.zeros((2, 2)), np.zeros(2)
    with pytest.raises(ValueError, match="edges_m must rise from 0"):
        near_repeat_table(xy, days, edges_m=[100, 200], edges_days=[0, 7], rng=rng())
    with pytest.raises(ValueError, match="edges_days must rise from 0"):
        near_repeat_table(xy, days, edges_m=[0, 200], edges_days=[0, 7, 7], rng=rng())
    with pytest.raises(ValueError, match="limits"):
        knox(xy, days, within_m=-1, within_days=1, rng=rng())
    with pytest.raises(ValueError, match="length n"):
        knox(xy, days[:1], within_m=1, within_days=1, rng=rng())
    with pytest.raises(ValueError, match="finite"):
        knox(xy, [0, np.nan], within_m=1, within_days=1, rng=rng())
    with pytest.raises(ValueError, match="at least one permutation"):
        knox(xy, days, within_m=1, within_days=1, rng=rng(), permutations=0)

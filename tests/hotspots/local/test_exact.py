from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array, diags_array, eye_array
from scipy.stats import false_discovery_control, hypergeom

from gis.errors import SizeError
from gis.weights import grid_contiguity
from hotspots.local.exact import (
    false_discovery_adjusted,
    gi_star_exact_p_values,
    gi_star_exact_p_values_on_grid,
    sum_shares,
)
from hotspots.local.local_moran import local_moran
from tests.strategies import seeds


def queen(rows: int, columns: int) -> csr_array:
    row, column = np.divmod(np.arange(rows * columns), columns)
    return grid_contiguity(column, row)


@settings(deadline=None)  # the first call compiles
@given(st.lists(st.integers(0, 6), min_size=1, max_size=9), st.integers(0, 5))
def test_shares_of_sums_are_those_of_all_choices(values: list[int], most: int) -> None:
    shares = sum_shares(values, most)
    for j in range(min(most, len(values)) + 1):
        sums = [sum(chosen) for chosen in combinations(values, j)]
        expected = np.bincount(sums, minlength=shares.share.shape[1]) / len(sums)
        assert shares.share[j] == pytest.approx(expected, abs=1e-12)
    left = shares.without(values[0])
    for j in range(min(most, len(values) - 1) + 1):
        sums = [sum(chosen) for chosen in combinations(values[1:], j)]
        expected = np.bincount(sums, minlength=left.share.shape[1]) / len(sums)
        assert left.share[j] == pytest.approx(expected, abs=1e-9)


def test_shares_of_zeros_and_ones_are_hypergeometric_to_the_far_tail() -> None:
    counts = np.r_[np.ones(1_300), np.zeros(24_300)]
    tail = sum_shares(counts, 9).at_least()[9]
    exact = hypergeom.sf(np.arange(10) - 1, 25_600, 1_300, 9)
    assert tail == pytest.approx(exact, rel=1e-9)
    assert 0 < tail[9] < 1e-11


def test_exact_gi_star_on_a_line_of_five_worked_by_hand() -> None:
    # the full cell is among 2 of 5 cells in 2 of 5 orders, among 3 of 5 in 3 of 5
    line = diags_array([1.0, 1.0, 1.0], offsets=[-1, 0, 1], shape=(5, 5)).tocsr()
    p_value = gi_star_exact_p_values([0, 0, 0, 0, 5], line)
    assert p_value == pytest.approx([1, 1, 1, 0.6, 0.4])


@settings(deadline=None)  # the first call compiles
@given(seeds())
def test_the_grid_path_agrees_with_the_weights(seed: int) -> None:
    counts = np.random.default_rng(seed).poisson(0.7, (6, 7))
    whole = gi_star_exact_p_values(counts.ravel(), csr_array(queen(6, 7) + eye_array(42)))
    assert gi_star_exact_p_values_on_grid(counts).ravel() == pytest.approx(whole)
    assert ((whole > 0) & (whole <= 1)).all()
    inside = np.ones((6, 9), dtype=bool)
    inside[:, 7:] = False
    wider = gi_star_exact_p_values_on_grid(np.pad(counts, [(0, 0), (0, 2)]), inside=inside)
    assert wider[inside] == pytest.approx(whole)
    assert np.isnan(wider[~inside]).all()


def test_exact_local_moran_is_the_share_of_all_conditional_permutations() -> None:
    # two-sided p-values are twice the smaller tail, folded at 1 and never above
    values = np.array([0, 1, 1, 4, 0, 6, 2])
    line = diags_array([1.0, 1.0], offsets=[-1, 1], shape=(7, 7)).tocsr()
    result = local_moran(values, line, exact=True)
    for i in range(7):
        near = [k for k in (i - 1, i + 1) if 0 <= k < 7]
        others = np.delete(values, i)
        sums = np.array([sum(order[: len(near)]) for order in permutations(others)])
        found = values[near].sum()
        expected = min(1.0, 2 * min((sums >= found).mean(), (sums <= found).mean()))
        assert result.p_value[i] == pytest.approx(1.0 if values[i] == values.mean() else expected)
    assert result.p_value.max() <= 1


def test_exact_and_permuted_local_moran_agree() -> None:
    counts = np.random.default_rng(3).poisson(1.0, 200)
    exact = local_moran(counts, queen(10, 20), exact=True)
    drawn = local_moran(counts, queen(10, 20), permutations=4_999, rng=np.random.default_rng(1))
    assert np.abs(exact.p_value - drawn.p_value).max() < 0.05


def test_sparse_random_maps_do_not_fool_exact_p_values() -> None:
    # the trap: 160 x 160 cells, 0.05 incidents a cell, false-discovery rate of 5 %
    draw, weights = np.random.default_rng(6), queen(160, 160)
    wrong_gi = wrong_moran = 0
    for _ in range(30):
        counts = draw.poisson(0.05, (160, 160))
        wrong_gi += bool((false_discovery_adjusted(gi_star_exact_p_values_on_grid(counts)) <= 0.05).any())
        moran = local_moran(counts.ravel(), weights, exact=True)
        wrong_moran += bool((moran.p_value_adjusted <= 0.05).any())
    assert wrong_gi <= 3
    assert wrong_moran <= 3


def test_999_permutations_cannot_reach_a_false_discovery_rate_over_25600_cells_exact_p_values_can() -> None:
    counts = np.random.default_rng(6).poisson(0.05, (160, 160))
    counts[50:53, 50:53] += 2
    weights = queen(160, 160)
    drawn = local_moran(counts.ravel(), weights, permutations=999, rng=np.random.default_rng(1))
    assert drawn.p_value_adjusted.reshape(160, 160)[51, 51] > 0.05
    exact = local_moran(counts.ravel(), weights, exact=True)
    assert exact.p_value_adjusted.reshape(160, 160)[51, 51] < 1e-6
    hot = false_discovery_adjusted(gi_star_exact_p_values_on_grid(counts)) <= 0.05
    assert hot[51, 51]
    assert (np.abs(np.argwhere(hot) - 51) <= 2).all()


def test_adjusted_p_values_leave_out_what_is_unknown() -> None:
    p_value = np.array([0.01, np.nan, 0.02, 0.5])
    adjusted = false_discovery_adjusted(p_value)
    assert adjusted[[0, 2, 3]] == pytest.approx(false_discovery_control([0.01, 0.02, 0.5]))
    assert np.isnan(adjusted[1])
    assert np.isnan(false_discovery_adjusted([np.nan])).all()


def test_nothing_and_everything_at_one_point_are_never_significant() -> None:
    assert gi_star_exact_p_values_on_grid(np.zeros((5, 5))).tolist() == np.ones((5, 5)).tolist()
    assert gi_star_exact_p_values_on_grid([[7]]).tolist() == [[1]]
    assert len(gi_star_exact_p_values([], csr_array((0, 0)))) == 0
    one = np.zeros((20, 20))
    one[7, 7] = 1_000
    assert gi_star_exact_p_values_on_grid(one).min() == pytest.approx(9 / 400)


def test_exact_p_values_refuse_what_they_cannot_count() -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        sum_shares([0.5, 1], 1)
    with pytest.raises(ValueError, match="neighbours"):
        sum_shares(np.ones(400), 200)
    with pytest.raises(SizeError, match="exact_too_large"):
        sum_shares([1e8, 1], 1)
    with pytest.raises(ValueError, match="alike"):
        gi_star_exact_p_values([1, 2], csr_array([[1.0, 2.0], [1.0, 1.0]]))
    with pytest.raises(ValueError, match="own neighbour"):
        gi_star_exact_p_values([1, 2], csr_array([[1.0, 1.0], [1.0, 0.0]]))
    with pytest.raises(ValueError, match="same cells"):
        gi_star_exact_p_values([1], csr_array([[1.0, 2.0], [1.0, 1.0]]))
    with pytest.raises(ValueError, match="exact p-values need none"):
        local_moran([1, 2], queen(1, 2), exact=True, permutations=9, rng=np.random.default_rng(1))

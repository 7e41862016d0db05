"""Hit rate, PAI, PEI, RRI and the curve of hit rates."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from hotspots.validation.measures import (
    area_behind,
    area_under_hit_rate_curve,
    best_cells,
    bootstrap_sums,
    hit_rate,
    hit_rate_curve,
    pai,
    pei,
    percentile_interval,
    rri,
)
from tests.strategies import seeds

TOY_OBSERVED, TOY_PREDICTED = [6, 3, 0], [3, 2, 1]


@given(seeds())
def test_the_mean_area_behind_an_incident_is_the_area_under_the_curve(seed):
    rng = np.random.default_rng(seed)
    observed, predicted = rng.poisson(0.7, 40) + (np.arange(40) == 3), rng.integers(0, 5, 40)
    area = area_under_hit_rate_curve(observed, predicted)
    assert np.average(area_behind(predicted), weights=observed) == pytest.approx(area)


@pytest.mark.parametrize(("n_flagged", "expected"), [(1, 2.0), (2, 1.5), (3, 1.0)])
def test_pai_toy_as_ptools_prints_it(n_flagged, expected):
    flagged = best_cells(TOY_PREDICTED, n_flagged)
    assert pai(TOY_OBSERVED, flagged) == pytest.approx(expected, abs=1e-12)
    assert pei(TOY_OBSERVED, flagged) == 1.0


def test_pei_is_hits_over_the_most_that_as_many_cells_could_hold_worked_by_hand():
    assert pei([1, 5, 4, 0], np.array([True, True, False, False])) == pytest.approx(6 / 9)


def test_rri_is_the_share_kept_worked_by_hand():
    flagged = np.array([True, False, False])
    assert rri([8, 1, 1], [4, 3, 3], flagged) == pytest.approx(0.4 / 0.8)


def test_the_curve_of_three_cells_and_its_area_worked_by_hand():
    share, rate = hit_rate_curve(TOY_OBSERVED, TOY_PREDICTED)
    assert share.tolist() == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert rate.tolist() == pytest.approx([0, 2 / 3, 1, 1])
    assert area_under_hit_rate_curve(TOY_OBSERVED, TOY_PREDICTED) == pytest.approx(1 / 9 + 5 / 18 + 1 / 3)


def test_the_curve_area_follows_from_the_area_under_the_roc_curve_of_scikit_learn():
    rng = np.random.default_rng(4)
    hit, scores = rng.random(500) < 0.2, rng.random(500)
    q = hit.mean()
    expected = (1 - q) * roc_auc_score(hit, scores) + q / 2
    assert area_under_hit_rate_curve(hit.astype(float), scores) == pytest.approx(expected, abs=1e-12)


@given(seeds(), st.integers(1, 40))
def test_measures_keep_their_bounds_whatever_the_cells(seed, n_cells):
    rng = np.random.default_rng(seed)
    observed, scores = rng.poisson(0.7, n_cells), rng.integers(0, 4, n_cells)
    observed[0] += 1
    flagged = best_cells(scores, int(rng.integers(1, n_cells + 1)))
    assert 0 <= hit_rate(observed, flagged) <= 1
    assert 0 <= pei(observed, flagged) <= 1
    assert pai(observed, flagged) == pytest.approx(hit_rate(observed, flagged) / flagged.mean())
    assert pei(observed, best_cells(observed, int(flagged.sum()))) == 1
    assert 0 <= area_under_hit_rate_curve(observed, scores) <= 1


@given(seeds(), st.integers(1, 60))
def test_the_best_cells_are_those_that_a_stable_sort_puts_first(seed, n_cells):
    rng = np.random.default_rng(seed)
    scores = rng.integers(0, 6, n_cells)
    n_flagged = int(rng.integers(0, n_cells + 1))
    expected = np.zeros(n_cells, dtype=bool)
    expected[np.argsort(-scores, kind="stable")[:n_flagged]] = True
    assert best_cells(scores, n_flagged).tolist() == expected.tolist()


def test_resampled_sums_spread_as_poisson_weights_do():
    counts = np.r_[np.full(50, 2.0), np.full(10, 5.0), np.zeros(40)]
    sums = bootstrap_sums(np.column_stack([counts, np.ones(100)]), np.random.default_rng(2), 20_000)
    assert sums[:, 0].mean() == pytest.approx(counts.sum(), rel=0.01)
    assert sums[:, 0].var() == pytest.approx((counts**2).sum(), rel=0.04)
    assert np.corrcoef(sums.T)[0, 1] == pytest.approx(
        counts.sum() / math.sqrt((counts**2).sum() * 100), abs=0.03
    )


def test_an_interval_cuts_equal_tails_and_passes_over_what_is_no_number():
    values = [*np.arange(101.0), math.nan, math.inf]
    assert percentile_interval(values, 0.9) == pytest.approx((5, 95))
    assert np.isnan(percentile_interval([math.nan])).all()


def test_a_measure_without_incidents_or_flagged_cells_is_not_a_number():
    nothing, one = np.zeros(3), np.array([True, False, False])
    assert math.isnan(hit_rate(nothing, one))
    assert math.isnan(pai([1, 2, 3], ~np.ones(3, dtype=bool)))
    assert math.isnan(pei(nothing, one))
    assert math.isnan(rri([0, 1, 1], [1, 1, 1], one))
    assert math.isnan(area_under_hit_rate_curve(nothing, [1, 2, 3]))


def test_wrong_arguments_are_refused():
    with pytest.raises(ValueError, match="not negative"):
        hit_rate([-1, 2], [True, False])
    with pytest.raises(ValueError, match="mask of 2 cells"):
        pai([1, 2], [True])
    with pytest.raises(ValueError, match="mask of 2 cells"):
        pei([1, 2], [1, 0])
    with pytest.raises(ValueError, match="score for each of 2"):
        hit_rate_curve([1, 2], [1])
    with pytest.raises(ValueError, match="cannot flag 3 of 2"):
        best_cells([1, 2], 3)
    with pytest.raises(ValueError, match="replicate"):
        bootstrap_sums(np.ones((2, 2)), np.random.default_rng(1), 0)
    with pytest.raises(ValueError, match="level"):
        percentile_interval([1.0], 1.0)

"""Rankings by counts, by a kernel and by the blend."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.validation.cells import study_cells
from hotspots.validation.forecast import (
    BASELINES,
    DECAYS,
    RECIPES,
    SHRINKS,
    Past,
    blend_forecast,
    count_forecast,
    kde_forecast,
    recipe_hits,
    recipe_scores,
)
from hotspots.validation.measures import best_cells
from tests.strategies import seeds

SIDE_M = 2000.0


def past_of(x, y, age_days, horizon_days=365.0, cell_m=200.0) -> Past:
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    cells = study_cells(x, y, cell_m, shapely.box(0, 0, SIDE_M, SIDE_M))
    return Past(cells, x, y, cells.cells_of(x, y), np.asarray(age_days, dtype=float), horizon_days)


def random_past(seed: int, n: int = 300) -> Past:
    rng = np.random.default_rng(seed)
    x, y = rng.beta(2, 5, (2, n)) * SIDE_M
    return past_of(x, y, rng.uniform(0.01, 2000, n))


def test_count_takes_the_last_horizon_alone_and_parts_equal_cells_by_their_neighbours():
    past = past_of([100, 300, 1900, 1900], [100, 100, 1900, 1900], [5, 365, 366, 4])
    scores = count_forecast(past)
    assert past.counts()[[0, 1, 99]].tolist() == [1, 1, 1]
    assert np.argsort(-scores)[2] == 99  # alone in its corner, behind the two side by side


@given(seeds())
def test_the_light_kernel_never_puts_a_cell_above_one_with_more_incidents(seed):
    past = random_past(seed)
    scores, counts = count_forecast(past), past.counts()
    order = np.argsort(-scores, kind="stable")
    assert (np.diff(counts[order]) <= 0).all()


def test_kde_is_the_gaussian_of_150_m_at_the_middle_of_the_cell_worked_by_hand():
    scores = kde_forecast(past_of([100], [100], [1]))
    assert scores[1] / scores[0] == pytest.approx(np.exp(-0.5 * (200 / 150) ** 2))
    assert kde_forecast(past_of([100, 100], [100, 100], [1, 366])) == pytest.approx(scores)


def test_a_decayed_count_halves_with_each_horizon_worked_by_hand():
    past = past_of([100, 100, 300], [100, 100, 100], [365, 730, 1095])
    assert past.decayed_counts(0.5)[:2].tolist() == [0.75, 0.125]
    assert past.decayed_counts(1.0)[:2].tolist() == [2, 1]
    assert past.decayed_counts(0.0).tolist() == past.counts().tolist()


def test_the_recipes_at_the_places_of_the_baselines_are_the_baselines():
    past = random_past(3)
    recipes = list(recipe_scores(past))
    assert len(recipes) == RECIPES == len(DECAYS) * len(SHRINKS) + 1
    for place, scores in zip(BASELINES, (count_forecast(past), kde_forecast(past)), strict=True):
        assert recipes[place] == pytest.approx(scores / scores.sum())


def test_recipe_hits_count_what_the_flagged_cells_held():
    past = random_past(4)
    observed = np.random.default_rng(5).poisson(1.0, past.cells.n_cells).astype(float)
    expected = [
        np.mean([observed[best_cells(scores, size)].sum() for size in (6, 8, 10, 12, 16)])
        for scores in recipe_scores(past)
    ]
    assert recipe_hits(past, observed, 10) == pytest.approx(expected)


def test_the_blend_is_the_better_baseline_where_no_recipe_clearly_beats_it():
    past, hits = random_past(6), np.full(RECIPES, 90.0)
    hits[BASELINES[1]], hits[7] = 100.0, 100.9
    kde = kde_forecast(past)
    assert blend_forecast(past, [hits]) == pytest.approx(kde / kde.sum())


def test_the_blend_is_the_mean_of_the_recipes_close_to_the_best():
    past, hits = random_past(7), np.full(RECIPES, 9000.0)
    hits[[5, 9, 12]] = 10_000, 9850, 9700
    recipes = list(recipe_scores(past))
    assert blend_forecast(past, [hits / 2, hits / 2]) == pytest.approx((recipes[5] + recipes[9]) / 2)


def test_few_hits_keep_all_recipes_within_one_standard_error():
    past, hits = random_past(7), np.full(RECIPES, 80.0)
    hits[[5, 9, 12]] = 100, 91, 89  # a standard error is 10
    recipes = list(recipe_scores(past))
    assert blend_forecast(past, [hits]) == pytest.approx((recipes[5] + recipes[9]) / 2)


def test_without_a_trial_the_blend_takes_all_recipes_alike():
    past = random_past(8)
    assert blend_forecast(past, []) == pytest.approx(np.mean(list(recipe_scores(past)), axis=0))


@settings(max_examples=20, deadline=None)
@given(seeds(), st.integers(1, 50))
def test_scores_are_finite_and_not_negative_whatever_the_past(seed, n):
    past = random_past(seed, n)
    for scores in (count_forecast(past), kde_forecast(past), blend_forecast(past, [])):
        assert np.isfinite(scores).all()
        assert scores.min() >= 0


def test_a_past_that_reaches_into_the_forecast_is_refused():
    with pytest.raises(ValueError, match="before"):
        past_of([100], [100], [0])
    with pytest.raises(ValueError, match="horizon_days"):
        past_of([100], [100], [1], horizon_days=0)

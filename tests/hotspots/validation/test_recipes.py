"""Simple rankings of cells, and what they would have caught."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.validation.forecast import count_forecast, kde_forecast
from hotspots.validation.measures import best_cells
from hotspots.validation.recipes import BASELINES, RECIPES, Recipe, recipe_hits, recipe_scores
from tests.hotspots.validation.pasts import past_of, random_past
from tests.strategies import seeds


def scores_of(past, recipe: Recipe) -> np.ndarray:
    return list(recipe_scores(past))[RECIPES.index(recipe)]


def test_the_recipes_at_the_places_of_the_baselines_are_the_baselines():
    past = random_past(3)
    recipes = list(recipe_scores(past))
    assert len(recipes) == len(RECIPES) == len(set(RECIPES))
    for place, scores in zip(BASELINES, (count_forecast(past), kde_forecast(past)), strict=True):
        assert recipes[place] == pytest.approx(scores / scores.sum())


def test_an_incident_counts_half_with_each_horizon_worked_by_hand():
    past = past_of([100, 100, 300], [100, 100, 100], [365, 730, 1095])
    scores = scores_of(past, Recipe("incidents", 0.5))
    assert scores[:2] == pytest.approx([6 / 7, 1 / 7], rel=1e-4)
    assert scores_of(past, Recipe("incidents", 1.0))[:2] == pytest.approx([2 / 3, 1 / 3], rel=1e-4)


def test_a_bulk_of_reports_on_one_day_is_one_day_and_the_same_on_two_days_is_two_worked_by_hand():
    past = past_of([100, 100, 100, 300, 300], [100] * 5, [9.1, 9.2, 9.3, 8.5, 7.5])
    assert scores_of(past, Recipe("incidents", 1.0))[:2] == pytest.approx([3 / 5, 2 / 5], rel=1e-4)
    assert scores_of(past, Recipe("days", 1.0))[:2] == pytest.approx([1 / 3, 2 / 3], rel=1e-4)


def test_a_neighbourhood_adds_a_gaussian_of_the_counts_worked_by_hand():
    past = past_of([1100], [1100], [5])
    spread = past.cells.smooth(past.counts(), 2.0)
    alone = (np.arange(100) == 55).astype(float)
    expected = alone + 0.3 * spread
    assert scores_of(past, Recipe("incidents", 0.7, 0.3, 2.0)) == pytest.approx(
        expected / expected.sum(), rel=1e-4, abs=1e-7
    )


def test_half_lives_and_bandwidths_worked_by_hand():
    assert Recipe("incidents", 0.5).half_life_days(365) == pytest.approx(365)
    assert Recipe("days", 0.25).half_life_days(90) == pytest.approx(45)
    assert Recipe("days", 1.0).half_life_days(365) == math.inf
    assert math.isnan(Recipe("days", 0.0).half_life_days(365))
    assert Recipe("days", 0.5, 0.3, 2.0).bandwidth_m(200) == 400
    assert Recipe("density").bandwidth_m(200) == 150


def test_recipe_hits_count_what_the_flagged_cells_held():
    past = random_past(4)
    observed = np.random.default_rng(5).poisson(1.0, past.cells.n_cells).astype(float)
    expected = [
        np.mean([observed[best_cells(scores, size)].sum() for size in (6, 8, 10, 12, 16)])
        for scores in recipe_scores(past)
    ]
    assert recipe_hits(past, observed, 10) == pytest.approx(expected)


@settings(max_examples=10, deadline=None)
@given(seeds(), st.integers(1, 50))
def test_scores_are_shares_whatever_the_past(seed, n):
    for scores in recipe_scores(random_past(seed, n, youngest=0.01, oldest=360)):
        assert scores.min() >= 0
        assert scores.sum() == pytest.approx(1)

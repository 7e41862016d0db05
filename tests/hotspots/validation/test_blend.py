"""Recipes weighed by what they caught."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.validation.blend import blend_forecast, recipe_weights
from hotspots.validation.forecast import kde_forecast
from hotspots.validation.recipes import RECIPES, recipe_scores
from tests.hotspots.validation.pasts import random_past


def test_weights_fall_to_1_over_e_with_half_a_standard_error_worked_by_hand():
    assert recipe_weights([100, 95]).tolist() == pytest.approx([1 / (1 + np.exp(-1)), 1 / (1 + np.e)])
    assert recipe_weights([10_000, 9950]).tolist() == pytest.approx([1 / (1 + np.exp(-1)), 1 / (1 + np.e)])


def test_without_a_hit_all_recipes_weigh_alike():
    assert recipe_weights(np.zeros(4)).tolist() == [0.25] * 4


def test_more_trials_part_the_same_rates_further():
    few, many = recipe_weights([20, 18]), recipe_weights([2000, 1800])
    assert few[1] > 0.2
    assert many[1] < 0.001


@given(st.lists(st.floats(0, 1e7), min_size=1, max_size=9))
def test_weights_sum_to_1_and_follow_the_hits(hits):
    weights = recipe_weights(hits)
    assert weights.sum() == pytest.approx(1)
    assert (np.diff(weights[np.argsort(hits)]) >= 0).all()


@pytest.mark.parametrize("wrong", [[1, -1], [np.nan], [np.inf]])
def test_hits_that_are_no_counts_are_refused(wrong):
    with pytest.raises(ValueError, match="hits"):
        recipe_weights(wrong)


def test_the_blend_is_the_weighted_mean_of_the_recipes():
    past, weights = random_past(7), np.zeros(len(RECIPES))
    weights[[5, 200]] = 0.25, 0.75
    recipes = list(recipe_scores(past))
    assert blend_forecast(past, weights) == pytest.approx(0.25 * recipes[5] + 0.75 * recipes[200])
    alone = (np.arange(len(RECIPES)) == len(RECIPES) - 1).astype(float)
    density = kde_forecast(past)
    assert blend_forecast(past, alone) == pytest.approx(density / density.sum())


def test_weights_of_other_recipes_are_refused():
    with pytest.raises(ValueError, match="recipes"):
        blend_forecast(random_past(1), [0.5, 0.5])

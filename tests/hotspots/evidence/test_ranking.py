from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.evidence.ranking import ranking_score, score_parts, within_budget
from hotspots.params import HotspotParams, RankingWeights

EXCESS, HARM = np.array([10.0, 40.0, -3.0]), np.array([90.0, 45.0, 0.0])
PERSISTENCE, RISING = np.array([0.5, 1.0, 0.0]), np.array([0.9, 0.5, 0.2])


def test_the_score_can_be_added_up_by_hand() -> None:
    parts = score_parts(EXCESS, HARM, PERSISTENCE, RISING)
    assert parts["excess"].tolist() == [0.25, 1, 0]
    assert parts["harm"].tolist() == [1, 0.5, 0]
    weights = RankingWeights(excess=1, harm=2, persistence=1, trend=0)
    assert ranking_score(parts, weights) == pytest.approx([(0.25 + 2 + 0.5) / 4, 3 / 4, 0])


def test_the_default_orders_by_harm_above_expectation() -> None:
    parts = score_parts(EXCESS, HARM, PERSISTENCE, RISING)
    assert np.argsort(-ranking_score(parts, HotspotParams().weights)).tolist() == [0, 1, 2]


def test_parts_of_areas_without_any_excess_are_zero() -> None:
    parts = score_parts(np.array([-1.0, 0]), np.zeros(2), np.zeros(2), np.full(2, 0.5))
    assert parts["excess"].tolist() == [0, 0]
    assert parts["harm"].tolist() == [0, 0]


def test_budgets_by_number_and_by_ground() -> None:
    ground = np.array([1.0, 3.0, 0.5, 0.5])
    assert within_budget(ground, most_areas=None, most_km2=None).all()
    assert within_budget(ground, most_areas=2, most_km2=None).tolist() == [True, True, False, False]
    assert within_budget(ground, most_areas=2, most_km2=2.0).tolist() == [True, False, True, False]
    assert within_budget(ground, most_areas=0, most_km2=None).sum() == 0


@given(st.lists(st.floats(0.01, 5), max_size=12), st.integers(0, 12), st.floats(0.01, 20))
def test_no_budget_is_ever_exceeded(ground: list[float], most: int, km2: float) -> None:
    chosen = within_budget(np.array(ground), most_areas=most, most_km2=km2)
    assert chosen.sum() <= most
    assert np.array(ground)[chosen].sum() <= km2 * (1 + 1e-9)


@pytest.mark.parametrize("wrong", [{"harm": 0}, {"excess": -1}, {"trend": float("inf")}])
def test_weights_that_give_no_score_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        RankingWeights(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"most_areas": -1}, {"most_share": 0}, {"most_share": 1.5}, {"resamples": 0}]
)
def test_budgets_that_mean_nothing_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        HotspotParams(**wrong)

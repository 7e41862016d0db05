"""Intervals of counts, sums and differences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from hotspots.scorecard.intervals import (
    Estimate,
    difference_interval,
    poisson_interval,
    sum_interval,
)


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0, 3.6889), (1, 0.0253, 5.5716), (10, 4.7954, 18.3904)]
)
def test_exact_poisson_intervals_are_those_of_garwoods_table(count: int, low: float, high: float) -> None:
    found = poisson_interval(count)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_the_ends_of_the_interval_leave_two_and_a_half_percent_on_each_side() -> None:
    found = poisson_interval(7)
    assert poisson.sf(6, found.low) == pytest.approx(0.025)
    assert poisson.cdf(7, found.high) == pytest.approx(0.025)


def test_sum_and_difference_worked_by_hand() -> None:
    one, other = Estimate(10, 7, 14), Estimate(20, 16, 23)
    assert sum_interval([one, other]) == Estimate(30, 25, 35)
    gap = difference_interval(one, other)
    assert (gap.value, gap.low, gap.high) == (-10, pytest.approx(-10 - 18**0.5), pytest.approx(-10 + 32**0.5))


def test_weights_scale_the_parts() -> None:
    found = sum_interval([Estimate(0.5, 0.4, 0.6), Estimate(1, 1, 1)], [0.5, 0.5])
    assert (found.value, found.low, found.high) == (0.75, pytest.approx(0.7), pytest.approx(0.8))


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 9), st.floats(0, 9)), min_size=1, max_size=6))
def test_the_interval_of_a_sum_is_no_wider_than_the_sum_of_the_intervals(
    said: list[tuple[float, float, float]],
) -> None:
    parts = [Estimate(value, value - below, value + above) for value, below, above in said]
    found = sum_interval(parts)
    assert sum(one.low for one in parts) - 1e-6 <= found.low <= found.value <= found.high
    assert found.high <= sum(one.high for one in parts) + 1e-6


def test_of_single_events_the_interval_of_a_sum_is_that_of_their_count() -> None:
    assert poisson_interval(7, squares=7) == poisson_interval(7)


def test_people_hurt_together_are_less_sure_than_as_many_hurt_alone() -> None:
    alone, together = poisson_interval(12), poisson_interval(12, squares=72, largest=6)
    assert together.low < alone.low
    assert together.high > alone.high


def test_the_interval_of_a_sum_holds_the_true_mean_in_95_of_100_years() -> None:
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(1000):
        dead = 1 + rng.binomial(4, 0.2, rng.poisson(9))
        found = poisson_interval(float(dead.sum()), squares=float((dead**2).sum()), largest=5)
        held += found.low <= 9 * 1.8 <= found.high
    assert held >= 940


def test_a_count_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more, got -1"):
        poisson_interval(-1)

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gumbel_r

from hotspots.scans.p_values import gumbel_p_value, monte_carlo_p_value


def test_a_statistic_that_two_of_four_maxima_reach_has_three_fifths() -> None:
    assert monte_carlo_p_value(np.array([1.0, 2.0, 3.0, 4.0]), 3.0) == pytest.approx(3 / 5)
    assert monte_carlo_p_value(np.array([1.0, 2.0, 3.0, 4.0]), 9.0) == pytest.approx(1 / 5)
    assert monte_carlo_p_value(np.empty(0), 9.0) == 1


@given(st.lists(st.floats(0, 50), min_size=1, max_size=50), st.floats(0, 50))
def test_a_p_value_is_never_zero_and_at_most_one(maxima: list[float], value: float) -> None:
    assert 1 / (1 + len(maxima)) <= monte_carlo_p_value(np.array(maxima), value) <= 1


def test_the_fitted_tail_is_that_of_scipys_gumbel_distribution_with_these_moments() -> None:
    maxima = gumbel_r.rvs(4, 0.7, size=20_000, random_state=1)
    assert gumbel_p_value(maxima, 12.0) == pytest.approx(gumbel_r.sf(12.0, 4, 0.7), rel=0.15)
    assert gumbel_p_value(maxima, 4.5) == pytest.approx(gumbel_r.sf(4.5, 4, 0.7), rel=0.02)


def test_no_tail_is_fitted_to_one_maximum_or_to_equal_ones() -> None:
    assert np.isnan(gumbel_p_value(np.array([3.0]), 5.0))
    assert np.isnan(gumbel_p_value(np.zeros(9), 5.0))

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from hotspots.evaluation.rate_ratio import Expected, rate_ratio, rate_ratio_between

EXPECTED = st.builds(
    Expected,
    st.floats(0.5, 1e4),
    error=st.floats(0, 100),
    overdispersion=st.floats(0, 1),
    degrees_of_freedom=st.floats(3, 1e6),
)


def test_the_p_value_of_60_where_100_are_expected_worked_by_hand() -> None:
    z_score = 2 * (math.sqrt(100.375) - math.sqrt(60.875))
    assert rate_ratio(60, Expected(100.0)).p_value == pytest.approx(2 * norm.sf(z_score))


@given(count=st.integers(0, 20_000), expected=EXPECTED, confidence=st.floats(0.5, 0.99))
def test_an_interval_leaves_out_1_exactly_where_the_p_value_is_low(
    count: int, expected: Expected, confidence: float
) -> None:
    found = rate_ratio(count, expected, confidence)
    assert found.low <= found.ratio <= found.high
    if abs(found.p_value - (1 - confidence)) > 1e-6:
        assert (found.low > 1 or found.high < 1) == (found.p_value < 1 - confidence)


def test_intervals_hold_the_true_ratio_as_often_as_they_say() -> None:
    counts = np.random.default_rng(2).poisson(0.7 * 80, 2000)
    held = [
        found.low <= 0.7 <= found.high for found in (rate_ratio(count, Expected(80.0)) for count in counts)
    ]
    assert 0.89 <= np.mean(held) <= 0.96  # counts of 56 at 80 expected vary less than those of 80


@given(count=st.integers(0, 500), expected=EXPECTED)
def test_more_overdispersion_or_error_never_makes_a_difference_surer(count: int, expected: Expected) -> None:
    wider = Expected(
        expected.mean, expected.error + 1, expected.overdispersion + 0.1, expected.degrees_of_freedom
    )
    assert rate_ratio(count, wider).p_value >= rate_ratio(count, expected).p_value


def test_a_count_within_the_range_of_what_to_expect_is_no_difference() -> None:
    ends = Expected(80.0), Expected(100.0)
    assert rate_ratio_between(90, *ends).p_value == 1
    assert rate_ratio_between(60, *ends).p_value == rate_ratio(60, ends[0]).p_value
    assert rate_ratio_between(140, *ends).p_value == rate_ratio(140, ends[1]).p_value
    found = rate_ratio_between(60, *ends)
    assert found.low * 90 == pytest.approx(rate_ratio(60, ends[1]).low * 100)
    assert found.high * 90 == pytest.approx(rate_ratio(60, ends[0]).high * 80)


@pytest.mark.parametrize(
    ("count", "mean", "confidence"), [(-1, 10.0, 0.9), (5, 0.0, 0.9), (5, math.inf, 0.9), (5, 10.0, 1.0)]
)
def test_numbers_that_mean_nothing_are_refused(count: float, mean: float, confidence: float) -> None:
    with pytest.raises(ValueError, match=r"must|wanted"):
        rate_ratio(count, Expected(mean), confidence)

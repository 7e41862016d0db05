from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from hotspots.change.mann_kendall import mann_kendall


def test_the_score_of_five_steps_with_a_tie_worked_by_hand() -> None:
    # 8 pairs rise, 1 falls, 1 is tied: S = 7, variance (5*4*15 - 2*1*9) / 18 = 282 / 18
    result = mann_kendall([1, 2, 2, 4, 3])
    assert result.z == pytest.approx((7 - 1) / np.sqrt(282 / 18))
    assert result.tau == pytest.approx(7 / np.sqrt(10 * 9))


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(0, 4), min_size=6, max_size=6), min_size=3, max_size=25))
def test_mann_kendall_agrees_with_scipys_kendalltau(rows: list[list[int]]) -> None:
    values = np.array(rows)
    result = mann_kendall(values, continuity=False)
    for column in range(values.shape[1]):
        series = values[:, column]
        if np.ptp(series) == 0:
            assert (result.z[column], result.p_value[column]) == (0, 1)
            assert np.isnan(result.tau[column])
            continue
        reference = kendalltau(np.arange(len(series)), series, method="asymptotic")
        assert result.tau[column] == pytest.approx(reference.statistic, abs=1e-12)
        assert result.p_value[column] == pytest.approx(reference.pvalue, abs=1e-12)


def test_a_reversed_series_has_the_opposite_trend_and_the_correction_weakens_both() -> None:
    series = np.random.default_rng(1).normal(size=(20, 5)).cumsum(axis=0)
    there, back = mann_kendall(series), mann_kendall(series[::-1])
    assert there.z == pytest.approx(-back.z)
    assert (there.p_value >= mann_kendall(series, continuity=False).p_value).all()


@pytest.mark.parametrize("steps", [0, 1])
def test_fewer_than_two_steps_show_no_trend(steps: int) -> None:
    result = mann_kendall(np.zeros((steps, 2)))
    assert result.p_value.tolist() == [1, 1]


def test_values_that_are_not_finite_are_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        mann_kendall([1, np.nan])
    with pytest.raises(ValueError, match="steps"):
        mann_kendall(3.0)

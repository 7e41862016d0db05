from __future__ import annotations

import pytest

from hotspots.evaluation.pooled import pooled_expectation, pooled_ratio
from hotspots.evaluation.rate_ratio import Expected


def test_variances_of_counts_add_up_and_errors_of_shared_controls_add_up_too() -> None:
    both = pooled_expectation([Expected(30.0, 3.0, 0.1, 18), Expected(70.0, 4.0, 0.0, 9)])
    assert (both.mean, both.error, both.degrees_of_freedom) == (100, 7, 9)
    assert both.overdispersion * both.mean**2 == pytest.approx(0.1 * 30**2)


def test_ten_areas_show_together_what_none_shows_alone() -> None:
    expected = [Expected(20.0)] * 10
    assert pooled_ratio([14] * 10, expected, expected).high < 1
    assert pooled_ratio([14], expected[:1], expected[:1]).high > 1


def test_counts_without_expectations_are_refused() -> None:
    with pytest.raises(ValueError, match="wanted a count"):
        pooled_ratio([1, 2], [Expected(1.0)], [Expected(1.0)])

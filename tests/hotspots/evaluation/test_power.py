from __future__ import annotations

import math

import numpy as np
import pytest

from hotspots.change.displacement import weighted_displacement_difference
from hotspots.evaluation.power import (
    baseline_needed,
    baseline_needed_for_difference,
    detectable_drop,
    detectable_drop_between,
)
from hotspots.evaluation.rate_ratio import Expected, rate_ratio


def test_a_40_percent_drop_needs_about_140_prior_incidents_with_one_equal_control() -> None:
    # At a power of 80 %: by the ratio of ratios at the two-sided level of 5 %, worked by hand, and by the
    # weighted displacement difference with an interval of 90 %.
    by_hand = (2 + 1 / 0.6 + 1) * ((1.959964 + 0.841621) / math.log(0.6)) ** 2
    assert baseline_needed(0.4) == pytest.approx(by_hand, rel=1e-5)
    assert round(baseline_needed(0.4)) == 140
    assert round(baseline_needed_for_difference(0.4)) == 139


def test_140_incidents_find_a_40_percent_drop_in_80_percent_of_simulated_counties() -> None:
    rng = np.random.default_rng(5)
    before, after, control, control_after = rng.poisson([140, 84, 140, 140], (4000, 4)).T.astype(float)
    error = np.sqrt(1 / before + 1 / after + 1 / control + 1 / control_after)
    by_ratio = np.log(after / before * control / control_after) / error < -1.959964
    assert by_ratio.mean() == pytest.approx(0.8, abs=0.025)
    pairs = zip(control, control_after, before, after, strict=True)
    by_difference = [
        weighted_displacement_difference((c0, c1), (t0, t1)).high < 0 for c0, c1, t0, t1 in pairs
    ]
    assert np.mean(by_difference) == pytest.approx(0.8, abs=0.025)


@pytest.mark.parametrize("expected", [Expected(60.0), Expected(150.0, 8.0, 0.01, 18)])
def test_the_detectable_drop_is_found_in_80_percent_of_draws(expected: Expected) -> None:
    drop = detectable_drop(expected)
    rng = np.random.default_rng(6)
    mean = (1 - drop) * (expected.mean + expected.error * rng.standard_normal(4000))
    if expected.overdispersion:
        mean = mean * rng.gamma(1 / expected.overdispersion, expected.overdispersion, 4000)
    found = [rate_ratio(count, expected).high < 1 for count in rng.poisson(np.maximum(mean, 0))]
    assert np.mean(found) == pytest.approx(0.8, abs=0.04)


def test_where_not_even_the_end_of_all_incidents_would_be_found_there_is_no_number() -> None:
    assert math.isnan(detectable_drop(Expected(2.0)))


def test_a_range_of_what_to_expect_asks_for_a_larger_drop() -> None:
    assert detectable_drop_between(Expected(80.0), Expected(100.0)) > detectable_drop(Expected(80.0))


@pytest.mark.parametrize("drop", [0.0, 1.0, math.nan])
def test_drops_that_are_no_share_are_refused(drop: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        baseline_needed(drop)
    with pytest.raises(ValueError, match="between 0 and 1"):
        baseline_needed_for_difference(drop)

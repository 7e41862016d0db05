"""What a count may be: by scipy where all is known, wider where it is not."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from hotspots.assessment.outlook import Outlook


def outlook(mean: float, dispersion: float, *, error: float = 0.0, spread: float = 0.0) -> Outlook:
    return Outlook(*(np.array([each]) for each in (mean, dispersion, error, spread)))


def test_quantiles_are_those_of_scipys_negative_binomial_of_the_same_mean_and_variance() -> None:
    found = outlook(20.0, 2.0, error=10 / 400)  # variance 2 * 20 + 10
    low, high = found.band(0.95)
    law = stats.nbinom(n=20.0**2 / 30, p=20 / 50)
    assert (law.mean(), law.var()) == pytest.approx((20, 50))
    assert (low[0], high[0]) == (law.ppf(0.025), law.ppf(0.975))
    assert found.chance_of_more([33])[0] == pytest.approx(1 - law.cdf(32))


def test_a_dispersion_that_is_hardly_known_gives_the_tail_of_one_drawn_from_its_own_law() -> None:
    rng = np.random.default_rng(1)
    drawn = np.maximum(3 * np.exp(0.6 * rng.standard_normal(400_000)), 1 + 1e-6)
    counts = rng.negative_binomial(10 / (drawn - 1), 1 / drawn)
    found = outlook(10.0, 3.0, spread=0.6)
    assert found.chance_of_more([35])[0] == pytest.approx((counts >= 35).mean(), rel=0.1)
    assert found.chance_of_more([35])[0] > 1.5 * outlook(10.0, 3.0).chance_of_more([35])[0]


def test_next_to_nothing_is_expected_to_be_nothing() -> None:
    low, high = outlook(1e-6, 1.0).band()
    assert (low[0], high[0]) == (0, 0)

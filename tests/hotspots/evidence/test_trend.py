from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from hotspots.evidence.trend import month_trends


@pytest.mark.parametrize(
    ("months", "trend"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8], "rising"),
        ([8, 7, 6, 5, 4, 3, 2, 1], "falling"),
        ([5, 4, 6, 5, 5, 6, 4, 5], "steady"),
        ([9, 9, 9, 9, 9], "unknown"),
        ([1, 2, 1, 2, 1, 2], "unknown"),
        ([], "unknown"),
    ],
)
def test_trend_of_plain_series(months: list[int], trend: str) -> None:
    assert month_trends([months]).direction.tolist() == [trend]


def test_score_test_of_a_rising_series_worked_by_hand() -> None:
    found = month_trends([[1, 2, 3, 4, 5, 6, 7, 8]])
    # Score 36 x (84/18 - 3.5) = 42 over the root of 36 x 5.25: the months scatter less than chance.
    assert found.z_score[0] == pytest.approx(42 / np.sqrt(189))
    assert found.p_value[0] == pytest.approx(0.002250, abs=1e-6)
    assert found.rising[0] == pytest.approx(1 - 0.002250 / 2, abs=1e-6)


def test_the_change_of_a_year_is_that_of_a_fitted_log_linear_model() -> None:
    counts = np.array([3.0, 5, 2, 6, 7, 4, 9, 8, 6, 11, 9, 12])
    days = np.array([31.0, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    time = np.arange(12) / 12

    def loss(beta: np.ndarray) -> float:
        log_mean = beta[0] + beta[1] * time + np.log(days)
        return float(np.exp(log_mean).sum() - counts @ log_mean)

    fitted = minimize(loss, [-2.0, 0.0], tol=1e-10).x[1]
    found = month_trends(counts[None], days)
    assert found.per_year[0] == pytest.approx(np.exp(fitted), rel=1e-3)
    assert found.per_year_low[0] < found.per_year[0] < found.per_year_high[0]


def test_interval_and_test_agree_and_the_interval_holds_the_truth_mostly() -> None:
    rng = np.random.default_rng(5)
    truth = 0.4
    mean = 8 * np.exp(truth * (np.arange(24) - 12) / 12)
    found = month_trends(rng.poisson(mean, (400, 24)))
    held = (found.per_year_low < np.exp(truth)) & (np.exp(truth) < found.per_year_high)
    assert 0.92 <= held.mean() <= 0.99
    excludes_one = (found.per_year_low > 1) | (found.per_year_high < 1)
    assert (excludes_one == (found.p_value < 0.05)).all()


def test_a_single_outburst_at_the_end_is_no_trend_of_a_scattered_series() -> None:
    assert month_trends([[0, 20, 0, 18, 0, 22, 0, 25]]).direction.tolist() == ["steady"]


def test_trend_is_found_by_chance_in_about_five_of_a_hundred_steady_places() -> None:
    rng = np.random.default_rng(3)
    found = (month_trends(rng.poisson(6, (400, 24))).direction != "steady").sum()
    assert 4 <= found <= 36


def test_a_rise_that_the_whole_county_shares_is_none_of_the_area() -> None:
    counts = [[2, 4, 6, 8, 10, 12, 14, 16]]
    assert month_trends(counts, exposure=np.arange(1, 9)).direction.tolist() == ["steady"]


def test_all_in_one_month_and_nothing_known_stay_within_numbers() -> None:
    found = month_trends([[0, 0, 0, 0, 0, 40], [0, 0, 0, 0, 0, 3], [40, 0, 0, 0, 0, 0]])
    assert found.direction.tolist() == ["rising", "unknown", "falling"]
    assert found.per_year[0] > 1e6
    assert np.isnan([found.p_value[1], found.per_year[1], found.per_year_low[1]]).all()
    assert found.rising[1] == 0.5

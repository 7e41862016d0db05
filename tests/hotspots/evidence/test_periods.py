from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2

from hotspots.evidence.ground import Members
from hotspots.evidence.periods import period_edges, period_risks

DAY = 86_400
START = int(np.datetime64("2021-01-01", "s").astype(np.int64))


@pytest.mark.parametrize(
    ("days", "parts"), [(20, 0), (40, 2), (200, 4), (366, 4), (730, 2), (1826, 5), (9000, 10)]
)
def test_time_is_split_into_years_quarters_or_halves(days: int, parts: int) -> None:
    assert max(len(period_edges(0.0, days * DAY)) - 1, 0) == parts


def test_an_outburst_of_one_year_is_high_in_that_year_alone() -> None:
    background = START + np.linspace(0, 4 * 365.25 * DAY, 4001).astype(np.int64)[:-1]
    outburst = START + np.linspace(366 * DAY, 700 * DAY, 40).astype(np.int64)
    seconds = np.concatenate([background, outburst, [np.iinfo(np.int64).min]])
    steady = np.arange(0, 4000, 50)
    members = Members(np.repeat([0, 1], [80, 41]), np.concatenate([steady, np.arange(4000, 4041)]), 2)
    found = period_risks(members, seconds, np.array([20.0, 20.0]))
    assert found.begin.astype("datetime64[D]").astype(str).tolist()[:2] == ["2021-01-01", "2022-01-01"]
    assert found.is_high.tolist() == [[True] * 4, [False, True, False, False]]
    assert found.share_high.tolist() == [1.0, 0.25]


def test_risk_and_exact_limits_of_one_period_worked_with_chi_squared() -> None:
    seconds = START + np.arange(0, 4 * 365 * DAY, DAY)
    members = Members(np.zeros(6, dtype=np.int64), np.arange(6), 1)
    found = period_risks(members, seconds, np.array([8.0]))
    mean = 8 * (np.diff(period_edges(float(seconds[0]), float(seconds[-1]))) / np.ptp(seconds))
    assert found.risk[0] == pytest.approx([6 / mean[0], 0, 0, 0], rel=0.01)
    assert found.low[0, 0] == pytest.approx(chi2.ppf(0.025, 12) / 2 / mean[0], rel=0.01)
    assert found.high[0, 0] == pytest.approx(chi2.ppf(0.975, 14) / 2 / mean[0], rel=0.01)
    assert found.low[0, 1] == 0


def test_a_period_without_any_incident_of_the_county_counts_for_nothing() -> None:
    seconds = START + np.concatenate([np.arange(100), 4 * 365 * DAY + np.arange(100)])
    members = Members(np.zeros(50, dtype=np.int64), np.arange(50), 1)
    found = period_risks(members, seconds, np.array([5.0]))
    assert np.isnan(found.risk[0, 1:3]).all()
    assert found.is_high.tolist() == [[True, False, False, False]]


def test_no_time_at_all_gives_no_period() -> None:
    members = Members(np.zeros(2, dtype=np.int64), np.arange(2), 1)
    found = period_risks(members, np.full(2, np.iinfo(np.int64).min), np.array([1.0]))
    assert found.risk.shape == (1, 0)
    assert found.share_high.tolist() == [0.0]

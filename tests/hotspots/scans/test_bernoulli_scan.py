from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.special import xlogy

from hotspots.scans.bernoulli_scan import bernoulli_log_likelihood_ratio, bernoulli_scan
from tests.strategies import point_clouds


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


@pytest.mark.shared
def test_bernoulli_scan_of_the_graves_gives_satscans_clusters(shared_data: Path) -> None:
    folder = shared_data / "known_answers"
    xy = np.loadtxt(folder / "graves_coords.txt")[:, 1:]
    cases = np.loadtxt(folder / "graves_cases.txt")[:, 1]
    controls = np.loadtxt(folder / "graves_controls.txt")[:, 1]
    first, second, third = bernoulli_scan(xy, cases, controls, rng=rng(), replicates=999)[:3]
    assert first.log_likelihood_ratio == pytest.approx(7.419340, abs=1e-6)
    assert (first.cases, first.population) == (11, 19)
    assert first.radius_m == pytest.approx(1359.71, abs=0.005)
    assert first.expected == pytest.approx(3.99, abs=0.005)
    assert first.relative_risk == pytest.approx(3.78, abs=0.005)
    # 5,000 replicates give .062; SaTScan's 999 stray by .007, ours here too
    assert first.p_value == pytest.approx(0.050, abs=0.035)
    # the printed numbers of the places count from 1
    printed = [126, 124, 125, 132, 120, 113, 140, 141, 112, 41, 136, 30, 133, 108, 31, 143, 110, 139, 75]
    assert sorted(first.members + 1) == sorted(printed)
    assert second.log_likelihood_ratio == pytest.approx(4.808517, abs=1e-6)
    assert sorted(second.members + 1) == [66, 71, 89]
    assert second.p_value == pytest.approx(0.665, abs=0.08)
    assert third.log_likelihood_ratio == pytest.approx(3.177442, abs=1e-6)
    assert sorted(third.members + 1) == [77, 78]


def test_bernoulli_ratio_of_3_cases_in_3_of_4_in_10_worked_by_hand() -> None:
    # inside 3 of 3, outside 1 of 7: 0 + ln(1/7) + 6 ln(6/7) - 4 ln(.4) - 6 ln(.6)
    by_hand = np.log(1 / 7) + 6 * np.log(6 / 7) - 4 * np.log(0.4) - 6 * np.log(0.6)
    assert bernoulli_log_likelihood_ratio(3, 3, 4, 10) == pytest.approx(by_hand)
    assert bernoulli_log_likelihood_ratio([1, 2, 0], [5, 5, 0], 4, 10).tolist() == [0, 0, 0]


@settings(max_examples=30)
@given(point_clouds(min_points=4, max_points=20))
def test_the_first_cluster_is_the_best_of_all_circles(xy: np.ndarray) -> None:
    cases = np.arange(len(xy)) % 3
    controls = (np.arange(len(xy)) + 1) % 2
    clusters = bernoulli_scan(xy, cases, controls, rng=rng(), replicates=1)
    people = cases + controls
    best = 0.0
    for centre in xy:
        away = np.hypot(*(xy - centre).T)
        for radius in np.unique(away):
            inside = away <= radius + 1e-6
            n, c = people[inside].sum(), cases[inside].sum()
            if n <= people.sum() / 2:
                best = max(best, float(bernoulli_log_likelihood_ratio(c, n, cases.sum(), people.sum())))
    assert max((one.log_likelihood_ratio for one in clusters), default=0.0) == pytest.approx(best)
    assert sum(len(one.members) for one in clusters) == len({m for one in clusters for m in one.members})


def test_the_ratio_is_that_of_two_binomial_likelihoods() -> None:
    def log_likelihood(c: float, n: float) -> float:
        return float(xlogy(c, c / n) + xlogy(n - c, 1 - c / n))

    expected = log_likelihood(8, 10) + log_likelihood(12, 90) - log_likelihood(20, 100)
    assert bernoulli_log_likelihood_ratio(8, 10, 20, 100) == pytest.approx(expected)


def test_a_smaller_radius_leaves_out_wider_windows() -> None:
    xy = np.column_stack([np.arange(12.0) * 100, np.zeros(12)])
    cases = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    assert len(bernoulli_scan(xy, cases, 1 - cases, rng=rng(), replicates=9)[0].members) == 4
    narrow = bernoulli_scan(xy, cases, 1 - cases, rng=rng(), replicates=9, max_radius_m=150)
    assert len(narrow[0].members) == 3


@pytest.mark.parametrize(
    ("cases", "controls", "message"),
    [
        ([1, 2], [1, 1, 1], "length n"),
        ([1, -1, 0], [1, 1, 1], "whole numbers"),
        ([0.5, 0, 0], [1, 1, 1], "whole numbers"),
        ([0, 0, 0], [1, 1, 1], "at least one case"),
        ([1, 0, 0], [0, 0, 0], "at least one case"),
    ],
)
def test_bernoulli_scan_refuses_numbers_that_mean_nothing(
    cases: list[float], controls: list[float], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        bernoulli_scan(np.zeros((3, 2)), cases, controls, rng=rng())

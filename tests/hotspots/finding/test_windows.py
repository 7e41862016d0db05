from __future__ import annotations

import numpy as np
import pytest

from hotspots.finding.null import fit_null, scale_penalties
from hotspots.finding.windows import Windows, least_relative_risk, localised_peaks, peaks, penalised
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio


def windows(*rows: tuple[float, float, float, float]) -> Windows:
    """Make windows on a line from x, radius, count and expected, best first."""
    x, radius, count, expected = np.array(rows, dtype=float).T
    ratio = poisson_log_likelihood_ratio(count, expected)
    every = Windows(x, np.zeros_like(x), radius, count, expected, ratio, ratio)
    return every.take(np.argsort(-ratio))


def test_peaks_overlap_nowhere_and_come_best_first() -> None:
    found = peaks(windows((0, 100, 30, 5), (150, 100, 25, 5), (200, 100, 20, 5), (900, 100, 10, 5)), 9)
    assert found.x.tolist() == [0, 200, 900]


def test_a_street_takes_the_place_of_the_town_around_it() -> None:
    town_and_street = windows((0, 800, 300, 200), (100, 100, 90, 8))
    assert localised_peaks(town_and_street, 8.0, 9).radius_m.tolist() == [100]


def test_an_evenly_raised_quarter_stays_whole() -> None:
    quarter = windows((0, 800, 300, 150), (100, 200, 42, 20), (-300, 200, 38, 20))
    assert localised_peaks(quarter, 8.0, 9).radius_m.tolist() == [800]


def test_wide_windows_must_be_raised_more_than_narrow_ones() -> None:
    assert least_relative_risk(100) == pytest.approx(1.1)
    assert least_relative_risk(1600) == pytest.approx(2.2)


def test_the_tail_of_the_null_continues_an_exponential() -> None:
    rng = np.random.default_rng(4)
    # 20 peaks a county, heights exponential with mean 1: 20 exp(-h) lie above h
    null = fit_null(rng.exponential(1.0, 20 * 400), 400)
    assert null.expected_above(2.0) == pytest.approx(20 * np.exp(-2), rel=0.1)
    assert null.expected_above(8.0) == pytest.approx(20 * np.exp(-8), rel=0.4)
    assert null.candidates == 20


def test_penalties_put_all_radii_on_one_footing() -> None:
    rng = np.random.default_rng(5)

    def county() -> Windows:
        """Draw sixteen times as many narrow windows as wide ones, none overlapping."""
        radius = np.repeat([100.0, 400.0], [64, 4])
        x = np.arange(68) * 1000.0
        ratio = rng.exponential(1.0, 68)
        drawn = Windows(x, np.zeros(68), radius, ratio, ratio, ratio, ratio)
        return drawn.take(np.argsort(-ratio))

    counties = [county() for _ in range(400)]
    penalties = scale_penalties(counties)
    # the best of 64 exponential heights reaches ln 64 once in a county, of 4 ln 4
    assert penalties[400.0] == 0
    assert penalties[100.0] == pytest.approx(np.log(16), abs=0.25)
    best = [penalised(one, penalties).radius_m[0] for one in counties]
    assert 0.35 < np.mean(np.array(best) == 100.0) < 0.65


def test_wider_windows_than_usual_pay_nothing() -> None:
    ratio = np.array([9.0])
    wide = Windows(ratio, ratio, np.array([1600.0]), ratio, ratio, ratio, ratio)
    narrow = Windows(ratio, ratio, np.array([400.0]), ratio, ratio, ratio, ratio)
    assert 1600.0 not in scale_penalties([wide, narrow])

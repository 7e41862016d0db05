"""Forecasts are chosen by what they did on months that are over."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from hotspots.assessment.forecast import MODEL, NAIVE, chance_of_no_better, forecast
from hotspots.assessment.months import months_from
from tests.hotspots.assessment.counties import county, months_of


def test_the_error_of_last_years_months_is_worked_by_hand() -> None:
    counts = np.array([10.0] * 12 + [13.0] * 3)
    months = months_from(date(2024, 1, 1), 18)
    scores = {score.method: score for score in forecast(counts, months).scores}
    # Origins 13 and 14: two and one months ahead, each said to be 10 and found to be 13.
    assert (scores[NAIVE].mean_error, scores[NAIVE].tried) == (3.0, 3)
    assert scores[MODEL].tried == 3


def test_the_better_method_is_named_first_and_used() -> None:
    rng = np.random.default_rng(3)
    chosen = []
    for _ in range(20):
        counts, months = county(rng, 14, 39, base=10, dispersion=1.5)
        found = forecast(counts.sum(axis=0)[:36], months)
        assert found.method == found.scores[0].method
        assert found.scores[0].mean_error <= found.scores[1].mean_error
        chosen.append(found.method)
    assert chosen.count(MODEL) >= 15


def test_later_months_change_nothing_that_was_said_before_them() -> None:
    counts, months = county(np.random.default_rng(5), 14, 39, base=10, dispersion=1.5)
    total = counts.sum(axis=0)
    early = forecast(total[:30], months[:33])
    later = total.copy()
    later[30:] += 1000
    assert forecast(later[:30], months[:33]).expected.tolist() == early.expected.tolist()
    assert forecast(later[:30], months[:33]).scores == early.scores


def test_a_method_that_came_closer_by_chance_alone_is_seldom_called_better() -> None:
    rng = np.random.default_rng(6)
    called = []
    for _ in range(400):
        noise = rng.exponential(1, (2, 26))
        ours, theirs = ([each[n : n + 3] for n in range(24)] for each in noise)
        called.append(chance_of_no_better(ours, theirs, 3) <= 0.10)
    assert np.mean(called) <= 0.14
    better = [0.3 * each for each in theirs]
    assert chance_of_no_better(better, theirs, 3) < 0.01


def test_a_model_that_came_closer_by_little_is_used_and_not_called_better() -> None:
    rng = np.random.default_rng(8)
    told = [
        forecast(county(rng, 14, 21, base=10, dispersion=3)[0].sum(axis=0), months_of(24)) for _ in range(30)
    ]
    assert any(one.method == MODEL and not one.is_proved for one in told)
    assert not any(one.is_proved for one in told if one.method == NAIVE)


def test_a_year_that_repeats_itself_in_every_quirk_is_said_by_last_years_months() -> None:
    quirk = np.tile([50, 10, 90, 20, 80, 30, 70, 15, 95, 40, 60, 5], 3)
    found = forecast(quirk, months_from(date(2023, 1, 1), 39))
    assert found.method == NAIVE
    assert found.expected.tolist() == [50, 10, 90]
    assert found.scores[0].mean_error == 0


def test_the_band_holds_most_of_what_comes() -> None:
    rng = np.random.default_rng(4)
    held = []
    for _ in range(40):
        counts, months = county(rng, 14, 39, base=10, dispersion=1.5)
        total = counts.sum(axis=0)
        found = forecast(total[:36], months)
        held.append((total[36:] >= found.low) & (total[36:] <= found.high))
    assert 0.88 <= np.mean(held) <= 1


def test_a_short_record_is_forecast_without_a_score() -> None:
    found = forecast([5.0] * 8, months_of(11))
    assert found.scores == ()
    assert found.method == MODEL
    assert (found.low <= found.expected).all()


def test_months_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="wanted 11 months"):
        forecast([5.0] * 8, months_of(10))

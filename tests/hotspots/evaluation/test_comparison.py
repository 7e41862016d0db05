"""Counties in which nothing was done must not look improved, however the areas were chosen."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from hotspots.evaluation.comparison import compare, overdispersion_of
from hotspots.evaluation.params import EvaluationParams
from hotspots.evaluation.place_counts import PlaceCounts
from tests.hotspots.evaluation.counties import Setting, rates_of, summed

COUNTIES = 300
NULL = {
    "levels that last": Setting(),
    "all places alike, so that chance alone made areas high": Setting(shape=math.inf),
    "few places, all alike": Setting(places=30, shape=math.inf),
    "chosen by the year before the period before": Setting(chosen_by="prior"),
    "no year before the period before": Setting(shape=math.inf, has_prior=False),
    "overdispersed counts": Setting(mean=40, over=0.1),
    "places that change by themselves": Setting(change=0.3),
    "a common rise": Setting(trend=1.3),
    "a common fall": Setting(trend=0.8),
    "few incidents": Setting(mean=3),
    "five places far above all others": Setting(hot=5, shape=20, mean=10),
    "high places that change by themselves, unlike all others": Setting(hot=5, shape=20, mean=10, change=0.3),
    "one place in twenty bursts each year": Setting(bursts=0.05, shape=math.inf),
    "townships that drift": Setting(towns=0.3, mean=60),
    "each place as restless as it likes": Setting(own_over=0.1, mean=40),
    "half of eight places far above all others": Setting(hot=8, treated=4, shape=20, mean=20, over=0.1),
}


def most(share: float, draws: int) -> float:
    """Bound a share of draws that has this mean, three standard errors up."""
    return share + 3 * math.sqrt(share * (1 - share) / draws)


@pytest.mark.parametrize("setting", NULL.values(), ids=NULL)
def test_without_effect_at_most_5_percent_improve_though_areas_were_chosen_because_they_were_high(
    setting: Setting,
) -> None:
    rates = rates_of(setting, COUNTIES)
    assert rates.alone <= most(0.05, COUNTIES * 2)  # areas of one county share their controls
    assert rates.any_area <= most(0.05, COUNTIES)
    assert rates.together <= most(0.05, COUNTIES)
    assert rates.rose <= most(0.05, COUNTIES)


def test_before_and_after_alone_would_call_a_third_of_them_improved() -> None:
    assert rates_of(Setting(shape=math.inf), 60).naive > 0.3


def test_a_real_drop_of_40_percent_is_found() -> None:
    rates = rates_of(Setting(effect=0.6, mean=60), 60)
    assert rates.alone > 0.8
    assert rates.together > 0.95
    assert rates.ratio == pytest.approx(0.6, abs=0.06)


def test_the_drop_that_was_called_detectable_is_found_about_as_often_as_said() -> None:
    setting = Setting(mean=60, shape=8)
    drop = rates_of(setting, 40).drop
    found = rates_of(replace(setting, effect=1 - drop), 120).alone
    assert 0.7 <= found <= 0.92


def test_a_common_trend_is_no_effect() -> None:
    assert rates_of(Setting(trend=1.5, mean=40), 60).ratio == pytest.approx(1, abs=0.1)


def test_without_five_places_nothing_is_compared() -> None:
    place = PlaceCounts(np.array([10.0]), np.array([5.0]))
    pool = PlaceCounts(np.full(4, 10.0), np.full(4, 10.0))
    assert compare(place, pool, summed(pool), EvaluationParams()) is None


def test_controls_that_are_as_high_are_matched_and_others_only_stand_beside() -> None:
    pool = PlaceCounts(np.array([20.0] * 10), np.array([21.0, 19.0] * 5))
    params = EvaluationParams()
    like = compare(PlaceCounts(np.array([22.0]), np.array([20.0])), pool, summed(pool), params)
    high = compare(PlaceCounts(np.array([220.0]), np.array([200.0])), pool, summed(pool), params)
    assert like is not None
    assert like.is_matched
    assert like.lower.mean == like.expected
    assert high is not None
    assert not high.is_matched
    assert high.lower.mean < high.upper.mean == 220


def test_what_comparable_places_let_expect_is_stretched_to_what_the_area_had_itself() -> None:
    rng = np.random.default_rng(4)
    before, after = (rng.poisson(30, 400).astype(float) for _ in range(2))
    pool = PlaceCounts(before, after)
    high = compare(PlaceCounts(np.array([44.0]), np.array([30.0])), pool, summed(pool), EvaluationParams())
    assert high is not None
    assert high.lower.mean == high.expected == pytest.approx(30, abs=4)  # it falls back
    assert high.upper.mean == pytest.approx(44 * after.sum() / before.sum())  # or it does not


def test_an_area_like_no_other_may_go_back_to_what_it_had_in_the_period_before_that() -> None:
    pool = PlaceCounts(np.full(30, 20.0), np.full(30, 20.0), np.full(30, 20.0))
    place = PlaceCounts(np.array([90.0]), np.array([25.0]), np.array([22.0]))
    burst = compare(place, pool, summed(pool), EvaluationParams())
    lasting = compare(
        PlaceCounts(place.before, place.after, np.array([88.0])), pool, summed(pool), EvaluationParams()
    )
    assert burst is not None
    assert (burst.lower.mean, burst.upper.mean) == (22, 90)
    assert burst.found.p_value > 0.1
    assert lasting is not None
    assert lasting.found.p_value < 0.01


def test_areas_that_changed_much_before_anything_was_done_widen_what_is_expected_of_each() -> None:
    pool = PlaceCounts(np.full(30, 20.0), np.full(30, 20.0), np.full(30, 20.0))
    place = PlaceCounts(np.array([200.0]), np.array([120.0]), np.array([200.0]))
    peers = PlaceCounts(np.array([100.0, 250.0, 160.0]), np.array([220.0, 130.0, 190.0]))
    params = EvaluationParams()
    steady = compare(place, pool, summed(pool), params)
    restless = compare(place, pool, summed(pool), params, peers=peers)
    assert steady is not None
    assert restless is not None
    assert steady.found.p_value < 0.1 < restless.found.p_value


def test_poisson_counts_show_no_overdispersion_and_gamma_ones_theirs() -> None:
    rng = np.random.default_rng(3)
    means = np.full(4000, 50.0)
    assert overdispersion_of(rng.poisson(means).astype(float), means, 3999) < 0.003
    mixed = rng.poisson(means * rng.gamma(10, 0.1, 4000)).astype(float)
    assert overdispersion_of(mixed, means, 3999) == pytest.approx(0.1, rel=0.1)

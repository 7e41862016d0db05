"""When a place wants a patrol."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.urban.week_times import peak_days, peak_hours, slots_of_week, with_town
from tests.strategies import seeds


def week_with(hours: dict[int, float]) -> np.ndarray:
    week = np.zeros(168)
    week[list(hours)] = list(hours.values())
    return week


def test_the_town_counts_for_ten_incidents_worked_by_hand() -> None:
    """One place has ten incidents at Monday 9 h, the other thirty on Tuesday at 0 h."""
    share = with_town(np.array([week_with({9: 10}), week_with({24: 30})]))
    assert share[0, [9, 24]] == pytest.approx([(10 + 2.5) / 20, 7.5 / 20])
    assert share[1, [9, 24]] == pytest.approx([2.5 / 40, (30 + 7.5) / 40])
    assert with_town(np.zeros((1, 168)))[0] == pytest.approx(np.full(168, 1 / 168))


def test_the_peak_is_the_shortest_run_with_two_fifths_and_may_pass_midnight() -> None:
    assert peak_hours(week_with({21: 1, 45: 1, 70: 1, 100: 1, 120: 1})) == "21-22"
    assert peak_hours(week_with({23: 1, 24: 1, 60: 1, 90: 1, 131: 1})) == "11-13"
    assert peak_hours(week_with({23: 2, 24: 2, 36: 1, 42: 2, 54: 2})) == "23-1"
    assert peak_hours(np.ones(168)) == ""
    assert peak_hours(np.zeros(168)) == ""


def test_days_that_stand_out() -> None:
    assert peak_days(np.ones(168)) == "all"
    assert peak_days(week_with({5 * 24: 3, 0: 1})) == "weekend"
    assert peak_days(week_with({6 * 24: 1, 0: 9})) == "workdays"


def test_slots_add_up_working_days_and_weekend_apart() -> None:
    slots = slots_of_week(week_with({3: 1, 24 + 4: 2, 5 * 24: 4, 6 * 24 + 23: 8}))
    assert slots[0].tolist() == [1, 2, 0, 0, 0, 0, 4, 0, 0, 0, 0, 8]


@given(seeds(), st.integers(1, 5))
def test_shares_add_up_and_no_slot_loses_an_hour(seed: int, places: int) -> None:
    week = np.random.default_rng(seed).poisson(0.1, (places, 168)).astype(float)
    share = with_town(week)
    assert share.sum(axis=1) == pytest.approx(np.ones(places))
    assert slots_of_week(week).sum(axis=1) == pytest.approx(week.sum(axis=1))
    for own in share:
        peak = peak_hours(own)
        if peak:
            begin, end = map(int, peak.split("-"))
            inside = [hour % 24 for hour in range(begin, end if end > begin else end + 24)]
            assert own.reshape(7, 24)[:, inside].sum() >= 0.4 - 1e-9

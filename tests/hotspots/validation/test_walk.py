"""What is known on a day, the folds that the data hold, and trials on the past alone."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import InputError
from hotspots.validation.recipes import recipe_hits
from hotspots.validation.records import Records, lay_records
from hotspots.validation.walk import fold_starts, past_trials

SIDE_M = 3000.0


def records_of(day, seed: int = 1, horizon: int = 30) -> Records:
    day = np.asarray(day, dtype=float)
    x, y = np.random.default_rng(seed).beta(2, 4, (2, len(day))) * SIDE_M
    return lay_records(x, y, day, horizon=horizon, cell_m=200.0, outline=shapely.box(0, 0, SIDE_M, SIDE_M))


def evenly(n: int, days: int) -> np.ndarray:
    return 1000 + np.random.default_rng(2).permutation(np.linspace(0, days - 0.01, n))


def test_folds_lie_end_to_end_and_the_last_ends_after_the_last_incident():
    assert fold_starts(records_of([1000.5, 1010, 1089.99]), 5) == [1030, 1060]
    assert fold_starts(records_of([1000.5, 1010, 1089.99]), 1) == [1060]
    assert fold_starts(records_of([1000.5, 1090.0]), 5) == [1031, 1061]


def test_one_day_too_few_makes_no_fold_and_says_how_many_are_needed():
    assert fold_starts(records_of([1000, 1059]), 1) == [1030]
    with pytest.raises(InputError) as refused:
        fold_starts(records_of([1000, 1058]), 1)
    assert refused.value.code == "backtest.too_short"
    assert dict(refused.value.problems[0].details) == {"days": 59, "needed": 60, "horizon_days": 30}


@given(st.integers(1, 40), st.integers(1, 500), st.integers(1, 9))
def test_every_fold_has_a_horizon_before_it_whatever_the_data_hold(horizon, days, folds):
    records = records_of([1000, 1000 + days - 0.5], horizon=horizon)
    if days < 2 * horizon:
        with pytest.raises(InputError):
            fold_starts(records, folds)
        return
    starts = fold_starts(records, folds)
    assert 1 <= len(starts) <= folds
    assert starts[0] - horizon >= records.first
    assert starts[-1] + horizon == records.end
    assert len(starts) == folds or starts[0] - 2 * horizon < records.first


@pytest.mark.parametrize("start", [1030, 1040, 1090, 1200])
def test_trials_do_not_change_when_what_comes_after_the_day_is_gone(start):
    every = records_of(evenly(800, 300))
    old = every.day < start
    known = Records(
        every.cells, every.x[old], every.y[old], every.cell[old], every.day[old], every.first_of_day[old], 30
    )
    done: dict = {}
    assert past_trials(every, start, 5, done).tolist() == past_trials(known, start, 5, {}).tolist()
    assert max(end for _, end in done) == start


def test_trials_are_half_a_horizon_just_before_and_whole_ones_half_a_horizon_apart():
    records, done = records_of(evenly(800, 100)), {}
    past_trials(records, 1100, 5, done)
    assert set(done) == {(1085, 1100), (1070, 1100), (1055, 1085), (1040, 1070)}
    expected = sum(
        recipe_hits(records.before(day), records.between(day, end), 5)
        for day, end in ((1085, 1100), (1070, 1100), (1055, 1085), (1040, 1070))
    )
    assert past_trials(records, 1100, 5, {}).tolist() == expected.tolist()


def test_the_first_fold_has_the_half_horizon_before_it_and_alternate_weeks():
    records, done = records_of(np.floor(evenly(800, 300))), {}
    expected = recipe_hits(records.before(1015), records.between(1015, 1030), 5)
    weeks = [records.between(since, until) for since, until in ((1023, 1030), (1016, 1023), (1009, 1016))]
    weeks += [records.between(1002, 1009), records.between(1000, 1002)]
    even, odd = weeks[0] + weeks[2] + weeks[4], weeks[1] + weeks[3]
    for told, parity in ((odd, 0), (even, 1)):
        known = (np.ceil((1030 - records.day) / 7) - 1) % 2 == parity
        expected = expected + recipe_hits(records.before(1030, known), told, 5) / 2
    assert past_trials(records, 1030, 5, done).tolist() == pytest.approx(expected.tolist())
    assert set(done) == {(1015, 1030)}


def test_a_horizon_shorter_than_two_weeks_has_no_alternate_weeks():
    records = records_of(evenly(200, 20), horizon=5)
    expected = recipe_hits(records.before(1003), records.between(1003, 1005), 5)
    assert past_trials(records, 1005, 5, {}).tolist() == expected.tolist()


@pytest.mark.parametrize("horizon", [1, 7, 30, 365])
def test_trials_are_made_once_for_all_folds(horizon):
    records, done = records_of(evenly(800, 8 * horizon), horizon=horizon), {}
    end = records.end
    past_trials(records, end - horizon, 5, done)
    made = set(done)
    past_trials(records, end, 5, done)
    fresh = set(done) - made
    assert all(until > end - horizon for _, until in fresh)
    assert len(fresh) <= 3


def test_a_horizon_with_hardly_any_records_before_it_teaches_nothing():
    day, done = np.r_[1000, 1060 + np.arange(600) / 10], {}
    past_trials(records_of(day), 1120, 5, done)
    assert not done[1060, 1090].any()
    assert done[1090, 1120].any()

"""What is known on a day, the folds that the data hold, and trials on the past alone."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import InputError
from hotspots.validation.cells import study_cells
from hotspots.validation.forecast import recipe_hits
from hotspots.validation.walk import Records, fold_starts, past_trials

SIDE_M = 3000.0


def records_of(day, seed: int = 1, horizon: float = 30.0) -> Records:
    day = np.asarray(day, dtype=float)
    x, y = np.random.default_rng(seed).beta(2, 4, (2, len(day))) * SIDE_M
    cells = study_cells(x, y, 200.0, shapely.box(0, 0, SIDE_M, SIDE_M))
    return Records(cells, x, y, cells.cells_of(x, y), day, horizon)


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
    records = records_of([1000, 1000 + days - 0.5], horizon=float(horizon))
    if days < 2 * horizon:
        with pytest.raises(InputError):
            fold_starts(records, folds)
        return
    starts = fold_starts(records, folds)
    assert 1 <= len(starts) <= folds
    assert starts[0] - horizon >= records.first
    assert starts[-1] + horizon == records.end
    assert len(starts) == folds or starts[0] - 2 * horizon < records.first


@pytest.mark.parametrize("start", [1040, 1090, 1200])
def test_trials_do_not_change_when_what_comes_after_the_day_is_gone(start):
    every = records_of(evenly(800, 300))
    old = every.day < start
    known = Records(every.cells, every.x[old], every.y[old], every.cell[old], every.day[old], 30.0)
    trials, of_known = past_trials(every, start, 5, {}), past_trials(known, start, 5, {})
    assert len(trials) == len(of_known) >= 1
    assert np.array(trials).tolist() == np.array(of_known).tolist()


def test_the_first_trial_is_the_last_horizon_forecast_from_what_came_before_it():
    records = records_of(evenly(800, 300))
    expected = recipe_hits(records.before(1170), records.between(1170, 1200), 5)
    assert past_trials(records, 1200, 5, {})[0].tolist() == expected.tolist()


def test_without_an_earlier_fold_half_the_past_forecasts_the_other_half():
    records = records_of(evenly(800, 300))
    expected = recipe_hits(records.before(1015, 15), records.between(1015, 1030), 5)
    (trial,) = past_trials(records, 1030, 5, {})
    assert trial.tolist() == expected.tolist()


def test_trials_are_made_once_for_all_folds():
    records, done = records_of(evenly(800, 300)), {}
    first = past_trials(records, 1200, 5, done)
    made = set(done)
    assert past_trials(records, 1200, 5, done)[0] is first[0]
    past_trials(records, 1230, 5, done)
    assert set(done) - made == {1185.0, 1200.0}


def test_a_horizon_with_hardly_any_records_before_it_teaches_nothing():
    day = np.r_[1000, 1060 + np.arange(600) / 10]
    trials = past_trials(records_of(day), 1120, 5, {})
    by_start = dict(zip((1090, 1075, 1060, 1045, 1030), trials, strict=True))
    assert not by_start[1060].any()
    assert by_start[1090].any()

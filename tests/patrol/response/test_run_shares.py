from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.response.run_shares import Tally, busy_shares, fit_margins
from tests.strategies import seeds


def test_two_cars_whose_run_was_busier_than_known_are_weighed_back_worked_by_hand() -> None:
    # one car busy for 1 of 4 and then for 3 of 4 time units in which it was car 0 in all but one
    time = np.array([[3.0, 1.0, 0.0], [1.0, 3.0, 0.0]])
    busy = np.zeros((2, 3, 2))
    busy[:, 1] = [[1.0, 0.0], [2.0, 1.0]]
    share, error = busy_shares(Tally(time, busy, busy), np.array([0.8, 0.2, 0.0]))
    assert share == pytest.approx([0.2 * 3 / 4, 0.2 * 1 / 4])  # not 3/8 and 1/8, as seen
    assert error == pytest.approx([0.2 / 4 * 0.25 * np.sqrt(2)] * 2)


def test_calls_that_a_car_should_have_had_correct_its_busy_share() -> None:
    rng = np.random.default_rng(1)
    noise = rng.normal(0, 0.1, 200)
    time = np.tile([0.5, 0.5], (200, 1))
    busy, gained = np.zeros((200, 2, 1)), np.zeros((200, 2, 1))
    busy[:, 1, 0], gained[:, 0, 0] = 0.5 + noise, 0.5 - noise  # while it is busy for long it gains little
    share, error = busy_shares(Tally(time, busy, gained), np.array([0.5, 0.5]))
    assert share == pytest.approx([0.5], abs=1e-9)
    assert error == pytest.approx([0], abs=1e-9)


@given(st.integers(1, 6), st.integers(1, 9), seeds())
def test_rows_and_columns_are_fitted_and_what_is_never_sent_stays_so(cars: int, rows: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    truth = rng.random((rows, cars)) + 0.01
    truth[:, 1:] *= rng.random((rows, cars - 1)) > 0.3
    truth *= 0.9 / truth.sum(axis=1, keepdims=True)
    offered = rng.random(rows) + 0.1
    seen = truth * rng.uniform(0.8, 1.2, cars)  # each car seen too often or too rarely
    fitted = fit_margins(seen, offered, offered @ truth, 0.9)
    assert fitted.sum(axis=1) == pytest.approx(np.full(rows, 0.9))
    assert offered @ fitted == pytest.approx(offered @ truth, rel=2e-3)
    assert ((fitted == 0) == (truth == 0)).all()

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from gis.errors import InfeasibleError
from patrol.response.system import ResponseSystem, nearest_first
from tests.patrol.response.systems import systems


def test_the_nearest_goes_first_and_cars_equally_near_take_turns() -> None:
    lists = nearest_first(np.array([[3.0, 1.0], [3.0, 2.0], [1.0, 4.0], [9.0, 4.0]]))
    of_atom = [
        {
            (*lists.orders[order],): share
            for order, share in zip(lists.order[rows], lists.share[rows], strict=True)
        }
        for rows in (lists.atom == 0, lists.atom == 1)
    ]
    assert of_atom == [{(2, 0, 1, 3): 0.5, (2, 1, 0, 3): 0.5}, {(0, 1, 2, 3): 0.5, (0, 1, 3, 2): 0.5}]
    assert lists.calls(np.array([2.0, 4.0])).sum() == pytest.approx(6)


@given(systems())
def test_every_order_names_every_car_once_and_shares_of_an_atom_sum_to_one(system: ResponseSystem) -> None:
    lists = nearest_first(system.car_minutes)
    assert (np.sort(lists.orders, axis=1) == np.arange(system.cars)).all()
    assert np.bincount(lists.atom, lists.share) == pytest.approx(1)
    ahead = np.take_along_axis(system.car_minutes.T[lists.atom], lists.orders[lists.order], axis=1)
    assert (np.diff(ahead, axis=1) >= -1e-8).all()


def test_more_calls_than_the_cars_can_answer_are_refused_with_the_number_that_could() -> None:
    calls, minutes = np.array([2.0, 2.5]), np.ones((3, 2))
    with pytest.raises(InfeasibleError) as caught:
        ResponseSystem(calls, minutes, 40.0)
    assert caught.value.code == "response.overloaded"
    assert dict(caught.value.problems[0].details) == {
        "calls_per_hour": 4.5,
        "cars": 3,
        "service_minutes": 40.0,
        "smallest": 4,
    }
    assert ResponseSystem(calls, minutes, 40.0, "zero").offered == pytest.approx(3)
    assert ResponseSystem(calls, np.ones((4, 2)), 40.0).cars == 4


@pytest.mark.parametrize(
    ("calls", "minutes", "service", "line"),
    [
        ([1.0], [[1.0, 2.0]], 30.0, "infinite"),
        ([-1.0], [[1.0]], 30.0, "infinite"),
        ([1.0], [[np.inf]], 30.0, "infinite"),
        ([1.0], [[1.0]], 0.0, "infinite"),
        ([1.0], [[1.0]], 30.0, "short"),
    ],
)
def test_impossible_figures_are_refused(calls: list, minutes: list, service: float, line: str) -> None:
    with pytest.raises(ValueError, match=r"want"):
        ResponseSystem(np.array(calls), np.array(minutes), service, line)

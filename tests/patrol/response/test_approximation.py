from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from patrol.response.approximation import approximate_hypercube
from patrol.response.hypercube import solve_hypercube
from patrol.response.system import ResponseSystem, nearest_first
from tests.patrol.response.systems import systems, three_servers


def test_third_iteration_of_the_approximation_of_three_servers_as_printed() -> None:
    third = approximate_hypercube(*three_servers(), rounds=3)
    assert third.utilisation == pytest.approx([0.5628, 0.4716, 0.4657], abs=5e-5)


def test_the_approximation_of_three_servers_is_within_two_per_cent_of_the_exact() -> None:
    exact, near = solve_hypercube(*three_servers()), approximate_hypercube(*three_servers())
    assert near.utilisation == pytest.approx(exact.utilisation, rel=0.02)
    assert near.at_once == pytest.approx(exact.at_once, abs=0.02)


@settings(deadline=None)
@given(systems())
def test_whatever_the_system_the_means_are_exact_and_shares_are_shares(system: ResponseSystem) -> None:
    lists = nearest_first(system.car_minutes)
    near, exact = approximate_hypercube(system, lists), solve_hypercube(system, lists)
    assert near.utilisation.mean() == pytest.approx(exact.utilisation.mean())
    assert near.all_busy == exact.all_busy
    assert near.at_once.sum(axis=1) == pytest.approx(1 - exact.all_busy)
    assert (near.at_once >= 0).all()
    assert near.utilisation == pytest.approx(exact.utilisation, abs=0.1)


@pytest.mark.parametrize("line", ["infinite", "zero"])
def test_cars_without_calls_are_never_busy(line: str) -> None:
    system = ResponseSystem(np.zeros(2), np.array([[1.0, 2.0], [2.0, 1.0]]), 30.0, line)
    near = approximate_hypercube(system, nearest_first(system.car_minutes))
    assert near.utilisation.tolist() == [0, 0]
    assert near.at_once.tolist() == [[1, 0], [0, 1]]

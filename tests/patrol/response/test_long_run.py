from __future__ import annotations

import numpy as np
import pytest

from patrol.response.hypercube import solve_hypercube
from patrol.response.long_run import follow_hypercube
from patrol.response.system import ResponseSystem, nearest_first
from tests.patrol.response.systems import random_system, three_servers


@pytest.mark.parametrize("line", ["infinite", "zero"])
@pytest.mark.parametrize("load", [0.05, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("cars", [2, 8, 13])
def test_a_long_run_is_within_two_per_cent_of_the_exact(cars: int, load: float, line: str) -> None:
    system = random_system(cars, 80, load, seed=cars, line=line)
    lists = nearest_first(system.car_minutes)
    exact, near = solve_hypercube(system, lists), follow_hypercube(system, lists, np.random.default_rng(1))
    assert near.utilisation == pytest.approx(exact.utilisation, rel=0.02)
    assert near.at_once == pytest.approx(exact.at_once, abs=0.01)
    assert near.all_busy == exact.all_busy


def test_a_long_run_of_three_servers_comes_to_the_book() -> None:
    near = follow_hypercube(*three_servers(), np.random.default_rng(1))
    assert near.utilisation == pytest.approx([0.55736, 0.47337, 0.46926], abs=0.004)


def test_the_same_seed_gives_the_same_run_and_another_seed_another() -> None:
    system = random_system(20, 50, 0.5, seed=2)
    lists = nearest_first(system.car_minutes)
    first, again, other = (
        follow_hypercube(system, lists, np.random.default_rng(seed), looks=5_000).utilisation
        for seed in (1, 1, 2)
    )
    assert (first == again).all()
    assert (first != other).any()
    assert first.mean() == pytest.approx(0.5)


def test_atoms_that_never_call_have_their_figures_too() -> None:
    system = ResponseSystem(np.array([0.0, 3.0]), np.array([[1.0, 2.0], [2.0, 1.0]]), 30.0)
    lists = nearest_first(system.car_minutes)
    near, exact = follow_hypercube(system, lists, np.random.default_rng(1)), solve_hypercube(system, lists)
    assert near.at_once == pytest.approx(exact.at_once, abs=0.01)

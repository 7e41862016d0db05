from __future__ import annotations

import numpy as np
import pytest

from patrol.response.equilibrium import Equilibrium
from patrol.response.hypercube import solve_hypercube
from patrol.response.long_run import FEWEST_BATCHES, follow_hypercube
from patrol.response.system import DispatchLists, ResponseSystem, nearest_first
from tests.patrol.response.systems import random_system, three_servers


def followed(system: ResponseSystem, lists: DispatchLists, seed: int = 1) -> Equilibrium:
    return follow_hypercube(system, lists, np.random.default_rng(seed), most_batches=FEWEST_BATCHES)


def dispatches(system: ResponseSystem, lists: DispatchLists, solved: Equilibrium) -> np.ndarray:
    """Give the share of all dispatches that each car has to each atom (Larson's f_nj)."""
    sent = system.calls_per_hour[:, None] * lists.of_atoms(solved.at_once, len(system.calls_per_hour))
    return sent / sent.sum()


@pytest.mark.parametrize("line", ["infinite", "zero"])
@pytest.mark.parametrize("load", [0.1, 0.5, 0.95])
@pytest.mark.parametrize("cars", [2, 12])
@pytest.mark.parametrize("together", [False, True])
def test_a_long_run_is_within_two_per_cent_of_the_exact(
    cars: int, load: float, line: str, together: bool
) -> None:
    system = random_system(cars, 80, load, seed=cars, line=line)
    if together:  # three at a place
        minutes = system.car_minutes[np.arange(cars) // 3]
        system = ResponseSystem(system.calls_per_hour, minutes, system.service_minutes, line)
    lists = nearest_first(system.car_minutes)
    exact, near = solve_hypercube(system, lists), followed(system, lists)
    assert near.utilisation == pytest.approx(exact.utilisation, rel=0.01)
    assert near.all_busy == exact.all_busy
    exact_f, near_f = dispatches(system, lists, exact), dispatches(system, lists, near)
    assert near_f == pytest.approx(exact_f, rel=0.02, abs=5e-5)
    minutes = system.car_minutes.T
    assert (near_f * minutes).sum() == pytest.approx((exact_f * minutes).sum(), rel=0.002)
    nearest = minutes == minutes.min(axis=1, keepdims=True)
    assert near_f[~nearest].sum() == pytest.approx(exact_f[~nearest].sum(), rel=0.005)


def test_a_long_run_of_three_servers_comes_to_the_book() -> None:
    near = followed(*three_servers())
    assert near.utilisation == pytest.approx([0.55736, 0.47337, 0.46926], abs=0.001)


def test_a_hundred_cars_end_when_every_busy_share_is_precise() -> None:
    system = random_system(100, 300, 0.5, seed=3)
    lists = nearest_first(system.car_minutes)
    one, other = (follow_hypercube(system, lists, np.random.default_rng(seed)).utilisation for seed in (1, 2))
    assert one == pytest.approx(other, rel=0.02)
    assert one.mean() == pytest.approx(0.5)


def test_the_same_seed_gives_the_same_run_and_another_seed_another() -> None:
    system = random_system(20, 50, 0.5, seed=2)
    lists = nearest_first(system.car_minutes)
    first, again, other = (followed(system, lists, seed).utilisation for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()
    assert first.mean() == pytest.approx(0.5)


def test_atoms_that_never_call_have_their_figures_too() -> None:
    system = ResponseSystem(np.array([0.0, 3.0]), np.array([[1.0, 2.0], [2.0, 1.0]]), 30.0)
    lists = nearest_first(system.car_minutes)
    near, exact = followed(system, lists), solve_hypercube(system, lists)
    assert near.at_once == pytest.approx(exact.at_once, abs=0.01)


@pytest.mark.parametrize("line", ["infinite", "zero"])
def test_cars_without_calls_are_never_busy(line: str) -> None:
    system = ResponseSystem(np.zeros(2), np.array([[1.0, 2.0], [2.0, 1.0]]), 30.0, line)
    idle = followed(system, nearest_first(system.car_minutes))
    assert idle.utilisation.tolist() == [0, 0]
    assert idle.at_once.tolist() == [[1, 0], [0, 1]]

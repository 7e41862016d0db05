from __future__ import annotations

import heapq

import numpy as np
import pytest
from hypothesis import given, settings

from gis.errors import SizeError
from patrol.response.hypercube import solve_hypercube
from patrol.response.system import DispatchLists, ResponseSystem, nearest_first
from tests.patrol.response.systems import random_system, systems, three_servers, two_unit_city


def test_utilisations_of_three_servers_with_infinite_line_as_the_book_has_them() -> None:
    solved = solve_hypercube(*three_servers())
    assert solved.utilisation == pytest.approx([0.55736, 0.47337, 0.46926], abs=5e-6)
    assert solved.all_busy == pytest.approx(0.2368421, abs=5e-8)


@pytest.mark.parametrize(
    ("weight_126ths", "expected", "difference"), [(63, [0.49010, 0.43774], 0.05236), (53, None, 0.04405)]
)
def test_utilisations_of_the_two_unit_city_with_zero_line_as_the_book_has_them(
    weight_126ths: int, expected: list[float] | None, difference: float
) -> None:
    solved = solve_hypercube(*two_unit_city(weight_126ths))
    assert solved.utilisation[0] - solved.utilisation[1] == pytest.approx(difference, abs=5e-6)
    assert expected is None or solved.utilisation == pytest.approx(expected, abs=6e-6)


def balanced_by_a_matrix(system: ResponseSystem, lists: DispatchLists) -> tuple[np.ndarray, np.ndarray]:
    """Solve the balance of all states and a long tail of waiting calls as one dense system of equations."""
    cars, tail = system.cars, 400 if system.line == "infinite" else 0
    states = 2**cars + tail
    rate = np.zeros((states, states))
    arriving = lists.calls(system.calls_per_hour) * system.service_minutes / 60
    for state in range(2**cars):
        for car in range(cars):
            if state >> car & 1:
                rate[state, state ^ (1 << car)] += 1
        if state < 2**cars - 1:
            for order, calls in zip(lists.orders, arriving, strict=True):
                first = next(car for car in order if not state >> car & 1)
                rate[state, state | 1 << first] += calls
    for state in range(2**cars - 1, states - 1):
        rate[state, state + 1] += arriving.sum()
        rate[state + 1, state] += cars
    balance = rate.T - np.diag(rate.sum(axis=1))
    chance = np.linalg.lstsq(np.vstack([balance, np.ones(states)]), np.r_[np.zeros(states), 1], rcond=None)[0]
    busy = np.array(
        [sum(chance[s] for s in range(states) if s >= 2**cars or s >> c & 1) for c in range(cars)]
    )
    at_once = np.zeros(lists.orders.shape)
    for state in range(2**cars - 1):
        for row, order in enumerate(lists.orders):
            at_once[row, next(car for car in order if not state >> car & 1)] += chance[state]
    return busy, at_once


@settings(deadline=None, max_examples=25)
@given(systems(most_cars=5))
def test_any_system_agrees_with_its_balance_equations_as_one_matrix(system: ResponseSystem) -> None:
    if system.line == "infinite" and system.offered > 0.85 * system.cars:
        return  # the matrix would need a longer tail
    lists = nearest_first(system.car_minutes)
    solved = solve_hypercube(system, lists)
    busy, at_once = balanced_by_a_matrix(system, lists)
    assert solved.utilisation == pytest.approx(busy, abs=1e-8)
    assert solved.at_once == pytest.approx(at_once, abs=1e-8)


def simulated(
    system: ResponseSystem, lists: DispatchLists, calls: int, seed: int
) -> tuple[np.ndarray, float]:
    """Play calls one by one with a clock and a queue; give the busy share of each car and the mean wait."""
    rng = np.random.default_rng(seed)
    times = np.cumsum(rng.exponential(60 / system.calls_per_hour.sum(), calls))
    rate = lists.calls(system.calls_per_hour)
    order_of = rng.choice(len(rate), calls, p=rate / rate.sum())
    lasting = rng.exponential(system.service_minutes, calls)
    ends: list[tuple[float, int]] = []
    free, busy, waited = [True] * system.cars, np.zeros(system.cars), 0.0
    for at, order, minutes in zip(times, order_of, lasting, strict=True):
        while ends and ends[0][0] <= at:
            free[heapq.heappop(ends)[1]] = True
        if any(free):
            car, start = next(int(car) for car in lists.orders[order] if free[car]), at
        elif system.line == "zero":
            continue
        else:  # first come, first served: the car that ends first is this call's
            start, car = heapq.heappop(ends)
        free[car] = False
        waited += start - at
        busy[car] += minutes
        heapq.heappush(ends, (start + minutes, car))
    return busy / times[-1], waited / calls


@settings(deadline=None, max_examples=8)
@given(systems())
def test_a_clock_and_a_queue_come_to_the_same_busy_shares(system: ResponseSystem) -> None:
    if system.offered > 0.8 * system.cars:
        return  # queues so long that a short play says little
    lists = nearest_first(system.car_minutes)
    solved = solve_hypercube(system, lists)
    played, waited = simulated(system, lists, 20_000, seed=3)
    assert played == pytest.approx(solved.utilisation, abs=0.03)
    if system.line == "infinite":
        wait = solved.all_busy * system.service_minutes / (system.cars - system.offered)
        assert waited == pytest.approx(wait, rel=0.3, abs=0.3)


def test_fifteen_cars_are_solved_and_sixteen_are_refused() -> None:
    system = random_system(15, 40, 0.5, seed=1)
    lists = nearest_first(system.car_minutes)
    solved = solve_hypercube(system, lists)
    carried = lists.calls(system.calls_per_hour) / 2 @ solved.at_once + solved.all_busy * 0.5
    assert solved.utilisation == pytest.approx(carried, abs=1e-9)  # what each car is sent to, it carries
    more = random_system(16, 40, 0.5, seed=1)
    with pytest.raises(SizeError) as caught:
        solve_hypercube(more, nearest_first(more.car_minutes))
    assert caught.value.code == "response.too_many_cars"


@pytest.mark.parametrize("line", ["infinite", "zero"])
def test_cars_without_calls_are_never_busy(line: str) -> None:
    system = ResponseSystem(np.zeros(2), np.array([[1.0, 2.0], [2.0, 1.0]]), 30.0, line)
    solved = solve_hypercube(system, nearest_first(system.car_minutes))
    assert solved.utilisation.tolist() == [0, 0]
    assert solved.at_once.tolist() == [[1, 0], [0, 1]]

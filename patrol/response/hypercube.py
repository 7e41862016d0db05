"""Larson's hypercube queue, exactly: a state for every set of busy cars."""

from __future__ import annotations

import numpy as np

from gis.compiled import compiled
from gis.errors import SizeError
from patrol.response.equilibrium import BusyCars, Equilibrium, busy_cars
from patrol.response.order_tree import OrderTree, order_tree
from patrol.response.system import MOST_EXACT, DispatchLists, ResponseSystem
from patrol.travel import Floats, Ints

TOLERANCE = 1e-12
MOST_SWEEPS = 5_000


def solve_hypercube(system: ResponseSystem, lists: DispatchLists) -> Equilibrium:
    """
    Compute how often each car is busy and which car is sent.

    The states of no waiting call keep their ratios whether calls wait or not, and the number of busy cars
    follows Erlang's formulas; what is left, the spread within a number, is found by Gauss-Seidel sweeps.

    Parameters
    ----------
    system
        At most ``MOST_EXACT`` cars.
    lists
        Dispatch orders of its atoms.

    Returns
    -------
    Equilibrium
        To a relative precision of about ``TOLERANCE`` a state.

    Raises
    ------
    SizeError
        ``response.too_many_cars``.

    References
    ----------
    .. [1] Larson (1974), A hypercube queuing model for facility location and redistricting in urban emergency
       services, doi:10.1016/0305-0548(74)90076-8
    """
    if system.cars > MOST_EXACT:
        raise SizeError("response.too_many_cars", cars=system.cars, most=MOST_EXACT)
    busy = busy_cars(system.cars, system.offered, system.line)
    tree = order_tree(lists.orders)
    offered = lists.calls(system.calls_per_hour) * system.service_minutes / 60
    states = _states(tree, offered, busy)
    bits = np.arange(len(states))[:, None] >> np.arange(system.cars) & 1
    at_once = tree.of_orders(_first_free(tree.car, tree.behind, states))
    return Equilibrium(states @ bits + busy.waiting, at_once, busy.all_busy)


def _states(tree: OrderTree, offered: Floats, busy: BusyCars) -> Floats:
    """Give the probability of each set of busy cars with no call waiting, shape ``(2 ** n_cars,)``."""
    cars = tree.orders.shape[1]
    upward = _upward_rates(tree.car, tree.behind, tree.through(offered), cars)
    return _sweep(upward, _bit_counts(cars), busy.probability, TOLERANCE, MOST_SWEEPS)


def _bit_counts(cars: int) -> Ints:
    return np.asarray((np.arange(2**cars)[:, None] >> np.arange(cars) & 1).sum(axis=1), dtype=np.int64)


@compiled
def _upward_rates(car: Ints, behind: Ints, offered: Floats, cars: int) -> Floats:
    """Give the rate at which each free car is sent in each state, shape ``(2 ** n_cars, n_cars)``."""
    rates = np.zeros((1 << cars, cars))
    for state in range((1 << cars) - 1):
        node = 0
        while node < len(car):
            if state >> car[node] & 1:
                node += 1
            else:
                rates[state, car[node]] += offered[node]
                node = behind[node]
    return rates


@compiled
def _sweep(upward: Floats, level: Ints, of_level: Floats, tolerance: float, most: int) -> Floats:
    """Balance the flows into and out of every state until nothing changes; service takes one unit of time."""
    n, cars = upward.shape
    size = np.zeros(cars + 1)
    for state in range(n):
        size[level[state]] += 1
    chance = of_level[level] / size[level]
    for _ in range(most):
        change = 0.0
        total = np.zeros(cars + 1)
        for state in range(n):
            inflow, outflow = 0.0, float(level[state])
            for car in range(cars):
                other = state ^ (1 << car)
                if state >> car & 1:
                    inflow += chance[other] * upward[other, car]
                else:
                    inflow += chance[other]
                    outflow += upward[state, car]
            balanced = inflow / outflow if outflow > 0 else chance[state]
            change = max(change, abs(balanced - chance[state]) * size[level[state]])
            chance[state] = balanced
            total[level[state]] += balanced
        for state in range(n):
            if total[level[state]] > 0:
                chance[state] *= of_level[level[state]] / total[level[state]]
        if change < tolerance:
            break
    return chance


@compiled
def _first_free(car: Ints, behind: Ints, states: Floats) -> Floats:
    """Sum the probability that each node of the tree of orders is the first free one of its orders."""
    chance = np.zeros(len(car))
    for state in range(len(states) - 1):
        node = 0
        while node < len(car):
            if state >> car[node] & 1:
                node += 1
            else:
                chance[node] += states[state]
                node = behind[node]
    return chance

"""The hypercube queue of many cars: the chain of its states is followed, since these cannot be listed."""

from __future__ import annotations

import numpy as np

from gis.compiled import compiled
from patrol.response.equilibrium import Equilibrium, busy_cars
from patrol.response.system import DispatchLists, ResponseSystem
from patrol.travel import Floats, Ints

LOOKS = 400_000
"""States that are looked at. The figures of a car are then off by half a per cent, rarely by one."""

MOST_LIST_LOOKS = 400_000_000
"""Looks times dispatch orders: with very many orders fewer states are looked at, to stay within seconds."""

SETTLING = 20
"""Service times until the start from no call is forgotten."""


def follow_hypercube(
    system: ResponseSystem, lists: DispatchLists, rng: np.random.Generator, *, looks: int = LOOKS
) -> Equilibrium:
    """
    Estimate how often each car is busy and which car is sent, from a long run of the chain.

    Between looks about as many events pass as there are cars. What is summed is not what happened but which
    car each order would send in the state looked at, weighted by the mean stay in it.

    Parameters
    ----------
    system
        Any number of cars.
    lists
        Dispatch orders of its atoms.
    rng
        The same state of it gives the same answer.
    looks
        States to look at.

    Returns
    -------
    Equilibrium
        The mean utilisation and the share of calls that find all cars busy are exact.
    """
    busy = busy_cars(system.cars, system.offered, system.line)
    offered = lists.calls(system.calls_per_hour) * system.service_minutes / 60
    looks = max(1, min(looks, MOST_LIST_LOOKS // len(offered)))
    at_once = _run(lists.orders, np.cumsum(offered), looks, rng)
    at_once *= (1 - busy.all_busy) / at_once.sum(axis=1, keepdims=True)
    mean = busy.mean_utilisation
    delayed = mean * busy.all_busy if system.line == "infinite" else 0.0
    return Equilibrium(offered @ at_once + delayed, at_once, busy.all_busy)


@compiled
def _run(orders: Ints, offered: Floats, looks: int, rng: np.random.Generator) -> Floats:
    """Weigh the car that each order sends by the time spent in each state; service takes one unit of time."""
    rows, cars = orders.shape
    sent = np.zeros((rows, cars))
    is_busy = np.zeros(cars, dtype=np.bool_)
    busy = np.empty(cars, dtype=np.int64)  # the busy ones, in any order
    n = 0
    total = offered[-1]
    settling = int(SETTLING * 2 * (total + 1)) // cars + 1
    for look in range(-settling, looks):
        for _ in range(cars | 1):  # an odd number, for calls in service rise or fall by one each time
            draw = rng.random() * (total + n)
            if draw >= total:
                leaves = min(int(draw - total), n - 1)
                is_busy[busy[leaves]] = False
                busy[leaves] = busy[n - 1]
                n -= 1
            elif n < cars:
                order = orders[min(np.searchsorted(offered, draw, side="right"), rows - 1)]
                place = 0
                while is_busy[order[place]]:
                    place += 1
                is_busy[order[place]] = True
                busy[n] = order[place]
                n += 1
        if look < 0 or n == cars:
            continue
        stay = 1 / (total + n)
        for row in range(rows):
            place = 0
            while is_busy[orders[row, place]]:
                place += 1
            sent[row, orders[row, place]] += stay
    return sent

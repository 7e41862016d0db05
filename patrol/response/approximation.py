"""Larson's approximation of the hypercube queue: one equation for each car in place of one for each state."""

from __future__ import annotations

import numpy as np

from patrol.response.equilibrium import Equilibrium, busy_cars, correction_factors
from patrol.response.system import DispatchLists, ResponseSystem
from patrol.travel import Floats

TOLERANCE = 1e-10
MOST_ROUNDS = 1_000


def approximate_hypercube(
    system: ResponseSystem, lists: DispatchLists, *, rounds: int = MOST_ROUNDS
) -> Equilibrium:
    """
    Approximate how often each car is busy and which car is sent.

    Parameters
    ----------
    system
        Any number of cars.
    lists
        Dispatch orders of its atoms.
    rounds
        Rounds at most; they end when nothing changes any more.

    Returns
    -------
    Equilibrium
        The mean utilisation and the share of calls that find all cars busy are exact.

    References
    ----------
    .. [1] Larson (1975), doi:10.1287/opre.23.5.845
    .. [2] Larson and Odoni (1981), Urban Operations Research, section 5.5
    """
    busy = busy_cars(system.cars, system.offered, system.line)
    mean = busy.mean_utilisation
    if mean == 0:
        return Equilibrium.idle(lists.orders)
    factors = correction_factors(busy)
    offered = lists.calls(system.calls_per_hour) * system.service_minutes / 60
    delayed = mean * busy.all_busy if system.line == "infinite" else 0.0
    utilisation = np.full(system.cars, mean)
    for _ in range(rounds):
        before = utilisation
        rate = offered[:, None] * factors * _all_before_busy(lists, before)
        gained = np.bincount(lists.orders.ravel(), rate.ravel(), system.cars)
        utilisation = (gained + delayed) / (1 + gained)
        utilisation *= mean * system.cars / utilisation.sum()
        if np.abs(utilisation - before).max() < TOLERANCE:
            break
    return Equilibrium(utilisation, _sent(lists, utilisation, factors, busy.all_busy), busy.all_busy)


def _all_before_busy(lists: DispatchLists, utilisation: Floats) -> Floats:
    """Multiply the utilisations of all cars that stand before each in its order."""
    earlier = np.cumprod(utilisation[lists.orders[:, :-1]], axis=1)
    return np.concatenate([np.ones((len(lists.orders), 1)), earlier], axis=1)


def _sent(lists: DispatchLists, utilisation: Floats, factors: Floats, all_busy: float) -> Floats:
    """Give the share of each order's calls that each car answers at once."""
    chance = factors * _all_before_busy(lists, utilisation) * (1 - utilisation[lists.orders])
    chance *= (1 - all_busy) / chance.sum(axis=1, keepdims=True)
    sent = np.empty_like(chance)
    np.put_along_axis(sent, lists.orders, chance, axis=1)
    return sent

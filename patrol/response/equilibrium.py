"""How often cars are busy: the number of them by Erlang's formulas, and what the models give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, xlogy

from patrol.response.system import Line
from patrol.travel import Floats, Ints


@dataclass(frozen=True, slots=True)
class Equilibrium:
    """
    The long run of a system of cars.

    Attributes
    ----------
    utilisation
        Share of time that each car is busy, shape ``(n_cars,)``.
    at_once
        Share of the calls of each dispatch order that each car is sent to without delay, shape
        ``(n_lists, n_cars)``; a row sums to the share of time that any car is free.
    all_busy
        Share of time, and of calls, that finds all cars busy: they wait, or others take them.
    """

    utilisation: Floats
    at_once: Floats
    all_busy: float

    @classmethod
    def idle(cls, orders: Ints) -> Equilibrium:
        """Give that of cars that nobody calls: the first of each order would be sent."""
        first = orders[:, :1] == np.arange(orders.shape[1])
        return cls(np.zeros(orders.shape[1]), first.astype(float), 0.0)


@dataclass(frozen=True, slots=True)
class BusyCars:
    """
    How many cars are busy at a time, which does not depend on which are sent.

    Attributes
    ----------
    probability
        Of 0, 1, ... ``n_cars`` calls in service and none waiting, shape ``(n_cars + 1,)``.
    waiting
        Probability that calls wait (all cars are busy then too).
    """

    probability: Floats
    waiting: float

    @property
    def all_busy(self) -> float:
        """Probability that no car is free."""
        return float(self.probability[-1] + self.waiting)

    @property
    def mean_utilisation(self) -> float:
        """Mean share of time that a car is busy."""
        cars = len(self.probability) - 1
        return float(self.probability @ np.arange(cars + 1) / cars + self.waiting)


def busy_cars(cars: int, offered: float, line: Line) -> BusyCars:
    """
    Compute how many cars are busy (M/M/N, or Erlang's loss system).

    Parameters
    ----------
    cars
        Number of cars.
    offered
        Calls times service time, below `cars` where calls wait.
    line
        Whether calls wait.

    Returns
    -------
    BusyCars
        Sums to 1.
    """
    number = np.arange(cars + 1)
    logarithm = xlogy(number, offered) - gammaln(number + 1)
    weight = np.exp(logarithm - logarithm.max())
    waits = weight[-1] * offered / (cars - offered) if line == "infinite" else 0.0
    total = weight.sum() + waits
    return BusyCars(weight / total, float(waits / total))


def correction_factors(busy: BusyCars) -> Floats:
    """
    Compute Larson's Q(N, rho, j): how far cars are from being busy independently of each other.

    Parameters
    ----------
    busy
        How many cars are busy.

    Returns
    -------
    ndarray
        For j = 0 ... N - 1 the probability that j cars drawn at random are busy and the next is free, over
        what it would be if they were independent; shape ``(n_cars,)``.

    References
    ----------
    .. [1] Larson (1975), Approximating the performance of urban emergency service systems,
       doi:10.1287/opre.23.5.845
    """
    cars = len(busy.probability) - 1
    j, k = np.arange(cars)[:, None], np.arange(cars)
    ways = gammaln(cars - j) - gammaln(np.maximum(k - j, 0) + 1) - gammaln(cars - k)  # choose(N-j-1, k-j)
    every = gammaln(cars + 1) - gammaln(k + 1) - gammaln(cars - k + 1)
    chance = (np.where(k >= j, np.exp(ways - every), 0.0) * busy.probability[:-1]).sum(axis=1)
    mean = busy.mean_utilisation
    return np.asarray(chance / (mean ** np.arange(cars) * (1 - mean)), dtype=float)

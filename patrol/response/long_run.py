"""The hypercube queue of many cars: the chain of its states is followed, since these cannot be listed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gis.compiled import compiled
from patrol.response.equilibrium import Equilibrium, busy_cars
from patrol.response.order_tree import OrderTree, order_tree
from patrol.response.run_shares import Tally, busy_shares, fit_margins
from patrol.response.system import DispatchLists, ResponseSystem
from patrol.travel import Bools, Floats, Ints

PRECISION = 0.004
"""Standard error of a car's busy share, as a part of it, at which the run ends: a fifth of two per cent."""

RARELY = 0.01
"""A car that is busy less of its time than this need be no more precise than one that is."""

BATCH = 2**18
"""Events of a batch, many times what a state is remembered for."""

FEWEST_BATCHES, MOST_BATCHES = 32, 128

SETTLING = 20
"""Service times until the start from no call is forgotten."""

NODES_AN_EVENT = 40
"""Nodes of the tree of orders that are looked at in the time that an event takes."""


class _Ways(NamedTuple):
    """Orders and their tree; `upto` adds up their calls, `through` sums those that pass each node."""

    orders: Ints
    upto: Floats
    car: Ints
    behind: Ints
    through: Floats


class _Fleet(NamedTuple):
    """Which cars are busy, and these in any order at the beginning of `busy`."""

    is_busy: Bools
    busy: Ints


class _Sums(NamedTuple):
    """What is added up, as `Tally` has it for a batch; `sent` is the time that each node answered in all."""

    time: Floats
    busy: Floats
    gained: Floats
    sent: Floats


def follow_hypercube(
    system: ResponseSystem,
    lists: DispatchLists,
    rng: np.random.Generator,
    *,
    most_batches: int = MOST_BATCHES,
) -> Equilibrium:
    """
    Estimate how often each car is busy and which car is sent, from a long run of the chain.

    What is summed is not what happened but which car each order would send in the states that are looked at,
    weighted by the mean stay in them. The run goes on until every car's busy share is precise.

    Parameters
    ----------
    system
        Any number of cars.
    lists
        Dispatch orders of its atoms.
    rng
        The same state of it gives the same answer.
    most_batches
        Batches of events, two or more, after which it ends in any case.

    Returns
    -------
    Equilibrium
        The mean utilisation and the share of calls that find all cars busy are exact.
    """
    if system.offered == 0:
        return Equilibrium.idle(lists.orders)
    busy = busy_cars(system.cars, system.offered, system.line)
    offered = lists.calls(system.calls_per_hour) * system.service_minutes / 60
    tree = order_tree(lists.orders)
    tally, sent = _followed(tree, offered, busy.probability, rng, most_batches)
    share = busy_shares(tally, busy.probability)[0]
    served = offered.sum() * (1 - busy.all_busy)
    gained = share * served / share.sum()
    at_once = fit_margins(tree.of_orders(sent), offered, gained, 1 - busy.all_busy)
    return Equilibrium(offered @ at_once + busy.waiting, at_once, busy.all_busy)


def _followed(
    tree: OrderTree, offered: Floats, level: Floats, rng: np.random.Generator, most_batches: int
) -> tuple[Tally, Floats]:
    """Follow the chain batch by batch until busy shares are precise; what is sent is summed by node."""
    cars = tree.orders.shape[1]
    ways = _Ways(tree.orders, np.cumsum(offered), tree.car, tree.behind, tree.through(offered))
    fleet = _Fleet(np.zeros(cars, dtype=np.bool_), np.empty(cars, dtype=np.int64))
    settling = int(2 * SETTLING * (ways.upto[-1] + 1)) // cars + 1
    seen = _run(ways, fleet, (settling, cars | 1), rng, _no_sums(cars, np.zeros(len(tree.car)))) / settling
    stride = int(np.clip(seen / NODES_AN_EVENT, cars / 4, 8 * cars)) | 1  # odd: calls in service alternate
    sent = np.zeros(len(tree.car))
    batches: list[_Sums] = []
    while len(batches) < most_batches:
        batches.append(_no_sums(cars, sent))
        _run(ways, fleet, (BATCH // stride, stride), rng, batches[-1])
        if len(batches) >= FEWEST_BATCHES and len(batches) % 8 == 0 and _precise(batches, level):
            break
    return _tally(batches), sent


def _no_sums(cars: int, sent: Floats) -> _Sums:
    """Begin a batch; what is sent goes on being added up."""
    return _Sums(np.zeros(cars + 1), np.zeros((cars + 1, cars)), np.zeros((cars + 1, cars)), sent)


def _precise(batches: list[_Sums], level: Floats) -> bool:
    share, error = busy_shares(_tally(batches), level)
    return bool((error <= PRECISION * np.maximum(share, RARELY)).all())


def _tally(batches: list[_Sums]) -> Tally:
    return Tally(
        np.array([batch.time for batch in batches]),
        np.array([batch.busy for batch in batches]),
        np.array([batch.gained for batch in batches]),
    )


@compiled
def _run(ways: _Ways, fleet: _Fleet, looks: tuple[int, int], rng: np.random.Generator, sums: _Sums) -> int:
    """Look at so many states, so many events apart, and add each up; gives the nodes seen."""
    orders, upto, busy, seen = ways.orders, ways.upto, fleet.busy, 0
    n = fleet.is_busy.sum()
    for _look in range(looks[0]):
        for _ in range(looks[1]):
            n = _event(orders, upto, fleet, n, rng.random() * (upto[-1] + n))
        stay = 1 / (upto[-1] + n)
        sums.time[n] += stay
        for place in range(n):
            sums.busy[n, busy[place]] += stay
        if n < len(busy):
            seen += _send(ways, fleet.is_busy, stay, sums.gained[n], sums.sent)
    return seen


@compiled
def _event(orders: Ints, upto: Floats, fleet: _Fleet, n: int, draw: float) -> int:
    """Let a call come or a car become free, by a draw below calls plus busy cars; gives the busy ones."""
    is_busy, busy, calls = fleet.is_busy, fleet.busy, upto[-1]
    if draw >= calls:
        leaves = min(int(draw - calls), n - 1)
        is_busy[busy[leaves]] = False
        busy[leaves] = busy[n - 1]
        return n - 1
    if n == len(is_busy):
        return n
    row = np.searchsorted(upto, draw, side="right")
    order = orders[min(int(row), len(orders) - 1)]
    place = 0
    while is_busy[order[place]]:
        place += 1
    is_busy[order[place]] = True
    busy[n] = order[place]
    return n + 1


@compiled
def _send(ways: _Ways, is_busy: Bools, stay: float, gained: Floats, sent: Floats) -> int:
    """Add to each node whose car would be sent the time that it would; gives the nodes seen."""
    node, seen = 0, 0
    while node < len(ways.car):
        seen += 1
        if is_busy[ways.car[node]]:
            node += 1
        else:
            gained[ways.car[node]] += stay * ways.through[node]
            sent[node] += stay
            node = ways.behind[node]
    return seen

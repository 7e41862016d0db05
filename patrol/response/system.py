"""Cars that answer calls: what is known of them, and in which order they are sent."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from gis.errors import InfeasibleError
from patrol.travel import Floats, Ints

Line = Literal["infinite", "zero"]

MOST_EXACT = 15
"""Cars whose queue is solved exactly; each one more doubles the states."""

TIED_MIN = 1e-9
MOST_TURNS = 60
"""Cars that are equally near take turns; the turns of several groups end after so many."""


@dataclass(frozen=True, slots=True)
class ResponseSystem:
    """
    A spatially distributed queue: places that call, and cars that answer.

    Attributes
    ----------
    calls_per_hour
        Calls of each place (atom), as they are: nothing is scaled. Shape ``(n_atoms,)``.
    car_minutes
        Travel time of each car from where it stands to each atom, shape ``(n_cars, n_atoms)``, finite.
        Several cars may stand at one point.
    service_minutes
        Mean time that a call keeps a car busy, from dispatch to the end.
    line
        ``"infinite"``: calls wait while all cars are busy; ``"zero"``: others take them.

    Raises
    ------
    ValueError
        When shapes disagree or a figure is impossible.
    InfeasibleError
        ``response.overloaded`` when calls that wait come faster than all cars together can answer them.
    """

    calls_per_hour: Floats
    car_minutes: Floats
    service_minutes: float
    line: Line = "infinite"

    def __post_init__(self) -> None:
        calls, minutes = self.calls_per_hour, self.car_minutes
        if calls.ndim != 1 or minutes.ndim != 2 or minutes.shape[1] != len(calls) or 0 in minutes.shape:
            raise ValueError(f"wanted (n_cars, n_atoms) minutes for {calls.shape} atoms, got {minutes.shape}")
        if not (np.isfinite(calls).all() and (calls >= 0).all()):
            raise ValueError("wanted calls_per_hour of 0 or more")
        if not (np.isfinite(minutes).all() and (minutes >= 0).all()):
            raise ValueError("wanted car_minutes of 0 or more")
        if not 0 < self.service_minutes < math.inf:
            raise ValueError(f"wanted service_minutes above 0, got {self.service_minutes}")
        if self.line not in {"infinite", "zero"}:
            raise ValueError(f"line wants 'infinite' or 'zero', got {self.line!r}")
        if self.line == "infinite" and self.offered >= self.cars:
            raise InfeasibleError(
                "response.overloaded",
                calls_per_hour=float(calls.sum()),
                cars=self.cars,
                service_minutes=self.service_minutes,
                smallest=math.floor(self.offered) + 1,
            )

    @property
    def cars(self) -> int:
        """Number of cars."""
        return len(self.car_minutes)

    @property
    def offered(self) -> float:
        """Cars that the calls would keep busy if none had to wait: calls times service time."""
        return float(self.calls_per_hour.sum() * self.service_minutes / 60)


@dataclass(frozen=True, slots=True)
class DispatchLists:
    """
    The orders in which cars are sent, each once.

    Attributes
    ----------
    orders
        Cars from the first choice to the last, shape ``(n_lists, n_cars)``.
    atom, order, share
        One entry for each atom and order it uses: both positions, and the share of the atom's calls; an atom
        uses several orders where cars are equally near.
    """

    orders: Ints
    atom: Ints
    order: Ints
    share: Floats

    def calls(self, calls_per_hour: Floats) -> Floats:
        """Sum the calls that are answered by each order, shape ``(n_lists,)``."""
        calls = self.share * calls_per_hour[self.atom]
        return np.asarray(np.bincount(self.order, calls, len(self.orders)), dtype=float)

    def of_atoms(self, of_orders: Floats, atoms: int) -> Floats:
        """Average figures of orders, shape ``(n_lists, n_cars)``, for atoms: shape ``(n_atoms, n_cars)``."""
        figures = np.zeros((atoms, of_orders.shape[1]))
        np.add.at(figures, self.atom, self.share[:, None] * of_orders[self.order])
        return figures


def nearest_first(car_minutes: Floats) -> DispatchLists:
    """
    Send the car that is there first; cars that are equally near take turns.

    Parameters
    ----------
    car_minutes
        Travel time of each car to each atom, shape ``(n_cars, n_atoms)``.

    Returns
    -------
    DispatchLists
        Every car stands in every order.
    """
    minutes = car_minutes.T
    ranked = np.argsort(minutes, axis=1, kind="stable")
    gaps = np.diff(np.take_along_axis(minutes, ranked, axis=1), axis=1, prepend=-1.0)
    group = np.cumsum(gaps > TIED_MIN, axis=1)
    patterns, pattern = np.unique(group, axis=0, return_inverse=True)
    atoms, orders, shares = [], [], []
    for number, positions in enumerate(map(_turns, patterns)):
        some = np.flatnonzero(pattern.reshape(-1) == number)
        atoms.append(np.repeat(some, len(positions)))
        orders.append(ranked[some][:, positions].reshape(-1, group.shape[1]))
        shares.append(np.full(len(atoms[-1]), 1 / len(positions)))
    unique, order = np.unique(np.concatenate(orders), axis=0, return_inverse=True)
    return DispatchLists(unique, np.concatenate(atoms), order.reshape(-1), np.concatenate(shares))


def _turns(group: Ints) -> Ints:
    """Turn each group of equal numbers round until all have stood in every place; shape ``(n_turns, n)``."""
    groups = np.split(np.arange(len(group)), np.flatnonzero(np.diff(group)) + 1)
    turns = min(math.lcm(*map(len, groups)), MOST_TURNS)
    return np.array([np.concatenate([np.roll(tied, -turn) for tied in groups]) for turn in range(turns)])

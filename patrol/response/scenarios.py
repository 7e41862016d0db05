"""What would change: one more car, or another standing point, beside the cars as they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from patrol.response.approximation import approximate_hypercube
from patrol.response.cars import Cars, standing_atom
from patrol.response.ground import Ground
from patrol.response.performance import Performance, performance
from patrol.response.solve import solve_system
from patrol.response.system import Line, ResponseSystem, nearest_first
from patrol.travel import Floats, Ints


@dataclass(frozen=True, slots=True)
class Demand:
    """
    The calls that any number of cars answers.

    Attributes
    ----------
    ground
        The atoms and the travel to them.
    calls_per_hour, atom_beat
        Calls and beat of each atom, shape ``(n_atoms,)``; beat -1 for none.
    service_minutes
        Mean time that a call keeps a car busy.
    line
        Whether calls wait; see `ResponseSystem`.
    target_min
        Travel time that is wanted.
    """

    ground: Ground
    calls_per_hour: Floats
    atom_beat: Ints
    service_minutes: float
    line: Line = "infinite"
    target_min: float = np.inf

    def system(self, cars: Cars) -> ResponseSystem:
        """Give the queue of these calls and some cars."""
        minutes = self.ground.minutes(cars.place)
        return ResponseSystem(self.calls_per_hour, minutes, self.service_minutes, self.line)


def measure_cars(demand: Demand, cars: Cars, *, seed: int = 1) -> Performance:
    """
    Solve the hypercube queue of some cars and measure it.

    Parameters
    ----------
    demand
        The calls.
    cars
        The cars.
    seed
        Of the long run that answers for many cars.

    Returns
    -------
    Performance
        As the model has it.

    Raises
    ------
    InfeasibleError
        ``response.overloaded``.
    """
    system = demand.system(cars)
    lists = nearest_first(system.car_minutes)
    return performance(
        system,
        lists,
        solve_system(system, lists, seed=seed),
        car_beat=cars.beat,
        atom_beat=demand.atom_beat,
        origins=demand.ground.origins(demand.calls_per_hour),
        target_min=demand.target_min,
    )


def best_beat_for_one_more(demand: Demand, cars: Cars) -> tuple[int, int]:
    """
    Find the beat in which one more car shortens the mean travel time most, by Larson's approximation.

    Parameters
    ----------
    demand
        The calls.
    cars
        The cars as they are.

    Returns
    -------
    tuple of int
        The beat, and the point to stand at.
    """
    beats = np.unique(demand.atom_beat[demand.atom_beat >= 0])
    places = np.array([standing_place(demand, cars, int(beat)) for beat in beats])
    now, further = demand.ground.minutes(cars.place), demand.ground.minutes(places)
    tried = []
    for beat, place, minutes in zip(beats, places, further, strict=True):
        every = np.concatenate([now, minutes[None]])
        system = ResponseSystem(demand.calls_per_hour, every, demand.service_minutes, demand.line)
        lists = nearest_first(every)
        at_once = lists.of_atoms(approximate_hypercube(system, lists).at_once, len(demand.atom_beat))
        # calls that wait are as many and as far whichever car it is
        tried.append((float(demand.calls_per_hour @ (at_once * every.T).sum(axis=1)), int(beat), int(place)))
    return min(tried)[1:]


def standing_place(demand: Demand, cars: Cars, beat: int) -> int:
    """
    Tell where one more car of a beat would stand: with the first it has, else where its calls are near.

    Parameters
    ----------
    demand
        The calls.
    cars
        The cars as they are.
    beat
        The beat.

    Returns
    -------
    int
        Number of a point of the ground.
    """
    own = cars.place[cars.beat == beat]
    if len(own):
        return int(own[0])
    return standing_atom(demand.ground, demand.calls_per_hour, np.flatnonzero(demand.atom_beat == beat))


def compare_scenarios(performances: dict[str, Performance]) -> pd.DataFrame:
    """
    Set scenarios beside each other.

    Parameters
    ----------
    performances
        By name; the first is what the others are compared with.

    Returns
    -------
    DataFrame
        One row each: ``scenario, cars``, the figures of the whole, and ``travel_min_change``.
    """
    rows = [
        {"scenario": name, "cars": len(result.cars), **result.whole} for name, result in performances.items()
    ]
    table = pd.DataFrame(rows)
    return table.assign(travel_min_change=table["travel_min"] - table["travel_min"].iloc[0])

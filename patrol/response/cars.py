"""How many cars each beat has, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from patrol.allotment import allot
from patrol.response.ground import Ground
from patrol.travel import Floats, Ints


@dataclass(frozen=True, slots=True)
class Cars:
    """
    Cars at their standing points.

    Attributes
    ----------
    place
        Number of the point of the ground where each stands.
    beat
        Beat that each belongs to.
    """

    place: Ints
    beat: Ints

    def with_one_more(self, place: int, beat: int) -> Cars:
        """Give the same cars and one more."""
        return Cars(np.r_[self.place, place], np.r_[self.beat, beat])

    def moved(self, car: int, place: int) -> Cars:
        """Give the same cars, one of them elsewhere."""
        there = self.place.copy()
        there[car] = place
        return Cars(there, self.beat)


def station_cars(ground: Ground, calls: Floats, atom_beat: Ints, count: int | None = None) -> Cars:
    """
    Station cars in beats, each where its beat's calls are reached soonest on average.

    Parameters
    ----------
    ground
        The atoms.
    calls
        Calls of each atom.
    atom_beat
        Beat of each atom, from 0; -1 for none.
    count
        Cars in all: each beat gets one, further ones go where most calls come for each car; fewer than beats
        go to the beats with most calls. ``None`` gives one for each beat.

    Returns
    -------
    Cars
        In order of beats; cars of one beat stand together.
    """
    beats = np.unique(atom_beat[atom_beat >= 0])
    load = np.array([calls[atom_beat == beat].sum() for beat in beats])
    count = len(beats) if count is None else count
    if count >= len(beats):
        every = np.ones(len(beats), dtype=np.int64)
        cars = allot(count, load, every, every * count)
    else:
        cars = np.zeros(len(beats), dtype=np.int64)
        cars[np.argsort(-load, kind="stable")[:count]] = 1
    used = np.flatnonzero(cars)
    place = np.array([standing_atom(ground, calls, np.flatnonzero(atom_beat == beats[b])) for b in used])
    return Cars(np.repeat(place, cars[used]), np.repeat(beats[used], cars[used]))


def standing_atom(ground: Ground, calls: Floats, atoms: Ints) -> int:
    """
    Find the atom from which the calls of some atoms are reached soonest on average (their 1-median).

    Parameters
    ----------
    ground
        All atoms.
    calls
        Calls of each atom; where none of them calls, all count alike.
    atoms
        Those to choose from and to reach.

    Returns
    -------
    int
        One of `atoms`.
    """
    weight = calls[atoms] if calls[atoms].any() else np.ones(len(atoms))
    return int(atoms[np.argmin(ground.minutes(atoms)[:, atoms] @ weight)])

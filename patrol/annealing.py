"""
Better beats by moves of one atom at a time over a border: simulated annealing.

The cost of a plan is the sum over beats of a price on their shape, a price on load beyond the bounds, and a
price on leaving a beat of today. The shape's is mostly what it lacks in Polsby-Popper compactness, which is
what plans are judged by, and in part its inverse P2 / (4 pi A), so that no beat is given up for the others.
Only the two beats of a move change, so all is kept as sums for each beat.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gis.compiled import compiled
from patrol.graph import AtomGraph, Bools, Floats, Ints

REFRESH = 1024  # proposals between two settings of temperature and price
INVERSE = 0.1  # share of the inverse in the price of a shape
LOAD, AREA, PERIMETER, ATOMS = range(4)  # columns of the sums kept for each beat


class Schedule(NamedTuple):
    """
    How an annealing runs.

    Attributes
    ----------
    proposals
        Moves that are tried.
    hot, cold
        First and last temperature, in units of the cost.
    price_first, price_last
        Price of load beyond the bounds, in cost for each mean load.
    shape_weight
        Weight of shape and change: 1, or near 0 where balance alone matters.
    """

    proposals: int
    hot: float = 0.15
    cold: float = 0.003
    price_first: float = 3.0
    price_last: float = 100.0
    shape_weight: float = 1.0


class Aims(NamedTuple):
    """
    What a plan should come to.

    Attributes
    ----------
    lower, upper
        Where the load of each beat should lie, as parts of the mean load, shape ``(n_beats,)``.
    home
        Beat of each atom today, -1 for none.
    change_price
        Cost of moving one atom out of it.
    free
        Positions of the atoms that may move.
    closed
        Beats that take no further atoms, shape ``(n_beats,)``.
    """

    lower: Floats
    upper: Floats
    home: Ints
    change_price: float
    free: Ints
    closed: Bools


class Atoms(NamedTuple):
    """The graph as compiled code reads it; loads are parts of the mean load."""

    first: Ints
    neighbour: Ints
    border: Floats
    passable: Bools
    load: Floats
    area: Floats
    perimeter: Floats


def annealed(
    graph: AtomGraph,
    beat: Ints,
    aims: Aims,
    schedule: Schedule,
    *,
    mean_load: float,
    rng: np.random.Generator,
) -> Ints:
    """
    Improve a plan by simulated annealing.

    Parameters
    ----------
    graph
        The atoms.
    beat
        Beat of each atom, from 0; every beat contiguous, none empty.
    aims
        Bounds of load, and today's beats.
    schedule
        Length, temperatures and prices.
    mean_load
        The load that counts as 1.
    rng
        The same state gives the same plan.

    Returns
    -------
    ndarray
        Beat of each atom, contiguous and none empty.
    """
    atoms = Atoms(
        graph.first,
        graph.neighbour,
        graph.border_m,
        graph.passable,
        graph.load / mean_load,
        graph.area_m2,
        graph.perimeter_m,
    )
    better = beat.copy()
    if len(aims.free) == 0:
        return better
    _anneal(atoms, better, aims, Schedule(int(schedule.proposals), *map(float, schedule[1:])), rng)
    return better


@compiled
def _anneal(atoms: Atoms, beat: Ints, aims: Aims, schedule: Schedule, rng: np.random.Generator) -> None:
    """Try moves, changing `beat` in place."""
    size = beat.size
    sums = _sums(atoms, beat, aims.lower.size)
    after = np.empty((2, 4))
    scratch = np.zeros((2, size), np.int64)
    temperature, price = schedule.hot, schedule.price_first
    for step in range(schedule.proposals):
        if step % REFRESH == 0:
            done = step / schedule.proposals
            temperature = schedule.hot * (schedule.cold / schedule.hot) ** done
            price = schedule.price_first * (schedule.price_last / schedule.price_first) ** done
        atom = aims.free[int(rng.random() * aims.free.size)]
        begin, end = atoms.first[atom], atoms.first[atom + 1]
        if begin == end:
            continue
        edge = begin + int(rng.random() * (end - begin))
        here, there = beat[atom], beat[atoms.neighbour[edge]]
        if here == there or sums[here, ATOMS] == 1 or not atoms.passable[edge] or aims.closed[there]:
            continue
        after[0], after[1] = sums[here], sums[there]
        _move(atoms, beat, atom, there, after)
        worse = 0.0
        if aims.home[atom] == here:
            worse = schedule.shape_weight * aims.change_price
        elif aims.home[atom] == there:
            worse = -schedule.shape_weight * aims.change_price
        for side in range(2):
            which = there if side else here
            before = _cost(sums[which], aims.lower[which], aims.upper[which], price, schedule.shape_weight)
            worse += _cost(after[side], aims.lower[which], aims.upper[which], price, schedule.shape_weight)
            worse -= before
        if worse > 0 and rng.random() >= np.exp(-worse / temperature):
            continue
        if _tears(atoms, beat, atom, scratch, 2 * step + 2):
            continue
        sums[here], sums[there] = after[0], after[1]
        beat[atom] = there


@compiled
def _sums(atoms: Atoms, beat: Ints, count: int) -> Floats:
    """Add up load, area, perimeter and number of atoms of each beat."""
    sums = np.zeros((count, 4))
    for atom in range(beat.size):
        mine = sums[beat[atom]]
        mine[LOAD] += atoms.load[atom]
        mine[AREA] += atoms.area[atom]
        mine[PERIMETER] += atoms.perimeter[atom]
        mine[ATOMS] += 1
        for edge in range(atoms.first[atom], atoms.first[atom + 1]):
            if beat[atoms.neighbour[edge]] == beat[atom]:
                mine[PERIMETER] -= atoms.border[edge]
    return sums


@compiled
def _move(atoms: Atoms, beat: Ints, atom: int, there: int, after: Floats) -> None:
    """Turn the sums of two beats into what they are after an atom went from the first to the second."""
    here = beat[atom]
    with_here, with_there = 0.0, 0.0
    for edge in range(atoms.first[atom], atoms.first[atom + 1]):
        other = beat[atoms.neighbour[edge]]
        if other == here:
            with_here += atoms.border[edge]
        elif other == there:
            with_there += atoms.border[edge]
    after[0, LOAD] -= atoms.load[atom]
    after[0, AREA] -= atoms.area[atom]
    after[0, PERIMETER] += 2 * with_here - atoms.perimeter[atom]
    after[0, ATOMS] -= 1
    after[1, LOAD] += atoms.load[atom]
    after[1, AREA] += atoms.area[atom]
    after[1, PERIMETER] += atoms.perimeter[atom] - 2 * with_there
    after[1, ATOMS] += 1


@compiled
def _cost(sums: Floats, lower: float, upper: float, price: float, shape_weight: float) -> float:
    """Price the shape and the load of one beat."""
    beyond = max(sums[LOAD] - upper, lower - sums[LOAD], 0.0)
    shape = shape_price(sums[PERIMETER] ** 2 / (4 * np.pi * sums[AREA]))
    cost: float = shape_weight * shape + price * beyond
    return cost


@compiled
def shape_price(raggedness: float) -> float:
    """
    Price a shape.

    Parameters
    ----------
    raggedness
        P2 / (4 pi A), 1 for a circle.

    Returns
    -------
    float
        0 for a circle; as steep as the raggedness itself at 2, which is usual.
    """
    price: float = INVERSE * (raggedness - 1) + (1 - INVERSE) * 4 * (1 - 1 / raggedness)
    return price


@compiled
def _tears(atoms: Atoms, beat: Ints, atom: int, scratch: Ints, stamp: int) -> bool:
    """Tell whether an atom's beat falls apart without it: its neighbours there no longer reach each other."""
    mark, queue = scratch[0], scratch[1]
    home, wanted, start = beat[atom], 0, -1
    for edge in range(atoms.first[atom], atoms.first[atom + 1]):
        other = atoms.neighbour[edge]
        if beat[other] == home and atoms.passable[edge]:
            mark[other] = stamp
            wanted += 1
            start = other
    if wanted <= 1:
        return wanted == 0
    seen = stamp + 1
    mark[start], mark[atom] = seen, seen
    queue[0] = start
    head, tail, found = 0, 1, 1
    while head < tail:
        at = queue[head]
        head += 1
        for edge in range(atoms.first[at], atoms.first[at + 1]):
            other = atoms.neighbour[edge]
            if beat[other] != home or mark[other] == seen or not atoms.passable[edge]:
                continue
            if mark[other] == stamp:
                found += 1
                if found == wanted:
                    return False
            mark[other] = seen
            queue[tail] = other
            tail += 1
    return True

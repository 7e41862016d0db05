"""
Better beats by moves of one atom at a time over a border: simulated annealing.

The cost of a plan is the sum over beats of a price on their shape, a price on load beyond the bounds, and a
price on leaving a beat of today. The shape's is mostly what it lacks in Polsby-Popper compactness, which is
what plans are judged by, and in part its inverse P2 / (4 pi A), so that no beat is given up for the others.
Only the two beats of a move change, so all is kept as sums for each beat. Moves are drawn from the links that
cross from one beat to another, which are listed throughout: of a large beat few atoms lie at its edge.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gis.compiled import compiled
from patrol.aims import Aims, Atoms, Schedule
from patrol.graph import AtomGraph, Bools, Floats, Ints

REFRESH = 1024  # proposals between two settings of temperature and price
STEEPER = 20.0  # load far beyond the bounds costs more, so that an excess spreads to where there is room
INVERSE = 0.1  # share of the inverse in the price of a shape
LOAD, AREA, PERIMETER, ATOMS = range(4)  # columns of the sums kept for each beat


class CutLinks(NamedTuple):
    """The links that cross from one beat to another, from atoms that may move."""

    link: Ints  # the list
    place: Ints  # where each link stands in it, -1 for one that does not cross
    length: Ints  # one number: how many are listed


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
    better = beat.copy()
    plain = Schedule(int(schedule.proposals), *map(float, schedule[1:]))
    _anneal(_atoms(graph, mean_load), better, aims, plain, rng)
    return better


def _atoms(graph: AtomGraph, mean_load: float) -> Atoms:
    source = graph.source()
    back = np.empty(len(source), dtype=np.int64)
    back[np.lexsort((source, graph.neighbour))] = np.lexsort((graph.neighbour, source))
    return Atoms(
        first=graph.first,
        source=source,
        neighbour=graph.neighbour,
        back=back,
        border=graph.border_m,
        passable=graph.passable,
        load=graph.load / mean_load,
        area=graph.area_m2,
        perimeter=graph.perimeter_m,
    )


@compiled
def _anneal(atoms: Atoms, beat: Ints, aims: Aims, schedule: Schedule, rng: np.random.Generator) -> None:
    """Try moves, changing `beat` in place."""
    sums = _sums(atoms, beat, aims.lower.size)
    after = np.empty((2, 4))
    scratch = np.zeros((2, beat.size), np.int64)
    links = atoms.source.size
    cut = CutLinks(np.empty(links, np.int64), np.full(links, -1, np.int64), np.zeros(1, np.int64))
    for atom in range(beat.size):
        _list_links(atoms, beat, aims.free, atom, cut)
    temperature, price = schedule.hot, schedule.price_first
    for step in range(schedule.proposals):
        if cut.length[0] == 0:
            break
        if step % REFRESH == 0:
            done = step / schedule.proposals
            temperature = schedule.hot * (schedule.cold / schedule.hot) ** done
            price = schedule.price_first * (schedule.price_last / schedule.price_first) ** done
        link = cut.link[int(rng.random() * cut.length[0])]
        atom, there = atoms.source[link], beat[atoms.neighbour[link]]
        here = beat[atom]
        if sums[here, ATOMS] == 1 or aims.closed[there]:
            continue
        after[0], after[1] = sums[here], sums[there]
        _move(atoms, beat, atom, there, after)
        worse = schedule.shape_weight * aims.change_price * _leaves_home(aims.home[atom], here, there)
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
        _list_links(atoms, beat, aims.free, atom, cut)


@compiled
def _leaves_home(home: int, here: int, there: int) -> float:
    """Give 1 for a move out of today's beat, -1 for one back into it."""
    if home == here:
        return 1.0
    return -1.0 if home == there else 0.0


@compiled
def _list_links(atoms: Atoms, beat: Ints, free: Bools, atom: int, cut: CutLinks) -> None:
    """Enter the links from and to an atom into the list of those that cross, or strike them out."""
    for edge in range(2 * atoms.first[atom], 2 * atoms.first[atom + 1]):
        link = atoms.back[edge // 2] if edge % 2 else edge // 2
        source, place, last = atoms.source[link], cut.place[link], cut.length[0] - 1
        crosses = atoms.passable[link] and free[source] and beat[source] != beat[atoms.neighbour[link]]
        if crosses and place < 0:
            cut.link[last + 1], cut.place[link] = link, last + 1
            cut.length[0] += 1
        elif place >= 0 and not crosses:
            cut.link[place] = cut.link[last]
            cut.place[cut.link[last]], cut.place[link] = place, -1
            cut.length[0] -= 1


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
    cost: float = shape_weight * shape + price * beyond * (1 + STEEPER * beyond)
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

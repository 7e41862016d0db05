"""What an annealing aims at and how it runs, as compiled code reads it."""

from __future__ import annotations

from typing import NamedTuple

from patrol.graph import Bools, Floats, Ints


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
        Price of load just beyond the bounds, in cost for each mean load.
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
        Whether each atom may move.
    closed
        Beats that take no further atoms, shape ``(n_beats,)``.
    """

    lower: Floats
    upper: Floats
    home: Ints
    change_price: float
    free: Bools
    closed: Bools


class Atoms(NamedTuple):
    """
    The graph as compiled code reads it.

    Attributes
    ----------
    first, source, neighbour, border, passable
        Its links, as `AtomGraph` has them: link ``e`` leads from ``source[e]`` to ``neighbour[e]``.
    back
        The link that leads back.
    load, area, perimeter
        Measures of each atom; loads are parts of the mean load.
    """

    first: Ints
    source: Ints
    neighbour: Ints
    back: Ints
    border: Floats
    passable: Bools
    load: Floats
    area: Floats
    perimeter: Floats

"""
The best connected group around each place, by branch and bound in compiled code.

A group grows by one touching place at a time, or bans it for good, so that every connected group is met once.
What a branch can still reach is bounded by letting it take any places left, connected or not: the likelihood
ratio is convex in cases and size, so the best of those is one of the lists of places by falling ratio of the
two (Neill 2012, doi:10.1111/j.1467-9868.2011.01014.x), as many as there are places, not subsets.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gis.compiled import compiled
from hotspots.finding.grid import Floats, Ints
from hotspots.scans.p_values import TIE

Bits = npt.NDArray[np.uint64]


class Surroundings(NamedTuple):
    """
    Where groups may grow.

    Attributes
    ----------
    near
        The nearest places of each place, itself first, shape ``(n, k)``, k up to 64.
    links
        For each of those the ones that it touches, a bit to each column, of the same shape.
    """

    near: Ints
    links: Bits


class Model(NamedTuple):
    """
    What cases are held against.

    Attributes
    ----------
    size
        Of each place: expected cases (Poisson) or cases and controls together (Bernoulli).
    all_cases, all_size
        Sums over all places.
    bernoulli
        Which of the two.
    """

    size: Floats
    all_cases: float
    all_size: float
    bernoulli: bool


class Candidates(NamedTuple):
    """
    The places near one, by column.

    Attributes
    ----------
    links
        A bit to each place that touches.
    allowed
        Those that a group may hold.
    order
        Columns by falling cases over size.
    own
        Cases and size.
    """

    links: Bits
    allowed: np.uint64
    order: Ints
    own: Floats


@compiled
def best_groups(
    around: Surroundings,
    model: Model,
    cases: Floats,
    high: npt.NDArray[np.bool_],
    carry: bool,  # noqa: FBT001 - compiled functions take no keywords
) -> tuple[Floats, Bits]:
    """
    Find the best connected group around each place.

    Parameters
    ----------
    around
        Where groups may grow.
    model
        What cases are held against.
    cases
        At each place.
    high
        Places that may be members.
    carry
        Look only for groups that beat those of all places before: all that a replicate's maximum needs.

    Returns
    -------
    tuple of ndarray
        The statistic of each place's best group, 0 where there is none, and the group, a bit to each column
        of ``around.near``.
    """
    n, k = around.near.shape
    value, group = np.zeros(n), np.zeros(n, np.uint64)
    stack, held = np.zeros((2 * k + 2, 3), np.uint64), np.zeros((2 * k + 2, 2))
    risk, own = np.zeros(k), np.zeros((k, 2))
    bar = TIE
    for start in range(n):
        if not high[start]:
            continue
        allowed = np.uint64(0)
        for column in range(k):
            place = around.near[start, column]
            own[column, 0], own[column, 1] = cases[place], model.size[place]
            risk[column] = cases[place] / model.size[place] if model.size[place] > 0 else 0.0
            if high[place]:
                allowed |= np.uint64(1) << np.uint64(column)
        allowed = _reachable(around.links[start], allowed)
        candidates = Candidates(around.links[start], allowed, np.argsort(-risk), own)
        bar = bar if carry else TIE
        found, bits = _best_group(candidates, (stack, held), model, bar)
        if bits:
            value[start], group[start], bar = found, bits, found + TIE
    return value, group


@compiled
def _reachable(links: Bits, allowed: np.uint64) -> np.uint64:
    """Keep the columns that a group around the first can reach."""
    reached, grown = np.uint64(0), np.uint64(1)
    while grown != reached:
        reached = grown
        for column in range(len(links)):
            if reached >> np.uint64(column) & np.uint64(1):
                grown |= links[column] & allowed
    return reached


@compiled
def _best_group(
    near: Candidates, room: tuple[Bits, Floats], model: Model, bar: float
) -> tuple[float, np.uint64]:
    """Search the connected groups that hold the first column for one above the bar."""
    stack, held = (
        room  # each row: members, places that they touch, banned places; cases and size of the members
    )
    best, bits, one = bar, np.uint64(0), np.uint64(1)
    stack[0, 0], stack[0, 1], stack[0, 2] = one, near.links[0], np.uint64(0)
    held[0] = near.own[0]
    if _ratio(held[0, 0], held[0, 1], model) > best:
        best, bits = _ratio(held[0, 0], held[0, 1], model), one
    depth = 1
    while depth > 0:
        depth -= 1
        members, touched, banned = stack[depth, 0], stack[depth, 1], stack[depth, 2]
        left = near.allowed & ~members & ~banned
        if not left & touched or _most(left, near, held[depth], model) <= best:
            continue
        column = _first(near.order, left & touched)
        step = one << np.uint64(column)
        stack[depth, 2] = banned | step
        depth += 1
        stack[depth, 0], stack[depth, 1], stack[depth, 2] = (
            members | step,
            touched | near.links[column],
            banned,
        )
        held[depth] = held[depth - 1] + near.own[column]
        found = _ratio(held[depth, 0], held[depth, 1], model)
        if found > best:
            best, bits = found, members | step
        depth += 1
    return best, bits


@compiled
def _first(order: Ints, bits: np.uint64) -> int:
    """Give the first column in order that is among the bits."""
    for column in order:
        if bits >> np.uint64(column) & np.uint64(1):
            return int(column)
    return -1


@compiled
def _most(left: np.uint64, near: Candidates, held: Floats, model: Model) -> float:
    """Bound what members can reach with any of the places left."""
    cases, size = held[0], held[1]
    most = 0.0
    for column in near.order:
        if left >> np.uint64(column) & np.uint64(1):
            cases += near.own[column, 0]
            size += near.own[column, 1]
            most = max(most, _ratio(cases, size, model))
    return most


@compiled
def _ratio(cases: float, size: float, model: Model) -> float:
    """Compute the log-likelihood ratio of an excess under either model."""
    outside, rest = model.all_cases - cases, model.all_size - size
    if cases * rest <= outside * size:
        return 0.0
    if model.bernoulli:
        null = _binomial(model.all_cases, model.all_size)
        return _binomial(cases, size) + _binomial(outside, rest) - null
    value = cases * math.log(cases / size)
    return value + outside * math.log(outside / rest) if outside > 0 else value


@compiled
def _binomial(cases: float, size: float) -> float:
    """Compute the largest log-likelihood of cases among a size."""
    value = 0.0
    if cases > 0:
        value += cases * math.log(cases / size)
    if size > cases:
        value += (size - cases) * math.log((size - cases) / size)
    return value

"""
How many posts do what in a week that repeats: an integer programme.

Posts flow through the states of duty, and the patrols that they make up cover what is required. It is solved
twice: first for the smallest shortage, then, at that shortage, for the lightest load. Load is demand per
patrol, summed over the week, so that what is left over after the minimum goes where it relieves most.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from patrol.shifts.duty_states import OFF, DutyNetwork
from patrol.shifts.integer_programme import IntegerProgramme, NoAnswer
from patrol.shifts.settings import HOUR, WEEK_DAYS, Group, RosterParams
from patrol.shifts.slots import Bools, Floats, Ints, Slots

LOAD_GAP = 0.01
"""The load need not be the very lightest: one within a per cent is as good, and found at once."""
NODES = 500
"""Nodes of the search for the lightest load; a limit in seconds would make rosters irreproducible."""
SLACK_H = 1e-6


@dataclass(frozen=True, slots=True)
class WeekProblem:
    """
    What a week must hold.

    Attributes
    ----------
    network
        States and arcs of one post.
    groups
        The posts.
    slots
        The week.
    required
        Patrols that each slot needs at least.
    demand
        Demand of each slot, zero or more, in any unit.
    vehicles
        Patrols that can be out at once; ``None`` when there is no limit.
    params
        Shifts and rules.
    """

    network: DutyNetwork
    groups: tuple[Group, ...]
    slots: Slots
    required: Ints
    demand: Floats
    vehicles: int | None
    params: RosterParams

    def possible(self) -> Ints:
        """Give the patrols of each slot that shifts and vehicles allow, whatever the posts."""
        covered = self.slots.on_duty.any(axis=1)
        most = int(self.required.max(initial=0)) if self.vehicles is None else self.vehicles
        return np.where(covered, most, 0)


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """
    How many posts do what.

    Attributes
    ----------
    flow
        Posts of each group on each arc of the network, shape ``(n_groups, n_arcs)``.
    patrols
        Patrols of each day and shift, shape ``(7 * n_shifts,)``.
    short_h
        Patrol hours that the minimum lacks.
    """

    flow: Ints
    patrols: Ints
    short_h: float


@dataclass(frozen=True, slots=True)
class _Columns:
    flow: tuple[Ints, ...]
    patrols: Ints
    more: Ints


def solve_week(problem: WeekProblem) -> WeekPlan:
    """
    Find a week of the smallest shortage and, among those, one of the lightest load per patrol.

    Parameters
    ----------
    problem
        What the week must hold.

    Returns
    -------
    WeekPlan
        Always one: what cannot be covered is left short.
    """
    programme, columns = _duties(problem)
    short, hours = _cover(programme, columns, problem, price=1.0)
    shortest = programme.solve()
    short_h = float(hours @ shortest[short])
    programme, columns = _duties(problem)
    short, hours = _cover(programme, columns, problem, price=0.0)
    programme.rows((hours[None, :], short), upper=short_h + SLACK_H)
    _lighten(programme, columns, problem)
    try:
        found = programme.solve(gap=LOAD_GAP, nodes=NODES).astype(np.int64)
    except NoAnswer:  # within that many nodes; the columns of duties have the same numbers in both programmes
        found = shortest.astype(np.int64)
    return WeekPlan(np.array([found[flow] for flow in columns.flow]), found[columns.patrols], short_h)


def posts_missing(problem: WeekProblem) -> int:
    """
    Count the posts that the first group lacks for every slot to have what it requires.

    Parameters
    ----------
    problem
        What the week must hold. What its shifts and vehicles rule out for any number of posts is left aside.

    Returns
    -------
    int
        The smallest number; 0 where there are enough.
    """
    problem = replace(problem, required=np.minimum(problem.required, problem.possible()))
    programme, columns = _duties(problem, growing=True)
    _cover(programme, columns, problem)
    return int(programme.solve()[columns.more].sum())


def _duties(problem: WeekProblem, *, growing: bool = False) -> tuple[IntegerProgramme, _Columns]:
    """Let posts flow through the week, and make up patrols of those on the same shift."""
    programme = IntegerProgramme()
    arcs = np.array(problem.network.arcs)
    flows = tuple(programme.columns(len(arcs)) for _ in problem.groups)
    patrols = programme.columns(problem.slots.on_duty.shape[1], upper=np.inf)
    more = programme.columns(1 if growing else 0, cost=1.0)
    balance, monday, on_shift, hours = _arc_matrices(problem)
    for number, (group, flow) in enumerate(zip(problem.groups, flows, strict=True)):
        added = more if number == 0 else more[:0]
        one, mean_h = np.ones((1, len(added))), problem.params.rules.mean_weekly_h
        programme.rows((balance, flow), lower=0, upper=0)
        programme.rows((monday, flow), (-one, added), lower=group.posts, upper=group.posts)
        programme.rows((hours, flow), (-mean_h * one, added), upper=group.posts * mean_h)
    same = np.eye(len(patrols))
    officers = [(group.officers * on_shift, flow) for group, flow in zip(problem.groups, flows, strict=True)]
    auxiliaries = [
        (group.auxiliaries * on_shift, flow) for group, flow in zip(problem.groups, flows, strict=True)
    ]
    ratio = problem.params.auxiliaries_per_officer
    programme.rows(*officers, (-same, patrols), lower=0)
    programme.rows(*officers, *auxiliaries, (-problem.params.patrol_heads * same, patrols), lower=0)
    programme.rows(
        *((ratio * each, flow) for each, flow in officers), *((-a, f) for a, f in auxiliaries), lower=0
    )
    if problem.vehicles is not None:
        programme.rows((np.unique(problem.slots.on_duty, axis=0), patrols), upper=problem.vehicles)
    return programme, _Columns(flows, patrols, more)


def _arc_matrices(problem: WeekProblem) -> tuple[csr_array, csr_array, csr_array, csr_array]:
    """Give what arcs add to states, to Monday's posts, to the days' shifts, and to hours."""
    day, before, after, shift = np.array(problem.network.arcs).T
    arc = np.arange(len(day))
    first = np.concatenate([[0], np.cumsum([len(states) for states in problem.network.states])])
    leaves, enters = first[day] + before, first[(day + 1) % WEEK_DAYS] + after
    ones = np.ones(len(arc))
    shape = (int(first[-1]), len(arc))
    balance = csr_array((ones, (leaves, arc)), shape=shape) - csr_array((ones, (enters, arc)), shape=shape)
    monday = csr_array((day == 0).astype(float)[None, :])
    works = np.flatnonzero(shift != OFF)
    shifts = problem.params.shifts
    on_shift = csr_array(
        (ones[works], (day[works] * len(shifts) + shift[works], works)),
        shape=(WEEK_DAYS * len(shifts), len(arc)),
    )
    lengths = np.append([each.length_min / HOUR for each in shifts], 0.0)[shift]  # OFF takes the last
    return balance, monday, on_shift, csr_array(lengths[None, :])


def _cover(
    programme: IntegerProgramme, columns: _Columns, problem: WeekProblem, price: float | None = None
) -> tuple[Ints, Floats]:
    """Ask for what is required; with a price, less will do, at so much for each patrol hour."""
    cover, required, hours = _needs(problem)
    if price is None:
        programme.rows((cover, columns.patrols), lower=required)
        return np.empty(0, dtype=np.int64), hours
    short = programme.columns(len(required), cost=price * hours, upper=required)
    programme.rows((cover, columns.patrols), (np.eye(len(required)), short), lower=required)
    return short, hours


def _needs(problem: WeekProblem) -> tuple[Bools, Ints, Floats]:
    """Put slots together that the same shifts cover and that require the same."""
    needs = np.column_stack([problem.slots.on_duty, problem.required])[problem.required > 0]
    distinct, which = np.unique(needs, axis=0, return_inverse=True)
    hours = np.bincount(which.ravel(), problem.slots.hours[problem.required > 0], minlength=len(distinct))
    return distinct[:, :-1].astype(bool), distinct[:, -1].astype(np.int64), hours.astype(float)


def _lighten(programme: IntegerProgramme, columns: _Columns, problem: WeekProblem) -> None:
    """Value patrols: the k-th of a slot lowers its load from demand / (k - 1) to demand / k."""
    cover, which = np.unique(problem.slots.on_duty, axis=0, return_inverse=True)
    demand = np.bincount(which.ravel(), problem.demand, minlength=len(cover))
    most = sum(group.posts * group.officers for group in problem.groups)
    most = min(most, problem.vehicles) if problem.vehicles is not None else most
    if most == 0 or not demand.any():
        return
    k = np.arange(1, most + 1)
    relief = np.where(k == 1, 2.0, 1 / np.maximum(k * (k - 1), 1))
    value = (demand / demand.sum())[:, None] * relief
    step = programme.columns(value.size, cost=-value.ravel(), upper=1.0, whole=False)
    steps = np.repeat(np.eye(len(cover)), most, axis=1)
    programme.rows((cover, columns.patrols), (-steps, step), lower=0)

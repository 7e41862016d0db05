"""
A duty roster: who is on which shift on which day.

The way through: the states that a post passes through become a network; an integer programme says how many
posts do what in a week that repeats; its flow is taken apart into weeks of single posts; these follow one
another over the roster, and duties are exchanged until nights and weekends are shared fairly; what could not
be covered is told with its cause.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.errors import InfeasibleError, Problem
from patrol.shifts.duty_states import OFF, duty_network
from patrol.shifts.fair_shares import Sharing, breaches, share_fairly, total_burdens
from patrol.shifts.settings import HOUR, WEEK_DAYS, Forces, Group, RosterParams, Shift
from patrol.shifts.shortages import Shortage, shortage_notes, shortages_of
from patrol.shifts.slots import WEEK_HOURS, Floats, Ints, Slots, week_slots
from patrol.shifts.week_plan import WeekProblem, solve_week
from patrol.shifts.weekly_lines import WeeklyLines, weekly_lines

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Roster:
    """
    A duty roster of anonymous posts.

    Attributes
    ----------
    params
        What was asked for.
    groups
        The posts.
    duty
        For each group the shift of each post and day, -1 for none, shape ``(n_posts, 7 * weeks)``; the first
        day is a Monday.
    patrols
        Patrols of each weekday and shift, shape ``(7, n_shifts)``, the same in every week.
    required, staffed
        Patrols that each hour of the week needs and has, shape ``(168,)``, Monday 0 h first.
    shortages
        Hours that lack patrols; empty when all is covered.
    repeats
        Whether it may begin again after its last week with each post in the row that it has.
    notes
        What a reader must know.
    """

    params: RosterParams
    groups: tuple[Group, ...]
    duty: tuple[Ints, ...]
    patrols: Ints
    required: Ints
    staffed: Ints
    shortages: tuple[Shortage, ...]
    repeats: bool
    notes: tuple[Problem, ...]

    def duties(self) -> pd.DataFrame:
        """Give each duty: ``group, post, day`` (from 0), ``shift, start_min, length_min, night``."""
        rows = [
            pd.DataFrame({"group": group.kind, "post": post + 1, "day": day, "shift": table[post, day]})
            for group, table in zip(self.groups, self.duty, strict=True)
            for post, day in [np.nonzero(table != OFF)]
        ]
        duties = pd.concat(rows, ignore_index=True)
        shifts = pd.DataFrame(
            [(shift.start_min, shift.length_min, shift.is_night) for shift in self.params.shifts],
            columns=["start_min", "length_min", "night"],
        )
        return duties.join(shifts, on="shift")

    def shares(self) -> pd.DataFrame:
        """Give each post's share over all weeks: ``group, post, shifts, nights, weekend_shifts, hours``."""
        weights = _weights(self.params)
        rows = [
            pd.DataFrame(
                {"group": group.kind, "post": range(1, group.posts + 1)}
                | dict(zip(BURDENS, total_burdens(table, weights).astype(int), strict=True))
                | {"hours": _hours(table, self.params.shifts)}
            )
            for group, table in zip(self.groups, self.duty, strict=True)
        ]
        return pd.concat(rows, ignore_index=True)


BURDENS = ("shifts", "nights", "weekend_shifts")
"""What posts share fairly."""


def make_roster(
    required: npt.ArrayLike,
    forces: Forces,
    params: RosterParams = RosterParams(),  # noqa: B008  # frozen
    *,
    demand: npt.ArrayLike | None = None,
) -> Roster:
    """
    Make a roster that covers the week, with rest and fair shares.

    Parameters
    ----------
    required
        Patrols that each hour of the week needs at least, shape ``(168,)``, Monday 0 h first.
    forces
        Who and what is there.
    params
        Shifts, rules and length.
    demand
        What the hours ask for, in any unit, shape ``(168,)``; who is left over after the minimum goes where
        there is most of it. ``None``: every hour alike.

    Returns
    -------
    Roster
        With the smallest shortage where not all can be covered. The same input gives the same roster.

    Raises
    ------
    InfeasibleError
        ``shifts.no_officers``.

    References
    ----------
    .. [1] Ernst, Jiang, Krishnamoorthy and Sier (2004), doi:10.1016/S0377-2217(03)00095-X
    """
    needed = _week_of(required).astype(np.int64)
    if not np.array_equal(needed, _week_of(required)):
        raise ValueError("required patrols must be whole numbers")
    wanted = np.ones(WEEK_HOURS) if demand is None else _week_of(demand)
    if forces.officers == 0:
        raise InfeasibleError("shifts.no_officers")
    slots = week_slots(params.shifts)
    network = duty_network(params.shifts, params.rules)
    problem = WeekProblem(
        network=network,
        groups=forces.groups(),
        slots=slots,
        required=needed[slots.hour],
        demand=wanted[slots.hour] * slots.hours,
        vehicles=forces.vehicles,
        params=params,
    )
    plan = solve_week(problem)
    duty = tuple(_dealt_out(weekly_lines(network, flow), params) for flow in plan.flow)
    repeats = not any(breaches(table, params.shifts, params.rules, cyclic=True).any() for table in duty)
    return Roster(
        params=params,
        groups=problem.groups,
        duty=duty,
        patrols=plan.patrols.reshape(WEEK_DAYS, len(params.shifts)),
        required=needed,
        staffed=_staffed(slots, plan.patrols),
        shortages=shortages_of(problem, plan),
        repeats=repeats,
        notes=(*shortage_notes(problem, plan), *_other_notes(forces, params, repeats=repeats)),
    )


def _week_of(values: npt.ArrayLike) -> Floats:
    week = np.asarray(values, dtype=float)
    if week.shape != (WEEK_HOURS,) or not np.isfinite(week).all() or (week < 0).any():
        raise ValueError(f"wanted {WEEK_HOURS} numbers of zero or more, one for each hour of the week")
    return week


def _dealt_out(lines: WeeklyLines, params: RosterParams) -> Ints:
    """Let lines follow one another for all weeks, then share duties fairly; go round where rest allows."""
    in_turn = [np.arange(len(lines.shifts))]
    for _ in range(params.weeks - 1):
        in_turn.append(lines.next_line[in_turn[-1]])
    duty = np.concatenate([lines.shifts[line] for line in in_turn], axis=1)
    sharing = Sharing(_weights(params), params.shifts, params.rules, cyclic=params.cyclic)
    shared = share_fairly(duty, sharing)
    if params.cyclic and breaches(shared, params.shifts, params.rules, cyclic=True).any():
        return share_fairly(duty, replace(sharing, cyclic=False))
    return shared


def _weights(params: RosterParams) -> Floats:
    """Say what a shift of each day counts for, in the order of ``BURDENS``; a day off counts for nothing."""
    weekend = np.arange(WEEK_DAYS * params.weeks) % WEEK_DAYS >= SATURDAY
    weights = np.zeros((len(BURDENS), len(weekend), len(params.shifts) + 1))
    weights[0, :, :-1] = 1
    weights[1, :, :-1] = [shift.is_night for shift in params.shifts]
    weights[2, weekend, :-1] = 1
    return weights


def _hours(duty: Ints, shifts: tuple[Shift, ...]) -> Floats:
    lengths = np.array([*(shift.length_min for shift in shifts), 0])[duty]  # OFF takes the last
    return np.asarray(lengths.sum(axis=1) / HOUR)


def _staffed(slots: Slots, patrols: Ints) -> Ints:
    """Give the fewest patrols that each hour of the week has at any moment."""
    staffed = np.full(WEEK_HOURS, np.iinfo(np.int64).max)
    np.minimum.at(staffed, slots.hour, slots.staffed(patrols))
    return staffed


def _other_notes(forces: Forces, params: RosterParams, *, repeats: bool) -> tuple[Problem, ...]:
    notes = []
    if params.cyclic and not repeats:
        notes.append(Problem("shifts.not_cyclic", {"weeks": params.weeks}))
    over = (forces.officers % forces.teams, forces.auxiliaries % forces.teams) if forces.teams else (0, 0)
    if any(over):
        notes.append(Problem("shifts.left_over", {"officers": over[0], "auxiliaries": over[1]}))
    return tuple(notes)

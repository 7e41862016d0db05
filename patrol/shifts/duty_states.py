"""
The states that a post passes through: what the rules of rest need to know of its past at each midnight.

A week of duty is a walk through these states. Since equal states may do the same next, a roster for many
posts is a flow through them, which names no post and has none of the symmetry of a table of who works when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from patrol.shifts.settings import DAY, HOUR, WEEK_DAYS, RestRules, Shift

OFF = -1


class DutyState(NamedTuple):
    """
    A post at midnight.

    Attributes
    ----------
    rested_min
        Minutes since its last shift ended, below zero while one runs on; no more than the rest it needs.
    nights, days
        Nights and days of duty in a row up to now.
    worked_min
        Minutes of the shifts that began in this week.
    """

    rested_min: int
    nights: int
    days: int
    worked_min: int


class Arc(NamedTuple):
    """One day of a post: states before and after, by number, and its shift, ``OFF`` for none."""

    day: int
    before: int
    after: int
    shift: int


@dataclass(frozen=True, slots=True)
class DutyNetwork:
    """
    Every state that can be reached, and every day that leads from one to another.

    Attributes
    ----------
    states
        States at the beginning of each day of the week, Monday first; those after Sunday are Monday's.
    arcs
        All days of duty or rest.
    """

    states: tuple[tuple[DutyState, ...], ...]
    arcs: tuple[Arc, ...]


def rested(rules: RestRules) -> DutyState:
    """Give the state of a post that comes back from leave."""
    return DutyState(round(rules.min_rest_h * HOUR), 0, 0, 0)


def state_after(
    state: DutyState, shift: int, shifts: Sequence[Shift], rules: RestRules, *, week_ends: bool
) -> DutyState | None:
    """
    Let a day pass.

    Parameters
    ----------
    state
        The post at midnight.
    shift
        Number of the shift that it begins on this day, or ``OFF``.
    shifts
        The shifts of a day.
    rules
        What must hold.
    week_ends
        Whether the day is a Sunday.

    Returns
    -------
    DutyState or None
        The post at the next midnight; ``None`` where a rule forbids the day.
    """
    enough = round(rules.min_rest_h * HOUR)
    if shift == OFF:
        rested_min, nights, days, worked = min(state.rested_min + DAY, enough), 0, 0, state.worked_min
    else:
        duty = shifts[shift]
        nights = state.nights + 1 if duty.is_night else 0
        days, worked = state.days + 1, state.worked_min + duty.length_min
        rested_min = min(DAY - duty.end_min, enough)
        if (
            state.rested_min + duty.start_min < enough
            or nights > rules.max_consecutive_nights
            or days > rules.max_consecutive_days
            or worked > rules.max_weekly_h * HOUR
        ):
            return None
    return DutyState(rested_min, nights, days, 0 if week_ends else worked)


def duty_network(shifts: Sequence[Shift], rules: RestRules) -> DutyNetwork:
    """
    Find every state that a post can come into, week after week.

    Parameters
    ----------
    shifts
        The shifts of a day.
    rules
        What must hold.

    Returns
    -------
    DutyNetwork
        States and arcs, in an order that depends on nothing but the input.
    """
    reached: list[dict[DutyState, int]] = [{} for _ in range(WEEK_DAYS)]
    reached[0][rested(rules)] = 0
    arcs: list[Arc] = []
    fresh = [(0, rested(rules))]
    while fresh:
        day, state = fresh.pop()
        after_day = (day + 1) % WEEK_DAYS
        for shift, after in _ways(state, shifts, rules, week_ends=after_day == 0):
            known = reached[after_day]
            if after not in known:
                known[after] = len(known)
                fresh.append((after_day, after))
            arcs.append(Arc(day, reached[day][state], known[after], shift))
    return DutyNetwork(tuple(tuple(states) for states in reached), tuple(sorted(arcs)))


def _ways(
    state: DutyState, shifts: Sequence[Shift], rules: RestRules, *, week_ends: bool
) -> Iterator[tuple[int, DutyState]]:
    for shift in range(OFF, len(shifts)):
        after = state_after(state, shift, shifts, rules, week_ends=week_ends)
        if after is not None:
            yield shift, after

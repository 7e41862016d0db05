"""What a roster could not cover: which hours, how many patrols, and why."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np

from gis.errors import Problem
from patrol.shifts.settings import HOUR
from patrol.shifts.slots import Ints
from patrol.shifts.week_plan import WeekPlan, WeekProblem, posts_missing


@dataclass(frozen=True, slots=True)
class Shortage:
    """
    A stretch of the week that lacks patrols.

    Attributes
    ----------
    begins_min, length_min
        Minutes since Monday 0 h, and how long it lasts.
    required, staffed
        Patrols that it needs and has.
    cause
        ``"shifts"``: no shift is on duty then; ``"vehicles"``: all are out; ``"posts"``: too few posts may be
        on duty.
    """

    begins_min: int
    length_min: int
    required: int
    staffed: int
    cause: str

    @property
    def missing(self) -> int:
        """Patrols that are missing."""
        return self.required - self.staffed


def shortages_of(problem: WeekProblem, plan: WeekPlan) -> tuple[Shortage, ...]:
    """
    List what is short, in order of the week.

    Parameters
    ----------
    problem
        What the week must hold.
    plan
        What it holds.

    Returns
    -------
    tuple of Shortage
        Slots side by side that need and have the same are one.
    """
    staffed = problem.slots.staffed(plan.patrols)
    length = np.round(problem.slots.hours * HOUR).astype(np.int64)
    cause = _causes(problem, staffed)
    found = []
    for (required, has, why), run in groupby(
        range(len(staffed)), key=lambda slot: (int(problem.required[slot]), int(staffed[slot]), cause[slot])
    ):
        slots = list(run)
        if has < required:
            begins = int(problem.slots.begins_min[slots[0]])
            found.append(Shortage(begins, int(length[slots].sum()), required, has, why))
    return tuple(found)


def _causes(problem: WeekProblem, staffed: Ints) -> list[str]:
    covered = problem.slots.on_duty.any(axis=1)
    out = np.zeros(len(staffed), dtype=bool) if problem.vehicles is None else staffed >= problem.vehicles
    return [str(cause) for cause in np.select([~covered, out], ["shifts", "vehicles"], "posts")]


def shortage_notes(problem: WeekProblem, plan: WeekPlan) -> tuple[Problem, ...]:
    """Tell the smallest shortage, what shifts and vehicles rule out, and how many posts would mend it."""
    if plan.short_h == 0:
        return ()
    notes = [Problem("shifts.short", {"hours": plan.short_h})]
    covered = problem.slots.on_duty.any(axis=1)
    unstaffed = problem.slots.hours[~covered & (problem.required > 0)].sum()
    if unstaffed:
        notes.append(Problem("shifts.hours_without_shift", {"hours": float(unstaffed)}))
    most = int(problem.required[covered].max(initial=0))
    if problem.vehicles is not None and problem.vehicles < most:
        notes.append(Problem("shifts.vehicles_short", {"vehicles": problem.vehicles, "required": most}))
    missing = posts_missing(problem)
    if missing:
        notes.append(Problem(f"shifts.{problem.groups[0].kind}s_missing", {"posts": missing}))
    return tuple(notes)

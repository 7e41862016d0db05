"""Rules and coverage checked from the times of duties alone, knowing nothing of how rosters are made."""

from __future__ import annotations

import itertools

import numpy as np

from patrol.shifts.settings import RestRules, Shift

DAY = 1440


def broken_rules(row, shifts: tuple[Shift, ...], rules: RestRules) -> list[str]:
    """Name the rules that one post's days break."""
    duties = [(day, shifts[shift]) for day, shift in enumerate(row) if shift >= 0]
    spans = [(day * DAY + s.start_min, day * DAY + s.start_min + s.length_min) for day, s in duties]
    broken = [
        "rest" for (_, end), (begin, _) in itertools.pairwise(spans) if begin - end < rules.min_rest_h * 60
    ]
    hours = np.zeros(len(row))
    works, nights = np.zeros(len(row), dtype=bool), np.zeros(len(row), dtype=bool)
    for day, shift in duties:
        works[day] = True
        nights[day] = shift.is_night
        hours[day] = shift.length_min / 60
    weekly = np.add.reduceat(hours, np.arange(0, len(row), 7))
    broken += ["weekly"] * int((weekly > rules.max_weekly_h + 1e-9).sum())
    broken += ["days"] * (longest(works) > rules.max_consecutive_days)
    broken += ["nights"] * (longest(nights) > rules.max_consecutive_nights)
    return broken


def longest(flags) -> int:
    """Give the length of the longest run of true values."""
    best = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        best = max(best, run)
    return best

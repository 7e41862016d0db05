"""From a flow to weeks of single posts: the lines of a roster, and in what order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from patrol.shifts.duty_states import DutyNetwork
from patrol.shifts.settings import WEEK_DAYS
from patrol.shifts.slots import Ints


@dataclass(frozen=True, slots=True)
class WeeklyLines:
    """
    The weeks that the posts of one group work, each by one of them.

    Attributes
    ----------
    shifts
        Shift of each line and day, ``OFF`` for none, shape ``(n_posts, 7)``.
    next_line
        For each line one that the same post may work in the week after; every line comes up once.
    """

    shifts: Ints
    next_line: Ints


def weekly_lines(network: DutyNetwork, flow: Ints) -> WeeklyLines:
    """
    Take a flow apart.

    Parameters
    ----------
    network
        States and arcs.
    flow
        Posts on each arc; as many leave each state as enter it.

    Returns
    -------
    WeeklyLines
        A line for each post.
    """
    left = flow.copy()
    ways: dict[tuple[int, int], list[int]] = {}
    for number, arc in enumerate(network.arcs):
        ways.setdefault((arc.day, arc.before), []).append(number)
    mondays = [number for number, arc in enumerate(network.arcs) if arc.day == 0]
    begins = np.repeat([network.arcs[number].before for number in mondays], flow[mondays])
    posts = len(begins)
    lines, ends = np.empty((posts, WEEK_DAYS), dtype=np.int64), np.empty(posts, dtype=np.int64)
    for post, begin in enumerate(begins):
        at = int(begin)
        for day in range(WEEK_DAYS):
            number = next(way for way in ways[day, at] if left[way] > 0)
            left[number] -= 1
            lines[post, day], at = network.arcs[number].shift, network.arcs[number].after
        ends[post] = at
    next_line = np.empty(posts, dtype=np.int64)
    next_line[np.argsort(ends, kind="stable")] = np.argsort(begins, kind="stable")
    return WeeklyLines(lines, next_line)

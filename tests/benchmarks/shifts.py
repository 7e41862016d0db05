"""
Rosters: ``python -m tests.benchmarks.shifts``.

Prints processor seconds for four weeks of stations of several sizes, with the shortage that is left, and by
how much shares of shifts, nights and weekend shifts differ between posts.
"""

from __future__ import annotations

import numpy as np

from patrol.shifts.roster import Roster, make_roster
from patrol.shifts.settings import FOUR_SHIFTS, THREE_SHIFTS, Forces, RosterParams, Shift
from tests.benchmarks.timing import timed

HOUR_OF_DAY = np.arange(168) % 24
OVERLAPPING = (*THREE_SHIFTS, Shift(18 * 60, 480))
CASES = {
    "40 officers, three shifts": (Forces(40, 20, 8), THREE_SHIFTS, 3),
    "40 officers, four shifts": (Forces(40, 20, 8), FOUR_SHIFTS, 3),
    "40 officers, overlapping shifts": (Forces(40, 40, 12), OVERLAPPING, 3),
    "40 officers, four teams": (Forces(40, 20, 8, teams=4), THREE_SHIFTS, 3),
    "40 officers, twice too few": (Forces(40, 20, 16), THREE_SHIFTS, 9),
    "12 officers, too few": (Forces(12, 10, 4), THREE_SHIFTS, 3),
    "150 officers, 300 auxiliaries": (Forces(150, 300, 40), THREE_SHIFTS, 8),
}


def main() -> None:
    """Make each roster once."""
    for name, (forces, shifts, level) in CASES.items():
        required = np.where((HOUR_OF_DAY >= 18) | (HOUR_OF_DAY < 2), level + 2, level)
        made: list[Roster] = []
        timed(
            name,
            lambda required=required, forces=forces, shifts=shifts, made=made: made.append(
                make_roster(required, forces, RosterParams(shifts), demand=1 + HOUR_OF_DAY / 24)
            ),
        )
        spread = made[0].shares().groupby("group")[["shifts", "nights", "weekend_shifts"]].agg(np.ptp).max()
        short = int(np.maximum(made[0].required - made[0].staffed, 0).sum())
        print(f"    short {short} patrol hours a week; shares differ by {spread.to_dict()}")


if __name__ == "__main__":
    main()

"""The week cut into slots: stretches of time in which the same shifts are on duty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from patrol.shifts.settings import DAY, HOUR, WEEK_DAYS, Shift

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

WEEK = WEEK_DAYS * DAY
WEEK_HOURS = WEEK_DAYS * 24


@dataclass(frozen=True, slots=True)
class Slots:
    """
    Stretches of the week, in order, Monday 0 h first.

    Attributes
    ----------
    begins_min, hours
        Where each begins and how long it is.
    hour
        Hour of the week that each lies in.
    on_duty
        Which shift is on duty in which slot, shape ``(n_slots, 7 * n_shifts)``, by day and shift.
    """

    begins_min: Ints
    hours: Floats
    hour: Ints
    on_duty: Bools

    def staffed(self, patrols: Ints) -> Ints:
        """Count the patrols of each slot from those of each day and shift, shape ``(7 * n_shifts,)``."""
        return np.asarray(self.on_duty @ patrols, dtype=np.int64)


def week_slots(shifts: Sequence[Shift]) -> Slots:
    """
    Cut the week at every hour and wherever a shift begins or ends.

    Parameters
    ----------
    shifts
        The shifts of a day, the same on every day; those of Sunday may run into Monday.

    Returns
    -------
    Slots
        At least one for each hour of the week.
    """
    starts = np.array([day * DAY + shift.start_min for day in range(WEEK_DAYS) for shift in shifts])
    lengths = np.tile([shift.length_min for shift in shifts], WEEK_DAYS)
    cuts = np.unique(np.concatenate([np.arange(0, WEEK, HOUR), starts, (starts + lengths) % WEEK]))
    hours = np.diff(np.append(cuts, WEEK)) / HOUR
    return Slots(
        begins_min=cuts.astype(np.int64),
        hours=hours,
        hour=(cuts // HOUR).astype(np.int64),
        on_duty=(cuts[:, None] - starts) % WEEK < lengths,
    )

"""The roster of one station, as it is made, kept and written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from patrol.shifts.roster import Roster


@dataclass(frozen=True, slots=True)
class StationRoster:
    """
    The roster of one station.

    Attributes
    ----------
    code, name
        The station; empty for a file.
    roster
        The roster; its first day is `monday`.
    monday
        The day on which it begins.
    wanted
        What each hour of the week asks for, in calls or patrol hours, shape ``(168,)``.
    """

    code: str
    name: str
    roster: Roster
    monday: date
    wanted: np.ndarray

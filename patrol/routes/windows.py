"""When in a shift a stop is wanted: at its peak hours if the shift meets them, else at any time."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

DAY_MIN = 24 * 60.0
SHORTEST_PEAK_MIN = 60.0
"""A shift that meets less of the peak than this visits at any time."""

PEAK = re.compile(r"^\s*(\d{1,2})\s*-\s*(\d{1,2})\s*$")


def peak_windows(peak_hours: pd.Series, shift_start_min: float, shift_min: float) -> tuple[Floats, Floats]:
    """
    Bring peak hours into a shift.

    Parameters
    ----------
    peak_hours
        Such as ``20-1``: from the full hour 20 up to the full hour 1 of the next day; anything else for none.
    shift_start_min
        When the shift starts, in minutes after midnight.
    shift_min
        Its length.

    Returns
    -------
    tuple of ndarray
        First and last minute of the shift in which each is wanted.
    """
    begin, end = np.zeros(len(peak_hours)), np.full(len(peak_hours), float(shift_min))
    for row, said in enumerate(peak_hours):
        match = PEAK.match(str(said))
        if match is None:
            continue
        first, last = (60.0 * int(hour) for hour in match.groups())
        length = (last - first) % DAY_MIN or DAY_MIN
        start = (first - shift_start_min) % DAY_MIN
        # The peak may have begun before the shift, on the day before.
        met = [(max(at, 0.0), min(at + length, shift_min)) for at in (start - DAY_MIN, start)]
        longest = max(met, key=lambda part: part[1] - part[0])
        if longest[1] - longest[0] >= SHORTEST_PEAK_MIN:
            begin[row], end[row] = longest
    return begin, end

"""Aoristic weights: an incident known only to lie in an interval counts in part for every hour of it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

HOURS = 24
HOURS_IN_WEEK = 168
NS_IN_HOUR = 3_600_000_000_000


def aoristic_hours(
    occurred_from: pd.Series, occurred_to: pd.Series, time_zone: str
) -> npt.NDArray[np.float64]:
    """
    Spread incidents over the 24 hours of the day.

    Parameters
    ----------
    occurred_from, occurred_to
        First and last possible time of each incident, with a time zone; equal when the time is known.
    time_zone
        Zone whose clock is read.

    Returns
    -------
    ndarray
        Incidents by hour of the day, shape ``(24,)``; the sum is the number of incidents with a time.

    References
    ----------
    .. [1] Ratcliffe (2002), doi:10.1023/A:1013240828824
    """
    week = aoristic_week(occurred_from, occurred_to, time_zone)
    return np.asarray(week.reshape(7, HOURS).sum(axis=0))


def aoristic_week(
    occurred_from: pd.Series, occurred_to: pd.Series, time_zone: str
) -> npt.NDArray[np.float64]:
    """
    Spread incidents over the 168 hours of the week, Monday 0 h first; see `aoristic_hours`.

    An interval is read on the clock of its beginning; one of a week or longer is spread evenly.
    """
    known = (occurred_from.notna() & occurred_to.notna()).to_numpy()
    begin = occurred_from[known]
    length = (occurred_to[known] - begin).dt.total_seconds().to_numpy() / 3600
    local = begin.dt.tz_convert(time_zone)
    start = (
        local.dt.day_of_week * HOURS + local.dt.hour + local.dt.minute / 60 + local.dt.second / 3600
    ).to_numpy(dtype=float)
    length = np.clip(length, 0, None)
    week = np.zeros(HOURS_IN_WEEK)
    instant = length == 0
    week += np.bincount(start[instant].astype(np.int64), minlength=HOURS_IN_WEEK)
    endless = length >= HOURS_IN_WEEK
    week += endless.sum() / HOURS_IN_WEEK
    spread = ~(instant | endless)
    week += _spread(start[spread], length[spread])
    return week


def _spread(start: npt.NDArray[np.float64], length: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Add up the share of each interval that falls in each hour, by differences of its running share."""
    edges = np.arange(2 * HOURS_IN_WEEK + 1, dtype=float)
    total = np.zeros(2 * HOURS_IN_WEEK)
    for block in range(0, len(start), 10_000):
        s, n = start[block : block + 10_000, None], length[block : block + 10_000, None]
        total += np.diff(np.clip((edges - s) / n, 0, 1), axis=1).sum(axis=0)
    return np.asarray(total.reshape(2, HOURS_IN_WEEK).sum(axis=0))

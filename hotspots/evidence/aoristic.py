"""Aoristic weights: an incident known only to lie in an interval counts in part for every hour of it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspots.evidence.incident_columns import local_moments

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

HOURS = 24
HOURS_IN_WEEK = 168
THURSDAY = 3 * HOURS  # when 1970 began


def aoristic_hours(occurred_from: pd.Series, occurred_to: pd.Series, time_zone: str) -> Floats:
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


def aoristic_week(occurred_from: pd.Series, occurred_to: pd.Series, time_zone: str) -> Floats:
    """
    Spread incidents over the 168 hours of the week, Monday 0 h first; see `aoristic_hours`.

    An interval is read on the clock of its beginning; one of a week or longer is spread evenly.
    """
    known = (occurred_from.notna() & occurred_to.notna()).to_numpy()
    begin, end = occurred_from[known], occurred_to[known]
    length = np.clip((end - begin).dt.total_seconds().to_numpy() / 3600, 0, None)
    start = hour_of_week(local_moments(begin, time_zone))
    return np.asarray(aoristic_weeks(start, length, np.zeros(len(start), dtype=np.int64), 1)[0])


def hour_of_week(local: npt.NDArray[np.datetime64]) -> Floats:
    """Give the hours since Monday 0 h of moments on the site's clock."""
    hours = local.astype("datetime64[s]").astype(np.int64) / 3600
    return np.asarray((hours + THURSDAY) % HOURS_IN_WEEK)


def aoristic_weeks(start: Floats, length: Floats, group: Ints, groups: int) -> Floats:
    """
    Spread incidents over the hours of the week, each group for itself.

    The share of an interval that has passed by an hour is a straight line between its two ends, so sums of
    them need only the places where lines begin and end, not every hour of every interval.

    Parameters
    ----------
    start, length
        Beginning in hours since Monday 0 h, below 168, and length in hours, not below 0.
    group, groups
        Group of each incident, and how many groups there are.

    Returns
    -------
    ndarray
        Incidents by group and hour, shape ``(groups, 168)``.
    """
    hour = np.floor(start).astype(np.int64)
    endless = length >= HOURS_IN_WEEK
    short = (start + length <= hour + 1) & ~endless
    week = _binned(hour[short], np.ones(int(short.sum())), group[short], groups, HOURS_IN_WEEK)
    week += np.bincount(group[endless], minlength=groups)[:, None] / HOURS_IN_WEEK
    spread = ~(short | endless)
    begin, end, kind = start[spread], (start + length)[spread], group[spread]
    passed = _ramps(begin, 1 / length[spread], kind, groups) - _ramps(end, 1 / length[spread], kind, groups)
    week += np.diff(passed, axis=1).reshape(groups, 2, HOURS_IN_WEEK).sum(axis=1)
    return week


def _ramps(begin: Floats, slope: Floats, group: Ints, groups: int) -> Floats:
    """Add up lines that rise from zero at their beginning, at every hour of two weeks."""
    edge = np.ceil(begin).astype(np.int64)
    edges = 2 * HOURS_IN_WEEK + 1
    slopes = np.cumsum(_binned(edge, slope, group, groups, edges), axis=1)
    shifts = np.cumsum(_binned(edge, slope * begin, group, groups, edges), axis=1)
    return slopes * np.arange(edges) - shifts


def _binned(place: Ints, weight: Floats, group: Ints, groups: int, size: int) -> Floats:
    counts = np.bincount(group * size + place, weight, minlength=groups * size)
    return np.asarray(counts.reshape(groups, size), dtype=float)

"""When a place wants a patrol: hours that stand out, working days or weekend."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

PRIOR_INCIDENTS = 10.0
"""The week of the whole town counts as so many incidents in the week of one place, which alone has few."""
PEAK_SHARE = 0.4
LONGEST_PEAK_H = 8
WEEKEND_TIMES = 1.5
"""The weekend stands out when it holds so many times its two sevenths, working days when the weekend holds
as much less."""
SLOT_H = 4
DAY_KINDS = ("workdays", "weekend")
DAYS_OF_KIND = (5, 2)


def with_town(week: npt.ArrayLike, prior: float = PRIOR_INCIDENTS) -> Floats:
    """
    Lean the weeks of places on that of all of them, the more the fewer incidents a place has.

    Parameters
    ----------
    week
        Incidents by place and hour of the week, shape ``(n, 168)``.
    prior
        For how many incidents the week of all counts.

    Returns
    -------
    ndarray
        Shares of each place's week that add up to 1; even where there are no incidents at all.
    """
    counts = np.asarray(week, dtype=float)
    total = counts.sum()
    town = counts.sum(axis=0) / total if total > 0 else np.full(counts.shape[1], 1 / counts.shape[1])
    return np.asarray((counts + prior * town) / (counts.sum(axis=1, keepdims=True) + prior))


def peak_hours(share: npt.ArrayLike) -> str:
    """
    Name the shortest run of hours of the day that holds two fifths of a week, such as ``"20-23"``.

    Parameters
    ----------
    share
        Shares of the hours of a week, Monday 0 h first, shape ``(168,)``.

    Returns
    -------
    str
        First hour and end (the last hour excluded); empty where it would take more than eight hours.
    """
    hours = np.asarray(share, dtype=float).reshape(7, 24).sum(axis=0)
    running = np.concatenate([[0.0], np.cumsum(np.tile(hours, 2))])
    for length in range(1, LONGEST_PEAK_H + 1):
        held = running[length : length + 24] - running[:24]
        start = int(held.argmax())
        if held[start] >= PEAK_SHARE * hours.sum() > 0:
            return f"{start}-{(start + length - 1) % 24 + 1}"
    return ""


def peak_days(share: npt.ArrayLike) -> str:
    """Say whether ``workdays`` or the ``weekend`` stand out in a week of 168 shares; ``all`` when neither."""
    days = np.asarray(share, dtype=float).reshape(7, 24).sum(axis=1)
    weekend, even = days[5:].sum() / days.sum(), 2 / 7
    if weekend >= WEEKEND_TIMES * even:
        return "weekend"
    return "workdays" if weekend <= even / WEEKEND_TIMES else "all"


def slots_of_week(share: npt.ArrayLike) -> Floats:
    """
    Add up the hours of weeks by kind of day and slot of four hours.

    Parameters
    ----------
    share
        Hours of weeks, shape ``(n, 168)``.

    Returns
    -------
    ndarray
        Shape ``(n, 12)``: the six slots of all working days, then those of the weekend.
    """
    week = np.asarray(share, dtype=float).reshape(-1, 7, 24 // SLOT_H, SLOT_H).sum(axis=3)
    return np.concatenate([week[:, :5].sum(axis=1), week[:, 5:].sum(axis=1)], axis=1)

"""How far the patrols of one day tell those of another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd

SLOT_MIN = 30.0
"""Visits within the same half hour of the shift count as made at the same time."""


@dataclass(frozen=True, slots=True)
class Variation:
    """
    Likeness of days, each figure from 0 to 1; 1 for days that are all alike, but for the entropy.

    Attributes
    ----------
    time_overlap
        Visits to the same stop in the same half hour of the shift that two days have in common, over the
        visits of either (Jaccard), on average over pairs of days.
    order_overlap
        The same for legs: a stop and the one after it.
    time_entropy
        Shannon entropy of the half hour in which a stop is visited, over the most that so many visits and
        half hours allow, on average over stops visited twice or more: 0 always the same time, 1 as varied as
        can be.
    """

    time_overlap: float
    order_overlap: float
    time_entropy: float


def variation(stops: pd.DataFrame, shift_min: float) -> Variation:
    """
    Measure how predictable patrols are.

    Parameters
    ----------
    stops
        Visits of one beat: ``day``, ``stop_id``, ``arrive_min``; sorted by day and time.
    shift_min
        Length of the shift.

    Returns
    -------
    Variation
        NaN where there are fewer than two days, or no stop is visited twice.
    """
    slot = (stops["arrive_min"] // SLOT_MIN).astype(int)
    times: list[set[Any]] = []
    legs: list[set[Any]] = []
    for _, day in stops.assign(slot=slot).groupby("day"):
        times.append(set(zip(day["stop_id"], day["slot"], strict=True)))
        legs.append(set(pairwise(day["stop_id"])))
    n_slots = max(1, int(np.ceil(shift_min / SLOT_MIN)))
    entropy = [
        _entropy(visits.to_numpy(), n_slots)
        for _, visits in slot.groupby(stops["stop_id"])
        if len(visits) > 1
    ]
    return Variation(_overlap(times), _overlap(legs), float(np.mean(entropy)) if entropy else float("nan"))


def _overlap(days: list[set[Any]]) -> float:
    shares = [len(one & other) / len(one | other) for one, other in combinations(days, 2) if one | other]
    return float(np.mean(shares)) if shares else float("nan")


def _entropy(slots: np.ndarray, n_slots: int) -> float:
    """Compute entropy over its greatest value, which n visits reach when spread as evenly as they can be."""
    if n_slots == 1:
        return 0.0
    found = np.unique(slots, return_counts=True)[1]
    whole, rest = divmod(len(slots), n_slots)
    even = np.r_[np.full(rest, whole + 1), np.full(n_slots - rest, whole)]
    return _shannon(found) / _shannon(even)


def _shannon(counts: np.ndarray) -> float:
    share = counts[counts > 0] / counts.sum()
    return float(-(share * np.log(share)).sum())

"""What may be said of an area: it fell, it rose, or chance explains it; never more than was shown."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.stats import false_discovery_control

from hotspots.evaluation.place_counts import Floats

FELL, ROSE, UNCLEAR = "fell", "rose", "unclear"
"""Beside comparable areas: fewer, more, or no difference that chance does not explain."""
NO_COMPARISON, NOT_OVER, NO_BEFORE = "no_comparison", "not_over", "no_before"
"""Nothing can be said: too few comparable places; the period after is not over; data begin too late."""
VERDICTS = (FELL, ROSE, UNCLEAR, NO_COMPARISON, NOT_OVER, NO_BEFORE)

MOVED, SPREAD, NOT_SEEN = "moved", "spread", "not_seen"
"""Around the area: more than around controls, fewer (the benefit spread), or no difference beyond chance."""


def adjusted_p_values(p_value: npt.ArrayLike) -> Floats:
    """
    Adjust p-values for there being several areas (Benjamini and Hochberg); those that are no number stay so.

    Examples
    --------
    >>> adjusted_p_values([0.01, float("nan"), 0.04]).tolist()
    [0.02, nan, 0.04]
    """
    values = np.asarray(p_value, dtype=float)
    adjusted = np.full(len(values), np.nan)
    known = np.isfinite(values)
    if known.any():
        adjusted[known] = false_discovery_control(values[known])
    return adjusted


def verdict_of(ratio: float, p_value_adjusted: float, confidence: float) -> str:
    """
    Say which way an area went.

    Parameters
    ----------
    ratio
        Incidents over those expected.
    p_value_adjusted
        Two-sided, adjusted for the number of areas.
    confidence
        A difference is shown where the p-value is at most 1 less this. Where no area differs, one is called
        fallen in half as many counties.
    """
    if not p_value_adjusted <= 1 - confidence:
        return UNCLEAR
    return FELL if ratio < 1 else ROSE


def displacement_of(low: float, high: float) -> str:
    """Say from the interval of the difference around an area whether incidents went there."""
    if low > 0:
        return MOVED
    return SPREAD if high < 0 else NOT_SEEN

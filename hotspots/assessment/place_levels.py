"""
How much of a kind each place has: its share of the county, months long gone weighing less.

Every month of the past is said from those before it, so that what the months were off tells how much counts
really scatter: bursts, drifts and shifts of a place's own included.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hotspots.assessment.months import Floats
from hotspots.assessment.seasonal import SeasonalFit

HALF_LIFE_MONTHS = 12.0
"""A month of a place weighs half as much after so many others."""

HALF_A_COUNT = 0.5
"""Added to each place: one that had nothing so far is not thought to have nothing ever."""

DRIFT_SD = 0.15
"""How far the level of a place is thought to have moved against the county since the months that tell it."""

FIRST_SAID = 2
"""Months before the first that is said from those before it."""


@dataclass(frozen=True, slots=True)
class PlaceLevels:
    """
    The level of each place, and how far the months of the past were off.

    Attributes
    ----------
    expected
        Count expected of each place in the month that follows.
    own_error
        Squared relative error of each level, for a dispersion of 1.
    scatter
        Squared errors of the months that were said from those before, over what Poisson would give; shape
        ``(places, months)``.
    weight
        How much each of these tells: months of small counts tell little.
    """

    expected: Floats
    own_error: Floats
    scatter: Floats
    weight: Floats


def place_levels(past: Floats, fit: SeasonalFit, ahead: float) -> PlaceLevels:
    """
    Find the level of each place.

    Parameters
    ----------
    past
        Counts, shape ``(places, months)``.
    fit
        The county's season of the kind, fitted to the sum of these.
    ahead
        What the county is expected to have in the month that follows.
    """
    shape = np.append(fit.fitted, ahead)
    weighted, total, squared = _running(past, shape)
    add = HALF_A_COUNT
    share = (weighted + add) / (total + add * len(past))
    own = (squared + add * len(past)) / (total + add * len(past)) ** 2 / share
    said = share * shape
    months = slice(min(FIRST_SAID, past.shape[1]), past.shape[1])
    mean = said[:, months]
    scatter = ((past[:, months] - mean) ** 2 - (DRIFT_SD * mean) ** 2) / (mean * (1 + own[:, months] * mean))
    return PlaceLevels(said[:, -1], own[:, -1], scatter, mean / (1 + mean))


def _running(past: Floats, shape: Floats) -> tuple[Floats, Floats, Floats]:
    """Sum what came before each month, and before the one that follows, the older the lighter."""
    keep = 0.5 ** (1 / HALF_LIFE_MONTHS)
    places, months = past.shape
    weighted, total, squared = np.zeros((places, months + 1)), np.zeros(months + 1), np.zeros(months + 1)
    for month in range(months):
        weighted[:, month + 1] = keep * weighted[:, month] + past[:, month]
        total[month + 1] = keep * total[month] + shape[month]
        squared[month + 1] = keep**2 * squared[month] + shape[month]
    return weighted, total, squared

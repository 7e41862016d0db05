"""
Which heights count as disorder: found and new peaks judged together against those of random counties.

The step-up rule of Benjamini and Hochberg on peaks: a height is accepted when the peaks that random counties
have above it are at most ``alpha`` of those found; in a county that has none this is the chance of any false
area. Judging peaks instead of cells keeps the error rate a statement about areas, and finds more than
comparing each with the maximum alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from hotspots.finding.grid import Floats
from hotspots.finding.null import NullPeaks

ALLOWANCE = 2.0
"""Peaks of random counties count double, since some dozens of counties show their number only roughly."""


@dataclass(frozen=True, slots=True)
class Area:
    """Ground that may be disorderly, and the height and radius of the window that it was drawn from."""

    polygon: BaseGeometry
    height: float
    radius_m: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    An area and its error rates.

    Parameters
    ----------
    polygon
        The ground.
    height, penalty
        The height of its best window, and what was taken off its log likelihood ratio for its radius.
    p_value
        Chance that one peak of a random county is as high.
    p_value_adjusted
        Share of false areas among all that are listed down to this one; above ``alpha`` for one to watch,
        also where the search ended before it, as too little was left to tell the background from.
    significant
        Whether that share is at most ``alpha``.
    """

    polygon: BaseGeometry
    height: float
    penalty: float
    p_value: float
    p_value_adjusted: float
    significant: bool


def least_accepted(held: Floats, new: Floats, null: NullPeaks, alpha: float) -> float:
    """Give the height from which peaks are accepted, by the step-up rule over those held and the new ones."""
    both = np.sort(np.concatenate([held, new]))[::-1]
    rates = _above(both, null) / np.arange(1, len(both) + 1)
    passed = np.flatnonzero(rates <= alpha)
    if len(passed) == 0 or -math.expm1(-_above(both[:1], null)[0]) > alpha:
        return math.inf
    return float(both[passed[-1]])


def judge(
    found: list[Area], watch: list[Area], rest: Floats, null: NullPeaks, *, alpha: float, most_watched: int
) -> list[Candidate]:
    """
    Give areas their p-values, significant ones first, each tier by height.

    Parameters
    ----------
    found
        Areas accepted on the way; one that the last look no longer bears out is watched instead.
    watch
        The next best.
    rest
        Heights of all peaks that were not accepted, those of ``watch`` among them.
    null
        Peaks of random counties.
    alpha
        Largest share of false areas among the significant ones.
    most_watched
        How many areas below are kept.
    """
    accepted = np.array([area.height for area in found])
    every = np.sort(np.concatenate([accepted, rest]))[::-1]
    rates = _above(every, null) / np.arange(1, len(every) + 1)
    least = least_accepted(accepted, np.empty(0), null, alpha)
    adjusted = np.minimum.accumulate(rates[::-1])[::-1]
    judged = []
    for i, area in enumerate(found + watch):
        p_value = min(float(_above(np.array([area.height]), null)[0]) / null.candidates, 1.0)
        rate = float(adjusted[np.searchsorted(-every, -area.height, side="right") - 1])
        rate = min(max(rate, p_value), 1.0)
        significant = i < len(found) and area.height >= least and rate <= alpha
        rate = rate if significant else max(rate, math.nextafter(alpha, 1.0))
        penalty = null.penalties.get(area.radius_m, 0.0)
        judged.append(Candidate(area.polygon, area.height, penalty, p_value, rate, significant))
    judged.sort(key=lambda one: (not one.significant, -one.height))
    return judged[: sum(one.significant for one in judged) + most_watched]


def _above(heights: Floats, null: NullPeaks) -> Floats:
    """Give the mean number of peaks of a random county that reach each height, with the allowance."""
    return np.array([ALLOWANCE * null.expected_above(float(height)) for height in heights])

"""What a comparison can show beforehand: the smallest fall that it would find, by the size of the area."""

from __future__ import annotations

import math

from scipy.optimize import brentq
from scipy.special import ndtri

from hotspots.evaluation.rate_ratio import ANSCOMBE, CONTINUITY, Expected, student_reach

LEAST_RATIO = 1e-6
TYPICAL_VARIATION = 0.03
"""Share of the squared mean by which places vary beyond chance, 17 % a year: a rough figure, to plan by."""
USUAL_CONTROLS = 20


def detectable_drop(expected: Expected, confidence: float = 0.9, power: float = 0.8) -> float:
    """
    Compute the fall that `rate_ratio` would find in most cases.

    Parameters
    ----------
    expected
        Incidents to expect without rectification, and how much they vary.
    confidence
        Of the interval that must lie below 1.
    power
        Chance of finding it.

    Returns
    -------
    float
        Share by which incidents must fall; NaN where not even their end would be found.

    Examples
    --------
    >>> [round(detectable_drop(Expected(mean)), 2) for mean in (20.0, 50.0, 100.0, 400.0)]
    [0.51, 0.33, 0.24, 0.12]
    """
    reach = student_reach(confidence, expected.degrees_of_freedom) * math.sqrt(expected.inflation()) / 2

    def missing(ratio: float) -> float:
        chance = float(ndtri(power)) * math.sqrt(expected.inflation(ratio)) / 2
        middle = math.sqrt(ratio * expected.mean + ANSCOMBE + CONTINUITY)
        return math.sqrt(expected.mean + ANSCOMBE) - middle - reach - chance

    if missing(LEAST_RATIO) <= 0:
        return math.nan
    return 1 - float(brentq(missing, LEAST_RATIO, 1.0))


def detectable_drop_between(
    lower: Expected, upper: Expected, confidence: float = 0.9, power: float = 0.8
) -> float:
    """
    Compute the fall that `rate_ratio_between` would find although the upper end is true.

    Parameters
    ----------
    lower, upper
        Ends of what to expect without rectification.
    confidence, power
        As in `detectable_drop`.

    Examples
    --------
    >>> round(detectable_drop_between(Expected(90.0), Expected(100.0)), 2)
    0.33
    """
    return 1 - (1 - detectable_drop(lower, confidence, power)) * lower.mean / upper.mean


def drop_beforehand(incidents: int) -> float:
    """
    Say by how much an area of a size must fall for an evaluation to find it, before any is made.

    Twenty controls as high as the area, and places that change by themselves as `TYPICAL_VARIATION` says.

    Parameters
    ----------
    incidents
        Of the year before.

    Returns
    -------
    float
        Share by which incidents must fall; NaN where not even their end would be found.

    Examples
    --------
    >>> [round(drop_beforehand(size), 2) for size in (20, 50, 140, 400)]
    [0.62, 0.49, 0.42, 0.4]
    """
    if incidents <= 0:
        return math.nan
    variance = incidents + TYPICAL_VARIATION * incidents**2
    expected = Expected(
        float(incidents), math.sqrt(variance / USUAL_CONTROLS), TYPICAL_VARIATION, USUAL_CONTROLS - 2
    )
    return detectable_drop(expected)


def baseline_needed(
    drop: float,
    *,
    control_ratio: float = 1.0,
    dispersion: float = 1.0,
    confidence: float = 0.95,
    power: float = 0.8,
) -> float:
    """
    Compute how many incidents an area must have before for a fall to be found beside controls.

    Of two areas with n incidents before, one of which falls, the log of the ratio of ratios has the variance
    ``(1 + 1 / (1 - drop) + 2 / control_ratio) / n``.

    Parameters
    ----------
    drop
        Share by which incidents fall.
    control_ratio
        Incidents of all controls over those of the area.
    dispersion
        Variance of counts over that of Poisson numbers.
    confidence
        Of the two-sided interval.
    power
        Chance of finding it.

    Returns
    -------
    float
        Incidents before.

    Examples
    --------
    >>> round(baseline_needed(0.4)), round(baseline_needed(0.4, confidence=0.9))
    (140, 111)
    """
    _check(drop, control_ratio, dispersion, confidence, power)
    spread = dispersion * (1 + 1 / (1 - drop) + 2 / control_ratio)
    return float(spread * (_quantiles(confidence, power) / math.log1p(-drop)) ** 2)


def baseline_needed_for_difference(
    drop: float,
    *,
    control_ratio: float = 1.0,
    dispersion: float = 1.0,
    confidence: float = 0.9,
    power: float = 0.8,
) -> float:
    """
    Compute the same for the weighted displacement difference without displacement areas.

    The difference is ``drop * n`` and its variance ``(2 - drop + 2 / control_ratio) * n``.

    Parameters
    ----------
    drop, control_ratio, dispersion, confidence, power
        As in `baseline_needed`.

    Returns
    -------
    float
        Incidents before.

    Examples
    --------
    >>> round(baseline_needed_for_difference(0.4))
    139
    """
    _check(drop, control_ratio, dispersion, confidence, power)
    spread = dispersion * (2 - drop + 2 / control_ratio)
    return float(spread * (_quantiles(confidence, power) / drop) ** 2)


def _quantiles(confidence: float, power: float) -> float:
    return float(ndtri((1 + confidence) / 2) + ndtri(power))


def _check(drop: float, control_ratio: float, dispersion: float, confidence: float, power: float) -> None:
    if not all(0 < share < 1 for share in (drop, confidence, power)):
        raise ValueError(f"shares must lie between 0 and 1, not {(drop, confidence, power)}")
    if not (control_ratio > 0 and dispersion > 0):
        raise ValueError(f"must be above 0: control_ratio {control_ratio}, dispersion {dispersion}")

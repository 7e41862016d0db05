"""Whether incidents went down where something was done, more than where nothing was, or moved next door."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import ndtri

Counts = tuple[float, float]
"""Incidents before and after."""


@dataclass(frozen=True, slots=True)
class DisplacementDifference:
    """
    Change of incidents beyond that of the control areas.

    Parameters
    ----------
    estimate
        Incidents; below zero: fewer than without the treatment.
    standard_error
        Its standard error.
    low, high
        Ends of its interval.
    """

    estimate: float
    standard_error: float
    low: float
    high: float


def weighted_displacement_difference(
    control: Counts,
    treated: Counts,
    *,
    control_beside: Counts = (0, 0),
    beside: Counts = (0, 0),
    time_weights: tuple[float, float] = (1, 1),
    area_weights: tuple[float, float, float, float] = (1, 1, 1, 1),
    dispersion: float = 1.0,
    level: float = 0.9,
) -> DisplacementDifference:
    """
    Compare the change of treated areas, and of those next to them, with that of control areas.

    Parameters
    ----------
    control, treated
        Incidents before and after in control and in treated areas.
    control_beside, beside
        The same for the surroundings of both, where incidents may have gone; left out, none are looked at.
    time_weights
        Lengths of the periods before and after, in any unit: counts are divided by them.
    area_weights
        Sizes of control, treated, control's and treated's surroundings: counts are divided by them.
    dispersion
        Variance of counts over that of Poisson numbers.
    level
        Of the interval, between 0 and 1.

    Returns
    -------
    DisplacementDifference
        The estimate with its normal interval; counts vary as Poisson numbers unless ``dispersion`` is given.

    Raises
    ------
    ValueError
        When a count is below zero or not finite, a weight or ``dispersion`` is not above 0, or ``level`` no
        share.

    References
    ----------
    .. [1] Wheeler and Ratcliffe (2018), doi:10.1186/s40163-018-0085-5

    Examples
    --------
    >>> found = weighted_displacement_difference((20, 20), (20, 10))
    >>> found.estimate, round(found.standard_error, 4), round(found.low, 2), round(found.high, 2)
    (-10.0, 8.3666, -23.76, 3.76)
    """
    areas = (control, treated, control_beside, beside)
    counts = [count for area in areas for count in area]
    if not all(0 <= count < math.inf for count in counts):
        raise ValueError(f"counts must be finite and 0 or more, not {counts}")
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, not {level}")
    if not all(0 < weight < math.inf for weight in (*time_weights, *area_weights, dispersion)):
        raise ValueError(f"weights must be above 0, not {(*time_weights, *area_weights, dispersion)}")
    changes, variance = [], 0.0
    for area, size in zip(areas, area_weights, strict=True):
        before, after = (count / (size * length) for count, length in zip(area, time_weights, strict=True))
        changes.append(after - before)
        variance += before / (size * time_weights[0]) + after / (size * time_weights[1])
    estimate = changes[1] - changes[0] + changes[3] - changes[2]
    error = math.sqrt(dispersion * variance)
    reach = float(ndtri((1 + level) / 2)) * error
    return DisplacementDifference(estimate, error, estimate - reach, estimate + reach)


def weighted_displacement_quotient(control: Counts, treated: Counts, beside: Counts) -> float:
    """
    Compare what changed around treated areas with what changed in them, both over their control areas.

    Parameters
    ----------
    control, treated, beside
        Incidents before and after in control areas, in treated areas and around these.

    Returns
    -------
    float
        Where treated areas improved: above 0 the benefit spread, between 0 and -1 part of it moved next door,
        below -1 more than that. NaN where treated areas did not improve, or a number to divide by is 0.

    References
    ----------
    .. [1] Bowers and Johnson (2003), doi:10.1023/A:1024909009240

    Examples
    --------
    >>> weighted_displacement_quotient((100, 100), (50, 30), (20, 25))
    -0.25
    """
    if min(control) <= 0 or treated[0] / control[0] <= treated[1] / control[1]:
        return math.nan
    inside, around = (area[1] / control[1] - area[0] / control[0] for area in (treated, beside))
    return round(around / inside, 12)

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
    level
        Of the interval, between 0 and 1.

    Returns
    -------
    DisplacementDifference
        The estimate with its normal interval; counts are taken as Poisson numbers.

    Raises
    ------
    ValueError
        When a count is below zero or not finite, or ``level`` is no share.

    References
    ----------
    .. [1] Wheeler and Ratcliffe (2018), doi:10.1186/s40163-018-0085-5

    Examples
    --------
    >>> found = weighted_displacement_difference((20, 20), (20, 10))
    >>> found.estimate, round(found.standard_error, 4), round(found.low, 2), round(found.high, 2)
    (-10, 8.3666, -23.76, 3.76)
    """
    areas = (control, treated, control_beside, beside)
    counts = [count for area in areas for count in area]
    if not all(0 <= count < math.inf for count in counts):
        raise ValueError(f"counts must be finite and 0 or more, not {counts}")
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, not {level}")
    changes = [after - before for before, after in areas]
    estimate = changes[1] - changes[0] + changes[3] - changes[2]
    error = math.sqrt(sum(counts))
    reach = float(ndtri((1 + level) / 2)) * error
    return DisplacementDifference(estimate, error, estimate - reach, estimate + reach)

"""Intervals of rates, and of sums and differences of what has an interval of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import chi2

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval; where nothing is left to chance, both ends are the number itself."""

    value: float
    low: float
    high: float

    def scaled(self, factor: float) -> Estimate:
        """Multiply by a known factor of 0 or more."""
        return Estimate(self.value * factor, self.low * factor, self.high * factor)


def poisson_interval(
    count: float, level: float = LEVEL, *, squares: float | None = None, largest: float = 1.0
) -> Estimate:
    """
    Give the interval of a count, or of a sum over events of which each may count for more than one.

    Of single events it is the exact one. People hurt, or yuan lost, come several at a time: their number is
    less sure than that of as many events.

    Parameters
    ----------
    count
        Incidents, people or yuan, 0 or more.
    level
        Share of cases in which the interval holds the true mean, at least.
    squares
        Sum of the squares of what each event counts for; None where each counts for one.
    largest
        The most that one event can be thought to count for.

    References
    ----------
    .. [1] Garwood (1936), doi:10.1093/biomet/28.3-4.437
    .. [2] Fay and Feuer (1997), doi:10.1002/(SICI)1097-0258(19970415)16:7<791::AID-SIM500>3.0.CO;2-#

    Examples
    --------
    >>> found = poisson_interval(3)
    >>> round(found.low, 3), round(found.high, 3)
    (0.619, 8.767)
    >>> one_crash = poisson_interval(3, squares=9, largest=3)
    >>> round(one_crash.low, 3), round(one_crash.high, 3)
    (0.076, 16.715)
    """
    if count < 0:
        raise ValueError(f"count wants 0 or more, got {count}")
    tail, variance = (1 - level) / 2, count if squares is None else squares
    above, beyond = count + largest, variance + largest**2
    low = 0.0 if count == 0 else variance / (2 * count) * float(chi2.ppf(tail, 2 * count**2 / variance))
    return Estimate(
        float(count), low, beyond / (2 * above) * float(chi2.ppf(1 - tail, 2 * above**2 / beyond))
    )


def sum_interval(parts: Sequence[Estimate], weights: Sequence[float] | None = None) -> Estimate:
    """
    Add up independent estimates: their squared distances to the ends of their intervals add up.

    Parameters
    ----------
    parts
        What is added up; none gives 0.
    weights
        What each is multiplied by, 0 or more; 1 where left out.

    References
    ----------
    .. [1] Zou and Donner (2008), the method of variance estimates recovery, doi:10.1002/sim.3095

    Examples
    --------
    >>> sum_interval([Estimate(10, 7, 14), Estimate(20, 16, 23)])
    Estimate(value=30.0, low=25.0, high=35.0)
    """
    scaled = parts if weights is None else [one.scaled(by) for one, by in zip(parts, weights, strict=True)]
    value = math.fsum(one.value for one in scaled)
    below = math.hypot(*(one.value - one.low for one in scaled))
    above = math.hypot(*(one.high - one.value for one in scaled))
    return Estimate(value, value - below, value + above)


def difference_interval(one: Estimate, other: Estimate) -> Estimate:
    """
    Take one independent estimate from another, by the same method.

    Examples
    --------
    >>> difference_interval(Estimate(10, 7, 14), Estimate(20, 16, 24))
    Estimate(value=-10, low=-15.0, high=-4.343145750507619)
    """
    value = one.value - other.value
    below = math.hypot(one.value - one.low, other.high - other.value)
    above = math.hypot(one.high - one.value, other.value - other.low)
    return Estimate(value, value - below, value + above)

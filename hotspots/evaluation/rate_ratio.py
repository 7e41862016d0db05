"""Incidents after over those to expect, with interval and p-value, of counts that vary beyond chance."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.stats import t as student

ANSCOMBE = 0.375
"""Added below the root, it makes the variance of a root of a count nearly a quarter."""
CONTINUITY = 0.5


@dataclass(frozen=True, slots=True)
class Expected:
    """
    What an area would have without rectification.

    Parameters
    ----------
    mean
        Incidents.
    error
        Standard error of the mean.
    overdispersion
        Variance of counts is ``mean + overdispersion * mean ** 2``; 0 for Poisson counts.
    degrees_of_freedom
        Of the estimate of the overdispersion.
    """

    mean: float
    error: float = 0.0
    overdispersion: float = 0.0
    degrees_of_freedom: float = math.inf

    def inflation(self, ratio: float = 1.0) -> float:
        """Give the variance of the count about its expectation, over its mean, at ``ratio`` times that."""
        mean = ratio * self.mean
        return 1 + self.overdispersion * mean + (ratio * self.error) ** 2 / mean


@dataclass(frozen=True, slots=True)
class RateRatio:
    """
    Incidents counted over incidents expected.

    Parameters
    ----------
    ratio
        Below 1: fewer than in comparable areas.
    low, high
        Ends of its interval.
    p_value
        Two-sided, of no difference.
    """

    ratio: float
    low: float
    high: float
    p_value: float


def rate_ratio(count: float, expected: Expected, confidence: float = 0.9) -> RateRatio:
    """
    Compare a count with what comparable areas let expect.

    The roots of both are compared (Anscombe), half an incident towards each other, by Student's distribution:
    the spread of the counts is an estimate itself.

    Parameters
    ----------
    count
        Incidents after.
    expected
        Mean, its error and how much counts vary.
    confidence
        Of the interval.

    Returns
    -------
    RateRatio
        An interval leaves out 1 exactly where the p-value is below 1 less ``confidence``.

    Raises
    ------
    ValueError
        When nothing is expected, or ``confidence`` is no share.

    References
    ----------
    .. [1] Anscombe (1948), doi:10.1093/biomet/35.3-4.246

    Examples
    --------
    >>> found = rate_ratio(60, Expected(100.0))
    >>> found.ratio, round(found.low, 2), round(found.high, 2), round(found.p_value, 5)
    (0.6, 0.47, 0.74, 1e-05)
    """
    if not (0 < expected.mean < math.inf and count >= 0):
        raise ValueError(f"wanted a count and a mean above 0, got {count} and {expected.mean}")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}")
    spread = math.sqrt(expected.inflation()) / 2
    nothing = _root(expected.mean)
    fewer, more = _root(max(count - CONTINUITY, 0)), _root(count + CONTINUITY)
    distance = max(fewer - nothing, nothing - more, 0.0)
    reach = student_reach(confidence, expected.degrees_of_freedom) * spread
    low, high = (max(end, 0.0) ** 2 - ANSCOMBE if end > 0 else 0.0 for end in (fewer - reach, more + reach))
    return RateRatio(
        count / expected.mean,
        max(low, 0.0) / expected.mean,
        max(high, 0.0) / expected.mean,
        float(2 * student.sf(distance / spread, expected.degrees_of_freedom)),
    )


def rate_ratio_between(
    count: float, lower: Expected, upper: Expected, confidence: float = 0.9, best: float | None = None
) -> RateRatio:
    """
    Compare a count with a range of what to expect: a difference is one from both ends.

    Parameters
    ----------
    count
        Incidents after.
    lower, upper
        Ends of the range.
    confidence
        Of the interval.
    best
        The best guess within the range; its middle where it is left out.

    Returns
    -------
    RateRatio
        Over the best guess; the interval holds those of both ends, and a count within the range has
        the p-value 1.
    """
    few, many = (rate_ratio(count, end, confidence) for end in (lower, upper))
    p_value = few.p_value if count < lower.mean else many.p_value if count > upper.mean else 1.0
    best = (lower.mean + upper.mean) / 2 if best is None else best
    return RateRatio(count / best, many.low * upper.mean / best, few.high * lower.mean / best, p_value)


def student_reach(confidence: float, degrees_of_freedom: float) -> float:
    """Give how many standard errors an interval reaches to each side."""
    return float(student.ppf((1 + confidence) / 2, degrees_of_freedom))


def _root(count: float) -> float:
    return math.sqrt(count + ANSCOMBE)

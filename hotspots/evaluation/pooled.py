"""All areas together: what rectification did on the whole."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hotspots.evaluation.rate_ratio import Expected, RateRatio, rate_ratio_between


def pooled_expectation(expected: Sequence[Expected]) -> Expected:
    """
    Add up what areas would have had.

    Areas may share control areas, so that their expectations err together: errors are added, not their
    squares. The overdispersion is what gives the sum of the variances.

    Parameters
    ----------
    expected
        Of each area; one or more.

    Examples
    --------
    >>> both = pooled_expectation([Expected(30.0, 3.0), Expected(70.0, 4.0)])
    >>> both.mean, both.error
    (100.0, 7.0)
    """
    mean = np.array([one.mean for one in expected])
    beyond = sum(one.overdispersion * one.mean**2 for one in expected)
    return Expected(
        float(mean.sum()),
        float(sum(one.error for one in expected)),
        float(beyond / mean.sum() ** 2),
        min(one.degrees_of_freedom for one in expected),
    )


def pooled_ratio(
    counts: Sequence[float],
    lower: Sequence[Expected],
    upper: Sequence[Expected],
    confidence: float = 0.9,
    best: float | None = None,
) -> RateRatio:
    """
    Compare the incidents of all areas with what comparable areas let expect.

    Parameters
    ----------
    counts
        Incidents after, of each area.
    lower, upper
        Ends of what each would have had.
    confidence
        Of the interval.
    best
        The best guess of what all would have had; the middle of the range where it is left out.
    """
    if not counts or not len(counts) == len(lower) == len(upper):
        sizes = len(counts), len(lower), len(upper)
        raise ValueError(f"wanted a count and both ends of each area, got {sizes}")
    ends = pooled_expectation(lower), pooled_expectation(upper)
    return rate_ratio_between(float(sum(counts)), *ends, confidence, best)

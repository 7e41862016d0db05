"""How rare a scan's best windows are: by rank among random maxima, and by the tail fitted to them."""

from __future__ import annotations

import numpy as np

from hotspots.finding.grid import Floats

TIE = 1e-9  # two log-likelihood ratios closer than this are equal


def monte_carlo_p_value(maxima: Floats, value: float) -> float:
    """
    Rank a statistic among the maxima of the random replicates, itself one of them.

    Parameters
    ----------
    maxima
        The largest statistic of each replicate.
    value
        The statistic of a window of the data.

    Returns
    -------
    float
        (1 + maxima that reach the statistic) / (1 + replicates): never 0, and exact whatever the number.

    Examples
    --------
    >>> monte_carlo_p_value(np.array([1.0, 2.0, 3.0, 4.0]), 3.0)
    0.6
    """
    return float((1 + (maxima >= value - TIE).sum()) / (1 + len(maxima)))


def gumbel_p_value(maxima: Floats, value: float) -> float:
    """
    Read a p-value off a Gumbel distribution that has the mean and the spread of the random maxima.

    It tells apart p-values that lie below what the number of replicates can show, and is an approximation:
    decide by rank.

    Parameters
    ----------
    maxima
        The largest statistic of each replicate.
    value
        The statistic of a window of the data.

    Returns
    -------
    float
        NaN with fewer than two replicates or where all have one maximum.

    References
    ----------
    .. [1] Abrams, Kulldorff and Kleinman (2010), doi:10.1186/1476-072X-9-61

    Examples
    --------
    >>> round(gumbel_p_value(np.array([1.0, 2.0, 3.0, 4.0]), 3.0), 4)
    0.2894
    """
    if len(maxima) < 2 or np.ptp(maxima) == 0:
        return float("nan")
    scale = float(maxima.std(ddof=1)) * np.sqrt(6) / np.pi
    mode = float(maxima.mean()) - np.euler_gamma * scale
    return float(-np.expm1(-np.exp(-(value - mode) / scale)))

"""The Mann-Kendall test for a trend that only rises or only falls, for many series at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from hotspots.finding.grid import Floats


@dataclass(frozen=True, slots=True)
class MannKendall:
    """
    The trend of each series.

    Parameters
    ----------
    tau
        Kendall's tau-b of value and time, between -1 and 1; NaN where no value differs.
    z
        Standardised, corrected for ties; 0 where no value differs.
    p_value
        Two-sided, by the normal approximation; 1 where no value differs.
    """

    tau: Floats
    z: Floats
    p_value: Floats


def mann_kendall(values: npt.ArrayLike, *, continuity: bool = True) -> MannKendall:
    """
    Test series for a trend.

    Parameters
    ----------
    values
        Series along the first axis, shape ``(steps, ...)``.
    continuity
        Bring the score one step closer to zero, since it moves in steps of two; `scipy.stats.kendalltau`
        does not.

    Returns
    -------
    MannKendall
        Figures of the shape of one step.

    Raises
    ------
    ValueError
        When there is no time axis or a value is not finite.

    References
    ----------
    .. [1] Mann (1945), doi:10.2307/1907187
    .. [2] Kendall (1975), Rank Correlation Methods, chapter 4

    Examples
    --------
    >>> mann_kendall([1, 2, 3, 5, 4]).tau.round(3).tolist()
    0.8
    """
    series = np.asarray(values, dtype=float)
    if series.ndim < 1 or not np.isfinite(series).all():
        raise ValueError("wanted finite series of shape (steps, ...)")
    steps = len(series)
    score = np.zeros(series.shape[1:])
    equal = np.ones(series.shape)  # how many values of the series are the same, itself included
    for lag in range(1, steps):
        rise = np.sign(series[lag:] - series[:-lag])
        score += rise.sum(axis=0)
        equal[lag:] += rise == 0
        equal[:-lag] += rise == 0
    pairs = steps * (steps - 1) / 2
    tied = ((equal - 1) / 2).sum(axis=0)
    variance = (steps * (steps - 1) * (2 * steps + 5) - ((equal - 1) * (2 * equal + 5)).sum(axis=0)) / 18
    moved = score - np.sign(score) if continuity else score
    some = tied < pairs
    z = np.divide(moved, np.sqrt(np.maximum(variance, 0)), out=np.zeros_like(score), where=some)
    scale = np.sqrt(np.maximum(pairs - tied, 0) * pairs)
    tau = np.divide(score, scale, out=np.full_like(score, np.nan), where=some)
    return MannKendall(tau, z, np.where(some, 2 * ndtr(-np.abs(z)), 1.0))

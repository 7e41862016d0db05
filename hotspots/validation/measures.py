"""
How well a choice of cells caught what came after: hit rate, PAI, PEI, RRI and the curve of hit rates.

All take counts of cells of equal area. A choice is a mask of flagged cells.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def hit_rate(observed: npt.ArrayLike, flagged: npt.ArrayLike) -> float:
    """
    Compute the share of incidents that fell into flagged cells.

    Parameters
    ----------
    observed
        Incidents per cell, shape ``(n_cells,)``.
    flagged
        Which cells were chosen, same shape.

    Returns
    -------
    float
        Between 0 and 1; NaN without incidents.

    Raises
    ------
    ValueError
        When shapes disagree, or a count is negative or no number.
    """
    counts, mask = _counts_and_mask(observed, flagged)
    return _ratio(float(counts[mask].sum()), float(counts.sum()))


def pai(observed: npt.ArrayLike, flagged: npt.ArrayLike) -> float:
    """
    Compute the prediction accuracy index: the share of hits over the share of the area.

    Parameters
    ----------
    observed, flagged
        As in `hit_rate`.

    Returns
    -------
    float
        1 is chance; NaN without incidents or without flagged cells.

    References
    ----------
    .. [1] Chainey, Tompson and Uhlig (2008), doi:10.1057/palgrave.sj.8350066

    Examples
    --------
    >>> pai([6, 3, 0], [True, False, False]), pai([6, 3, 0], [True, True, False])
    (2.0, 1.5)
    """
    _, mask = _counts_and_mask(observed, flagged)
    return _ratio(hit_rate(observed, flagged) * len(mask), float(mask.sum()))


def pei(observed: npt.ArrayLike, flagged: npt.ArrayLike) -> float:
    """
    Compute the prediction efficiency index: hits over the most that as many cells could hold.

    Parameters
    ----------
    observed, flagged
        As in `hit_rate`.

    Returns
    -------
    float
        Between 0 and 1; NaN where no choice could have a hit.

    References
    ----------
    .. [1] Hunt (2016), "Do crime hot spots move?", American University
    """
    counts, mask = _counts_and_mask(observed, flagged)
    return _ratio(float(counts[mask].sum()), float(counts[best_cells(counts, int(mask.sum()))].sum()))


def rri(before: npt.ArrayLike, observed: npt.ArrayLike, flagged: npt.ArrayLike) -> float:
    """
    Compute the recapture rate index: how much of its share of incidents the choice kept.

    Parameters
    ----------
    before
        Incidents per cell in the period that the choice was made from.
    observed, flagged
        As in `hit_rate`.

    Returns
    -------
    float
        Hit rate over the share that the cells had before; below 1 the flagged cells lost part of it, NaN
        where they had none.

    References
    ----------
    .. [1] Levine (2008), doi:10.1057/palgrave.sj.8350067
    """
    return _ratio(hit_rate(observed, flagged), hit_rate(before, flagged))


def hit_rate_curve(observed: npt.ArrayLike, predicted: npt.ArrayLike) -> tuple[Floats, Floats]:
    """
    Compute the hit rate of the best cell, the best two, and so on.

    Parameters
    ----------
    observed
        Incidents per cell.
    predicted
        Score of every cell, high is flagged first; equal scores keep their order.

    Returns
    -------
    tuple of ndarray
        Share of the area and hit rate, from (0, 0) to (1, 1), shape ``(n_cells + 1,)`` each.
    """
    counts, scores = _counts(observed), np.asarray(predicted, dtype=float)
    if scores.shape != counts.shape or np.isnan(scores).any():
        raise ValueError(f"wanted a score for each of {len(counts)} cells, got shape {scores.shape}")
    hits = np.cumsum(counts[np.argsort(-scores, kind="stable")])
    total = hits[-1] if len(hits) and hits[-1] > 0 else math.nan
    return np.arange(len(counts) + 1) / max(len(counts), 1), np.r_[0.0, hits / total]


def area_under_hit_rate_curve(observed: npt.ArrayLike, predicted: npt.ArrayLike) -> float:
    """
    Compute the area under the curve of hit rates over shares of the area, by trapezoids.

    Parameters
    ----------
    observed, predicted
        As in `hit_rate_curve`.

    Returns
    -------
    float
        .5 is chance; NaN without incidents.
    """
    share, rate = hit_rate_curve(observed, predicted)
    return float(np.trapezoid(rate, share))


def area_behind(predicted: npt.ArrayLike) -> Floats:
    """
    Compute the share of the area that is ranked behind each cell, with half of the cell itself.

    The mean over incidents is the area under the curve of hit rates.

    Parameters
    ----------
    predicted
        As in `hit_rate_curve`.

    Returns
    -------
    ndarray
        Between 0 and 1, shape ``(n_cells,)``.

    Examples
    --------
    >>> area_behind([5, 9]).tolist()
    [0.25, 0.75]
    """
    order = np.argsort(-np.asarray(predicted, dtype=float), kind="stable")
    behind = np.empty(len(order))
    behind[order] = 1 - (np.arange(len(order)) + 0.5) / max(len(order), 1)
    return behind


def best_cells(scores: npt.ArrayLike, n_flagged: int) -> Mask:
    """
    Flag the cells with the highest scores; of equal ones the first.

    Parameters
    ----------
    scores
        Score of every cell.
    n_flagged
        How many to flag.

    Returns
    -------
    ndarray
        Mask with ``n_flagged`` cells set.
    """
    values = np.asarray(scores, dtype=float)
    if not 0 <= n_flagged <= len(values):
        raise ValueError(f"cannot flag {n_flagged} of {len(values)} cells")
    if n_flagged == 0:
        return np.zeros(len(values), dtype=bool)
    last = len(values) - n_flagged
    least = np.partition(values, last)[last]
    flagged = np.asarray(values > least)
    flagged[np.flatnonzero(values == least)[: n_flagged - int(flagged.sum())]] = True
    return flagged


def bootstrap_sums(columns: npt.ArrayLike, rng: np.random.Generator, replicates: int = 500) -> Floats:
    """
    Sum columns over cells that are resampled with all their incidents.

    Each replicate weighs every cell by a Poisson variable of mean 1. Cells with the same numbers are weighed
    together: a sum of Poisson variables is one.

    Parameters
    ----------
    columns
        What is summed, shape ``(n_cells, n_columns)``.
    rng
        Source of the weights.
    replicates
        How many times to resample.

    Returns
    -------
    ndarray
        Shape ``(replicates, n_columns)``.

    Raises
    ------
    ValueError
        When columns are not a table or there is no replicate.
    """
    table = np.asarray(columns, dtype=float)
    if table.ndim != 2 or replicates < 1:
        raise ValueError(f"wanted a table and at least 1 replicate, got {table.ndim} axes and {replicates}")
    rows, alike = np.unique(table[(table != 0).any(axis=1)], axis=0, return_counts=True)
    return np.asarray(rng.poisson(alike, (replicates, len(rows))) @ rows, dtype=float)


def percentile_interval(values: npt.ArrayLike, level: float = 0.95) -> tuple[float, float]:
    """
    Cut equal tails off resampled values.

    Parameters
    ----------
    values
        One for each replicate; those that are no number are passed over.
    level
        Share of the values between the two ends.

    Returns
    -------
    tuple of float
        Lower and upper end; NaN where there is no value.

    Raises
    ------
    ValueError
        When the level is not within (0, 1).
    """
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, not {level}")
    good = np.asarray(values, dtype=float)
    good = good[np.isfinite(good)]
    if len(good) == 0:
        return math.nan, math.nan
    low, high = np.quantile(good, [(1 - level) / 2, (1 + level) / 2]).tolist()
    return low, high


def _counts(observed: npt.ArrayLike) -> Floats:
    counts = np.asarray(observed, dtype=float)
    if counts.ndim != 1 or not np.isfinite(counts).all() or (counts < 0).any():
        raise ValueError("wanted one count for each cell, finite and not negative")
    return counts


def _counts_and_mask(observed: npt.ArrayLike, flagged: npt.ArrayLike) -> tuple[Floats, Mask]:
    counts, mask = _counts(observed), np.asarray(flagged)
    if mask.dtype != np.bool_ or mask.shape != counts.shape:
        raise ValueError(f"wanted a mask of {len(counts)} cells, got {mask.dtype} of shape {mask.shape}")
    return counts, mask


def _ratio(over: float, under: float) -> float:
    return over / under if under > 0 else math.nan

"""
Our ranking of cells: a mean of simple recipes, each weighed by what it caught in periods that are over.

A recipe's weight falls exponentially with the hits by which it stays behind the best, counted in standard
errors of the best: the weights of the exponentially weighted forecaster [1]_. Few hits therefore leave all
recipes in, and the blend stays close to their consensus; many hits leave the best alone.

References
----------
.. [1] Cesa-Bianchi and Lugosi (2006), Prediction, Learning, and Games, doi:10.1017/CBO9780511546921
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hotspots.validation.forecast import Past
from hotspots.validation.recipes import RECIPES, recipe_scores

Floats = npt.NDArray[np.float64]

SPREAD = 0.5
"""Standard errors over which a weight falls to 1 / e; below 1, since recipes share most of their hits."""


def recipe_weights(hits: npt.ArrayLike) -> Floats:
    """
    Weigh recipes by their hits in trials.

    Parameters
    ----------
    hits
        Hits of every recipe, shape ``(n_recipes,)``.

    Returns
    -------
    ndarray
        Weights that sum to 1; alike where there was no hit.

    Raises
    ------
    ValueError
        When a count is negative or no number.

    Examples
    --------
    >>> recipe_weights([100, 95, 0]).round(3).tolist()
    [0.731, 0.269, 0.0]
    """
    counts = np.asarray(hits, dtype=float)
    if not np.isfinite(counts).all() or (counts < 0).any():
        raise ValueError("hits of recipes must be finite and not negative")
    best = float(counts.max())
    weights = np.exp((counts - best) / (SPREAD * np.sqrt(best))) if best > 0 else np.ones(len(counts))
    return np.asarray(weights / weights.sum(), dtype=float)


def blend_forecast(past: Past, weights: npt.ArrayLike) -> Floats:
    """
    Rank cells by the weighted mean of the recipes.

    Parameters
    ----------
    past
        What came before.
    weights
        Weight of every recipe, in the order of `RECIPES`.

    Returns
    -------
    ndarray
        Share of the coming incidents that every cell is expected to hold, shape ``(n_cells,)``.
    """
    shares = np.asarray(weights, dtype=float)
    if shares.shape != (len(RECIPES),):
        raise ValueError(f"wanted a weight for each of {len(RECIPES)} recipes, got shape {shares.shape}")
    total = np.zeros(past.cells.n_cells)
    for weight, scores in zip(shares, recipe_scores(past), strict=True):
        total += weight * scores
    return total

"""
Simple rankings of cells that the blend is made of, and what they would have caught in periods that are over.

A recipe fades the incidents of all the past with age and evens every cell out with its neighbourhood. It
counts either incidents or days: an event that is told in several rows, or a bulk of reports, is one day.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from hotspots.validation.forecast import KDE_BANDWIDTH_M, TIE_CELLS, TIE_WEIGHT, Past, kde_forecast
from hotspots.validation.measures import best_cells

Floats = npt.NDArray[np.float64]

UNITS = ("incidents", "days")

DECAYS = (0.0, 0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Weight of an incident one horizon old; 0 takes the last horizon alone, all alike."""

BANDWIDTHS_CELLS = (0.5, 1.0, 2.0, 4.0)

SHRINKS = ((0.0, 1.0), *product((0.1, 0.3, 1.0, 3.0), BANDWIDTHS_CELLS))
"""Weight of the neighbourhood, and its bandwidth in cells."""

BUDGETS = (0.6, 0.8, 1.0, 1.25, 1.6)
"""Trials count hits at these multiples of the number of flagged cells: one alone is noisy."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """
    One ranking: ``count + weight x smoothed count`` of what came before, or last horizon's kernel density.

    Parameters
    ----------
    unit
        ``incidents``; ``days`` on which the cell had any; or ``density``, the kernel of 150 m.
    decay
        Weight of an incident one horizon old; 0 takes the last horizon alone.
    neighbour_weight
        Weight of the neighbourhood beside the cell itself.
    bandwidth_cells
        Standard deviation of the Gaussian that makes the neighbourhood, in cells.
    """

    unit: str
    decay: float = 0.0
    neighbour_weight: float = 0.0
    bandwidth_cells: float = 1.0

    def half_life_days(self, horizon_days: float) -> float:
        """Give the days after which an incident counts half; NaN where only the last horizon is taken."""
        if self.decay == 0:
            return math.nan
        return math.inf if self.decay == 1 else horizon_days * math.log(0.5) / math.log(self.decay)

    def bandwidth_m(self, cell_m: float) -> float:
        """Give the standard deviation of the kernel in metres."""
        return KDE_BANDWIDTH_M if self.unit == "density" else self.bandwidth_cells * cell_m


COUNTED = tuple(product(UNITS, DECAYS))

RECIPES = (
    *(Recipe(unit, decay, *shrink) for (unit, decay), shrink in product(COUNTED, SHRINKS)),
    Recipe("density"),
)
"""Recipes of the blend: both units with every decay and shrinkage, and the kernel density."""

BASELINES = (0, len(RECIPES) - 1)
"""Of these, the ones that are last horizon's counts and their kernel density."""


def recipe_scores(past: Past) -> Iterator[Floats]:
    """
    Give the scores of every recipe.

    Parameters
    ----------
    past
        What came before.

    Yields
    ------
    ndarray
        Score of every cell, summing to 1, shape ``(n_cells,)``; in the order of `RECIPES`.
    """
    faded = {decay: past.weights(decay) for decay in DECAYS}
    for unit, decay in COUNTED:
        weights = faded[decay] if unit == "incidents" else faded[decay] * past.first_of_day
        counts = np.bincount(past.cell, weights, minlength=past.cells.n_cells).astype(float)
        smoothed = {width: past.cells.smooth(counts, width) for width in BANDWIDTHS_CELLS}
        for weight, bandwidth in SHRINKS:
            yield _share(counts + weight * smoothed[bandwidth] + TIE_WEIGHT * smoothed[TIE_CELLS])
    yield _share(kde_forecast(past))


def recipe_hits(past: Past, observed: npt.ArrayLike, n_flagged: int) -> Floats:
    """
    Try every recipe on a period that is over.

    Parameters
    ----------
    past
        What came before that period.
    observed
        What came in it, per cell.
    n_flagged
        Cells that will be flagged.

    Returns
    -------
    ndarray
        Mean hits over the `BUDGETS`, one for each recipe.
    """
    counts = np.asarray(observed, dtype=float)
    sizes = np.clip(np.round(np.multiply(BUDGETS, n_flagged)).astype(int), 1, len(counts))
    most = int(sizes.max())
    hits = []
    for scores in recipe_scores(past):
        best = np.flatnonzero(best_cells(scores, most))
        ordered = best[np.argsort(-scores[best], kind="stable")]
        hits.append(float(np.cumsum(counts[ordered])[sizes - 1].mean()))
    return np.array(hits)


def _share(scores: Floats) -> Floats:
    total = float(scores.sum())
    return scores / total if total > 0 else scores

"""
Rankings of cells by what came before a day: last period's counts, a kernel, and a blend of decayed counts.

The blend is a stack of simple recipes. A recipe sums all past incidents with a weight that decays with age,
and shrinks every cell towards its neighbourhood: ``count + weight x smoothed count``. Which recipes are used
is decided by their hits in trials on the past alone. Those within `TOLERANCE` or one standard error of the
best are averaged, since the best of many by a hair is the luckiest of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from hotspots.validation.cells import StudyCells
from hotspots.validation.measures import best_cells

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

KDE_BANDWIDTH_M = 150.0
TIE_CELLS = 1.0  # bandwidth of the light kernel that parts cells of equal count
TIE_WEIGHT = 1e-6  # below one incident whatever the kernel gathers in any real file

DECAYS = (0.0, 0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Weight of an incident one horizon old; 0 takes the last horizon alone, all alike."""

BANDWIDTHS_CELLS = (0.5, 1.0, 2.0, 4.0)

SHRINKS = ((0.0, 1.0), *product((0.1, 0.3, 1.0, 3.0), BANDWIDTHS_CELLS))
"""Weight of the neighbourhood, and its bandwidth in cells."""

RECIPES = len(DECAYS) * len(SHRINKS) + 1
"""Recipes of the blend: every decay with every shrinkage, and the kernel density."""

BASELINES = (0, RECIPES - 1)
"""Of these, the ones that are last horizon's counts and their kernel density."""

TOLERANCE = 0.02
LEAST_GAIN = 0.01
"""Where the best recipe gains less in the trials, the baseline itself is the safer forecast."""

BUDGETS = (0.6, 0.8, 1.0, 1.25, 1.6)
"""Trials count hits at these multiples of the number of flagged cells: one alone is noisy."""


@dataclass(frozen=True, slots=True)
class Past:
    """
    The incidents before a day, all inside the study area.

    Parameters
    ----------
    cells
        The study area.
    x, y
        Points in the metric system, shape ``(n,)``.
    cell
        Number of the study cell that holds each point.
    age_days
        Days from the incident to the day of the forecast, above 0.
    horizon_days
        Days that are forecast, and that ``count`` and ``kde`` look back.
    """

    cells: StudyCells
    x: Floats
    y: Floats
    cell: Ints
    age_days: Floats
    horizon_days: float

    def __post_init__(self) -> None:
        """Refuse what came after the day of the forecast."""
        if len(self.age_days) and float(self.age_days.min()) <= 0:
            raise ValueError("a forecast may use only what came before it: ages must be above 0")
        if not self.horizon_days > 0:
            raise ValueError(f"horizon_days must be above 0, not {self.horizon_days}")

    def counts(self) -> Floats:
        """Count the incidents of the last horizon in each cell."""
        recent = self.cell[self.age_days <= self.horizon_days]
        return np.bincount(recent, minlength=self.cells.n_cells).astype(float)

    def decayed_counts(self, decay: float) -> Floats:
        """Sum all incidents of each cell, weighed ``decay ** (age in horizons)``; 0 gives `counts`."""
        if decay == 0:
            return self.counts()
        weights = decay ** (self.age_days / self.horizon_days)
        return np.bincount(self.cell, weights, minlength=self.cells.n_cells).astype(float)


def count_forecast(past: Past) -> Floats:
    """
    Rank cells by the incidents of the last horizon, equal ones by a light kernel.

    Parameters
    ----------
    past
        What came before.

    Returns
    -------
    ndarray
        Score of every cell, shape ``(n_cells,)``.
    """
    counts = past.counts()
    return counts + TIE_WEIGHT * past.cells.smooth(counts, TIE_CELLS)


def kde_forecast(past: Past, bandwidth_m: float = KDE_BANDWIDTH_M) -> Floats:
    """
    Rank cells by the Gaussian kernel density of the last horizon, taken at the middle of the cell.

    Parameters
    ----------
    past
        What came before.
    bandwidth_m
        Standard deviation of the kernel.

    Returns
    -------
    ndarray
        Score of every cell, shape ``(n_cells,)``.
    """
    recent = past.age_days <= past.horizon_days
    return past.cells.kernel_density(past.x[recent], past.y[recent], bandwidth_m)


def recipe_scores(past: Past) -> Iterator[Floats]:
    """Give the scores of every recipe of the blend, always in the same order, each summing to 1."""
    for decay in DECAYS:
        counts = past.decayed_counts(decay)
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


def blend_forecast(past: Past, trials: Iterable[Floats]) -> Floats:
    """
    Rank cells by the mean of the recipes that did best in the trials.

    Parameters
    ----------
    past
        What came before.
    trials
        `recipe_hits` of periods that end before the forecast begins.

    Returns
    -------
    ndarray
        Score of every cell, shape ``(n_cells,)``; of all recipes alike where there was no trial or no hit.
    """
    hits = np.sum([np.zeros(RECIPES), *trials], axis=0)
    kept = _kept(hits)
    total = np.zeros(past.cells.n_cells)
    for scores, good in zip(recipe_scores(past), kept, strict=True):
        if good:
            total += scores
    return np.asarray(total / kept.sum(), dtype=float)


def _kept(hits: Floats) -> npt.NDArray[np.bool_]:
    """Keep the recipes that did best; the better baseline alone where no recipe clearly beats it."""
    best, baseline = float(hits.max()), max(BASELINES, key=lambda recipe: float(hits[recipe]))
    if 0 < best < (1 + LEAST_GAIN) * float(hits[baseline]):
        return np.asarray(np.arange(RECIPES) == baseline)
    tolerance = max(TOLERANCE, 1 / math.sqrt(best)) if best > 0 else TOLERANCE
    return np.asarray(hits >= best * (1 - tolerance))


def _share(scores: Floats) -> Floats:
    total = float(scores.sum())
    return scores / total if total > 0 else scores

"""
Emerging hotspots: what has become of each cell over the steps of a space-time cube.

A cell gets the first class whose rule it meets. "Hot" and "cold" are significant steps; "nine tenths" is a
share of all steps, the last one included.

============= ================================================================================
none          fewer incidents around than the guard asks for, or no rule below is met
new           hot in the last step alone
historical    hot in at least nine tenths of the steps, but not in the last
intensifying  hot in at least nine tenths and in the last, and rising
diminishing   hot in at least nine tenths and in the last, and falling
persistent    hot in at least nine tenths and in the last, with no significant trend
consecutive   hot in the last two or more steps without a gap, and never before
oscillating   hot in the last step, and cold in an earlier one
sporadic      hot in the last step, on and off before, and never cold
============= ================================================================================

The words are those of Esri's Emerging Hot Spot Analysis. Where two of its definitions fit a cell (cold once,
and hot only in the last steps: consecutive or oscillating) the order of the table decides. Steps are hot by
the largest score of random cubes, not by a false-discovery rate over normal p-values, which finds hot cells
in sparse random counts; and a cell that holds too little is none of the classes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspots.change.mann_kendall import mann_kendall
from hotspots.finding.grid import Floats, Ints
from hotspots.local.boxes import box_sums
from hotspots.local.getis_ord import standardised
from hotspots.local.max_statistic import max_statistic_p_values

CATEGORIES = (
    "none",
    "new",
    "historical",
    "intensifying",
    "diminishing",
    "persistent",
    "consecutive",
    "oscillating",
    "sporadic",
)
OFTEN = 0.9  # share of hot steps, as in the space-time cubes of ArcGIS Pro
MOST_STEPS = 1_000  # the trend compares every step with every other


@dataclass(frozen=True, slots=True)
class EmergingParams:
    """
    Settings of `emerging_hotspots`.

    Parameters
    ----------
    reach
        Cells to either side that count as neighbours.
    steps_before
        Earlier steps that count as neighbours.
    alpha
        Chance of any false hot step in the whole cube, and of a false trend in a cell.
    min_count
        Cells with fewer incidents in their neighbourhood over all steps are none of the classes.
    replicates
        Random cubes.
    """

    reach: int = 1
    steps_before: int = 1
    alpha: float = 0.05
    min_count: int = 10
    replicates: int = 199

    def __post_init__(self) -> None:
        """Refuse settings that mean nothing."""
        if self.reach < 1 or self.steps_before < 0 or self.min_count < 0:
            raise ValueError("reach must be 1 or more, steps_before and min_count 0 or more")
        if not 0 < self.alpha < 1 or self.replicates < 1 / self.alpha - 1:
            raise ValueError("alpha must lie between 0 and 1, replicates be 1 / alpha - 1 or more")


@dataclass(frozen=True, slots=True)
class EmergingHotspots:
    """
    The class of each cell and what it rests on.

    Parameters
    ----------
    category
        Position in ``CATEGORIES``, shape ``(rows, columns)``.
    z
        Gi* of each step, shape ``(steps, rows, columns)``.
    hot, cold
        Significant steps, of the same shape.
    trend_z, trend_p_value
        Mann-Kendall test of the scores of each cell.
    """

    category: Ints
    z: Floats
    hot: npt.NDArray[np.bool_]
    cold: npt.NDArray[np.bool_]
    trend_z: Floats
    trend_p_value: Floats


def emerging_hotspots(
    counts: npt.ArrayLike, params: EmergingParams | None = None, *, rng: np.random.Generator
) -> EmergingHotspots:
    """
    Find hot and cold steps of every cell and name what they add up to.

    Parameters
    ----------
    counts
        Incidents per step and cell, shape ``(steps, rows, columns)``, the first step first.
    params
        Settings.
    rng
        Source of the random cubes: all incidents thrown anew into any cell and step alike.

    Returns
    -------
    EmergingHotspots
        Classes by the rules at the top of this module.

    Raises
    ------
    ValueError
        When the cube has another shape, counts are not whole, or there are too many steps.

    References
    ----------
    .. [1] Esri, How Emerging Hot Spot Analysis works, ArcGIS Pro.
    """
    chosen = params or EmergingParams()
    cube = np.asarray(counts, dtype=float)
    if cube.ndim != 3 or cube.size == 0 or len(cube) > MOST_STEPS:
        raise ValueError(f"counts must be (steps, rows, columns), up to {MOST_STEPS} steps, not {cube.shape}")
    cells = _neighbourhood(np.ones_like(cube), chosen)

    def score(drawn: Floats) -> Floats:
        return standardised(_neighbourhood(drawn, chosen), (cells, cells), drawn).z

    def significant(sign: float) -> npt.NDArray[np.bool_]:
        p_value = max_statistic_p_values(
            cube, lambda drawn: sign * score(drawn), rng=rng, replicates=chosen.replicates
        )
        return np.asarray(p_value <= chosen.alpha)

    z, hot, cold = score(cube), significant(1.0), significant(-1.0)
    trend = mann_kendall(z)
    direction = np.where(trend.p_value <= chosen.alpha, np.sign(trend.z), 0).astype(np.int64)
    category = emerging_categories(hot, cold, direction)
    enough = np.round(box_sums(cube.sum(axis=0), chosen.reach)) >= chosen.min_count
    return EmergingHotspots(np.where(enough, category, 0), z, hot, cold, trend.z, trend.p_value)


def emerging_categories(hot: npt.ArrayLike, cold: npt.ArrayLike, direction: npt.ArrayLike) -> Ints:
    """
    Name what hot and cold steps add up to, by the rules at the top of this module.

    Parameters
    ----------
    hot, cold
        Significant steps, shape ``(steps, ...)``, the first step first.
    direction
        1 where the intensity rises significantly, -1 where it falls, else 0; of the shape of one step.

    Returns
    -------
    ndarray
        Positions in ``CATEGORIES``.

    Raises
    ------
    ValueError
        When shapes disagree, there is no step, or a step is both hot and cold.
    """
    is_hot, is_cold = np.asarray(hot, dtype=bool), np.asarray(cold, dtype=bool)
    trend = np.asarray(direction)
    if (
        is_hot.ndim < 1
        or len(is_hot) == 0
        or is_hot.shape != is_cold.shape
        or trend.shape != is_hot.shape[1:]
    ):
        raise ValueError("hot and cold must be (steps, ...) of one shape, direction of the shape of one step")
    if (is_hot & is_cold).any():
        raise ValueError("a step cannot be both hot and cold")
    last, before = is_hot[-1], is_hot[:-1]
    often = is_hot.sum(axis=0) >= OFTEN * len(is_hot) - 1e-9
    begins = (is_hot[1:] & ~before).sum(axis=0) + is_hot[0]  # runs of hot steps
    rules = {
        "new": last & ~before.any(axis=0),
        "historical": often & ~last,
        "intensifying": often & (trend > 0),
        "diminishing": often & (trend < 0),
        "persistent": often,
        "consecutive": last & (begins == 1),
        "oscillating": last & is_cold.any(axis=0),
        "sporadic": last,
    }
    numbers = [CATEGORIES.index(name) for name in rules]
    return np.asarray(np.select(list(rules.values()), numbers, 0), dtype=np.int64)


def _neighbourhood(cube: Floats, params: EmergingParams) -> Floats:
    """Sum each cell with its neighbours, in its own step and the steps before."""
    flat = np.stack([box_sums(step, params.reach) for step in cube])
    sums = flat.copy()
    for lag in range(1, min(params.steps_before, len(cube) - 1) + 1):
        sums[lag:] += flat[:-lag]
    return sums

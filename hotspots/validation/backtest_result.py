"""Settings and results of a backtest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias
from zoneinfo import ZoneInfo

import numpy as np

from hotspots.validation.recipes import Recipe
from hotspots.validation.rectified import RectifiedScores

Interval: TypeAlias = tuple[float, float]
"""Lower and upper end."""


@dataclass(frozen=True, slots=True)
class BacktestParams:
    """
    Settings of `backtest`; the defaults ask the county's own question, the yearly choice.

    Parameters
    ----------
    cell_m
        Side of a cell, in metres.
    share
        Share of the study area's cells that is flagged.
    horizon_days
        Days that are forecast.
    folds
        How many horizons, counted back from the midnight after the last incident.
    time_zone
        Zone in which days begin.
    replicates
        Bootstrap replicates behind the intervals.
    reported_only
        Leave out what patrols discovered themselves.
    """

    cell_m: float = 200.0
    share: float = 0.02
    horizon_days: int = 365
    folds: int = 5
    time_zone: str = "Asia/Shanghai"
    replicates: int = 500
    reported_only: bool = True

    def __post_init__(self) -> None:
        """Refuse settings that mean nothing."""
        if not (math.isfinite(self.cell_m) and self.cell_m > 0):
            raise ValueError(f"cell_m must be above 0, not {self.cell_m}")
        if not 0 < self.share <= 1:
            raise ValueError(f"share must be above 0 and at most 1, not {self.share}")
        ZoneInfo(self.time_zone)
        if self.horizon_days < 1 or self.folds < 1 or self.replicates < 1:
            raise ValueError("horizon_days, folds and replicates must be 1 or more")


@dataclass(frozen=True, slots=True)
class MethodScore:
    """
    How one method did: means over the folds, and intervals of 95 % from resampled cells.

    Parameters
    ----------
    method
        ``count``, ``kde`` or ``blend``.
    pai, pei, hit_rate, rri
        See `hotspots.validation.measures`; NaN where a measure has no value.
    curve_area
        Area under the curve of hit rates.
    hits
        Incidents in flagged cells, of each fold, first fold first.
    """

    method: str
    pai: float
    pei: float
    hit_rate: float
    rri: float
    curve_area: float
    pai_interval: Interval
    pei_interval: Interval
    hit_rate_interval: Interval
    rri_interval: Interval
    curve_area_interval: Interval
    hits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BacktestResult:
    """
    What the walk through the folds gave.

    Parameters
    ----------
    params
        As asked.
    folds
        Folds made, at most as many as asked.
    methods
        One for each method, the simplest first.
    chosen
        The method with the highest PAI: what the next period should be ranked by.
    oracle_pai
        What a choice in hindsight would have reached: the ceiling of any method.
    metric_crs
        System that cells and distances are in.
    n_cells, n_flagged
        Cells of the study area, and how many of them were flagged.
    incidents
        Incidents used, inside the study area.
    fold_starts
        Local midnight at which each fold begins, first fold first.
    fold_incidents
        Incidents in each fold.
    recipe
        What weighs most in the blend's forecast of the horizon after the last incident.
    recipe_weight
        Its weight; that of all recipes together is 1.
    rectified
        Cells under rectification apart; ``None`` where no areas were named.
    """

    params: BacktestParams
    folds: int
    methods: tuple[MethodScore, ...]
    chosen: str
    oracle_pai: float
    metric_crs: str
    n_cells: int
    n_flagged: int
    incidents: int
    fold_starts: tuple[np.datetime64, ...]
    fold_incidents: tuple[int, ...]
    recipe: Recipe
    recipe_weight: float
    rectified: RectifiedScores | None = None

"""
Would the choice of cells have caught what came next? Forecasts walked forward over periods that are over.

The last F horizons of D days, end to end, are the folds. Each method ranks the cells from what came before
the fold, and the same share of the area is flagged for all. What the blend uses is chosen by trials that end
before the fold begins: never by hindsight.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from gis.crs import crs_name
from gis.errors import InputError
from gis.frames import IncidentFrame
from hotspots.validation.backtest_result import BacktestParams, BacktestResult, Interval, MethodScore
from hotspots.validation.blend import blend_forecast, recipe_weights
from hotspots.validation.forecast import count_forecast, kde_forecast
from hotspots.validation.measures import (
    area_behind,
    best_cells,
    bootstrap_sums,
    hit_rate,
    pai,
    pei,
    percentile_interval,
    rri,
)
from hotspots.validation.recipes import RECIPES
from hotspots.validation.records import Records, records_of
from hotspots.validation.rectified import RectifiedCells, RectifiedScores, rectified_cells
from hotspots.validation.walk import fold_starts, past_trials

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

METHODS = ("count", "kde", "blend")
"""From the simplest; of methods with equal PAI the first is chosen."""


BEHIND_DECIMALS = 3
"""Cells of equal counts and about equal rank are resampled together: else as many draws as cells."""


@dataclass(frozen=True, slots=True)
class _Fold:
    start: int
    before: Floats
    observed: Floats
    flagged: dict[str, Mask]
    behind: dict[str, Floats]


def backtest(
    incidents: IncidentFrame,
    params: BacktestParams | None = None,
    *,
    study_area: gpd.GeoDataFrame | None = None,
    rectified: gpd.GeoDataFrame | None = None,
    rng: np.random.Generator,
    on_progress: Callable[[int, int], None] | None = None,
) -> BacktestResult:
    """
    Forecast every fold from what came before it, and measure what the flagged cells caught.

    Parameters
    ----------
    incidents
        Incidents of the scope; those without a trusted point are left out. ``occurred_from`` is their time.
    params
        Settings.
    study_area
        Polygons: incidents outside are left out, cells that they meet are the study area. Left out, the cells
        within two rows and columns of one with an incident.
    rectified
        Polygons with ``started_on`` and ``ended_on``: areas where something was done. Figures are given with
        and without the cells that they meet in the folds of that time, since success there looks like a miss.
    rng
        Source of the resampling behind the intervals.
    on_progress
        Told how many folds of how many are done.

    Returns
    -------
    BacktestResult
        ``count``, ``kde`` and ``blend`` beside each other, and which to use.

    Raises
    ------
    InputError
        ``backtest.no_incidents``; ``backtest.too_short`` when the data hold no fold with a horizon before it;
        ``backtest.nothing_flagged`` when the share is less than half a cell;
        ``hotspots.study_area_without_incidents``.
    SizeError
        ``hotspots.too_wide`` or ``backtest.too_many_cells``.
    """
    params = params or BacktestParams()
    records, crs = records_of(incidents, params, study_area)
    n_flagged = round(params.share * records.cells.n_cells)
    if n_flagged == 0:
        raise InputError("backtest.nothing_flagged", cells=records.cells.n_cells, share=params.share)
    starts = fold_starts(records, params.folds)
    trials: dict[tuple[int, int], Floats] = {}
    folds = []
    for number, start in enumerate(starts, start=1):
        folds.append(_walk(records, start, n_flagged, trials))
        if on_progress is not None:
            on_progress(number, len(starts))
    seed = int(rng.integers(2**32))
    methods = tuple(_score(method, folds, params, seed) for method in METHODS)
    weights = recipe_weights(past_trials(records, records.end, n_flagged, trials))
    best = [best_cells(fold.observed, n_flagged) for fold in folds]
    return BacktestResult(
        params=params,
        folds=len(folds),
        methods=methods,
        chosen=max(methods, key=lambda score: score.pai).method,
        oracle_pai=float(_mean([pai(fold.observed, cells) for fold, cells in zip(folds, best, strict=True)])),
        metric_crs=crs_name(crs),
        n_cells=records.cells.n_cells,
        n_flagged=n_flagged,
        incidents=len(records.day),
        fold_starts=tuple(np.datetime64(start, "D") for start in starts),
        fold_incidents=tuple(int(fold.observed.sum()) for fold in folds),
        recipe=RECIPES[int(weights.argmax())],
        recipe_weight=float(weights.max()),
        rectified=None
        if rectified is None
        else _apart(folds, rectified_cells(rectified, records.cells, crs), params, seed),
    )


def _walk(records: Records, start: int, n_flagged: int, trials: dict[tuple[int, int], Floats]) -> _Fold:
    """Forecast one fold from what came before it."""
    past = records.before(start)
    scores = {
        "count": count_forecast(past),
        "kde": kde_forecast(past),
        "blend": blend_forecast(past, recipe_weights(past_trials(records, start, n_flagged, trials))),
    }
    observed = records.between(start, start + records.horizon)
    return _Fold(
        start,
        records.between(start - records.horizon, start),
        observed,
        {method: best_cells(score, n_flagged) for method, score in scores.items()},
        {method: area_behind(score) for method, score in scores.items()},
    )


def _apart(folds: list[_Fold], areas: RectifiedCells, params: BacktestParams, seed: int) -> RectifiedScores:
    """Say what lay in cells under rectification, and measure the methods on the others."""
    masks = [areas.during(fold.start, fold.start + params.horizon_days) for fold in folds]
    pairs = list(zip(folds, masks, strict=True))
    others = [_without(fold, mask, params.share) for fold, mask in pairs if not mask.all()]
    scored = METHODS if len(others) == len(folds) else ()
    return RectifiedScores(
        cells=tuple(int(mask.sum()) for mask in masks),
        incidents=tuple(int(fold.observed[mask].sum()) for fold, mask in pairs),
        flagged={
            name: tuple(int((fold.flagged[name] & mask).sum()) for fold, mask in pairs) for name in METHODS
        },
        hits={
            name: tuple(int(fold.observed[fold.flagged[name] & mask].sum()) for fold, mask in pairs)
            for name in METHODS
        },
        without=tuple(_score(method, others, params, seed) for method in scored),
    )


def _without(fold: _Fold, left_out: Mask, share: float) -> _Fold:
    """Leave cells out of a fold; of the others the same share is flagged, in the same order."""
    kept = ~left_out
    behind = {method: area_behind(order[kept]) for method, order in fold.behind.items()}
    n_flagged = max(round(share * int(kept.sum())), 1)
    flagged = {method: best_cells(order, n_flagged) for method, order in behind.items()}
    return _Fold(fold.start, fold.before[kept], fold.observed[kept], flagged, behind)


def _score(method: str, folds: list[_Fold], params: BacktestParams, seed: int) -> MethodScore:
    """Measure one method over all folds."""
    flagged = [fold.flagged[method] for fold in folds]
    pairs = list(zip(folds, flagged, strict=True))
    sums = [_resampled(fold, method, params, seed) for fold in folds]
    area = len(flagged[0]) / int(flagged[0].sum())

    def interval(statistic: Callable[[Floats], Floats]) -> Interval:
        with np.errstate(divide="ignore", invalid="ignore"):
            return percentile_interval(_mean(np.array([statistic(fold.T) for fold in sums])))

    hit_rates = interval(lambda fold: fold[0] / fold[1])
    return MethodScore(
        method=method,
        pai=float(_mean([pai(fold.observed, cells) for fold, cells in pairs])),
        pei=float(_mean([pei(fold.observed, cells) for fold, cells in pairs])),
        hit_rate=float(_mean([hit_rate(fold.observed, cells) for fold, cells in pairs])),
        rri=float(_mean([rri(fold.before, fold.observed, cells) for fold, cells in pairs])),
        curve_area=float(_mean([_curve_area(fold, method) for fold in folds])),
        pai_interval=(hit_rates[0] * area, hit_rates[1] * area),
        pei_interval=interval(lambda fold: fold[0] / fold[2]),
        hit_rate_interval=hit_rates,
        rri_interval=interval(lambda fold: fold[0] / fold[1] * fold[4] / fold[3]),
        curve_area_interval=interval(lambda fold: fold[5] / fold[1]),
        hits=tuple(int(fold.observed[cells].sum()) for fold, cells in pairs),
    )


def _curve_area(fold: _Fold, method: str) -> float:
    """Measure the area under the curve of hit rates."""
    total = float(fold.observed.sum())
    return float((fold.observed * fold.behind[method]).sum()) / total if total > 0 else math.nan


def _resampled(fold: _Fold, method: str, params: BacktestParams, seed: int) -> Floats:
    """Sum what the measures are made of over resampled cells, shape ``(replicates, 6)``."""
    flagged = fold.flagged[method]
    best = best_cells(fold.observed, int(flagged.sum()))
    columns = np.column_stack(
        [
            fold.observed * flagged,
            fold.observed,
            fold.observed * best,
            fold.before * flagged,
            fold.before,
            fold.observed * np.round(fold.behind[method], BEHIND_DECIMALS),
        ]
    )
    rng = np.random.default_rng([seed, fold.start])
    return bootstrap_sums(columns, rng, params.replicates)


def _mean(of_folds: npt.ArrayLike) -> Floats:
    """Average over folds, passing over those in which a measure has no value."""
    values = np.asarray(of_folds, dtype=float)
    there = np.isfinite(values)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(there, values, 0.0).sum(axis=0) / there.sum(axis=0))


__all__ = ["METHODS", "BacktestParams", "BacktestResult", "MethodScore", "backtest"]

"""Test choices of cells on periods that are over: on a file alone, or on the store."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np

from gis.errors import FileError, InputError, Problem
from hotspots.validation.backtest import METHODS, BacktestParams, BacktestResult, MethodScore, backtest
from hotspots.validation.rectified import RectifiedScores
from web.services.areas.evaluation import rectified_areas
from web.services.areas.scope import Scope
from web.services.register.evaluation import rectified_of

if TYPE_CHECKING:
    from data.incidents import ImportReport, ReadOptions
    from data.store import Store
    from gis.frames import IncidentFrame
    from web.services.progress import Progress

ENDING = ".json"
FIGURES = ("pai", "pei", "hit_rate", "rri", "curve_area")


@dataclass(frozen=True, slots=True)
class BacktestRequest:
    """
    What is asked for.

    Attributes
    ----------
    scope
        Categories; the study area is that of the incidents of the scope.
    study_area
        File of polygons; incidents outside are left out.
    rectified
        File of areas under rectification, with ``started_on`` and, where it ended, ``ended_on``: their cells
        are reported apart.
    seed
        Seed of the resampling behind the intervals.
    """

    scope: Scope = field(default_factory=Scope)
    study_area: Path | None = None
    rectified: Path | None = None
    params: BacktestParams = field(default_factory=BacktestParams)
    seed: int = 1


@dataclass(frozen=True, slots=True)
class BacktestAnswer:
    """
    What was found, and from what.

    Attributes
    ----------
    result
        The methods beside each other.
    notes
        What a reader should be told: fewer folds than asked for.
    report
        What reading the file gave, when a file was read.
    """

    result: BacktestResult
    notes: tuple[Problem, ...] = ()
    report: ImportReport | None = None


def backtest_of_file(
    path: Path, options: ReadOptions, request: BacktestRequest, *, on_progress: Progress | None = None
) -> BacktestAnswer:
    """Test the methods on one file; no store is touched."""
    from web.services.intake.incidents import usable_incidents

    incidents, report = usable_incidents(path, options)
    return _answer(incidents, request, on_progress, report)


def backtest_of_store(
    store: Store, request: BacktestRequest, *, on_progress: Progress | None = None
) -> BacktestAnswer:
    """Test the methods on the store's incidents."""
    from data.store import IncidentFilter

    if store.count_incidents() == 0:
        raise InputError("store.no_incidents")
    designated = rectified_of(store)
    return _answer(
        store.incidents(IncidentFilter()),
        request,
        on_progress,
        None,
        rectified=None if designated.empty else designated,
    )


def _answer(
    incidents: IncidentFrame,
    request: BacktestRequest,
    on_progress: Progress | None,
    report: ImportReport | None,
    *,
    rectified: gpd.GeoDataFrame | None = None,
) -> BacktestAnswer:
    from data.places import read_units

    study_area = None if request.study_area is None else read_units(request.study_area)
    result = backtest(
        request.scope.of(incidents),
        request.params,
        study_area=study_area,
        rectified=rectified if request.rectified is None else rectified_areas(request.rectified),
        rng=np.random.default_rng(request.seed),
        on_progress=on_progress,
    )
    asked = request.params.folds
    fewer = Problem(
        "backtest.fewer_folds",
        {"asked": asked, "folds": result.folds, "horizon_days": request.params.horizon_days},
    )
    return BacktestAnswer(result, (fewer,) if result.folds < asked else (), report)


def check_json(path: Path, *read: Path | None) -> None:
    """
    Refuse a path before the work is done for it.

    Parameters
    ----------
    path
        Where the answer goes.
    *read
        Files that the answer comes from.

    Raises
    ------
    FileError
        ``file.ending_unknown``, ``file.no_folder`` or ``file.is_input``.
    """
    if path.suffix.lower() != ENDING:
        raise FileError("file.ending_unknown", path=str(path), endings=ENDING)
    if not path.absolute().parent.is_dir():
        raise FileError("file.no_folder", path=str(path), folder=str(path.absolute().parent))
    if any(file is not None and file.resolve() == path.resolve() for file in read):
        raise FileError("file.is_input", path=str(path))


def write_backtest(path: Path, answer: BacktestAnswer) -> None:
    """Write the answer as JSON; a figure that has no value is null."""
    written = json.dumps(as_json(answer.result), indent=2, allow_nan=False, ensure_ascii=False)
    path.write_text(written + "\n", encoding="utf-8")


def as_json(result: BacktestResult) -> dict[str, Any]:
    """Give the answer as it is written."""
    params = result.params
    return {
        "share": params.share,
        "cell_m": params.cell_m,
        "horizon_days": params.horizon_days,
        "folds": result.folds,
        "methods": [_method(score) for score in result.methods],
        "chosen": result.chosen,
        "oracle_pai": _number(result.oracle_pai),
        "metric_crs": result.metric_crs,
        "study_cells": result.n_cells,
        "flagged_cells": result.n_flagged,
        "incidents": result.incidents,
        "fold_starts": [str(day) for day in result.fold_starts],
        "fold_incidents": list(result.fold_incidents),
        "recipe": _recipe(result),
        **({} if result.rectified is None else {"rectified": _rectified(result.rectified)}),
    }


def _rectified(scores: RectifiedScores) -> dict[str, Any]:
    """Give what lay in cells under rectification, and the measures without them."""
    return {
        "cells": list(scores.cells),
        "incidents": list(scores.incidents),
        "methods": [
            {"method": method, "flagged": list(scores.flagged[method]), "hits": list(scores.hits[method])}
            for method in METHODS
        ],
        "without": [_method(score) for score in scores.without],
    }


def _recipe(result: BacktestResult) -> dict[str, Any]:
    """Give what weighs most in the blend; without a half-life all fades at once (decay 0) or never (1)."""
    recipe, params = result.recipe, result.params
    return {
        "weight": result.recipe_weight,
        "unit": recipe.unit,
        "decay": recipe.decay,
        "half_life_days": _number(recipe.half_life_days(params.horizon_days)),
        "neighbour_weight": recipe.neighbour_weight,
        "bandwidth_m": recipe.bandwidth_m(params.cell_m),
    }


def _method(score: MethodScore) -> dict[str, Any]:
    figures = {name: _number(getattr(score, name)) for name in FIGURES}
    intervals = {
        f"{name}_interval": [_number(end) for end in getattr(score, f"{name}_interval")] for name in FIGURES
    }
    return {"method": score.method, **figures, **intervals, "hits": list(score.hits)}


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None

"""Folds that the data hold, and trials of the recipes on the past alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gis.errors import InputError
from hotspots.validation.forecast import Past
from hotspots.validation.recipes import RECIPES, recipe_hits
from hotspots.validation.records import Records

Floats = npt.NDArray[np.float64]

MOST_TRIALS = 12
TRIALS_PER_HORIZON = 2
LEAST_BEFORE = 0.25  # of a trial's incidents must lie in the horizon before it: else records had not begun


def fold_starts(records: Records, folds: int) -> list[int]:
    """
    Lay the folds end to end, the last ending at the midnight after the last incident.

    Parameters
    ----------
    records
        The incidents.
    folds
        How many are wanted.

    Returns
    -------
    list of int
        Day on which each fold begins, first fold first; fewer than wanted where the data hold fewer with a
        horizon before the first.

    Raises
    ------
    InputError
        ``backtest.too_short`` when they hold none.
    """
    first, end, horizon = records.first, records.end, records.horizon
    possible = (end - first) // horizon - 1  # one horizon must lie before the first fold
    if possible < 1:
        raise InputError(
            "backtest.too_short",
            days=end - first,
            needed=2 * horizon,
            horizon_days=horizon,
        )
    made = min(possible, folds)
    return [end - horizon * back for back in range(made, 0, -1)]


def past_trials(records: Records, start: int, n_flagged: int, done: dict[tuple[int, int], Floats]) -> Floats:
    """
    Try the recipes on periods that end before a fold begins.

    The first trial is of the half horizon just before the fold; the others are of whole horizons, half a
    horizon apart. Where none of these teaches anything, alternate weeks of what came before are tried too.

    Parameters
    ----------
    records
        The incidents.
    start
        Day on which the fold begins.
    n_flagged
        Cells that will be flagged.
    done
        Trials by the days on which they begin and end; those made are added, since folds share most of them.

    Returns
    -------
    ndarray
        `recipe_hits` of all trials together.
    """
    horizon = records.horizon
    half = start - max(horizon // 2, 1)
    days = [start - horizon - back * horizon // TRIALS_PER_HORIZON for back in range(MOST_TRIALS)]
    spans = [(half, start), *((day, day + horizon) for day in days if day - horizon >= records.first)]
    for span in spans:
        if span not in done:
            done[span] = _trial(records, *span, n_flagged)
    hits = np.array([done[span] for span in spans])
    total = np.asarray(hits.sum(axis=0), dtype=float)
    return total if hits[1:].any() else total + _trial_of_weeks(records, start, n_flagged)


def _trial(records: Records, day: int, end: int, n_flagged: int) -> Floats:
    return _hits(records.before(day), records.between(day, end), n_flagged)


def _trial_of_weeks(records: Records, start: int, n_flagged: int) -> Floats:
    """Let the odd weeks of the last horizon tell the even ones, and these the odd ones, half a trial each."""
    recent = (records.day < start) & (records.day >= start - records.horizon)
    odd = np.ceil((start - records.day) / 7) % 2 == 1
    hits = np.zeros(len(RECIPES))
    for known, told in ((recent & odd, recent & ~odd), (recent & ~odd, recent & odd)):
        hits += _hits(records.before(start, known), records.counts(told), n_flagged) / 2
    return hits


def _hits(past: Past, observed: Floats, n_flagged: int) -> Floats:
    if past.counts().sum() < LEAST_BEFORE * observed.sum():
        return np.zeros(len(RECIPES))
    return recipe_hits(past, observed, n_flagged)

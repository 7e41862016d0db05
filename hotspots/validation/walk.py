"""What is known on a day: incidents before it, the folds that the data hold, and trials on the past alone."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gis.errors import InputError
from hotspots.validation.cells import StudyCells
from hotspots.validation.forecast import RECIPES, Past, recipe_hits

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_TRIALS = 12
TRIALS_PER_HORIZON = 2
LEAST_BEFORE = 0.25  # of a trial's incidents must lie in the horizon before it: else records had not begun


@dataclass(frozen=True, slots=True)
class Records:
    """
    Incidents in the study area, in no order of time.

    Parameters
    ----------
    cells
        The study area.
    x, y
        Points in the metric system, shape ``(n,)``.
    cell
        Number of the study cell that holds each point.
    day
        Local days since 1970 with their fraction.
    horizon
        Days that a forecast is for.
    """

    cells: StudyCells
    x: Floats
    y: Floats
    cell: Ints
    day: Floats
    horizon: float

    @property
    def first(self) -> int:
        """Day of the first incident."""
        return math.floor(float(self.day.min()))

    @property
    def end(self) -> int:
        """Give the day that begins at the midnight after the last incident."""
        return math.floor(float(self.day.max())) + 1

    def between(self, since: float, until: float) -> Floats:
        """Count the incidents of days in each cell."""
        inside = (self.day >= since) & (self.day < until)
        return np.bincount(self.cell[inside], minlength=self.cells.n_cells).astype(float)

    def before(self, day: float, horizon: float | None = None) -> Past:
        """Give what came before a day."""
        old = self.day < day
        horizon = self.horizon if horizon is None else horizon
        return Past(self.cells, self.x[old], self.y[old], self.cell[old], day - self.day[old], horizon)


def fold_starts(records: Records, folds: int) -> list[float]:
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
    list of float
        Day on which each fold begins, first fold first; fewer than wanted where the data hold fewer with a
        horizon before the first.

    Raises
    ------
    InputError
        ``backtest.too_short`` when they hold none.
    """
    first, end, horizon = records.first, records.end, round(records.horizon)
    possible = (end - first) // horizon - 1  # one horizon must lie before the first fold
    if possible < 1:
        raise InputError(
            "backtest.too_short",
            days=end - first,
            needed=2 * horizon,
            horizon_days=horizon,
        )
    made = min(possible, folds)
    return [float(end - horizon * back) for back in range(made, 0, -1)]


def past_trials(records: Records, start: float, n_flagged: int, done: dict[float, Floats]) -> list[Floats]:
    """
    Try the blend's recipes on periods that end before a fold begins; without one, on half the past.

    Parameters
    ----------
    records
        The incidents.
    start
        Day on which the fold begins.
    n_flagged
        Cells that will be flagged.
    done
        Trials by the day on which they begin; those made are added, since folds share most of them.

    Returns
    -------
    list of ndarray
        `recipe_hits` of each trial.
    """
    found = []
    for back in range(MOST_TRIALS):
        day = start - records.horizon * (1 + back / TRIALS_PER_HORIZON)
        if day - records.horizon < records.first:
            break
        if day not in done:
            done[day] = _trial(records, day, records.horizon, n_flagged)
        found.append(done[day])
    if not any(hits.any() for hits in found):
        half = min(records.horizon, start - records.first) / 2
        found.append(_trial(records, start - half, half, n_flagged))
    return found


def _trial(records: Records, day: float, horizon: float, n_flagged: int) -> Floats:
    past, observed = records.before(day, horizon), records.between(day, day + horizon)
    if past.counts().sum() < LEAST_BEFORE * observed.sum():
        return np.zeros(RECIPES)
    return recipe_hits(past, observed, n_flagged)

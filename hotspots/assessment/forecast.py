"""
The next months of a series: the seasonal model beside last year's same months, both tried on what is over.

Origins roll through the last year: at each, both see only what came before it and say the months that
follow. Whichever came closer on average is used; where nothing could be tried, the model is, and says that it
was not tested.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspots.assessment.expected_band import LEVEL, outlook_of
from hotspots.assessment.months import YEAR_MONTHS, Floats, Months
from hotspots.assessment.seasonal import Outlook, fit_seasonal, widened

MODEL, NAIVE = "seasonal_model", "seasonal_naive"
HORIZON = 3
MOST_ORIGINS = 12
LEAST_TRAINING = YEAR_MONTHS + 1
"""Last year's same month has to be known, and a month more for a trend."""


@dataclass(frozen=True, slots=True)
class Score:
    """
    How well a method did on what is over.

    Attributes
    ----------
    method
        ``seasonal_model`` or ``seasonal_naive``.
    mean_error
        Mean absolute error, incidents a month.
    coverage
        Share of the months that lay in its band.
    tried
        How many months it said beforehand.
    """

    method: str
    mean_error: float
    coverage: float
    tried: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """
    The next months.

    Attributes
    ----------
    method
        The one that is used.
    expected, low, high
        Of each month.
    scores
        Of both methods, that of the one used first; empty where nothing could be tried.
    """

    method: str
    expected: Floats
    low: Floats
    high: Floats
    scores: tuple[Score, ...]


def forecast(counts: npt.ArrayLike, months: Months, ahead: int = HORIZON) -> Forecast:
    """
    Say the next months of a series.

    Parameters
    ----------
    counts
        Incidents of each month that is known.
    months
        Those months, followed by the ``ahead`` ones to be said.
    ahead
        How many.

    Raises
    ------
    ValueError
        When lengths disagree; as `fit_seasonal` does.
    """
    y = np.asarray(counts, dtype=np.float64)
    if len(y) + ahead != len(months):
        raise ValueError(f"wanted {len(y) + ahead} months, got {len(months)}")
    scores = rolling_scores(y, months[: len(y)], ahead)
    method = scores[0].method if scores else MODEL
    outlook = METHODS[method](y, months)
    low, high = outlook.band(LEVEL)
    return Forecast(method, outlook.expected, low, high, scores)


def rolling_scores(y: Floats, months: Months, ahead: int = HORIZON) -> tuple[Score, ...]:
    """
    Try both methods on months that are over, the better one first.

    Returns
    -------
    tuple of Score
        Empty where fewer than ``LEAST_TRAINING`` months come before the first origin.
    """
    origins = range(max(LEAST_TRAINING, len(y) - MOST_ORIGINS), len(y))
    if not origins:
        return ()
    found = [_score(name, y, months, origins, ahead) for name in (NAIVE, MODEL)]
    return tuple(sorted(found, key=lambda score: score.mean_error))


def _score(name: str, y: Floats, months: Months, origins: range, ahead: int) -> Score:
    errors, inside = [], []
    for origin in origins:
        until = min(origin + ahead, len(y))
        outlook = METHODS[name](y[:origin], months[:until])
        low, high = outlook.band(LEVEL)
        truth = y[origin:until]
        errors.append(np.abs(truth - outlook.expected))
        inside.append((truth >= low) & (truth <= high))
    error, held = np.concatenate(errors), np.concatenate(inside)
    return Score(name, float(error.mean()), float(held.mean()), len(error))


def _by_model(y: Floats, months: Months) -> Outlook:
    return outlook_of(fit_seasonal(y, months[: len(y)]), months[len(y) :])


def _by_last_year(y: Floats, months: Months) -> Outlook:
    """Say what the same month of the year before held; scatter is that of years to years."""
    wanted = np.arange(len(y), len(months)) - YEAR_MONTHS
    expected = y[wanted]
    now, before = y[YEAR_MONTHS:], y[:-YEAR_MONTHS]
    scatter = (now - before) ** 2 / np.maximum((now + before) / 2, 1.0)
    dispersion = max(2.0, float(scatter.mean())) if len(scatter) else 2.0
    variance = widened(dispersion * np.maximum(expected, 1.0), float(max(len(scatter), 2)))
    return Outlook(expected, variance)


METHODS = {MODEL: _by_model, NAIVE: _by_last_year}

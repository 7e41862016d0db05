"""
The next months of a series: the seasonal model beside last year's same months, both tried on what is over.

Origins roll through the last two years: at each, both see only what came before it and say the months that
follow. Last year's months are used unless the model came closer; it is called better only where chance does
not explain by how much (Diebold and Mariano). Where nothing could be tried, the model is used, and says that
it was not tested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from hotspots.assessment.expected_band import LEVEL, PRIOR_MONTHS, county_outlook_of, off_beforehand
from hotspots.assessment.months import YEAR_MONTHS, Floats, Months
from hotspots.assessment.outlook import Outlook
from hotspots.assessment.seasonal import LEAST_MONTHS, fit_seasonal

MODEL, NAIVE = "seasonal_model", "seasonal_naive"
HORIZON = 3
MOST_ORIGINS = 24
ALPHA = 0.10
"""The model is called better where so little chance is left that it is not (one-sided)."""

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
    p_value
        Chance that the model would come so much closer though it is no better; None where nothing could be
        tried.
    """

    method: str
    expected: Floats
    low: Floats
    high: Floats
    scores: tuple[Score, ...]
    p_value: float | None = None

    @property
    def is_proved(self) -> bool:
        """Tell whether the model is used and chance does not explain that it came closer."""
        return self.method == MODEL and self.p_value is not None and self.p_value <= ALPHA


@dataclass(frozen=True, slots=True)
class _Trial:
    """What a method said beforehand: absolute errors and whether the band held, by origin."""

    errors: tuple[Floats, ...]
    held: tuple[npt.NDArray[np.bool_], ...]

    def score(self, method: str) -> Score:
        errors, held = np.concatenate(self.errors), np.concatenate(self.held)
        return Score(method, float(errors.mean()), float(held.mean()), len(errors))


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
    said = _Said(y, months, off_beforehand(y, months[: len(y)]))
    origins = range(max(LEAST_TRAINING, len(y) - MOST_ORIGINS), len(y))
    scores: tuple[Score, ...] = ()
    p_value, method = None, MODEL
    if origins:
        tried = {name: _trial(said, name, origins, ahead) for name in (NAIVE, MODEL)}
        p_value = chance_of_no_better(tried[MODEL].errors, tried[NAIVE].errors, ahead)
        scores = tuple(tried[name].score(name) for name in tried)
        scores = tuple(sorted(scores, key=lambda score: score.mean_error))  # the naive one first where equal
        method = scores[0].method
    outlook = said.beforehand(method, len(y), len(months))
    low, high = outlook.band(LEVEL)
    return Forecast(method, outlook.expected, low, high, scores, p_value)


def chance_of_no_better(ours: Sequence[Floats], theirs: Sequence[Floats], ahead: int) -> float:
    """
    Give the chance that errors would be so much smaller though the method is no better.

    Parameters
    ----------
    ours, theirs
        Absolute errors by origin, origins in a row.
    ahead
        Months said from each origin: so many neighbours share months.

    References
    ----------
    .. [1] Diebold and Mariano (1995), doi:10.1080/07350015.1995.10524599.
    .. [2] Harvey, Leybourne and Newbold (1997), doi:10.1016/S0169-2070(96)00719-4: in small samples.
    """
    gain = np.array([float((b - a).mean()) for a, b in zip(ours, theirs, strict=True)])
    count, off = len(gain), gain - gain.mean()
    if count <= 2 * ahead:
        return 1.0
    shared = [float((off[lag:] * off[: count - lag]).sum()) / count for lag in range(ahead)]
    variance = max(shared[0] + 2 * sum(shared[1:]), shared[0]) / count
    if variance <= 0:
        return 0.0 if gain.mean() > 0 else 1.0
    smaller = np.sqrt((count + 1 - 2 * ahead + ahead * (ahead - 1) / count) / count)
    return float(stats.t.sf(gain.mean() / np.sqrt(variance) * smaller, count - 1))


def _trial(said: _Said, name: str, origins: range, ahead: int) -> _Trial:
    errors, held = [], []
    for origin in origins:
        until = min(origin + ahead, len(said.y))
        outlook, truth = said.beforehand(name, origin, until), said.y[origin:until]
        low, high = outlook.band(LEVEL)
        errors.append(np.abs(truth - outlook.expected))
        held.append((truth >= low) & (truth <= high))
    return _Trial(tuple(errors), tuple(held))


@dataclass(frozen=True, slots=True)
class _Said:
    """A series, and what each method says of it from the months before an origin alone."""

    y: Floats
    months: Months
    off: Sequence[float]

    def beforehand(self, name: str, origin: int, until: int) -> Outlook:
        """Say the months from an origin on."""
        y, months = self.y[:origin], self.months[:until]
        return self._by_last_year(y, until) if name == NAIVE else self._by_model(y, months)

    def _by_model(self, y: Floats, months: Months) -> Outlook:
        fit = fit_seasonal(y, months[: len(y)])
        off = self.off[: max(len(y) - LEAST_MONTHS, 0)]
        return county_outlook_of(y, fit, months, off=off)

    @staticmethod
    def _by_last_year(y: Floats, until: int) -> Outlook:
        """Say what the same month of the year before held; scatter is that of years to years."""
        expected = y[np.arange(len(y), until) - YEAR_MONTHS]
        now, before = y[YEAR_MONTHS:], y[:-YEAR_MONTHS]
        squared = (now - before) ** 2 / np.maximum((now + before) / 2, 1.0)
        dispersion = (2.0 * PRIOR_MONTHS + squared.sum()) / (PRIOR_MONTHS + len(squared))
        flat = np.ones_like(expected)
        few = np.maximum(dispersion, 2.0) / np.maximum(np.minimum(expected, 1.0), 0.1)
        return Outlook(
            np.maximum(expected, 0.1), few * flat, 0 * flat, np.sqrt(2 / (PRIOR_MONTHS + len(squared))) * flat
        )

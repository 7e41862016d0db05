"""
The band that a month's counts are expected in, place by place.

The season and the trend of a class are those of the county, which many incidents tell; the level is each
place's own, the last year weighing most. How much counts scatter beyond Poisson is learnt from all places
together. Whether a place has more than expected is judged with the false-discovery rate over all places and
classes held down.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspots.assessment.months import Floats, Months
from hotspots.assessment.seasonal import Outlook, SeasonalFit, fit_seasonal, widened
from hotspots.local.exact import false_discovery_adjusted

LEVEL = 0.95
FALSE_ALARMS = 0.05
"""Share of the alarms that chance alone is to give at most; ``docs/methods.md`` has what it gave."""

HALF_LIFE_MONTHS = 12.0
"""A month of a place weighs half as much after so many others."""

DRIFT_SD = 0.12
"""How far the level of a place is thought to have moved against the county since the months that tell it."""

LARGEST_RESIDUAL = 4.0
"""A month further off than this does not widen the bands of all others."""


@dataclass(frozen=True, slots=True)
class Band:
    """
    What the counts of a month were expected to be.

    Attributes
    ----------
    observed, expected, low, high
        The count, its expected value, and the least and most of the band.
    p_value
        Probability of as many or more.
    dispersion
        Variance over mean.
    """

    observed: Floats
    expected: Floats
    low: Floats
    high: Floats
    p_value: Floats
    dispersion: float

    @property
    def is_above(self) -> npt.NDArray[np.bool_]:
        """Tell which lie above the band."""
        return self.observed > self.high

    @property
    def is_below(self) -> npt.NDArray[np.bool_]:
        """Tell which lie below the band."""
        return self.observed < self.low


def county_band(counts: npt.ArrayLike, months: Months, level: float = LEVEL) -> Band:
    """
    Judge the last month of a series by those before it.

    Parameters
    ----------
    counts
        Incidents of each month, the one to be judged last.
    months
        The months.
    level
        Share of months that lie in the band if nothing has changed.
    """
    y = np.asarray(counts, dtype=np.float64)
    fit = fit_seasonal(y[:-1], months[:-1])
    return _band(y[-1:], outlook_of(fit, months[-1:]), fit.dispersion, level)


def outlook_of(fit: SeasonalFit, months: Months) -> Outlook:
    """Say what a model expects of months."""
    expected, squared_error = fit.ahead(months)
    variance = fit.dispersion * expected + expected**2 * squared_error
    return Outlook(expected, widened(variance, fit.degrees))


def place_bands(counts: npt.ArrayLike, months: Months, level: float = LEVEL) -> Band:
    """
    Judge the last month of every place of a class.

    Parameters
    ----------
    counts
        Incidents of each place and month, shape ``(places, months)``, the month to be judged last.
    months
        The months.
    level
        As `county_band` takes it.

    Raises
    ------
    ValueError
        As `fit_seasonal` does, and when shapes disagree.
    """
    y = np.asarray(counts, dtype=np.float64)
    if y.ndim != 2 or y.shape[1] != len(months):
        raise ValueError(f"wanted places by {len(months)} months, got {y.shape}")
    past = y[:, :-1]
    fit = fit_seasonal(past.sum(axis=0), months[:-1])
    weight = 0.5 ** (np.arange(past.shape[1])[::-1] / HALF_LIFE_MONTHS)
    share = ((past * weight).sum(axis=1) + 0.5 / len(y)) / ((fit.fitted * weight).sum() + 0.5)
    mean = np.outer(share, fit.fitted)
    dispersion, degrees = _pooled_dispersion(past, mean)
    ahead, squared_error = fit.ahead(months[-1:])
    own_error = dispersion * (mean * weight**2).sum(axis=1) / (mean * weight).sum(axis=1) ** 2
    expected = share * ahead[0]
    variance = dispersion * expected + expected**2 * (squared_error[0] + own_error + DRIFT_SD**2)
    return _band(y[:, -1], Outlook(expected, widened(variance, degrees)), dispersion, level)


def _pooled_dispersion(past: Floats, mean: Floats) -> tuple[float, float]:
    safe = np.maximum(mean, 1e-9)
    residual = (past - mean) ** 2 / safe
    residual = np.where(mean >= 1, np.minimum(residual, LARGEST_RESIDUAL**2), residual)
    degrees = max(past.size - past.shape[0] - past.shape[1] / 2, 1.0)
    return max(1.0, float(residual.sum() / degrees)), degrees


def _band(observed: Floats, outlook: Outlook, dispersion: float, level: float) -> Band:
    low, high = outlook.band(level)
    return Band(observed, outlook.expected, low, high, outlook.chance_of_more(observed), dispersion)


def alarms(p_values: npt.ArrayLike, false_alarms: float = FALSE_ALARMS) -> npt.NDArray[np.bool_]:
    """
    Tell which places and classes have more than expected, chance's share among them held down.

    Parameters
    ----------
    p_values
        Of all places and classes that are looked at, of any shape; NaN for those that are not.
    false_alarms
        Share of the alarms, at most, that are chance's (Benjamini and Hochberg). Where nothing has changed
        anywhere, this is the chance of any alarm at all.

    Examples
    --------
    >>> alarms([0.001, 0.04, 0.5, 0.9]).tolist()
    [True, False, False, False]
    """
    given = np.asarray(p_values, dtype=np.float64)
    return np.asarray(false_discovery_adjusted(given.ravel()).reshape(given.shape) <= false_alarms)

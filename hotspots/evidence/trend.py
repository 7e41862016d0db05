"""Whether monthly counts rise or fall: a log-linear Poisson trend, for many areas at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from hotspots.finding.grid import Floats

TREND_ALPHA = 0.05
LEAST_MONTHS = 6
LEAST_INCIDENTS = 12
STEEPEST = 3.0  # change of the logarithm in a month; beyond it all is in one month
HALVINGS = 40
MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class MonthTrends:
    """
    Trends of many series.

    Parameters
    ----------
    direction
        ``rising``, ``falling``, ``steady``, or ``unknown`` with fewer than 6 months or 12 incidents.
    z_score, p_value
        Score test of no change, two-sided; NaN where unknown.
    per_year, per_year_low, per_year_high
        Factor of change in a year and its 95 % interval, NaN where unknown.
    """

    direction: npt.NDArray[np.str_]
    z_score: Floats
    p_value: Floats
    per_year: Floats
    per_year_low: Floats
    per_year_high: Floats

    @property
    def rising(self) -> Floats:
        """Probability that each series rises, by its z-score; one half where unknown."""
        return np.asarray(np.where(np.isnan(self.z_score), 0.5, ndtr(self.z_score)))


def month_trends(counts: npt.ArrayLike, exposure: npt.ArrayLike | None = None) -> MonthTrends:
    """
    Test whether monthly counts rise or fall.

    The test compares the mean month of the incidents with the one expected under a log-linear trend, given
    their number; its variance is multiplied by the Pearson dispersion around the fitted trend where that
    exceeds 1. The interval holds the trends that the same test does not refuse at 5 %, so that the two agree.

    Parameters
    ----------
    counts
        Incidents in each whole month, in order, shape ``(areas, months)``.
    exposure
        What each month would have if nothing changed, up to a factor (days, or the county's incidents),
        shape ``(months,)``; left out, every month the same.

    Returns
    -------
    MonthTrends
        Figures of each area.

    References
    ----------
    .. [1] Cox and Lewis (1966), The Statistical Analysis of Series of Events, chapter 3

    Examples
    --------
    >>> month_trends([[1, 2, 3, 4, 5, 6, 7, 8]]).direction.tolist()
    ['rising']
    """
    table = np.asarray(counts, dtype=float)
    share = np.ones(table.shape[1]) if exposure is None else np.asarray(exposure, dtype=float)
    total = table.sum(axis=1)
    usable = (total >= LEAST_INCIDENTS) & (table.shape[1] >= LEAST_MONTHS) & (share.sum() > 0)
    figures = np.full((5, len(table)), np.nan)
    if usable.any():
        figures[:, usable] = _fitted(table[usable], share / share.sum())
    z_score, p_value, slope, low, high = figures
    steady = np.where(p_value > TREND_ALPHA, "steady", np.where(z_score > 0, "rising", "falling"))
    per_year = (np.exp(MONTHS_IN_YEAR * value) for value in (slope, low, high))
    return MonthTrends(np.where(usable, steady, "unknown"), z_score, p_value, *per_year)


def _fitted(counts: Floats, share: Floats) -> Floats:
    """Give z-score, p-value, slope a month and its limits of each series."""
    total = counts.sum(axis=1)
    month = counts @ np.arange(counts.shape[1]) / total
    slope = _slope_at(np.zeros(len(total)), month, share, total)
    mean = total[:, None] * _shares(slope, share)
    scatter = ((counts - mean) ** 2 / np.maximum(mean, 1e-9)).sum(axis=1) / (counts.shape[1] - 2)
    weight = total / np.maximum(scatter, 1.0)
    z_score = _z_scores(np.zeros(len(total)), month, share, weight)
    limit = np.full(len(total), -ndtri(TREND_ALPHA / 2))
    limits = [_slope_at(side * limit, month, share, weight) for side in (1, -1)]
    return np.stack([z_score, 2 * ndtr(-np.abs(z_score)), slope, *limits])


def _slope_at(wanted: Floats, month: Floats, share: Floats, weight: Floats) -> Floats:
    """Find the slope at which the test has a wanted z-score, which falls as the slope grows, by halving."""
    low, high = np.full(len(month), -STEEPEST), np.full(len(month), STEEPEST)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = _z_scores(middle, month, share, weight) > wanted
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.asarray((low + high) / 2)


def _z_scores(slope: Floats, month: Floats, share: Floats, weight: Floats) -> Floats:
    shares, time = _shares(slope, share), np.arange(len(share))
    middle = shares @ time
    variance = (shares * (time - middle[:, None]) ** 2).sum(axis=1)
    return np.asarray((month - middle) * np.sqrt(weight / np.maximum(variance, 1e-12)))


def _shares(slope: Floats, share: Floats) -> Floats:
    """Give the share of each month under a trend, shape ``(areas, months)``."""
    power = slope[:, None] * (np.arange(len(share)) - len(share) / 2)
    rates = share * np.exp(power - power.max(axis=1, keepdims=True))
    return np.asarray(rates / rates.sum(axis=1, keepdims=True))

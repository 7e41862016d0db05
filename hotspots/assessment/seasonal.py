"""
A seasonal model of monthly counts: level, trend, time of year, Spring Festival, length of the month.

A quasi-Poisson regression whose terms but the level are held back towards none, so that two years already
give a season, half a year gives hardly any, and neither gives nonsense. Months far off the rest weigh less
(as Noufaily et al. do it), so that an outbreak of last year does not hide this year's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspots.assessment.months import YEAR_MONTHS, Floats, Months

PRIOR_SD = (0.15, 0.25, 0.25, 0.12, 0.12, 0.5)
"""
How large the terms are thought to be beforehand, as standard deviations of the log rate: trend a year, sine
and cosine once a year, and twice a year, a month that were all Spring Festival.
"""

FAR_OFF = 2.58
"""Standardised residual beyond which a month weighs less: one in a hundred by chance."""

LEAST_MONTHS = 6
"""Fewer months than this tell nothing."""

LARGEST_LOG = 30.0
ROUNDS = 60
SETTLED = 1e-9


@dataclass(frozen=True, slots=True)
class SeasonalFit:
    """
    The model of one series.

    Attributes
    ----------
    coefficients, covariance
        Level, trend, four terms of the year, festival; of the log of the daily rate.
    dispersion
        Variance over mean; 1 for Poisson.
    degrees
        Degrees of freedom left over.
    fitted
        Expected count of each month.
    anchor
        The month that the trend is counted from, as years from the first.
    start
        Number of the first month.
    """

    coefficients: Floats
    covariance: Floats
    dispersion: float
    degrees: float
    fitted: Floats
    anchor: float
    start: int

    def ahead(self, months: Months) -> tuple[Floats, Floats]:
        """
        Give what is expected of other months.

        Returns
        -------
        tuple of ndarray
            Expected counts, and the squared relative error of each.
        """
        design = _design(months, self.anchor, _number(months) - self.start)
        expected = months.days * np.exp(np.clip(design @ self.coefficients, -LARGEST_LOG, LARGEST_LOG))
        return expected, np.einsum("ij,jk,ik->i", design, self.covariance, design)


def fit_seasonal(counts: npt.ArrayLike, months: Months) -> SeasonalFit:
    """
    Fit the model to a series.

    Parameters
    ----------
    counts
        Incidents of each month.
    months
        The months.

    Raises
    ------
    ValueError
        When lengths differ, a count is negative or missing, or there are fewer months than ``LEAST_MONTHS``.

    References
    ----------
    .. [1] Noufaily et al. (2013), doi:10.1002/sim.5595: an improved algorithm for outbreak detection.

    Examples
    --------
    >>> from datetime import date
    >>> from hotspots.assessment.months import months_from
    >>> fit = fit_seasonal([31, 28, 31, 30, 31, 30, 31, 31], months_from(date(2025, 1, 1), 8))
    >>> fit.fitted.round(3).tolist(), fit.dispersion
    ([31.0, 28.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0], 1.0)
    """
    y = np.asarray(counts, dtype=np.float64)
    if y.shape != (len(months),) or not np.isfinite(y).all() or (y < 0).any():
        raise ValueError(f"wanted {len(months)} counts of 0 or more, got {y.shape}")
    if len(y) < LEAST_MONTHS:
        raise ValueError(f"wanted {LEAST_MONTHS} months or more, got {len(y)}")
    anchor = (len(y) - 1) / YEAR_MONTHS
    design = _design(months, anchor, 0)
    weights, dispersion = np.ones(len(y)), 1.0
    for _ in range(3):  # weights and dispersion follow from the fit, and the fit from them
        beta, precision = _solve(y, design, months.days, weights, dispersion)
        fitted = months.days * np.exp(design @ beta)
        covariance = np.linalg.inv(precision)
        leverage = weights * fitted / dispersion * np.einsum("ij,jk,ik->i", design, covariance, design)
        degrees = max(weights.sum() - leverage.sum(), 1.0)
        dispersion = max(1.0, float((weights * (y - fitted) ** 2 / fitted).sum() / degrees))
        residual = (y - fitted) / np.sqrt(dispersion * fitted * np.clip(1 - leverage, 0.05, 1))
        weights = np.minimum(1.0, (FAR_OFF / np.maximum(np.abs(residual), 1e-9)) ** 2)
    return SeasonalFit(
        beta, np.asarray(covariance, dtype=np.float64), dispersion, degrees, fitted, anchor, _number(months)
    )


def _number(months: Months) -> int:
    return months.first.year * YEAR_MONTHS + months.first.month


def _design(months: Months, anchor: float, offset: int) -> Floats:
    """Lay out the terms; the offset says how many months after the first of the fit these begin."""
    year = (offset + np.arange(len(months))) / YEAR_MONTHS
    angle = 2 * np.pi * (months.month_of_year + 0.5) / YEAR_MONTHS
    waves = [wave(turn * angle) for turn in (1, 2) for wave in (np.sin, np.cos)]
    return np.column_stack([np.ones(len(months)), year - anchor, *waves, months.festival])


def _solve(
    y: Floats, design: Floats, days: Floats, weights: Floats, dispersion: float
) -> tuple[Floats, Floats]:
    """Find the most likely terms given what they are thought to be beforehand (Newton's method)."""
    prior = np.diag([1e-8, *(sd**-2.0 for sd in PRIOR_SD)])
    beta = np.zeros(design.shape[1])
    beta[0] = np.log(max(y.sum(), 0.5) / days.sum())
    for _ in range(ROUNDS):
        mean = days * np.exp(np.clip(design @ beta, -LARGEST_LOG, LARGEST_LOG))
        gradient = design.T @ (weights * (y - mean)) / dispersion - prior @ beta
        precision = (design.T * (weights * mean)) @ design / dispersion + prior
        step = np.linalg.solve(precision, gradient)
        beta = beta + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < SETTLED:
            break
    return beta, precision

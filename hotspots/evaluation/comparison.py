"""One area beside its control areas: what it would have had, and how far off it is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hotspots.evaluation.matching import matched_controls
from hotspots.evaluation.params import LEAST_CONTROLS, EvaluationParams
from hotspots.evaluation.place_counts import Floats, Ints, PlaceCounts
from hotspots.evaluation.power import detectable_drop
from hotspots.evaluation.rate_ratio import Expected, RateRatio, rate_ratio
from hotspots.evaluation.regression_to_mean import AfterModel, fit_after

TAKEN_BY_THE_MEAN = 2
"""Degrees of freedom that the expectation of the controls takes: their level, and the line below it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    An area beside its controls.

    Parameters
    ----------
    controls
        Positions of the controls in the pool, the most alike first.
    expected
        Incidents to expect after, had nothing been done.
    found
        Incidents after over these.
    detectable_drop
        Share by which incidents must fall for this comparison to find it with the power asked for; NaN where
        not even their end would be found.
    """

    controls: Ints
    expected: Expected
    found: RateRatio
    detectable_drop: float


def compare(place: PlaceCounts, pool: PlaceCounts, params: EvaluationParams) -> Comparison | None:
    """
    Compare one area with control areas from a pool.

    What to expect is the line of incidents after over incidents before of the whole pool, which holds the
    common trend and the falling back of what was high by chance, times what the controls had over their line.
    How much counts vary is taken from the controls.

    Parameters
    ----------
    place
        The one area.
    pool
        Places that nothing was done to, of the same class.
    params
        Settings.

    Returns
    -------
    Comparison or None
        None where fewer than `LEAST_CONTROLS` places are comparable, or they have no incidents after.
    """
    controls = matched_controls(place, pool, params.controls)
    if len(controls) < LEAST_CONTROLS:
        return None
    expected = _expected(place, pool, pool.of(controls))
    if expected is None:
        return None
    found = rate_ratio(float(place.after[0]), expected, params.confidence)
    return Comparison(controls, expected, found, detectable_drop(expected, params.confidence, params.power))


def _expected(place: PlaceCounts, pool: PlaceCounts, controls: PlaceCounts) -> Expected | None:
    model = fit_after(pool)
    line, own_line = model.of(controls), float(model.of(place)[0])
    if min(line.sum(), controls.after.sum(), own_line) <= 0:
        return None
    level = float(controls.after.sum() / line.sum())
    means = level * line
    freedom = len(controls) - TAKEN_BY_THE_MEAN
    overdispersion = overdispersion_of(controls.after, means, freedom)
    of_controls = (own_line / float(line.sum())) ** 2 * float((means + overdispersion * means**2).sum())
    of_line = _line_variance(model, place, controls, level, own_line / float(line.sum()))
    return Expected(level * own_line, math.sqrt(of_controls + of_line), overdispersion, freedom)


def overdispersion_of(counts: Floats, means: Floats, freedom: int) -> float:
    """
    Estimate by how much counts vary beyond Poisson numbers, as negative binomial ones do.

    Parameters
    ----------
    counts, means
        Incidents counted and expected.
    freedom
        Counts less parameters of the means.

    Returns
    -------
    float
        The share of the squared mean that adds to the variance, by moments; 0 or more.

    Examples
    --------
    >>> overdispersion_of(np.array([60.0, 140.0]), np.array([100.0, 100.0]), 2)
    0.15
    """
    squares = float(((counts - means) ** 2).sum()) * len(counts) / freedom
    return max(0.0, (squares - float(means.sum())) / float((means**2).sum()))


def _line_variance(
    model: AfterModel, place: PlaceCounts, controls: PlaceCounts, level: float, share: float
) -> float:
    """Give the variance that the line adds: none where controls are like the area, more the further off."""
    gradient = level * (place.rows()[0] - share * controls.rows().sum(axis=0))
    return float(gradient @ model.covariance @ gradient)

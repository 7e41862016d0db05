"""One area beside its control areas: what it would have had, and how far off it is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspots.evaluation.matching import matched_controls
from hotspots.evaluation.params import LEAST_CONTROLS, EvaluationParams
from hotspots.evaluation.place_counts import Floats, Ints, PlaceCounts
from hotspots.evaluation.power import detectable_drop_between
from hotspots.evaluation.rate_ratio import Expected, RateRatio, rate_ratio_between
from hotspots.evaluation.regression_to_mean import AfterModel, fit_after
from hotspots.evaluation.wider_comparison import expected_beside_the_rest, nearest_controls

Mask = npt.NDArray[np.bool_]

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
    lower, upper
        Incidents to expect after, had nothing been done: the same twice beside comparable places, a range
        where no place is.
    is_matched
        Whether the controls are comparable; else they are those next to it in level.
    found
        Incidents after over these.
    detectable_drop
        Share by which incidents must fall for this comparison to find it with the power asked for; NaN where
        not even their end would be found.
    """

    controls: Ints
    lower: Expected
    upper: Expected
    is_matched: bool
    found: RateRatio
    detectable_drop: float


def compare(
    place: PlaceCounts,
    pool: PlaceCounts,
    rest: tuple[float, float],
    params: EvaluationParams,
    *,
    alike: Mask | None = None,
) -> Comparison | None:
    """
    Compare one area with control areas from a pool.

    What to expect is the line of incidents after over incidents before of the whole pool, which holds the
    common trend and the falling back of what was high by chance, times what the controls had over their line.
    How much counts vary is taken from the controls. An area that was higher than nearly all places is
    compared with the rest of the county (`hotspots.evaluation.wider_comparison`).

    Parameters
    ----------
    place
        The one area.
    pool
        Places that nothing was done to.
    rest
        Incidents before and after of all ground of the same class that nothing was done to.
    params
        Settings.
    alike
        Which places are of the same class; left out, all. Of the others it is at most learnt how much counts
        vary, where an area cannot be matched.

    Returns
    -------
    Comparison or None
        None where there are fewer than `LEAST_CONTROLS` places, or no incidents to compare.
    """
    own = np.arange(len(pool)) if alike is None else np.flatnonzero(alike)
    controls = own[matched_controls(place, pool.of(own), params.controls)]
    is_matched = len(controls) >= LEAST_CONTROLS
    if is_matched:
        expected = _expected(place, pool.of(own), pool.of(controls))
        ends = None if expected is None else (expected, expected)
    else:
        near = own if len(own) >= params.controls else np.arange(len(pool))
        controls = near[nearest_controls(place, pool.of(near), params.controls)]
        before = float(place.before[0])
        known = len(controls) >= LEAST_CONTROLS and min(before, *rest) > 0
        ends = expected_beside_the_rest(before, rest, pool.of(controls)) if known else None
    if ends is None:
        return None
    found = rate_ratio_between(float(place.after[0]), *ends, params.confidence)
    drop = detectable_drop_between(*ends, params.confidence, params.power)
    return Comparison(controls, *ends, is_matched, found, drop)


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
    >>> import numpy as np
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

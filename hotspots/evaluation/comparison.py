"""One area beside its control areas: what it would have had, and how far off it is."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from hotspots.evaluation.matching import matched_controls
from hotspots.evaluation.params import LEAST_CONTROLS, EvaluationParams
from hotspots.evaluation.place_counts import Floats, Ints, PlaceCounts
from hotspots.evaluation.placebo import Placebos, placebos_among_lower, placebos_of
from hotspots.evaluation.power import detectable_drop, detectable_drop_between
from hotspots.evaluation.rate_ratio import Expected, RateRatio, rate_ratio_between
from hotspots.evaluation.regression_to_mean import AfterModel, fit_after
from hotspots.evaluation.wider_comparison import expected_beside_the_rest, most_variation, nearest_controls

Mask = npt.NDArray[np.bool_]

TAKEN_BY_THE_MEAN = 2
"""Degrees of freedom that the expectation of the controls takes: their level, and the line below it."""
FURTHER_CONDITIONS = 0.4
"""Share of the remaining chance that the area's own level and what others did by themselves take away."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    An area beside its controls.

    Parameters
    ----------
    controls
        Positions of the controls in the pool, the most alike first.
    lower, upper
        Incidents to expect after, had nothing been done: beside comparable places, what these let expect and
        what the area had itself, changed as the rest of the county did.
    expected
        The best guess within that range: beside comparable places what these let expect, else the middle.
    is_matched
        Whether the controls are comparable; else they are those next to it in level.
    found
        Incidents after over the best guess; a difference is one from both ends of the range.
    detectable_drop
        Share by which incidents must fall for this comparison to find it with the power asked for; NaN where
        not even their end would be found.
    placebos
        How many comparable places changed as much.
    """

    controls: Ints
    lower: Expected
    upper: Expected
    expected: float
    is_matched: bool
    found: RateRatio
    detectable_drop: float
    placebos: Placebos


def compare(
    place: PlaceCounts,
    pool: PlaceCounts,
    rest: PlaceCounts,
    params: EvaluationParams,
    *,
    alike: Mask | None = None,
    peers: PlaceCounts | None = None,
) -> Comparison | None:
    """
    Compare one area with control areas from a pool.

    What to expect is the line of incidents after over incidents before of the whole pool, which holds the
    common trend and the falling back of what was high by chance, times what the controls had over their line.
    How much counts vary is taken from the controls. How far an area falls back depends on how its outline was
    drawn, which nobody tells; so a difference must also be one from what the area had before itself. An area
    that was higher than nearly all places is compared with the rest of the county
    (`hotspots.evaluation.wider_comparison`).

    Parameters
    ----------
    place
        The one area.
    pool
        Places that nothing was done to.
    rest
        Incidents of all ground of the same class that nothing was done to, one row.
    params
        Settings.
    alike
        Which places are of the same class; left out, all. Of the others it is at most learnt how much counts
        vary, where an area cannot be matched.
    peers
        The areas under rectification in two periods before anything was done to them: they tell how much
        high places vary where no others are as high.

    Returns
    -------
    Comparison or None
        None where there are fewer than `LEAST_CONTROLS` places, or no incidents to compare.
    """
    if min(rest.before[0], rest.after[0]) <= 0:
        return None
    chance = params.power + FURTHER_CONDITIONS * (1 - params.power)
    own = np.arange(len(pool)) if alike is None else np.flatnonzero(alike)
    controls = own[matched_controls(place, pool.of(own), params.controls)]
    is_matched = len(controls) >= LEAST_CONTROLS
    if is_matched:
        expected = _expected(place, pool.of(own), pool.of(controls))
        if expected is None:
            return None
        ends = _with_own_level(expected, float(place.before[0]), float(rest.after[0] / rest.before[0]))
        best, drop = expected.mean, detectable_drop(expected, params.confidence, chance)
    else:
        near = own if len(own) >= params.controls else np.arange(len(pool))
        controls = near[nearest_controls(place, pool.of(near), params.controls)]
        if len(controls) < LEAST_CONTROLS or place.before[0] <= 0:
            return None
        ends = expected_beside_the_rest(place, rest, _variation(pool, controls, peers), len(controls) - 1)
        best = (ends[0].mean + ends[1].mean) / 2
        drop = detectable_drop_between(*ends, params.confidence, chance)
    found = rate_ratio_between(float(place.after[0]), *ends, params.confidence, best)
    as_much = (
        placebos_of(place, pool.of(own))
        if is_matched
        else placebos_among_lower(found.ratio, pool.of(controls))
    )
    found = replace(found, p_value=max(found.p_value, as_much.p_value(found.ratio)))
    return Comparison(controls, *ends, best, is_matched, found, drop, as_much)


def _variation(pool: PlaceCounts, controls: Ints, peers: PlaceCounts | None) -> float:
    """Say how much places vary: the most of those next in level, of all, and of the areas themselves."""
    near = pool.of(controls)
    return most_variation((near, pool, near.a_period_earlier(), pool.a_period_earlier(), peers))


def _with_own_level(expected: Expected, before: float, trend: float) -> tuple[Expected, Expected]:
    """Stretch what comparable places let expect to what the area had itself; the lower end comes first."""
    if before <= 0:
        return expected, expected
    own = before * trend
    # The number before varies as much as the one after, and each area by itself: it is no shared error.
    chance = trend**2 * (before + expected.overdispersion * before**2)
    other = Expected(
        own,
        expected.error * own / expected.mean,
        expected.overdispersion + chance / own**2,
        expected.degrees_of_freedom,
    )
    return (other, expected) if own < expected.mean else (expected, other)


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

"""
What would take an area off the list, and how easily chance would: its height against the height asked for.

An area is judged by the height of its best window in the look that found it, when neighbours that were yet to
be found still counted as usual. Its ground holds about the incidents of that window, fitted more closely; the
number expected in the window follows from the height. Fewer incidents lower it. (Taking incidents away from
areas of St. Louis until they were lost bore this out; the height of the last look, with all other areas set
aside, promised far too much where the background is smooth.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import lambertw

from hotspots.finding.grid import Floats, Ints
from hotspots.finding.judgement import ALLOWANCE, Candidate
from hotspots.finding.null import NullPeaks
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio

LOWEST, HIGHEST = 0.0, 1e4
HALVINGS = 60
LEAST_HEIGHT = 2.0  # windows below are never looked at


def accepted_height(null: NullPeaks, others: int, alpha: float) -> float:
    """
    Give the height from which an area is significant beside others that are.

    By the step-up rule the lowest of ``others + 1`` areas is significant when random counties have at most
    ``alpha x (others + 1)`` peaks above it; one alone, when at most a share ``alpha`` of them has any.

    Parameters
    ----------
    null
        Peaks of random counties.
    others
        Areas that are significant anyway.
    alpha
        Largest share of false areas.
    """
    most = alpha * (others + 1) if others else -math.log1p(-alpha)
    low, high = LOWEST, HIGHEST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if ALLOWANCE * null.expected_above(middle) > most:
            low = middle
        else:
            high = middle
    return high


@dataclass(frozen=True, slots=True)
class Standing:
    """
    How areas stand against what is asked of them.

    Parameters
    ----------
    needed
        Log likelihood ratio that each area must have to be significant, the others staying as they are.
    judged_by
        Expected number at which the incidents of the ground have the height of its window.
    """

    needed: Floats
    judged_by: Floats


def standing(candidates: list[Candidate], count: Floats, null: NullPeaks, alpha: float) -> Standing:
    """
    Compare each area with the height that it must have.

    Parameters
    ----------
    candidates
        Judged areas.
    count
        Incidents of the ground of each, in the units of the statistic, above 0.
    null
        Peaks of random counties.
    alpha
        Largest share of false areas.
    """
    significant = sum(one.significant for one in candidates)
    among, beside = (
        accepted_height(null, max(others, 0), alpha) for others in (significant - 1, significant)
    )
    needed = np.array([among if one.significant else beside for one in candidates])
    height, penalty = np.array([(one.height, one.penalty) for one in candidates]).T
    return Standing(np.maximum(needed + penalty, LEAST_HEIGHT), expected_of_ratio(height + penalty, count))


def expected_of_ratio(ratio: npt.ArrayLike, count: npt.ArrayLike) -> Floats:
    """
    Solve the Poisson log likelihood ratio for the expected number below the count that gives it.

    Parameters
    ----------
    ratio
        Log likelihood ratio, not below 0.
    count
        The count, above 0.

    Examples
    --------
    >>> expected_of_ratio(5.0904, 8.0).round(3).tolist()
    2.0
    """
    held = np.asarray(count, dtype=float)
    return np.asarray(-held * lambertw(-np.exp(-1 - np.asarray(ratio, dtype=float) / held)).real)


def count_of_ratio(ratio: npt.ArrayLike, expected: npt.ArrayLike) -> Floats:
    """
    Solve the Poisson log likelihood ratio for the count above the expected number that has it.

    Parameters
    ----------
    ratio
        Log likelihood ratio, not below 0.
    expected
        Expected number.

    Returns
    -------
    ndarray
        The count ``c`` with ``c log(c / e) - (c - e) = ratio``, by Lambert's function.

    Examples
    --------
    >>> count_of_ratio(5.0904, 2.0).round(3).tolist()
    8.0
    """
    mean = np.asarray(expected, dtype=float)
    excess = np.asarray(ratio, dtype=float) / mean - 1
    return np.asarray(mean * np.exp(lambertw(excess / math.e).real + 1))


def incidents_to_delist(stand: Standing, count: Floats, incidents: Floats) -> Ints:
    """
    Give the number of incidents below which each area would not be significant.

    Parameters
    ----------
    stand
        What each area must have.
    count
        What the ground holds in the units of the statistic, where a place counts for its incidents up to a
        limit.
    incidents
        Incidents in the ground; they and ``count`` are taken to fall alike.
    """
    least = count_of_ratio(stand.needed, stand.judged_by) * incidents / count
    return np.ceil(least - 1e-6).astype(np.int64)


def resampled_stability(stand: Standing, places: Ints, *, resamples: int, rng: np.random.Generator) -> Floats:
    """
    Draw the places of each area anew and say in which share of the draws it would be significant.

    Each place comes a Poisson number of times (mean 1), with all its incidents [1]_; expected numbers stay.

    Parameters
    ----------
    stand
        What each area must have.
    places
        Places of each area that count for 1, 2, ... incidents, shape ``(areas, most)``.
    resamples
        Draws.

    References
    ----------
    .. [1] Hanley and MacGibbon (2006), doi:10.1016/j.cmpb.2006.04.006
    """
    weight = np.arange(1, places.shape[1] + 1)
    drawn = rng.poisson(places, (resamples, *places.shape)) @ weight
    height = poisson_log_likelihood_ratio(drawn, stand.judged_by)
    return np.asarray((height >= stand.needed).mean(axis=0))

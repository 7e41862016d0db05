"""An area that was higher than any other place: beside the rest of the county, with room for chance."""

from __future__ import annotations

import math

import numpy as np

from hotspots.evaluation.place_counts import Floats, Ints, PlaceCounts
from hotspots.evaluation.rate_ratio import Expected

CHANCE_HIGH = 0.8
"""An area chosen for its number owes so many standard errors to chance: the upper half of equals does."""
ERRORS_ON_TOP = 0.5
"""So many standard errors are added to the variation that low places show, since they tell little of it."""


def nearest_controls(place: PlaceCounts, pool: PlaceCounts, most: int) -> Ints:
    """
    Choose the places that were next to an area in level, though they are not as high.

    Parameters
    ----------
    place
        The one place.
    pool
        Places to choose from.
    most
        How many to choose.

    Returns
    -------
    ndarray
        Positions in the pool, the nearest in level first.
    """
    distance = np.abs(np.log(pool.before + 0.5) - np.log(place.before + 0.5))
    return np.asarray(np.argsort(distance, kind="stable")[:most])


def expected_beside_the_rest(
    before: float, rest: tuple[float, float], controls: PlaceCounts
) -> tuple[Expected, Expected]:
    """
    Say between what numbers an area would lie that changed as the rest of the county.

    Where no other place was as high, it cannot be learnt how far such an area falls back by itself. The lower
    end has it fall back by `CHANCE_HIGH` standard errors of its number before, the upper end not at all.

    Parameters
    ----------
    before
        Incidents of the area before, above 0.
    rest
        Incidents of the rest of the county before and after, above 0.
    controls
        Places next to it in level, from which it is taken how much counts vary.

    Returns
    -------
    tuple of Expected
        Lower and upper end. The number before is as uncertain as the one after: the overdispersion says so.
    """
    trend = rest[1] / rest[0]
    varies = variation_of(controls)
    noise = math.sqrt(before + varies * before**2)
    ends = []
    for level in (max(before - CHANCE_HIGH * noise, before / 2), before):
        mean = trend * level
        beyond = varies * mean**2 + (trend * noise) ** 2
        error = mean * math.sqrt(1 / rest[0] + 1 / rest[1])
        ends.append(Expected(mean, error, beyond / mean**2, len(controls) - 1))
    return ends[0], ends[1]


def variation_of(controls: PlaceCounts) -> float:
    """
    Estimate how much places change from one period to the next beyond Poisson numbers.

    Parameters
    ----------
    controls
        Places before and after; two or more.

    Returns
    -------
    float
        The share of the squared mean that adds to the variance of each count, and `ERRORS_ON_TOP`.
    """
    ratio = float(controls.after.sum()) / max(float(controls.before.sum()), 1.0)
    means: Floats = ratio * controls.before
    chance = means * (1 + ratio)
    doubled = 2 * float((means**2).sum())
    if doubled <= 0:
        return 0.0
    squares = float(((controls.after - means) ** 2).sum()) * len(controls) / (len(controls) - 1)
    found = max(0.0, (squares - float(chance.sum())) / doubled)
    error = math.sqrt(2 * float(((chance + 2 * found * means**2) ** 2).sum())) / doubled
    return found + ERRORS_ON_TOP * error

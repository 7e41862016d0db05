"""An area that was higher than any other place: beside the rest of the county, with room for chance."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from hotspots.evaluation.place_counts import Floats, Ints, PlaceCounts
from hotspots.evaluation.rate_ratio import Expected

CHANCE_HIGH = 0.8
"""An area chosen for its number owes so many standard errors to chance: the upper half of equals does."""


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
    place: PlaceCounts, rest: PlaceCounts, varies: float, degrees_of_freedom: float
) -> tuple[Expected, Expected]:
    """
    Say between what numbers an area would lie that changed as the rest of the county.

    Where no other place was as high, it cannot be learnt how far such an area falls back by itself. One end
    has it keep its number before; the other has it go back to what it had in the period before that or, where
    this is not known, fall back by `CHANCE_HIGH` standard errors.

    Parameters
    ----------
    place
        The one area, with incidents before.
    rest
        Incidents of the rest of the county, one row, above 0.
    varies
        How much places change beyond chance, as `variation_of` gives it.
    degrees_of_freedom
        Of that estimate.

    Returns
    -------
    tuple of Expected
        Lower and upper end. The number before is as uncertain as the one after: the overdispersion says so.
    """
    before, after = float(rest.before[0]), float(rest.after[0])
    level = float(place.before[0])
    noise = math.sqrt(level + varies * level**2)
    earlier = max(level - CHANCE_HIGH * noise, level / 2)
    if place.prior is not None and rest.prior is not None and place.prior[0] > 0 and rest.prior[0] > 0:
        earlier = float(place.prior[0] * before / rest.prior[0])
    trend = after / before
    ends = []
    for end in (min(earlier, level), max(earlier, level)):
        mean = trend * end
        beyond = varies * mean**2 + (trend * noise) ** 2
        error = mean * math.sqrt(1 / before + 1 / after)
        ends.append(Expected(mean, error, beyond / mean**2, degrees_of_freedom))
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
        The share of the squared mean that adds to the variance of each count.
    """
    ratio = float(controls.after.sum()) / max(float(controls.before.sum()), 1.0)
    means: Floats = ratio * controls.before
    chance = means * (1 + ratio)
    doubled = 2 * float((means**2).sum())
    if doubled <= 0:
        return 0.0
    squares = float(((controls.after - means) ** 2).sum()) * len(controls) / (len(controls) - 1)
    return max(0.0, (squares - float(chance.sum())) / doubled)


def most_variation(groups: Iterable[PlaceCounts | None]) -> float:
    """Give the most that any of several groups of places varies; those of one place or none tell nothing."""
    return max((variation_of(one) for one in groups if one is not None and len(one) > 1), default=0.0)

"""Control areas by a stated rule: places that were as high before, and rose or fell as much."""

from __future__ import annotations

import math

import numpy as np

from hotspots.evaluation.place_counts import Floats, Ints, PlaceCounts

WIDEST_LEVEL = 2.0
"""Controls had between half and twice the incidents before."""
WIDEST_TREND = 3.0
"""Their change from the period before that differs by this factor at most: single years vary by chance."""
WIDEST_BALANCE = 1.6
"""The geometric mean of their incidents before is no further than this from the area's, else none will do."""
TREND_WEIGHT = 0.5
"""A difference of trend counts half as much as one of level, since it is twice as uncertain."""


def matched_controls(place: PlaceCounts, pool: PlaceCounts, most: int) -> Ints:
    """
    Choose the places most like one in level and trend before; what came after is not looked at.

    The places of the pool are of the same class, not under rectification and not beside such an area. Since
    those with as many incidents in the same period are taken, they were high for the same reasons, chance
    among them, and fall back as much by themselves.

    Parameters
    ----------
    place
        The one place.
    pool
        Places to choose from.
    most
        How many to choose at most.

    Returns
    -------
    ndarray
        Positions in the pool, the most alike first; fewer than ``most`` where fewer lie within `WIDEST_LEVEL`
        and `WIDEST_TREND`, none where together they lie beyond `WIDEST_BALANCE`.

    Examples
    --------
    >>> one = PlaceCounts(np.array([40.0]), np.array([0.0]))
    >>> pool = PlaceCounts(np.array([90.0, 30.0, 19.0, 41.0]), np.zeros(4))
    >>> matched_controls(one, pool, most=3).tolist()
    [3, 1]
    """
    level = np.abs(_log(pool.before) - _log(place.before))
    trend = np.abs(_trend(pool) - _trend(place))
    distance = level + TREND_WEIGHT * trend
    alike = (level <= math.log(WIDEST_LEVEL)) & (trend <= math.log(WIDEST_TREND))
    order = np.argsort(distance, kind="stable")
    chosen = np.asarray(order[alike[order]][:most])
    together = _log(pool.before[chosen]).mean() if len(chosen) else math.inf
    balanced = abs(together - float(_log(place.before)[0])) <= math.log(WIDEST_BALANCE)
    return chosen if balanced else chosen[:0]


def _log(counts: Floats) -> Floats:
    return np.log(counts + 0.5)


def _trend(counts: PlaceCounts) -> Floats:
    """Give the log of the change from the prior period; none where that is not known."""
    return np.zeros(len(counts)) if counts.prior is None else _log(counts.before) - _log(counts.prior)

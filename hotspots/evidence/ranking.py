"""In which order areas stand, by a score that anybody can add up, and how far a planner's budget reaches."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hotspots.finding.grid import Floats
from hotspots.params import RankingWeights


def score_parts(
    excess: Floats, harm_excess: Floats, persistence: Floats, rising: Floats
) -> dict[str, Floats]:
    """
    Put the parts of the score between 0 and 1.

    Parameters
    ----------
    excess, harm_excess
        Incidents, and harm, above expectation: divided by the largest listed, 0 below expectation. Of the
        next year's forecast where there is one, else of the whole period.
    persistence
        Share of the periods in which the area stands out: as it is.
    rising
        Probability that the area's incidents become more: as it is.
    """
    return {
        "excess": _of_largest(excess),
        "harm": _of_largest(harm_excess),
        "persistence": persistence,
        "trend": rising,
    }


def harm_above(excess: Floats, harm_each: Floats) -> Floats:
    """
    Give the harm above expectation: incidents above it times the harm of one, 0 below expectation.

    Examples
    --------
    >>> harm_above(np.array([3.0, -1.0]), np.array([2.0, 2.0])).tolist()
    [6.0, 0.0]
    """
    return np.maximum(excess, 0.0) * harm_each


def _of_largest(values: Floats) -> Floats:
    above = np.maximum(values, 0.0)
    largest = float(above.max(initial=0.0))
    return above / largest if largest > 0 else above


def ranking_score(parts: dict[str, Floats], weights: RankingWeights) -> Floats:
    """
    Add up the parts, each times its weight, over the sum of the weights.

    Examples
    --------
    >>> ones = {name: np.ones(1) for name in ("excess", "harm", "persistence", "trend")}
    >>> ranking_score(ones | {"trend": np.zeros(1)}, RankingWeights(1, 1, 1, 1)).tolist()
    [0.75]
    """
    total = sum(getattr(weights, name) * part for name, part in parts.items())
    return np.asarray(total / weights.total)


def within_budget(
    area_km2: Floats, *, most_areas: int | None, most_km2: float | None
) -> npt.NDArray[np.bool_]:
    """
    Say which areas a budget reaches, best first.

    Parameters
    ----------
    area_km2
        Ground of each area in order of rank.
    most_areas
        How many areas; None for any number.
    most_km2
        How much ground together; an area that no longer fits is passed over for the next that does. None for
        any ground.

    Examples
    --------
    >>> within_budget(np.array([1.0, 3.0, 0.5, 0.5]), most_areas=None, most_km2=2.0).tolist()
    [True, False, True, True]
    """
    chosen = np.zeros(len(area_km2), dtype=bool)
    used = 0.0
    for i, ground in enumerate(area_km2.tolist()):
        if most_areas is not None and chosen.sum() >= most_areas:
            break
        if most_km2 is None or used + ground <= most_km2 * (1 + 1e-12):
            chosen[i] = True
            used += ground
    return chosen

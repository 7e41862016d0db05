"""
How much counts scatter beyond Poisson: learnt place by place, each held to its kind and each kind to all.

Half a year of sparse counts says next to nothing of its own scatter. What all kinds and places say together
stands in for it, and how little is known widens the tails (`Outlook.spread`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hotspots.assessment.months import Floats
from hotspots.assessment.place_levels import PlaceLevels

KIND_COUNTS = 60.0
"""What all kinds together say of one weighs as much as so many months of a place."""

PLACE_COUNTS = 6.0
"""What a kind says of a place weighs as much as so many months of that place."""

UNEVEN = 0.4
"""How far the scatter of places is thought to differ, as standard deviation of its logarithm."""


@dataclass(frozen=True, slots=True)
class Dispersion:
    """
    The scatter of one kind.

    Attributes
    ----------
    kind
        Variance over mean of the kind.
    places, spread
        Of each place, and the standard deviation of its logarithm.
    """

    kind: float
    places: Floats
    spread: Floats


def dispersions(levels: Sequence[PlaceLevels]) -> tuple[Dispersion, ...]:
    """
    Learn the scatter of every kind.

    Parameters
    ----------
    levels
        By kind, of the same places.
    """
    weights = np.array([one.weight.sum() for one in levels])
    own = np.array([max(1.0, _mean(one.scatter, one.weight)) for one in levels])
    overall = float(np.average(own, weights=weights + 1e-9)) if len(own) else 1.0
    kinds = (KIND_COUNTS * overall + weights * own) / (KIND_COUNTS + weights)
    return tuple(_of_kind(*each) for each in zip(levels, own, kinds, strict=True))


def _of_kind(levels: PlaceLevels, own: float, kind: float) -> Dispersion:
    weight = levels.weight
    total, each = weight.sum(), weight.sum(axis=1)
    of_place = (weight * levels.scatter).sum(axis=1)
    places = np.maximum((PLACE_COUNTS * kind + of_place) / (PLACE_COUNTS + each), 1.0)
    share = weight / max(total, 1e-9)
    error = float((share**2 * (levels.scatter - own) ** 2).sum()) / own**2
    held = (total / (KIND_COUNTS + total)) ** 2
    return Dispersion(float(kind), places, np.sqrt(2 / (PLACE_COUNTS + each) + UNEVEN**2 + held * error))


def _mean(values: Floats, weight: Floats) -> float:
    return float((values * weight).sum() / max(weight.sum(), 1e-9))

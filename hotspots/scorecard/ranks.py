"""Ranks that the numbers allow: from the best to the worst place that a township may have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hotspots.scorecard.intervals import Estimate, difference_interval

ERROR = 0.05


@dataclass(frozen=True, slots=True)
class RankRange:
    """From the best to the worst place, counted from 1, among so many."""

    best: int
    worst: int
    among: int


def rank_ranges(
    estimates_at: Callable[[float], Mapping[str, Estimate]], error: float = ERROR
) -> dict[str, RankRange]:
    """
    Give the places that each township may have, the highest value first.

    Two townships are told apart only where the interval of their difference leaves 0 out, at a level so high
    that none of all pairs is wrong in 95 of 100 cases (Bonferroni).

    Parameters
    ----------
    estimates_at
        Gives the value of each township with its interval at a level.
    error
        How often, at most, any pair may be told apart wrongly.

    References
    ----------
    .. [1] Mogstad, Romano, Shaikh and Wilhelm (2024), doi:10.1093/restud/rdad006
    """
    names = list(estimates_at(1 - error))
    pairs = len(names) * (len(names) - 1) // 2
    found = estimates_at(1 - error / max(pairs, 1))

    def is_higher(one: str, other: str) -> bool:
        return difference_interval(found[one], found[other]).low > 0

    return {
        name: RankRange(
            1 + sum(is_higher(other, name) for other in names),
            len(names) - sum(is_higher(name, other) for other in names),
            len(names),
        )
        for name in names
    }

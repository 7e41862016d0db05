"""
Criteria and weights as data: what a township is scored by, and where full marks and none begin.

Starting values are ours, for a county to replace by its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from hotspots.scorecard.measures import MEASURES

GOALS = ("cases", "accidents", "order", "people")
"""Fewer cases, fewer accidents, good order, satisfied people."""

AGAINST = ("value", "county", "benchmark")
"""What a value is divided by before it is scored: nothing, the county's, the prefecture's average."""

FULL_MARKS = 100.0


@dataclass(frozen=True, slots=True)
class Criterion:
    """
    One criterion.

    Parameters
    ----------
    measure
        One of `hotspots.scorecard.measures.MEASURES`.
    goal
        One of ``GOALS``.
    weight
        Points that it is worth; 0 leaves it out.
    none_at, full_at
        Value from which on there are no points, and from which on all; points between rise evenly.
    against
        One of ``AGAINST``.
    target
        What the county wants to reach; None for no more than the year before.
    """

    measure: str
    goal: str
    weight: float
    none_at: float
    full_at: float
    against: str = "value"
    target: float | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be scored."""
        for name, known in (("measure", MEASURES), ("goal", GOALS), ("against", AGAINST)):
            if getattr(self, name) not in known:
                raise ValueError(f"{name} wants one of {', '.join(known)}, got {getattr(self, name)!r}")
        if not 0 <= self.weight <= FULL_MARKS:
            raise ValueError(f"weight wants 0 to {FULL_MARKS:g}, got {self.weight}")
        if not (math.isfinite(self.none_at) and math.isfinite(self.full_at)) or self.none_at == self.full_at:
            raise ValueError(f"none_at and full_at want two different numbers, got {self.none_at}")

    @property
    def fewer_is_better(self) -> bool:
        """Whether a smaller value scores higher."""
        return self.full_at < self.none_at

    def points(self, value: float) -> float:
        """
        Score a value.

        Examples
        --------
        >>> Criterion("safety", "people", 10, none_at=0.60, full_at=0.85).points(0.75)
        6.0
        """
        share = (value - self.none_at) / (self.full_at - self.none_at)
        return round(self.weight * min(max(share, 0.0), 1.0), 10)


CRITERIA: tuple[Criterion, ...] = (
    Criterion("grave", "cases", 15, none_at=2.0, full_at=0.8, against="county"),
    Criterion("frequent", "cases", 15, none_at=2.0, full_at=0.8, against="county"),
    Criterion("accidents", "accidents", 10, none_at=2.0, full_at=0.8, against="county"),
    Criterion("deaths", "accidents", 10, none_at=2.0, full_at=0.8, against="county"),
    Criterion("injured", "accidents", 0, none_at=2.0, full_at=0.8, against="county"),
    Criterion("loss", "accidents", 0, none_at=2.0, full_at=0.8, against="county"),
    Criterion("rectified", "order", 15, none_at=0.5, full_at=1.0, target=1.0),
    Criterion("returns", "order", 5, none_at=0.5, full_at=1.0, target=1.0),
    Criterion("grave_reports", "order", 5, none_at=0.5, full_at=1.0, target=1.0),
    Criterion("safety", "people", 15, none_at=0.6, full_at=0.85, target=0.85),
    Criterion("satisfaction", "people", 10, none_at=0.6, full_at=0.85, target=0.85),
)

"""Scores of a township, each traceable to its numbers, and what chance leaves open of their sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotspots.scorecard.criteria import Criterion
from hotspots.scorecard.intervals import LEVEL, Estimate, sum_interval
from hotspots.scorecard.measures import Measured


@dataclass(frozen=True, slots=True)
class Part:
    """
    What a criterion gives.

    Attributes
    ----------
    criterion, measured
        What is scored, by which rule.
    reference
        What the value was divided by; None where it was scored as it is.
    points
        Points with their interval; None where there is no value to score.
    missing
        Why not.
    """

    criterion: Criterion
    measured: Measured
    reference: float | None
    points: Estimate | None
    missing: str = ""

    @property
    def compared(self) -> float | None:
        """The value as it is scored: divided by the reference, where there is one."""
        value = self.measured.value
        if value is None or self.points is None:
            return None
        return value if self.reference is None else value / self.reference


@dataclass(frozen=True, slots=True)
class Score:
    """
    The score of a township.

    Attributes
    ----------
    parts
        One for each criterion with a weight.
    """

    parts: tuple[Part, ...]

    @property
    def points(self) -> float | None:
        """Points reached; None where nothing could be scored."""
        scored = self._scored
        return sum_interval(scored).value if scored else None

    @property
    def of(self) -> float:
        """Points that could be reached with the data that there are."""
        return sum(part.criterion.weight for part in self.parts if part.points is not None)

    @property
    def weights(self) -> float:
        """Points that could be reached with all data."""
        return sum(part.criterion.weight for part in self.parts)

    @property
    def share(self) -> Estimate | None:
        """Share of the points that could be reached, with its interval."""
        if not self._scored:
            return None
        found = sum_interval(self._scored)
        return _within(Estimate(*(round(end / self.of, 9) for end in (found.value, found.low, found.high))))

    @property
    def covered(self) -> float:
        """Share of the weights that there are data for."""
        return self.of / self.weights if self.weights else 0.0

    @property
    def _scored(self) -> list[Estimate]:
        return [part.points for part in self.parts if part.points is not None]

    def goal(self, goal: str) -> tuple[float, float] | None:
        """Give points reached and points that could be, of one goal; None without data."""
        own = [part for part in self.parts if part.criterion.goal == goal and part.points is not None]
        if not own:
            return None
        return sum(part.points.value for part in own if part.points), sum(
            part.criterion.weight for part in own
        )


def _within(share: Estimate) -> Estimate:
    return Estimate(share.value, max(share.low, 0.0), min(share.high, 1.0))


def score(
    criteria: Sequence[Criterion],
    measured: Mapping[str, Measured],
    references: Mapping[str, Mapping[str, float | None]],
    level: float = LEVEL,
) -> Score:
    """
    Score a township.

    Parameters
    ----------
    criteria
        What counts; those without a weight are left out.
    measured
        What was measured, by measure.
    references
        By ``county`` and ``benchmark``: the value of each measure there, None where there is none.
    level
        Of the intervals.
    """
    return Score(
        tuple(_part(one, measured[one.measure], references, level) for one in criteria if one.weight > 0)
    )


def _part(
    criterion: Criterion,
    measured: Measured,
    references: Mapping[str, Mapping[str, float | None]],
    level: float,
) -> Part:
    found = measured.at(level)
    if found is None:
        return Part(criterion, measured, None, None, measured.missing)
    reference = None
    if criterion.against != "value":
        reference = references.get(criterion.against, {}).get(criterion.measure)
        if not reference:
            # Nothing happened anywhere: who has none of it has full marks, and there is nothing to divide by.
            if reference == 0 and found.value == 0 and criterion.fewer_is_better:
                full = criterion.weight
                return Part(criterion, measured, None, Estimate(full, full, full))
            return Part(criterion, measured, None, None, f"no_{criterion.against}")
        found = found.scaled(1 / reference)
    ends = (criterion.points(found.low), criterion.points(found.high))
    points = Estimate(criterion.points(found.value), min(ends), max(ends))
    return Part(criterion, measured, reference, points)

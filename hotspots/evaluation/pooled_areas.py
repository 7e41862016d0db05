"""What all areas come to: inside and around them, no incident counted twice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from hotspots.evaluation.area_row import differences
from hotspots.evaluation.comparison import Comparison
from hotspots.evaluation.params import EvaluationParams
from hotspots.evaluation.place_counts import PlaceCounts
from hotspots.evaluation.pooled import pooled_expectation, pooled_ratio
from hotspots.evaluation.power import detectable_drop_between
from hotspots.evaluation.rate_ratio import RateRatio
from hotspots.evaluation.verdicts import verdict_of
from hotspots.evaluation.windows import Windows

SHARED = 0.01
"""Areas that share no more of the smaller one than this only touch."""


@dataclass(frozen=True, slots=True)
class Compared:
    """
    An area whose incidents could be compared.

    Parameters
    ----------
    outline, windows
        The area and its periods.
    place, comparison
        Its incidents, and what comparable places let expect.
    ring, beside
        The same around it; ``beside`` is ``None`` where nothing could be compared.
    """

    outline: BaseGeometry
    windows: Windows
    place: PlaceCounts
    comparison: Comparison
    ring: PlaceCounts
    beside: Comparison | None


@dataclass(frozen=True, slots=True)
class Around:
    """
    What lies around all areas together.

    Parameters
    ----------
    before, after, expected
        Incidents; the last to expect after.
    difference, low, high
        More incidents than expected, with their interval.
    displacement
        ``moved``, ``spread`` or ``not_seen``.
    """

    before: int
    after: int
    expected: float
    difference: float
    low: float
    high: float
    displacement: str


@dataclass(frozen=True, slots=True)
class Pooled:
    """
    All areas together, or those that were compared with comparable places alone.

    Parameters
    ----------
    areas, before, after
        How many they are, and their incidents.
    expected
        Incidents to expect after.
    found
        Incidents after over these.
    verdict
        As for one area.
    around
        The rings together; ``None`` where none could be compared.
    """

    areas: int
    before: int
    after: int
    expected: float
    found: RateRatio
    verdict: str
    around: Around | None = None


def distinct(compared: Sequence[Compared]) -> list[Compared]:
    """
    Leave out areas whose incidents after are counted already: the same ground in a period that overlaps.

    Of two the one that began first is kept, since what it had before holds no effect of the other. Ground
    that was put right again later, after the first period was over, counts again: its incidents are others.
    """
    kept: list[Compared] = []
    for one in sorted(compared, key=lambda one: one.windows.after[0]):
        if not any(_same_incidents(one, other) for other in kept):
            kept.append(one)
    return kept


def _same_incidents(one: Compared, other: Compared) -> bool:
    mine, others = one.windows.after, other.windows.after
    if mine[0] >= others[1] or others[0] >= mine[1]:
        return False
    smaller = min(one.outline.area, other.outline.area)
    return bool(one.outline.intersection(other.outline).area > SHARED * smaller)


def pool_areas(compared: Sequence[Compared], params: EvaluationParams) -> Pooled | None:
    """Pool all areas, or those beside comparable places alone where these let a smaller fall be found."""
    matched = [one for one in compared if one.comparison.is_matched]
    if not compared:
        return None
    used = min((list(compared), matched or list(compared)), key=lambda areas: _least_drop(areas, params))
    comparisons = [one.comparison for one in used]
    after = [float(one.place.after[0]) for one in used]
    best = sum(one.expected for one in comparisons)
    lower, upper = [one.lower for one in comparisons], [one.upper for one in comparisons]
    found = pooled_ratio(after, lower, upper, params.confidence, best)
    return Pooled(
        len(used),
        int(sum(one.place.before[0] for one in used)),
        int(sum(after)),
        best,
        found,
        verdict_of(found.ratio, found.p_value, params.confidence),
        _around(used, params),
    )


def _least_drop(areas: Sequence[Compared], params: EvaluationParams) -> float:
    """Say what fall areas can show together; infinite for none. What they had after is not looked at."""
    lower, upper = (
        pooled_expectation(ends)
        for ends in ([one.comparison.lower for one in areas], [one.comparison.upper for one in areas])
    )
    drop = detectable_drop_between(lower, upper, params.confidence, params.power)
    return math.inf if math.isnan(drop) else drop


def _around(used: Sequence[Compared], params: EvaluationParams) -> Around | None:
    """Pool the rings; where they overlap, their counts vary the more."""
    pairs = [(one, one.beside) for one in used if one.beside is not None]
    if not pairs:
        return None
    rings = [shapely.buffer(one.outline, params.buffer_m) for one, _ in pairs]
    repeats = sum(ring.area for ring in rings) / shapely.union_all(np.array(rings)).area
    lower, upper = (
        [replace(end, overdispersion=end.overdispersion + (repeats - 1) / end.mean) for end in ends]
        for ends in ([beside.lower for _, beside in pairs], [beside.upper for _, beside in pairs])
    )
    before, after = (
        sum(float(counts[0]) for counts in of)
        for of in ([one.ring.before for one, _ in pairs], [one.ring.after for one, _ in pairs])
    )
    best = sum(beside.expected for _, beside in pairs)
    found = pooled_ratio(
        [float(one.ring.after[0]) for one, _ in pairs], lower, upper, params.confidence, best
    )
    row = differences(found, best, before + after)
    return Around(
        int(before),
        int(after),
        best,
        row["ring_difference"],
        row["ring_low"],
        row["ring_high"],
        row["displacement"],
    )

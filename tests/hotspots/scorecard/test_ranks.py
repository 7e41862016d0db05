"""Places that the numbers allow."""

from __future__ import annotations

from hotspots.scorecard.intervals import Estimate
from hotspots.scorecard.ranks import RankRange, rank_ranges


def test_townships_whose_difference_may_be_nought_share_their_places() -> None:
    found = rank_ranges(
        lambda _: {"a": Estimate(90, 88, 92), "b": Estimate(80, 75, 85), "c": Estimate(78, 74, 82)}
    )
    assert found == {"a": RankRange(1, 1, 3), "b": RankRange(2, 3, 3), "c": RankRange(2, 3, 3)}


def test_intervals_are_asked_for_at_a_level_for_all_pairs_together() -> None:
    asked = []

    def estimates(level: float) -> dict[str, Estimate]:
        asked.append(level)
        return {str(n): Estimate(n, n - 1, n + 1) for n in range(5)}

    rank_ranges(estimates)
    assert asked == [0.95, 1 - 0.05 / 10]


def test_one_township_is_first_and_last() -> None:
    assert rank_ranges(lambda _: {"a": Estimate(1, 0, 2)}) == {"a": RankRange(1, 1, 1)}

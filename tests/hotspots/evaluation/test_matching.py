from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hotspots.evaluation.matching import matched_controls
from hotspots.evaluation.place_counts import PlaceCounts

COUNTS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200)), min_size=1, max_size=60
)


def places(prior: list[float], before: list[float], after: list[float] | None = None) -> PlaceCounts:
    after = [0.0] * len(before) if after is None else after
    return PlaceCounts(*(np.array(column, dtype=float) for column in (before, after, prior)))


def test_of_equal_levels_the_one_with_the_like_trend_comes_first() -> None:
    chosen = matched_controls(places([30], [40]), places([90, 32, 15], [40, 40, 40]), most=3)
    assert chosen.tolist() == [1, 2, 0]


def test_places_with_less_than_half_or_more_than_twice_as_many_are_no_controls() -> None:
    pool = places([40] * 4, [15, 30, 70, 90])
    assert sorted(matched_controls(places([40], [40]), pool, most=9).tolist()) == [1, 2]


def test_places_that_are_all_far_lower_do_together_not_stand_for_an_area() -> None:
    assert len(matched_controls(places([100], [100]), places([55] * 8, [55] * 8), most=9)) == 0
    assert len(matched_controls(places([100], [100]), places([70] * 8, [70] * 8), most=9)) == 8


@given(counts=COUNTS, most=st.integers(1, 30))
def test_controls_do_not_depend_on_what_came_after(counts: list[tuple[int, int, int]], most: int) -> None:
    prior, before, after = (list(map(float, column)) for column in zip(*counts, strict=True))
    place = places([20], [25])
    blind = matched_controls(place, places(prior, before), most)
    seen = matched_controls(place, places(prior, before, after), most)
    assert blind.tolist() == seen.tolist()
    assert len(set(blind.tolist())) == len(blind) <= most

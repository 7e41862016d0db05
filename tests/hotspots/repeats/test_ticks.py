from __future__ import annotations

import numpy as np

from hotspots.repeats.ticks import in_ticks, pairs_in_time


def test_times_are_counted_in_the_coarsest_tick_that_holds_them_all() -> None:
    days, most = in_ticks(np.array([3.0, 1.0]), (2.0, float("inf")), closed=False)
    assert (days.tolist(), most, days.dtype) == ([2, 0], (1, float("inf")), np.uint16)
    hours, most = in_ticks(np.array([0.0, 1.25]), (1.0,), closed=True)
    assert (hours.tolist(), most) == ([0, 30], (24,))
    seconds, most = in_ticks(np.array([0.0, 400 + 1 / 86_400]), (1.0,), closed=False)
    assert (seconds.tolist(), most, seconds.dtype) == ([0, 34_560_001], (86_399,), np.uint32)


def test_a_number_holds_twice_the_longest_time() -> None:
    spans = {32_767: np.uint16, 32_768: np.uint32, 2**31 - 1: np.uint32, 2**31: np.uint64}
    for span, kind in spans.items():
        assert in_ticks(np.array([0.0, span]), (1.0,), closed=True)[0].dtype == kind


def test_pairs_in_time_of_five_moments_worked_by_hand() -> None:
    moments = np.array([5, 0, 2, 2, 9], dtype=np.uint16)
    assert [pairs_in_time(moments, most) for most in (-1, 0, 2, 3, 9)] == [0, 1, 3, 5, 10]
    assert pairs_in_time(moments, float("inf")) == 10

from __future__ import annotations

import numpy as np
import pytest

from hotspots.repeats.pair_counts import column_sums, in_ticks, pairs_in_time


@pytest.mark.parametrize("rows", [0, 1, 254, 255, 256, 2_040, 2_041])
def test_sums_in_bytes_never_overflow(rows: int) -> None:
    hits = np.ones((rows, 3), dtype=bool)
    hits[:, 1] = False
    assert column_sums(hits).tolist() == [rows, 0, rows]


def test_times_are_counted_in_the_coarsest_tick_that_holds_them_all() -> None:
    days, most = in_ticks(np.array([3.0, 1.0]), (2.0, float("inf")), closed=False)
    assert (days.tolist(), most, days.dtype) == ([2, 0], (1, float("inf")), np.int16)
    hours, most = in_ticks(np.array([0.0, 1.25]), (1.0,), closed=True)
    assert (hours.tolist(), most) == ([0, 30], (24,))
    seconds, most = in_ticks(np.array([0.0, 400 + 1 / 86_400]), (1.0,), closed=False)
    assert (seconds.tolist(), most, seconds.dtype) == ([0, 34_560_001], (86_399,), np.int32)


def test_pairs_in_time_of_five_moments_worked_by_hand() -> None:
    moments = np.array([5, 0, 2, 2, 9])
    assert [pairs_in_time(moments, most) for most in (-1, 0, 2, 3, 9)] == [0, 1, 3, 5, 10]
    assert pairs_in_time(moments, float("inf")) == 10

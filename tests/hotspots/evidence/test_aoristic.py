from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.evidence.aoristic import aoristic_hours, aoristic_week, aoristic_weeks, hour_of_week


def times(*texts: str) -> pd.Series:
    return pd.Series(pd.to_datetime(list(texts), utc=True))


def test_an_interval_from_22_30_to_01_30_gives_each_hour_its_part() -> None:
    hours = aoristic_hours(times("2024-01-01T22:30Z"), times("2024-01-02T01:30Z"), "UTC")
    assert hours[[22, 23, 0, 1]] == pytest.approx([1 / 6, 1 / 3, 1 / 3, 1 / 6])
    assert hours.sum() == pytest.approx(1)


def test_hours_are_read_on_the_clock_of_the_site() -> None:
    hours = aoristic_hours(times("2024-01-01T16:10Z"), times("2024-01-01T16:10Z"), "Asia/Shanghai")
    assert np.flatnonzero(hours).tolist() == [0]


def test_sunday_night_runs_into_monday() -> None:
    week = aoristic_week(times("2024-01-07T23:00Z"), times("2024-01-08T01:00Z"), "UTC")
    assert np.flatnonzero(week).tolist() == [0, 167]


def test_an_interval_of_a_week_or_more_is_spread_evenly_and_a_reversed_one_counts_at_its_start() -> None:
    week = aoristic_week(times("2024-01-01T00:00Z"), times("2024-02-01T00:00Z"), "UTC")
    assert week == pytest.approx(np.full(168, 1 / 168))
    reversed_ends = aoristic_week(times("2024-01-01T05:00Z"), times("2024-01-01T03:00Z"), "UTC")
    assert np.flatnonzero(reversed_ends).tolist() == [5]


def test_incidents_without_a_time_count_nowhere() -> None:
    nothing = pd.Series([pd.NaT], dtype="datetime64[us, UTC]")
    assert aoristic_hours(nothing, nothing, "UTC").sum() == 0


def hour_by_hour(start: float, length: float) -> np.ndarray:
    """Share of an interval in each hour of the week, one hour after the other."""
    week = np.zeros(168)
    if length == 0:
        week[int(start)] = 1
    for hour in range(336):
        inside = min(start + length, hour + 1) - max(start, hour)
        if length > 0 and inside > 0:
            week[hour % 168] += inside / length
    return week


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 167.99), st.one_of(st.just(0.0), st.floats(0.01, 167.9)), st.integers(0, 2)),
        min_size=1,
        max_size=8,
    )
)
def test_weeks_of_groups_are_those_added_up_hour_by_hour(rows: list[tuple[float, float, int]]) -> None:
    wanted = np.zeros((3, 168))
    for start, length, group in rows:
        wanted[group] += hour_by_hour(start, length)
    start, length, group = (np.array(column) for column in zip(*rows, strict=True))
    assert aoristic_weeks(start, length, group, 3) == pytest.approx(wanted, abs=1e-6)


def test_the_week_begins_on_monday_at_midnight() -> None:
    moments = np.array(["2024-01-01T00:00:00", "2024-01-07T23:30:00"], dtype="datetime64[s]")
    assert hour_of_week(moments).tolist() == [0, 167.5]

"""Months, half-years and the days by which they are reported."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.reporting.periods import (
    Timeliness,
    half_of,
    halves_until,
    month_of,
    months_until,
    timeliness,
)


def test_a_month_is_due_on_the_fifth_of_the_next_also_over_new_year() -> None:
    assert month_of("2026-03").due(5) == date(2026, 4, 5)
    assert month_of("2025-12").due(5) == date(2026, 1, 5)
    assert month_of("2024-02").until == date(2024, 2, 29)


def test_a_day_that_the_next_month_lacks_is_its_last() -> None:
    assert month_of("2026-01").due(31) == date(2026, 2, 28)
    with pytest.raises(ValueError, match="1 to 31"):
        month_of("2026-01").due(0)


def test_half_years_are_january_to_june_and_july_to_december() -> None:
    first, second = half_of("2026-H1"), half_of("2026-H2")
    assert (first.since, first.until, first.due(15)) == (
        date(2026, 1, 1),
        date(2026, 6, 30),
        date(2026, 7, 15),
    )
    assert (second.since, second.until, second.due(15)) == (
        date(2026, 7, 1),
        date(2026, 12, 31),
        date(2027, 1, 15),
    )


@pytest.mark.parametrize("code", ["2026-13", "2026-3", "2026", "2026-H3", "0000-01", "x", "2026-03-01"])
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="is written as"):
        month_of(code)
    with pytest.raises(ValueError, match="is written as"):
        half_of(code)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 30))
def test_periods_follow_one_another_without_a_gap(day: date, count: int) -> None:
    for found in (months_until(day, count), halves_until(day, count)):
        assert len(found) == count
        assert found[0].since <= day <= found[0].until
        for later, earlier in itertools.pairwise(found):
            assert earlier.until + timedelta(days=1) == later.since


@pytest.mark.parametrize(
    ("done", "today", "wanted"),
    [
        (None, date(2026, 3, 31), Timeliness.AHEAD),
        (None, date(2026, 4, 1), Timeliness.DUE),
        (None, date(2026, 4, 5), Timeliness.DUE),
        (None, date(2026, 4, 6), Timeliness.LATE),
        (date(2026, 4, 5), date(2026, 5, 1), Timeliness.DONE),
        (date(2026, 4, 6), date(2026, 5, 1), Timeliness.DONE_LATE),
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_late(
    done: date | None, today: date, wanted: Timeliness
) -> None:
    assert timeliness(date(2026, 3, 31), date(2026, 4, 5), done, today) is wanted

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.reports.periods import Period, count_in, local_days, monthly_counts, within


def days(said: str) -> Period:
    since, until = said.split(" to ")
    return Period(date.fromisoformat(since), date.fromisoformat(until))


@pytest.mark.parametrize(
    ("period", "before", "year_before"),
    [
        ("2025-01-01 to 2025-12-31", "2024-01-01 to 2024-12-31", "2024-01-01 to 2024-12-31"),
        ("2025-03-01 to 2025-03-31", "2025-02-01 to 2025-02-28", "2024-03-01 to 2024-03-31"),
        ("2025-02-01 to 2025-02-28", "2025-01-01 to 2025-01-31", "2024-02-01 to 2024-02-29"),
        ("2024-02-29 to 2024-03-06", "2024-02-22 to 2024-02-28", "2023-02-28 to 2023-03-06"),
        ("2025-01-01 to 2025-03-31", "2024-10-01 to 2024-12-31", "2024-01-01 to 2024-03-31"),
    ],
)
def test_periods_are_followed_back_by_the_calendar(period: str, before: str, year_before: str) -> None:
    assert days(period).before() == days(before)
    assert days(period).year_before() == days(year_before)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 900))
def test_the_period_before_ends_the_day_before_and_never_overlaps(since: date, days: int) -> None:
    period = Period(since, since + timedelta(days=days))
    before = period.before()
    assert before.until == since - timedelta(days=1)
    assert before.since <= before.until
    assert len(period.months()) == len(set(period.months()))


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2025, 2, 1), date(2025, 1, 1))


def test_days_are_those_of_the_county() -> None:
    moments = pd.Series(pd.to_datetime(["2024-12-31T15:59:59Z", "2024-12-31T16:00:00Z"]))
    days = local_days(moments, "Asia/Shanghai")
    assert within(days, Period(date(2025, 1, 1), date(2025, 1, 1))).tolist() == [False, True]


def test_a_period_that_the_records_do_not_reach_back_to_is_not_counted() -> None:
    days = pd.Series(pd.date_range("2024-06-01", "2025-12-31"))
    assert count_in(days, Period(date(2025, 1, 1), date(2025, 1, 31))) == 31
    assert count_in(days, Period(date(2024, 5, 30), date(2024, 6, 3))) == 3
    assert count_in(days, Period(date(2024, 1, 1), date(2024, 12, 31))) is None
    assert count_in(days.iloc[:0], Period(date(2024, 1, 1), date(2024, 1, 2))) is None


def test_months_are_counted_one_by_one_and_empty_ones_are_zero() -> None:
    days = pd.Series(pd.to_datetime(["2025-01-01", "2025-01-31", "2025-03-01"]))
    assert monthly_counts(days, [(2024, 12), (2025, 1), (2025, 2), (2025, 3)]) == [0, 2, 0, 1]

"""Days of a report of calls and those that they are compared with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.reporting.spans import Span, before, week_of, year_ago


def test_a_week_is_monday_to_sunday_and_is_compared_with_the_week_of_its_number() -> None:
    week = week_of(date(2026, 3, 11))
    assert week == Span(date(2026, 3, 9), date(2026, 3, 15))
    assert before(week) == Span(date(2026, 3, 2), date(2026, 3, 8))
    assert year_ago(week) == Span(date(2025, 3, 10), date(2025, 3, 16))  # both are week 11


def test_the_53rd_week_is_compared_with_the_last_of_a_year_that_has_52() -> None:
    week = week_of(date(2026, 12, 31))
    assert week.since.isocalendar().week == 53
    assert year_ago(week) == week_of(date.fromisocalendar(2025, 52, 1))


def test_a_day_is_compared_with_the_day_before_and_the_same_date_last_year() -> None:
    day = Span(date(2024, 2, 29), date(2024, 2, 29))
    assert before(day) == Span(date(2024, 2, 28), date(2024, 2, 28))
    assert year_ago(day) == Span(date(2023, 2, 28), date(2023, 2, 28))


def test_a_whole_month_is_compared_with_whole_months() -> None:
    march = Span(date(2024, 3, 1), date(2024, 3, 31))
    assert before(march) == Span(date(2024, 2, 1), date(2024, 2, 29))
    assert year_ago(Span(date(2025, 2, 1), date(2025, 2, 28))) == Span(date(2024, 2, 1), date(2024, 2, 29))


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 400))
def test_the_period_before_ends_the_day_before(first: date, days: int) -> None:
    span = Span(first, first + timedelta(days=days - 1))
    assert before(span).until == first - timedelta(days=1)
    assert span.is_month or before(span).days == days
    assert year_ago(span).until < span.until


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_every_day_is_in_its_week_and_a_week_is_compared_with_a_week(day: date) -> None:
    week = week_of(day)
    assert week.since <= day <= week.until
    assert week.is_week
    assert year_ago(week).is_week
    assert before(week).is_week


def test_days_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(ValueError, match="before they begin"):
        Span(date(2026, 1, 2), date(2026, 1, 1))

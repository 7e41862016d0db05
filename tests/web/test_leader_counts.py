from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from web.reports.periods import Period
from web.services.leader.counts import Change, Compared, compared, last_recorded_day, tally


def days_of(*days: str) -> np.ndarray:
    return np.array(days, dtype="datetime64[D]")


def test_a_whole_month_is_compared_with_whole_months() -> None:
    found = compared(date(2024, 3, 1), date(2024, 3, 31))
    assert found.before == Period(date(2024, 2, 1), date(2024, 2, 29))
    assert found.year_ago == Period(date(2023, 3, 1), date(2023, 3, 31))
    assert found.this_year == Period(date(2024, 1, 1), date(2024, 3, 31))
    assert found.last_year == Period(date(2023, 1, 1), date(2023, 3, 31))
    assert found.is_whole


def test_a_part_of_a_month_is_compared_with_the_same_days() -> None:
    found = compared(date(2025, 3, 1), date(2025, 3, 30))
    assert found.now == Period(date(2025, 3, 1), date(2025, 3, 30))
    assert found.before == Period(date(2025, 2, 1), date(2025, 2, 28))
    assert found.last_year == Period(date(2024, 1, 1), date(2024, 3, 30))
    assert not found.is_whole


def test_the_year_to_the_end_of_a_leap_february_is_compared_with_the_year_before() -> None:
    assert compared(date(2024, 2, 1), date(2024, 2, 29)).last_year.until == date(2023, 2, 28)
    assert compared(date(2025, 2, 1), date(2025, 2, 28)).last_year.until == date(2024, 2, 29)


def test_records_of_a_busy_county_that_end_early_make_a_part_of_a_month() -> None:
    every_day = np.arange(np.datetime64("2025-01-01"), np.datetime64("2025-03-20")).repeat(5)
    assert last_recorded_day(every_day, date(2025, 3, 1)) == date(2025, 3, 19)
    assert last_recorded_day(every_day, date(2025, 2, 1)) == date(2025, 2, 28)


def test_a_quiet_end_of_the_month_of_a_quiet_county_is_whole() -> None:
    weekly = np.arange(np.datetime64("2025-01-01"), np.datetime64("2025-03-28"), 7)
    assert last_recorded_day(weekly, date(2025, 3, 1)) == date(2025, 3, 31)


def test_a_change_worked_by_hand() -> None:
    """Of 30 incidents, 20 or more in either of two equal months come with a chance of 9.9 in 100."""
    assert Change(20, 10, 31, 31).share == 1.0
    assert not Change(20, 10, 31, 31).is_beyond_chance
    assert Change(24, 6, 31, 31).is_beyond_chance  # 1.4 in 1000
    assert Change(0, 0, 31, 31).is_beyond_chance is False


def test_a_longer_month_may_hold_more() -> None:
    assert not Change(310, 280, 31, 28).is_beyond_chance
    assert Change(3100, 2800, 31, 31).is_beyond_chance
    assert not Change(3100, 2800, 31, 28).is_beyond_chance


@pytest.mark.parametrize(("now", "before", "share"), [(25, 9, None), (9, 12, -0.25), (3, 0, None)])
def test_a_percentage_of_few_is_not_given(now: int, before: int, share: float | None) -> None:
    change = Change(now, before, 30, 30)
    assert change.share == share
    assert change.difference == now - before


def counted(month: date, first: date) -> tuple[int | None, ...]:
    days = days_of("2024-12-05", "2025-01-03", "2025-01-31", "2025-02-01", "2025-02-28", "2024-02-10")
    periods: Compared = compared(month, date(2025, 2, 28))
    return tally(days, np.ones(len(days), dtype=bool), periods, first).counts


def test_a_tally_counts_each_period_worked_by_hand() -> None:
    assert counted(date(2025, 2, 1), date(2024, 1, 2)) == (2, 2, 1, 4, 1)


def test_what_the_records_do_not_reach_back_to_is_not_compared() -> None:
    assert counted(date(2025, 2, 1), date(2024, 12, 5)) == (2, 2, None, 4, None)
    late = tally(
        days_of("2025-02-20"),
        np.array([True]),
        compared(date(2025, 2, 1), date(2025, 2, 28)),
        date(2025, 2, 20),
    )
    assert late.counts == (1, None, None, None, None)
    assert late.on_previous is late.on_year is late.so_far is None

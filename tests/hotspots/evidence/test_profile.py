from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hotspots.evidence.profile import peak_hours, top_categories, whole_months, word_counts


def months_of(*days: str) -> tuple[str, int, list[int]]:
    local = np.array(days, dtype="datetime64[s]")
    months = whole_months(local.min(), local.max())
    return str(months.first), months.count, months.number(local).tolist()


def test_months_cut_at_the_ends_of_the_data_are_left_out() -> None:
    found = months_of("2024-01-20", "2024-02-01", "2024-02-29", "2024-03-31")
    assert found == ("2024-02", 2, [-1, 0, 0, 1])


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2024-01-03", "2024-02-27", 2),
        ("2024-01-04", "2024-02-27", 1),
        ("2024-01-03", "2024-02-26", 1),
        ("2023-01-01", "2024-12-31", 24),
        ("2024-05-10", "2024-05-20", 0),
    ],
)
def test_a_month_is_whole_when_incidents_reach_within_two_days_of_its_ends(
    first: str, last: str, count: int
) -> None:
    assert whole_months(np.datetime64(first), np.datetime64(last)).count == count


def test_days_of_months_know_leap_years_and_times_that_are_not_known_have_no_month() -> None:
    months = whole_months(np.datetime64("2024-01-01"), np.datetime64("2024-03-31"))
    assert months.days.tolist() == [31, 29, 31]
    assert months.number(np.array(["NaT", "2025-01-01"], dtype="datetime64[s]")).tolist() == [-1, -1]
    assert whole_months(np.datetime64("NaT"), np.datetime64("NaT")).count == 0


def test_peak_hours_wrap_around_midnight_and_stay_silent_when_no_hour_stands_out() -> None:
    hours = np.ones(24)
    hours[[23, 0]] = 20
    assert peak_hours(hours) == "23-1"
    assert peak_hours(np.eye(24)[23]) == "23-24"
    assert peak_hours(np.ones(24)) == ""
    assert peak_hours(np.zeros(24)) == ""


def test_words_are_counted_group_by_group_with_ties_in_the_order_of_the_words() -> None:
    words = pd.Series(["b", "a", "c", "c", "", None, "d", "a; b"])
    group = np.array([0, 0, 0, 0, 0, 0, 0, 2])
    counted = word_counts(words, group, 3)
    assert counted == [[("c", 2), ("a", 1), ("b", 1), ("d", 1)], [], [("a, b", 1)]]
    assert top_categories(counted[0]) == "c 40 %; a 20 %; b 20 %"
    assert top_categories([]) == ""


def test_no_words_at_all_are_counted_as_none() -> None:
    assert word_counts(pd.Series([None, ""], dtype=object), np.array([0, 1]), 2) == [[], []]
    assert word_counts(pd.Series([], dtype=object), np.empty(0, dtype=np.int64), 1) == [[]]

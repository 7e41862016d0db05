from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hotspots.evidence.profile import month_trend, peak_hours, top_categories, whole_months


@pytest.mark.parametrize(
    ("months", "trend"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8], "rising"),
        ([8, 7, 6, 5, 4, 3, 2, 1], "falling"),
        ([5, 4, 6, 5, 5, 6, 4, 5], "steady"),
        ([9, 9, 9, 9, 9], "unknown"),
        ([1, 2, 1, 2, 1, 2], "unknown"),
    ],
)
def test_trend_of_plain_series(months: list[int], trend: str) -> None:
    assert month_trend(months) == trend


def test_a_single_outburst_at_the_end_is_no_trend_of_a_scattered_series() -> None:
    assert month_trend([0, 20, 0, 18, 0, 22, 0, 25]) == "steady"


def test_trend_is_found_by_chance_in_about_five_of_a_hundred_steady_places() -> None:
    rng = np.random.default_rng(3)
    found = sum(month_trend(rng.poisson(6, 24)) != "steady" for _ in range(400))
    assert 4 <= found <= 36


def test_a_rise_that_the_whole_county_shares_is_none_of_the_area() -> None:
    assert month_trend([2, 4, 6, 8, 10, 12, 14, 16], exposure=np.arange(1, 9)) == "steady"


def test_months_cut_at_the_ends_of_the_data_are_left_out() -> None:
    days = pd.Series(pd.to_datetime(["2024-01-20", "2024-02-01", "2024-02-29", "2024-03-31"], utc=True))
    assert whole_months(days, "UTC").tolist() == [-1, 0, 0, 1]


def test_peak_hours_wrap_around_midnight_and_stay_silent_when_no_hour_stands_out() -> None:
    hours = np.ones(24)
    hours[[23, 0]] = 20
    assert peak_hours(hours) == "23-1"
    assert peak_hours(np.eye(24)[23]) == "23-24"
    assert peak_hours(np.ones(24)) == ""
    assert peak_hours(np.zeros(24)) == ""


def test_top_categories_names_three_with_ties_in_the_order_of_the_words() -> None:
    words = pd.Series(["b", "a", "c", "c", "", None, "d"])
    assert top_categories(words) == "c 40 %; a 20 %; b 20 %"

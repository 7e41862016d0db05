from __future__ import annotations

import pandas as pd
import pytest

from web.texts import area_reason

AREA = {
    "tier": "significant",
    "incidents": 87,
    "expected": 31.2,
    "baseline": "population",
    "relative_risk": 2.789,
    "p_value_adjusted": 0.001,
    "top_categories": "盗窃电动车",
    "peak_hours": "20-23",
    "trend": "rising",
    "first_occurred_at": pd.Timestamp("2024-12-31T17:00:00Z"),
    "last_occurred_at": pd.Timestamp("2025-12-09T04:00:00Z"),
}


def test_the_reason_says_count_expectation_test_kind_time_and_trend() -> None:
    assert area_reason(AREA, "zh") == (
        "2025-01 至 2025-12 共 87 起\uff0c按人口应有 31 起\uff0c"
        "为预期的 2.8 倍\uff08校正后 p = 0.001\uff09\uff1b"
        "以盗窃电动车为主\uff0c多在 20:00–23:00\uff0c呈上升趋势。"
    )
    assert area_reason(AREA, "en") == (
        "2025-01 to 2025-12: 87 incidents where 31 were expected from the population, 2.8 times as many "
        "(adjusted p = 0.001); mostly 盗窃电动车, mainly 20:00–23:00, rising."
    )


@pytest.mark.parametrize(("lang", "words"), [("zh", "不显著"), ("en", "not significant")])
def test_a_watch_area_is_worded_as_not_significant_and_for_discussion(lang: str, words: str) -> None:
    assert words not in area_reason(AREA, lang)
    watched = area_reason({**AREA, "tier": "watch"}, lang)
    assert words in watched
    assert ("讨论" if lang == "zh" else "for discussion") in watched


def test_what_is_missing_is_left_unsaid() -> None:
    bare = {"incidents": 3, "expected": None, "relative_risk": float("nan"), "trend": "unknown"}
    assert area_reason(bare, "zh") == "共 3 起。"
    assert area_reason(bare, "en") == "3 incidents."


def test_a_row_of_a_table_will_do() -> None:
    assert area_reason(pd.Series(AREA), "en") == area_reason(AREA, "en")


def test_several_spans_of_hours_are_clock_times_too() -> None:
    assert "多在 22:00–1:00、6:00–8:00" in area_reason({"incidents": 3, "peak_hours": "22-1; 6-8"}, "zh")


def test_lists_of_words_are_joined_as_the_language_does() -> None:
    row = {"incidents": 3, "top_categories": "theft, robbery; fraud"}
    assert "以theft、robbery、fraud为主" in area_reason(row, "zh")

"""The evidence of an area in words, and the names of the codes that it is made of."""

from __future__ import annotations

import pandas as pd
import pytest

from hotspots.change.emerging import CATEGORIES as EMERGING
from hotspots.local.local_moran import QUADRANTS
from hotspots.repeats.near_repeat import KnoxTest, NearRepeatTable
from tests.web.evidence import EVIDENCE, FOUND
from web.texts import area_facts, area_reason, has_text
from web.texts.facts import SCORE_PARTS, weights_words

AREA = {
    **EVIDENCE,
    "tier": "significant",
    "incidents": 62,
    "trend": "rising",
    "first_occurred_at": pd.Timestamp("2025-01-02T17:00Z"),
    "last_occurred_at": pd.Timestamp("2025-12-03T04:00Z"),
}


def said(lang: str, **changes: object) -> dict[str, str]:
    return dict(area_facts({**AREA, **changes}, lang, found=FOUND))


def test_a_sheet_says_rate_trend_special_days_stability_periods_and_what_would_take_the_area_off() -> None:
    english = said("en")
    assert english["What would take it off"] == (
        "with fewer than 31 incidents, all else equal, it would not be significant (now 62)"
    )
    assert "12.3 per 1,000 people a year (95 % interval 9.10 to 15.8" in english["Rate"]
    assert english["Rate"].endswith("county 1.90")
    assert english["Monthly trend"] == "rising: +25% a year (95 % interval +3% to +51%, p = 0.012)"
    assert english["Market days"].startswith("more: 1.80 times as many a day")
    assert english["Stability"] == "still listed in 96% of resamples of its places"
    assert english["Earlier periods"] == (
        "high in 3 of 4 periods: from 1 January 2025: 2.31 (1.52 to 3.44), from 2 July 2025: 1.90 (1.10 to 3)"
    )
    assert english["Casualties and loss"] == "1 death, loss of 12,345 yuan"
    assert english["First and last"] == "3 January 2025 to 3 December 2025"


def test_the_score_is_shown_with_its_weights_and_with_the_parts_that_have_none() -> None:
    assert said("en")["Ranking score"] == (
        "0.72 from harm 0.80 (weight 2), persistence 0.75 (weight 1); without weight: excess 1.00, trend 0.50"
    )
    assert weights_words(FOUND, "en") == (
        "Ranking score: harm × 2, persistence × 1. Excess and harm are of the forecast "
        "for the next 365 days. Budget: the best 10. Budget: 2% of the ground."
    )
    assert weights_words({}, "zh") == ""


def test_it_is_said_whether_excess_and_harm_are_of_the_forecast_or_of_the_counts() -> None:
    assert said("en")["Excess and harm taken of"] == "the forecast for the next 365 days"
    assert said("en")["Next 365 days"].startswith("41.3 incidents forecast on cells of 200 m")
    counted = said("zh", ranked_by="count", next_year=float("nan"))
    assert counted["超出与危害的依据"] == "本期起数"
    assert "未来一年" not in counted
    assert "counts of the whole period" in weights_words(FOUND | {"ranked_by": "count"}, "en")
    trend_alone = {"weights": {"trend": 1.0}, "ranked_by": "count"}
    assert weights_words(trend_alone, "en") == "Ranking score: trend × 1."


def test_what_is_not_known_is_left_unsaid() -> None:
    assert "Around the Spring Festival" not in said("en")
    assert area_facts({"tier": "significant", "incidents": 3}, "zh") == []
    assert "Rate" not in said("en", population=float("nan"))


def test_where_hardly_anybody_lives_no_rate_is_given() -> None:
    assert said("en", population=0.0001, rate_per_1000=float("nan"))["Rate"] == (
        "fewer than 30 people live there: a rate says nothing"
    )


def test_a_watch_area_says_what_would_make_it_significant() -> None:
    watch = said("en", tier="watch", incidents_to_delist=70)
    assert "What would take it off" not in watch
    assert watch["What would make it significant"].startswith("with 70 incidents")
    reason = area_reason({**AREA, "tier": "watch", "incidents_to_delist": 70}, "zh")
    assert reason.endswith("达到 70 起方为显著。")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_reason_ends_with_what_would_take_the_area_off(lang: str) -> None:
    ending = {"zh": "降到 31 起以下即不再显著。", "en": "Fewer than 31, all else equal, would take it off."}
    assert area_reason(AREA, lang).endswith(ending[lang])
    assert {"zh": "集日多发", "en": "more on market days"}[lang] in area_reason(AREA, lang)


def test_a_snapped_outline_says_what_it_follows_and_where_the_evidence_belongs() -> None:
    snapped = {
        "snapped_to": "streets",
        "snapped_names": "建设路; 人民路",
        "window_km2": 0.1,
        "area_km2": 0.28,
    }
    assert said("zh", **snapped)["轮廓"].startswith("对齐街区 0.28 平方公里")
    assert "0.10 km² analysed" in said("en", **snapped)["Outline"]


@pytest.mark.parametrize(
    ("topic", "codes"),
    [
        ("emerging", EMERGING),
        ("quadrant", QUADRANTS),
        ("score", SCORE_PARTS),
        ("continuity", ("new", "continued", "split", "merged", "reappeared")),
        ("column", ("edges_m", "edges_days", "pairs", "expected", "ratio", "p_value")),
    ],
)
def test_every_code_of_the_statistics_has_a_name(topic: str, codes: tuple[str, ...]) -> None:
    assert [code for code in codes if not has_text(f"{topic}.{code}")] == []


def test_the_tables_of_near_repeats_have_no_column_without_a_heading() -> None:
    columns = {*KnoxTest.__dataclass_fields__, *NearRepeatTable.__dataclass_fields__}
    assert {column for column in columns if not has_text(f"column.{column}")} == set()

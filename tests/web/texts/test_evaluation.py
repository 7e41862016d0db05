from __future__ import annotations

import math

import pytest

from hotspots.evaluation.params import EvaluationParams
from hotspots.evaluation.verdicts import VERDICTS
from web.texts import LANGUAGES, label
from web.texts.evaluation import evaluation_reason, pooled_sentence, rule_sentence

ROW = {
    **{"before": 60, "after": 30, "expected": 55.2, "before_from": "2024-01-01", "after_until": "2026-01-01"},
    "months": 12,
    **{"rate_ratio": 0.54, "rate_ratio_low": 0.36, "rate_ratio_high": 0.79, "detectable_drop": 0.38},
    **{"comparison": "matched", "displacement": "not_seen", "controls": 20, "places_alike": 31},
    **{"control_before": 1200.0, "control_after": 1080.0, "fell_as_much": 1, "rose_as_much": 28},
    **{"ring_difference": 12.4, "ring_low": 3.2, "ring_high": 21.6},
}


def said(verdict: str, lang: str = "en", **more: object) -> str:
    return evaluation_reason(ROW | {"verdict": verdict} | more, lang, EvaluationParams())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_a_name_and_a_sentence_without_gaps(verdict: str, lang: str) -> None:
    assert label("verdict", verdict, lang) != verdict
    assert "{" not in said(verdict, lang)


def test_a_fall_is_said_with_its_interval_and_what_was_to_be_expected() -> None:
    words = said("fell")
    assert "60 incidents before, 30 after; about 55 were to be expected" in words
    assert "54 % of what was to be expected (90 % interval 36 to 79 %)" in words
    assert "can show" not in words


def test_what_cannot_be_told_is_said_so_with_what_could_have_been_shown() -> None:
    words = said("unclear", rate_ratio_high=1.2)
    assert "cannot be told from chance" in words
    assert "can show a fall of about 38 % or more" in words
    assert "of several areas" not in words
    assert "of several areas" in said("unclear")
    assert "could not even show" in said("unclear", detectable_drop=math.nan)


def test_what_is_said_before_the_period_is_over_says_so_first() -> None:
    words = said("fell", months=11, after_until="2025-12-20")
    assert words.startswith("Up to 2025-12-20, 11 months after the start beside the same months before")
    assert "Up to" not in said("fell")


def test_incidents_can_only_have_moved_from_an_area_that_fell() -> None:
    assert "12 more than around controls (3 to 22): incidents may have moved" in said(
        "fell", displacement="moved"
    )
    assert "moved" not in said("unclear", displacement="moved")
    fewer = {"displacement": "spread", "ring_difference": -9.0, "ring_low": -15.0, "ring_high": -3.0}
    assert "9 fewer than around controls (3 to 15): the benefit may have spread" in said("fell", **fewer)
    assert "spread" not in said("rose", **fewer)


def test_a_comparison_with_the_rest_of_the_county_is_said_so() -> None:
    assert "rest of the county" in said("fell", comparison="wider")
    assert "rest of the county" not in said("fell")


def test_all_areas_together_and_the_rule_are_said() -> None:
    row = {**ROW, "areas": 3, "verdict": "fell"}
    assert pooled_sentence(row, "en", 0.9).startswith("3 areas together: 60 before, 30 after")
    assert "降幅大于可比地点" in pooled_sentence(row, "zh", 0.9)
    assert "at most 20 for each area" in rule_sentence(EvaluationParams(), "en")


def test_what_controls_did_by_themselves_is_said_beside_the_verdict() -> None:
    words = said("fell")
    assert (
        "20 control areas that were as high and that nothing was done to went from 1200 to 1080 (-10 %)"
        in words
    )
    assert "Of 31 comparable places 1 fell as much by itself." in words
    assert "28 rose as much by themselves" in said("rose", rate_ratio=1.4)
    assert "comparable places 1" not in said("fell", comparison="wider")


def test_displacement_around_all_areas_is_only_said_where_they_fell() -> None:
    row = {**ROW, "areas": 3, "verdict": "fell", "displacement": "moved"}
    assert "12 more than expected (3 to 22): some incidents may have moved" in pooled_sentence(row, "en", 0.9)
    assert "moved" not in pooled_sentence(row | {"verdict": "unclear"}, "en", 0.9)
    assert "看不出转移" in pooled_sentence(row | {"displacement": "not_seen"}, "zh", 0.9)

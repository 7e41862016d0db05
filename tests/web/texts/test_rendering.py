from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from gis.errors import Problem, TableError
from web.texts import label, render_error, render_problem, text
from web.texts.formats import (
    format_change,
    format_days,
    format_detail,
    format_months,
    format_number,
    format_p_value,
    is_missing,
    local_date,
)
from web.texts.typography import set_chinese


def test_an_error_says_all_its_problems_in_one_line_and_each_once() -> None:
    problem = Problem("table.load_missing", {"column": "calls", "columns": "a, b"})
    error = TableError.of([problem, problem, Problem("table.empty")])
    said = render_error(error, "en")
    assert said.count("There is no load column calls. Columns at hand: a, b.") == 1
    assert said.endswith("Check the file and the name of the layer.")
    assert "\n" not in said
    assert "“calls”" in render_error(error, "zh")


def test_a_code_without_words_and_a_missing_detail_are_still_said() -> None:
    assert render_problem(Problem("nowhere.known", {"path": "x.csv"}), "zh") == "nowhere.known (path=x.csv)"
    assert "{rows}" in render_problem(Problem("table.load_bad", {"column": "calls"}), "en")


def test_an_unknown_language_or_key_is_a_programmers_mistake() -> None:
    with pytest.raises(ValueError, match="zh, en"):
        text("cli.wrote", "fr", path="x")
    with pytest.raises(KeyError):
        text("no.such_key", "zh")


def test_details_that_look_like_placeholders_are_left_alone() -> None:
    assert text("cli.wrote", "en", path="{tier}/a,b.html") == "Wrote {tier}/a,b.html"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("共 3 起(刑事),见 EPSG:4326", "共 3 起\uff08刑事\uff09\uff0c见 EPSG:4326"),
        ("20:15 报警, 请看", "20:15 报警\uff0c请看"),
        ("{path}: 打不开", "{path}\uff1a打不开"),
        ("用 --map a=b,c", "用 --map a=b,c"),
        ("no Chinese (at all), here", "no Chinese (at all), here"),
    ],
)
def test_chinese_is_set_with_chinese_punctuation(typed: str, wanted: str) -> None:
    assert set_chinese(typed) == wanted


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (7, "7"), (9999, "9999"), (12345, "12,345"), (1.234, "1.23"), (31.25, "31.2"), (250.6, "251"),
     (np.int64(10_000), "10,000"), (float("nan"), "—"), (None, "—"), (float("inf"), "∞")],
)  # fmt: skip
def test_numbers_are_written_for_reading(value: object, said: str) -> None:
    assert format_number(value) == said


@pytest.mark.parametrize("value", [None, "", " ", float("nan"), pd.NaT, pd.NA, np.nan])
def test_every_way_of_missing_counts_as_missing(value: object) -> None:
    assert is_missing(value)


def test_p_values_below_a_thousandth_are_not_written_as_zero() -> None:
    assert format_p_value(0.0004) == "p < 0.001"
    assert format_p_value(0.001) == "p = 0.001"


def test_change_is_signed_and_undefined_from_zero() -> None:
    assert format_change(110, 100) == "+10.0%"
    assert format_change(90, 100) == "−10.0%"
    assert format_change(5, 0) == "—"
    assert format_change(5, None) == "—"


def test_a_moment_belongs_to_the_day_of_the_county_not_of_utc() -> None:
    late = pd.Timestamp("2025-12-31T18:30:00Z")
    assert local_date(late, "Asia/Shanghai") == date(2026, 1, 1)
    assert local_date("2025-12-31T18:30:00", "Asia/Shanghai") == date(2025, 12, 31)


def test_days_and_months_are_written_in_each_language() -> None:
    first, last = date(2025, 1, 3), date(2025, 12, 9)
    assert format_days(first, last, "zh") == "2025年1月3日 至 2025年12月9日"
    assert format_days(first, last, "en") == "3 January 2025 to 9 December 2025"
    assert format_months(first, last, "zh") == "2025-01 至 2025-12"
    assert format_months(first, first, "en") == "2025-01"


def test_lists_and_tables_of_details_are_joined_as_the_language_does() -> None:
    assert format_detail(["a", 12_000], "zh") == "a、12,000"
    assert format_detail({"EPSG:4326": 3}, "en") == "EPSG:4326 3"


def test_labels_name_known_codes_and_keep_the_countys_own_words() -> None:
    assert label("zone", "fringe", "zh") == "城乡结合部"
    assert label("category", "盗窃电动车", "en") == "盗窃电动车"
    assert label("zone", None, "zh") == ""


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 significant disorderly area in 2 incidents"), (2, "areas in")]
)
def test_english_takes_the_word_that_goes_with_the_number(count: int, words: str) -> None:
    assert words in text("cli.areas_found", "en", significant=count, incidents=2)
    assert "处" in text("cli.areas_found", "zh", significant=count, incidents=2)

from __future__ import annotations

import dataclasses

import pytest

from data.validation import Reason
from tests.web.small_import import IMPORT
from web.reports.quality import MOST_CATEGORIES, quality_of
from web.texts import label, text


def test_the_import_is_told_in_words_and_what_did_not_occur_is_left_out() -> None:
    quality = quality_of(IMPORT, "zh")
    assert quality.rows == [
        ("读入", "1500"), ("采用", "1470"), ("退回", "20"), ("重复行", "10"),
        ("重复行中被后来的内容取代的", "1"), ("另有不属于本系统范围的行\uff08未读入\uff09", "4"),
        ("重复报警\uff08已标记\uff09", "7"),
    ]  # fmt: skip
    assert [rows for _, rows in quality.reasons] == ["12", "9"]
    assert quality.reasons[0][0] == label("reject", "time.unreadable", "zh")
    assert quality.remarks[0] == "坐标按 GCJ-02 读取\uff08由用户指定\uff09。"
    assert any("报警人电话" in remark for remark in quality.remarks)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_guess_of_the_coordinates_is_told_with_its_reason(lang: str) -> None:
    guessed = dataclasses.replace(IMPORT, crs="wgs84", crs_reason="crs.degrees", swapped=True)
    first, second, *_ = quality_of(guessed, lang).remarks
    assert text("crs.degrees", lang).rstrip("。.") in first
    assert second == text("quality.swapped", lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "reason", ["crs.degrees", "crs.by_roads", "crs.gauss_kruger", "crs.gauss_kruger_by_place"]
)
def test_every_guess_of_the_coordinates_is_told_without_gaps(reason: str, lang: str) -> None:
    first, *_ = quality_of(dataclasses.replace(IMPORT, crs="EPSG:4523", crs_reason=reason), lang).remarks
    assert "{" not in first


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_of_many_unknown_categories_the_commonest_are_named_and_all_are_counted(lang: str) -> None:
    many = [f"word{number:02}" for number in range(MOST_CATEGORIES + 1)]
    *_, few = quality_of(dataclasses.replace(IMPORT, unknown_categories=tuple(many[:-1])), lang).remarks
    *_, said = quality_of(dataclasses.replace(IMPORT, unknown_categories=tuple(many)), lang).remarks
    assert many[-2] in few
    assert many[-2] in said
    assert many[-1] not in said
    assert str(len(many)) in said


@pytest.mark.parametrize("code", [reason.code for reason in Reason])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_reason_for_turning_a_row_away_has_words(code: str, lang: str) -> None:
    ((words, _),) = quality_of(dataclasses.replace(IMPORT, reasons={code: 1}), lang).reasons
    assert words != code

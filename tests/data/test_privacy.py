from __future__ import annotations

import pandas as pd
import pytest

from data.privacy import (
    IDENTITY,
    blank_personal,
    holds_personal_number,
    is_identity_number,
    narrative_columns,
    personal_cells,
    personal_columns,
)
from data.schema import incident_headers

IDENTITY_NUMBER = "11010519491231002X"  # the example of GB 11643-1999


@pytest.mark.parametrize(
    "header",
    [
        "姓名",
        "报警人",
        "报警人姓名",
        "当事人身份证号",
        "身份证号码",
        "联系电话",
        "手机号",
        "联系方式",
        "户籍地",
        "家庭住址",
        "出生日期",
        "性别",
        "民族",
        "处警民警",
        "name",
        "Victim Name",
        "phone",
        "Mobile No.",
        "id card",
        "suspect",
        "DOB",
    ],
)
def test_columns_about_persons_are_known_by_their_header(header: str) -> None:
    assert personal_columns([header]) == [header]


@pytest.mark.parametrize(
    "header", ["简要案情", "警情内容", "处警情况", "备注", "Narrative", "Description", "remarks"]
)
def test_narratives_are_known_by_their_header(header: str) -> None:
    assert narrative_columns([header]) == [header]


def test_no_header_that_we_read_counts_as_personal_or_narrative() -> None:
    ours = [header for headers in incident_headers().values() for header in headers]
    assert personal_columns(ours) == []
    assert narrative_columns(ours) == []


def test_the_check_digit_of_an_identity_number_is_checked() -> None:
    assert is_identity_number(IDENTITY_NUMBER)
    assert not is_identity_number("110105194912310021")


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("人民路8号 13912345678", "人民路8号"),
        ("电话139-1234-5678转", "电话转"),
        ("+8613912345678", "+86"),
        (f"张某{IDENTITY_NUMBER}", "张某"),
        (IDENTITY_NUMBER.lower(), ""),
        ("110105194912310021", "110105194912310021"),
        ("J20260103139123456780", "J20260103139123456780"),
        ("12912345678", "12912345678"),
        ("139123456789", "139123456789"),
        ("G318国道", "G318国道"),
    ],
)
def test_phone_and_identity_numbers_are_taken_out_and_nothing_else(cell: str, left: str) -> None:
    assert blank_personal(cell) == left
    assert personal_cells(pd.Series([cell], dtype="str")).tolist() == [cell != left]


def test_in_columns_of_ids_phone_numbers_are_chance() -> None:
    ids = pd.Series(["13912345678", IDENTITY_NUMBER], dtype="str")
    assert personal_cells(ids, IDENTITY).tolist() == [False, True]


@pytest.mark.parametrize(
    "words",
    [
        "13912345678",
        "电话13912345678。",
        "139-1234-5678",
        "13 9123 45678",
        "１３９１２３４５６７８",
        "+86 139 1234 5678",
        "0816-2345678",
        "(010)62345678",
        IDENTITY_NUMBER,
        "110105194912310021",
        "110105 19491231 002x",
        "110105491231002",
        "6222021234567890123",
    ],
)
def test_what_looks_like_a_number_of_a_person_is_seen_in_what_is_typed(words: str) -> None:
    assert holds_personal_number(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "排查矛盾纠纷 12 起,化解 11 起",
        "2026-03-09 至 2026-03-12 巡查 120 次",
        "经费 1500000 元",
        "2026年3月9日12时30分",
        "110、119、12345",
        "20260309",
    ],
)
def test_counts_days_and_sums_may_be_typed(words: str) -> None:
    assert not holds_personal_number(words)

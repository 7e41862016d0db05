"""Ids, duplicates and what a second reading gives."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.incidents import ReadOptions, load_incidents
from tests.data.call_files import call, write_csv, write_xlsx

OPTIONS = ReadOptions(crs="wgs84", latest=dt.datetime.fromisoformat("2026-06-01T00:00:00+08:00"))
KEEP = dataclasses.replace(OPTIONS, same_id="keep")

Rows = Iterable[Mapping[str, object]]


def ids(path: Path, options: ReadOptions = OPTIONS) -> list[str]:
    return load_incidents(path, options)[0]["incident_id"].tolist()


def test_identical_rows_with_an_id_are_duplicates(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [call(1), call(2), call(1), call(1)])
    for options in (OPTIONS, KEEP):
        incidents, report = load_incidents(path, options)
        assert (report.rows_in, report.accepted, report.duplicates, report.superseded) == (4, 2, 2, 0)
        assert len(incidents) == 2


def test_a_later_row_of_the_same_id_supersedes_the_earlier(tmp_path: Path) -> None:
    rows = [call(1, 报警类型="纠纷"), call(2), call(1, 报警类型="殴打他人")]
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), OPTIONS)
    assert incidents.set_index("incident_id")["category_word"].to_dict() == {
        "J20260103000002": "入室盗窃",
        "J20260103000001": "殴打他人",
    }
    assert (report.duplicates, report.superseded) == (1, 1)


def test_a_later_row_that_is_rejected_supersedes_nothing(tmp_path: Path) -> None:
    rows = [call(1, 报警类型="纠纷"), call(1, 报警类型="殴打他人", 经度="0", 纬度="0")]
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), OPTIONS)
    assert incidents["category_word"].tolist() == ["纠纷"]
    assert (report.accepted, report.rejected, report.duplicates) == (1, 1, 0)


def test_kept_rows_of_one_id_are_records_of_one_case(tmp_path: Path) -> None:
    rows = [call(1, 报警类型="盗窃"), call(1, 报警类型="损毁财物"), call(2)]
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), KEEP)
    assert report.accepted == 3
    assert incidents["case_id"].tolist() == ["J20260103000001", "J20260103000001", "J20260103000002"]
    assert incidents["incident_id"].is_unique
    assert all(
        own.startswith(f"{case}-")
        for own, case in zip(incidents["incident_id"], incidents["case_id"], strict=True)
    )


def test_a_kept_rows_id_does_not_depend_on_what_else_shares_its_id(tmp_path: Path) -> None:
    alone = ids(write_csv(tmp_path / "a.csv", [call(1, 报警类型="盗窃")]), KEEP)
    later = ids(write_csv(tmp_path / "b.csv", [call(1, 报警类型="损毁财物"), call(1, 报警类型="盗窃")]), KEEP)
    assert alone[0] == later[1]


def test_kept_rows_of_one_id_that_differ_in_ignored_columns_alone_are_numbered(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [call(1, 罪名代码="1"), call(1, 罪名代码="2")])
    first, second = ids(path, KEEP)
    assert second == f"{first}-2"


def test_identical_rows_without_an_id_stay_separate_and_are_numbered(tmp_path: Path) -> None:
    rows = [call(1, 警情编号=""), call(1, 警情编号=""), call(2, 警情编号=""), call(1, 警情编号="")]
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), OPTIONS)
    first, second, other, third = incidents["incident_id"]
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert other != first
    assert (report.accepted, report.duplicates) == (4, 0)


def test_ids_from_content_are_the_same_in_another_format_encoding_and_order_of_columns(
    tmp_path: Path,
) -> None:
    rows = [call(number, 警情编号="") for number in range(1, 6)]
    turned = [dict(reversed(row.items())) for row in rows]
    expected = ids(write_csv(tmp_path / "a.csv", rows))
    assert ids(write_csv(tmp_path / "b.csv", turned, "gb18030", "\t")) == expected
    assert ids(write_xlsx(tmp_path / "a.xlsx", rows)) == expected


def test_ids_from_content_never_change_since_stores_hold_them(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [call(1, 警情编号="")])
    assert ids(path) == ["ca2d3e3308a312fd5"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0012", "0012"),
        ("440102202601031234", "440102202601031234"),
        ('="0012"', "0012"),
        ("'0012", "0012"),
        (" J1\t", "J1"),
    ],
)
def test_ids_keep_their_digits_and_lose_their_wrapping(tmp_path: Path, written: str, kept: str) -> None:
    assert ids(write_csv(tmp_path / "a.csv", [call(1, 警情编号=written)])) == [kept]


def test_ids_that_excel_made_numbers_of_are_not_used_and_counted(tmp_path: Path) -> None:
    rows = [call(1, 警情编号="4.40102E+17"), call(2, 警情编号="4.40102E+17"), call(3)]
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), OPTIONS)
    assert (report.accepted, report.mangled_ids, report.duplicates) == (3, 2, 0)
    assert not incidents["incident_id"].str.contains("E+", regex=False).any()


def test_a_long_number_in_an_excel_cell_is_a_mangled_id(tmp_path: Path) -> None:
    rows = [call(1, 警情编号=440102202601031234), call(2, 警情编号=440102202601031299)]
    _, report = load_incidents(write_xlsx(tmp_path / "a.xlsx", rows), OPTIONS)
    assert (report.accepted, report.mangled_ids) == (2, 2)


DIRTY = st.fixed_dictionaries(
    {},
    optional={
        "警情编号": st.sampled_from(["", "A", "B", "C", "4.4E+17"]),
        "报警时间": st.sampled_from(
            ["", "2026-01-03 08:00", "2026-01-03", "x", "1900-01-01", "2026/1/3 8:20"]
        ),
        "报警类型": st.sampled_from(["盗窃", "信访", "", "偷鸡", "骚扰电话"]),
        "经度": st.sampled_from(["0", "105.2", "36.5", "", "x", "120"]),
        "纬度": st.sampled_from(["0", "36.5", "105.2"]),
        "村": st.sampled_from(["", "白杨村"]),
        "所属派出所": st.sampled_from(["城关", "13912345678"]),
    },
)


@given(
    rows=st.lists(st.tuples(st.integers(1, 4), DIRTY), min_size=1, max_size=10),
    same_id=st.sampled_from(["update", "keep"]),
    chunk_rows=st.integers(3, 7),
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_is_accounted_for_and_chunks_change_nothing(
    tmp_path: Path, rows: list[tuple[int, dict[str, str]]], same_id: str, chunk_rows: int
) -> None:
    good = [call(number, 警情编号=f"K{number}", 村="") for number in range(12)]
    dirty = [call(number, **{"村": "", **dirt}) for number, dirt in rows]
    path = write_csv(tmp_path / "a.csv", [*good, *dirty])
    whole = dataclasses.replace(OPTIONS, same_id=same_id)
    incidents, report = load_incidents(path, whole, tmp_path / "r.csv")
    assert report.rows_in == report.accepted + report.rejected + report.duplicates
    assert report.rows_in + report.outside_scope_rows == len(good) + len(rows)
    assert len(incidents) == report.accepted
    assert incidents["incident_id"].is_unique
    pieces = dataclasses.replace(whole, chunk_rows=chunk_rows)
    again, second = load_incidents(path, pieces, tmp_path / "s.csv")
    assert second == report
    assert again.drop(columns="geometry").equals(incidents.drop(columns="geometry"))
    assert (tmp_path / "r.csv").read_bytes() == (tmp_path / "s.csv").read_bytes()
    assert len((tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()) == report.rejected + 1

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pandas as pd
import pytest

from data.incidents import IncidentReader, ReadOptions, RejectsWriter, load_incidents
from gis.errors import FileError, TableError
from gis.frames import point_incidents
from tests.data.call_files import as_layer, call, write_csv, write_xls, write_xlsx

LATEST = dt.datetime.fromisoformat("2026-06-01T00:00:00+08:00")
WGS84 = ReadOptions(crs="wgs84", latest=LATEST)
ROWS = [call(number) for number in range(1, 9)]

Rows = Iterable[Mapping[str, object]]


def layer_writer(path: Path, rows: Rows) -> Path:
    layer = as_layer(rows)
    if path.suffix == ".parquet":
        layer.to_parquet(path)
    else:
        layer.to_file(path)
    return path


WRITERS: dict[str, Callable[[Path, Rows], Path]] = {
    "a.csv": write_csv,
    "a.csv.gz": lambda path, rows: write_csv(path, rows, "gb18030"),
    "a.xlsx": write_xlsx,
    "a.xls": write_xls,
    "a.geojson": layer_writer,
    "a.gpkg": layer_writer,
    "a.parquet": layer_writer,
}


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_calls_come_out_of_every_format(tmp_path: Path, name: str) -> None:
    incidents, report = load_incidents(WRITERS[name](tmp_path / name, ROWS), WGS84)
    assert (report.rows_in, report.accepted) == (8, 8)
    first = incidents.iloc[0]
    assert first["incident_id"] == "J20260103000001"
    assert first["occurred_from"] == first["reported_at"] == pd.Timestamp("2026-01-02T17:01:00Z")
    assert (first["kind"], first["status"], first["source"]) == ("call", "valid", "reported")
    assert (first["category"], first["category_word"]) == ("criminal", "入室盗窃")
    assert (first["in_scope"], first["harm"], first["precision"]) == (True, 20.0, "point")
    assert (first["station"], first["address_area"]) == ("城关派出所", "城关镇人民路")
    assert first.geometry.x == pytest.approx(105.201)
    assert first.geometry.y == pytest.approx(36.5007)


def test_the_address_itself_never_leaves_the_reader(tmp_path: Path) -> None:
    incidents, _ = load_incidents(write_csv(tmp_path / "a.csv", ROWS), WGS84)
    assert "128号" not in incidents.to_csv()
    assert not any("号" in str(value) for value in incidents.drop(columns="geometry").to_numpy().ravel())


def test_every_reason_of_a_rejected_row_is_named_and_the_row_written_whole(tmp_path: Path) -> None:
    rows = [
        *ROWS,
        call(20, 报警时间="1900-01-01", 经度="0", 纬度="0"),
        call(21, 报警时间="明天", 经度="abc"),
        call(22, 报警时间="2026-07-01 08:00", 经度=""),
        call(23, 报警时间=""),
        call(24, 经度="36.52", 纬度="105.22"),
        call(25, 经度="120.5"),
    ]
    path, rejects = write_csv(tmp_path / "a.csv", rows, "gb18030"), tmp_path / "r.csv"
    _, report = load_incidents(path, WGS84, rejects)
    assert rejects.read_bytes().startswith(b"\xef\xbb\xbf")
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))
    assert [(row.pop("line"), row.pop("reasons")) for row in written] == [
        ("10", "time.too_early point.zero"),
        ("11", "time.unreadable point.unreadable"),
        ("12", "time.future point.missing"),
        ("13", "time.missing"),
        ("14", "point.swapped"),
        ("15", "point.far"),
    ]
    assert written == [{name: str(value) for name, value in row.items()} for row in rows[8:]]
    assert (report.rows_in, report.accepted, report.rejected, report.duplicates) == (14, 8, 6, 0)
    assert report.reasons["point.zero"] == 1
    assert sum(report.reasons.values()) == 9


def test_a_row_of_another_width_is_rejected_with_all_its_cells(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ROWS)
    path.write_text(path.read_text() + "J9,2026-01-03 08:00,盗窃,人民路,城关派出所,105.2,36.5,多余\n")
    _, report = load_incidents(path, WGS84, tmp_path / "r.csv")
    assert report.reasons == {"row.columns": 1}
    assert "36.5,多余" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_a_row_without_a_point_is_kept_where_it_names_its_place(tmp_path: Path) -> None:
    rows = [
        *(call(number, 乡镇="青石镇", 村="") for number in range(1, 9)),
        call(10, 经度="0", 纬度="0", 乡镇="青石镇", 村="白杨村", 事发地址=""),
        call(11, 经度="", 纬度="", 乡镇="青石镇", 村="", 事发地址=""),
        call(12, 经度="", 纬度="", 乡镇="", 村=""),
        call(13, 经度="130.0", 乡镇="青石镇", 村=""),
    ]
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), WGS84)
    assert report.reasons == {"point.missing": 1, "point.far": 1}
    assert report.without_point == 2
    kept = incidents.tail(2)
    assert kept["precision"].tolist() == ["village", "township"]
    assert kept["address_area"].tolist() == ["青石镇白杨村", "青石镇"]
    assert kept["township_code"].tolist() == ["青石镇", "青石镇"]
    assert kept.geometry.isna().all()
    assert len(point_incidents(incidents)) == 8


def test_rows_about_petitioning_or_assembly_are_dropped_and_counted_apart(tmp_path: Path) -> None:
    rows = [*ROWS, call(30, 报警类型="信访"), call(31, 报警类型="群体性事件"), call(32, 报警类型="聚众斗殴")]
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), WGS84, tmp_path / "r.csv")
    assert (report.outside_scope_rows, report.rows_in, report.accepted) == (2, 9, 9)
    assert "信访" not in (tmp_path / "r.csv").read_text(encoding="utf-8-sig") + incidents.to_csv()


def test_personal_columns_and_narratives_reach_neither_the_incidents_nor_the_rejects(tmp_path: Path) -> None:
    rows = [
        call(number, 报警人="张三", 联系电话="13912345678", 简要案情="张三称其电动车被盗")
        for number in range(1, 9)
    ]
    rows.append({**rows[0], "警情编号": "J99", "经度": "0", "纬度": "0"})
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), WGS84, tmp_path / "r.csv")
    everything = incidents.to_csv() + (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    assert not any(word in everything for word in ("张三", "13912345678", "电动车被盗"))
    assert report.dropped_columns == ("报警人", "联系电话", "简要案情")
    assert report.rejected == 1


def test_personal_numbers_under_an_innocent_header_are_dropped_or_blanked_and_named(tmp_path: Path) -> None:
    rows = [call(number, 附加="") for number in range(1, 9)]
    rows[2]["附加"] = "身份11010519491231002X"
    rows[3]["所属派出所"] = "城关派出所13912345678"
    rows[4].update(经度="0", 纬度="0", 附加="x")
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), WGS84, tmp_path / "r.csv")
    assert report.dropped_columns == ("附加",)
    assert report.blanked_cells == {"所属派出所": 1}
    assert incidents["station"].unique().tolist() == ["城关派出所"]
    assert "附加" not in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_a_phone_number_is_blanked_in_the_rejects_too(tmp_path: Path) -> None:
    rows = [*ROWS, call(40, 经度="0", 纬度="0", 事发地址="人民路8号13912345678")]
    load_incidents(write_csv(tmp_path / "a.csv", rows), WGS84, tmp_path / "r.csv")
    written = (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    assert "13912345678" not in written
    assert "人民路8号" in written


def test_ids_that_are_identity_numbers_are_not_used(tmp_path: Path) -> None:
    rows = [call(number, 警情编号="11010519491231002X") for number in range(1, 4)]
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), WGS84)
    assert report.accepted == 3
    assert report.dropped_columns == ("警情编号",)
    assert "110105" not in incidents.to_csv()


def test_a_personal_column_cannot_be_mapped(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [call(1, 报警人="张三")])
    with pytest.raises(TableError, match=r"privacy\.personal_column"):
        IncidentReader(path, ReadOptions(columns={"category": "报警人"}))


def test_a_column_that_looks_like_a_narrative_may_be_mapped(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [{**call(1), "Description": "ARSON"}])
    options = ReadOptions(crs="wgs84", columns={"category": "Description"}, latest=LATEST)
    assert load_incidents(path, options)[0]["category_word"].tolist() == ["ARSON"]


def test_repeated_and_invalid_calls_are_flagged_and_counted_not_lost(tmp_path: Path) -> None:
    rows = [
        call(1, 报警时间="2026-01-03 08:00"),
        call(1, 警情编号="J2", 报警时间="2026-01-03 08:20"),
        call(1, 警情编号="J3", 报警时间="2026-01-03 08:25", 报警类型="交通事故"),
        call(1, 警情编号="J4", 报警时间="2026-01-03 09:25"),
        call(5, 警情编号="J5", 报警类型="骚扰电话"),
    ]
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), WGS84)
    assert incidents["status"].tolist() == ["valid", "repeated", "valid", "valid", "invalid"]
    assert (report.repeated, report.invalid, report.accepted) == (1, 1, 5)


def test_registered_cases_are_never_repeated(tmp_path: Path) -> None:
    rows = [{("案件编号" if key == "警情编号" else key): value for key, value in row.items()} for row in ROWS]
    for row in rows:
        row.update(报警时间="2026-01-03 08:00", 经度="105.2", 纬度="36.5", 事发地址="人民路1号")
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), WGS84)
    assert (report.kind, report.repeated) == ("case", 0)
    assert set(incidents["kind"]) == {"case"}


def test_default_coordinates_are_found_listed_and_set_aside(tmp_path: Path) -> None:
    fillers = [
        call(
            number,
            报警时间="2026-01-03 08:00",
            经度="105.25",
            纬度="36.55",
            事发地址=f"青石镇第{'一二三四五六'[number % 6]}沟村{number}号",
        )
        for number in range(10, 30)
    ]
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", [*ROWS, *fillers]), WGS84)
    (point,) = report.default_points
    assert (point.lon, point.lat, point.incidents, point.addresses) == (105.25, 36.55, 20, 20)
    assert report.default_rows == 20
    assert (incidents["precision"] == "default").sum() == 20
    assert report.repeated == 0  # a filler is no place that calls could repeat from
    assert len(point_incidents(incidents)) == 8


def test_unknown_words_stay_in_scope_and_are_listed_once(tmp_path: Path) -> None:
    rows = [call(1, 报警类型="偷鸡"), call(2, 报警类型="偷鸡"), call(3)]
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), WGS84)
    assert report.unknown_categories == {"偷鸡": 2}
    assert incidents["category"].tolist() == ["偷鸡", "偷鸡", "criminal"]
    assert incidents["in_scope"].all()


def test_a_day_without_a_time_becomes_the_whole_day_and_an_interval_stays_one(tmp_path: Path) -> None:
    rows = [
        call(1, 发案时间初值="2026-01-03", 发案时间终值=""),
        call(2, 发案时间初值="2026-01-03 08:00", 发案时间终值="2026-01-04 09:00"),
        call(3, 发案时间初值="2026-01-04 08:00", 发案时间终值="2026-01-03 09:00"),
    ]
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), WGS84)
    hours = (incidents["occurred_to"] - incidents["occurred_from"]).dt.total_seconds() / 3600
    assert hours.tolist() == pytest.approx([24, 25], abs=0.001)
    assert (report.date_only, report.reasons) == (1, {"time.reversed": 1})


def test_patrols_own_finds_are_kept_apart(tmp_path: Path) -> None:
    rows = [call(1, 警情来源="110报警"), call(2, 警情来源="巡逻发现")]
    incidents, _ = load_incidents(write_csv(tmp_path / "a.csv", rows), WGS84)
    assert incidents["source"].tolist() == ["reported", "discovered"]


def test_a_withdrawn_record_is_invalid_where_its_count_is_mapped(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [call(1, Count="-1"), call(2, Count="1")])
    assert set(load_incidents(path, WGS84)[0]["status"]) == {"valid"}
    options = ReadOptions(crs="wgs84", columns={"count": "Count"}, latest=LATEST)
    assert load_incidents(path, options)[0]["status"].tolist() == ["invalid", "valid"]


def test_a_file_without_times_or_places_says_what_columns_there_are(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(TableError) as caught:
        IncidentReader(path)
    assert [problem.code for problem in caught.value.problems] == [
        "table.times_missing",
        "table.places_missing",
    ]
    assert caught.value.problems[0].details["columns"] == "a, b"


@pytest.mark.parametrize("rows", [[call(1, 经度="0", 纬度="0")], [call(1, 报警类型="信访")]])
def test_a_file_of_which_nothing_is_left_gives_an_empty_table(tmp_path: Path, rows: Rows) -> None:
    incidents, report = load_incidents(write_csv(tmp_path / "a.csv", rows), WGS84)
    assert (len(incidents), report.accepted, report.earliest) == (0, 0, "")
    assert "geometry" in incidents


def test_a_file_with_a_header_alone_gives_an_empty_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("警情编号,报警时间,经度,纬度\n")
    incidents, report = load_incidents(path)
    assert (len(incidents), report.rows_in, report.crs_reason) == (0, 0, "crs.no_points")


def test_the_rejects_cannot_overwrite_the_file_that_is_read(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ROWS)
    with pytest.raises(FileError, match=r"file\.is_input"):
        load_incidents(path, WGS84, path)


def test_the_report_is_there_only_when_all_has_been_read(tmp_path: Path) -> None:
    reader = IncidentReader(write_csv(tmp_path / "a.csv", ROWS), WGS84)
    with pytest.raises(ValueError, match="every chunk"):
        _ = reader.report
    assert sum(map(len, reader)) == reader.report.accepted
    assert reader.report.as_dict()["rows_in"] == 8


def test_a_rejects_file_without_rows_has_a_header(tmp_path: Path) -> None:
    with RejectsWriter(tmp_path / "r.csv") as writer:
        list(IncidentReader(write_csv(tmp_path / "a.csv", ROWS), WGS84, writer))
    assert writer.rows == 0
    assert (tmp_path / "r.csv").read_text(encoding="utf-8-sig").startswith("line,reasons,警情编号")


@pytest.mark.parametrize(
    "wrong",
    [
        {"same_id": "both"},
        {"time_zone": "Mars"},
        {"chunk_rows": 0},
        {"kind": "x"},
        {"latest": LATEST.replace(tzinfo=None)},
    ],
)
def test_options_check_themselves(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong)) if "latest" not in wrong else "time zone"):
        ReadOptions(**wrong)

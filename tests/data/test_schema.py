from __future__ import annotations

import pytest

from data.schema import headers_for, incident_headers, match_columns, plain_header
from gis.errors import TableError

HEADERS = incident_headers()


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("案件编号", "incident_id"),
        ("警情编号", "incident_id"),
        ("报警时间", "reported_at"),
        ("接警时间", "reported_at"),
        ("发案时间", "occurred_at"),
        ("案件类别", "category"),
        ("报警类型", "category"),
        ("事发地址", "address"),
        ("辖区单位", "station"),
        ("所属派出所", "station"),
        ("经度", "lon"),
        ("纬度", "lat"),
        ("X坐标", "lon"),
        ("Y坐标", "lat"),
        ("LONGITUDE", "lon"),
        ("Date Occurred", "occurred_at"),
        ("offense_type", "category"),
        ("乡镇(街道)", "township"),
        ("date_start", "occurred_from"),
        ("y_coordinate", "lat"),
    ],
)
def test_chinese_and_english_headers_are_known(header: str, field: str) -> None:
    assert match_columns([header], {}, HEADERS) == {field: header}


def test_a_column_serves_one_field_and_the_best_header_wins() -> None:
    assert match_columns(["id", "警情编号", "案件编号"], {}, HEADERS) == {
        "incident_id": "警情编号",
        "case_id": "案件编号",
    }


def test_what_the_user_maps_wins_over_headers() -> None:
    columns = match_columns(["经度", "纬度", "东"], {"lon": "东"}, HEADERS)
    assert columns == {"lon": "东", "lat": "纬度"}


def test_one_error_lists_every_wrong_mapping_and_what_there_is() -> None:
    with pytest.raises(TableError) as caught:
        match_columns(["a", "b"], {"lon": "X", "color": "a"}, HEADERS)
    missing, unknown = caught.value.problems
    assert (missing.code, missing.details["columns"]) == ("table.mapped_column_missing", "a, b")
    assert unknown.code == "table.field_unknown"
    assert "occurred_at" in str(unknown.details["fields"])


def test_headers_are_compared_without_case_width_blanks_and_brackets() -> None:
    assert plain_header(" X 坐标(米)") == plain_header("x坐标米")


def test_only_a_shapefile_has_cut_headers() -> None:
    assert "occurred_a" in headers_for("a.shp", HEADERS)["occurred_at"]
    assert "occurred_a" not in headers_for("a.csv", HEADERS)["occurred_at"]


def test_no_header_stands_for_two_fields_but_the_case_number() -> None:
    seen: dict[str, str] = {}
    for field, names in HEADERS.items():
        for name in names:
            other = seen.setdefault(plain_header(name), field)
            assert other == field or plain_header(name) == "案件编号", (name, field, other)

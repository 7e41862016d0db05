from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from data.layer_tables import read_layer
from data.schema import headers_for, incident_headers, match_columns
from data.table_source import unique_names
from data.tables import open_table
from data.text_tables import cell_text
from gis.errors import FileError, TableError
from tests.data.call_files import HEADER, as_layer, call, write_csv, write_xls, write_xlsx

SHORT = {
    "警情编号": "编号",
    "报警时间": "时间",
    "报警类型": "类型",
    "事发地址": "地址",
    "所属派出所": "派出所",
}
"""Names that a Shapefile keeps: ten bytes."""

ROWS = [call(number) for number in range(1, 8)]


def read(path: Path, layer: str | None = None, rows: int = 3) -> pd.DataFrame:
    chunks = [chunk.frame for chunk in open_table(path, layer).chunks(rows)]
    return pd.concat(chunks, ignore_index=True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["calls.csv", "calls.csv.gz", "calls.txt"])
def test_delimited_text_is_read_in_every_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    frame = read(write_csv(tmp_path / name, ROWS, encoding))
    assert tuple(frame.columns) == HEADER
    assert frame["报警类型"].tolist() == ["入室盗窃"] * 7
    assert frame.iloc[6].tolist() == list(map(str, ROWS[6].values()))


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    assert tuple(read(write_csv(tmp_path / "a.csv", ROWS, delimiter=delimiter)).columns) == HEADER


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_excel_cells_come_as_people_would_type_them(tmp_path: Path, ending: str) -> None:
    write = write_xlsx if ending == "xlsx" else write_xls
    row = {"编号": "0012", "人数": 3, "损失": 12.5, "长号": 440102202601031234}
    frame = read(write(tmp_path / f"a.{ending}", [row]))
    assert frame.iloc[0].tolist() == ["0012", "3", "12.5", "4.40102202601031E+17"]


def test_excel_times_come_in_iso_form(tmp_path: Path) -> None:
    row = {"编号": "1", "时间": pd.Timestamp("2026-01-03 20:15").to_pydatetime(), "日期": dt.date(2026, 1, 3)}
    assert read(write_xlsx(tmp_path / "a.xlsx", [row])).iloc[0].tolist()[1:] == [
        "2026-01-03 20:15:00",
        "2026-01-03",
    ]


def test_titles_above_the_header_are_passed_over_and_lines_stay_true(tmp_path: Path) -> None:
    source = open_table(write_xlsx(tmp_path / "a.xlsx", ROWS, title="云水县2026年1月警情统计表"))
    assert source.columns == HEADER
    assert next(source.chunks()).lines.tolist() == [4, 5, 6, 7, 8, 9, 10]


def test_line_numbers_count_lines_of_the_file_through_quotes_and_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,type\n1,"two\nlines"\n\n2,theft\n,\n3,fire\n')
    chunk = next(open_table(path).chunks())
    assert chunk.lines.tolist() == [2, 5, 7]
    assert chunk.frame["type"].tolist() == ["two\nlines", "theft", "fire"]


def test_rows_of_another_width_are_marked_and_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,\n")
    chunk = next(open_table(path).chunks())
    assert chunk.broken.tolist() == [False, True, True, False]
    assert chunk.frame["c"].tolist() == ["3", "", "3,4", "3"]


def test_a_quotation_mark_that_never_closes_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,2\n3,"' + "x,y\n" * 40_000)
    with pytest.raises(TableError, match=r"table\.quote_open .*line=3"):
        list(open_table(path).chunks())


def test_a_quotation_mark_open_at_the_end_swallows_no_row_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('a,b\n1,2\n3,"4\n5,6\n', encoding="utf-8")
    with pytest.raises(TableError, match=r"table\.quote_open .*line=3"):
        list(open_table(path).chunks())
    path.write_text('a,b\n1,2\n3,"4\n5"\n6,7', encoding="utf-8")
    assert sum(len(chunk.frame) for chunk in open_table(path).chunks()) == 3


def test_names_are_unique_and_never_empty() -> None:
    assert unique_names(["名称", "", "名称", " a  b "]) == ("名称", "column_2", "名称_2", "a b")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (5.0, "5"),
        (0.25, "0.25"),
        (123456789012345.0, "123456789012345"),
        (1234567890123456.0, "1.23456789012346E+15"),
        (True, "True"),
    ],
)
def test_cells_as_text(value: object, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.shp", "a.parquet"])
def test_layers_give_points_beside_their_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    layer = as_layer(ROWS).rename(columns=SHORT)
    layer.to_parquet(path) if name.endswith("parquet") else layer.to_file(path)
    source = open_table(path)
    chunks = list(source.chunks(3))
    assert source.crs is not None
    assert source.crs.to_epsg() == 4326
    assert source.columns == tuple(layer.columns[:-1])
    assert [len(chunk.frame) for chunk in chunks] == [3, 3, 1]
    x = np.concatenate([chunk.x for chunk in chunks if chunk.x is not None])
    assert x == pytest.approx(layer.geometry.x.to_numpy())
    assert chunks[2].frame["类型"].tolist() == ["入室盗窃"]
    assert chunks[2].lines.tolist() == [7]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize("with_cpg", [True, False])
def test_a_shapefile_is_read_with_and_without_cpg(tmp_path: Path, encoding: str, *, with_cpg: bool) -> None:
    path = tmp_path / "calls.shp"
    as_layer(ROWS).rename(columns=SHORT).to_file(path, encoding=encoding)
    if not with_cpg:
        path.with_suffix(".cpg").unlink()
    source = open_table(path)
    assert source.columns[2] == "类型"
    assert next(source.chunks()).frame["地址"].tolist()[0] == "城关镇人民路1号"


def test_names_that_a_shapefile_cut_inside_a_character_are_still_known(tmp_path: Path) -> None:
    path = tmp_path / "calls.shp"
    as_layer(ROWS)[["报警时间", "geometry"]].set_axis(["XXXXXXXXXX", "geometry"], axis=1).to_file(path)
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b"X" * 10, "报警时间".encode()[:10]))
    source = open_table(path)
    assert source.columns == ("报警时",)
    headers = headers_for(path, incident_headers())
    assert match_columns(source.columns, {}, headers) == {"reported_at": "报警时"}
    assert next(source.chunks()).frame["报警时"].tolist()[0] == "2026年1月3日 1时1分"
    assert read_layer(path)["报警时"].tolist()[0] == "2026年1月3日 1时1分"


def test_a_latin_1_shapefile_without_cpg_keeps_its_accents(tmp_path: Path) -> None:
    path = tmp_path / "a.shp"
    layer = as_layer([call(1)])[["geometry"]].assign(lieu="Élancourt, café")
    layer.to_file(path, encoding="ISO-8859-1")
    path.with_suffix(".cpg").unlink()
    assert next(open_table(path).chunks()).frame["lieu"].tolist() == ["Élancourt, café"]


def test_shapes_that_are_no_points_are_marked(tmp_path: Path) -> None:
    layer = as_layer(ROWS[:4])
    layer.geometry = [
        layer.geometry.iloc[0],
        shapely.box(0, 0, 1, 1),
        None,
        shapely.MultiPoint([(105, 36)]),
    ]
    layer.to_file(tmp_path / "a.gpkg")
    chunk = next(open_table(tmp_path / "a.gpkg").chunks())
    assert chunk.not_point is not None
    assert chunk.x is not None
    assert chunk.not_point.tolist() == [False, True, False, False]
    assert np.isnan(chunk.x).tolist() == [False, True, True, False]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "file.empty"),
        ("a.csv", b"\r\n \r\n", "file.empty"),
        ("a.pdf", b"x", "file.kind_unknown"),
        ("a.xlsx", b"not a workbook", "file.unreadable"),
        ("a.gpkg", b"not a package", "file.unreadable"),
        ("a.parquet", b"not parquet", "file.unreadable"),
        ("a.geojson", b"{", "file.unreadable"),
        ("a.csv.gz", b"\x1f\x8b\x08\x00broken", "file.unreadable"),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_line(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        list(open_table(path).chunks())
    assert caught.value.code == code
    assert "\n" not in str(caught.value)


def test_a_missing_file_a_folder_and_a_missing_layer_are_told_apart(tmp_path: Path) -> None:
    as_layer(ROWS).to_file(tmp_path / "a.gpkg", layer="calls")
    for path, layer, code in [
        (tmp_path / "no.csv", None, "file.missing"),
        (tmp_path, None, "file.folder"),
        (tmp_path / "a.gpkg", "beats", "file.no_such_layer"),
    ]:
        with pytest.raises(FileError) as caught:
            open_table(path, layer)
        assert caught.value.code == code


def test_what_gdal_advises_programmers_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "t.gpkg").write_text("junk")
    with pytest.raises(FileError) as caught:
        open_table(tmp_path / "t.gpkg")
    reason = str(caught.value.problems[0].details["reason"])
    assert reason.endswith("not recognized as being in a supported file format")


def test_a_gzip_file_that_breaks_off_is_no_silent_end(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv.gz", ROWS * 50)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(FileError, match=r"file\.unreadable"):
        list(open_table(path).chunks())


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as file:
        file.writestr("a.txt", "x")
    with pytest.raises(FileError, match=r"file\.unreadable"):
        open_table(tmp_path / "a.xlsx")

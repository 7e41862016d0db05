from __future__ import annotations

import csv
import json
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely

from data import writers
from data.writers import tabular, write_table
from gis.errors import FileError, SizeError

AREAS = gpd.GeoDataFrame(
    {
        "area_id": ["0012", "=1+1"],
        "名称": ["东关", None],
        "incidents": [3, 4],
        "p_value": [0.01, float("nan")],
        "last_occurred_at": pd.to_datetime(["2026-01-03T12:15:00Z", None], utc=True),
    },
    geometry=[shapely.box(500_000, 4_000_000, 501_000, 4_001_000)] * 2,
    crs="EPSG:4544",
)


def test_geojson_is_in_longitude_and_latitude(tmp_path: Path) -> None:
    path = write_table(AREAS, tmp_path / "a.geojson")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    lon, lat = features[0]["geometry"]["coordinates"][0][0]
    assert (lon, lat) == pytest.approx((105.0, 36.1), abs=0.1)
    assert features[1]["properties"]["p_value"] is None
    assert features[0]["properties"]["名称"] == "东关"


def test_an_empty_table_is_a_valid_file_of_every_kind(tmp_path: Path) -> None:
    for ending in writers.WRITERS:
        assert write_table(AREAS.iloc[:0], tmp_path / f"a{ending}").stat().st_size > 0
    assert json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))["features"] == []


def test_a_geopackage_holds_several_layers_in_their_own_system(tmp_path: Path) -> None:
    path = tmp_path / "beats.gpkg"
    write_table(AREAS, path, layers={"units": AREAS, "beats": AREAS.iloc[:1]})
    assert [name for name, _ in pyogrio.list_layers(path)] == ["units", "beats"]
    beats = gpd.read_file(path, layer="beats")
    assert len(beats) == 1
    assert beats.crs.to_epsg() == 4544


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_tables_carry_a_point_inside_each_shape_and_text_stays_text(tmp_path: Path, ending: str) -> None:
    path = write_table(AREAS, tmp_path / f"a{ending}")
    if ending == ".csv":
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    else:
        sheet = openpyxl.load_workbook(path).active
        assert sheet["A3"].data_type == "s"
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    header, first, second = rows
    assert header[-2:] == ["lon", "lat"]
    assert float(first[-2]) == pytest.approx(105.006, abs=0.01)
    assert (first[0], second[0]) == ("0012", "=1+1")
    assert first[4] == "2026-01-03T12:15:00Z"


def test_geoparquet_comes_back_as_it_was(tmp_path: Path) -> None:
    again = gpd.read_parquet(write_table(AREAS, tmp_path / "a.parquet"))
    assert again.crs == AREAS.crs
    assert again["area_id"].tolist() == ["0012", "=1+1"]


def test_tabular_changes_nothing_that_it_was_given() -> None:
    before = AREAS.copy()
    tabular(AREAS)
    assert AREAS.equals(before)


def test_what_cannot_be_written_is_said_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = write_table(AREAS, tmp_path / "a.gpkg")
    old = path.read_bytes()
    broken = AREAS.assign(x=[object(), object()])
    with pytest.raises(Exception, match=r".+"):
        write_table(broken, tmp_path / "a.parquet")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.gpkg"]
    assert path.read_bytes() == old
    for name, code in [("a.doc", "file.ending_unknown"), ("no/a.csv", "file.no_folder")]:
        with pytest.raises(FileError) as caught:
            write_table(AREAS, tmp_path / name)
        assert caught.value.code == code


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "EXCEL_ROWS", 2)
    with pytest.raises(SizeError, match=r"size\.excel_rows"):
        write_table(AREAS, tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []

"""Coordinates of incidents: systems, guesses, strays."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from data.incidents import IncidentReader, ReadOptions, load_incidents
from gis.crs import from_wgs84, parse_crs
from gis.errors import CrsError
from tests.data.call_files import LAT, LON, as_layer, call, write_csv

OPTIONS = ReadOptions(latest=dt.datetime.fromisoformat("2026-06-01T00:00:00+08:00"))


def calls_in(crs: str, count: int = 60, *, swapped: bool = False) -> list[dict[str, object]]:
    number = np.arange(1, count + 1)
    x, y = from_wgs84(LON + number * 0.001, LAT + number * 0.0007, parse_crs(crs))
    if swapped:
        x, y = y, x
    return [
        call(int(n), 警情编号=f"J{n}", 经度=repr(float(a)), 纬度=repr(float(b)))
        for n, a, b in zip(number, x, y, strict=True)
    ]


def read(path: Path, **options: object) -> tuple[gpd.GeoDataFrame, object]:
    return load_incidents(path, dataclasses.replace(OPTIONS, **options))


@pytest.mark.parametrize("crs", ["wgs84", "cgcs2000", "gcj02", "bd09", "EPSG:4544", "EPSG:32648"])
@pytest.mark.parametrize("swapped", [False, True])
def test_points_come_home_from_every_system(tmp_path: Path, crs: str, *, swapped: bool) -> None:
    if swapped and crs.startswith("EPSG"):
        pytest.skip("metres given by the user are taken as they stand")
    incidents, report = read(write_csv(tmp_path / "a.csv", calls_in(crs, swapped=swapped)), crs=crs)
    assert report.accepted == 60
    assert (report.crs_reason, report.swapped) == ("given", swapped)
    assert incidents.geometry.iloc[0].x == pytest.approx(LON + 0.001, abs=1e-7)
    assert incidents.geometry.iloc[0].y == pytest.approx(LAT + 0.0007, abs=1e-7)


def test_degrees_inside_china_are_ambiguous_and_say_how_to_choose(tmp_path: Path) -> None:
    reader = IncidentReader(write_csv(tmp_path / "a.csv", calls_in("wgs84")), OPTIONS)
    with pytest.raises(CrsError, match=r"crs\.offset_unclear"):
        list(reader)
    assert [choice.code for choice in reader.guess_crs().alternatives] == ["wgs84", "gcj02", "bd09"]


def test_roads_decide_between_the_offsets(tmp_path: Path) -> None:
    along = np.arange(0, 70) * 0.001
    road = shapely.linestrings(np.column_stack([LON + along, LAT + along * 0.7]))
    roads = gpd.GeoDataFrame(geometry=[road], crs=4326)
    _, report = read(write_csv(tmp_path / "a.csv", calls_in("gcj02")), roads=roads)
    assert (report.crs, report.crs_reason) == ("gcj02", "crs.by_roads")


def test_a_gauss_kruger_zone_is_known_by_its_prefix(tmp_path: Path) -> None:
    incidents, report = read(write_csv(tmp_path / "a.csv", calls_in("EPSG:4523")))
    assert (report.crs, report.crs_reason) == ("EPSG:4523", "crs.gauss_kruger")
    assert incidents.geometry.iloc[0].x == pytest.approx(LON + 0.001, abs=1e-7)


def test_a_layers_own_system_is_used_and_the_users_word_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    as_layer([call(n) for n in range(1, 9)], "EPSG:4544").to_file(path)
    incidents, report = read(path)
    assert (report.crs, report.crs_reason) == ("EPSG:4544", "file")
    assert incidents.geometry.iloc[0].x == pytest.approx(LON + 0.001, abs=1e-7)
    with pytest.raises(CrsError, match=r"crs\.metres_for_degrees"):
        read(path, crs="gcj02")


def test_degrees_declared_as_metres_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CrsError, match=r"crs\.degrees_for_metres"):
        read(write_csv(tmp_path / "a.csv", calls_in("wgs84")), crs="EPSG:4544")


def test_the_study_area_decides_what_is_far(tmp_path: Path) -> None:
    rows = [*calls_in("wgs84"), call(70, 经度="106.5")]
    path = write_csv(tmp_path / "a.csv", rows)
    near = (LON - 0.1, LAT - 0.1, LON + 0.1, LAT + 0.1)
    assert read(path, crs="wgs84", study_bounds=near)[1].reasons == {"point.far": 1}
    wide = (LON - 2, LAT - 2, LON + 2, LAT + 2)
    assert read(path, crs="wgs84", study_bounds=wide)[1].reasons == {}


def test_strays_are_found_even_where_every_fifth_row_is_one(tmp_path: Path) -> None:
    strays = [call(n, 警情编号=f"S{n}", 经度="116.4", 纬度="39.9") for n in range(15)]
    _, report = read(write_csv(tmp_path / "a.csv", [*calls_in("wgs84"), *strays]), crs="wgs84")
    assert report.reasons == {"point.far": 15}


def test_villages_far_from_a_crowded_town_are_no_strays(tmp_path: Path) -> None:
    town = [call(n, 警情编号=f"T{n}", 经度=f"{LON + n * 1e-5:.6f}", 纬度=str(LAT)) for n in range(95)]
    villages = [call(n, 警情编号=f"V{n}", 经度=f"{LON + 0.1 * n:.6f}", 纬度=str(LAT)) for n in range(1, 6)]
    _, report = read(write_csv(tmp_path / "a.csv", [*town, *villages]), crs="wgs84")
    assert report.reasons == {}


def test_points_all_in_one_place_are_no_strays(tmp_path: Path) -> None:
    rows = [call(n, 警情编号=f"J{n}", 经度=str(LON), 纬度=str(LAT)) for n in range(30)]
    assert read(write_csv(tmp_path / "a.csv", rows), crs="wgs84")[1].rejected == 0


def test_mapped_columns_win_over_a_layers_shapes(tmp_path: Path) -> None:
    layer = as_layer([call(n) for n in range(1, 9)]).assign(东=LON, 北=LAT)
    layer.to_file(tmp_path / "a.gpkg")
    incidents, _ = read(tmp_path / "a.gpkg", crs="wgs84", columns={"lon": "东", "lat": "北"})
    assert set(incidents.geometry.x) == {LON}

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pytest
import shapely

from data.places import read_places, read_units
from data.population import read_population
from data.read_options import ReadOptions
from gis.crs import from_wgs84, parse_crs
from gis.errors import CrsError, FileError, GeometryError, InputError, TableError

BOXES = [shapely.box(105 + n / 10, 36, 105.1 + n / 10, 36.1) for n in range(2)]
VILLAGES = gpd.GeoDataFrame(
    {
        "村代码": ["001", "002"],
        "村名": ["白杨村", "东沟村"],
        "城乡分类代码": ["111", ""],
        "人口": [820, 1310],
        "电话": ["x", "y"],
    },
    geometry=BOXES,
    crs=4326,
)


def test_villages_come_with_exactly_their_columns_and_codes_as_text(tmp_path: Path) -> None:
    VILLAGES.to_crs(4544).to_file(tmp_path / "v.gpkg")
    villages = read_places(tmp_path / "v.gpkg", "villages")
    assert list(villages.columns) == [
        "code", "name", "township_code", "class_code", "population", "households", "station", "geometry",
    ]  # fmt: skip
    assert villages["code"].tolist() == ["001", "002"]
    assert villages["population"].tolist() == [820, 1310]
    assert villages.crs.to_epsg() == 4326
    assert villages.total_bounds == pytest.approx([105, 36, 105.2, 36.1], abs=1e-6)


def test_places_in_gcj_02_come_home_when_the_user_says_so(tmp_path: Path) -> None:
    def shifted(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(from_wgs84(xy[:, 0], xy[:, 1], parse_crs("gcj02")))

    shapes = shapely.transform(VILLAGES.geometry.to_numpy(), shifted)
    moved = VILLAGES.set_geometry(gpd.GeoSeries(shapes, crs=4326))
    moved.to_file(tmp_path / "v.geojson")
    villages = read_places(tmp_path / "v.geojson", "villages", ReadOptions(crs="gcj02"))
    assert villages.total_bounds == pytest.approx([105, 36, 105.2, 36.1], abs=1e-6)


def test_stations_may_come_as_a_table_of_points(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes("派出所名称,代码,民警数,经度,纬度\r\n城关派出所,01,12,105.1,36.1\r\n".encode("gb18030"))
    stations = read_places(path, "stations", ReadOptions(crs="wgs84"))
    assert stations.drop(columns="geometry").iloc[0].tolist() == ["01", "城关派出所", 12, 0, 0]
    assert stations.geometry.iloc[0].wkt == "POINT (105.1 36.1)"
    with pytest.raises(CrsError, match=r"crs\.offset_unclear"):
        read_places(path, "stations")


def test_shapes_may_come_as_wkt(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f'name,wkt\n青石镇,"{BOXES[0].wkt}"\n', encoding="utf-8")
    townships = read_places(path, "townships", ReadOptions(crs="wgs84"))
    assert townships["code"].tolist() == ["青石镇"]  # a name stands for a code that is not there
    assert townships.geometry.iloc[0].equals(BOXES[0])


def test_roads_have_a_class_a_speed_and_bridges(tmp_path: Path) -> None:
    lines = [shapely.LineString([(105, 36), (105.1, 36.1)])] * 3
    roads = gpd.GeoDataFrame(
        {"道路等级": ["国道", "村道", "?"], "限速": [None, 30, None], "桥": ["是", "", ""]},
        geometry=lines,
        crs=4326,
    )
    roads.to_file(tmp_path / "r.gpkg")
    read = read_places(tmp_path / "r.gpkg", "roads")
    assert read["road_class"].tolist() == ["highway", "local", "local"]
    assert read["speed_kmh"].tolist() == [80, 30, 25]
    assert read["bridge"].tolist() == [True, False, False]


def test_units_that_cross_themselves_are_mended(tmp_path: Path) -> None:
    bow = shapely.Polygon([(0, 0), (500, 500), (500, 0), (0, 500)])  # its area as it stands is zero
    flat = shapely.Polygon([(0, 0), (500, 0), (0, 0)])
    units = gpd.GeoDataFrame({"calls": [1, 2, 3]}, geometry=[shapely.box(0, 0, 9, 9), bow, flat], crs=4544)
    units.to_file(tmp_path / "u.gpkg")
    read = read_units(tmp_path / "u.gpkg")
    assert read.geometry.area.iloc[:2].tolist() == [81, 125_000]
    assert read.geometry.isna().tolist() == [False, False, True]
    assert read["calls"].tolist() == [1, 2, 3]


def test_one_error_lists_everything_that_is_wrong_with_a_layer(tmp_path: Path) -> None:
    wrong = VILLAGES.assign(村代码="001", 城乡分类代码="999", 人口=-1)
    wrong.to_file(tmp_path / "v.gpkg")
    with pytest.raises(TableError) as caught:
        read_places(tmp_path / "v.gpkg", "villages")
    assert [problem.code for problem in caught.value.problems] == [
        "places.code_twice",
        "places.class_unknown",
        "places.number_bad",
    ]


def test_shapes_of_the_wrong_kind_are_refused(tmp_path: Path) -> None:
    VILLAGES.to_file(tmp_path / "v.gpkg")
    with pytest.raises(GeometryError, match=r"places\.shape_kind .*rows=1, 2"):
        read_places(tmp_path / "v.gpkg", "checkpoints", ReadOptions(columns={"name": "村名"}))


def test_units_keep_every_column_and_their_system(tmp_path: Path) -> None:
    VILLAGES.to_crs(4544).to_file(tmp_path / "u.gpkg", layer="units")
    units = read_units(tmp_path / "u.gpkg")
    assert list(units.columns) == list(VILLAGES.columns)
    assert units.crs.to_epsg() == 4544


def test_several_polygon_layers_are_listed_and_one_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "u.gpkg"
    VILLAGES.to_file(path, layer="villages")
    VILLAGES.iloc[:1].to_file(path, layer="blocks")
    with pytest.raises(InputError) as caught:
        read_units(path)
    assert caught.value.code == "units.several_layers"
    assert caught.value.problems[0].details["layers"] == "villages, blocks"
    assert len(read_units(path, "blocks")) == 1


def test_files_without_polygons_are_no_units(tmp_path: Path) -> None:
    VILLAGES.set_geometry(VILLAGES.geometry.representative_point()).to_file(tmp_path / "p.gpkg")
    with pytest.raises(InputError, match=r"units\.no_polygons"):
        read_units(tmp_path / "p.gpkg")
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    with pytest.raises(FileError, match=r"file\.no_shapes"):
        read_units(tmp_path / "a.csv")


def test_population_comes_from_points_or_polygons_and_is_somewhere(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("geoid,population,lon,lat\n1,20,-90.05,35.13\n2,,-90.06,35.14\n")
    assert read_population(path)["population"].tolist() == [20, 0]
    VILLAGES.rename(columns={"人口": "population"}).to_file(tmp_path / "v.gpkg")
    assert read_population(tmp_path / "v.gpkg", "EPSG:4544")["population"].sum() == 2130
    path.write_text("geoid,population,lon,lat\n1,0,-90.05,35.13\n")
    with pytest.raises(TableError, match=r"population\.none"):
        read_population(path)
    path.write_text("geoid,people,lon,lat\n1,20,-90.05,35.13\n")
    with pytest.raises(TableError, match=r"population_missing"):  # --map speaks of another file
        read_population(path)


@pytest.mark.shared
def test_memphis_has_634_612_people_in_10_393_blocks(shared_data: Path) -> None:
    blocks = read_population(shared_data / "incidents" / "memphis_population_blocks.csv")
    assert len(blocks) == 10_393
    assert blocks["population"].sum() == 634_612


@pytest.mark.shared
def test_carrollton_has_325_units(shared_data: Path) -> None:
    units = read_units(shared_data / "places" / "carrollton_grids.gpkg")
    assert len(units) == 325
    assert units["calls"].sum() == 129_082


def test_codes_of_townships_and_stations_beside_those_of_villages_are_not_confused(tmp_path: Path) -> None:
    box = shapely.box(114, 30, 114.1, 30.1)
    columns = {"乡镇代码": ["420102001"], "派出所代码": ["S1"], "编号": [1], "村代码": ["420102001001"]}
    gpd.GeoDataFrame({**columns, "村名": ["甲村"]}, geometry=[box], crs=4326).to_file(tmp_path / "v.gpkg")
    village = read_places(tmp_path / "v.gpkg", "villages").iloc[0]
    assert village[["code", "township_code", "station"]].tolist() == ["420102001001", "420102001", "S1"]
    post = gpd.GeoDataFrame({"派出所代码": ["S1"], "派出所名称": ["甲所"]}, geometry=[box.centroid], crs=4326)
    post.to_file(tmp_path / "s.gpkg")
    assert read_places(tmp_path / "s.gpkg", "stations").iloc[0][["code", "name"]].tolist() == ["S1", "甲所"]

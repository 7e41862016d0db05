"""The command ``blind-spots`` as its users meet it, on files and on a store."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from data.store import open_store
from tests.desk_county import fill

METRIC = 4544
ORIGIN = np.array([500_000, 3_400_000])


def layer(path: Path, shapes: list[shapely.Geometry], **columns: list[object]) -> Path:
    moved = [shapely.transform(shape, lambda xy: xy + ORIGIN) for shape in shapes]
    gpd.GeoDataFrame(columns, geometry=moved, crs=METRIC).to_file(path, engine="pyogrio")
    return path


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A road of 14 km with a station near its start, six places along it and one on an island of its own."""
    main = shapely.LineString([(-2_000, 0), (12_000, 0)])
    island = shapely.LineString([(0, 30_000), (2_000, 30_000)])
    points = [shapely.Point(x, 0) for x in (500, 2_000, 4_500, 6_000, 8_000, 9_500)]
    return {
        "--places": layer(
            tmp_path / "places.gpkg",
            [*points, shapely.Point(1_000, 30_000)],
            name=list("ABCDEFG"),
            population=[10, 20, 30, 40, 50, 60, 5],
        ),
        "--roads": layer(
            tmp_path / "roads.gpkg", [main, island], name=["东路", "岛路"], speed_kmh=[60.0, 60.0]
        ),
        "--standing": layer(tmp_path / "standing.gpkg", [shapely.Point(0, 0)], name=["总站"]),
        "--zone": layer(tmp_path / "zone.gpkg", [shapely.box(3_000, -500, 7_000, 500)]),
        "--checkpoints": layer(tmp_path / "checkpoints.gpkg", [shapely.Point(2_500, 0)], name=["西卡"]),
    }


def words(files: dict[str, Path], *names: str) -> list[object]:
    return [word for name in names for word in (name, files[name])]


def test_files_alone_give_every_place_its_cover_and_name_the_one_that_no_road_reaches(run, files):
    asked = words(files, "--places", "--roads", "--standing", "--zone", "--checkpoints")
    result = run("blind-spots", *asked, "--minutes", 2.1, "--points", 1, "--out", "b.gpkg")
    assert result.exit_code == 0, result.output
    assert not Path("safetown.sqlite").exists()
    places = gpd.read_file("b.gpkg", layer="places").set_index("name")
    assert places["cover"].tolist() == ["once", "once", *["blind"] * 4, "unreached"]
    assert places["cover_after"].value_counts().to_dict() == {"once": 5, "blind": 1, "unreached": 1}
    assert places["population"].tolist() == [10, 20, 30, 40, 50, 60, 5]
    points = gpd.read_file("b.gpkg", layer="standing_points")
    assert points["status"].tolist() == ["existing", "proposed"]
    assert (
        points["gain"].iloc[1] == 150
    )  # D, E and F: 3.5 km from end to end; with C it would be 5, and 4.2 are within reach
    assert "unreached): G" in result.stderr
    assert "There are no beats" in result.stderr
    exits = gpd.read_file("b.gpkg", layer="exits")
    assert exits["leads_out"].all()
    assert sorted(exits["closed"]) == [False, True]
    assert len(gpd.read_file("b.gpkg", layer="checkpoints")) == 2
    assert len(gpd.read_file("b.gpkg", layer="checkpoints_left")) == 1
    assert "and 1 more would close it" in result.stdout
    totals = pyogrio.read_dataframe("b.gpkg", layer="totals").set_index(["stage", "cover"])
    assert totals.loc[("now", "blind"), "people"] == 180
    assert totals.loc[("after", "blind"), "people"] == 30


def test_more_points_than_help_are_not_proposed_and_the_command_says_so(run, files):
    asked = words(files, "--places", "--roads", "--standing")
    result = run(
        "blind-spots", *asked, "--minutes", 2.1, "--points", 30, "--lang", "zh", "--out", "b.geojson"
    )
    assert result.exit_code == 0, result.output
    places = gpd.read_file("b.geojson")
    assert (places["cover_after"] != "blind").all()
    assert "有 3 个就够" in result.stderr
    assert places.crs.to_epsg() == 4326


def test_the_shortest_way_is_another_aim(run, files):
    asked = words(files, "--places", "--roads", "--standing")
    result = run("blind-spots", *asked, "--aim", "travel", "--points", 1, "--out", "b.xlsx")
    assert result.exit_code == 0, result.output
    points = pd.read_excel("b.xlsx", sheet_name="standing_points", engine="openpyxl")
    assert points["status"].tolist() == ["existing", "proposed"]
    assert points["name"].iloc[1] in {"D", "E"}


@pytest.mark.parametrize(("aim", "cover"), [("all", {"once", "backed_up"}), ("backup", {"backed_up"})])
def test_as_many_points_as_it_takes_to_reach_all_once_or_twice(run, files, aim, cover):
    asked = (*words(files, "--places", "--roads", "--standing"), "--minutes", 2.1, "--aim", aim)
    result = run("blind-spots", *asked, "--out", "b.gpkg")
    assert result.exit_code == 0, result.output
    assert set(gpd.read_file("b.gpkg", layer="places")["cover_after"]) == cover
    points = gpd.read_file("b.gpkg", layer="standing_points").query("status == 'proposed'")
    assert points["rank"].tolist() == list(range(1, len(points) + 1))
    fewer = run("blind-spots", *asked[:-2], "--points", len(points) - 1, "--out", "c.gpkg")
    assert fewer.exit_code == 0, fewer.output
    assert set(gpd.read_file("c.gpkg", layer="places")["cover_after"]) != cover
    result = run("blind-spots", *asked, "--points", 3, "--out", "b.gpkg")
    assert (result.exit_code, "--points" in result.stderr) == (2, True)


def test_a_store_gives_layers_and_a_map_in_both_languages(run):
    with open_store(Path("county.sqlite")) as store:
        fill(store)
    asked = ("--store", "sqlite:///county.sqlite", "--zone", "城关镇", "--minutes", 12)
    for lang, heading in (("zh", "治安死角与驻巡点"), ("en", "Blind spots and standing points")):
        result = run("blind-spots", *asked, "--lang", lang, "--out", f"{lang}.html")
        assert result.exit_code == 0, result.output
        assert heading in Path(f"{lang}.html").read_text(encoding="utf-8")
    result = run("blind-spots", *asked, "--by", "incidents", "--out", "b.gpkg")
    assert result.exit_code == 0, result.output
    layers = {name for name, _ in pyogrio.list_layers("b.gpkg")}
    assert {"places", "standing_points", "borders", "zone", "checkpoints", "exits", "totals"} <= layers
    places = gpd.read_file("b.gpkg", layer="places")
    assert len(places) == 24
    assert places["incidents"].sum() > 0
    assert "Incidents:" in result.stdout


def streets_without_vertices(path: Path) -> Path:
    lines = [shapely.LineString([(at, -200), (at, 3_700)]) for at in range(0, 3_501, 500)]
    lines += [shapely.LineString([(-200, at), (3_700, at)]) for at in range(0, 3_501, 500)]
    return layer(path, lines, name=[f"r{number}" for number in range(len(lines))])


def test_streets_drawn_without_vertices_at_crossings_are_told_of_and_can_be_joined(run, files, tmp_path):
    files["--roads"] = streets_without_vertices(tmp_path / "grid.gpkg")
    asked = (*words(files, "--places", "--roads", "--standing"), "--minutes", 15, "--lang", "en")
    result = run("blind-spots", *asked, "--out", "b.gpkg")
    assert result.exit_code == 0, result.output
    assert "at 64 places (there are 0 junctions)" in result.stderr
    joined = run("blind-spots", *asked, "--join-crossings", "--out", "b.gpkg")
    assert "--join-crossings" not in joined.stderr
    assert gpd.read_file("b.gpkg", layer="places")["cover"].tolist()[:3] == ["once"] * 3


def test_points_of_a_table_are_read_in_the_system_asked_for_or_that_of_the_roads(run, files, tmp_path):
    lon, lat = gpd.read_file(files["--standing"]).to_crs(4326).get_coordinates().iloc[0]
    files["--standing"] = tmp_path / "points.csv"
    files["--standing"].write_text(f"name,lon,lat\n总站,{lon},{lat}\n", encoding="utf-8")
    asked = (*words(files, "--places", "--roads", "--standing"), "--minutes", 2.1)
    result = run("blind-spots", *asked, "--crs", "wgs84", "--out", "b.gpkg")
    assert result.exit_code == 0, result.output
    assert gpd.read_file("b.gpkg", layer="places")["cover"].tolist()[:2] == ["once"] * 2
    result = run("blind-spots", *asked, "--out", "b.gpkg")
    assert (result.exit_code, "--crs" in result.stderr) == (1, True)


def test_roads_that_end_inside_the_map_lead_nowhere_and_the_command_says_so(run, files, tmp_path):
    ring = [(0, 0), (0, 2_000), (2_000, 2_000), (2_000, 0), (0, 0)]
    files["--roads"] = layer(tmp_path / "ring.gpkg", [shapely.LineString(ring)], name=["环路"])
    files["--zone"] = layer(tmp_path / "zone.gpkg", [shapely.box(-500, -500, 500, 500)])
    asked = words(files, "--places", "--roads", "--standing", "--zone")
    result = run("blind-spots", *asked, "--out", "b.gpkg")
    assert result.exit_code == 0, result.output
    assert "2 roads cross the border of the zone, but none leads 3 km away" in result.stderr
    spur = shapely.LineString([(0, 2_000), (0, 2_400)])
    files["--roads"] = layer(tmp_path / "spur.gpkg", [shapely.LineString(ring), spur], name=["环路", "外路"])
    result = run(
        "blind-spots", *words(files, "--places", "--roads", "--standing", "--zone"), "--out", "b.gpkg"
    )
    assert len(gpd.read_file("b.gpkg", layer="checkpoints")) == 1  # it ends at the edge of what is mapped


def test_a_map_of_points_needs_no_polygons_and_no_store(run, files):
    asked = words(files, "--places", "--roads", "--standing", "--zone", "--checkpoints")
    result = run("blind-spots", *asked, "--minutes", 2.1, "--lang", "en", "--out", "b.html")
    assert result.exit_code == 0, result.output
    assert "blind spot: none in time" in Path("b.html").read_text(encoding="utf-8")


def test_an_unknown_township_is_refused_with_those_that_are_known(run):
    with open_store(Path("county.sqlite")) as store:
        fill(store)
    result = run("blind-spots", "--store", "sqlite:///county.sqlite", "--zone", "无名镇", "--out", "b.gpkg")
    assert result.exit_code == 1
    assert "城关镇" in result.stderr
    assert not Path("b.gpkg").exists()

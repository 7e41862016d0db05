"""``safetown beats`` with locks, roads, several plans and tables."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely
from click.testing import CliRunner, Result

from safetown import safetown
from tests.strategies import METRIC_CRS, ORIGIN_M, square_fabric


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    units = square_fabric(4, 3).assign(today=[1, 1, 2, 2] * 3, calls=range(5, 17), code=list("abcdefghijkl"))
    units.to_file("units.gpkg", layer="units")
    x, y = ORIGIN_M
    rows = [shapely.LineString([(x + 200, y + up), (x + 3_800, y + up)]) for up in (500, 1_500)]
    column = [shapely.LineString([(x + 500, y + 500), (x + 500, y + 1_500)])]
    streets = gpd.GeoDataFrame(
        {"road_class": "local"}, index=range(3), geometry=rows + column, crs=METRIC_CRS
    )
    streets.to_file("roads.gpkg")
    water = shapely.LineString([(x - 100, y + 2_000), (x + 4_100, y + 2_000)])
    gpd.GeoDataFrame({"name": ["river"]}, geometry=[water], crs=METRIC_CRS).to_file("water.gpkg")
    return tmp_path


def beats(*words: object) -> Result:
    return CliRunner().invoke(safetown, ["beats", "units.gpkg", "--load", "calls", *map(str, words)])


def test_plans_are_a_third_layer_and_the_chosen_one_is_marked(files: Path) -> None:
    result = beats("--count", 3, "--plans", 3, "--choose", "compactness", "--out", "b.gpkg")
    assert result.exit_code == 0, result.output
    assert [str(name) for name, _ in pyogrio.list_layers("b.gpkg")] == ["units", "beats", "plans"]
    plans = pyogrio.read_dataframe("b.gpkg", layer="plans")
    assert plans["compactness"][plans["chosen"].astype(bool)].tolist() == [plans["compactness"].max()]
    assert "  *" in result.stdout


def test_what_moves_is_said_and_written_on_request(files: Path) -> None:
    words = ("--count", 3, "--existing", "today", "--lock", "2", "--max-imbalance", 0.5)
    assert beats(*words, "--out", "plain.gpkg").exit_code == 0
    assert {str(name) for name, _ in pyogrio.list_layers("plain.gpkg")} == {"units", "beats"}
    result = beats(*words, "--tables", "--out", "b.gpkg")
    changes = pyogrio.read_dataframe("b.gpkg", layer="changes")
    units = pyogrio.read_dataframe("b.gpkg", layer="units")
    moved = units[units["beat_id"] != units["today"]]
    assert changes["unit"].tolist() == moved["code"].tolist()
    assert set(units["beat_id"][units["today"] == 2]) == {2}
    assert "1 → 3" in result.stdout


def test_roads_cut_and_ties_are_asked_for(files: Path) -> None:
    around = ("--roads", "roads.gpkg", "--barriers", "water.gpkg")
    refused = beats("--count", 1, *around, "--out", "b.gpkg")
    assert refused.exit_code == 1
    assert "--tie-unreached" in refused.stderr
    tied = beats("--count", 1, *around, "--tie-unreached", "--out", "b.gpkg")
    assert tied.exit_code == 0
    assert "→" in tied.stderr


def test_a_target_load_stands_in_the_place_of_a_count(files: Path) -> None:
    assert beats("--target-load", 42, "--out", "b.gpkg").exit_code == 0
    assert len(pyogrio.read_dataframe("b.gpkg", layer="beats")) == 3
    assert beats("--target-load", 42, "--count", 3, "--out", "b.gpkg").exit_code == 2
    assert beats("--count", 3, "--choose", "change", "--out", "b.gpkg").exit_code == 2

"""The commands ``zones`` and ``demand`` as their users meet them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from data.store import open_store
from tests.desk_county import fill


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    """Hold a county of 24 villages and two stations."""
    url = f"sqlite:///{tmp_path / 'county.sqlite'}"
    with open_store(url) as store:
        fill(store)
    return url


def test_zones_are_said_written_and_set_by_hand(run, store_url):
    Path("zones.csv").write_text("code,zone\n50,urban\n", encoding="utf-8")
    words = ("--overrides", "zones.csv", "--urban-towns", "城关镇、柳林镇", "--out", "zones.gpkg")
    result = run("--store", store_url, "zones", *words)
    assert result.exit_code == 0, result.output
    assert "3 urban, 4 fringe and 17 rural villages" in result.stdout
    assert "The layer of roads has no highway; there is no corridor." in result.stderr
    zones = gpd.read_file("zones.gpkg", layer="zones")
    assert zones.loc[zones["code"] == "50", ["zone", "zone_source"]].to_numpy().tolist() == [
        ["urban", "override"]
    ]
    assert set(gpd.list_layers("zones.gpkg")["name"]) == {
        "zones",
        "key_sections",
        "community_patrols",
        "joint_zones",
        "rural_areas",
        "rural_groups",
    }


def test_sizes_of_areas_patrols_and_rounds_are_the_countys_to_set(run, store_url):
    sizes = ("--villages-per-area", "3", "--households-per-patrol", "600", "--rounds-a-week", "2")
    result = run("zones", "--store", store_url, *sizes, "--out", "zones.xlsx")
    assert result.exit_code == 0, result.output
    sheets = pd.read_excel("zones.xlsx", sheet_name=None, engine="openpyxl")
    assert len(sheets["rural_areas"]) == 6  # eighteen villages
    assert sheets["rural_groups"]["households"].max() <= 900
    assert sheets["community_patrols"]["rounds"].sum() == 2 * 2


def test_a_table_of_zones_that_is_wrong_ends_in_one_line(run, store_url):
    Path("zones.csv").write_text("村代码,分区\n50,海\n", encoding="utf-8")
    result = run("zones", "--overrides", "zones.csv", "--store", store_url, "--lang", "zh")
    assert result.exit_code == 1
    assert result.stderr.startswith("错误：第 2 行的分区不认识。")
    assert len(result.stderr.splitlines()) == 1


def test_the_input_is_never_written_over(run, store_url):
    Path("zones.csv").write_text("code,zone\n50,urban\n", encoding="utf-8")
    result = run("zones", "--overrides", "zones.csv", "--out", "zones.csv", "--store", store_url)
    assert result.exit_code == 1
    assert "must not be written over" in result.stderr


def test_demand_gives_hours_that_beats_divide(run, store_url):
    result = run("demand", "--store", store_url, "--out", "units.gpkg")
    assert result.exit_code == 0, result.output
    assert "patrol hours a week in 24 units: incidents " in result.stdout
    units = gpd.read_file("units.gpkg", layer="units")
    beats = run(
        "beats", "units.gpkg", "--layer", "units", "--load", "workload", "--count", 3, "--out", "beats.gpkg"
    )
    assert beats.exit_code == 0, beats.output
    assert gpd.read_file("beats.gpkg", layer="beats")["load"].sum() == pytest.approx(units["workload"].sum())


def test_demand_of_files_alone_touches_no_store(run, store_url):
    run("demand", "--store", store_url, "--out", "units.gpkg")
    Path("calls.csv").write_text(
        "报警时间,案件类别,经度,纬度\n2025-03-01 20:00,盗窃,104.03,34.03\n", encoding="utf-8"
    )
    words = ("--layer", "units", "--incidents", "calls.csv", "--crs", "wgs84", "--out", "own.html")
    result = run("demand", "units.gpkg", *words, "--store", "sqlite:///nothing.sqlite", "--lang", "zh")
    assert result.exit_code == 0, result.output
    assert "警情处置 2，路途 0，街面巡逻 0" in result.stdout
    assert Path("own.html").stat().st_size > 10_000
    assert not Path("nothing.sqlite").exists()


def test_demand_draws_a_map_and_names_what_is_wrong_with_settings(run, store_url):
    result = run("demand", "--store", store_url, "--out", "units.html")
    assert result.exit_code == 0, result.output
    assert "Patrol hours a week" in Path("units.html").read_text(encoding="utf-8")
    Path("own.csv").write_text("item,key,value\nspeed,,3\n", encoding="utf-8")
    result = run("demand", "--store", store_url, "--settings", "own.csv", "--out", "units.csv")
    assert result.exit_code == 1
    assert "unknown items" in result.stderr

"""What ``safetown hotspots`` can be asked for: classes, outlines, budget, weights, earlier ids."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from data.store import open_store
from web.texts.typography import set_chinese

WEST, SOUTH = 104.05, 31.05
BLOCK = 0.0012  # degrees: some 115 m by 133 m


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """A file: a cluster of 60 thefts, one of 40 collisions, 300 others over 20 km, 30 frauds by telephone."""
    rng = np.random.default_rng(3)
    spread = rng.random((2, 300))
    theft = 0.0011 * rng.random((2, 60))
    crash = 0.0011 * rng.random((2, 40))
    fraud = 0.0002 * rng.random((2, 30))
    lon = np.r_[104 + 0.2 * spread[0], WEST + theft[0], 104.15 + crash[0], 104.1 + fraud[0]]
    lat = np.r_[31 + 0.2 * spread[1], SOUTH + theft[1], 31.15 + crash[1], 31.1 + fraud[1]]
    words = np.r_[
        np.where(np.arange(300) % 2, "盗窃", "交通事故"),
        ["盗窃"] * 60,
        ["交通事故"] * 40,
        ["电信网络诈骗"] * 30,
    ]
    days = pd.Timestamp("2025-01-01") + pd.to_timedelta(rng.integers(0, 365 * 24, len(lon)), unit="h")
    table = pd.DataFrame({"警情编号": [f"J{n:05}" for n in range(len(lon))], "案件类别": words})
    table = table.assign(发案时间=days.strftime("%Y-%m-%d %H:%M"), 经度=lon, 纬度=lat)
    path = tmp_path / "calls.csv"
    table.to_csv(path, index=False)
    return path


@pytest.fixture
def roads(tmp_path: Path) -> Path:
    """A town of 10 x 10 blocks around the cluster of thefts."""
    ends = BLOCK * np.arange(-5, 6)
    lines = [shapely.LineString([(WEST + x, SOUTH + ends[0]), (WEST + x, SOUTH + ends[-1])]) for x in ends]
    lines += [shapely.LineString([(WEST + ends[0], SOUTH + y), (WEST + ends[-1], SOUTH + y)]) for y in ends]
    names = [f"南北{n}街" for n in range(11)] + [f"东西{n}路" for n in range(11)]
    path = tmp_path / "roads.geojson"
    gpd.GeoDataFrame({"name": names}, geometry=lines, crs=4326).to_file(path)
    return path


@pytest.fixture
def villages(tmp_path: Path) -> Path:
    """Four villages, as points."""
    points = [shapely.Point(WEST + x, SOUTH + y) for x in (-0.03, 0.0005) for y in (-0.03, 0.0005)]
    path = tmp_path / "villages.geojson"
    gpd.GeoDataFrame({"name": ["甲村", "乙村", "丙村", "丁村"]}, geometry=points, crs=4326).to_file(path)
    return path


def areas_of(path: str) -> gpd.GeoDataFrame:
    return gpd.read_file(path)


@pytest.mark.parametrize("word", ["traffic", "交通", "交通类", "交通事故", "Traffic"])
def test_a_class_out_of_the_default_scope_has_areas_of_its_own(run, calls, word):
    result = run("hotspots", calls, "--crs", "wgs84", "--category", word, "--out", "areas.geojson")
    assert result.exit_code == 0, result.output
    areas = areas_of("areas.geojson")
    assert areas["main_category"].tolist() == ["交通事故"]
    assert areas.intersects(shapely.box(104.15, 31.15, 104.1511, 31.1511)).all()


def test_traffic_of_the_store_is_judged_by_its_roads_and_nothing_else_is(run, calls, tmp_path):
    lines = [shapely.LineString([(104, 31 + y), (104.2, 31 + y)]) for y in np.arange(0, 0.21, 0.01)]
    network = tmp_path / "network.geojson"
    gpd.GeoDataFrame(geometry=lines, crs=4326).to_file(network)
    assert run("import", "incidents", calls, "--crs", "wgs84").exit_code == 0
    asked = ["hotspots", "--category", "traffic", "--out", "areas.geojson"]
    assert "smooth background" in run(*asked).stdout
    assert run("import", "places", network, "--layer", "roads").exit_code == 0
    result = run(*asked)
    assert "follows the length of roads" in result.stdout
    assert set(areas_of("areas.geojson")["baseline"]) == {"roads"}
    assert "from the length of roads" in areas_of("areas.geojson")["reason"].iloc[0]
    assert run("hotspots", "--category", "盗窃", "--out", "areas.geojson").exit_code == 0
    assert set(areas_of("areas.geojson")["baseline"]) == {"smooth"}


def test_the_map_of_a_class_says_which(run, calls):
    words = ["--crs", "wgs84", "--category", "traffic", "--lang", "zh", "--out", "map.html"]
    result = run("hotspots", calls, *words)
    assert "交通警情多发区域图" in Path("map.html").read_text(encoding="utf-8")
    assert set_chinese("范围:交通") in result.stdout


def test_fraud_that_happens_at_no_place_is_never_mapped(run, calls):
    result = run("hotspots", calls, "--crs", "wgs84", "--category", "电信网络诈骗", "--out", "areas.geojson")
    assert result.exit_code == 1
    assert "at no place" in result.stderr
    assert not Path("areas.geojson").exists()
    run(
        "hotspots", calls, "--crs", "wgs84", "--category", "criminal", "--watch", 20, "--out", "areas.geojson"
    )
    assert not areas_of("areas.geojson")["category_counts"].str.contains("诈骗").any()


def test_snapped_to_streets_an_area_is_made_of_blocks_and_names_their_streets(run, calls, roads):
    given = ["--crs", "wgs84", "--seed", 2]
    assert run("hotspots", calls, *given, "--out", "plain.geojson").exit_code == 0
    result = run("hotspots", calls, *given, "--snap", "streets", "--roads", roads, "--out", "walk.geojson")
    assert result.exit_code == 0, result.output
    plain, snapped = areas_of("plain.geojson"), areas_of("walk.geojson")
    assert snapped["snapped_to"].tolist() == ["streets"]
    assert {"南北5街", "东西5路"} <= set(snapped["snapped_names"].iloc[0].split("; "))
    block = shapely.box(WEST, SOUTH, WEST + BLOCK, SOUTH + BLOCK)
    assert shapely.intersection(snapped.geometry.iloc[0], block).area == pytest.approx(block.area, rel=1e-4)
    assert snapped["window_km2"].tolist() == pytest.approx(plain["area_km2"].tolist())
    for column in ("incidents", "expected", "p_value_adjusted", "area_id", "rate_per_1000"):
        assert snapped[column].equals(plain[column])


def test_snapped_to_villages_that_are_points_an_area_is_the_ground_nearest_to_one(run, calls, villages):
    given = ["--crs", "wgs84", "--snap", "villages", "--villages", villages, "--out", "walk.geojson"]
    assert run("hotspots", calls, *given).exit_code == 0
    assert areas_of("walk.geojson")["snapped_names"].tolist() == ["丁村"]


def test_streets_of_the_store_serve_and_the_store_keeps_the_areas_as_they_were_found(run, calls, roads):
    assert run("import", "incidents", calls, "--crs", "wgs84").exit_code == 0
    without = run("hotspots", "--snap", "streets", "--out", "walk.geojson")
    assert without.exit_code == 1
    assert "--roads" in without.stderr
    assert run("import", "places", roads, "--layer", "roads").exit_code == 0
    assert run("hotspots", "--snap", "streets", "--out", "walk.geojson").exit_code == 0
    with open_store("sqlite:///safetown.sqlite") as store:
        kept = store.latest_analysis("hotspots").layers["areas"]
    assert "snapped_to" not in kept
    kept = kept[kept["tier"] == "significant"]
    assert kept["area_km2"].tolist() == pytest.approx(areas_of("walk.geojson")["window_km2"].tolist())


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--snap", "streets"], 1, "--roads"),
        (["--snap", "villages"], 1, "--villages"),
        (["--snap", "streets", "--roads", "nowhere.geojson"], 1, "nowhere.geojson"),
        (["--previous", "nowhere.geojson"], 1, "nowhere.geojson"),
        (["--previous", "roads.geojson"], 1, "area_id"),
        (["--calendar", "nowhere.csv"], 1, "nowhere.csv"),
        (["--roads", "roads.geojson"], 2, "--snap streets"),
        (["--snap", "rivers"], 2, "rivers"),
        (["--weights", "harm"], 2, "harm"),
        (["--weights", "luck=2"], 2, "luck=2"),
        (["--weights", "harm=-1"], 2, "harm=-1"),
        (["--weights", "harm=nan"], 2, "harm=nan"),
        (["--weights", "harm=0"], 2, "above 0"),
        (["--areas", "0"], 2, "--areas"),
        (["--area-share", "1.5"], 2, "--area-share"),
    ],
)
def test_what_cannot_be_used_ends_in_one_clear_line(run, calls, roads, words, status, said):
    result = run("hotspots", calls, "--crs", "wgs84", *words, "--out", "areas.geojson")
    assert result.exit_code == status, result.output
    last = result.stderr.strip().splitlines()[-1]
    assert last.startswith("Error: ")
    assert said in last
    assert status == 2 or len(result.stderr.strip().splitlines()) == 1
    assert not Path("areas.geojson").exists()


def test_weights_order_the_areas_and_a_budget_marks_those_that_fit(run, calls):
    words = ["--crs", "wgs84", "--watch", 5, "--weights", "excess=1,trend=0.5", "--areas", 1]
    assert "\n1 within the budget\n" in run("hotspots", calls, *words, "--out", "areas.geojson").stdout
    areas = areas_of("areas.geojson")
    expected = (areas["score_excess"] + 0.5 * areas["score_trend"]) / 1.5
    assert areas["score"].tolist() == pytest.approx(expected.tolist())
    assert areas["in_budget"].sum() == 1
    share = ["--crs", "wgs84", "--area-share", 0.000001, "--out", "share.geojson"]
    assert run("hotspots", calls, *share).exit_code == 0
    assert not areas_of("share.geojson")["in_budget"].any()


def test_an_earlier_file_hands_its_ids_on(run, calls):
    assert run("hotspots", calls, "--crs", "wgs84", "--out", "areas.geojson").exit_code == 0
    first = areas_of("areas.geojson")
    assert first["continuity"].fillna("").tolist() == [""]
    named = first.assign(area_id="old-name")
    pyogrio.write_dataframe(named, "old.gpkg")
    words = ["--crs", "wgs84", "--previous", "old.gpkg", "--out", "again.geojson"]
    assert run("hotspots", calls, *words).exit_code == 0
    again = areas_of("again.geojson")
    assert again["area_id"].tolist() == ["old-name"]
    assert again["continuity"].tolist() == ["continued"]


def test_on_the_store_ids_are_handed_on_within_the_same_categories(run, calls):
    assert run("import", "incidents", calls, "--crs", "wgs84").exit_code == 0
    assert run("hotspots", "--category", "交通", "--out", "traffic.geojson").exit_code == 0
    with sqlite3.connect("safetown.sqlite") as store:
        store.execute(
            "UPDATE analysis_features SET properties = json_set(properties, '$.area_id', 'kept') "
            "WHERE json_extract(properties, '$.area_id') IS NOT NULL"
        )
    assert run("hotspots", "--out", "default.geojson").exit_code == 0
    assert "kept" not in areas_of("default.geojson")["area_id"].tolist()
    assert run("hotspots", "--category", "traffic", "--out", "traffic.geojson").exit_code == 0
    assert areas_of("traffic.geojson")["area_id"].tolist() == ["kept"]


def test_the_desk_always_has_watch_areas_whatever_the_file_asks_for(run, calls):
    assert run("import", "incidents", calls, "--crs", "wgs84").exit_code == 0
    assert run("hotspots", "--watch", 1, "--out", "areas.geojson").exit_code == 0
    assert (areas_of("areas.geojson")["tier"] == "watch").sum() == 1
    with open_store("sqlite:///safetown.sqlite") as store:
        kept = store.latest_analysis("hotspots").layers["areas"]
    assert (kept["tier"] == "watch").sum() > 1
    assert run("hotspots", "--out", "areas.geojson").exit_code == 0
    assert (areas_of("areas.geojson")["tier"] == "significant").all()


def test_the_sentence_stands_in_both_languages_and_the_place_is_named(run, calls, villages):
    assert run("hotspots", calls, "--crs", "wgs84", "--lang", "zh", "--out", "areas.geojson").exit_code == 0
    area = areas_of("areas.geojson").iloc[0]
    assert area["reason"] == area["reason_zh"]
    assert "不再显著" in area["reason_zh"]
    assert "would take it off" in area["reason_en"]
    assert area["place"] == ""


def test_places_with_repeated_incidents_are_a_second_layer_where_there_are_any(run, calls):
    given = ["--crs", "wgs84", "--out", "areas.gpkg"]
    assert run("hotspots", calls, *given).exit_code == 0
    assert [str(name) for name, _ in pyogrio.list_layers("areas.gpkg")] == ["areas"]
    table = pd.read_csv(calls)
    days = pd.date_range("2025-01-02 10:00", periods=40, freq="9D").strftime("%Y-%m-%d %H:%M")
    again = table.iloc[[1] * 40].assign(警情编号=[f"R{n}" for n in range(40)], 发案时间=days)
    pd.concat([table, again]).to_csv("repeated.csv", index=False)
    assert run("hotspots", "repeated.csv", *given).exit_code == 0
    assert [str(name) for name, _ in pyogrio.list_layers("areas.gpkg")] == ["areas", "repeated_places"]
    places = pyogrio.read_dataframe("areas.gpkg", layer="repeated_places")
    assert places["incidents"].max() == 41


def test_a_snapped_area_is_called_by_the_ground_that_was_searched(run, calls, roads):
    cells = [shapely.box(WEST - 1 + x, SOUTH - 1, WEST + x, SOUTH + 1) for x in (0, 1)]
    named = gpd.GeoDataFrame({"name": ["西镇", "东镇"]}, geometry=cells, crs=4326)
    named.to_file("townships.geojson")
    assert run("import", "places", "townships.geojson", "--layer", "townships").exit_code == 0
    assert run("import", "incidents", calls, "--crs", "wgs84").exit_code == 0
    assert run("hotspots", "--snap", "streets", "--roads", roads, "--out", "walk.geojson").exit_code == 0
    assert areas_of("walk.geojson")["place"].tolist() == ["东镇"]


def test_it_is_said_whether_areas_are_ranked_by_the_forecast_or_the_count(run, calls):
    words = ["--crs", "wgs84", "--out", "areas.geojson"]
    counted = run("hotspots", calls, *words).stdout
    assert "Ranking score: harm × 1. Excess and harm are of the counts" in counted
    assert areas_of("areas.geojson")["ranked_by"].tolist() == ["count"]
    table = pd.read_csv(calls)
    earlier = (pd.to_datetime(table["发案时间"]) - pd.Timedelta(days=370)).dt.strftime("%Y-%m-%d %H:%M")
    twice = pd.concat([table, table.assign(警情编号="E" + table["警情编号"], 发案时间=earlier)])
    twice.to_csv("two_years.csv", index=False)
    assert run("hotspots", "two_years.csv", *words).exit_code == 0
    assert areas_of("areas.geojson")["ranked_by"].tolist() == ["count"]
    ahead = run("hotspots", "two_years.csv", *words, "--rank-by", "forecast", "--lang", "zh").stdout
    assert "按未来一年的预测计算" in ahead
    areas = areas_of("areas.geojson")
    assert areas["ranked_by"].tolist() == ["forecast"]
    assert 0 < areas["next_year"].iloc[0] < 65


def test_one_area_is_not_said_to_be_several(run, calls):
    result = run("hotspots", calls, "--crs", "wgs84", "--out", "areas.geojson")
    assert "1 significant disorderly area in" in result.stdout

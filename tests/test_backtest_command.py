"""The command ``backtest`` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

FIGURES = {"method", "pai", "pei", "hit_rate", "rri"}


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """A year of thefts and fights, half of them at eight lasting spots."""
    rng, n = np.random.default_rng(3), 1200
    spots = rng.uniform(0, 0.08, (8, 2))[rng.integers(0, 8, n)] + rng.normal(0, 0.0004, (n, 2))
    lon, lat = np.where(rng.random((n, 1)) < 0.5, spots, rng.uniform(0, 0.08, (n, 2))).T
    days = pd.Timestamp("2025-01-01") + pd.to_timedelta(rng.integers(0, 365 * 24 * 60, n), unit="min")
    table = pd.DataFrame(
        {"警情编号": [f"J{k:05}" for k in range(n)], "发案时间": days.strftime("%Y-%m-%d %H:%M")}
    )
    table = table.assign(
        案件类别=np.where(np.arange(n) % 4, "盗窃", "殴打他人"),
        经度=(104 + lon).round(6),
        纬度=(31 + lat).round(6),
    )
    path = tmp_path / "calls.csv"
    table.to_csv(path, index=False)
    return path


def answer(name: str = "b.json") -> dict:
    return json.loads(Path(name).read_text(encoding="utf-8"))


def test_a_file_is_tested_by_three_methods_and_the_answer_has_the_agreed_shape(run, calls):
    result = run("backtest", calls, "--crs", "wgs84", "--horizon-days", 60, "--folds", 4, "--out", "b.json")
    assert result.exit_code == 0, result.output
    found = answer()
    assert [found[key] for key in ("share", "cell_m", "horizon_days", "folds")] == [0.02, 200, 60, 4]
    assert [method["method"] for method in found["methods"]] == ["count", "kde", "blend"]
    assert all(set(method) >= FIGURES for method in found["methods"])
    assert found["chosen"] == max(found["methods"], key=lambda method: method["pai"])["method"]
    assert found["flagged_cells"] == round(0.02 * found["study_cells"])
    assert found["metric_crs"] == "EPSG:4544"
    assert found["incidents"] == 1200
    assert found["fold_starts"][-1] == "2025-11-02"
    recipe = found["recipe"]
    assert set(recipe) == {"weight", "unit", "decay", "half_life_days", "neighbour_weight", "bandwidth_m"}
    assert 0 < recipe["weight"] <= 1
    assert recipe["unit"] in {"incidents", "days", "density"}
    assert not Path("safetown.sqlite").exists()
    assert "count: PAI" in result.stdout
    assert "Wrote b.json" in result.stdout


def test_the_store_gives_the_same_answer_as_the_file(run, calls):
    common = ("--horizon-days", 60, "--folds", 2, "--cell-m", 300, "--share", 0.05)
    run("backtest", calls, "--crs", "wgs84", *common, "--out", "file.json")
    assert run("import", "incidents", calls, "--crs", "wgs84").exit_code == 0
    result = run("backtest", *common, "--out", "store.json")
    assert result.exit_code == 0, result.output
    assert answer("store.json") == answer("file.json")


def test_a_category_is_tested_alone(run, calls):
    run("backtest", calls, "--crs", "wgs84", "--category", "盗窃", "--horizon-days", 90, "--out", "b.json")
    assert answer()["incidents"] == 900


def test_fewer_folds_than_asked_for_are_said_on_stderr(run, calls):
    result = run("backtest", calls, "--crs", "wgs84", "--horizon-days", 100, "--out", "b.json")
    assert result.exit_code == 0
    assert answer()["folds"] == 2
    assert "5 folds were asked for, the data hold 2" in result.stderr


def test_data_too_short_for_a_fold_end_in_one_line_that_says_what_is_needed(run, calls):
    result = run("backtest", calls, "--crs", "wgs84", "--out", "b.json")
    assert result.exit_code == 1
    assert "730 in all" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not Path("b.json").exists()


def test_it_speaks_chinese_when_asked(run, calls):
    result = run(
        "backtest", calls, "--crs", "wgs84", "--horizon-days", 100, "--lang", "zh", "--out", "b.json"
    )
    assert "检验期" in result.stdout
    assert "数据只够 2 个" in result.stderr


@pytest.mark.parametrize(
    "wrong", [("--share", 0), ("--share", 1.5), ("--cell-m", 0), ("--horizon-days", 0), ("--folds", 0)]
)
def test_figures_that_mean_nothing_are_wrong_usage(run, calls, wrong):
    assert run("backtest", calls, *wrong, "--out", "b.json").exit_code == 2


def test_the_answer_is_json_and_never_replaces_what_it_comes_from(run, calls):
    assert run("backtest", calls, "--crs", "wgs84", "--out", "b.csv").exit_code == 2
    assert run("backtest", calls, "--crs", "wgs84", "--out", "nowhere/b.json").exit_code == 1
    same = calls.rename(calls.with_suffix(".json"))
    assert run("backtest", same, "--crs", "wgs84", "--out", same).exit_code == 1


def test_an_empty_store_says_what_to_import(run):
    result = run("backtest", "--out", "b.json")
    assert result.exit_code == 1
    assert "safetown import incidents" in result.stderr


def test_areas_under_rectification_are_told_apart(run, calls, tmp_path):
    file = tmp_path / "rectified.geojson"
    frame = gpd.GeoDataFrame({"started_on": ["2025-11-05"]}, geometry=[box(104, 31, 104.03, 31.03)], crs=4326)
    frame.to_file(file, driver="GeoJSON")
    common = ("backtest", calls, "--crs", "wgs84", "--horizon-days", 60, "--folds", 2)
    result = run(*common, "--rectified", file, "--out", "b.json")
    assert result.exit_code == 0, result.output
    apart = answer()["rectified"]
    assert apart["cells"][0] == 0 < apart["cells"][1]
    assert [method["method"] for method in apart["without"]] == ["count", "kde", "blend"]
    assert set(apart["methods"][0]) == {"method", "flagged", "hits"}
    assert "under rectification" in result.stdout
    run(*common, "--out", "plain.json")
    assert answer("plain.json")["methods"] == answer()["methods"]
    assert "rectified" not in answer("plain.json")


def test_an_area_without_its_start_is_named(run, calls, tmp_path):
    file = tmp_path / "rectified.geojson"
    frame = gpd.GeoDataFrame(
        {"area_id": ["w7"], "started_on": [None]}, geometry=[box(104, 31, 104.03, 31.03)], crs=4326
    )
    frame.to_file(file, driver="GeoJSON")
    result = run("backtest", calls, "--crs", "wgs84", "--rectified", file, "--out", "b.json")
    assert result.exit_code == 1
    assert "w7" in result.stderr

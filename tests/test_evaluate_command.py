"""The command ``evaluate`` as its users meet it."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
from shapely import union_all
from shapely.geometry import Point

COLUMNS = {
    *("area_id", "before", "after", "control_before", "control_after", "controls", "rate_ratio"),
    *("rate_ratio_low", "rate_ratio_high", "p_value", "p_value_adjusted", "wdd", "wdd_se", "wdd_low"),
    *("wdd_high", "ring_before", "ring_after", "displacement", "verdict", "reason", "detectable_drop"),
}
SPOTS = np.array(
    [(104.005 + 0.015 * column, 31.005 + 0.014 * row) for column in range(6) for row in range(5)]
)


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """Three years of thefts at thirty spots; the fourth loses two thirds of them in the last year."""
    rng = np.random.default_rng(1)
    parts = []
    for year in (2023, 2024, 2025):
        for spot, middle in enumerate(SPOTS):
            n = rng.poisson(20 if spot == 3 and year == 2025 else 60)
            days = pd.Timestamp(f"{year}-01-01") + pd.to_timedelta(rng.integers(0, 365 * 1440, n), unit="min")
            lon, lat = rng.normal(middle, 0.0004, (n, 2)).T
            parts.append(pd.DataFrame({"发案时间": days, "经度": lon.round(6), "纬度": lat.round(6)}))
    table = pd.concat(parts, ignore_index=True).assign(案件类别="盗窃")
    table.insert(0, "警情编号", [f"J{n:05}" for n in range(len(table))])
    path = tmp_path / "calls.csv"
    table.to_csv(path, index=False)
    return path


@pytest.fixture
def areas(tmp_path: Path) -> Path:
    outlines = [Point(SPOTS[spot]).buffer(0.0015) for spot in (3, 17)]
    frame = gpd.GeoDataFrame(
        {"area_id": ["w3", "w17"], "整治开始": ["2025-01-01", "2025-01-01"]}, geometry=outlines, crs=4326
    )
    path = tmp_path / "areas.geojson"
    frame.to_file(path, driver="GeoJSON")
    return path


def test_an_area_that_lost_most_of_its_incidents_fell_and_the_other_cannot_be_told(run, calls, areas):
    result = run(
        *("evaluate", areas, "--incidents", calls, "--crs", "wgs84", "--since-start", "2025-01-01"),
        *("--out", "e.geojson"),
    )
    assert result.exit_code == 0, result.output
    found = gpd.read_file("e.geojson")
    assert set(found.columns) >= COLUMNS
    assert dict(zip(found["area_id"], found["verdict"], strict=True)) == {"w3": "fell", "w17": "unclear"}
    assert "It fell more than comparable places" in found["reason"].iloc[0]
    assert "can show a fall of about" in found["reason"].iloc[1]
    assert "降幅大于可比地点" in found["reason_zh"].iloc[0]
    assert "Controls (at most 20 for each area) are chosen by rule" in result.stdout
    assert "2 areas together" in result.stdout
    assert "Zones are not known" in result.stdout
    assert not Path("safetown.sqlite").exists()


def test_the_store_gives_the_same_verdicts_and_speaks_chinese(run, calls, areas):
    assert run("import", "incidents", calls, "--crs", "wgs84").exit_code == 0
    result = run("evaluate", areas, "--column", "整治开始", "--lang", "zh", "--out", "e.xlsx")
    assert result.exit_code == 0, result.output
    assert "降幅大于可比地点" in result.stdout
    book = openpyxl.load_workbook("e.xlsx")
    assert book.sheetnames == ["areas", "controls", "together"]
    head, *rows = book["areas"].iter_rows(values_only=True)
    verdicts = [dict(zip(head, row, strict=True))["verdict"] for row in rows]
    assert verdicts == ["fell", "unclear"]


def test_a_map_shows_verdicts_and_controls_and_geopackage_holds_all_tables(run, calls, areas):
    common = ("evaluate", areas, "--incidents", calls, "--crs", "wgs84", "--since-start", "2025-01-01")
    assert run(*common, "--out", "e.gpkg").exit_code == 0
    assert set(gpd.list_layers("e.gpkg")["name"]) == {"areas", "controls", "together"}
    assert run(*common, "--lang", "zh", "--out", "e.html").exit_code == 0
    page = Path("e.html").read_text(encoding="utf-8")
    assert "对照地点" in page
    assert "降幅大于可比地点" in page


def test_candidates_of_a_file_are_the_only_controls(run, calls, areas, tmp_path):
    chosen = [Point(SPOTS[spot]).buffer(0.0014) for spot in range(10, 30)]
    file = tmp_path / "candidates.geojson"
    gpd.GeoDataFrame(geometry=chosen, crs=4326).to_file(file, driver="GeoJSON")
    common = ("evaluate", areas, "--incidents", calls, "--crs", "wgs84", "--since-start", "2025-01-01")
    assert run(*common, "--candidates", file, "--out", "e.gpkg").exit_code == 0
    controls = gpd.read_file("e.gpkg", layer="controls")
    assert len(controls) == 38  # of twenty one is under rectification itself
    assert controls.geometry.union_all().within(union_all(chosen).buffer(1e-6))


@pytest.mark.parametrize(
    ("options", "words", "status"),
    [
        ((), "--since-start", 1),
        (("--since-start", "soon"), "cannot be read", 1),
        (("--column", "nothing"), "nothing", 1),
        (("--since-start", "2025-01-01", "--column", "整治开始"), "not both", 2),
        (("--since-start", "2025-01-01", "--confidence", "1"), "below 1", 2),
        (("--since-start", "2025-01-01", "--category", "nothing"), "nothing", 1),
    ],
)
def test_bad_input_ends_in_one_line_that_says_what_to_do(run, calls, areas, options, words, status):
    result = run("evaluate", areas, "--incidents", calls, "--crs", "wgs84", *options, "--out", "e.csv")
    assert result.exit_code == status
    assert words in result.stderr.strip().splitlines()[-1]
    assert status == 2 or len(result.stderr.strip().splitlines()) == 1
    assert not Path("e.csv").exists()


def test_areas_of_one_id_are_refused_by_name(run, calls, areas, tmp_path):
    doubled = gpd.read_file(areas).assign(area_id="A1")
    doubled.to_file(tmp_path / "doubled.geojson")
    result = run(
        "evaluate",
        tmp_path / "doubled.geojson",
        "--incidents",
        calls,
        "--since-start",
        "2025-01-01",
        "--out",
        "e.csv",
    )
    assert result.exit_code == 1
    assert (
        result.stderr.strip()
        .splitlines()[-1]
        .endswith("area_id is there twice: A1. Give each area, and each time of one area, its own.")
    )


def test_a_file_that_holds_no_polygons_is_refused(run, calls):
    result = run("evaluate", calls, "--incidents", calls, "--since-start", "2025-01-01", "--out", "e.csv")
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1

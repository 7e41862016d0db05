"""Files that break other programs: `safetown hotspots` gives a right answer, or one clear line and exit 1."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gis.crs import metric_crs

CRS = metric_crs(104.1, 31.1)
MIDDLE = np.array(gpd.GeoSeries([shapely.Point(104.1, 31.1)], crs=4326).to_crs(CRS)[0].coords[0])


def degrees(xy: np.ndarray) -> np.ndarray:
    points = gpd.GeoSeries(gpd.points_from_xy(*xy.T), crs=CRS).to_crs(4326)
    return shapely.get_coordinates(points.values)


def spread(n: int, half_m: float = 8_000) -> np.ndarray:
    return MIDDLE + np.random.default_rng(1).uniform(-half_m, half_m, (n, 2))


def cluster(n: int, at: tuple[float, float] = (2_000, 2_000)) -> np.ndarray:
    return MIDDLE + at + np.random.default_rng(2).normal(0, 60, (n, 2))


def county() -> np.ndarray:
    """Give 400 incidents far and wide and 60 in one place."""
    return np.vstack([spread(400), cluster(60)])


def write(lonlat: np.ndarray, times: list[str] | None = None, category: str = "盗窃") -> Path:
    days = pd.Timestamp("2025-01-01") + pd.to_timedelta(np.arange(len(lonlat)) * 7919 % (365 * 24), unit="h")
    table = pd.DataFrame(
        {
            "警情编号": [f"J{n:06}" for n in range(len(lonlat))],
            "发案时间": list(days.strftime("%Y-%m-%d %H:%M")) if times is None else times,
            "案件类别": category,
            "经度": lonlat[:, 0],
            "纬度": lonlat[:, 1],
        }
    )
    path = Path("incidents.csv")
    table.to_csv(path, index=False)
    return path


def ask(run, lonlat: np.ndarray, *more: object, times: list[str] | None = None):
    path = write(lonlat, times)
    crs = [] if "--crs" in more else ["--crs", "wgs84"]
    return run("hotspots", path, *crs, *more, "--out", "areas.geojson")


def features() -> list[dict]:
    return json.loads(Path("areas.geojson").read_text(encoding="utf-8"))["features"]


def answered(result) -> list[dict]:
    assert result.exit_code == 0, result.output
    return features()


def refused(result, *words: str) -> None:
    """One line on stderr that holds these words, exit 1, and nothing half-written."""
    assert result.exit_code == 1, result.output
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr, result.stderr
    assert not [path for path in Path().iterdir() if path.name.startswith("areas")]


@pytest.mark.parametrize("n", [0, 1, 2])
def test_none_one_and_two_incidents_give_an_empty_collection(run, n):
    result = ask(run, degrees(spread(5))[:n])
    assert answered(result) == []
    assert f"No significant disorderly area in {n} incident" in result.output


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "parquet", "csv", "xlsx", "html"])
def test_an_answer_without_areas_can_be_written_in_every_format(run, ending):
    result = run("hotspots", write(degrees(spread(2))), "--crs", "wgs84", "--out", f"areas.{ending}")
    assert result.exit_code == 0, result.output
    assert Path(f"areas.{ending}").stat().st_size > 0


def test_a_file_without_a_byte_is_named_as_such(run):
    Path("incidents.csv").write_bytes(b"")
    refused(run("hotspots", "incidents.csv", "--crs", "wgs84", "--out", "areas.geojson"), "incidents.csv")


def test_incidents_all_at_one_point_are_no_area(run):
    assert answered(ask(run, degrees(np.tile(MIDDLE, (500, 1))))) == []


def test_thousands_snapped_to_one_coordinate_are_no_area_and_hide_no_other(run):
    xy = np.vstack([county(), np.tile(MIDDLE - 3_000, (3_000, 1))])
    areas = answered(ask(run, degrees(xy)))
    assert len(areas) == 1
    assert shapely.geometry.shape(areas[0]["geometry"]).intersects(
        shapely.Point(degrees(MIDDLE[None] + 2_000)[0])
    )


def test_incidents_all_snapped_to_a_few_coordinates_are_answered(run):
    places = spread(40)
    xy = places[np.random.default_rng(3).integers(0, 40, 4_000)]
    assert answered(ask(run, degrees(xy))) == []


def test_one_stray_at_zero_zero_changes_nothing(run):
    lonlat = degrees(county())
    without = answered(ask(run, lonlat))
    result = ask(run, np.vstack([lonlat, [[0.0, 0.0]]]))
    with_stray = answered(result)
    assert "point at (0, 0): 1" in result.output
    assert len(without) == 1
    assert with_stray[0]["properties"]["area_id"] == without[0]["properties"]["area_id"]
    assert with_stray[0]["properties"]["incidents"] == without[0]["properties"]["incidents"]


def test_one_stray_on_the_other_side_of_the_earth_changes_nothing(run):
    lonlat = degrees(county())
    without = answered(ask(run, lonlat))
    with_stray = answered(ask(run, np.vstack([lonlat, [[-75.0, 40.0]]])))
    assert with_stray[0]["properties"]["area_id"] == without[0]["properties"]["area_id"]


def test_degrees_declared_as_metres_are_named_as_such(run):
    refused(ask(run, degrees(county()), "--crs", "EPSG:4513"), "the file holds degrees", "--crs wgs84")


def test_metres_declared_as_degrees_are_named_as_such(run):
    refused(ask(run, county(), "--crs", "wgs84"), "wgs84 is in degrees", "EPSG:4544")


def test_a_study_area_without_incidents_is_named_as_such(run):
    gpd.GeoDataFrame(geometry=[shapely.box(110, 35, 110.1, 35.1)], crs=4326).to_file("area.geojson")
    refused(ask(run, degrees(county()), "--study-area", "area.geojson"), "None of the 460")


def test_population_zero_where_the_incidents_are_is_named_as_such(run):
    gpd.GeoDataFrame(
        {"population": [0, 5_000]},
        geometry=[shapely.box(103.9, 30.9, 104.3, 31.3), shapely.box(110, 35, 110.1, 35.1)],
        crs=4326,
    ).to_file("people.geojson")
    refused(ask(run, degrees(county()), "--population", "people.geojson"), "Nobody lives")


def test_a_population_layer_of_zeros_is_named_as_such(run):
    gpd.GeoDataFrame(
        {"population": [0, 0]},
        geometry=[shapely.box(103.9, 30.9, 104.1, 31.3), shapely.box(104.1, 30.9, 104.3, 31.3)],
        crs=4326,
    ).to_file("people.geojson")
    refused(ask(run, degrees(county()), "--population", "people.geojson"), "Nobody lives")


def test_people_in_one_half_only_are_borne_where_incidents_lie_in_both(run):
    gpd.GeoDataFrame(
        {"population": [50_000, 0]},
        geometry=[shapely.box(103.9, 30.9, 104.1, 31.3), shapely.box(104.1, 30.9, 104.3, 31.3)],
        crs=4326,
    ).to_file("people.geojson")
    areas = answered(ask(run, degrees(county()), "--population", "people.geojson"))
    assert all(area["properties"]["baseline"] == "population" for area in areas)
    assert all(np.isfinite(area["properties"]["relative_risk"]) for area in areas)
    centre = shapely.Point(degrees(MIDDLE[None] + 2_000)[0])
    assert any(shapely.geometry.shape(area["geometry"]).intersects(centre) for area in areas)


@pytest.mark.parametrize(("command", "out"), [("hotspots", "areas.geojson"), ("backtest", "areas.json")])
def test_a_file_whose_rows_are_all_rejected_is_named_with_their_number_and_reason(run, command, out):
    path = write(np.zeros((40, 2)), times=["2025-01-01 08:00"] * 39 + ["sometime"])
    result = run(command, path, "--crs", "wgs84", "--out", out)
    refused(result, "None of the 40 rows", "point at (0, 0) (40)", "--map", "--crs", "--dry-run")
    chinese = run(command, path, "--crs", "wgs84", "--out", out, "--lang", "zh")
    assert "40 行没有一行可用" in chinese.stderr
    assert "坐标全为 0" in chinese.stderr


def test_one_category_is_the_whole_mix_and_another_is_named_as_missing(run):
    area = answered(ask(run, degrees(county())))[0]["properties"]
    assert area["top_categories"] == "盗窃 100 %"
    Path("areas.geojson").unlink()
    refused(ask(run, degrees(county()), "--category", "抢劫"), "No incident has the category 抢劫", "盗窃")


def test_a_leap_day_is_a_day_like_any_other(run):
    xy = county()
    area = answered(ask(run, degrees(xy), times=["2024-02-29 08:30"] * len(xy)))[0]["properties"]
    assert area["first_occurred_at"] == area["last_occurred_at"] == "2024-02-29T00:30:00Z"
    assert area["trend"] == "unknown"
    day = ("--since", "2024-02-29", "--until", "2024-02-29")
    times = ["2024-02-29 00:00", "2024-02-29 23:59"] * (len(xy) // 2)
    assert answered(ask(run, degrees(xy), *day, times=times))[0]["properties"]["incidents"] > 50
    assert answered(ask(run, degrees(xy), *day, times=["2024-03-01 00:00"] * len(xy))) == []


def test_a_29_february_that_never_was_is_a_rejected_row(run):
    xy = county()
    times = ["2023-02-29 08:30"] + ["2023-02-28 08:30"] * (len(xy) - 1)
    result = ask(run, degrees(xy), times=times)
    assert len(answered(result)) == 1
    assert "time not readable: 1" in result.output


def test_hours_stay_the_clocks_hours_when_clocks_change(run):
    xy = county()
    # 02:30 on 9 March 2025 never was in New York; 01:30 on 2 November was twice
    odd = ["2025-03-09 02:30", "2025-11-02 01:30"] * 5
    hours = odd + ["2025-01-15 08:10", "2025-07-15 08:10"] * ((len(xy) - len(odd)) // 2)
    result = ask(run, degrees(xy), "--time-zone", "America/New_York", times=hours)
    area = answered(result)[0]["properties"]
    assert "460 accepted" in result.output
    assert area["peak_hours"] == "8-9"
    assert area["first_occurred_at"] == "2025-01-15T13:10:00Z"
    assert area["last_occurred_at"] == "2025-07-15T12:10:00Z"


def test_ten_years_in_one_file_are_answered_with_their_trend(run):
    xy = county()
    days = pd.Timestamp("2015-01-01") + pd.to_timedelta(
        np.random.default_rng(5).integers(0, 3_652, len(xy)), unit="D"
    )
    area = answered(ask(run, degrees(xy), times=list(days.strftime("%Y-%m-%d 12:00"))))[0]["properties"]
    assert area["first_occurred_at"] < "2016-06"
    assert area["last_occurred_at"] > "2023-06"
    assert area["trend"] == "steady"
    assert area["reason"].startswith("2015-0")


def test_an_answer_already_there_stays_when_the_next_run_fails(run):
    answered(ask(run, degrees(county())))
    before = Path("areas.geojson").read_bytes()
    gpd.GeoDataFrame(geometry=[shapely.box(110, 35, 110.1, 35.1)], crs=4326).to_file("far.geojson")
    assert ask(run, degrees(county()), "--study-area", "far.geojson").exit_code == 1
    assert Path("areas.geojson").read_bytes() == before

"""``safetown response`` as its users meet it."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from data.store import open_store
from gis.frames import as_incidents
from tests.strategies import square_fabric

LAYERS = {"beats", "cars", "units", "observed", "scenarios"}


@pytest.fixture
def beats(tmp_path: Path) -> Path:
    """Four beats of six squares of a kilometre."""
    units = square_fabric(6, 4).assign(beat_id=np.repeat([1, 2, 3, 4], 6), name=[f"村{n}" for n in range(24)])
    path = tmp_path / "plan.gpkg"
    pyogrio.write_dataframe(units, path, layer="units")
    pyogrio.write_dataframe(units.dissolve("beat_id", as_index=False), path, layer="beats")
    return path


def calls_of(n: int = 400) -> gpd.GeoDataFrame:
    """Calls of ten days, most in the last beat, answered in 1, 5 and 25 minutes; some times lack or err."""
    rng = np.random.default_rng(4)
    squares = square_fabric(6, 4)
    unit = rng.choice(24, n, p=np.r_[np.full(18, 0.02), np.full(6, 0.64 / 6)])
    corner = squares.bounds.iloc[unit]
    points = gpd.points_from_xy(
        corner["minx"].to_numpy() + rng.uniform(1, 999, n), corner["miny"].to_numpy() + rng.uniform(1, 999, n)
    )
    reported = pd.Timestamp("2025-03-01", tz="Asia/Shanghai") + pd.to_timedelta(
        np.sort(rng.integers(0, 10 * 24 * 60, n)), unit="min"
    )
    arrived = pd.Series(reported + pd.Timedelta(minutes=5))
    arrived[:7], arrived[7:10] = pd.NaT, reported[7:10] - pd.Timedelta(minutes=5)
    return gpd.GeoDataFrame(
        {
            "incident_id": [f"J{i:05}" for i in range(n)],
            "category": "criminal",
            "reported_at": reported,
            "occurred_from": reported,
            "occurred_to": reported,
            "dispatched_at": reported + pd.Timedelta(minutes=1),
            "arrived_at": arrived.to_numpy(),
            "finished_at": reported + pd.Timedelta(minutes=25),
        },
        geometry=gpd.GeoSeries(points, crs=squares.crs).to_crs(4326),
    )


@pytest.fixture
def incidents(tmp_path: Path) -> Path:
    table = calls_of()
    written = pd.DataFrame(
        {
            "警情编号": table["incident_id"],
            "案件类别": "盗窃",
            "发案时间": table["reported_at"].dt.strftime("%Y-%m-%d %H:%M"),
            "报警时间": table["reported_at"].dt.strftime("%Y-%m-%d %H:%M"),
            "dispatched_at": table["dispatched_at"].dt.strftime("%Y-%m-%d %H:%M"),
            "finished_at": table["finished_at"].dt.strftime("%Y-%m-%d %H:%M"),
            "经度": table.geometry.x,
            "纬度": table.geometry.y,
        }
    )
    path = tmp_path / "calls.csv"
    written.to_csv(path, index=False)
    return path


def on_files(run, beats, incidents, *more):
    return run("response", "--beats", beats, "--incidents", incidents, "--crs", "wgs84", *more)


def test_beats_and_incidents_of_files_give_all_tables_and_a_summary(run, beats, incidents):
    result = on_files(run, beats, incidents, "--what-if", "add", "--what-if", "add=1", "--out", "r.gpkg")
    assert result.exit_code == 0, result.output
    assert {name for name, _ in pyogrio.list_layers("r.gpkg")} == LAYERS
    beat = gpd.read_file("r.gpkg", layer="beats")
    assert beat["beat_id"].tolist() == [1, 2, 3, 4]
    assert beat["calls_per_hour"].sum() == pytest.approx(400 / 240)
    assert beat["utilisation"].mean() == pytest.approx(400 / 240 * 24 / 60 / 4)  # 24 minutes, as recorded
    assert beat["utilisation"].idxmax() == 3
    assert (beat["call_to_dispatch_median_min"] == 1).all()
    scenarios = gpd.read_file("r.gpkg", layer="scenarios")
    assert scenarios["scenario"].tolist() == ["now", "add=4", "add=1"]  # help goes to the busiest beat
    assert scenarios["cars"].tolist() == [4, 5, 5]
    assert scenarios["travel_min"].idxmin() == 1
    assert "4 cars, 1.67 calls an hour, 24 minutes each" in result.output
    assert "There are no roads" in result.output
    assert not Path("safetown.sqlite").exists()


def test_a_column_of_calls_or_of_hours_gives_the_rates_without_any_incident(run, tmp_path):
    units = square_fabric(6, 4).assign(beat=np.r_[[0] * 3, np.repeat([1, 2, 3], 7)], calls=10, hours=5.0)
    units.to_file(tmp_path / "units.gpkg", layer="grids")
    square_fabric(1, 1).to_file(tmp_path / "units.gpkg", layer="other")
    call = ("response", "--beats", tmp_path / "units.gpkg", "--beat", "beat", "--service-minutes", 30)
    result = run(*call, "--layer", "grids", "--load", "calls", "--days", 10, "--out", "r.gpkg")
    assert result.exit_code == 0, result.output
    assert "3 cars, 1 call an hour, 30 minutes each: busy 16.7 %" in result.output
    assert "3 units belong to no beat" in result.output
    assert "(12.5 % of calls)" in result.output
    assert {name for name, _ in pyogrio.list_layers("r.gpkg")} == LAYERS
    beat = gpd.read_file("r.gpkg", layer="beats")
    assert beat["calls_per_hour"].tolist() == pytest.approx([70 / 240] * 3)
    assert not any("median" in name for name in beat.columns)
    by_hours = ("--load", "hours", "--load-is", "hours", "--days", 10)
    assert run(*call, "--layer", "grids", *by_hours, "--out", "h.gpkg").exit_code == 0
    assert gpd.read_file("h.gpkg", layer="beats")["calls_per_hour"].tolist() == pytest.approx([70 / 240] * 3)
    lacking = run(*call, "--layer", "grids", "--load", "nothing", "--out", "r.csv")
    assert (lacking.exit_code, "nothing" in lacking.stderr, "hours" in lacking.stderr) == (1, True, True)
    assert not Path("safetown.sqlite").exists()


def test_a_column_gives_the_rates_and_incidents_the_times(run, beats, incidents):
    table = gpd.read_file(beats, layer="units").assign(calls=24)
    table.to_file("more.gpkg", layer="units")
    result = on_files(run, "more.gpkg", incidents, "--load", "calls", "--days", 24, "--out", "r.gpkg")
    assert "4 cars, 1 call an hour, 24 minutes each" in result.output
    assert (gpd.read_file("r.gpkg", layer="beats")["call_to_dispatch_median_min"] == 1).all()


def test_one_table_a_workbook_and_a_map_are_written_and_chinese_is_spoken(run, beats, incidents):
    result = on_files(run, beats, incidents, "--out", "r.csv", "--lang", "zh")
    assert "警车 4 辆" in result.output
    assert "跨巡区出警" in result.output
    assert pd.read_csv("r.csv")["beat_id"].tolist() == [1, 2, 3, 4]
    on_files(run, beats, incidents, "--out", "r.xlsx")
    assert set(pd.read_excel("r.xlsx", engine="openpyxl", sheet_name=None)) == LAYERS
    assert on_files(run, beats, incidents, "--out", "r.html").exit_code == 0
    assert "Modelled travel" in Path("r.html").read_text(encoding="utf-8")


def test_more_cars_shorten_travel_and_a_moved_one_is_compared(run, beats, incidents):
    far = ",".join(map(str, square_fabric(6, 4).to_crs(4326).total_bounds[[0, 1]]))
    on_files(run, beats, incidents, "--what-if", f"move=4:{far}", "--out", "one.xlsx")
    one = pd.read_excel("one.xlsx", engine="openpyxl", sheet_name="scenarios")
    assert one["cars"].tolist() == [4, 4]
    assert one["travel_min"].iloc[1] > one["travel_min"].iloc[0]
    on_files(run, beats, incidents, "--units-per-beat", 2, "--out", "two.xlsx")
    two = pd.read_excel("two.xlsx", engine="openpyxl", sheet_name="scenarios")
    assert two["cars"].tolist() == [8]
    assert two["travel_min"].iloc[0] < one["travel_min"].iloc[0]
    on_files(run, beats, incidents, "--units", 16, "--line", "zero", "--out", "many.xlsx")
    many = pd.read_excel("many.xlsx", engine="openpyxl", sheet_name="scenarios")
    assert many["cars"].tolist() == [16]
    assert many["travel_min"].iloc[0] < two["travel_min"].iloc[0]
    assert pd.read_excel("many.xlsx", engine="openpyxl", sheet_name="beats")["cars"].sum() == 16


def test_calls_beyond_the_cars_end_in_one_line_that_names_how_many_are_needed(run, beats, incidents):
    result = on_files(run, beats, incidents, "--service-minutes", 180, "--out", "r.csv")
    assert result.exit_code == 1
    assert "At least 6 are needed" in result.output
    zero = on_files(run, beats, incidents, "--service-minutes", 180, "--line", "zero", "--out", "r.csv")
    assert zero.exit_code == 0
    assert "left to others" in zero.output


def test_calls_that_all_lie_elsewhere_end_in_one_line_and_spans_without_times_are_named_once(
    run, beats, incidents, tmp_path
):
    table = pd.read_csv(incidents).drop(columns=["dispatched_at", "finished_at"])
    table.to_csv(tmp_path / "times.csv", index=False)
    result = on_files(run, beats, tmp_path / "times.csv", "--out", "r.csv")
    assert result.exit_code == 0, result.output
    assert "No recorded times of: call to dispatch, dispatch to arrival, call to arrival" in result.stdout
    assert "median —" not in result.stdout
    assert "45 minutes are assumed" in result.stderr
    table.assign(**{"经度": 100.0}).to_csv(tmp_path / "far.csv", index=False)
    far = on_files(run, beats, tmp_path / "far.csv", "--out", "r2.csv")
    assert (far.exit_code, "None of 400 calls" in far.stderr) == (1, True)


@pytest.mark.parametrize("word", ["add=9,", "move=4", "move=103,30", "move=4:400,30", "sell=4"])
def test_a_what_if_that_means_nothing_is_wrong_usage(run, beats, incidents, word):
    result = on_files(run, beats, incidents, "--what-if", word, "--out", "r.csv")
    assert result.exit_code == 2
    assert "no change that can be tried" in result.output


def test_a_beat_that_is_not_there_and_a_column_that_lacks_are_named(run, beats, incidents):
    result = on_files(run, beats, incidents, "--what-if", "add=9", "--out", "r.csv")
    assert (result.exit_code, "no beat 9" in result.output) == (1, True)
    result = on_files(run, beats, incidents, "--beat", "zone", "--out", "r.csv")
    assert (result.exit_code, "zone" in result.output) == (1, True)
    result = on_files(run, beats, incidents, "--units", 3, "--units-per-beat", 2, "--out", "r.csv")
    assert result.exit_code == 2


def test_the_store_gives_plan_roads_and_times_with_missing_and_impossible_ones_counted(run, tmp_path):
    units = square_fabric(6, 4).assign(beat_id=np.repeat([1, 2, 3, 4], 6))
    west, south, east, north = units.total_bounds
    middles = [shapely.LineString([(west, y), (east, y)]) for y in np.arange(south + 500, north, 1000)]
    across = [shapely.LineString([(x, south), (x, north)]) for x in np.arange(west + 500, east, 1000)]
    roads = gpd.GeoDataFrame(
        geometry=list(shapely.get_parts(shapely.union_all(middles + across))),
        crs=units.crs,
    )
    with open_store(tmp_path / "safetown.sqlite") as store:
        store.import_incidents([as_incidents(calls_of())])
        store.replace_places("roads", roads)
        store.save_analysis("beats", {}, {"units": units.to_crs(4326)})
    result = run("response", "--out", "r.gpkg", "--target-minutes", 4)
    assert result.exit_code == 0, result.output
    assert "no roads" not in result.output
    observed = gpd.read_file("r.gpkg", layer="observed")
    whole = observed[observed["beat_id"].isna() & observed["hour"].isna()].set_index("span")
    arrival = whole.loc["dispatch_to_arrival"]
    assert (arrival["missing"], arrival["impossible"], arrival["known"]) == (7, 3, 390)
    assert arrival["median_min"] == 4
    assert (
        "nine in ten within 4, 100 % within 4 (390 known, 7 missing, 3 in an impossible order)"
        in result.output
    )
    assert "Units lie 0" in result.output
    lost = run("response", "--out", "r.csv", "--what-if", "add=103,29")
    assert "do not reach the point of the change add=103.0,29.0" in lost.stderr
    assert arrival["within_target"] == 1
    assert whole.loc["call_to_arrival", "within_target"] == 0
    assert gpd.read_file("r.gpkg", layer="cars")["snap_m"].max() < 1


def test_without_a_plan_the_command_says_how_to_make_one(run, tmp_path):
    with open_store(tmp_path / "safetown.sqlite") as store:
        store.import_incidents([as_incidents(calls_of(5))])
    result = run("response", "--out", "r.csv")
    assert result.exit_code == 1
    assert "safetown beats" in result.output

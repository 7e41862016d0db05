"""The command line as its users meet it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from data.place_layers import PLACE_LAYERS as READ_LAYERS
from data.store import open_store
from safetown import PLACE_LAYERS, safetown
from tests.desk_county import fill
from web.services.serving import names_of

AREA_COLUMNS = {
    *("area_id", "rank", "incidents", "expected", "baseline", "relative_risk", "p_value", "p_value_adjusted"),
    *("log_likelihood_ratio", "harm", "trend", "first_occurred_at", "last_occurred_at", "top_categories"),
    *("peak_hours", "area_km2", "tier", "reason"),
}


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """A file with a cluster of 60 thefts in 400 others spread over 20 km."""
    rng = np.random.default_rng(3)
    lon = np.r_[104 + 0.2 * rng.random(400), 104.05 + 0.001 * rng.random(60)]
    lat = np.r_[31 + 0.2 * rng.random(400), 31.05 + 0.001 * rng.random(60)]
    days = pd.Timestamp("2025-01-01") + pd.to_timedelta(rng.integers(0, 365 * 24, 460), unit="h")
    table = pd.DataFrame(
        {"警情编号": [f"J{n:05}" for n in range(460)], "发案时间": days.strftime("%Y-%m-%d %H:%M")}
    )
    table = table.assign(案件类别="盗窃", 经度=lon, 纬度=lat, 报警人电话="13812345678")
    path = tmp_path / "calls.csv"
    path.write_bytes(table.to_csv(index=False).encode("gb18030"))
    return path


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """A file of 6 x 6 squares with a load of one each."""
    squares = [
        shapely.box(x, y, x + 1000, y + 1000) for x in range(0, 6000, 1000) for y in range(0, 6000, 1000)
    ]
    shifted = shapely.transform(np.array(squares), np.array([500_000.0, 3_400_000.0]).__add__)
    path = tmp_path / "units.gpkg"
    frame = gpd.GeoDataFrame(
        {"name": [f"格{n}" for n in range(36)], "calls": 1.0}, geometry=shifted, crs=4544
    )
    pyogrio.write_dataframe(frame, path, layer="grids")
    return path


def test_hotspots_of_a_file_names_the_planted_cluster_and_writes_every_column(run, calls):
    result = run("hotspots", calls, "--crs", "wgs84", "--out", "areas.geojson")
    assert result.exit_code == 0, result.output
    areas = json.loads(Path("areas.geojson").read_text(encoding="utf-8"))["features"]
    assert len(areas) == 1
    assert set(areas[0]["properties"]) >= AREA_COLUMNS
    assert shapely.geometry.shape(areas[0]["geometry"]).intersects(shapely.Point(104.0505, 31.0505))
    assert not Path("safetown.sqlite").exists()


def test_no_significant_area_is_an_answer_with_an_empty_file(run, calls):
    table = pd.read_csv(calls, encoding="gb18030").head(400)
    table.to_csv("even.csv", index=False)
    result = run("hotspots", "even.csv", "--crs", "wgs84", "--out", "areas.geojson")
    assert result.exit_code == 0
    assert "No significant disorderly area" in result.output
    assert json.loads(Path("areas.geojson").read_text(encoding="utf-8"))["features"] == []


def test_watch_areas_follow_and_are_marked(run, calls):
    run("hotspots", calls, "--crs", "wgs84", "--watch", 3, "--out", "areas.csv")
    areas = pd.read_csv("areas.csv")
    assert areas["tier"].tolist() == ["significant", "watch", "watch", "watch"]
    assert areas["rank"].tolist() == [1, 2, 3, 4]
    assert {"lon", "lat"} <= set(areas.columns)


def test_the_density_surface_is_highest_where_the_cluster_is_and_counts_every_incident(run, calls):
    result = run("hotspots", calls, "--crs", "wgs84", "--out", "areas.csv", "--density", "density.gpkg")
    assert result.exit_code == 0, result.output
    cells = pyogrio.read_dataframe("density.gpkg")
    peak = cells.geometry[cells["density"].idxmax()]
    assert peak.distance(shapely.Point(104.0505, 31.0505)) < 0.005
    area_km2 = cells.to_crs(4544).area / 1e6
    assert float((cells["density"] * area_km2).sum()) == pytest.approx(460, rel=0.01)
    refused = run("hotspots", calls, "--crs", "wgs84", "--out", "areas.csv", "--density", "density.html")
    assert refused.exit_code == 2


def test_degrees_inside_china_stop_on_a_pipe_and_say_how_to_choose(run, calls):
    result = run("hotspots", calls, "--out", "areas.geojson")
    assert result.exit_code == 1
    assert "--crs gcj02" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not Path("areas.geojson").exists()


def test_hotspots_speaks_chinese_when_asked(run, calls):
    result = run("hotspots", calls, "--crs", "wgs84", "--lang", "zh", "--out", "areas.geojson")
    assert "治安乱点" in result.output
    reason = json.loads(Path("areas.geojson").read_text(encoding="utf-8"))["features"][0]["properties"][
        "reason"
    ]
    assert "应有" in reason


def test_a_period_and_a_category_keep_what_they_name(run, calls):
    result = run(
        *("hotspots", calls, "--crs", "wgs84", "--category", "盗窃", "--since", "2025-07"),
        *("--until", "2025-07", "--out", "areas.csv"),
    )
    assert result.exit_code == 0
    july = pd.read_csv(calls, encoding="gb18030")["发案时间"].str.startswith("2025-07").sum()
    assert f" {july} incidents" in result.output


def test_a_category_that_no_incident_has_is_an_error_that_lists_those_there_are(run, calls):
    result = run("hotspots", calls, "--crs", "wgs84", "--category", "抢劫", "--out", "areas.csv")
    assert result.exit_code == 1
    assert "盗窃" in result.stderr


def test_import_accounts_for_every_row_and_a_second_import_changes_nothing(run, calls):
    first = run("import", "incidents", calls, "--crs", "wgs84")
    assert first.exit_code == 0, first.output
    assert "460 rows in = 460 accepted + 0 rejected + 0 duplicates" in first.output
    assert "报警人电话" in first.output
    assert "460 new" in first.output
    again = run("import", "incidents", calls, "--crs", "wgs84")
    assert "460 unchanged" in again.output


def test_dry_run_leaves_no_store_behind(run, calls):
    result = run("import", "incidents", calls, "--crs", "wgs84", "--dry-run")
    assert result.exit_code == 0
    assert not Path("safetown.sqlite").exists()


def test_a_file_that_is_missing_ends_in_one_line_and_status_1(run):
    result = run("import", "incidents", "nowhere.csv")
    assert result.exit_code == 1
    assert "nowhere.csv" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_beats_of_a_file_are_two_layers_in_the_units_own_system(run, units):
    result = run("beats", units, "--load", "calls", "--count", 4, "--out", "beats.gpkg")
    assert result.exit_code == 0, result.output
    assert {str(name) for name, _ in pyogrio.list_layers("beats.gpkg")} == {"units", "beats"}
    beats = pyogrio.read_dataframe("beats.gpkg", layer="beats")
    assert sorted(beats["beat_id"]) == [1, 2, 3, 4]
    assert beats["load"].sum() == 36
    assert beats.crs.to_epsg() == 4544


def test_beats_need_load_and_count_with_units(run, units):
    assert run("beats", units, "--count", 4, "--out", "b.gpkg").exit_code == 2
    assert run("beats", units, "--load", "calls", "--out", "b.gpkg").exit_code == 2


def test_several_polygon_layers_are_wrong_usage_and_are_listed(run, units):
    frame = pyogrio.read_dataframe(units)
    pyogrio.write_dataframe(frame, units, layer="villages", append=True)
    result = run("beats", units, "--load", "calls", "--count", 4, "--out", "b.gpkg")
    assert result.exit_code == 2
    assert "grids" in result.stderr
    assert "villages" in result.stderr


def test_an_unknown_ending_is_wrong_usage_before_any_work_is_done(run, calls):
    result = run("hotspots", calls, "--crs", "wgs84", "--out", "areas.docx")
    assert result.exit_code == 2
    assert ".geojson" in result.stderr


def test_an_empty_store_says_what_to_import(run):
    result = run("hotspots", "--out", "areas.geojson")
    assert result.exit_code == 1
    assert "safetown import incidents" in result.stderr


def test_the_first_start_prints_the_password_of_the_administrator_once(run, monkeypatch):
    monkeypatch.setattr("uvicorn.run", lambda *_args, **_more: None)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    asked = ("serve", "--port", port, "--store", "sqlite:///county.sqlite", "--lang", "en")
    first, second = run(*asked), run(*asked)
    assert "One-time password" in first.stdout
    assert "One-time password" not in second.stdout
    listed = run("user", "list", "--store", "sqlite:///county.sqlite")
    assert listed.stdout.split()[:2] == ["admin", "admin"]


def test_accounts_are_made_reset_disabled_and_given_tokens(run):
    store = ("--store", "sqlite:///county.sqlite", "--lang", "en")
    with open_store(Path("county.sqlite")) as opened:
        fill(opened)
    wrong = run("user", "add", "s9", "--role", "station", "--station", "S9", *store)
    assert (wrong.exit_code, "S1 城关派出所" in wrong.stderr) == (1, True)
    assert (
        "One-time password" in run("user", "add", "s1", "--role", "station", "--station", "S1", *store).stdout
    )
    assert "One-time password" in run("user", "reset", "s1", *store).stdout
    token = run("user", "token", "s1", "--label", "nightly", *store).stdout.split()[-1]
    assert len(token) > 40
    assert run("user", "disable", "s1", *store).stdout == "Disabled s1\n"
    assert "disabled" in run("user", "list", *store).stdout
    assert run("user", "disable", "s1", "--enable", *store).stdout == "Enabled s1\n"
    assert run("user", "reset", "nobody", *store).exit_code == 1


@pytest.mark.parametrize(
    ("host", "names"), [("127.0.0.1", ("127.0.0.1", "localhost", "[::1]")), ("0.0.0.0", ("*",))]
)
def test_a_desk_for_its_own_machine_answers_to_no_other_name(host, names):
    assert names_of(host) == names


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_and_option_has_help_in_both_languages(run, lang):
    def walk(command, path):
        shown = run(*path, "--lang", lang, "--help").output
        assert "cli.help" not in shown
        for name in getattr(command, "commands", {}):
            walk(command.commands[name], [*path, name])

    walk(safetown, [])


def test_the_layers_that_the_command_line_offers_are_those_that_the_reader_knows():
    assert set(PLACE_LAYERS) == set(READ_LAYERS)


def test_starting_the_command_line_imports_neither_fastapi_nor_scikit_learn():
    heavy = ("fastapi", "sklearn", "pandas", "folium")
    code = f"import sys, safetown; print([name for name in {heavy} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"

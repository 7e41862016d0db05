"""Routes, patrol logs and beat cards as users of the command line meet them."""

from __future__ import annotations

import re

import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import pytest
from click.testing import CliRunner, Result

from safetown import safetown
from tests.patrol.routes import town

PLACES = (("school", 4, 0), ("hospital", 0, 4), ("farm", 9, 2), ("mine", 30, 30))


def run(*words: object) -> Result:
    return CliRunner().invoke(safetown, [str(word) for word in words])


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A town as files: two beats, streets, a hot area, must-visit points, one of them cut off."""
    folder = tmp_path_factory.mktemp("town")
    west, east = town.beat().copy(), town.beat().copy()
    west.geometry = west.intersection(town.point(0, 0).buffer(1e5, cap_style="square")).clip_by_rect(
        0, 0, town.point(2.2, 0).x, 1e9
    )
    east.geometry = east.difference(west.geometry.iloc[0])
    beats = pd.concat([west.assign(station="S1"), east.assign(beat_id=2, station="S1")], ignore_index=True)
    places = gpd.GeoDataFrame(
        {"name": [row[0] for row in PLACES]}, geometry=[town.point(*row[1:]) for row in PLACES], crs=town.CRS
    )
    areas = gpd.GeoDataFrame(
        {"area_id": ["hot"], "tier": "significant", "peak_hours": ["22-1"], "name": ["square"]},
        geometry=[town.point(1, 1).buffer(150)],
        crs=town.CRS,
    )
    station = gpd.GeoDataFrame(
        {"code": ["S1"], "name": ["one"]}, geometry=town.station().to_numpy(), crs=town.CRS
    )
    for name, frame in (
        *(("beats", beats), ("roads", town.streets()), ("key", places)),
        *(("areas", areas), ("stations", station)),
    ):
        frame.to_crs(4326).to_file(folder / f"{name}.geojson")
    return folder


def plan(files, out, *more):
    return run(
        *("routes", files / "beats.geojson", "--roads", files / "roads.geojson"),
        *("--key-places", files / "key.geojson", "--areas", files / "areas.geojson"),
        *("--stations", files / "stations.geojson", "--first-day", "2026-01-05", "--days", 2),
        *("--iterations", 20, "--out", out, *more),
    )


@pytest.fixture(scope="module")
def planned(files):
    path = files / "plan.gpkg"
    done = plan(files, path)
    assert done.exit_code == 0, done.output
    return path, done


def test_routes_of_a_file_are_written_with_times_and_what_is_missed(planned):
    path, done = planned
    layers = set(pyogrio.list_layers(path)[:, 0])
    assert layers == {"routes", "stops", "missed", "stretches", "beats"}
    stops = gpd.read_file(path, layer="stops")
    assert set(stops["name"]) == {"school", "hospital", "square"}
    hot = stops[stops["kind"] == "hot_area"]
    assert len(hot) >= 2
    assert hot["arrive_min"].between(120, 300).all()  # its peak is 22-1, the shift begins at 20
    assert (stops["arrive_at"].dt.tz_convert("Asia/Shanghai").dt.day >= 5).all()
    start = pd.Timestamp("2026-01-05T20:00+08:00") + pd.to_timedelta(stops["day"] - 1, unit="D")
    off = (stops["arrive_at"] - start).dt.total_seconds() / 60 - stops["arrive_min"]
    assert off.abs().max() < 1 / 30
    assert gpd.read_file(path, layer="missed")["reason"].tolist() == ["unreachable"]
    assert "farm" in done.stderr
    assert "mine" in done.stderr
    assert "4 routes of 2 beats" in done.stdout


def test_one_beat_alone_and_every_format(files):
    for ending in ("gpx", "kml", "geojson", "csv", "xlsx", "parquet", "html"):
        out = files / f"one.{ending}"
        done = plan(files, out, "--beat", 1, "--days", 1, "--lang", "zh")
        assert done.exit_code == 0, done.output
        assert out.stat().st_size > 0
        assert "1 个巡区" in done.stdout
    assert set(gpd.read_file(files / "one.geojson")["feature"]) == {"route", "stop"}
    page = (files / "one.html").read_text(encoding="utf-8")
    assert "仅限内部使用" in page
    assert "1 个巡区" in page
    names = gpd.read_file(files / "one.gpx", layer="waypoints")["name"]
    assert all(re.match(r"1-1-\d\d \d\d:\d\d ", name) for name in names)
    assert len(gpd.read_file(files / "one.gpx", layer="tracks")) == 1
    assert len(gpd.read_file(files / "one.kml")) == len(names) + 1
    assert openpyxl.load_workbook(files / "one.xlsx").sheetnames[:2] == ["routes", "stops"]


def test_wrong_calls_are_told(files, tmp_path):
    beats = files / "beats.geojson"
    assert "--roads" in run("routes", beats, "--out", tmp_path / "a.csv").stderr
    done = run("routes", beats, "--roads", files / "roads.geojson", "--out", tmp_path / "a.doc")
    assert (done.exit_code, ".gpx" in done.stderr) == (2, True)
    done = plan(files, tmp_path / "a.csv", "--beat", 99)
    assert (done.exit_code, "--beat" in done.stderr) == (1, True)
    none = run("--store", f"sqlite:///{tmp_path}/none.sqlite", "routes", "--out", tmp_path / "a.csv")
    assert none.exit_code == 1
    assert run("patrol-log", "--out", tmp_path / "a.csv").exit_code == 2


def test_check_ins_are_compared_by_name_and_nobody_is_read(planned, tmp_path):
    path, _ = planned
    stops = gpd.read_file(path, layer="stops")
    first = stops[stops["name"] == "school"].sort_values("day").iloc[0]
    at = first["arrive_at"].tz_convert("Asia/Shanghai")
    table = tmp_path / "check.csv"
    table.write_text(f"点位,时间,姓名\nschool,{at:%Y-%m-%d %H:%M},某人\nmoon,{at:%Y-%m-%d %H:%M},某人\n")
    out = tmp_path / "log.csv"
    done = run("patrol-log", path, "--check-ins", table, "--out", out)
    assert done.exit_code == 0, done.output
    assert "moon" in done.stderr
    found = pd.read_csv(out)
    assert (found["result"] == "in_time").sum() == 1
    assert found.loc[found["result"] == "in_time", "done_at"].iloc[0].startswith(f"{at:%Y-%m-%dT%H:%M}")
    assert "某人" not in out.read_text(encoding="utf-8")
    assert f"{len(found)} planned visits" in done.stdout


def test_times_that_cannot_be_read_are_refused_with_their_line(planned, tmp_path):
    table = tmp_path / "check.csv"
    table.write_text("point,time\nschool,2026-01-05 21:00\nschool,soon\n")
    done = run("patrol-log", planned[0], "--check-ins", table, "--out", tmp_path / "log.csv")
    assert (done.exit_code, "3" in done.stderr) == (1, True)


def test_tracks_show_stops_and_roads_driven(planned, tmp_path):
    path, _ = planned
    route = (
        gpd.read_file(path, layer="routes").to_crs(4326).query("beat_id == 1 and day == 1").geometry.iloc[0]
    )
    start = pd.Timestamp("2026-01-05T12:00Z")
    times = pd.date_range(start, periods=len(route.coords), freq="min").strftime("%Y-%m-%dT%H:%M:%SZ")
    fixes = "".join(
        f'<trkpt lat="{y}" lon="{x}"><time>{at}</time></trkpt>'
        for at, (x, y) in zip(times, route.coords, strict=True)
    )
    track = tmp_path / "car.gpx"
    track.write_text(
        f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{fixes}</trkseg></trk></gpx>'
    )
    done = run("patrol-log", path, "--track", track, "--out", tmp_path / "log.xlsx")
    assert done.exit_code == 0, done.output
    km, driven = map(float, re.search(r"Of ([\d.]+) km of planned road, ([\d.]+)", done.stdout).groups())
    assert 0 < driven < km

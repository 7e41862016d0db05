"""Routes, patrol logs and beat cards as users of the command line meet them."""

from __future__ import annotations

import re

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely
from click.testing import CliRunner, Result

from gis.crs import from_wgs84, parse_crs
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


def test_blind_spots_tell_how_much_road_the_planned_routes_leave_out(planned, files, tmp_path):
    path, _ = planned
    out = tmp_path / "blind.gpkg"
    done = run(
        *("blind-spots", "--places", files / "beats.geojson", "--standing", files / "stations.geojson"),
        *("--roads", files / "roads.geojson", "--routes", path, "--out", out),
    )
    assert done.exit_code == 0, done.output
    shift, whole = map(
        float, re.search(r"planned routes ([\d.]+) km .* ([\d.]+) km in none", done.stdout).groups()
    )
    stretches = gpd.read_file(path, layer="stretches").query("in_beat")
    never = stretches[stretches["days_driven"] == 0]["length_m"].sum() / 1000
    assert whole == pytest.approx(never, abs=0.06)
    assert shift >= whole
    if never > 0:
        assert gpd.read_file(out, layer="undriven")["length_km"].sum() == pytest.approx(never)


def test_beats_may_have_names_of_their_own(files, tmp_path):
    named = tmp_path / "named.geojson"
    beats = gpd.read_file(files / "beats.geojson")
    beats.assign(beat_id=["甲-1", "<乙>-2"]).to_file(named)
    for ending in ("html", "gpkg", "kml"):
        done = run(
            *("routes", named, "--roads", files / "roads.geojson", "--days", 1, "--iterations", 5),
            *("--out", tmp_path / f"r.{ending}"),
        )
        assert done.exit_code == 0, done.output
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "甲-1" in page
    assert "<乙>" not in page


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


def test_rows_without_a_time_are_left_out_with_their_line_and_refused_where_all_are(planned, tmp_path):
    stops = gpd.read_file(planned[0], layer="stops")
    first = stops[stops["name"] == "school"].sort_values("day").iloc[0]
    at = first["arrive_at"].tz_convert("Asia/Shanghai")
    table = tmp_path / "check.csv"
    rows = (f"{at.year}年{at.month}月{at.day}日 {at.hour}时{at.minute}分", "soon", f"{at:%Y-%m-%d}")
    lines = "".join(f"school,{row}\n" for row in rows) + f" ,{rows[0]}\n"
    table.write_text("必到点,打卡时间\n" + lines, encoding="gb18030")
    done = run("patrol-log", planned[0], "--check-ins", table, "--out", tmp_path / "log.csv")
    assert done.exit_code == 0, done.output
    assert "3 rows of the check-ins" in done.stderr
    assert "lines 3, 4, 5" in done.stderr
    assert (pd.read_csv(tmp_path / "log.csv")["result"] == "in_time").sum() == 1
    table.write_text("point,time\nschool,soon\n")
    done = run("patrol-log", planned[0], "--check-ins", table, "--out", tmp_path / "log.csv")
    assert (done.exit_code, "2" in done.stderr) == (1, True)


def follow(path, plan, *, day=1, late_h=0.0, system="wgs84"):
    """Write the track of a car that drives the route of a day, and stays as planned."""
    stops = gpd.read_file(plan, layer="stops").query("beat_id == 1 and day == @day").sort_values("order")
    route = gpd.read_file(plan, layer="routes").query("beat_id == 1 and day == @day")
    way = np.array(route.geometry.iloc[0].coords)
    stays = stops.to_crs(route.crs).get_coordinates().to_numpy()
    starts = stops["arrive_at"].iloc[0] - pd.to_timedelta(np.arange(len(way), 0, -1) * 20, unit="s")
    at, xy = list(starts), [way]
    for place, row in zip(stays, stops.itertuples(), strict=True):
        at += list(pd.date_range(row.arrive_at, row.leave_at, freq="1min"))
        xy.append(np.tile(place, (len(at) - sum(map(len, xy)), 1)))
    points = gpd.GeoSeries(shapely.points(np.concatenate(xy)), crs=route.crs).to_crs(4326)
    lon, lat = from_wgs84(points.x, points.y, parse_crs(system))
    fixes = "".join(
        f'<trkpt lat="{y}" lon="{x}"><time>{when:%Y-%m-%dT%H:%M:%SZ}</time></trkpt>'
        for x, y, when in zip(
            lon, lat, pd.to_datetime(at, utc=True) + pd.Timedelta(hours=late_h), strict=True
        )
    )
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{fixes}</trkseg></trk></gpx>'
    )
    return path


def log(plan, tmp_path, *words):
    out = tmp_path / "log.xlsx"
    done = run("patrol-log", plan, "--beat", 1, *words, "--out", out)
    assert done.exit_code == 0, done.output
    return done, pd.read_excel(out, sheet_name=None, engine="openpyxl")


def test_tracks_show_stops_stays_and_roads_driven_up_to_their_last_day(planned, tmp_path):
    path, _ = planned
    done, tables = log(path, tmp_path, "--track", follow(tmp_path / "car.gpx", path))
    visits = tables["visits"]
    assert set(visits["day"]) == {1}
    assert "1 shift after that was not judged" in done.stderr
    assert (visits["result"] == "in_time").all()
    assert visits["stayed_min"].between(9, 30).all()
    km, driven = map(float, re.search(r"Of ([\d.]+) km of planned road, ([\d.]+)", done.stdout).groups())
    assert 0 < driven < km
    assert tables["beats"].loc[0, ["visits", "in_time", "made"]].tolist() == [len(visits)] * 3
    streets = tables["streets"]
    assert streets.loc[streets["driven"], "length_m"].sum() / 1000 == pytest.approx(driven, abs=0.06)


def test_two_cars_whose_files_have_one_name_are_not_one_that_leaps_to_and_fro(planned, tmp_path):
    path, _ = planned
    one = follow(tmp_path / "car.gpx", path)
    other = follow(tmp_path / "b" / "car.gpx", path, late_h=0.07)
    alone, both = (
        log(path, tmp_path, *words)[1]["streets"]
        for words in (("--track", one), ("--track", one, "--track", other))
    )
    assert alone["driven"].sum() > 0
    assert both["driven"].tolist() == alone["driven"].tolist()


def test_tracks_in_gcj02_are_found_out_and_said(planned, tmp_path):
    path, _ = planned
    track = follow(tmp_path / "car.gpx", path, system="gcj02")
    done, tables = log(path, tmp_path, "--track", track)
    assert "read as gcj02" in done.stderr
    assert (tables["visits"]["result"] == "in_time").all()
    done, _ = log(path, tmp_path, "--track", track, "--track-crs", "gcj02")
    assert "gcj02" not in done.stderr
    _, wrong = log(path, tmp_path, "--track", track, "--track-crs", "wgs84")
    assert (wrong["visits"]["result"] == "missed").all()


def test_a_wrong_clock_is_told_and_can_be_put_right(planned, tmp_path):
    path, _ = planned
    track = follow(tmp_path / "car.gpx", path, late_h=8)
    done, _ = log(path, tmp_path, "--track", track)
    assert "--clock-min -480" in done.stderr
    done, tables = log(path, tmp_path, "--track", track, "--clock-min", -480)
    assert "--clock-min" not in done.stderr
    assert (tables["visits"]["result"] == "in_time").all()


def test_tracks_of_other_days_and_unknown_beats_are_told(planned, tmp_path):
    path, _ = planned
    done, tables = log(path, tmp_path, "--track", follow(tmp_path / "car.gpx", path, late_h=-24 * 30))
    assert "none of the plan's days" in done.stderr
    assert (tables["visits"]["result"] == "missed").all()
    words = ("--track", tmp_path / "car.gpx", "--beat", 77, "--out", tmp_path / "log.csv")
    done = run("patrol-log", path, *words)
    assert (done.exit_code, "1, 2" in done.stderr) == (1, True)

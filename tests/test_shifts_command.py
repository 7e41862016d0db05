"""The command ``shifts`` as its users meet it."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from data.store import open_store
from tests.desk_county import fill
from tests.strategies import square_fabric


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """A quarter of thefts, most of them between 18 and 24 h."""
    rng, n = np.random.default_rng(3), 900
    hours = np.where(rng.random(n) < 0.8, rng.uniform(18, 24, n), rng.uniform(0, 24, n))
    times = pd.Timestamp("2025-01-06") + pd.to_timedelta(rng.integers(0, 90, n) * 24 + hours, unit="h")
    table = pd.DataFrame(
        {
            "警情编号": [f"J{k:05}" for k in range(n)],
            "发案时间": times.strftime("%Y-%m-%d %H:%M"),
            "案件类别": "盗窃",
            "经度": (103.0 + rng.uniform(0, 0.03, n)).round(6),
            "纬度": (29.8 + rng.uniform(0, 0.01, n)).round(6),
        }
    )
    path = tmp_path / "calls.csv"
    table.to_csv(path, index=False)
    return path


def test_a_file_gives_one_roster_that_sends_most_patrols_out_in_the_evening(run, calls):
    result = run(
        "shifts", calls, "--crs", "wgs84", "--officers", 16, "--auxiliaries", 10, "--weeks", 2,
        "--start", "2026-03-03", "--out", "r.csv",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "everything required is covered" in result.stdout
    table = pd.read_csv("r.csv")
    assert table["day"].min() == "2026-03-09"  # the Monday after
    officers = table[table["group"] == "officer"]
    begun = officers.groupby(officers["begins_at"].str[11:16])["post"].count()
    assert begun.idxmax() == "16:00"


def test_the_same_call_writes_the_same_files(run, calls):
    for name in ("a.ics", "b.ics"):
        call = ("shifts", calls, "--crs", "wgs84", "--officers", 8, "--weeks", 1, "--start", "2026-03-02")
        assert run(*call, "--out", name).exit_code == 0
    assert Path("a.ics").read_bytes() == Path("b.ics").read_bytes()
    assert Path("a.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")


def test_what_is_short_is_listed_with_its_cause_and_its_cure(run, calls):
    result = run(
        "shifts", calls, "--crs", "wgs84", "--officers", 6, "--service-min", 1, "--weeks", 1, "--start",
        "2026-03-02", "--out", "r.xlsx", "--lang", "zh",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "每周最少缺" in result.stderr
    assert "再有 2 名民警" in result.stderr  # two heads around the clock take 8 of 42 hours a week
    assert "人手不足" in result.stderr


def test_a_file_needs_officers_and_readable_words(run, calls):
    base = ("shifts", calls, "--crs", "wgs84")
    for words, said in (
        (("--out", "r.csv"), "--officers"),
        (("--officers", 4, "--out", "r.html"), ".xlsx .ics .csv"),
        (("--officers", 4, "--shifts", "25:00+8", "--out", "r.csv"), "25:00+8"),
        (("--officers", 4, "--start", "soon", "--out", "r.csv"), "soon"),
        (("--officers", 4, "--teams", 5, "--out", "r.csv"), "5 teams"),
        (("--officers", 4, "--night-beats", "n.gpkg", "--out", "r.csv"), "--beats"),
    ):
        result = run(*base, *words)
        assert result.exit_code in (1, 2)
        assert said in result.stderr
        assert not Path("r.csv").exists()


def test_night_beats_are_joined_from_the_beats_of_a_file(run, calls, tmp_path):
    day = square_fabric(4, 1).rename(columns={"unit_id": "beat_id"}).to_crs(4326)
    day.to_file(tmp_path / "beats.gpkg", layer="beats")
    result = run(
        "shifts", calls, "--crs", "wgs84", "--officers", 20, "--weeks", 1, "--start", "2026-03-02",
        "--minimum", 2, "--beats", tmp_path / "beats.gpkg", "--night-beats", "night.gpkg", "--vehicles", 2,
        "--out", "r.xlsx",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    night = gpd.read_file("night.gpkg", layer="beats")
    assert len(night) == 2
    sheet = load_workbook("r.xlsx")["Night beats"]
    assert sorted(row[0].value for row in sheet.iter_rows(min_row=2)) == [1, 2, 3, 4]


def test_the_store_gives_a_roster_for_each_station_with_its_own_strength(run):
    with open_store("county.sqlite") as store:
        fill(store)
        stations = store.places("stations")
    result = run(
        "shifts", "--store", "sqlite:///county.sqlite", "--weeks", 1, "--out", "r.csv", "--officers", 9
    )
    assert result.exit_code == 0, result.output
    table = pd.read_csv("r.csv", dtype={"station": str})
    assert set(table["station"]) == set(stations["code"].astype(str))
    one = run(
        "shifts", "--store", "sqlite:///county.sqlite", "--weeks", 1, "--out", "one.csv", "--officers", 9,
        "--station", stations["name"].iloc[0],
    )  # fmt: skip
    assert one.exit_code == 0, one.output
    assert pd.read_csv("one.csv")["name"].unique().tolist() == [stations["name"].iloc[0]]
    wrong = run("shifts", "--store", "sqlite:///county.sqlite", "--station", "nowhere", "--out", "x.csv")
    assert wrong.exit_code == 1
    assert "nowhere" in wrong.stderr


def week_table(path: Path, station: str | None = None) -> Path:
    """An evening that asks for two patrols and a half, else for half a patrol."""
    hour = np.arange(168)
    table = pd.DataFrame({"hour_of_week": hour, "workload": np.where(hour % 24 >= 16, 2.5, 0.5)})
    (table if station is None else table.assign(station=station)).to_csv(path, index=False)
    return path


def needed_on_monday(path: str) -> list[str]:
    """Read what each hour of Monday requires."""
    sheet = load_workbook(path)["Coverage"]
    return [sheet.cell(3 + hour, 2).value.split(" / ")[1] for hour in range(24)]


def test_a_table_of_patrol_hours_gives_a_roster_without_incidents_or_store(run, tmp_path):
    demand = week_table(tmp_path / "demand.csv")
    call = ("shifts", "--demand", demand, "--weeks", 1, "--start", "2026-03-02")
    result = run(*call, "--officers", 30, "--out", "r.xlsx")
    assert result.exit_code == 0, result.output
    assert needed_on_monday("r.xlsx") == ["1"] * 16 + ["3"] * 8
    half = run(*call, "--officers", 60, "--busy-share", 0.5, "--out", "h.xlsx")
    assert half.exit_code == 0, half.output
    assert needed_on_monday("h.xlsx") == ["1"] * 16 + ["5"] * 8
    assert not Path("safetown.sqlite").exists()
    nobody = run(*call, "--out", "n.csv")
    assert (nobody.exit_code, "--officers" in nobody.stderr) == (1, True)
    assert run("shifts", demand, "--demand", demand, "--out", "b.csv").exit_code == 2


def test_a_file_of_demand_tells_the_strength_of_its_stations_too(run, tmp_path):
    week = pd.read_csv(week_table(tmp_path / "demand.csv", "0101"), dtype={"station": str})
    stations = pd.DataFrame({"code": ["0101"], "name": ["东街派出所"], "officers": [31], "vehicles": [4]})
    with pd.ExcelWriter(tmp_path / "demand.xlsx") as book:
        week.to_excel(book, sheet_name="hours", index=False)
        stations.to_excel(book, sheet_name="stations", index=False)
    result = run("shifts", "--demand", tmp_path / "demand.xlsx", "--weeks", 1, "--out", "r.csv")
    assert result.exit_code == 0, result.output
    assert "东街派出所: 31 officers, 1 week" in result.stdout
    assert "each officer:" in result.stdout


def test_the_store_keeps_rosters_that_are_written_again_and_follows_a_table_of_demand(run, tmp_path):
    with open_store("county.sqlite") as store:
        fill(store)
        name, code = (store.places("stations")[column].astype(str).iloc[0] for column in ("name", "code"))
    base = ("shifts", "--store", "sqlite:///county.sqlite")
    assert "no roster" in run(*base, "--kept", "--out", "k.csv").stderr
    one = ("--weeks", 1, "--officers", 9, "--station", name)
    made = run(*base, *one, "--demand", week_table(tmp_path / "demand.csv", code), "--out", "r.csv")
    assert made.exit_code == 0, made.output
    again = run(*base, "--kept", "--out", "k.csv")
    assert again.exit_code == 0, again.output
    assert Path("r.csv").read_bytes() == Path("k.csv").read_bytes()
    lacks = run(*base, *one, "--demand", week_table(tmp_path / "other.csv", "nowhere"), "--out", "x.csv")
    assert (lacks.exit_code, name in lacks.stderr, "nowhere" in lacks.stderr) == (1, True, True)


def test_night_beats_are_as_many_as_asked_for_and_alike_where_all_patrols_stay_out(run, calls, tmp_path):
    day = square_fabric(4, 1).rename(columns={"unit_id": "beat_id"}).to_crs(4326)
    day.to_file(tmp_path / "beats.gpkg", layer="beats")
    call = (
        "shifts", calls, "--crs", "wgs84", "--officers", 60, "--weeks", 1, "--start", "2026-03-02",
        "--minimum", 4, "--beats", tmp_path / "beats.gpkg", "--night-beats", "night.gpkg", "--out", "r.xlsx",
    )  # fmt: skip
    alike = run(*call)
    assert alike.exit_code == 0, alike.output
    assert "none of the 4 are joined" in alike.stdout
    assert run(*call, "--night-count", 3).exit_code == 0
    assert len(gpd.read_file("night.gpkg", layer="beats")) == 3

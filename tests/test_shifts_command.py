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

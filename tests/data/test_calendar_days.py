from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.calendar_days import KINDS, calendar_days, lunar_days, solar_days
from gis.errors import TableError
from hotspots.evidence.special_days import KINDS as EVIDENCE_KINDS

HEAD = "kind,township_code,calendar,first,last,endings,every_days,note\n"


def lunar(text: str) -> tuple[int, int, bool]:
    found = lunar_days(np.array([text], dtype="datetime64[D]"))
    return int(found.month[0]), int(found.day[0]), bool(found.leap[0])


def days_of(tmp_path: Path, rules: str, first: str, last: str) -> list[str]:
    path = tmp_path / "days.csv"
    path.write_text(HEAD + rules, encoding="utf-8")
    found = calendar_days(date.fromisoformat(first), date.fromisoformat(last), path)
    return list(found["day"].dt.strftime("%m-%d"))


@pytest.mark.parametrize(
    "new_year",
    [
        *("2000-02-05", "2008-02-07", "2014-01-31", "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01"),
        *("2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2034-02-19"),
    ],
)
def test_the_lunar_year_begins_when_the_spring_festival_is(new_year: str) -> None:
    assert lunar(new_year) == (1, 1, False)


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2023-09-29", (8, 15, False)),  # Mid-Autumn
        ("2024-09-17", (8, 15, False)),
        ("2025-10-06", (8, 15, False)),
        ("2023-06-22", (5, 5, False)),  # Dragon Boat
        ("2025-05-31", (5, 5, False)),
        ("2023-03-22", (2, 1, True)),  # leap months
        ("2025-07-25", (6, 1, True)),
        ("2033-12-22", (11, 1, True)),  # many tables made before 1990 have this one wrong
        ("2024-02-09", (12, 30, False)),
        ("1999-02-15", (0, 0, False)),
        ("2051-02-10", (12, 29, False)),
        ("2051-02-11", (0, 0, False)),
    ],
)
def test_lunar_days_of_festivals_leap_months_and_beyond_the_table(
    day: str, wanted: tuple[int, int, bool]
) -> None:
    assert lunar(day) == wanted


def test_every_lunar_month_has_29_or_30_days_and_every_year_353_to_385() -> None:
    days = np.arange("1999-02-16", "2051-02-11", dtype="datetime64[D]")
    months = lunar_days(days)
    assert set(months.day[months.last].tolist()) == {29, 30}
    years = np.diff(days[(months.month == 1) & (months.day == 1) & ~months.leap].astype(np.int64))
    assert set(years.tolist()) <= {353, 354, 355, 383, 384, 385}
    assert (solar_days(days).day[days == np.datetime64("2024-02-29")] == 29).all()


def test_the_shipped_calendar_surrounds_each_spring_festival_and_knows_no_market() -> None:
    found = calendar_days(date(2024, 1, 1), date(2025, 12, 31))
    spring = found.loc[found["kind"] == "spring_festival", "day"]
    assert spring[spring < "2024-12-31"].agg(["min", "max"]).tolist() == [
        pd.Timestamp("2024-02-02"),
        pd.Timestamp("2024-02-24"),
    ]
    assert spring[spring > "2024-12-31"].min() == pd.Timestamp("2025-01-22")
    holidays = set(found.loc[found["kind"] == "public_holiday", "day"].dt.strftime("%Y-%m-%d"))
    assert {"2024-02-09", "2025-01-28", "2024-06-10", "2025-10-06", "2024-10-07"} <= holidays
    assert "2024-10-08" not in holidays
    assert set(found["kind"]) == {"spring_festival", "public_holiday"}


def test_market_days_by_endings_of_either_calendar_and_by_every_so_many_days(tmp_path: Path) -> None:
    by_sun = days_of(tmp_path, "market_day,510,solar,,,2 7,,\n", "2024-03-01", "2024-03-20")
    assert by_sun == ["03-02", "03-07", "03-12", "03-17"]
    by_moon = days_of(tmp_path, "market_day,510,lunar,,,2 7,,\n", "2024-02-10", "2024-03-09")
    assert by_moon == ["02-11", "02-16", "02-21", "02-26", "03-02", "03-07"]
    every = days_of(tmp_path, "market_day,510,,2024-03-03,,,5,\n", "2024-03-01", "2024-03-20")
    assert every == ["03-03", "03-08", "03-13", "03-18"]
    ended = days_of(tmp_path, "market_day,510,,2024-03-03,2024-03-08,,5,\n", "2024-03-01", "2024-03-20")
    assert ended == ["03-03", "03-08"]


def test_ranges_run_over_the_end_of_the_year_and_to_the_end_of_february(tmp_path: Path) -> None:
    winter = days_of(tmp_path, "public_holiday,,solar,12-30,01-02,,,\n", "2023-01-01", "2024-01-05")
    assert winter == ["01-01", "01-02", "12-30", "12-31", "01-01", "01-02"]
    leap = days_of(tmp_path, "public_holiday,,solar,02-27,02-29,,,\n", "2023-01-01", "2024-12-31")
    assert leap == ["02-27", "02-28", "02-27", "02-28", "02-29"]
    once = days_of(tmp_path, "public_holiday,,,2024-05-01,2024-05-02,,,\n", "2023-01-01", "2026-12-31")
    assert once == ["05-01", "05-02"]


def test_new_years_eve_is_the_last_day_of_the_lunar_year_whether_29_or_30(tmp_path: Path) -> None:
    eves = days_of(tmp_path, "public_holiday,,lunar,12-30,,,,\n", "2024-01-01", "2026-12-31")
    assert eves == ["02-09", "01-28", "02-16"]


def test_days_named_twice_are_listed_once_and_townships_apart(tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    rule = "market_day,{},solar,03-01,03-01,,,\n"
    path.write_text(HEAD + rule.format("") + rule.format("510") + rule.format("510"), encoding="utf-8")
    found = calendar_days(date(2024, 1, 1), date(2024, 12, 31), path)
    assert found["township_code"].tolist() == ["", "510"]
    path.write_text(HEAD, encoding="utf-8")
    assert list(calendar_days(date(2024, 1, 1), date(2024, 1, 2), path).columns) == list(found.columns)


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ("fair,,solar,03-01,,,,", ["calendar.kind_unknown"]),
        ("market_day,,julian,03-01,,,,", ["calendar.row_bad"]),
        ("market_day,,solar,3 March,,,,", ["calendar.row_bad"]),
        ("market_day,,solar,2024-02-30,,,,", ["calendar.row_bad"]),
        ("market_day,,solar,2024-03-02,2024-03-01,,,", ["calendar.row_bad"]),
        ("market_day,,solar,13-01,,,,", ["calendar.row_bad"]),
        ("market_day,,solar,,,,,", ["calendar.row_bad"]),
        ("market_day,,solar,,,two,,", ["calendar.row_bad"]),
        ("market_day,,solar,03-01,,,5,", ["calendar.row_bad"]),
        ("market_day,,solar,2024-03-01,,,0,", ["calendar.row_bad"]),
        ("fair,,solar,03-01,2024-03-01,,,", ["calendar.kind_unknown", "calendar.row_bad"]),
    ],
)
def test_a_rule_that_cannot_be_read_is_named(tmp_path: Path, rule: str, codes: list[str]) -> None:
    path = tmp_path / "days.csv"
    path.write_text(HEAD + rule + "\n", encoding="utf-8")
    with pytest.raises(TableError) as raised:
        calendar_days(date(2024, 1, 1), date(2024, 1, 31), path)
    assert [problem.code for problem in raised.value.problems] == codes
    assert raised.value.problems[0].details["line"] == 2


def test_missing_columns_are_all_named(tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_text("kind,first\n", encoding="utf-8")
    with pytest.raises(TableError) as raised:
        calendar_days(date(2024, 1, 1), date(2024, 1, 31), path)
    assert len(raised.value.problems) == 5


def test_the_kinds_of_days_are_those_that_the_evidence_of_areas_speaks_of() -> None:
    assert set(KINDS) == set(EVIDENCE_KINDS)

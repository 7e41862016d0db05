"""Rosters as Excel and as a calendar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from openpyxl import load_workbook

from patrol.shifts.roster import make_roster
from patrol.shifts.settings import Forces, RosterParams, Shift
from web.reports.roster_book import write_roster_book
from web.reports.roster_calendar import fold, roster_calendar
from web.services.shifts.files import duty_table
from web.services.shifts.rosters import ShiftAnswer, StationRoster
from web.texts.shifts import shift_kind, shift_marks, shift_words, shortage_words

MONDAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def answer() -> ShiftAnswer:
    """Two weeks of a station that is short of people."""
    roster = make_roster(np.full(168, 2), Forces(6, 4, 3), RosterParams(weeks=2))
    each = StationRoster("S1", "城关派出所", roster, MONDAY, np.zeros(168))
    second = StationRoster("S2", "=1+1;派出所", roster, MONDAY, np.zeros(168))
    return ShiftAnswer((each, second))


def unfolded(calendar: str) -> list[tuple[str, str]]:
    """Read the lines of a calendar as RFC 5545 says, with their values unescaped."""
    assert calendar.endswith("\r\n")
    raw = calendar.encode().split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in raw)
    lines: list[bytes] = []
    for line in raw:
        if line.startswith(b" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    pairs = [line.decode().split(":", 1) for line in lines]
    return [(name, re.sub(r"\\([\\;,])", r"\1", value)) for name, value in pairs]


def test_the_calendar_holds_every_duty_once_at_its_time(answer):
    lines = unfolded(roster_calendar(answer.rosters, "zh", "Asia/Shanghai"))
    assert lines[0] == ("BEGIN", "VCALENDAR")
    assert lines[1] == ("VERSION", "2.0")
    assert lines[-1] == ("END", "VCALENDAR")
    starts = [n for n, line in enumerate(lines) if line == ("BEGIN", "VEVENT")]
    events = [dict(lines[n + 1 : n + 7]) for n in starts]
    assert all(lines[n + 7] == ("END", "VEVENT") for n in starts)
    duties = answer.rosters[0].roster.duties()
    assert len(events) == 2 * len(duties)
    assert len({event["UID"] for event in events}) == len(events)
    midnight = datetime(2026, 3, 1, 16, tzinfo=UTC)  # Monday 0 h in Shanghai
    for event, duty in zip(events, duties.to_dict("records"), strict=False):
        begins = midnight + timedelta(days=duty["day"], minutes=duty["start_min"])
        assert event["DTSTART"] == f"{begins:%Y%m%dT%H%M%SZ}"
        assert event["DTEND"] == f"{begins + timedelta(hours=8):%Y%m%dT%H%M%SZ}"
        assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CATEGORIES"}
    assert events[0]["SUMMARY"].startswith("城关派出所 民警01 ")
    assert events[-1]["SUMMARY"].startswith("=1+1;派出所 辅警04 ")


def test_the_same_rosters_give_the_same_calendar(answer):
    assert roster_calendar(answer.rosters, "en", "UTC") == roster_calendar(answer.rosters, "en", "UTC")


def test_folded_lines_are_75_octets_at_most_and_split_no_character():
    line = "SUMMARY:" + "派出所" * 40
    pieces = list(fold(line))
    assert len(pieces) > 1
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert list(fold("a" * 75)) == ["a" * 75]


def test_the_workbook_shows_each_post_and_day_with_colours_and_what_is_missing(answer, tmp_path):
    path = tmp_path / "r.xlsx"
    write_roster_book(path, answer, "zh")
    book = load_workbook(path)
    assert book.sheetnames[:2] == ["城关派出所排班表", "城关派出所 覆盖"]
    sheet = book[book.sheetnames[0]]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=5)}
    roster = answer.rosters[0].roster
    marks = {-1: "休", 0: "夜", 1: "早", 2: "中"}
    for post, duty in enumerate(roster.duty[0], start=1):
        cells = rows[f"民警{post:02d}"]
        assert [cell.value for cell in cells[1:15]] == [marks[shift] for shift in duty.tolist()]
        colours = {cell.value: cell.fill.fgColor.rgb for cell in cells[1:15] if cell.value != "休"}
        assert len(set(colours.values())) == len(colours)
        assert cells[15].value == (duty >= 0).sum()
    assert [sheet.cell(4, column).value for column in (2, 3, 15)] == ["3/2", "3/3", "3/15"]
    night = rows["巡组：夜班 00:00–08:00"]
    assert [cell.value for cell in night[1:8]] == roster.patrols[:, 0].tolist()
    missing = [cell.value for cell in rows["缺（巡组小时）"][1:8]]
    assert sum(missing) == np.maximum(roster.required - roster.staffed, 0).sum() > 0
    hours = book[book.sheetnames[1]]
    assert hours.cell(3, 2).value == f"{roster.staffed[0]} / 2"
    said = [row[0].value for row in hours.iter_rows(min_row=28)]
    assert said[0].startswith("现有力量满足不了最低要求")
    assert said[len(roster.notes) :] == [shortage_words(shortage, "zh") for shortage in roster.shortages]


def test_text_of_a_workbook_is_never_a_formula_and_names_of_sheets_differ(answer, tmp_path):
    path = tmp_path / "r.xlsx"
    write_roster_book(path, ShiftAnswer((answer.rosters[1], answer.rosters[1])), "en")
    book = load_workbook(path)
    assert len(set(book.sheetnames)) == 4
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_table_of_duties_has_times_on_the_site_clock(answer):
    table = duty_table(answer, "Asia/Shanghai")
    assert list(table) == ["station", "name", "group", "post", "day", "begins_at", "ends_at", "night"]
    nights = table[table["night"]]
    assert (nights["begins_at"] == nights["day"] + "T00:00+08:00").all()
    assert (nights["ends_at"] == nights["day"] + "T08:00+08:00").all()


def test_shifts_and_shortages_are_named_in_both_languages(answer):
    late, later = Shift(12 * 60, 360), Shift(16 * 60, 480)
    assert shift_words(Shift(960, 480), "zh") == "中班 16:00–24:00"
    assert shift_words(Shift(22 * 60, 480), "en") == "Night 22:00–06:00"
    assert shift_kind(Shift(480, 1440)) == "whole_day"
    assert shift_kind(Shift(18 * 60, 360)) == "evening"
    assert shift_marks([Shift(0, 480), late, later], "zh") == ["夜", "中12", "中16"]
    first = answer.rosters[0].roster.shortages[0]
    assert re.search(
        r"(Mon|Tue) .*: 2 needed, [01] there, [12] short \(too few people\)", shortage_words(first, "en")
    )
    assert "缺" in shortage_words(first, "zh")

"""Duty rosters as an Excel workbook: posts by days, coloured by shift, with what each day has and lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from patrol.shifts.duty_states import OFF
from patrol.shifts.settings import DAY, HOUR, WEEK_DAYS
from web.maps.colours import NEIGHBOURS
from web.texts import label, text
from web.texts.formats import format_day
from web.texts.rendering import render_problem
from web.texts.shifts import clock, post_words, shift_marks, shift_words, shortage_words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from web.services.shifts.rosters import ShiftAnswer
    from web.services.shifts.station_roster import StationRoster

SHARES = ("shifts", "nights", "weekend_shifts", "hours")
HEADING, WEEKEND, SHORT = "e8e4da", "d9d3e6", "e34a4a"
TITLE_ROW, WEEKDAY_ROW, DATE_ROW, FIRST_POST_ROW = 1, 3, 4, 5
FIRST_DAY_COLUMN = 2
MOST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def write_roster_book(path: Path, answer: ShiftAnswer, lang: str) -> None:
    """
    Write rosters to an Excel file.

    Parameters
    ----------
    path
        The file.
    answer
        Rosters: each has a sheet of posts by days and one of the hours of the week; night beats follow.
    lang
        Language of the headings.
    """
    book = Workbook()
    book.remove(book.active)
    for each in answer.rosters:
        title = text("roster.title", lang, station=each.name).strip()
        _write_roster(book.create_sheet(_free_name(book, title)), each, title, lang)
        coverage = f"{each.name} {text('roster.coverage', lang)}".strip()
        _write_coverage(book.create_sheet(_free_name(book, coverage)), each, lang)
    if answer.night is not None:
        _write_night(
            book.create_sheet(_free_name(book, text("roster.night_beats", lang))), answer.night.units, lang
        )
    book.save(path)


def _free_name(book: Workbook, wanted: str) -> str:
    """Give a sheet's name that Excel takes and the book does not have yet."""
    plain = _NOT_IN_NAMES.sub(" ", wanted)[:MOST_NAME]
    number, name = 2, plain
    while name.lower() in {sheet.title.lower() for sheet in book}:
        name, number = f"{plain[: MOST_NAME - 4]} {number}", number + 1
    return name


def _write_roster(sheet: Worksheet, each: StationRoster, title: str, lang: str) -> None:
    roster = each.roster
    n_days = WEEK_DAYS * roster.params.weeks
    period = text("roster.period", lang, since=format_day(each.monday, lang), weeks=roster.params.weeks)
    repeats = text("roster.repeats", lang) if roster.repeats else ""
    _put(sheet, TITLE_ROW, 1, title, bold=True, size=14, centre=False)
    _put(sheet, TITLE_ROW + 1, 1, "　".join(filter(None, [period, repeats])), centre=False)
    colours = [NEIGHBOURS[number].removeprefix("#") for number in range(len(roster.params.shifts))]
    for number, shift in enumerate(roster.params.shifts):  # the key to the colours
        first = FIRST_DAY_COLUMN + 7 + 6 * number
        sheet.merge_cells(start_row=2, start_column=first, end_row=2, end_column=first + 4)
        _put(sheet, TITLE_ROW + 1, first, shift_words(shift, lang), fill=colours[number])
    _put(sheet, DATE_ROW, 1, text("roster.post", lang), bold=True, fill=HEADING)
    for day in range(n_days):
        fill = WEEKEND if day % WEEK_DAYS >= 5 else HEADING
        column, date = FIRST_DAY_COLUMN + day, each.monday + timedelta(days=day)
        _put(sheet, WEEKDAY_ROW, column, label("weekday", day % WEEK_DAYS, lang), fill=fill)
        _put(sheet, DATE_ROW, column, f"{date.month}/{date.day}", fill=fill)
        sheet.column_dimensions[get_column_letter(column)].width = 5.2
    for number, share in enumerate(SHARES):
        _put(sheet, DATE_ROW, FIRST_DAY_COLUMN + n_days + number, text(f"roster.{share}", lang), fill=HEADING)
    row = _write_posts(sheet, each, colours, lang)
    _write_days(sheet, each, row, colours, lang)
    sheet.column_dimensions["A"].width = 22
    sheet.freeze_panes = sheet.cell(FIRST_POST_ROW, FIRST_DAY_COLUMN)
    _set_for_print(sheet)


def _write_posts(sheet: Worksheet, each: StationRoster, colours: Sequence[str], lang: str) -> int:
    """Write a row for each post; gives the next free row."""
    roster = each.roster
    marks = shift_marks(roster.params.shifts, lang)
    shares = roster.shares()
    row = FIRST_POST_ROW
    for group, table in zip(roster.groups, roster.duty, strict=True):
        for post, duty in enumerate(table, start=1):
            _put(sheet, row, 1, post_words(group.kind, post, lang))
            for day, shift in enumerate(duty.tolist()):
                off = shift == OFF
                value = text("roster.off", lang) if off else marks[shift]
                _put(
                    sheet, row, FIRST_DAY_COLUMN + day, value, fill=None if off else colours[shift], faint=off
                )
            for number, share in enumerate(SHARES):
                value = shares[share].iloc[row - FIRST_POST_ROW].item()
                _put(sheet, row, FIRST_DAY_COLUMN + len(duty) + number, value)
            row += 1
    return row


def _write_days(sheet: Worksheet, each: StationRoster, row: int, colours: Sequence[str], lang: str) -> None:
    """Write the patrols of each shift, and the patrol hours that each day lacks."""
    roster = each.roster
    n_days = WEEK_DAYS * roster.params.weeks
    for number, shift in enumerate(roster.params.shifts):
        words = text("roster.patrols", lang, shift=shift_words(shift, lang))
        _put(sheet, row, 1, words, bold=True, fill=colours[number])
        for day in range(n_days):
            _put(sheet, row, FIRST_DAY_COLUMN + day, int(roster.patrols[day % WEEK_DAYS, number]), bold=True)
        row += 1
    missing = _missing_hours(each)
    _put(sheet, row, 1, text("roster.missing", lang), bold=True, fill=HEADING)
    for day in range(n_days):
        lacks = missing[day % WEEK_DAYS]
        _put(sheet, row, FIRST_DAY_COLUMN + day, round(lacks, 2), fill=SHORT if lacks else None)


def _missing_hours(each: StationRoster) -> list[float]:
    """Add up the patrol hours that each weekday lacks."""
    missing = [0.0] * WEEK_DAYS
    for shortage in each.roster.shortages:
        for day in range(WEEK_DAYS):
            begins = max(shortage.begins_min, day * DAY)
            ends = min(shortage.begins_min + shortage.length_min, (day + 1) * DAY)
            missing[day] += shortage.missing * max(ends - begins, 0) / HOUR
    return missing


def _write_coverage(sheet: Worksheet, each: StationRoster, lang: str) -> None:
    """Write what every hour of the week has and needs."""
    roster = each.roster
    _put(sheet, 1, 1, text("roster.coverage_title", lang), bold=True, centre=False)
    _put(sheet, 2, 1, text("roster.hour", lang), fill=HEADING)
    for day in range(WEEK_DAYS):
        _put(sheet, 2, 2 + day, label("weekday", day, lang), fill=HEADING)
    for hour in range(24):
        _put(sheet, 3 + hour, 1, f"{clock(hour * HOUR)}–{clock((hour + 1) * HOUR)}", fill=HEADING)
    for at, (has, needs) in enumerate(zip(roster.staffed.tolist(), roster.required.tolist(), strict=True)):
        day, hour = divmod(at, 24)
        _put(sheet, 3 + hour, 2 + day, f"{has} / {needs}", fill=SHORT if has < needs else None)
    said = [render_problem(note, lang) for note in roster.notes]
    said += [shortage_words(shortage, lang) for shortage in roster.shortages]
    for row, words in enumerate(said, start=28):
        _put(sheet, row, 1, words, centre=False)
    sheet.column_dimensions["A"].width = 16
    sheet.freeze_panes = "B3"
    _set_for_print(sheet)


def _write_night(sheet: Worksheet, beats: Any, lang: str) -> None:
    """Write which day beats make up which night beat."""
    own = "beat_id_in" if "beat_id_in" in beats.columns else "beat_id"
    columns = {"day_beat": own, "night_beat": "beat_id", "night_load": "load"}
    for column, name in enumerate(columns, start=1):
        _put(sheet, 1, column, text(f"roster.{name}", lang), bold=True, fill=HEADING)
        sheet.column_dimensions[get_column_letter(column)].width = 20
    ordered = beats.sort_values(["beat_id", own], kind="stable")
    for row, values in enumerate(zip(*(ordered[name] for name in columns.values()), strict=True), start=2):
        for column, value in enumerate(values, start=1):
            _put(sheet, row, column, round(value, 2) if isinstance(value, float) else _plain(value))


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: Any,
    *,
    fill: str | None = None,
    bold: bool = False,
    faint: bool = False,
    centre: bool = True,
    size: int = 10,
) -> None:
    """Write a cell; text stays text, so that ``=`` begins no formula."""
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font = Font(bold=bold, size=size, color="999999" if faint else "222222")
    if centre:
        side = Side(style="thin", color="cccccc")
        cell.alignment = Alignment(horizontal="center", vertical="center")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if fill is not None:
        cell.fill = PatternFill("solid", fgColor=fill)


def _set_for_print(sheet: Worksheet) -> None:
    """Let a sheet print across one page, its headings on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"1:{sheet[sheet.freeze_panes].row - 1}"

"""The call report as a file: PDF, one HTML page, or Excel."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from data.writers import write_table
from web.maps.self_contained import write_whole
from web.reports.calls_content import COUNT_HEADS, TIME_HEADS, CallPage, call_page
from web.reports.pages import render
from web.reports.pdf import make_pdf
from web.services.leader.counts import Change
from web.texts import label, text
from web.texts.formats import format_day

if TYPE_CHECKING:
    from web.services.filings.calls import CallCounts, CallReport

WORDS = (*COUNT_HEADS, *TIME_HEADS, "class", "station", "by_class", "by_station", "times", "empty")


def write_calls(path: Path, report: CallReport, county: str, day: date, lang: str) -> None:
    """
    Write a report in the format of the path's ending.

    Parameters
    ----------
    path
        ``.pdf``, ``.html`` or ``.xlsx``.
    report
        The report.
    county
        Name before the title; empty for none.
    day
        Day that it is made.
    lang
        ``"zh"`` or ``"en"``.
    """
    if path.suffix.lower() == ".xlsx":
        tables = call_tables(report, lang)
        write_table(next(iter(tables.values())), path, layers=tables)
        return
    page = call_page(report, lang)
    if path.suffix.lower() == ".pdf":
        write_whole(path, calls_pdf(page, county, day, lang))
    else:
        write_whole(path, str(render("calls.html", **_told(page, county, day, lang))).encode())


def calls_pdf(page: CallPage, county: str, day: date, lang: str) -> bytes:
    """Typeset a report."""
    return make_pdf("calls.typ", _told(page, county, day, lang), day=day)


def call_tables(report: CallReport, lang: str) -> dict[str, pd.DataFrame]:
    """Give the report as tables of numbers by the name of their sheet; what is not known stays empty."""
    categories = [
        (label("category", row.key, lang) or text("calls.no_class", lang), row) for row in report.by_category
    ]
    stations = [(row.name or text("calls.no_station", lang), row) for row in report.by_station]
    whole = [(text("calls.all", lang), report.whole)]
    times = [
        [
            each.name or text("calls.all", lang),
            *(figure for speed in each.speeds for figure in (speed.median_min, speed.high_min, speed.known)),
            *(share.share for share in each.shares),
        ]
        for each in report.times
    ]
    speeds = [text(f"calls.{each.code}", lang) for each in report.times[0].speeds]
    heads = [
        text("calls.station", lang),
        *(f"{speed} {part}" for speed in speeds for part in ("P50", "P90", "n")),
    ]
    heads += [text(f"calls.{each.code}", lang) for each in report.times[0].shares]
    return {
        text("calls.by_class", lang): _counted([*categories, *whole], "class", lang),
        text("calls.by_station", lang): _counted([*stations, *whole], "station", lang),
        text("calls.times", lang): pd.DataFrame(times, columns=heads, dtype=object),
        text("calls.notes", lang): pd.DataFrame({text("calls.notes", lang): call_page(report, lang).notes}),
    }


def _counted(rows: list[tuple[str, CallCounts]], first: str, lang: str) -> pd.DataFrame:
    heads = [first, "total", "valid", "repeated", "invalid", "on_previous", "on_year"]
    cells = [
        [
            name,
            row.total,
            row.valid,
            row.repeated,
            row.invalid,
            _before(row.on_previous),
            _before(row.on_year),
        ]
        for name, row in rows
    ]
    return pd.DataFrame(cells, columns=[text(f"calls.{head}", lang) for head in heads], dtype=object)


def _before(change: Change | None) -> int | None:
    return None if change is None else change.difference


def _told(page: CallPage, county: str, day: date, lang: str) -> dict[str, object]:
    return {
        "title": f"{county} {page.title}".strip(),
        "lang": lang,
        "made_on": text("calls.made_on", lang, day=format_day(day, lang)),
        "page": page,
        "words": {word: text(f"calls.{word}", lang) for word in WORDS},
    }

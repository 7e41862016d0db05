"""The call report in words and figures, once for the page, the PDF, the HTML file and the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from hotspots.reporting.call_times import Share, Speed
from web.services.filings.calls import CallCounts, CallReport, StationTimes
from web.services.leader.counts import FEW, Change
from web.texts import label, text
from web.texts.formats import NO_VALUE, format_day, format_days, format_list, format_number, format_share

Named: TypeAlias = Callable[[str, str], str]
"""Names a row by its key and by what the store calls it."""


class Said(NamedTuple):
    """A change in words, and its tone: ``up``, ``down``, ``chance`` or ``none``."""

    words: str
    tone: str


class CountRow(NamedTuple):
    """A class or a station with its counts."""

    name: str
    total: str
    valid: str
    repeated: str
    invalid: str
    on_previous: Said
    on_year: Said
    is_total: bool


class TimeRow(NamedTuple):
    """A station with its speeds and shares."""

    name: str
    cells: tuple[str, ...]
    is_total: bool


class CallPage(NamedTuple):
    """What the report shows."""

    title: str
    lead: str
    compared: str
    categories: tuple[CountRow, ...]
    stations: tuple[CountRow, ...]
    times: tuple[TimeRow, ...]
    notes: tuple[str, ...]
    is_empty: bool


COUNT_HEADS = ("total", "valid", "repeated", "invalid", "on_previous", "on_year")
TIME_HEADS = ("dispatch", "arrival", "handling", "feedback", "signed_off", "fed_back")


def call_page(report: CallReport, lang: str) -> CallPage:
    """Put a report into words."""
    whole = report.whole
    counts = {name: getattr(whole, name) for name in ("total", "valid", "repeated", "invalid")}
    previous, last_year = (
        format_day(span.since, lang) if span.days == 1 else format_days(span.since, span.until, lang)
        for span in (report.previous, report.year_ago)
    )
    only = text("calls.station_only", lang, station=report.station) if report.station else ""
    return CallPage(
        title=text("calls.of_days", lang, days=days_said(report, lang)),
        lead=text("calls.lead", lang, **counts) + ("" if lang == "zh" else " ") * bool(only) + only,
        compared=text("calls.compared", lang, previous=previous, year_ago=last_year),
        categories=_rows(
            report.by_category, whole, lang, lambda key, _: label("category", key, lang), "calls.no_class"
        ),
        stations=_rows(report.by_station, whole, lang, lambda _, name: name, "calls.no_station"),
        times=tuple(_time_row(each, lang) for each in report.times),
        notes=tuple(_notes(report, lang)),
        is_empty=whole.total == 0,
    )


def days_said(report: CallReport, lang: str) -> str:
    """Write the days of a report, and the number of its week."""
    span = report.span
    if span.days == 1:
        return format_day(span.since, lang)
    days = format_days(span.since, span.until, lang)
    if not span.is_week:
        return days
    week = text("calls.week", lang, week=span.since.isocalendar().week)
    return f"{days}({week})" if lang == "zh" else f"{days} ({week})"


def _rows(
    rows: tuple[CallCounts, ...], whole: CallCounts, lang: str, named: Named, unnamed: str
) -> tuple[CountRow, ...]:
    found = [_count_row(row, named(row.key, row.name) or text(unnamed, lang)) for row in rows]
    return (*found, _count_row(whole, text("calls.all", lang), is_total=True))


def _count_row(row: CallCounts, name: str, *, is_total: bool = False) -> CountRow:
    total, valid, repeated, invalid = map(format_number, (row.total, row.valid, row.repeated, row.invalid))
    changes = _change(row.on_previous), _change(row.on_year)
    return CountRow(name, total, valid, repeated, invalid, *changes, is_total)


def _change(change: Change | None) -> Said:
    if change is None:
        return Said(NO_VALUE, "none")
    difference = f"{change.difference:+d}".replace("-", "−") if change.difference else "0"
    share = (
        "" if change.share is None or not change.difference else f"({change.share:+.0%})".replace("-", "−")
    )
    if not change.is_beyond_chance:
        return Said(difference + share, "chance")
    rose = change.difference > 0
    return Said(f"{'▲' if rose else '▼'} {difference}{share}", "up" if rose else "down")


def _time_row(times: StationTimes, lang: str) -> TimeRow:
    cells = (*(_speed(each, lang) for each in times.speeds), *(_share(each) for each in times.shares))
    return TimeRow(times.name or text("calls.all", lang), cells, not times.key)


def _speed(speed: Speed, lang: str) -> str:
    """Say a speed, and of how many calls it is not known."""
    if speed.median_min is None:
        return NO_VALUE
    said = f"{format_number(speed.median_min, 1)} / {format_number(speed.high_min, 1)}"
    lacking = speed.calls - speed.known
    return said + text("calls.lacking", lang, count=lacking) if lacking else said


def _share(share: Share) -> str:
    return format_share(share.share) if share.share is not None else NO_VALUE


def _notes(report: CallReport, lang: str) -> list[str]:
    notes = [
        text("calls.times_note", lang),
        text("calls.note_terms", lang),
        text("calls.note_signed_off", lang),
    ]
    if report.missing:
        columns = format_list((text(f"calls.column_{each}", lang) for each in report.missing), lang)
        notes.append(text("calls.note_missing", lang, columns=columns))
    if report.without_report_time:
        notes.append(text("calls.note_without_time", lang, count=report.without_report_time))
    if report.without_station:
        notes.append(text("calls.note_without_station", lang, count=report.without_station))
    return [*notes, text("calls.note_chance", lang, few=FEW)]

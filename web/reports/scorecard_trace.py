"""One township's page: every score with the numbers that it comes from."""

from __future__ import annotations

from typing import NamedTuple

from hotspots.scorecard.criteria import GOALS
from hotspots.scorecard.groups import GROUPS
from hotspots.scorecard.scores import Part
from web.reports.scorecard_flags import Flag, flags_of
from web.reports.scorecard_tables import ScoreRow, TableRow, money_cells, score_row
from web.reports.scorecard_words import (
    interval_words,
    missing_words,
    numbers_words,
    reference_words,
    scale_words,
    trend_words,
    value_words,
)
from web.services.scorecard.card import Row, Scorecard
from web.texts import text
from web.texts.formats import NO_VALUE, format_list, format_number


class TraceLine(NamedTuple):
    """A criterion: its numbers, its value with interval, how it is scored, and its points."""

    goal: str
    name: str
    numbers: str
    value: str
    interval: str
    before: str
    trend: tuple[str, str]
    reference: str
    compared: str
    scale: str
    points: str
    points_interval: str
    is_missing: bool


class KindLine(NamedTuple):
    """A kind of category: cases and calls, and the words of the files that were taken for it."""

    group: str
    name: str
    cases: str
    calls: str
    words: str


class Trace(NamedTuple):
    """Everything that the page of a township shows."""

    title: str
    row: ScoreRow
    people: str
    lines: tuple[TraceLine, ...]
    total: str
    kinds: tuple[KindLine, ...]
    funding: TableRow
    flags: tuple[Flag, ...]


def trace_page(card: Scorecard, row: Row, lang: str) -> Trace:
    """Say where a township's score comes from."""
    parts = () if row.score is None else row.score.parts
    ordered = sorted(parts, key=lambda part: GOALS.index(part.criterion.goal))
    said = score_row(row, lang)
    return Trace(
        text("score.of_township", lang, name=row.name, year=str(card.year)),
        said,
        format_number(row.people),
        tuple(_line(part, row, lang) for part in ordered),
        said.points,
        tuple(_kind(group, kind, row, card, lang) for group in GROUPS for kind in GROUPS[group]),
        TableRow(row.code, row.name, money_cells(row.people, row.funding)),
        tuple(flag for flag in flags_of(card, lang) if flag.code == row.code),
    )


def _line(part: Part, row: Row, lang: str) -> TraceLine:
    one, measured = part.criterion, part.measured
    before = row.before[one.measure]
    missing = missing_words(measured, lang, part.missing) if part.missing else ""
    points = part.points
    return TraceLine(
        text(f"goal.{one.goal}", lang),
        text(f"measure.{one.measure}", lang),
        " · ".join(filter(None, (numbers_words(measured, lang), missing))),
        value_words(one.measure, measured.value),
        interval_words(one.measure, measured.estimate),
        value_words(one.measure, before.value),
        trend_words(measured, before, lang),
        reference_words(part, lang),
        NO_VALUE
        if part.compared is None
        else value_words(one.measure, part.compared)
        if part.reference is None
        else format_number(part.compared, 2),
        scale_words(part, lang),
        text("score.no_data", lang) if points is None else format_number(points.value, 1),
        ""
        if points is None or points.low == points.high
        else f"{format_number(points.low, 1)}–{format_number(points.high, 1)}",
        points is None,
    )


def _kind(group: str, kind: str, row: Row, card: Scorecard, lang: str) -> KindLine:
    cases, calls = (row.counts.kinds.get((kind, record), 0) for record in ("case", "call"))
    known = card.span is not None
    return KindLine(
        text(f"score_group.{group}", lang),
        text(f"score_kind.{kind}", lang),
        format_number(cases) if known else NO_VALUE,
        format_number(calls) if known else NO_VALUE,
        format_list(card.words.get(kind, ()), lang),
    )

"""The scorecard in words and drawings: what sets the page only arranges them."""

from __future__ import annotations

from typing import NamedTuple

from hotspots.scorecard.criteria import GOALS
from hotspots.scorecard.funding import Funding
from hotspots.scorecard.intervals import Estimate
from hotspots.scorecard.measures import RATES
from web.reports.scorecard_flags import CardSaid, Flag, card_said, flags_of
from web.reports.scorecard_map import ScoreMap, score_map
from web.reports.scorecard_words import (
    Cell,
    Trend,
    basis_words,
    interval_words,
    measure_cell,
    missing_words,
    numbers_words,
    rank_words,
    share_interval,
    trend_words,
    value_words,
)
from web.services.scorecard.card import BELOW, SAFE, UNKNOWN, VETOED, PlanLine, Row, Scorecard
from web.services.scorecard.entries import SURVEYED
from web.services.scorecard.rules import LEAST_COVERED
from web.texts import text
from web.texts.formats import NO_VALUE, format_days, format_number, format_share

SHOWN = {
    "cases": ("grave", "frequent"),
    "accidents": ("accidents", "deaths", "injured"),
    "order": ("rectified", "returns", "grave_reports"),
    "people": SURVEYED,
}
"""Measures of each goal."""
MEASURES = tuple(measure for goal in GOALS for measure in SHOWN[goal])


class MeasureLine(NamedTuple):
    """A measure at the head of the page: value, what it is made of, target, trend, the prefecture."""

    measure: str
    name: str
    counted: str
    value: str
    interval: str
    made_of: str
    trend: Trend
    target: str
    reached: str
    benchmark: str


class Goal(NamedTuple):
    """A goal and its measures."""

    name: str
    lines: tuple[MeasureLine, ...]


class PlanSaid(NamedTuple):
    """A target of the plan's year."""

    scope: str
    target: str
    now: str
    numbers: str
    reached: str


class ScoreRow(NamedTuple):
    """A township in the table of scores."""

    code: str
    name: str
    share: str
    interval: str
    bar: tuple[int, int, int]
    points: str
    places: str
    goals: tuple[str, ...]
    standing: str
    standing_words: str


class TableRow(NamedTuple):
    """A line of the table of measures, or of funding."""

    code: str
    name: str
    cells: tuple[Cell, ...]
    is_total: bool = False


class ScorecardPage(NamedTuple):
    """Everything that the page shows."""

    title: str
    lead: tuple[str, ...]
    goals: tuple[Goal, ...]
    plan_title: str
    plan_missing: str
    plan: tuple[PlanSaid, ...]
    scores: tuple[ScoreRow, ...]
    goal_names: tuple[str, ...]
    map: ScoreMap | None
    measure_names: tuple[str, ...]
    measures: tuple[TableRow, ...]
    surveys: tuple[TableRow, ...]
    card: CardSaid
    flags: tuple[Flag, ...]
    funding: tuple[TableRow, ...]
    funding_note: str
    notes: tuple[str, ...]


def scorecard_page(card: Scorecard, lang: str, chosen: str = "score") -> ScorecardPage:
    """
    Say a scorecard in words.

    Parameters
    ----------
    card
        What is known.
    lang
        ``"zh"`` or ``"en"``.
    chosen
        What the map shows: ``score``, ``funding``, or a measure.
    """
    year = str(card.year)
    return ScorecardPage(
        title=text("score.title", lang, year=year),
        lead=_lead(card, lang),
        goals=tuple(
            Goal(text(f"goal.{goal}", lang), tuple(_line(card, one, lang) for one in SHOWN[goal]))
            for goal in GOALS
        ),
        plan_title="" if card.plan_year is None else text("score.plan", lang, year=card.plan_year),
        plan_missing=_plan_missing(card, lang),
        plan=tuple(_plan(one, lang) for one in card.plan),
        scores=tuple(score_row(row, lang) for row in card.rows),
        goal_names=tuple(text(f"goal.{goal}", lang) for goal in GOALS),
        map=score_map(card, chosen, lang),
        measure_names=(*(text(f"measure.{one}", lang) for one in MEASURES), text("measure.loss", lang)),
        measures=_measures(card, lang),
        surveys=_surveys(card, lang),
        card=card_said(card, lang),
        flags=flags_of(card, lang),
        funding=_funding(card, lang),
        funding_note=text("score.funding_note", lang, standard=format_number(card.rules.standard_yuan, 2)),
        notes=_notes(card, lang),
    )


def _lead(card: Scorecard, lang: str) -> tuple[str, ...]:
    if card.span is None:
        return (text("score.lead_none", lang, year=str(card.year)),)
    counts = {name: sum(row.standing == name for row in card.rows) for name in (SAFE, BELOW, VETOED, UNKNOWN)}
    days = format_days(card.span.since, card.span.until, lang)
    said = [
        text("score.lead", lang, days=days, townships=len(card.rows), **counts),
        basis_words(card.basis, lang),
    ]
    said += [
        text(
            "score.basis_other",
            lang,
            wanted=text(f"score_record.{wanted}", lang),
            group=text(f"score_group.{group}", lang),
            counted=text(f"score_record.{card.basis[group]}", lang),
        )
        for group, wanted in card.rules.basis.items()
        if card.basis[group] not in ("", wanted)
    ]
    if not card.span.is_whole:
        said.append(text("score.partial", lang, days=card.span.days))
    return tuple(said)


def _line(card: Scorecard, measure: str, lang: str) -> MeasureLine:
    measured, before = card.county.measured[measure], card.county.before[measure]
    count = measured.number("count")
    target, reached = _target(card, measure, lang)
    return MeasureLine(
        measure,
        text(f"measure.{measure}", lang),
        "" if count is None else format_number(count),
        value_words(measure, measured.value) if measured.value is not None else text("score.no_data", lang),
        interval_words(measure, measured.estimate),
        missing_words(measured, lang) if measured.missing else numbers_words(measured, lang),
        trend_words(measured, before, lang),
        target,
        reached,
        value_words(measure, card.benchmark.get(measure)),
    )


def _target(card: Scorecard, measure: str, lang: str) -> tuple[str, str]:
    """Give a target, and whether the value as it is reaches it."""
    criterion = card.rules.criterion(measure)
    value, before = card.county.measured[measure].value, card.county.before[measure].value
    aim = None if criterion is None else criterion.target
    words = value_words(measure, aim)
    if aim is None and measure in RATES and before is not None:
        aim, words = before, text("score.target_before", lang, value=value_words(measure, before))
    if aim is None:
        return NO_VALUE, ""
    if value is None:
        return words, ""
    met = value <= aim if measure in RATES else value >= aim
    return words, text("score.target_reached" if met else "score.target_missed", lang)


def _plan_missing(card: Scorecard, lang: str) -> str:
    if card.plan_year is None:
        return text("score.plan_unset", lang)
    return "" if card.plan else text("score.plan_over", lang, year=str(card.year))


def _plan(line: PlanLine, lang: str) -> PlanSaid:
    target = line.target
    reached = ""
    if line.share is not None:
        reached = text("score.target_reached" if target.is_met(line.share) else "score.target_missed", lang)
    numbers = (
        text("score.plan_numbers", lang, safe=format_number(line.done), total=format_number(line.total))
        if line.total is not None and line.share is not None
        else ""
    )
    return PlanSaid(
        text(f"score_scope.{target.scope}", lang),
        text(f"score.plan_{target.relation}", lang, share=format_share(target.share)),
        text("score.no_data", lang) if line.share is None else format_share(line.share, 1),
        numbers,
        reached,
    )


def score_row(row: Row, lang: str) -> ScoreRow:
    """Write the line of a township in the table of scores."""
    score = row.score
    share = None if score is None else score.share
    if score is None or share is None:
        return ScoreRow(
            *(row.code, row.name, NO_VALUE, "", (0, 0, 0), NO_VALUE, NO_VALUE),
            tuple(NO_VALUE for _ in GOALS),
            row.standing,
            text(f"score_standing.{row.standing}", lang),
        )
    goals = [score.goal(goal) for goal in GOALS]
    return ScoreRow(
        row.code,
        row.name,
        format_share(share.value, 1),
        share_interval(share),
        _bar(share),
        f"{format_number(score.points, 1)} / {format_number(score.of)}",
        rank_words(row.rank, lang),
        tuple(NO_VALUE if one is None else f"{one[0]:.1f}/{format_number(one[1])}" for one in goals),
        row.standing,
        text(f"score_standing.{row.standing}", lang),
    )


def _bar(share: Estimate) -> tuple[int, int, int]:
    low, value, high = (round(100 * one) for one in (share.low, share.value, share.high))
    return low, value, high


def _measures(card: Scorecard, lang: str) -> tuple[TableRow, ...]:
    rows = [TableRow(row.code, row.name, _cells(row, card, lang)) for row in card.rows]
    groups = ("grave", "frequent", "accidents")
    outside = {one: card.elsewhere.group(one, card.basis.get(one, "")) for one in groups}
    if any(outside.values()):
        cells = [Cell(format_number(outside[one])) if one in outside else Cell("") for one in MEASURES]
        rows.append(TableRow("", text("score.elsewhere", lang), (*cells, Cell(""))))
    rows.append(TableRow("*", text("score.county", lang), _cells(card.county, card, lang), is_total=True))
    if card.benchmark:
        average = [Cell(value_words(one, card.benchmark.get(one))) for one in MEASURES]
        rows.append(TableRow("", text("score.benchmark", lang), (*average, Cell(NO_VALUE)), is_total=True))
    return tuple(rows)


def _cells(row: Row, card: Scorecard, lang: str) -> tuple[Cell, ...]:
    loss = row.counts.figures.get(("loss", card.basis.get("accidents", "")))
    return (
        *(_cell(row, card, one, lang) for one in MEASURES),
        Cell(format_number(loss)),
    )


def _cell(row: Row, card: Scorecard, measure: str, lang: str) -> Cell:
    """Write a cell; why a whole column is empty stands in the county's line alone."""
    whole = card.county.measured[measure]
    is_repeated = row is not card.county and whole.missing and whole.missing == row.measured[measure].missing
    return Cell(NO_VALUE) if is_repeated else measure_cell(row.measured[measure], lang)


def _surveys(card: Scorecard, lang: str) -> tuple[TableRow, ...]:
    found = None if card.rule is None else card.rule.found
    rows = []
    for row in card.rows:
        measured = [row.measured[one] for one in SURVEYED]
        if all(one.value is None for one in measured):
            continue
        said = ""
        if found is not None and row.code in found.lowest:
            said = text("score.lowest", lang)
        elif found is not None and row.code in found.ties:
            said = text("score.tied", lang)
        rows.append(TableRow(row.code, row.name, (*_survey_cells(row), Cell(said))))
    if rows:
        rows.append(
            TableRow("*", text("score.county", lang), (*_survey_cells(card.county), Cell("")), is_total=True)
        )
    return tuple(rows)


def _survey_cells(row: Row) -> tuple[Cell, ...]:
    cells = []
    for measure in SURVEYED:
        one = row.measured[measure]
        numbers = [one.number(name) for name in ("satisfied", "asked")]
        if None in numbers:
            numbers = [one.number(name) for name in ("satisfied_all", "asked_all")]
        made_of = "" if None in numbers else "/".join(format_number(number) for number in numbers)
        cells += [
            Cell(value_words(measure, one.value), made_of),
            Cell(interval_words(measure, one.estimate)),
        ]
    return tuple(cells)


def _funding(card: Scorecard, lang: str) -> tuple[TableRow, ...]:
    rows = [TableRow(row.code, row.name, money_cells(row.people, row.funding)) for row in card.rows]
    total = money_cells(card.county.people, card.county.funding)
    return (*rows, TableRow("*", text("score.county", lang), total, is_total=True))


def money_cells(people: float | None, funding: Funding) -> tuple[Cell, ...]:
    """Write people, and what is due, budgeted and spent, in all and a head."""
    return (
        Cell(format_number(people)),
        *(Cell(format_number(one)) for one in (funding.due, funding.budgeted, funding.spent)),
        Cell(format_number(funding.per_head, 3)),
    )


def _notes(card: Scorecard, lang: str) -> tuple[str, ...]:
    return (
        text("score.note_total", lang),
        text("score.note_rank", lang),
        text("score.note_rates", lang),
        text(
            "score.note_mark",
            lang,
            mark=format_share(card.rules.pass_mark),
            covered=format_share(LEAST_COVERED),
        ),
        text("score.note_chance", lang),
        *(() if card.whole else (text("score.note_own", lang),)),
    )

"""The tables of the scorecard: scores, measures, kinds, surveys, funding."""

from __future__ import annotations

from typing import NamedTuple

from hotspots.scorecard.criteria import GOALS
from hotspots.scorecard.funding import Funding
from hotspots.scorecard.groups import GROUPS
from hotspots.scorecard.intervals import Estimate
from web.reports.scorecard_goals import MEASURES
from web.reports.scorecard_words import (
    Cell,
    interval_words,
    measure_cell,
    rank_words,
    share_interval,
    value_words,
)
from web.services.scorecard.card import Row, Scorecard
from web.services.scorecard.counts import Counts
from web.services.scorecard.entries import SURVEYED
from web.texts import text
from web.texts.formats import NO_VALUE, format_number, format_share


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
    """A line of a table: a township by its code, ``*`` the county, ``elsewhere``, or ``benchmark``."""

    code: str
    name: str
    cells: tuple[Cell, ...]
    is_total: bool = False


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


def measure_rows(card: Scorecard, lang: str) -> tuple[TableRow, ...]:
    """Write the measures of every township, of what lies in none, of the county and of the prefecture."""
    rows = [TableRow(row.code, row.name, _cells(row, card, lang)) for row in card.rows]
    outside = [card.outside(one) for one in MEASURES]
    if any(outside):
        cells = (Cell("") if one is None else Cell(format_number(one)) for one in outside)
        rows.append(TableRow("elsewhere", text("score.elsewhere", lang), tuple(cells)))
    rows.append(TableRow("*", text("score.county", lang), _cells(card.county, card, lang), is_total=True))
    if card.benchmark:
        average = (Cell(value_words(one, card.benchmark.get(one))) for one in MEASURES)
        rows.append(TableRow("benchmark", text("score.benchmark", lang), tuple(average), is_total=True))
    return tuple(rows)


def _cells(row: Row, card: Scorecard, lang: str) -> tuple[Cell, ...]:
    return tuple(_cell(row, card, one, lang) for one in MEASURES)


def _cell(row: Row, card: Scorecard, measure: str, lang: str) -> Cell:
    """Write a cell; why a whole column is empty stands in the county's line alone."""
    whole = card.county.measured[measure]
    is_repeated = row is not card.county and whole.missing and whole.missing == row.measured[measure].missing
    return Cell(NO_VALUE) if is_repeated else measure_cell(row.measured[measure], lang)


def kind_names(lang: str) -> tuple[str, ...]:
    """Name the kinds of category, group by group."""
    return tuple(text(f"score_kind.{kind}", lang) for kinds in GROUPS.values() for kind in kinds)


def kind_groups(card: Scorecard, lang: str) -> tuple[tuple[str, int], ...]:
    """Name each group and what is counted of it, with the number of its kinds."""
    groups = []
    for group, kinds in GROUPS.items():
        record = text(f"score_record.{card.basis.get(group, '')}", lang)
        groups.append((f"{text(f'score_group.{group}', lang)} · {record}", len(kinds)))
    return tuple(groups)


def kind_rows(card: Scorecard, lang: str) -> tuple[TableRow, ...]:
    """Write how many of each kind every township has; none without records."""
    if card.span is None:
        return ()
    kinds = [(kind, card.basis.get(group, "")) for group, kinds in GROUPS.items() for kind in kinds]

    def cells(counts: Counts) -> tuple[Cell, ...]:
        return tuple(Cell(format_number(counts.kinds.get(one, 0))) for one in kinds)

    rows = [TableRow(row.code, row.name, cells(row.counts)) for row in card.rows]
    if any(card.elsewhere.kinds.get(one, 0) for one in kinds):
        rows.append(TableRow("elsewhere", text("score.elsewhere", lang), cells(card.elsewhere)))
    whole = TableRow("*", text("score.county", lang), cells(card.county.counts), is_total=True)
    return (*rows, whole)


def survey_rows(card: Scorecard, lang: str) -> tuple[TableRow, ...]:
    """Write what was found in every township surveyed, and whether it is the lowest or may be."""
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


def funding_rows(card: Scorecard, lang: str) -> tuple[TableRow, ...]:
    """Write the funding of every township and of the county."""
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

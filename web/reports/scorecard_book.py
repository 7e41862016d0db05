"""The scorecard as an Excel workbook: numbers as numbers, and a sheet with every score's own numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from data.writers import write_table
from hotspots.scorecard.groups import KINDS
from hotspots.scorecard.intervals import Estimate
from hotspots.scorecard.measures import RATES, Measured
from web.reports.scorecard_flags import flags_of
from web.reports.scorecard_goals import MEASURES, goals_said, plan_said
from web.reports.scorecard_words import (
    missing_words,
    numbers_words,
    rank_words,
    reference_words,
    scale_words,
)
from web.services.scorecard.card import Row, Scorecard
from web.services.scorecard.counts import CALL, CASE
from web.services.scorecard.entries import SURVEYED
from web.texts import text


def write_scorecard_book(path: Path, card: Scorecard, lang: str) -> Path:
    """
    Write a scorecard to an Excel file.

    Parameters
    ----------
    path
        The file, ending in ``.xlsx``.
    card
        What is known.
    lang
        Language of the headings.
    """
    tables = {
        "goals": _goals(card, lang),
        "plan": _plan(card, lang),
        "scores": [_score(row, lang) for row in card.rows],
        "measures": _measures(card, lang),
        "kinds": _kinds(card, lang),
        "trace": [line for row in card.rows for line in _trace(row, lang)],
        "people": [_survey(row, lang) for row in (*card.rows, card.county)],
        "funding": [_funding(row, lang) for row in (*card.rows, card.county)],
        "flags": _flags(card, lang),
    }
    layers = {text(f"score.sheet_{name}", lang): pd.DataFrame(rows) for name, rows in tables.items()}
    return write_table(next(iter(layers.values())), path, layers=layers)


def _named(row: Row, lang: str) -> dict[str, Any]:
    return {
        text("score.township", lang): row.name or text("score.county", lang),
        text("score.code", lang): row.code.removesuffix("*"),
    }


def _ends(estimate: Estimate | None, lang: str) -> dict[str, Any]:
    low, high = (None, None) if estimate is None else (estimate.low, estimate.high)
    return {text("score.low", lang): low, text("score.high", lang): high}


def _score(row: Row, lang: str) -> dict[str, Any]:
    score = row.score
    share = None if score is None else score.share
    return {
        **_named(row, lang),
        text("score.share", lang): None if share is None else share.value,
        **_ends(share, lang),
        text("score.points", lang): None if score is None else score.points,
        text("score.points_of", lang): None if score is None else score.of,
        text("score.places", lang): rank_words(row.rank, lang),
        text("score.standing", lang): text(f"score_standing.{row.standing}", lang),
    }


def _goals(card: Scorecard, lang: str) -> list[dict[str, Any]]:
    """Write the county's measures by goal, with target, trend and the prefecture's average."""
    rows = []
    for goal in goals_said(card, lang):
        for line in goal.lines:
            measured, before = card.county.measured[line.measure], card.county.before[line.measure]
            rows.append(
                {
                    text("score.goal", lang): goal.name,
                    text("score.measure", lang): line.name,
                    text("score.count", lang): measured.count,
                    text("score.value", lang): measured.value,
                    **_ends(measured.estimate, lang),
                    text("score.target", lang): line.target,
                    text("score.standing", lang): line.reached,
                    text("score.before", lang): before.value,
                    text("score.on_year", lang): line.trend.words,
                    text("score.benchmark", lang): card.benchmark.get(line.measure),
                    text("score.numbers", lang): line.made_of,
                }
            )
    return rows


def _plan(card: Scorecard, lang: str) -> list[dict[str, Any]]:
    names = ("plan_scope", "plan_target", "plan_now", "safe_count", "total_count", "standing")
    empty = dict.fromkeys((text(f"score.{name}", lang) for name in names), "")
    rows = []
    for line in card.plan:
        said = plan_said(line, lang)
        values = (said.scope, said.target, line.share, line.done, line.total, said.reached)
        rows.append(dict(zip(empty, values, strict=True)))
    return rows or [empty]


def _measures(card: Scorecard, lang: str) -> list[dict[str, Any]]:
    rows = [_measured(row, lang) for row in card.rows]
    outside = {one: card.outside(one) for one in MEASURES}
    if any(outside.values()):
        counts = {_count_name(one, lang): count for one, count in outside.items() if count is not None}
        rows.append({text("score.township", lang): text("score.elsewhere", lang), **counts})
    rows.append(_measured(card.county, lang))
    if card.benchmark:
        average = {text(f"measure.{one}", lang): value for one, value in card.benchmark.items()}
        rows.append({text("score.township", lang): text("score.benchmark", lang), **average})
    return rows


def _measured(row: Row, lang: str) -> dict[str, Any]:
    said: dict[str, Any] = {**_named(row, lang), text("score.people", lang): row.people}
    for measure in MEASURES:
        one = row.measured[measure]
        if measure in RATES:
            said[_count_name(measure, lang)] = one.count
        said[text(f"measure.{measure}", lang)] = one.value
    return said


def _count_name(measure: str, lang: str) -> str:
    return f"{text(f'measure.{measure}', lang)} {text('score.count', lang)}"


def _kinds(card: Scorecard, lang: str) -> list[dict[str, Any]]:
    """Write every kind of category by record: registered cases and calls."""
    known = card.span is not None
    places = [(_named(row, lang), row.counts) for row in (*card.rows, card.county)]
    if card.whole:
        places.insert(-1, ({text("score.township", lang): text("score.elsewhere", lang)}, card.elsewhere))
    return [
        {
            **named,
            **{
                f"{text(f'score_kind.{kind}', lang)} {text(f'score_record.{record}', lang)}": (
                    counts.kinds.get((kind, record), 0) if known else None
                )
                for kind in KINDS
                for record in (CASE, CALL)
            },
        }
        for named, counts in places
    ]


def _trace(row: Row, lang: str) -> list[dict[str, Any]]:
    return [
        {
            **_named(row, lang),
            text("score.criterion", lang): text(f"measure.{part.criterion.measure}", lang),
            text("score.numbers", lang): numbers_words(part.measured, lang)
            or (missing_words(part.measured, lang, part.missing) if part.missing else ""),
            text("score.value", lang): part.measured.value,
            **_ends(part.measured.estimate, lang),
            text("score.against", lang): reference_words(part, lang),
            text("score.compared", lang): part.compared,
            text("score.scale", lang): scale_words(part, lang),
            text("score.points", lang): None if part.points is None else part.points.value,
        }
        for part in (() if row.score is None else row.score.parts)
    ]


def _survey(row: Row, lang: str) -> dict[str, Any]:
    said = _named(row, lang)
    for measure in SURVEYED:
        name, one = text(f"measure.{measure}", lang), row.measured[measure]
        said[f"{name} {text('score.asked', lang)}"] = _either(one, "asked")
        said[f"{name} {text('score.satisfied', lang)}"] = _either(one, "satisfied")
        said[name] = one.value
        said |= {f"{name} {key}": value for key, value in _ends(one.estimate, lang).items()}
    return said


def _either(measured: Measured, name: str) -> float | None:
    """Give a number of a township's survey, or the sum of the county's."""
    own = measured.number(name)
    return measured.number(f"{name}_all") if own is None else own


def _funding(row: Row, lang: str) -> dict[str, Any]:
    money = row.funding
    return {
        **_named(row, lang),
        text("score.people", lang): row.people,
        text("score.due", lang): money.due,
        text("score.budgeted", lang): money.budgeted,
        text("score.spent", lang): money.spent,
        text("score.per_head", lang): money.per_head,
    }


def _flags(card: Scorecard, lang: str) -> list[dict[str, Any]]:
    names = ("township", "ground", "reason", "decision", "decided_because", "decided_at")
    empty = dict.fromkeys((text(f"score.{name}", lang) for name in names), "")
    found = [
        dict(
            zip(
                empty,
                (one.name, one.ground_words, one.reason, one.state_words, one.decided, one.decided_on),
                strict=True,
            )
        )
        for one in flags_of(card, lang)
    ]
    return found or [empty]

"""The scorecard as an Excel workbook: numbers as numbers, and a sheet with every score's own numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from data.writers import write_table
from hotspots.scorecard.groups import GROUPS
from hotspots.scorecard.intervals import Estimate
from web.reports.scorecard_flags import flags_of
from web.reports.scorecard_page import MEASURES
from web.reports.scorecard_words import (
    missing_words,
    numbers_words,
    rank_words,
    reference_words,
    scale_words,
)
from web.services.scorecard.card import Row, Scorecard
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
        "scores": [_score(row, lang) for row in card.rows],
        "measures": _measures(card, lang),
        "trace": [line for row in card.rows for line in _trace(row, lang)],
        "people": [_survey(row, lang) for row in card.rows],
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


def _measures(card: Scorecard, lang: str) -> list[dict[str, Any]]:
    rows = []
    for row in (*card.rows, card.county):
        said: dict[str, Any] = {**_named(row, lang), text("score.people", lang): row.people}
        for measure in MEASURES:
            name, one = text(f"measure.{measure}", lang), row.measured[measure]
            if (count := one.number("count")) is not None:
                said[f"{name} {text('score.count', lang)}"] = count
            said[name] = one.value
        said[text("measure.loss", lang)] = row.counts.figures.get(("loss", card.basis.get("accidents", "")))
        rows.append(said)
    outside = {one: card.elsewhere.group(one, card.basis.get(one, "")) for one in GROUPS}
    if any(outside.values()):
        counts = {
            f"{text(f'measure.{one}', lang)} {text('score.count', lang)}": float(count)
            for one, count in outside.items()
        }
        rows.insert(-1, {text("score.township", lang): text("score.elsewhere", lang), **counts})
    return rows


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
        said[f"{name} {text('score.asked', lang)}"] = one.number("asked")
        said[f"{name} {text('score.satisfied', lang)}"] = one.number("satisfied")
        said[name] = one.value
        said |= {f"{name} {key}": value for key, value in _ends(one.estimate, lang).items()}
    return said


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

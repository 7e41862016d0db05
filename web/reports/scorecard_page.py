"""The scorecard in words and drawings: what sets the page only arranges them."""

from __future__ import annotations

from typing import NamedTuple

from hotspots.scorecard.criteria import GOALS
from web.reports.scorecard_flags import CardSaid, Flag, card_said, flags_of
from web.reports.scorecard_goals import MEASURES, Goal, PlanSaid, goals_said, plan_missing, plan_said
from web.reports.scorecard_map import ScoreMap, score_map
from web.reports.scorecard_tables import (
    ScoreRow,
    TableRow,
    funding_rows,
    kind_groups,
    kind_names,
    kind_rows,
    measure_rows,
    score_row,
    survey_rows,
)
from web.reports.scorecard_words import basis_words
from web.services.scorecard.card import BELOW, VETOED, Scorecard
from web.services.scorecard.plan_lines import SAFE, UNKNOWN
from web.services.scorecard.rules import LEAST_COVERED
from web.texts import text
from web.texts.formats import format_days, format_number, format_share


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
    kind_groups: tuple[tuple[str, int], ...]
    kind_names: tuple[str, ...]
    kinds: tuple[TableRow, ...]
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
    return ScorecardPage(
        title=text("score.title", lang, year=str(card.year)),
        lead=_lead(card, lang),
        goals=goals_said(card, lang),
        plan_title="" if card.plan_year is None else text("score.plan", lang, year=card.plan_year),
        plan_missing=plan_missing(card, lang),
        plan=tuple(plan_said(one, lang) for one in card.plan),
        scores=tuple(score_row(row, lang) for row in card.rows),
        goal_names=tuple(text(f"goal.{goal}", lang) for goal in GOALS),
        map=score_map(card, chosen, lang),
        measure_names=tuple(text(f"measure.{one}", lang) for one in MEASURES),
        measures=measure_rows(card, lang),
        kind_groups=kind_groups(card, lang),
        kind_names=kind_names(lang),
        kinds=kind_rows(card, lang),
        surveys=survey_rows(card, lang),
        card=card_said(card, lang),
        flags=flags_of(card, lang),
        funding=funding_rows(card, lang),
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

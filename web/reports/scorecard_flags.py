"""Yellow card and vetoes of the scorecard in words."""

from __future__ import annotations

from typing import NamedTuple

from web.reports.scorecard_words import interval_words, value_words
from web.services.scorecard.card import Row, Scorecard
from web.services.scorecard.decisions import Decision
from web.texts import text
from web.texts.formats import NO_VALUE, format_list


class Flag(NamedTuple):
    """A yellow card (``kind`` is ``card``) or a veto of a township, as it stands."""

    kind: str
    code: str
    name: str
    ground: str
    ground_words: str
    state: str
    state_words: str
    reason: str
    decided: str
    decided_on: str
    revision: int


class CardSaid(NamedTuple):
    """What the rule of the yellow card says, sentence by sentence."""

    sentences: tuple[str, ...]


def card_said(card: Scorecard, lang: str) -> CardSaid:
    """Say what the rule gives, with interval and ties beside it."""
    if card.rule is None:
        return CardSaid((text("score.card_none", lang),) if card.whole else ())
    found, names = card.rule.found, {row.code: row.name for row in card.rows}
    said = [
        text(
            "score.card_rule",
            lang,
            lowest=format_list((_place(card, code, lang) for code in found.lowest), lang),
            surveyed=len(found.p_values),
            townships=len(card.rows),
        ),
        text("score.card_ties", lang, names=_names(found.ties, names, lang))
        if found.ties
        else text("score.card_alone", lang),
    ]
    if card.rule.last_twice:
        said.append(text("score.card_twice", lang, names=_names(card.rule.last_twice, names, lang)))
    return CardSaid((*said, text("score.card_committee", lang)))


def _place(card: Scorecard, code: str, lang: str) -> str:
    row = card.row(code)
    estimate = None if row is None else row.measured["safety"].estimate
    return text(
        "score.card_place",
        lang,
        name=code if row is None else row.name,
        share=value_words("safety", None if estimate is None else estimate.value),
        interval=interval_words("safety", estimate) or NO_VALUE,
    )


def _names(codes: tuple[str, ...], names: dict[str, str], lang: str) -> str:
    return format_list((names.get(code, code) for code in codes), lang)


def flags_of(card: Scorecard, lang: str) -> tuple[Flag, ...]:
    """List yellow cards and veto flags of the townships that are shown."""
    cards = [_flag("card", row, row.card, lang) for row in card.rows if row.card is not None]
    return (*cards, *(_flag("veto", row, one, lang) for row in card.rows for one in row.vetoes))


def _flag(kind: str, row: Row, one: Decision, lang: str) -> Flag:
    return Flag(
        kind,
        row.code,
        row.name,
        one.ground,
        text("score.card", lang) if kind == "card" else text(f"score_ground.{one.ground}", lang),
        one.state,
        text(f"score_{kind}.{one.state}", lang),
        one.reason,
        one.decided,
        one.decided_at[:10],
        one.revision,
    )

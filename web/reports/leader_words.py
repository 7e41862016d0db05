"""Changes of counts in words: by what share, and whether chance explains it."""

from __future__ import annotations

from typing import NamedTuple

from web.services.leader.counts import Change
from web.texts import text
from web.texts.formats import NO_VALUE, format_number

NARROW = "\u00a0"
"""Keeps a sign and its number together."""


class Said(NamedTuple):
    """A change as a cell of a table says it; ``tone`` is ``up``, ``down``, ``chance`` or ``none``."""

    words: str
    tone: str


def said(change: Change | None) -> Said:
    """Say a change in a few signs: a share, or the difference where the counts are small."""
    if change is None:
        return Said(NO_VALUE, "none")
    words = _difference(change) if change.share is None else share_words(change.share)
    if not change.is_beyond_chance:
        return Said(words, "chance")
    up = change.difference > 0
    return Said(f"{'▲' if up else '▼'}{NARROW}{words}", "up" if up else "down")


def share_words(share: float) -> str:
    """Write a share with its sign."""
    return f"{share:+.1%}".replace("-", "−")


def _difference(change: Change) -> str:
    return "0" if change.difference == 0 else f"{change.difference:+d}".replace("-", "−")


def sentence(change: Change, lang: str) -> str:
    """Say a change as part of a sentence."""
    if change.difference == 0:
        return text("leader.same", lang)
    share = "" if change.share is None else text("leader.in_brackets", lang, share=share_words(change.share))
    chance = text("leader.beyond_chance" if change.is_beyond_chance else "leader.by_chance", lang)
    count = format_number(abs(change.difference))
    if change.difference > 0:
        return text("leader.more", lang, count=count, share=share, chance=chance)
    return text("leader.fewer", lang, count=count, share=share, chance=chance)

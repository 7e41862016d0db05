"""
How the A4 page of a beat card is shared: words have the height that they need, the map what is left.

Both ways of setting a card, `beat_cards.typ` and `beat_cards.html`, keep to these sizes.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

TEXT_MM = 186.0
"""Width between the margins."""

PAGE_MM = 277.0
"""Height between the margins."""

SMALLEST_MAP_MM, LARGEST_MAP_MM = 92.0, 205.0
FACTS_PER_LINE = 7

_HEADING_MM = 15.0
_FACTS_MM = 10.5
_LEGEND_MM = 6.5
_HEAD_MM = 7.0
_SENTENCE_MM = 4.2
"""Height of a line of the sentences above the map and below the table."""
_SPARE_MM = 4.0
_LINE_MM = 3.4
_SIGN_LINE_MM = 4.8
_ROW_MM = 2.0
_EM_MM = 3.0
"""Width of a character of the table."""

LONG_WORD = 14
"""Letters of a word that may be broken anywhere; so says `paper.typ` too."""
_WORD = re.compile(r"[!-~\u00a1-\u024f]+|.", re.DOTALL)

_SIGN_MM, _DAY_MM, _BY_HAND_MM = 8.0, 17.5, 80.0
_KIND_MM = {"zh": 15.0, "en": 23.0}
"""Widths of columns."""

_TIME_MM = 7.6
"""Width of a time of day, with the gap behind it."""


class Listed(Protocol):
    """A row of the table."""

    @property
    def name(self) -> str:
        """The place."""

    @property
    def times(self) -> list[str]:
        """The times of each day."""


@dataclass(frozen=True, slots=True)
class CardPage:
    """
    What stands on a page beside rows and map.

    Parameters
    ----------
    facts
        Numbers above the map.
    sentences
        Sentences above the map and below the table.
    days
        Days that the table has columns for.
    """

    facts: int
    sentences: tuple[str, ...]
    days: int

    def rows_that_fit(self, rows: Sequence[Listed]) -> int:
        """Count the rows, the most important first, that the page holds below the smallest map."""
        room = self._room_mm() - SMALLEST_MAP_MM
        for count, row in enumerate(rows):
            room -= _row_mm(row, self.days)
            if room < 0:
                return count
        return len(rows)

    def map_height_mm(self, rows: Sequence[Listed]) -> float:
        """Give the height that rows leave to the map."""
        left = self._room_mm() - sum(_row_mm(row, self.days) for row in rows)
        return round(min(max(left, SMALLEST_MAP_MM), LARGEST_MAP_MM), 1)

    def _room_mm(self) -> float:
        """Give the height that is left for rows and map."""
        lines = sum(_lines(said, TEXT_MM) for said in self.sentences if said)
        words = _FACTS_MM * math.ceil(self.facts / FACTS_PER_LINE) + _SENTENCE_MM * lines
        return PAGE_MM - _HEADING_MM - words - _LEGEND_MM - _HEAD_MM - _SPARE_MM


def column_widths_mm(days: int, lang: str) -> list[float]:
    """Give the widths of sign, kind, place and days; without days, of a column to fill in by hand."""
    sign, kind = _SIGN_MM, _KIND_MM[lang]
    times = [_DAY_MM] * days or [_BY_HAND_MM]
    return [sign, kind, TEXT_MM - sign - kind - sum(times), *times]


def _row_mm(row: Listed, days: int) -> float:
    a_line = max(int((_DAY_MM - 1.6) / _TIME_MM), 1)
    times = max((math.ceil(len(said.split()) / a_line) for said in row.times), default=1)
    place_mm = min(column_widths_mm(days, lang)[2] for lang in _KIND_MM) - 2
    return max(max(_lines(row.name, place_mm), times) * _LINE_MM, _SIGN_LINE_MM) + _ROW_MM


def _lines(said: str, width_mm: float) -> int:
    """Count the lines that words take, rather one too many than one too few."""
    lines, used = 1, 0.0
    for word in _WORD.findall(said):
        pieces = word if len(word) >= LONG_WORD else [word]
        for piece in pieces:
            wide = sum(_em(sign) for sign in piece) * _EM_MM
            if used and used + wide > width_mm:
                lines, used = lines + 1, 0.0
            used += wide
    return lines


def _em(sign: str) -> float:
    """Give the most that a bold character is wide."""
    if unicodedata.east_asian_width(sign) in "WFA" or sign in "WMm@%":
        return 1.0
    return 0.78 if sign.isupper() or sign == "w" else 0.62

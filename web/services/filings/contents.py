"""What a return says: counts and words, read from a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gis.errors import Problem, TableError
from web.services.filings.rules import words_problems
from web.services.filings.units import HALF_YEARLY, MONTHLY

COUNTS = {
    MONTHLY: (
        *("disputes_found", "disputes_settled", "rectification_tasks", "rectification_done"),
        *("dangers_found", "dangers_settled", "patrols", "publicity"),
    ),
    HALF_YEARLY: (
        "inspections",
        "dangers_found",
        "dangers_settled",
        "trainings",
        "publicity",
        "joint_actions",
    ),
}
WORDS = {MONTHLY: ("note",), HALF_YEARLY: ("work", "problems", "plans")}
NEEDED_WORDS = {MONTHLY: (), HALF_YEARLY: ("work",)}
"""Words that cannot be left out."""

MOST = 9_999_999
LONGEST = {"note": 300}
LONGEST_SECTION = 4000

GRADES = ("excellent", "good", "fair", "poor")


def longest(name: str) -> int:
    """Give the most letters of a text."""
    return LONGEST.get(name, LONGEST_SECTION)


def read_content(kind: str, asked: Mapping[str, str], *, whole: bool) -> dict[str, Any]:
    """
    Read a return from a form.

    Parameters
    ----------
    kind
        ``return`` or ``half_year``.
    asked
        What was typed, by name.
    whole
        Whether nothing may be left out: a draft may lack counts, what is filed may not. A count of nothing is
        written as 0, so that it is not taken for one that was forgotten.

    Raises
    ------
    TableError
        Everything that is wrong: ``filing.number``, ``filing.count_missing``, ``filing.words_missing``,
        ``filing.words_long``, ``filing.personal``, ``filing.outside``.
    """
    content: dict[str, Any] = {}
    problems: list[Problem] = []
    for name in COUNTS[kind]:
        said = asked.get(name, "").strip()
        field = f"filing_field.{name}"
        if not said and whole:
            problems.append(Problem("filing.count_missing", {"field": field}))
        elif said and not (said.isdecimal() and int(said) <= MOST):
            problems.append(Problem("filing.number", {"field": field, "least": 0, "most": MOST}))
        content[name] = int(said) if said.isdecimal() and int(said) <= MOST else None
    for name in WORDS[kind]:
        words = asked.get(name, "").strip()
        problems += checked_words(words, f"filing_field.{name}", longest(name))
        if whole and name in NEEDED_WORDS[kind] and not words:
            problems.append(Problem("filing.words_missing", {"field": f"filing_field.{name}"}))
        content[name] = words
    if problems:
        raise TableError.of(problems)
    return content


def checked_words(words: str, field: str, most: int) -> list[Problem]:
    """Say what is wrong with a text that somebody typed."""
    problems = words_problems(words, field)
    if len(words) > most:
        problems.append(Problem("filing.words_long", {"field": field, "most": most}))
    return problems


def read_reason(words: str) -> str:
    """
    Read why something is done.

    Raises
    ------
    TableError
        ``filing.words_missing`` and what `checked_words` says.
    """
    said = words.strip()
    problems = checked_words(said, "filing_field.reason", LONGEST["note"])
    if not said:
        problems.append(Problem("filing.words_missing", {"field": "filing_field.reason"}))
    if problems:
        raise TableError.of(problems)
    return said

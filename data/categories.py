"""
What a category word means: its class, whether patrol can prevent it, whether it happens at a place, its harm.

``categories.csv`` is a starting table that a county edits. Words are matched exactly, after width, case,
blanks and punctuation are evened out; a trailing 案 or 警情 may be missing. A word that the table does not
know stays its own class, is in scope, and is listed once in the report of the import.

Harm is a relative weight, 1 for a small nuisance: starting values in the order of the penalties of the
Criminal Law and the Public Security Administration Punishments Law, for a county to replace by its own.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from gis.errors import Problem, TableError

SHIPPED = Path(__file__).with_name("categories.csv")
COLUMNS = ("word", "category", "preventable", "place_bound", "harm")
CLASSES = (
    "criminal",
    "public_order",
    "traffic",
    "fire",
    "safety_accident",
    "dispute",
    "help_request",
)
UNKNOWN_HARM = 1.0

OUTSIDE_SCOPE = re.compile(
    r"信访|上访|缠访|闹访|集访|接访|截访|维权|集会|游行|示威|非法聚集|聚众扰乱|聚众冲击|群体性|静坐|"
    r"罢工|罢市|罢课|邪教|宗教|民族矛盾|民族纠纷|"
    r"\bpetition(?:s|ing|ers?)?\b|\bassembl(?:y|ies|e|ing)\b|\bprotest(?:s|ing|ers?)?\b|"
    r"\bdemonstrat(?:ion|ions|ing|ors?)\b|\bpicket(?:s|ing)?\b|\brall(?:y|ies)\b",
    re.IGNORECASE,
)
"""Petitioning and assembly, and belief and ethnicity beside them: no business of this system."""

_NOISE = re.compile(r"[\s\-_/,.;:()\[\]'\"、,。·]+")
_ENDING = re.compile(r"(?<=..)类?(?:警情|案件|案)$")
_TRUE = ("yes", "true", "1", "是", "y")


@dataclass(frozen=True, slots=True)
class Meaning:
    """
    What a category word stands for.

    Attributes
    ----------
    category
        One of ``CLASSES``, or the word itself where it is not known.
    in_scope
        Whether hotspots take it by default: preventable crime and public order at a place; unknown words.
    harm
        Relative weight.
    known
        Whether the table has the word.
    place_bound
        Whether it happens at a place; fraud by telephone, for one, does not.
    """

    category: str
    in_scope: bool
    harm: float
    known: bool
    place_bound: bool = True


@dataclass(frozen=True, slots=True)
class CategoryTable:
    """Meanings by plain word."""

    meanings: dict[str, Meaning]

    def meaning(self, word: str) -> Meaning:
        """Look up a word as a file has it; of an unknown word the word itself is the class."""
        plain = plain_word(word)
        known = self.meanings.get(plain) or self.meanings.get(_ENDING.sub("", plain))
        return known or Meaning(word, in_scope=True, harm=UNKNOWN_HARM, known=False)

    def table(self, words: Iterable[str]) -> pd.DataFrame:
        """Look up many words: one row for each, in their order, with the attributes of `Meaning`."""
        found = [self.meaning(word) for word in words]
        return pd.DataFrame(
            {
                "category": pd.Series([meaning.category for meaning in found], dtype="str"),
                "in_scope": pd.Series([meaning.in_scope for meaning in found], dtype=bool),
                "harm": pd.Series([meaning.harm for meaning in found], dtype=float),
                "known": pd.Series([meaning.known for meaning in found], dtype=bool),
            }
        )


def plain_word(word: str) -> str:
    """
    Write a category word the way words are compared.

    Parameters
    ----------
    word
        As the file has it.

    Returns
    -------
    str
        One width, lower case, single blanks instead of punctuation.

    Examples
    --------
    >>> plain_word("THEFT-FROM  Vehicle")
    'theft from vehicle'
    """
    return _NOISE.sub(" ", unicodedata.normalize("NFKC", word)).strip().casefold()


def is_outside_scope(word: str) -> bool:
    """Tell whether a category concerns petitioning or assembly, belief or ethnicity."""
    return OUTSIDE_SCOPE.search(word) is not None


@cache
def read_categories(path: Path = SHIPPED) -> CategoryTable:
    """
    Read a table of categories.

    Parameters
    ----------
    path
        UTF-8 CSV with the columns ``word, category, preventable, place_bound, harm``.

    Returns
    -------
    CategoryTable
        Meanings by word.

    Raises
    ------
    TableError
        Listing missing columns, unknown classes and harms that are no number of zero or more.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise TableError.of([Problem("table.column_missing", {"column": column}) for column in missing])
        rows = list(reader)
    problems = [problem for line, row in enumerate(rows, start=2) for problem in _row_problems(line, row)]
    if problems:
        raise TableError.of(problems)
    return CategoryTable({plain_word(row["word"]): _meaning(row) for row in rows})


def _row_problems(line: int, row: dict[str, str]) -> list[Problem]:
    problems = []
    if row["category"] not in CLASSES:
        details = {"line": line, "category": row["category"], "categories": ", ".join(CLASSES)}
        problems.append(Problem("categories.class_unknown", details))
    if not re.fullmatch(r"\d+(\.\d+)?", row["harm"] or ""):
        problems.append(Problem("categories.harm_bad", {"line": line, "harm": row["harm"]}))
    return problems


def _meaning(row: dict[str, str]) -> Meaning:
    preventable = row["preventable"].strip().lower() in _TRUE
    place_bound = row["place_bound"].strip().lower() in _TRUE
    acted_on = preventable or row["category"] == "public_order"
    return Meaning(
        row["category"],
        in_scope=acted_on and place_bound,
        harm=float(row["harm"]),
        known=True,
        place_bound=place_bound,
    )

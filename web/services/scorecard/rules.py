"""Rules of a year: criteria, weights, words of categories, standard of funding, the plan's targets."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from gis.errors import Problem, TableError
from hotspots.scorecard.criteria import AGAINST, CRITERIA, FULL_MARKS, Criterion
from hotspots.scorecard.funding import STANDARD_YUAN
from hotspots.scorecard.groups import KINDS, WORDS
from hotspots.scorecard.measures import RATES
from hotspots.scorecard.plan import PLAN_YEARS, RELATIONS, SCOPES, TARGETS, Target
from web.services.scorecard.filed import Sign, checked_year, put

if TYPE_CHECKING:
    from data.store import Store

RULES = "score.rules"
BASES = ("case", "call")
LEAST_COVERED = 0.5
"""A township with data for less than half of the weights is not called safe, whatever its points."""

SEPARATORS = ",;\u3001\uff0c\uff1b"
"""Marks between words, Chinese ones too."""

NUMBERS = ("none_at", "full_at", "weight")


@dataclass(frozen=True, slots=True)
class Rules:
    """
    Rules of a year.

    Attributes
    ----------
    criteria
        What is scored.
    words
        Words of each kind of category.
    basis
        Whether registered cases or calls are counted, for grave and frequent ones and for accidents.
    standard_yuan
        Funding a head and year.
    pass_mark
        Share of the points from which on a township counts as safe.
    first_year
        Calendar year in which the plan begins; None while nobody has said.
    targets
        The plan's targets.
    revision
        Of the filing that they come from; 0 for those that we start with.
    """

    criteria: tuple[Criterion, ...] = CRITERIA
    words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(WORDS))
    basis: Mapping[str, str] = field(
        default_factory=lambda: {"grave": "case", "frequent": "case", "accidents": "call"}
    )
    standard_yuan: float = STANDARD_YUAN
    pass_mark: float = 0.8
    first_year: int | None = None
    targets: tuple[Target, ...] = TARGETS
    revision: int = 0

    def criterion(self, measure: str) -> Criterion | None:
        """Give the criterion of a measure."""
        return next((one for one in self.criteria if one.measure == measure), None)

    def content(self) -> dict[str, object]:
        """Write them as a filing holds them."""
        return {
            "criteria": [asdict(one) for one in self.criteria],
            "words": {kind: list(said) for kind, said in self.words.items()},
            "basis": dict(self.basis),
            "standard_yuan": self.standard_yuan,
            "pass_mark": self.pass_mark,
            "first_year": self.first_year,
            "targets": [asdict(one) for one in self.targets],
        }


def rules_of(store: Store, year: int) -> Rules:
    """Give the rules of a year: those entered for it, else for the latest year before it, else ours."""
    wanted = f"{year:04d}"
    kept = [one for one in store.filings.listed(RULES) if one.period <= wanted]
    if not kept:
        return Rules()
    said = kept[0].content
    named = {one["measure"]: Criterion(**one) for one in said["criteria"]}
    return Rules(
        # Measures that came after these rules were kept have no weight in them.
        criteria=tuple(named.get(one.measure, replace(one, weight=0.0)) for one in CRITERIA),
        words={kind: tuple(words) for kind, words in said["words"].items()},
        basis=said["basis"],
        standard_yuan=float(said["standard_yuan"]),
        pass_mark=float(said["pass_mark"]),
        first_year=said["first_year"],
        targets=tuple(Target(**one) for one in said["targets"]),
        revision=kept[0].revision if kept[0].period == wanted else 0,
    )


def keep_rules(store: Store, sign: Sign, year: int, rules: Rules, seen: int | None = None) -> Rules:
    """Keep the rules of a year; earlier years keep theirs."""
    content = rules.content()
    kept = put(store, sign, RULES, checked_year(year), content, seen=seen, action="score.rules")
    return replace(rules, revision=kept.revision)


def with_criteria(rules: Rules, asked: Mapping[str, str]) -> Rules:
    """
    Give rules with other weights and scales, as a form writes them (``weight.safety``, ``target.safety``).

    Raises
    ------
    TableError
        Everything that is wrong: ``score.number``, ``score.scale``, ``score.no_weight``.
    """
    problems: list[Problem] = []
    changed = tuple(_criterion(one, asked, problems) for one in rules.criteria)
    if not problems and not sum(one.weight for one in changed):
        problems.append(Problem("score.no_weight"))
    if problems:
        raise TableError.of(problems)
    return replace(rules, criteria=changed)


def _criterion(one: Criterion, asked: Mapping[str, str], problems: list[Problem]) -> Criterion:
    most = {"weight": FULL_MARKS, "none_at": 1e6, "full_at": 1e6, "target": 1e6}
    said: dict[str, Any] = {}
    for name in (*NUMBERS, "target"):
        word = asked.get(f"{name}.{one.measure}", "").strip()
        if not word and name == "target":
            said[name] = None if f"target.{one.measure}" in asked else one.target
            continue
        value = getattr(one, name) if not word else read_number(word)
        if value is None or not 0 <= value <= most[name]:
            problems.append(Problem("score.number", {"field": name, "measure": one.measure, "said": word}))
            return one
        said[name] = value
    against = asked.get(f"against.{one.measure}", one.against)
    if said["none_at"] == said["full_at"] or (said["none_at"] > said["full_at"]) != (one.measure in RATES):
        problems.append(Problem("score.scale", {"measure": one.measure}))
        return one
    return replace(one, **said, against=against if against in AGAINST else one.against)


def with_settings(rules: Rules, asked: Mapping[str, str]) -> Rules:
    """
    Give rules with another standard of funding, mark, first year of the plan, and basis.

    Raises
    ------
    TableError
        ``score.setting`` for each that cannot be read.
    """
    found: dict[str, Any] = {}
    problems = []
    limits = {"standard_yuan": (0, 1000), "pass_mark": (0, 1), "first_year": (2000, 2099)}
    for name, (least, most) in limits.items():
        word = asked.get(name, "").strip()
        if name not in asked:
            continue
        if name == "first_year" and not word:
            found[name] = None
            continue
        value = read_number(word)
        whole = name != "first_year" or (value is not None and value == int(value))
        if value is None or not least <= value <= most or not whole:
            problems.append(Problem("score.setting", {"setting": name, "least": least, "most": str(most)}))
        else:
            found[name] = int(value) if name == "first_year" else value
    if problems:
        raise TableError.of(problems)
    basis = {
        group: asked[f"basis.{group}"] if asked.get(f"basis.{group}") in BASES else usual
        for group, usual in rules.basis.items()
    }
    return replace(rules, **found, basis=basis)


def with_words(rules: Rules, asked: Mapping[str, str]) -> Rules:
    """
    Give rules with other words of the kinds of categories: one field for each kind, words between commas.

    Raises
    ------
    TableError
        ``score.no_words`` for each kind that would be left without any.
    """
    words = {kind: _split(asked.get(f"words.{kind}", "")) for kind in KINDS if f"words.{kind}" in asked}
    empty = [Problem("score.no_words", {"kind": kind}) for kind, said in words.items() if not said]
    if empty:
        raise TableError.of(empty)
    return replace(rules, words={**rules.words, **words})


def with_targets(rules: Rules, asked: Mapping[str, str]) -> Rules:
    """
    Give rules with other targets of the plan: ``target.2.villages`` in percent; an empty one is none.

    ``relation.2.villages`` says whether that is to be reached, or more than that.

    Raises
    ------
    TableError
        ``score.target`` for each that is no percentage.
    """
    problems, targets = [], []
    relations = {(one.year, one.scope): one.relation for one in rules.targets}
    for year, scope in product(PLAN_YEARS, SCOPES):
        said = asked.get(f"target.{year}.{scope}", "").strip()
        if not said:
            continue
        percent = read_number(said.rstrip("%\uff05"))
        if percent is None or not 0 <= percent <= 100:
            problems.append(Problem("score.target", {"year": str(year), "scope": scope, "said": said}))
            continue
        relation = asked.get(f"relation.{year}.{scope}", relations.get((year, scope), RELATIONS[0]))
        relation = relation if relation in RELATIONS else RELATIONS[0]
        targets.append(Target(year, scope, round(percent / 100, 6), relation))
    if problems:
        raise TableError.of(problems)
    return replace(rules, targets=tuple(targets))


def read_number(word: str) -> float | None:
    """Read a number that a form or a table holds, ``85%`` as 0.85; None where it is none."""
    said = unicodedata.normalize("NFKC", word).replace(",", "").strip().removesuffix("人").strip()
    try:
        value = float(said.removesuffix("%")) / (100 if said.endswith("%") else 1)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _split(words: str) -> tuple[str, ...]:
    marks = str.maketrans(dict.fromkeys(SEPARATORS, "\n"))
    return tuple(dict.fromkeys(filter(None, (word.strip() for word in words.translate(marks).splitlines()))))

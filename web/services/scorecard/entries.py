"""What the governance office enters: surveys, funding, the prefecture's averages, what the plan counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gis.errors import InputError, Problem, TableError
from hotspots.scorecard.measures import MEASURES, SHARES
from hotspots.scorecard.plan import COUNTED
from hotspots.scorecard.shares import Survey
from web.services.scorecard.filed import ENTERED, WITHDRAWN, Sign, checked_year, entered, put
from web.services.scorecard.rules import read_number

if TYPE_CHECKING:
    from data.store import Store

SURVEYED = ("safety", "satisfaction")
"""Public sense of safety, and satisfaction: two measures."""
FUNDING, BENCHMARK, PROGRESS = "score.funding", "score.benchmark", "score.progress"
MOST_PEOPLE = 10_000_000


def survey_kind(measure: str) -> str:
    """Give the kind of filing of a survey."""
    if measure not in SURVEYED:
        raise InputError("score.measure_unknown", measure=measure)
    return f"score.survey.{measure}"


def surveys_of(store: Store, measure: str, year: int) -> dict[str, Survey]:
    """Give the surveys of a year by the township's code."""
    return {
        code: Survey(**one.content)
        for code, one in entered(store, survey_kind(measure), year).items()
        if code
    }


def read_survey(said: Mapping[str, str], place: str = "") -> Survey:
    """
    Read a survey of text.

    Raises
    ------
    TableError
        ``score.survey``: numbers that no survey can have found.
    """
    asked, satisfied = (_whole(said.get(name, "")) for name in ("asked", "satisfied"))
    population = _whole(said.get("population", "")) if said.get("population", "").strip() else None
    effect = read_number(said["design_effect"]) if said.get("design_effect", "").strip() else 1.0
    wrong_population = bool(said.get("population", "").strip()) and population is None
    unreadable = TableError("score.survey", place=place or said.get("township", ""))
    if asked is None or satisfied is None or effect is None or wrong_population:
        raise unreadable
    try:
        return Survey(asked, satisfied, population, effect)
    except ValueError:
        raise unreadable from None


def enter_survey(
    store: Store,
    sign: Sign,
    measure: str,
    year: int,
    *,
    code: str,
    survey: Survey | None,
    seen: int | None = None,
) -> None:
    """
    Enter what a survey of a township found; None withdraws what was entered.

    Raises
    ------
    InputError
        ``score.township_unknown``, ``score.changed_meanwhile``.
    """
    require_township(store, code)
    kind = survey_kind(measure)
    if survey is None:
        present = entered(store, kind, year).get(code)
        if present is not None:
            put(store, sign, kind, year, present.content, unit=code, state=WITHDRAWN, seen=seen)
        return
    content = {
        "asked": survey.asked,
        "satisfied": survey.satisfied,
        "population": survey.population,
        "design_effect": survey.design_effect,
    }
    put(store, sign, kind, checked_year(year), content, unit=code, state=ENTERED, seen=seen)


def enter_funding(
    store: Store, sign: Sign, year: int, code: str, said: Mapping[str, str], *, seen: int | None = None
) -> None:
    """
    Enter what a township budgeted and spent, in yuan; an empty one is not known.

    Raises
    ------
    TableError
        ``score.money``.
    """
    require_township(store, code)
    found = {name: read_number(said.get(name, "")) for name in ("budgeted", "spent")}
    wrong = [
        name
        for name, value in found.items()
        if (value is None and said.get(name, "").strip()) or (value is not None and not 0 <= value <= 1e10)
    ]
    if wrong:
        raise TableError.of([Problem("score.money", {"said": said[name]}) for name in wrong])
    put(store, sign, FUNDING, checked_year(year), found, unit=code, seen=seen)


def enter_benchmark(
    store: Store, sign: Sign, year: int, said: Mapping[str, str], *, seen: int | None = None
) -> None:
    """
    Enter the prefecture's averages: rates per 10,000 people and year, shares in percent.

    Raises
    ------
    TableError
        ``score.benchmark``.
    """
    problems, found = [], {}
    for measure in MEASURES:
        word = said.get(measure, "").strip()
        if not word:
            continue
        value = read_number(word)
        most = 100 if measure in SHARES else 1e6
        if value is None or not 0 <= value <= most:
            problems.append(Problem("score.benchmark", {"measure": measure, "said": word}))
        else:
            found[measure] = round(value / 100, 8) if measure in SHARES else value
    if problems:
        raise TableError.of(problems)
    put(store, sign, BENCHMARK, checked_year(year), found, seen=seen)


def benchmark_of(store: Store, year: int) -> dict[str, float]:
    """Give the prefecture's averages of a year, as far as they were entered."""
    kept = entered(store, BENCHMARK, year).get("")
    return {} if kept is None else {name: float(value) for name, value in kept.content.items()}


def enter_progress(
    store: Store, sign: Sign, year: int, said: Mapping[str, str], *, seen: int | None = None
) -> None:
    """
    Enter how many communities, villages and units are safe, and how many there are.

    Raises
    ------
    TableError
        ``score.progress``.
    """
    problems, found = [], {}
    for scope in COUNTED:
        words = [said.get(f"{name}.{scope}", "") for name in ("safe", "total")]
        if not any(word.strip() for word in words):
            continue
        safe, total = (_whole(word) for word in words)
        if safe is None or total is None or not 0 <= safe <= total or not total:
            problems.append(Problem("score.progress", {"scope": scope}))
        else:
            found[scope] = {"safe": safe, "total": total}
    if problems:
        raise TableError.of(problems)
    put(store, sign, PROGRESS, checked_year(year), found, seen=seen)


def progress_of(store: Store, year: int) -> dict[str, tuple[int, int]]:
    """Give safe ones and all, by scope, as far as they were entered."""
    kept = entered(store, PROGRESS, year).get("")
    return {} if kept is None else {scope: (one["safe"], one["total"]) for scope, one in kept.content.items()}


def require_township(store: Store, code: str) -> None:
    """
    Refuse a code that no township has.

    Raises
    ------
    InputError
        ``score.township_unknown``.
    """
    if code not in set(store.places("townships")["code"].astype(str)):
        raise InputError("score.township_unknown", township=code)


def _whole(word: str) -> int | None:
    value = read_number(word)
    return int(value) if value is not None and value == int(value) and 0 <= value <= MOST_PEOPLE else None

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
SURVEY_FIELDS = ("asked", "satisfied", "population", "design_effect")
MOST_PEOPLE, MOST_YUAN = 10_000_000, 1e10


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


def enter_survey_table(store: Store, sign: Sign, measure: str, year: int, said: Mapping[str, str]) -> None:
    """
    Enter the surveys of a form with a line for each township: ``asked.629901001``; an empty line is none.

    Lines that say what was entered already are left alone.

    Raises
    ------
    TableError
        ``score.survey`` for every line that cannot be; nothing is entered then.
    """
    kept = entered(store, survey_kind(measure), checked_year(year))
    problems: list[Problem] = []
    found: dict[str, Survey | None] = {}
    for code, name in _names(store).items():
        line = {field: said.get(f"{field}.{code}", "") for field in SURVEY_FIELDS}
        try:
            survey = read_survey(line, name) if any(word.strip() for word in line.values()) else None
        except TableError as refused:
            problems += refused.problems
            continue
        present = Survey(**kept[code].content) if code in kept else None
        if f"asked.{code}" in said and survey != present:
            found[code] = survey
    if problems:
        raise TableError.of(problems)
    for code, survey in found.items():
        enter_survey(store, sign, measure, year, code=code, survey=survey, seen=_seen(said, code))


def enter_funding_table(store: Store, sign: Sign, year: int, said: Mapping[str, str]) -> None:
    """
    Enter the funding of a form with a line for each township: ``budgeted.629901001``.

    Raises
    ------
    TableError
        ``score.money_of`` for every line that cannot be; nothing is entered then.
    """
    kept, problems, found = entered(store, FUNDING, checked_year(year)), [], {}
    for code, name in _names(store).items():
        line = {field: said.get(f"{field}.{code}", "") for field in ("budgeted", "spent")}
        try:
            money = read_funding(line)
        except TableError as refused:
            problems += [
                Problem("score.money_of", {**one.details, "place": name}) for one in refused.problems
            ]
            continue
        present = kept[code].content if code in kept else {"budgeted": None, "spent": None}
        if f"budgeted.{code}" in said and money != present:
            found[code] = line
    if problems:
        raise TableError.of(problems)
    for code, line in found.items():
        enter_funding(store, sign, year, code, line, seen=_seen(said, code))


def _names(store: Store) -> dict[str, str]:
    places = store.places("townships")
    return dict(zip(places["code"].astype(str), places["name"].astype(str), strict=True))


def _seen(said: Mapping[str, str], code: str) -> int:
    revision = said.get(f"revision.{code}", "")
    return int(revision) if revision.isdecimal() else 0


def read_funding(said: Mapping[str, str]) -> dict[str, float | None]:
    """
    Read what was budgeted and spent; None for what nothing is said of.

    Raises
    ------
    TableError
        ``score.money`` for each that is no amount.
    """
    found: dict[str, float | None] = {}
    problems = []
    for name in ("budgeted", "spent"):
        word = said.get(name, "").strip().removesuffix("元")
        value = read_number(word)
        if (value is None and word) or (value is not None and (not 0 <= value <= MOST_YUAN or "%" in word)):
            problems.append(Problem("score.money", {"said": word}))
        found[name] = value
    if problems:
        raise TableError.of(problems)
    return found


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
    found = read_funding(said)
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
        value = read_average(measure, word)
        if value is None:
            problems.append(Problem("score.benchmark", {"measure": measure, "said": word}))
        else:
            found[measure] = value
    if problems:
        raise TableError.of(problems)
    put(store, sign, BENCHMARK, checked_year(year), found, seen=seen)


def read_average(measure: str, word: str) -> float | None:
    """Read an average: a rate, or a share in percent, with or without the sign; None where it is neither."""
    is_share = measure in SHARES
    value = read_number(word.strip().rstrip("%\uff05") if is_share else word)
    if value is None or not 0 <= value <= (100 if is_share else MOST_YUAN):
        return None
    return round(value / 100, 8) if is_share else value


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

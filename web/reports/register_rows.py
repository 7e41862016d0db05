"""Entries of the register in words, for its pages and its table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from hotspots.rectification.delisting import Observed, judge
from hotspots.rectification.rolling import Standing
from web.services.register.work import recurs
from web.texts import label, text
from web.texts.formats import format_day, format_list, format_number, is_missing
from web.texts.register_words import criterion_words, found_words

if TYPE_CHECKING:
    import pandas as pd

    from data.store.register import StepRecord
    from hotspots.rectification.delisting import Criteria, Verdict
    from web.services.register.candidates import Candidate
    from web.services.register.naming import Names
    from web.services.register.review import Reviewed
    from web.services.register.work import Listed

TABLE = (
    "number",
    "kind",
    "entry",
    "place_kind",
    "state",
    "level",
    "responsible",
    "supporting",
    "leader",
    "deadline",
    "incidents",
    "risk",
    "causes",
    "measures",
    "reason",
)
"""Columns of the table that is taken along."""

STEP_FACTS = (
    *("passed", "deadline", "lead", "supporting", "leader", "level", "place_kind", "measures", "causes"),
    *("meeting", "month", "incidents", "finding", "undone"),
)
"""What a step of the history tells beside its reason."""


def entry_row(found: Listed, names: Names, lang: str, day: date) -> dict[str, Any]:
    """Say an entry as it stood on a day."""
    entry, standing = found.entry, found.standing
    evidence = entry.facts.get("evidence", {})
    return {
        "id": entry.id,
        "number": entry.number,
        "kind": label("register_kind", entry.kind, lang),
        "entry": entry.title,
        "place_kind": names.kind(entry.place_kind, lang),
        "code": standing.state.value,
        "state": label("register_state", standing.state, lang),
        "since": format_day(standing.since, lang),
        "level": label("register_level", entry.level, lang) if standing.is_open else "",
        "responsible": names.unit(entry.lead),
        "supporting": format_list((names.unit(one) for one in entry.facts.get("supporting", ())), lang),
        "leader": str(entry.facts.get("leader", "")),
        "deadline": "" if standing.deadline is None else format_day(standing.deadline, lang),
        "extended": text("register.extended", lang, count=standing.extensions) if standing.extensions else "",
        "late": lateness(standing, day),
        "recurrence": recurs(entry),
        "incidents": evidence.get("incidents", ""),
        "risk": _times(evidence.get("relative_risk")),
        "causes": str(entry.facts.get("causes", "")),
        "measures": str(entry.facts.get("measures", "")),
        "reason": found.steps[0].reason,
    }


def lateness(standing: Standing, day: date) -> str:
    """Give ``overdue``, ``due_soon`` or nothing."""
    return "overdue" if standing.overdue(day) else "due_soon" if standing.due_soon(day) else ""


def candidate_row(one: Candidate, names: Names, lang: str) -> dict[str, Any]:
    """Say a candidate of the screening."""
    return {
        "area_id": one.area_id,
        "rank": one.rank,
        "watch": one.tier == "watch",
        "place": one.place or one.area_id,
        "place_kind": names.kind(one.place_kind, lang),
        "incidents": one.incidents,
        "risk": _times(one.relative_risk),
        "trend": label("trend", one.trend, lang),
        "trend_code": one.trend,
        "reason": one.reason,
        "entry": one.entry,
        "state": "" if one.entry is None else label("register_state", one.entry.state, lang),
        "recurrence": one.recurrence,
    }


def history_rows(history: Sequence[StepRecord], names: Names, lang: str) -> list[dict[str, Any]]:
    """Say every step of an entry, the newest first; those that were taken back are marked."""
    undone = frozenset(step.details["undoes"] for step in history if "undoes" in step.details)
    return [step_row(step, names, lang, undone) for step in reversed(history)]


def step_row(
    step: StepRecord, names: Names, lang: str, undone: Collection[int] = frozenset()
) -> dict[str, Any]:
    """Say a step of an entry's history."""
    said = step.details
    facts = [
        (text(f"register_field.{name}", lang), _detail(name, said[name], names, lang))
        for name in STEP_FACTS
        if said.get(name) not in (None, "")
    ]
    return {
        "day": format_day(step.on_day, lang),
        "action": label("register_action", step.action, lang),
        "state": label("register_state", step.after, lang) if step.after != step.before else "",
        "who": label("role", step.role, lang) if step.role else step.actor,
        "reason": step.reason,
        "facts": facts,
        "undone": step.id in undone,
    }


def review_row(one: Reviewed, names: Names, lang: str) -> dict[str, Any]:
    """Say what a month says of an entry whose rectification was over."""
    entry, unknown = one.found.entry, text("register.unknown_found", lang)
    counts = (one.incidents, one.incidents_before)
    incidents, before = (unknown if count is None else format_number(count, 0) for count in counts)
    return {
        "id": entry.id,
        "number": entry.number,
        "entry": entry.title,
        "place_kind": names.kind(entry.place_kind, lang),
        "code": one.found.standing.state.value,
        "state": label("register_state", one.found.standing.state, lang),
        "over_on": format_day(one.over_on, lang),
        "until": format_day(one.until, lang),
        "incidents": incidents,
        "before": before,
        "finding": one.finding,
        "words": label("review_finding", one.finding, lang),
        "again": one.again,
        "reviewed": None if one.step is None else step_row(one.step, names, lang),
    }


def verdict_rows(verdicts: Sequence[Verdict], lang: str) -> list[dict[str, Any]]:
    """Say the criteria for delisting, each with what was found."""
    return [
        {
            "wanted": criterion_words(asdict(verdict), lang),
            "found": found_words(asdict(verdict), lang),
            "holds": verdict.holds,
        }
        for verdict in verdicts
    ]


def wanted_words(criteria: Criteria, lang: str) -> list[str]:
    """Say what must hold before an entry is taken off the list."""
    nothing = Observed(0, None, None, 0, None)
    return [criterion_words(asdict(verdict), lang) for verdict in judge(criteria, nothing)]


def register_table(rows: Sequence[Mapping[str, Any]], lang: str) -> pd.DataFrame:
    """Make the table that is taken along."""
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(
        {text(f"register.{name}", lang): [row[name] for row in rows] for name in TABLE}, dtype=object
    )


def _times(risk: object) -> str:
    return "" if is_missing(risk) else f"{format_number(risk, 1)}×"


def _detail(name: str, value: Any, names: Names, lang: str) -> str:
    """Say a fact of a step."""
    said: dict[str, Callable[[], str]] = {
        "deadline": lambda: format_day(date.fromisoformat(value), lang),
        "passed": lambda: text("register_passed.yes" if value else "register_passed.no", lang),
        "level": lambda: label("register_level", value, lang),
        "place_kind": lambda: names.kind(value, lang),
        "undone": lambda: label("register_action", value, lang),
        "finding": lambda: label("review_finding", value, lang),
        "supporting": lambda: format_list((names.unit(one) for one in value), lang),
    }
    return said[name]() if name in said else names.unit(str(value))

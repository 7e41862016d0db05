"""Entries of the register in words, for its pages and its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from hotspots.rectification.rolling import Standing
from web.services.register.work import recurs
from web.texts import label, text
from web.texts.formats import format_day, format_list, format_number, is_missing
from web.texts.register_words import criterion_words, found_words

if TYPE_CHECKING:
    import pandas as pd

    from data.store.register import StepRecord
    from hotspots.rectification.delisting import Verdict
    from web.services.register.candidates import Candidate
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
    "measures",
    "reason",
)
"""Columns of the table that is taken along."""

Names = Mapping[str, str]
"""Names of townships and stations by their codes."""


def entry_row(found: Listed, names: Names, lang: str, day: date) -> dict[str, Any]:
    """Say an entry as it stood on a day."""
    entry, standing = found.entry, found.standing
    evidence = entry.facts.get("evidence", {})
    return {
        "id": entry.id,
        "number": entry.number,
        "kind": label("register_kind", entry.kind, lang),
        "entry": entry.title,
        "place_kind": label("place_kind", entry.place_kind, lang),
        "code": standing.state.value,
        "state": label("register_state", standing.state, lang),
        "since": format_day(standing.since, lang),
        "level": label("register_level", entry.level, lang) if standing.is_open else "",
        "responsible": unit_name(entry.lead, names),
        "supporting": format_list((unit_name(one, names) for one in entry.facts.get("supporting", ())), lang),
        "leader": str(entry.facts.get("leader", "")),
        "deadline": "" if standing.deadline is None else format_day(standing.deadline, lang),
        "late": lateness(standing, day),
        "recurrence": recurs(entry),
        "incidents": evidence.get("incidents", ""),
        "risk": _times(evidence.get("relative_risk")),
        "measures": str(entry.facts.get("measures", "")),
        "reason": found.steps[0].reason,
    }


def lateness(standing: Standing, day: date) -> str:
    """Give ``overdue``, ``due_soon`` or nothing."""
    return "overdue" if standing.overdue(day) else "due_soon" if standing.due_soon(day) else ""


def unit_name(code: str, names: Names) -> str:
    """Name a unit: a township or station by its code; a department is its own name."""
    return names.get(code, code)


def candidate_row(one: Candidate, lang: str) -> dict[str, Any]:
    """Say a candidate of the screening."""
    return {
        "area_id": one.area_id,
        "rank": one.rank,
        "watch": one.tier == "watch",
        "place": one.place or one.area_id,
        "place_kind": label("place_kind", one.place_kind, lang),
        "incidents": one.incidents,
        "risk": _times(one.relative_risk),
        "trend": label("trend", one.trend, lang),
        "trend_code": one.trend,
        "reason": one.reason,
        "entry": one.entry,
        "state": "" if one.entry is None else label("register_state", one.entry.state, lang),
        "recurrence": one.recurrence,
    }


def step_row(step: StepRecord, names: Names, lang: str) -> dict[str, Any]:
    """Say a step of an entry's history."""
    said = step.details
    facts = [
        (text(f"register_field.{name}", lang), _detail(name, said[name], names, lang))
        for name in ("passed", "deadline", "lead", "leader", "level", "measures", "causes", "meeting")
        if said.get(name) not in (None, "")
    ]
    return {
        "day": format_day(step.on_day, lang),
        "action": label("register_action", step.action, lang),
        "state": label("register_state", step.after, lang) if step.after != step.before else "",
        "who": label("role", step.role, lang) if step.role else step.actor,
        "reason": step.reason,
        "facts": facts,
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


def register_table(rows: Sequence[Mapping[str, Any]], lang: str) -> pd.DataFrame:
    """Make the table that is taken along."""
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(
        {text(f"register.{name}", lang): [row[name] for row in rows] for name in TABLE}, dtype=object
    )


def _times(risk: object) -> str:
    return "" if is_missing(risk) else f"{format_number(risk, 1)}×"


def _detail(name: str, value: object, names: Names, lang: str) -> str:
    if name == "deadline":
        return format_day(date.fromisoformat(str(value)), lang)
    if name == "passed":
        return text("register_passed.yes" if value else "register_passed.no", lang)
    if name == "level":
        return label("register_level", value, lang)
    return unit_name(str(value), names)

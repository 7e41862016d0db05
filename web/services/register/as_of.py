"""An entry as it was on a day: what had been set by then, and nothing that was set later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from hotspots.rectification.rolling import set_by, standing_on

if TYPE_CHECKING:
    from data.store.register import EntryRecord
    from hotspots.rectification.states import Step

COLUMNS = ("lead", "level", "place_kind")
FACTS = ("leader", "measures", "causes", "meeting", "supporting", "criteria")
"""What decisions set; it is not there before the first one."""


def entry_as_of(entry: EntryRecord, steps: Sequence[Step], day: date) -> EntryRecord:
    """
    Give an entry with the state, the deadline and the duties that it had at the end of a day.

    Parameters
    ----------
    entry
        As it stands.
    steps
        Its steps that hold, in the order in which they were written down.
    day
        A day on which it was in the register.
    """
    standing = standing_on(steps, day)
    if standing is None:
        return entry
    said = set_by(steps, day)
    facts: dict[str, Any] = {name: value for name, value in entry.facts.items() if name not in FACTS}
    facts |= {name: said[name] for name in FACTS if name in said}
    if "criteria" in entry.facts and "lead" in said:
        facts.setdefault("criteria", entry.facts["criteria"])
    facts |= {name: said[name] for name in ("evidence", "since", "until", "recurrence") if name in said}
    searched: dict[str, Any] = {name: said[name] for name in ("area_id", "analysis_id") if said.get(name)}
    return replace(
        entry,
        state=standing.state.value,
        deadline=standing.deadline,
        lead=str(said.get("lead", "")),
        level=str(said.get("level", "")),
        place_kind=str(said.get("place_kind") or entry.place_kind),
        facts=facts,
        **searched,
    )


def columns_of(entry: EntryRecord) -> dict[str, object]:
    """Give the columns of an entry that its steps set, as the store keeps them."""
    names = (*COLUMNS, "deadline", "facts", "area_id", "analysis_id")
    return {name: getattr(entry, name) for name in names}

"""What the register knows of a place, or of a problem, from before: recurrence and its link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from hotspots.rectification.recurrence import Earlier, link_areas, recurs
from hotspots.rectification.rolling import days_of
from hotspots.rectification.states import Action, State

if TYPE_CHECKING:
    from data.store import Store
    from data.store.register import EntryRecord, StepRecord
    from web.services.register.proposals import Proposal


def delisted_on(steps: Sequence[StepRecord]) -> date | None:
    """Give the day on which an entry was last taken off the list; None where it was not."""
    days = days_of(steps, Action.DELIST)
    return days[-1] if days else None


def steps_by_entry(store: Store) -> dict[int, list[StepRecord]]:
    """Give the steps that hold of every entry, by its key."""
    steps: dict[int, list[StepRecord]] = {}
    for step in store.register.steps():
        steps.setdefault(step.entry_id, []).append(step)
    return steps


def earlier_areas(store: Store, entries: Sequence[EntryRecord] | None = None) -> list[Earlier]:
    """Give the areas of the register with the day on which each was taken off; of all entries by default."""
    steps = steps_by_entry(store)
    return [
        Earlier(entry.id, entry.geometry, delisted_on(steps.get(entry.id, ())))
        for entry in (store.register.listed("area") if entries is None else entries)
        if entry.geometry is not None
    ]


def returned(store: Store, asked: Proposal) -> tuple[int | None, bool]:
    """
    Find the entry that a proposal is a return of, and whether within the months that make it a recurrence.

    An area returns where it shares its ground with one that was taken off the list, a problem where it is
    about the same categories, or has the same title.
    """
    off = store.register.listed(asked.kind, (State.DELISTED,))
    if asked.kind == "area":
        if asked.outline is None:
            return None, False
        (link,) = link_areas([asked.outline], earlier_areas(store, off), asked.on_day)
        return (None, False) if link is None else (link.entry_id, link.recurrence)
    same = [entry for entry in off if _is_same(entry, asked)]
    if not same:
        return None, False
    return same[-1].id, recurs(delisted_on(store.register.steps(same[-1].id)), asked.on_day)


def _is_same(entry: EntryRecord, asked: Proposal) -> bool:
    facts: Mapping[str, object] = asked.facts or {}
    wanted, known = (_categories(each) for each in (facts, entry.facts))
    return bool(wanted and wanted == known) or entry.title == asked.title.strip()


def _categories(facts: Mapping[str, object]) -> frozenset[str]:
    found = facts.get("categories", ())
    return frozenset(map(str, found)) if isinstance(found, (list, tuple)) else frozenset()

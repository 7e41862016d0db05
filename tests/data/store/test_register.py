"""The register keeps every step; what two people change at once is changed by one."""

from __future__ import annotations

from datetime import date

import shapely

from data.store import Store
from data.store.audit import Deed
from data.store.register import EntryRecord, NewStep

OUTLINE = shapely.box(104.1, 34.1, 104.2, 34.2)


def deed(action: str = "register.proposed") -> Deed:
    return Deed(action, "entry", actor="g1", role="governance")


def proposed(store: Store, day: date = date(2026, 1, 5)) -> EntryRecord:
    values = {"kind": "area", "title": "南市场", "geometry": OUTLINE, "facts": {"causes": ["照明差"]}}
    return store.register.add(values, NewStep("propose", "", "proposed", day, "警情多"), deed())


def test_an_entry_is_kept_with_outline_facts_and_first_step(store: Store) -> None:
    entry = proposed(store)
    assert (entry.number, entry.state, entry.revision) == ("2026-001", "proposed", 1)
    assert entry.facts == {"causes": ["照明差"]}
    assert entry.geometry is not None
    assert entry.geometry.equals(OUTLINE)
    (step,) = store.register.steps(entry.id)
    assert (step.action, step.before, step.after, step.reason) == ("propose", "", "proposed", "警情多")
    assert (step.actor, step.role, step.on_day) == ("g1", "governance", date(2026, 1, 5))
    assert store.audit.entries(action="register.")[0].deed.actor == "g1"


def test_numbers_count_within_the_year(store: Store) -> None:
    days = [date(2026, 1, 5), date(2026, 3, 1), date(2027, 1, 2), date(2026, 12, 1)]
    assert [proposed(store, day).number for day in days] == ["2026-001", "2026-002", "2027-001", "2026-003"]


def test_a_step_changes_the_entry_and_one_of_two_at_once_is_refused(store: Store) -> None:
    entry = proposed(store)
    step = NewStep("designate", "proposed", "designated", date(2026, 2, 1), details={"meeting": "第一次"})
    values = {"deadline": date(2026, 11, 30), "lead": "629901"}
    changed = store.register.change(entry.id, entry.revision, values, step, deed("register.designated"))
    assert changed is not None
    assert (changed.state, changed.deadline, changed.lead) == ("designated", date(2026, 11, 30), "629901")
    assert store.register.change(entry.id, entry.revision, {}, step, deed("register.designated")) is None
    assert [step.action for step in store.register.steps(entry.id)] == ["propose", "designate"]
    assert len(store.audit.entries(action="register.designated")) == 1


def test_entries_are_listed_by_kind_and_state(store: Store) -> None:
    area = proposed(store)
    problem = store.register.add(
        {"kind": "problem", "title": "盗窃摩托车"},
        NewStep("propose", "", "watched", date(2026, 1, 6)),
        deed(),
    )
    assert problem.geometry is None
    assert [entry.id for entry in store.register.listed()] == [area.id, problem.id]
    assert [entry.id for entry in store.register.listed("problem")] == [problem.id]
    assert [entry.id for entry in store.register.listed(states=["proposed"])] == [area.id]
    assert store.register.get(99) is None

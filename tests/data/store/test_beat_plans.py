"""Plans of beats are kept with their states; drafts change nothing that is in force."""

from __future__ import annotations

import pytest

from data.store import Store
from data.store.audit import Deed
from data.store.beat_plans import DRAFT, IN_FORCE, SUBMITTED, SUPERSEDED, BeatPlanRecord
from tests.data.store.samples import some_villages


def deed(action: str = "beats.saved") -> Deed:
    return Deed(action, "plan", actor="s1", role="station")


def draft(store: Store, station: str = "S1") -> BeatPlanRecord:
    return store.beat_plans.add({"name": "plan", "station": station, "beats": {"510001": 1}}, deed())


def submitted(store: Store, station: str = "S1") -> int:
    plan = draft(store, station)
    assert store.beat_plans.change(plan.id, {"state": SUBMITTED}, deed("beats.submitted"))
    return plan.id


def in_force(store: Store, station: str = "S1") -> int:
    plan_id = submitted(store, station)
    units = some_villages().assign(beat_id=1)
    assert store.beat_plans.put_in_force(plan_id, {"plan": plan_id}, {"units": units}, deed("beats.approved"))
    return plan_id


def state(store: Store, plan_id: int) -> str:
    found = store.beat_plans.get(plan_id)
    assert found is not None
    return found.state


def test_a_draft_is_kept_and_the_beats_in_force_stay_what_they_were(store: Store) -> None:
    plan = draft(store)
    assert (plan.state, plan.beats, plan.analysis_id) == (DRAFT, {"510001": 1}, None)
    assert store.latest_analysis("beats") is None
    assert store.audit.entries(action="beats.")[0].deed.actor == "s1"


def test_a_plan_is_approved_once_and_is_then_the_latest_beats(store: Store) -> None:
    plan_id = in_force(store)
    found, latest = store.beat_plans.get(plan_id), store.latest_analysis("beats")
    assert found is not None
    assert latest is not None
    assert (found.state, found.analysis_id, latest.parameters) == (IN_FORCE, latest.id, {"plan": plan_id})
    units = some_villages().assign(beat_id=2)
    assert store.beat_plans.put_in_force(plan_id, {}, {"units": units}, deed("beats.approved")) is None
    assert len(store.analyses("beats")) == 1


@pytest.mark.parametrize(
    ("later", "states"), [("S1", (SUPERSEDED, IN_FORCE)), ("", (SUPERSEDED, SUPERSEDED))]
)
def test_what_a_plan_takes_the_place_of_is_kept_as_superseded(
    store: Store, later: str, states: tuple[str, str]
) -> None:
    own, other = in_force(store, "S1"), in_force(store, "S2")
    in_force(store, later)
    assert (state(store, own), state(store, other)) == states


def test_a_plan_of_the_command_line_supersedes_every_other(store: Store) -> None:
    plan_id = in_force(store)
    store.beat_plans.save_whole_plan({"count": 1}, {"units": some_villages().assign(beat_id=1)})
    assert state(store, plan_id) == SUPERSEDED


def test_only_drafts_are_changed_or_removed(store: Store) -> None:
    plan_id = submitted(store)
    assert store.beat_plans.change(plan_id, {"name": "other"}, deed()) is None
    assert not store.beat_plans.remove(plan_id, deed("beats.removed"))
    assert store.beat_plans.change(plan_id, {"state": DRAFT}, deed("beats.returned"), only=SUBMITTED)
    assert store.beat_plans.remove(plan_id, deed("beats.removed"))
    assert store.beat_plans.get(plan_id) is None


def test_the_history_says_who_did_what_and_counts_savings_in_a_row_once(store: Store) -> None:
    plan = draft(store)
    store.beat_plans.change(plan.id, {"name": "better"}, deed())
    changed = store.beat_plans.change(plan.id, {"state": SUBMITTED}, deed("beats.submitted"))
    assert changed is not None
    steps = changed.history["steps"]
    assert [step["action"] for step in steps] == ["beats.saved", "beats.submitted"]
    assert {step["actor"] for step in steps} == {"s1"}

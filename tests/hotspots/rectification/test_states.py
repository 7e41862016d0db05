"""What may be done with an entry of the register, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import InputError
from hotspots.rectification.states import (
    CLOSED,
    OPEN,
    RULES,
    UNDECIDED,
    Action,
    Part,
    State,
    check_day,
    next_state,
    passed_check,
    possible,
)
from tests.hotspots.rectification.steps import Taken, day, rectified


def test_the_way_of_an_area_from_proposal_to_delisting() -> None:
    state, steps = "", []
    for step in rectified():
        after = next_state(Action(step.action), state, steps)
        assert (state, after) == (step.before, step.after)
        state, steps = after, [*steps, step]


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("state", list(State))
def test_every_action_outside_its_states_is_refused_with_those_it_wants(action: Action, state: State) -> None:
    if state in RULES[action].before:
        return
    with pytest.raises(InputError) as refused:
        next_state(action, state, rectified())
    assert refused.value.code == "register.impossible"
    assert refused.value.problems[0].details["wanted"] == [each.value for each in RULES[action].before]


def test_every_state_belongs_to_one_group_and_can_be_reached() -> None:
    assert sorted((*UNDECIDED, *OPEN, *CLOSED)) == sorted(State)
    assert {rule.after for rule in RULES.values() if rule.after} == set(State)


@pytest.mark.parametrize("before", ["designated", "listed"])
def test_an_entry_that_is_returned_goes_back_to_where_it_was(before: str) -> None:
    steps = [Taken("ask_acceptance", before, "awaiting_acceptance", day("2026-09-01"))]
    assert next_state(Action.RETURN, "awaiting_acceptance", steps) == before


def test_acceptance_wants_a_check_that_was_passed_since_it_was_asked_for() -> None:
    asked = Taken("ask_acceptance", "listed", "awaiting_acceptance", day("2026-09-01"))
    passed = Taken("check", "listed", "listed", day("2026-08-01"), {"passed": True})
    failed = Taken(
        "check", "awaiting_acceptance", "awaiting_acceptance", day("2026-09-02"), {"passed": False}
    )
    assert not passed_check([passed, asked])
    assert not passed_check([asked, passed, failed])
    assert passed_check([asked, failed, passed])
    with pytest.raises(InputError, match=r"register\.unchecked"):
        next_state(Action.ACCEPT, "awaiting_acceptance", [passed, asked])


def test_only_the_committee_decides_and_only_the_unit_responsible_reports_progress_beside_the_office() -> (
    None
):
    decisions = {Action.DESIGNATE, Action.WATCH, Action.DECLINE, Action.LIST, Action.EXTEND, Action.RETURN}
    for action in decisions | {Action.ACCEPT, Action.DELIST, Action.RELIST}:
        assert RULES[action].parts == {Part.COMMITTEE}
    assert RULES[Action.PROGRESS].parts == {Part.OFFICE, Part.LEAD}
    assert possible("listed", {Part.LEAD}) == (Action.PROGRESS, Action.ASK)
    assert possible("delisted", {Part.LEAD, Part.UNIT}) == ()
    assert possible("delisted", {Part.OFFICE}) == (Action.REVIEW,)


@given(st.lists(st.sampled_from(list(Action)), max_size=40))
def test_whatever_is_tried_an_entry_is_never_delisted_without_acceptance(tried: list[Action]) -> None:
    state, steps, number = "", [], 0
    for action in (Action.PROPOSE, *tried):
        number += 1
        try:
            after = next_state(action, state, steps)
        except InputError:
            continue
        step = Taken(action, state, after, date.fromordinal(730_000 + number), {"passed": number % 2 == 0})
        state, steps = after, [*steps, step]
    done = [step.action for step in steps]
    if "delist" in done:
        assert "accept" in done[: done.index("delist")]
        assert "designate" in done[: done.index("accept")]


@pytest.mark.parametrize(
    ("on_day", "code"),
    [("2026-12-19", "register.day_too_early"), ("2027-01-02", "register.day_in_future")],
)
def test_a_step_is_dated_after_the_last_one_and_not_after_today(on_day: str, code: str) -> None:
    check_day(day("2026-12-20"), day("2027-01-01"), rectified())
    check_day(day("2027-01-01"), day("2027-01-01"), [])
    with pytest.raises(InputError, match=code):
        check_day(day(on_day), day("2027-01-01"), rectified())


def test_the_last_step_is_undone_by_those_who_may_take_it_and_a_proposal_is_not() -> None:
    steps = rectified()[:3]
    assert next_state(Action.UNDO, "listed", steps) == "designated"
    assert Action.UNDO in possible("listed", {Part.COMMITTEE}, steps)
    assert Action.UNDO not in possible("listed", {Part.OFFICE, Part.LEAD}, steps)
    assert Action.UNDO in possible("listed", {Part.LEAD}, rectified()[:4])
    with pytest.raises(InputError) as refused:
        next_state(Action.UNDO, "proposed", steps[:1])
    assert refused.value.code == "register.nothing_to_undo"

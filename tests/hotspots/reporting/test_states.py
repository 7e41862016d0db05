"""Where a return may go, and who takes it there."""

from __future__ import annotations

from hotspots.reporting.states import COUNTED, MOVES, Side, State, moves_from


def test_a_unit_saves_files_and_corrects_and_the_office_returns_and_accepts() -> None:
    found = {state: moves_from(state, Side.UNIT) for state in State}
    assert found == {
        State.NONE: ("save", "file"),
        State.DRAFT: ("save", "file"),
        State.FILED: ("correct",),
        State.RETURNED: ("file",),
        State.ACCEPTED: (),
    }
    office = {state: moves_from(state, Side.OFFICE) for state in State}
    assert office == {
        State.NONE: (),
        State.DRAFT: (),
        State.FILED: ("return", "accept"),
        State.RETURNED: (),
        State.ACCEPTED: ("return",),
    }


def test_sending_back_and_correcting_say_why() -> None:
    assert {name for name, move in MOVES.items() if move.needs_reason} == {"return", "correct"}


def test_neither_drafts_nor_what_was_sent_back_count() -> None:
    assert {State.FILED, State.ACCEPTED} == COUNTED

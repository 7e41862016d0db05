"""What the register was on any day."""

from __future__ import annotations

import pytest

from hotspots.rectification.rolling import days_of, rectified_spans, standing_on
from hotspots.rectification.states import Action
from tests.hotspots.rectification.steps import Taken, day, rectified


@pytest.mark.parametrize(
    ("on_day", "state", "since", "deadline"),
    [
        ("2026-01-10", "proposed", "2026-01-10", None),
        ("2026-01-31", "proposed", "2026-01-10", None),
        ("2026-02-01", "designated", "2026-02-01", "2026-08-31"),
        ("2026-06-30", "listed", "2026-02-20", "2026-08-31"),
        ("2026-08-20", "listed", "2026-02-20", "2026-10-31"),
        ("2026-09-06", "awaiting_acceptance", "2026-09-01", "2026-10-31"),
        ("2026-12-31", "delisted", "2026-12-20", "2026-10-31"),
    ],
)
def test_an_entry_stands_where_its_last_step_by_that_day_led(
    on_day: str, state: str, since: str, deadline: str | None
) -> None:
    found = standing_on(rectified(), day(on_day))
    assert found is not None
    assert (found.state, found.since) == (state, day(since))
    assert found.deadline == (deadline and day(deadline))


def test_before_its_first_step_it_was_not_in_the_register() -> None:
    assert standing_on(rectified(), day("2026-01-09")) is None
    assert standing_on([], day("2026-01-09")) is None


@pytest.mark.parametrize(
    ("steps", "on_day", "overdue", "soon"),
    [
        (4, "2026-07-31", False, False),
        (4, "2026-08-01", False, True),
        (4, "2026-08-31", False, True),
        (4, "2026-09-01", True, False),
        (5, "2026-09-01", False, False),
        (7, "2026-11-01", False, False),  # acceptance was asked for in time
        (8, "2026-11-01", False, False),  # accepted: what is to be done is done
        (9, "2027-01-01", False, False),
    ],
)
def test_a_deadline_is_near_for_thirty_days_and_overdue_after(
    steps: int, on_day: str, *, overdue: bool, soon: bool
) -> None:
    found = standing_on(rectified()[:steps], day(on_day))
    assert found is not None
    assert (found.overdue(day(on_day)), found.due_soon(day(on_day))) == (overdue, soon)


def test_extensions_and_the_last_check_are_told() -> None:
    found = standing_on(rectified(), day("2026-12-31"))
    assert found is not None
    assert (found.extensions, found.last_check_passed, found.is_open) == (1, True, False)
    assert days_of(rectified(), Action.CHECK) == [day("2026-09-05")]


def test_it_was_put_right_from_designation_to_acceptance_and_again_after_relisting() -> None:
    again = Taken("relist", "delisted", "listed", day("2027-04-01"), {"deadline": "2027-10-31"})
    assert rectified_spans(rectified()) == [(day("2026-02-01"), day("2026-09-10"))]
    assert rectified_spans([*rectified(), again])[-1] == (day("2027-04-01"), None)
    assert rectified_spans(rectified()[:1]) == []

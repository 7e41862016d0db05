"""The register as it was on a day, told from the steps that had been taken by then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hotspots.rectification.states import OPEN, RECTIFIED, Action, State, Step

SETTING = (Action.PROPOSE, Action.DESIGNATE, Action.RELIST, Action.AMEND)
"""Actions that set who answers for an entry, and what is to be done."""

DUE_SOON_DAYS = 30
"""Days before a deadline from which it is said to be near."""


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Where an entry stood on a day.

    Attributes
    ----------
    state
        Its state.
    since
        Day of the step that led there.
    deadline
        Until when it was to be put right; None before a decision.
    extensions
        How often the deadline had been moved.
    last_check_passed
        What the last check on site said; None where there was none.
    """

    state: State
    since: date
    deadline: date | None
    extensions: int
    last_check_passed: bool | None

    def overdue(self, day: date) -> bool:
        """Tell whether acceptance was not asked for by the deadline."""
        if self.deadline is None or self.state not in (*RECTIFIED, State.AWAITING):
            return False
        return self.deadline < (self.since if self.state is State.AWAITING else day)

    def due_soon(self, day: date) -> bool:
        """Tell whether acceptance is to be asked for within a month."""
        if self.deadline is None or self.state not in RECTIFIED:
            return False
        return day <= self.deadline <= day + timedelta(days=DUE_SOON_DAYS)

    @property
    def is_open(self) -> bool:
        """Whether the committee has designated it and not taken it off."""
        return self.state in OPEN


def standing_on(steps: Sequence[Step], day: date) -> Standing | None:
    """
    Tell where an entry stood at the end of a day, None where it was not in the register yet.

    Parameters
    ----------
    steps
        Its steps, in the order in which they were written down.
    day
        The day.
    """
    taken = [step for step in steps if step.on_day <= day]
    if not taken:
        return None
    state, since = State(taken[-1].after), taken[-1].on_day
    for step in reversed(taken):
        if step.after != state:
            break
        since = step.on_day
    dated = [step for step in taken if step.details.get("deadline")]
    checks = [bool(step.details.get("passed")) for step in taken if step.action == Action.CHECK]
    return Standing(
        state,
        since,
        date.fromisoformat(str(dated[-1].details["deadline"])) if dated else None,
        sum(step.action == Action.EXTEND for step in taken),
        checks[-1] if checks else None,
    )


def set_by(steps: Sequence[Step], day: date) -> dict[str, object]:
    """Give what the steps up to a day set, such as unit responsible and measures: of each the newest."""
    said: dict[str, object] = {}
    for step in steps:
        if step.on_day <= day and step.action in SETTING:
            said |= step.details
    return said


def days_of(steps: Iterable[Step], action: Action) -> list[date]:
    """List the days on which something was done, oldest first."""
    return [step.on_day for step in steps if step.action == action]


def rectified_spans(steps: Sequence[Step]) -> list[tuple[date, date | None]]:
    """
    Give the spans in which an entry was being put right: first day, and day of acceptance; None for none yet.

    An evaluation compares what was before such a span with what came after its first day; a backtest sets
    them aside, since success looks like a miss.
    """
    spans: list[tuple[date, date | None]] = []
    for step in steps:
        if step.action in (Action.DESIGNATE, Action.RELIST):
            spans.append((step.on_day, None))
        elif step.action == Action.ACCEPT and spans:
            spans[-1] = (spans[-1][0], step.on_day)
    return spans

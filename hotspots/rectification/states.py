"""
Where an entry of the register stands, and what may be done with it.

::

    propose -> proposed --> designate -> designated --> list -> listed
                  |  ^                       |                    |
          watch --+  +-- reconsider          +-- ask_acceptance --+
        decline --+        |                           |
       withdraw --+--------'                 awaiting_acceptance -- return --> designated or listed
                                                       |
                                                     accept
                                                       |
                       relist --> listed <--------- accepted -- delist --> delisted -- relist --> listed

Progress, checks on site, extensions, changes of duties and monthly reviews leave an entry where it stands. A
step that was a mistake is undone by who may take it, the last one first, with a reason; the history keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from gis.errors import InputError


class State(StrEnum):
    """Where an entry stands."""

    PROPOSED = "proposed"
    WATCHED = "watched"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DESIGNATED = "designated"
    LISTED = "listed"
    AWAITING = "awaiting_acceptance"
    ACCEPTED = "accepted"
    DELISTED = "delisted"


class Action(StrEnum):
    """What is done with an entry."""

    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    RECONSIDER = "reconsider"
    WATCH = "watch"
    DECLINE = "decline"
    DESIGNATE = "designate"
    LIST = "list"
    PROGRESS = "progress"
    CHECK = "check"
    EXTEND = "extend"
    ASK = "ask_acceptance"
    RETURN = "return"
    ACCEPT = "accept"
    DELIST = "delist"
    RELIST = "relist"
    AMEND = "amend"
    REVIEW = "review"
    UNDO = "undo"


class Part(StrEnum):
    """The part that somebody has in an entry."""

    COMMITTEE = "committee"
    """Decides on it: what it has designated it also accepts and takes off."""
    OFFICE = "office"
    """Manages the register."""
    LEAD = "lead"
    """Is the unit responsible, or helps it."""
    UNIT = "unit"
    """Answers for the ground on which it lies, and proposed it."""


RECTIFIED = (State.DESIGNATED, State.LISTED)
"""States in which an entry is being put right."""

OPEN = (*RECTIFIED, State.AWAITING, State.ACCEPTED)
"""States of entries that the committee has designated and not taken off."""

UNDECIDED = (State.PROPOSED, State.WATCHED)
CLOSED = (State.DECLINED, State.WITHDRAWN, State.DELISTED)


@dataclass(frozen=True, slots=True)
class Rule:
    """
    When an action may be done.

    Attributes
    ----------
    before
        States that it leads from; empty for a new entry.
    after
        State that it leads to; None where the entry stays, or returns to where it came from.
    parts
        Who may do it.
    needs
        What has to be said.
    """

    before: tuple[State, ...]
    after: State | None
    parts: frozenset[Part]
    needs: tuple[str, ...] = ("reason",)


_COMMITTEE = frozenset({Part.COMMITTEE})
_OFFICE_OR_LEAD = frozenset({Part.OFFICE, Part.LEAD})
_OFFICE_OR_UNIT = frozenset({Part.OFFICE, Part.UNIT})

DECISION = ("reason", "lead", "leader", "deadline", "measures", "level")
"""What has to be said of an entry that is designated."""

RULES: dict[Action, Rule] = {
    Action.PROPOSE: Rule((), State.PROPOSED, _OFFICE_OR_UNIT),
    Action.WITHDRAW: Rule((State.PROPOSED,), State.WITHDRAWN, _OFFICE_OR_UNIT),
    Action.RECONSIDER: Rule((State.DECLINED, State.WITHDRAWN), State.PROPOSED, frozenset({Part.OFFICE})),
    Action.WATCH: Rule((State.PROPOSED,), State.WATCHED, _COMMITTEE),
    Action.DECLINE: Rule(UNDECIDED, State.DECLINED, _COMMITTEE),
    Action.DESIGNATE: Rule(UNDECIDED, State.DESIGNATED, _COMMITTEE, DECISION),
    Action.LIST: Rule((State.DESIGNATED,), State.LISTED, _COMMITTEE),
    Action.PROGRESS: Rule(RECTIFIED, None, _OFFICE_OR_LEAD),
    Action.CHECK: Rule(OPEN, None, frozenset({Part.OFFICE, Part.COMMITTEE}), ("reason", "passed")),
    Action.EXTEND: Rule(RECTIFIED, None, _COMMITTEE, ("reason", "deadline")),
    Action.ASK: Rule(RECTIFIED, State.AWAITING, _OFFICE_OR_LEAD),
    Action.RETURN: Rule((State.AWAITING,), None, _COMMITTEE),
    Action.ACCEPT: Rule((State.AWAITING,), State.ACCEPTED, _COMMITTEE),
    Action.DELIST: Rule((State.ACCEPTED,), State.DELISTED, _COMMITTEE),
    Action.RELIST: Rule((State.ACCEPTED, State.DELISTED), State.LISTED, _COMMITTEE, ("reason", "deadline")),
    Action.AMEND: Rule(OPEN, None, _COMMITTEE),
    Action.REVIEW: Rule((State.ACCEPTED, State.DELISTED), None, frozenset({Part.OFFICE, Part.COMMITTEE})),
    Action.UNDO: Rule(tuple(State), None, frozenset(Part)),
}
"""What may be done: the whole of the state machine."""


class Step(Protocol):
    """A step that was taken; see ``data.store.register.StepRecord``."""

    @property
    def action(self) -> str: ...  # noqa: D102
    @property
    def before(self) -> str: ...  # noqa: D102
    @property
    def after(self) -> str: ...  # noqa: D102
    @property
    def on_day(self) -> date: ...  # noqa: D102
    @property
    def details(self) -> Mapping[str, object]: ...  # noqa: D102


def possible(
    state: str, parts: frozenset[Part] | set[Part], steps: Sequence[Step] = ()
) -> tuple[Action, ...]:
    """
    List what may be done with an entry by somebody with these parts in it, after the steps that hold.

    Examples
    --------
    >>> [action.value for action in possible("awaiting_acceptance", {Part.COMMITTEE})]
    ['check', 'return', 'accept', 'amend']
    """
    allowed = (action for action, rule in RULES.items() if state in rule.before and rule.parts & parts)
    return tuple(action for action in allowed if action is not Action.UNDO or may_undo(steps, parts))


def may_undo(steps: Sequence[Step], parts: frozenset[Part] | set[Part]) -> bool:
    """Tell whether the last step is undone by somebody with these parts; a proposal is withdrawn instead."""
    last = Action(steps[-1].action) if steps else Action.PROPOSE
    return last is not Action.PROPOSE and bool(RULES[last].parts & parts)


def next_state(action: Action, state: str, steps: Sequence[Step]) -> State:
    """
    Give the state that an action leads to.

    Parameters
    ----------
    action, state
        What is done, and where the entry stands; empty for a new one.
    steps
        What was done before, oldest first: an entry that is returned goes back to where it was.

    Raises
    ------
    InputError
        ``register.impossible`` where the action does not lead from that state, ``register.unchecked`` where
        an entry is to be accepted that did not pass a check on site since acceptance was asked for,
        ``register.nothing_to_undo`` where there is no step but the proposal.
    """
    rule = RULES[action]
    if (state or rule.before) and state not in rule.before:
        wanted = [before.value for before in rule.before]
        raise InputError("register.impossible", action=action.value, state=state, wanted=wanted)
    if action is Action.UNDO:
        if not steps or steps[-1].action == Action.PROPOSE:
            raise InputError("register.nothing_to_undo")
        return State(steps[-1].before)
    if action is Action.RETURN:
        return State(next(step.before for step in reversed(steps) if step.action == Action.ASK))
    if action is Action.ACCEPT and not passed_check(steps):
        raise InputError("register.unchecked")
    return State(state) if rule.after is None else rule.after


def passed_check(steps: Sequence[Step]) -> bool:
    """Tell whether the last check on site since acceptance was asked for was passed."""
    for step in reversed(steps):
        if step.action == Action.CHECK:
            return bool(step.details.get("passed"))
        if step.action == Action.ASK:
            return False
    return False


def check_day(on_day: date, today: date, steps: Sequence[Step]) -> None:
    """
    Refuse a step that is dated before the last one, or after today.

    Raises
    ------
    InputError
        ``register.day_too_early`` or ``register.day_in_future``.
    """
    last = max((step.on_day for step in steps), default=on_day)
    if on_day < last:
        raise InputError("register.day_too_early", day=on_day.isoformat(), last=last.isoformat())
    if on_day > today:
        raise InputError("register.day_in_future", day=on_day.isoformat(), today=today.isoformat())

"""
Where a return stands, and who may take it further.

::

    draft ──file──> filed ──accept──> accepted
                    │  ↑ correct (by the unit)  │
                  return└──file──┐              │
                    ↓            │              │
                    returned ────┘ <──return────┘
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a return stands."""

    NONE = ""
    DRAFT = "draft"
    FILED = "filed"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Side(StrEnum):
    """Who takes a step: the unit that reports, or the office that receives."""

    UNIT = "unit"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Move:
    """
    A step that may be taken.

    Attributes
    ----------
    action
        Code of the step.
    side
        Who may take it.
    before, after
        States that it leads from, and to.
    needs_reason
        Whether it must say why.
    """

    action: str
    side: Side
    before: frozenset[State]
    after: State
    needs_reason: bool = False


MOVES = {
    move.action: move
    for move in (
        Move("save", Side.UNIT, frozenset({State.NONE, State.DRAFT}), State.DRAFT),
        Move("file", Side.UNIT, frozenset({State.NONE, State.DRAFT, State.RETURNED}), State.FILED),
        Move("correct", Side.UNIT, frozenset({State.FILED}), State.FILED, needs_reason=True),
        Move(
            "return",
            Side.OFFICE,
            frozenset({State.FILED, State.ACCEPTED}),
            State.RETURNED,
            needs_reason=True,
        ),
        Move("accept", Side.OFFICE, frozenset({State.FILED}), State.ACCEPTED),
    )
}

COUNTED = frozenset({State.FILED, State.ACCEPTED})
"""States whose figures count: what was sent back is not settled, and a draft is nobody's but the unit's."""


def moves_from(state: State, side: Side) -> tuple[str, ...]:
    """
    Name the steps that a side may take from a state, in the order of ``MOVES``.

    Examples
    --------
    >>> moves_from(State.FILED, Side.OFFICE)
    ('return', 'accept')
    """
    return tuple(name for name, move in MOVES.items() if move.side is side and state in move.before)

"""What is said of an entry of the register when something is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from data.privacy import holds_personal_number
from gis.errors import InputError, Problem
from hotspots.rectification.delisting import Criteria
from hotspots.rectification.states import RULES, Action

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS = ("county", "township")
"""Who an area is rectified by: 县级重点整治, 乡镇级重点整治."""

LONGEST = 4000
WORDS = ("reason", "lead", "leader", "measures", "level", "causes", "meeting", "place_kind")
"""What is said in words: why, unit responsible, leader in charge, what is to be done, and so on."""


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What is asked for.

    Attributes
    ----------
    action
        What is to be done.
    on_day
        Day from which it counts.
    words
        Of ``WORDS``, those that were said.
    supporting
        Units that help.
    deadline
        Until when; None where it is not said.
    passed
        Whether a check on site was passed; None where it is not said.
    criteria
        What must hold before it is taken off; None leaves what was set before, or the usual.
    figures
        What a review found.
    """

    action: Action
    on_day: date
    words: Mapping[str, str]
    supporting: tuple[str, ...] = ()
    deadline: date | None = None
    passed: bool | None = None
    criteria: Criteria | None = None
    figures: Mapping[str, object] | None = None

    @property
    def reason(self) -> str:
        """Why it is done."""
        return self.words.get("reason", "")

    def details(self) -> dict[str, Any]:
        """Give what the step of the history keeps beside the reason."""
        said: dict[str, Any] = {name: word for name, word in self.words.items() if name != "reason" and word}
        if self.supporting:
            said["supporting"] = list(self.supporting)
        if self.deadline is not None:
            said["deadline"] = self.deadline.isoformat()
        if self.passed is not None:
            said["passed"] = self.passed
        if self.action is Action.DESIGNATE or self.criteria is not None:
            said["criteria"] = asdict(self.criteria or Criteria())
        return said | dict(self.figures or {})


def check_asked(asked: Asked, deadline: date | None) -> None:
    """
    Refuse what is asked for where something that has to be said is not, or cannot be.

    Parameters
    ----------
    asked
        What is asked for.
    deadline
        Deadline of the entry up to now.

    Raises
    ------
    InputError
        Everything that is wrong: ``register.needs``, ``register.too_long``, ``register.person``,
        ``register.level``, ``register.deadline_early``, ``register.extension_early``.
    """
    said = {**asked.words, "deadline": asked.deadline, "passed": asked.passed}
    missing = [need for need in RULES[asked.action].needs if said.get(need) in (None, "")]
    problems = (
        [Problem("register.needs", {"action": asked.action.value, "missing": missing})] if missing else []
    )
    problems += _wrong_words(asked.words.items())
    if asked.words.get("level", LEVELS[0]) not in ("", *LEVELS):
        problems.append(Problem("register.level", {"level": asked.words["level"]}))
    if asked.deadline is not None:
        if asked.deadline <= asked.on_day:
            days = {"deadline": asked.deadline.isoformat(), "day": asked.on_day.isoformat()}
            problems.append(Problem("register.deadline_early", days))
        elif asked.action is Action.EXTEND and deadline is not None and asked.deadline <= deadline:
            days = {"deadline": asked.deadline.isoformat(), "before": deadline.isoformat()}
            problems.append(Problem("register.extension_early", days))
    if problems:
        raise InputError.of(problems)


def _wrong_words(words: Iterable[tuple[str, str]]) -> list[Problem]:
    """Find what is too long, and what names a person: the register is about places and units."""
    problems = []
    for name, word in words:
        if len(word) > LONGEST:
            problems.append(Problem("register.too_long", {"field": name, "most": LONGEST}))
        if holds_personal_number(word):
            problems.append(Problem("register.person", {"field": name}))
    return problems

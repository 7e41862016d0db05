"""Forms of the register, read into what its services ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from gis.errors import InputError
from hotspots.rectification.delisting import Criteria
from hotspots.rectification.states import Action
from web.services.register.asked import WORDS, Asked

if TYPE_CHECKING:
    from starlette.datastructures import FormData

CRITERIA = {"observed_months": (0, 24), "fall_pct": (0, 100), "checks_passed": (0, 12)}
"""Fields of the criteria, each with its smallest and largest number."""


def asked_of(action: Action, form: FormData, today: date) -> Asked:
    """
    Read what is asked for.

    Raises
    ------
    InputError
        ``register.date`` or ``register.number``.
    """
    words = {name: str(form.get(name, "")).strip() for name in WORDS}
    passed = form.get("passed")
    return Asked(
        action,
        day_of(form, "on_day") or today,
        words,
        words_of(form, "supporting"),
        day_of(form, "deadline"),
        None if passed in (None, "") else passed == "yes",
        _criteria_of(form) if action is Action.DESIGNATE or form.get("criteria_shown") else None,
    )


def day_of(form: Mapping[str, object], name: str) -> date | None:
    """
    Read a day; None where the field is empty.

    Raises
    ------
    InputError
        ``register.date``.
    """
    said = str(form.get(name, "") or "").strip()
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise InputError("register.date", field=name) from error


def revision_of(form: Mapping[str, object]) -> int | None:
    """Read the revision that was seen; None where the form has none, and none that there is for no number."""
    said = str(form.get("revision", "") or "0")
    return int(said) or None if said.isascii() and said.isdecimal() and len(said) < 10 else -1


def words_of(form: Mapping[str, object], name: str) -> tuple[str, ...]:
    """Read words that were typed in a row, by commas or semicolons of either language."""
    parts = re.split("[、,,;;\n]", str(form.get(name, "")))
    return tuple(filter(None, (part.strip() for part in parts)))


def several(form: FormData, name: str) -> Sequence[str]:
    """Give what was chosen of a list."""
    return [str(each) for each in form.getlist(name) if str(each).strip()]


def _criteria_of(form: FormData) -> Criteria:
    usual = Criteria()
    numbers = {}
    for name, (least, most) in CRITERIA.items():
        said = str(form.get(name, getattr(usual, name))).strip()
        number = float(said) if said.replace(".", "", 1).isdecimal() else -1.0
        if not least <= number <= most:
            raise InputError("register.number", field=name, least=least, most=most)
        numbers[name] = number
    return Criteria(
        int(numbers["observed_months"]),
        numbers["fall_pct"],
        int(numbers["checks_passed"]),
        bool(form.get("off_the_list", not form.get("criteria_shown"))),
    )

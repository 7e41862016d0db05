"""What is proposed for the register, and what a proposal must say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from data.privacy import holds_personal_number
from gis.errors import InputError
from hotspots.rectification.states import Action

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

KINDS = ("area", "problem")
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    An entry that is proposed.

    Attributes
    ----------
    kind
        ``area`` (治安重点地区) or ``problem`` (突出治安问题).
    title, reason
        What it is called, and why it is proposed.
    on_day
        Day from which it counts.
    outline
        In EPSG:4326; None for a problem of the whole county.
    place_kind, township_code, station
        What kind of place it is, and where it lies.
    area_id, analysis_id
        Area of a search that it comes from; empty and None for others.
    previous_id
        Earlier entry that it is a recurrence of.
    facts
        What else is known: causes, categories, townships, figures of the search.
    """

    kind: str
    title: str
    reason: str
    on_day: date
    outline: BaseGeometry | None = None
    place_kind: str = ""
    township_code: str = ""
    station: str = ""
    area_id: str = ""
    analysis_id: int | None = None
    previous_id: int | None = None
    facts: Mapping[str, object] | None = None


def check_proposal(asked: Proposal) -> None:
    """
    Refuse a proposal that lacks something, or says what it must not.

    Raises
    ------
    InputError
        ``register.kind``, ``register.title``, ``register.needs``, ``register.person`` or
        ``register.no_outline``.
    """
    if asked.kind not in KINDS:
        raise InputError("register.kind", kind=asked.kind)
    if not 0 < len(asked.title.strip()) <= LONGEST_TITLE:
        raise InputError("register.title", longest=LONGEST_TITLE)
    if not asked.reason.strip():
        raise InputError("register.needs", action=Action.PROPOSE.value, missing=["reason"])
    for name, word in (("title", asked.title), ("reason", asked.reason)):
        if holds_personal_number(word):
            raise InputError("register.person", field=name)
    if asked.kind == "area" and (asked.outline is None or asked.outline.is_empty):
        raise InputError("register.no_outline")


def townships_of(facts: Mapping[str, object]) -> tuple[str, ...]:
    """Give the codes of the townships that a problem runs through."""
    found = facts.get("townships", ())
    return tuple(str(code) for code in found) if isinstance(found, (list, tuple)) else ()

"""Notes in words on a month: each unit enters its own, and sees no other's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from data.store.audit import Deed
from gis.errors import InputError
from web.auth.principal import NotAllowedError, Principal, sees_whole_county
from web.auth.roles import Role
from web.services.month.filing import as_seen, changed, words_of

if TYPE_CHECKING:
    from data.store import Store
    from data.store.filings import FilingRecord

KIND = "assessment_note"
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Unit:
    """Who speaks: a role and its ground or department."""

    role: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a unit says of a month."""

    unit: Unit
    words: str
    changed_at: datetime
    revision: int


def unit_of(store: Store, principal: Principal) -> Unit | None:
    """Give the unit that a principal speaks for; None for roles that enter no notes."""
    if principal.role is Role.DEPARTMENT:
        return Unit("department", principal.department, principal.department)
    layer, code = {
        Role.TOWNSHIP: ("townships", principal.township_code),
        Role.STATION: ("stations", principal.station),
    }.get(principal.role, ("", ""))
    if not layer:
        return None
    places = store.places(layer)
    names = places["name"][places["code"] == code]
    return Unit(principal.role.value, code, str(names.iloc[0]) if len(names) else code)


def notes_of(store: Store, principal: Principal, month: str) -> list[Note]:
    """List the notes on a month that a principal may read: of its own unit, or of all."""
    if sees_whole_county(principal):
        return filed_notes(store, month)
    own = _own(store, unit_of(store, principal), month)
    return [] if own is None or own.state != "filed" else [_note(own)]


def filed_notes(store: Store, month: str) -> list[Note]:
    """List all notes on a month."""
    return [_note(each) for each in store.filings.listed(KIND, period=month, states=("filed",))]


def enter_note(store: Store, principal: Principal, month: str, said: str, revision: int = 0) -> FilingRecord:
    """
    Enter a unit's note on a month, or change it; without words it is withdrawn.

    Parameters
    ----------
    store
        Where it is kept.
    principal
        Who speaks.
    month
        Such as ``2025-12``.
    said
        The words.
    revision
        Of the note that the page showed; 0 where it showed none.

    Raises
    ------
    NotAllowedError
        ``month.no_unit`` for roles that speak for no unit.
    InputError
        ``month.unknown``, and as `words_of` and `as_seen` do.
    """
    unit = unit_of(store, principal)
    if unit is None:
        raise NotAllowedError("month.no_unit")
    if not MONTH.fullmatch(month):
        raise InputError("month.unknown", month=month)
    before = _own(store, unit, month)
    words = words_of(said, "note", needed=before is None)
    content = {"words": words, "role": unit.role, "name": unit.name}
    state = "filed" if words else "withdrawn"
    if before is None:
        deed = principal.signed(Deed("note.entered", f"{month} {unit.name}"))
        return store.filings.add(KIND, content, deed, period=month, unit=unit.code, state=state)
    as_seen(before, revision)
    details = {"before": before.content["words"]}
    deed = principal.signed(Deed("note.changed", f"{month} {unit.name}", details=details))
    return changed(store, before, deed, content=content, state=state)


def own_note(store: Store, principal: Principal, month: str) -> Note | None:
    """Give a unit's own note on a month, a withdrawn one too: it may be entered anew."""
    own = _own(store, unit_of(store, principal), month)
    return None if own is None else _note(own)


def _own(store: Store, unit: Unit | None, month: str) -> FilingRecord | None:
    if unit is None:
        return None
    found = store.filings.listed(KIND, period=month, units=[unit.code])
    mine = [each for each in found if each.content["role"] == unit.role and each.period == month]
    return mine[0] if mine else None


def _note(record: FilingRecord) -> Note:
    unit = Unit(record.content["role"], record.unit, record.content["name"])
    return Note(unit, record.content["words"], record.changed_at, record.revision)

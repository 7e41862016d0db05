"""Who works on the register: which entries are theirs to see, and which part they have in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd

from hotspots.rectification.states import Part
from web.auth.principal import NotAllowedError, Principal
from web.auth.roles import Right, Role
from web.services.views import EVERYTHING, View, reaches_into

if TYPE_CHECKING:
    from data.store.audit import Deed
    from data.store.register import EntryRecord


@dataclass(frozen=True, slots=True)
class Actor:
    """
    Somebody who works on the register.

    Attributes
    ----------
    view
        What of the county they see; None for a department, which sees the entries that name it.
    own
        Codes of the station or township, or the name of the department, that they speak for.
    offices
        Parts that they have in every entry.
    sign
        Puts who does it into an entry of the audit.
    """

    view: View | None
    own: frozenset[str]
    offices: frozenset[Part]
    sign: Callable[[Deed], Deed]

    def parts_in(self, entry: EntryRecord) -> frozenset[Part]:
        """Give the parts that they have in an entry."""
        parts = set(self.offices)
        if self.own & {entry.lead, *entry.facts.get("supporting", ())}:
            parts.add(Part.LEAD)
        if self.own & {entry.township_code, entry.station, *entry.facts.get("townships", ())}:
            parts.add(Part.UNIT)
        return frozenset(parts)

    def sees(self, entry: EntryRecord) -> bool:
        """Tell whether an entry is theirs to see: theirs, on their ground, or of a county that they see."""
        if self.view is not None and self.view.within is None:
            return True
        if self.parts_in(entry):
            return True
        if self.view is None or entry.geometry is None:
            return False
        frame = gpd.GeoDataFrame(geometry=[entry.geometry], crs=4326)
        return bool(reaches_into(frame, self.view.within)[0]) if self.view.within is not None else True


def _as_it_is(deed: Deed) -> Deed:
    return deed


def reader_of(view: View) -> Actor:
    """Give who only reads what a view holds."""
    return Actor(view, frozenset(), frozenset(), _as_it_is)


COMMAND_LINE = Actor(EVERYTHING, frozenset(), frozenset({Part.COMMITTEE, Part.OFFICE}), _as_it_is)
"""The command line works on the store itself, and writes down what it is told was decided."""


def actor_of(principal: Principal, view: View | None) -> Actor:
    """
    Give the part that an account has in the register.

    Parameters
    ----------
    principal
        The account.
    view
        What it sees of the county, None where it sees no figures.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` for roles that neither see figures nor file returns.
    """
    if not (principal.may(Right.AGGREGATES) or principal.may(Right.RETURN)):
        raise NotAllowedError("auth.not_allowed", role=principal.role.value, right=Right.AGGREGATES.value)
    offices = {Part.COMMITTEE: Right.DECIDE, Part.OFFICE: Right.PROPOSE}
    own = {principal.station, principal.township_code, principal.department} - {""}
    return Actor(
        view,
        frozenset(own),
        frozenset(part for part, right in offices.items() if principal.may(right)),
        principal.signed,
    )


def may_propose(principal: Principal) -> bool:
    """Tell whether somebody may propose an area: the office, and stations and townships on their ground."""
    return principal.may(Right.PROPOSE) or principal.role in (Role.STATION, Role.TOWNSHIP)


def require_proposing(principal: Principal) -> None:
    """
    Refuse who may not propose an area.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed``.
    """
    if not may_propose(principal):
        raise NotAllowedError("auth.not_allowed", role=principal.role.value, right=Right.PROPOSE.value)

"""
Grave incidents as they are seen: the clock, the ladder of recipients, what followed, and who sees which.

What was reported, what followed and every flag of concealment are steps of the filing's history, which are
only ever added: nothing takes one away or words it anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gis.errors import InputError
from hotspots.reporting.clock import Clock, Reading, Standing, clock_of, reading_of
from web.auth.roles import Right, Role
from web.services.filings.rules import filing_rules
from web.services.filings.units import own_unit

if TYPE_CHECKING:
    from data.store import Store
    from data.store.filings import FilingRecord
    from web.auth.principal import Principal

KIND = "grave"
OFFICES = (Role.COMMAND, Role.GOVERNANCE, Role.COMMITTEE)
"""Roles that see all; a department sees what it registered, a township what is on its ground, too."""

REGISTERED, REPORTED, FOLLOWED = "grave.registered", "grave.reported", "grave.followed_up"
CONCEALED, CLOSING = "grave.concealment", "grave.closed"


@dataclass(frozen=True, slots=True)
class Rung:
    """
    One recipient of the ladder.

    Attributes
    ----------
    recipient
        Its code, or the county's own word.
    reported_at, written_at
        When it was reported, as somebody said, and when that was written down; None while it was not.
    reading
        What the clock shows.
    """

    recipient: str
    reported_at: datetime | None
    written_at: datetime | None
    reading: Reading


@dataclass(frozen=True, slots=True)
class GraveIncident:
    """A grave incident with its clock, its ladder, and the steps of its history by what they are."""

    record: FilingRecord
    clock: Clock
    ladder: tuple[Rung, ...]

    @property
    def follow_ups(self) -> list[dict[str, Any]]:
        """What was reported afterwards, oldest first."""
        return [step for step in self.record.steps if step["action"] == FOLLOWED]

    @property
    def concealments(self) -> list[dict[str, Any]]:
        """Flags of concealment with their grounds, oldest first: none is ever taken away."""
        return [step for step in self.record.steps if step["action"] == CONCEALED]

    @property
    def worst(self) -> Standing:
        """The standing that asks for most: overdue, then running, late, without a time, in time."""
        order = (Standing.OVERDUE, Standing.RUNNING, Standing.LATE, Standing.UNTIMED, Standing.ON_TIME)
        found = {rung.reading.standing for rung in self.ladder}
        if any(rung.reported_at is None for rung in self.ladder if rung.reading.standing is Standing.UNTIMED):
            return Standing.UNTIMED
        return next(each for each in order if each in found)


def units_seen(principal: Principal) -> tuple[str, ...] | None:
    """
    Give the units whose grave incidents somebody sees; None for all.

    A township sees, beside them, what others registered on its ground.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` for roles that see none.
    """
    return None if principal.role in OFFICES else (own_unit(principal),)


def may_flag(principal: Principal) -> bool:
    """Tell whether somebody may flag concealment: who receives the reports does, never who makes them."""
    return principal.may(Right.PROPOSE) or principal.may(Right.DECIDE)


def may_register(principal: Principal) -> bool:
    """Tell whether somebody registers incidents: units, the command centre, the governance office."""
    return principal.role is not Role.COMMITTEE


def may_report(principal: Principal, record: FilingRecord) -> bool:
    """Tell whether somebody reports an incident: a unit what it registered itself, an office every one."""
    seen = units_seen(principal)
    return may_register(principal) and (seen is None or record.unit in seen)


def grave_incidents(store: Store, principal: Principal, now: datetime) -> list[GraveIncident]:
    """List the grave incidents that somebody sees, the latest first."""
    ladder = filing_rules(store).grave_recipients
    seen = units_seen(principal)
    records = store.filings.listed(KIND, units=seen, township=principal.township_code)
    return [_told(record, ladder, now) for record in sorted(records, key=lambda each: -each.id)]


def grave_numbered(store: Store, principal: Principal, filing_id: int, now: datetime) -> GraveIncident:
    """
    Give a grave incident that somebody sees.

    Raises
    ------
    InputError
        ``filing.unknown``, also for one that is not theirs to see.
    """
    seen = units_seen(principal)
    record = store.filings.get(filing_id, units=seen, township=principal.township_code)
    if record is None or record.kind != KIND:
        raise InputError("filing.unknown", number=filing_id)
    return _told(record, filing_rules(store).grave_recipients, now)


def _told(record: FilingRecord, ladder: tuple[str, ...], now: datetime) -> GraveIncident:
    said = record.content
    clock = clock_of(moment_of(said["occurred_at"]), moment_of(said["discovered_at"]), said["hours"])
    steps = {step["details"]["recipient"]: step for step in record.steps if step["action"] == REPORTED}
    every = dict.fromkeys([*ladder, *steps])  # a recipient that the county has since left out stays in sight
    return GraveIncident(record, clock, tuple(_rung(each, steps.get(each), clock, now) for each in every))


def _rung(recipient: str, step: dict[str, Any] | None, clock: Clock, now: datetime) -> Rung:
    at = None if step is None else moment_of(step["details"]["at"])
    written = None if step is None else moment_of(step["at"])
    return Rung(recipient, at, written, reading_of(clock, at, now))


def moment_of(said: str | None) -> datetime | None:
    """Read a moment that was kept."""
    return None if not said else datetime.fromisoformat(said)

"""
Grave incidents within four hours (重大案事件四小时报告): what happened where, reported to whom and when.

What was reported, what followed and every flag of concealment are steps of the filing's history, which are
only ever added: nothing here takes one away or words it anew, and each is audited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from data.store.audit import Deed
from gis.errors import InputError, Problem, TableError
from hotspots.reporting.clock import Clock, Reading, Standing, clock_of, reading_of
from web.auth.principal import NotAllowedError
from web.auth.roles import Right, Role
from web.services.filings.contents import MOST, checked_words, read_reason
from web.services.filings.rules import filing_rules
from web.services.filings.units import own_unit
from web.texts.formats import local_date

if TYPE_CHECKING:
    from data.store import Store
    from data.store.filings import FilingRecord
    from web.auth.principal import Principal

KIND = "grave"
OPEN, CLOSED = "open", "closed"
OFFICES = (Role.COMMAND, Role.GOVERNANCE, Role.COMMITTEE)
"""Roles that see every grave incident; townships and departments see what they registered."""

REGISTERED, REPORTED, FOLLOWED = "grave.registered", "grave.reported", "grave.followed_up"
CONCEALED, CLOSING = "grave.concealment", "grave.closed"
COUNTS = ("deaths", "injured")
LONGEST_PLACE = 60


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

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` for roles that see none.
    """
    return None if principal.role in OFFICES else (own_unit(principal),)


def may_flag(principal: Principal) -> bool:
    """Tell whether somebody may flag concealment: who receives the reports does, never who makes them."""
    return principal.may(Right.PROPOSE) or principal.may(Right.DECIDE)


def may_report(principal: Principal) -> bool:
    """Tell whether somebody registers and reports: units, the command centre, the governance office."""
    return principal.role is not Role.COMMITTEE


def grave_incidents(store: Store, principal: Principal, now: datetime) -> list[GraveIncident]:
    """List the grave incidents that somebody sees, the latest first."""
    ladder = filing_rules(store).grave_recipients
    records = store.filings.listed(KIND, units=units_seen(principal))
    return [_told(record, ladder, now) for record in sorted(records, key=lambda each: -each.id)]


def grave_numbered(store: Store, principal: Principal, filing_id: int, now: datetime) -> GraveIncident:
    """
    Give a grave incident that somebody sees.

    Raises
    ------
    InputError
        ``filing.unknown``, also for one that is not theirs to see.
    """
    record = store.filings.get(filing_id, units=units_seen(principal))
    if record is None or record.kind != KIND:
        raise InputError("filing.unknown", number=filing_id)
    return _told(record, filing_rules(store).grave_recipients, now)


def register_grave(
    store: Store, principal: Principal, asked: Mapping[str, str], *, now: datetime, time_zone: str
) -> FilingRecord:
    """
    Register a grave incident; its clock is fixed with the hours that hold now.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed``.
    TableError
        Everything that is wrong: ``grave.category``, ``grave.place``, ``grave.time``, ``grave.future``,
        ``grave.discovered_before``, ``grave.township``, ``filing.number``, ``filing.personal`` and so on.
    """
    unit = "" if units_seen(principal) is None else own_unit(principal)
    if not may_report(principal):
        raise NotAllowedError("auth.not_allowed", role=principal.role.value, right=Right.RETURN.value)
    rules = filing_rules(store)
    problems: list[Problem] = []
    if asked.get("category") not in rules.grave_categories:
        problems.append(Problem("grave.category"))
    known = {str(code) for code in store.places("townships")["code"]}
    township = principal.township_code or asked.get("township_code", "")
    if township not in known:
        problems.append(Problem("grave.township"))
    place = asked.get("place", "").strip()
    problems += checked_words(place, "grave.place", LONGEST_PLACE)
    if not place:
        problems.append(Problem("grave.place"))
    moments = _moments(asked, ("occurred_at", "discovered_at"), now, time_zone, problems)
    occurred, discovered = moments
    if occurred is not None and discovered is not None and discovered < occurred:
        problems.append(Problem("grave.discovered_before"))
    counts = {name: _count(asked, name, problems) for name in COUNTS}
    if problems:
        raise TableError.of(problems)
    said = {"category": asked["category"], "place": place, "township_code": township, **counts}
    times = {"occurred_at": _iso(occurred), "discovered_at": _iso(discovered), "hours": rules.grave_hours}
    day = local_date(occurred or discovered or now, time_zone).isoformat()
    deed = principal.signed(Deed(REGISTERED, f"{township} {day}", details={**said, **times}))
    return store.filings.add(KIND, {**said, **times}, deed, period=day, unit=unit, state=OPEN)


def report_grave(
    store: Store,
    principal: Principal,
    filing_id: int,
    asked: Mapping[str, str],
    *,
    now: datetime,
    time_zone: str,
) -> FilingRecord:
    """
    Keep that a grave incident was reported to a recipient of the ladder, and when.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed``.
    InputError
        ``filing.unknown``, ``grave.recipient``, ``grave.reported_already``, ``grave.time``, ``grave.future``,
        ``grave.reported_before``.
    """
    found = _to_change(store, principal, filing_id, now, may=may_report(principal))
    rung = next((each for each in found.ladder if each.recipient == asked.get("recipient")), None)
    if rung is None:
        raise InputError("grave.recipient")
    if rung.reported_at is not None:
        raise InputError("grave.reported_already")
    problems: list[Problem] = []
    (at,) = _moments(asked, ("reported_at",), now, time_zone, problems)
    if problems:
        raise TableError.of(problems)
    at = at or now
    if found.clock.started_at is not None and at < found.clock.started_at:
        raise InputError("grave.reported_before")
    details = {"recipient": rung.recipient, "at": _iso(at)}
    return _kept(store, principal, found, Deed(REPORTED, _subject(found), details=details))


def follow_up(
    store: Store, principal: Principal, filing_id: int, words: str, *, now: datetime
) -> FilingRecord:
    """
    Add a follow-up report (续报).

    Raises
    ------
    NotAllowedError, InputError
        As `report_grave`, and what `read_reason` says.
    """
    found = _to_change(store, principal, filing_id, now, may=may_report(principal))
    return _kept(
        store, principal, found, Deed(FOLLOWED, _subject(found), details={"words": read_reason(words)})
    )


def flag_concealment(
    store: Store, principal: Principal, filing_id: int, grounds: str, *, now: datetime
) -> FilingRecord:
    """
    Flag that an incident was concealed (瞒报), with the grounds. The flag is never taken away.

    Raises
    ------
    NotAllowedError, InputError
        As `report_grave`, and what `read_reason` says.
    """
    found = _to_change(store, principal, filing_id, now, may=may_flag(principal))
    deed = Deed(CONCEALED, _subject(found), details={"grounds": read_reason(grounds)})
    return _kept(store, principal, found, deed)


def close_grave(store: Store, principal: Principal, filing_id: int, *, now: datetime) -> FilingRecord:
    """
    Close an incident that was reported to every recipient; the governance office or the command centre does.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed``.
    InputError
        ``filing.unknown``, ``grave.not_reported``, ``grave.closed_already``.
    """
    may = principal.role in {Role.COMMAND, Role.GOVERNANCE}
    found = _to_change(store, principal, filing_id, now, may=may)
    if found.record.state == CLOSED:
        raise InputError("grave.closed_already")
    if any(rung.reported_at is None for rung in found.ladder):
        raise InputError("grave.not_reported")
    return _kept(store, principal, found, Deed(CLOSING, _subject(found)), state=CLOSED)


def _to_change(
    store: Store, principal: Principal, filing_id: int, now: datetime, *, may: bool
) -> GraveIncident:
    found = grave_numbered(store, principal, filing_id, now)
    if not may:
        raise NotAllowedError("auth.not_allowed", role=principal.role.value, right=Right.PROPOSE.value)
    return found


def _kept(
    store: Store, principal: Principal, found: GraveIncident, deed: Deed, state: str | None = None
) -> FilingRecord:
    kept = store.filings.change(found.record, principal.signed(deed), state=state)
    if kept is None:
        raise InputError("filing.changed", period=found.record.period)
    return kept


def _subject(found: GraveIncident) -> str:
    return f"{found.record.id} {found.record.period}"


def _told(record: FilingRecord, ladder: tuple[str, ...], now: datetime) -> GraveIncident:
    said = record.content
    clock = clock_of(_moment(said["occurred_at"]), _moment(said["discovered_at"]), said["hours"])
    steps = {step["details"]["recipient"]: step for step in record.steps if step["action"] == REPORTED}
    every = dict.fromkeys([*ladder, *steps])  # a recipient that the county has since left out stays in sight
    return GraveIncident(record, clock, tuple(_rung(each, steps.get(each), clock, now) for each in every))


def _rung(recipient: str, step: dict[str, Any] | None, clock: Clock, now: datetime) -> Rung:
    at = None if step is None else _moment(step["details"]["at"])
    written = None if step is None else _moment(step["at"])
    return Rung(recipient, at, written, reading_of(clock, at, now))


def _moment(said: str | None) -> datetime | None:
    return None if not said else datetime.fromisoformat(said)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _moments(
    asked: Mapping[str, str], names: tuple[str, ...], now: datetime, time_zone: str, problems: list[Problem]
) -> list[datetime | None]:
    """Read moments of the county's clock, such as ``2026-03-09T22:30``; an empty one is not known."""
    found: list[datetime | None] = []
    for name in names:
        said = asked.get(name, "").strip()
        try:
            at = datetime.fromisoformat(said) if said else None
        except ValueError:
            at = None
            problems.append(Problem("grave.time", {"field": f"grave.{name}", "said": said[:30]}))
        if at is not None and at.tzinfo is None:
            at = at.replace(tzinfo=ZoneInfo(time_zone))
        if at is not None and at > now:
            problems.append(Problem("grave.future", {"field": f"grave.{name}"}))
        found.append(at)
    return found


def _count(asked: Mapping[str, str], name: str, problems: list[Problem]) -> int | None:
    """Read a count of deaths or injured; an empty one is not known yet."""
    said = asked.get(name, "").strip()
    if said and not (said.isdecimal() and int(said) <= MOST):
        problems.append(Problem("filing.number", {"field": f"grave.{name}", "least": 0, "most": MOST}))
    return int(said) if said.isdecimal() and int(said) <= MOST else None

"""
What is done with grave incidents (重大案事件四小时报告): registered, reported, followed up, flagged, closed.

Every deed is a step of the filing's history and audited; none takes another away.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from data.store.audit import Deed
from gis.errors import InputError, Problem, TableError
from web.auth.principal import NotAllowedError
from web.auth.roles import Right, Role
from web.services.filings.contents import MOST, checked_words, read_reason
from web.services.filings.grave_incidents import (
    CLOSING,
    CONCEALED,
    FOLLOWED,
    KIND,
    REGISTERED,
    REPORTED,
    GraveIncident,
    grave_numbered,
    may_flag,
    may_register,
    may_report,
    units_seen,
)
from web.services.filings.rules import filing_rules
from web.services.filings.units import own_unit
from web.texts.formats import local_date

if TYPE_CHECKING:
    from data.store import Store
    from data.store.filings import FilingRecord
    from web.auth.principal import Principal

OPEN, CLOSED = "open", "closed"
COUNTS = ("deaths", "injured")
LONGEST_PLACE = 60


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
    if not may_register(principal):
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
    found = grave_numbered(store, principal, filing_id, now)
    _require(principal, may=may_report(principal, found.record))
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
    found = grave_numbered(store, principal, filing_id, now)
    _require(principal, may=may_report(principal, found.record))
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
    found = grave_numbered(store, principal, filing_id, now)
    _require(principal, may=may_flag(principal))
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
    found = grave_numbered(store, principal, filing_id, now)
    _require(principal, may=principal.role in {Role.COMMAND, Role.GOVERNANCE})
    if found.record.state == CLOSED:
        raise InputError("grave.closed_already")
    if any(rung.reported_at is None for rung in found.ladder):
        raise InputError("grave.not_reported")
    return _kept(store, principal, found, Deed(CLOSING, _subject(found)), state=CLOSED)


def _require(principal: Principal, *, may: bool) -> None:
    if not may:
        raise NotAllowedError("auth.not_allowed", role=principal.role.value, right=Right.PROPOSE.value)


def _kept(
    store: Store, principal: Principal, found: GraveIncident, deed: Deed, state: str | None = None
) -> FilingRecord:
    kept = store.filings.change(found.record, principal.signed(deed), state=state)
    if kept is None:
        raise InputError("filing.changed", period=found.record.period)
    return kept


def _subject(found: GraveIncident) -> str:
    return f"{found.record.id} {found.record.period}"


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

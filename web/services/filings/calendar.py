"""What is due, late and done: returns, reports, bulletins, deadlines of the register, grave incidents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hotspots.reporting.clock import Standing
from hotspots.reporting.periods import ReportPeriod, Timeliness, halves_until, months_until, timeliness
from web.auth.principal import NotAllowedError
from web.auth.roles import Right, Role
from web.services.filings.grave_incidents import OFFICES, grave_incidents
from web.services.filings.returns import due_day, filed_at
from web.services.filings.returns_since import reporting_since
from web.services.filings.rules import FilingRules, filing_rules
from web.services.filings.units import (
    HALF_YEARLY,
    KIND_OF_ROLE,
    KINDS,
    MONTHLY,
    own_unit,
    reporting_units,
    sees_all_returns,
)
from web.services.register.review import months_reviewed
from web.texts.formats import local_date

if TYPE_CHECKING:
    from data.store import Store
    from web.auth.principal import Principal

REGISTER, BULLETIN, REVIEW, GRAVE = "register", "bulletin", "review", "grave"
ENDED = frozenset({"declined", "withdrawn", "delisted"})
SETTLED = frozenset({"accepted"})
"""States of the register, not ended, in which the deadline is met."""

MONTHS = 3
"""Months that are looked back on, the present one included."""

ORDER = (Timeliness.LATE, Timeliness.DUE, Timeliness.AHEAD, Timeliness.DONE_LATE, Timeliness.DONE)


@dataclass(frozen=True, slots=True)
class Entry:
    """
    Something that is due.

    Attributes
    ----------
    kind
        ``return``, ``half_year``, ``bulletin``, ``review``, ``register`` or ``grave``.
    period
        Month, half-year, number in the register, or day.
    unit
        Whose it is: code of a township, name of a department; empty for the county's own.
    title
        Of an entry of the register; empty otherwise.
    due
        Last day.
    standing
        How it stands.
    done_on
        Day on which it was done.
    due_at
        Moment, of grave incidents alone.
    filing_id
        Return or grave incident that it leads to.
    """

    kind: str
    period: str
    unit: str
    due: date
    standing: Timeliness
    title: str = ""
    done_on: date | None = None
    due_at: datetime | None = None
    filing_id: int | None = None


def calendar_of(store: Store, principal: Principal, *, now: datetime, time_zone: str) -> list[Entry]:
    """
    List what is due of what somebody sees: late ones first, then by day.

    A unit finds its own; the governance office and the committee everything; the command centre the bulletin
    and grave incidents.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` for roles that nothing is asked of.
    """
    if not (sees_all_returns(principal) or principal.may(Right.RETURN) or principal.role is Role.COMMAND):
        raise NotAllowedError("auth.not_allowed", role=principal.role.value, right=Right.RETURN.value)
    today = now.astimezone(ZoneInfo(time_zone)).date()
    rules = filing_rules(store)
    found = [*_grave(store, principal, now, time_zone)]
    if principal.role is not Role.COMMAND:
        found += [*_returns(store, principal, rules, today, time_zone), *_register(store, principal, today)]
    if principal.role in OFFICES:
        found += _bulletins(store, rules, today, time_zone)
    if sees_all_returns(principal):
        found += _reviews(store, rules, today)
    return sorted((one for one in found if one.standing is not Timeliness.NOT_ASKED), key=_place)


def _place(entry: Entry) -> tuple[object, ...]:
    done = entry.done_on or date.min
    return ORDER.index(entry.standing), entry.due, entry.kind, entry.period, done, entry.unit


def _periods(kind: str, today: date) -> list[ReportPeriod]:
    return halves_until(today, 2) if kind == HALF_YEARLY else months_until(today, MONTHS)


def _returns(
    store: Store, principal: Principal, rules: FilingRules, today: date, time_zone: str
) -> Iterator[Entry]:
    since = reporting_since(store, today, time_zone)
    for kind in KINDS if sees_all_returns(principal) else (KIND_OF_ROLE[principal.role],):
        own = None if sees_all_returns(principal) else own_unit(principal)
        units = [unit for unit in reporting_units(store, kind) if own is None or unit.code == own]
        periods = _periods(kind, today)
        records = store.filings.listed(kind, units=[unit.code for unit in units])
        filed = {(record.unit, record.period): record for record in records}
        for period in periods:
            due = period.due(due_day(kind, rules))
            for unit in units:
                record = filed.get((unit.code, period.code))
                first = None if record is None else filed_at(record)
                done = None if first is None else local_date(first, time_zone)
                known = record is not None and (own is not None or record.state != "draft")
                yield Entry(
                    kind,
                    period.code,
                    unit.code,
                    due,
                    timeliness(period.until, due, done, today, since),
                    done_on=done,
                    filing_id=record.id if record is not None and known else None,
                )


def _bulletins(store: Store, rules: FilingRules, today: date, time_zone: str) -> Iterator[Entry]:
    published: dict[str, date] = {}
    for record in store.filings.listed(BULLETIN):
        steps = (step["at"] for step in record.steps if step["state"] == "published")
        if first := next(steps, None):  # one that was published anew was in time if the first one was
            day = local_date(first, time_zone)
            published[record.period] = min(day, published.get(record.period, day))
    since = reporting_since(store, today, time_zone)
    for period in _periods(MONTHLY, today):
        due, done = period.due(rules.bulletin_day), published.get(period.code)
        standing = timeliness(period.until, due, done, today, since)
        yield Entry(BULLETIN, period.code, "", due, standing, done_on=done)


def _reviews(store: Store, rules: FilingRules, today: date) -> Iterator[Entry]:
    """Give the monthly review of recurrence, due with the bulletin, where an entry was observed."""
    periods = {period.since: period for period in _periods(MONTHLY, today)}
    for since, done in months_reviewed(store, list(periods)).items():
        period = periods[since]
        due = period.due(rules.bulletin_day)
        yield Entry(REVIEW, period.code, "", due, timeliness(period.until, due, done, today), done_on=done)


def _register(store: Store, principal: Principal, today: date) -> Iterator[Entry]:
    own = None if sees_all_returns(principal) else own_unit(principal)
    for entry in store.register.listed():
        if entry.deadline is None or entry.state in ENDED or (own is not None and entry.lead != own):
            continue
        met = entry.state in SETTLED
        standing = Timeliness.DONE if met else Timeliness.LATE if today > entry.deadline else Timeliness.DUE
        yield Entry(REGISTER, entry.number, entry.lead, entry.deadline, standing, title=entry.title)


def _grave(store: Store, principal: Principal, now: datetime, time_zone: str) -> Iterator[Entry]:
    standings = {
        Standing.OVERDUE: Timeliness.LATE,
        Standing.RUNNING: Timeliness.DUE,
        Standing.LATE: Timeliness.DONE_LATE,
        Standing.UNTIMED: Timeliness.DUE,
        Standing.ON_TIME: Timeliness.DONE,
    }
    newest = now - timedelta(days=31 * MONTHS)
    for found in grave_incidents(store, principal, now):
        record, due = found.record, found.clock.due_at
        if record.created_at < newest and record.state == "closed":
            continue
        yield Entry(
            GRAVE,
            record.period,
            record.unit,
            local_date(due or record.created_at, time_zone),
            standings[found.worst],
            title=str(record.content["category"]),
            due_at=due,
            filing_id=record.id,
        )

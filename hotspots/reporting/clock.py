"""
The clock of grave incidents: four hours from occurrence, or from discovery where it was found later.

Moments are aware; the hours are counted in UTC, so that neither midnight nor a change of clocks alters them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

HOURS = 4
"""Hours that the county's opinion gives (重大案事件四小时报告)."""


class Basis(StrEnum):
    """What the clock runs from."""

    OCCURRENCE = "occurrence"
    DISCOVERY = "discovery"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How a report to one recipient stands."""

    RUNNING = "running"
    OVERDUE = "overdue"
    ON_TIME = "on_time"
    LATE = "late"
    UNTIMED = "untimed"
    """Neither occurrence nor discovery is known: it cannot be said to be in time."""


@dataclass(frozen=True, slots=True)
class Clock:
    """
    The clock of one incident.

    Attributes
    ----------
    basis
        What it runs from.
    started_at, due_at
        From when to when; None where neither moment is known.
    """

    basis: Basis
    started_at: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What the clock shows for one recipient.

    Attributes
    ----------
    standing
        How it stands.
    left
        Time that is left, negative for time over; of a report that was made, at its moment. None without
        a clock.
    """

    standing: Standing
    left: timedelta | None


def clock_of(occurred_at: datetime | None, discovered_at: datetime | None, hours: float = HOURS) -> Clock:
    """
    Start the clock of an incident.

    Parameters
    ----------
    occurred_at, discovered_at
        Aware moments, None where unknown.
    hours
        Hours that it gives.

    Raises
    ------
    ValueError
        For a moment without a zone, a discovery before the occurrence, or hours that are not above 0.

    Examples
    --------
    >>> late = datetime(2026, 3, 9, 15, 0, tzinfo=UTC)  # 23:00 in Shanghai
    >>> clock_of(late, None).due_at.isoformat()
    '2026-03-09T19:00:00+00:00'
    """
    if hours <= 0:
        raise ValueError(f"hours must be above 0, got {hours}")
    occurred, discovered = _utc(occurred_at), _utc(discovered_at)
    if occurred is not None and discovered is not None and discovered < occurred:
        raise ValueError(f"discovered at {discovered}, before it occurred at {occurred}")
    if occurred is None and discovered is None:
        return Clock(Basis.UNKNOWN, None, None)
    start = occurred if discovered is None else discovered
    assert start is not None
    basis = Basis.OCCURRENCE if start == occurred else Basis.DISCOVERY
    return Clock(basis, start, start + timedelta(hours=hours))


def reading_of(clock: Clock, reported_at: datetime | None, now: datetime) -> Reading:
    """
    Read the clock for one recipient.

    Parameters
    ----------
    clock
        Of the incident.
    reported_at
        When it was reported to the recipient, None while it was not.
    now
        Moment of reading.
    """
    if clock.due_at is None:
        return Reading(Standing.UNTIMED, None)
    at = _utc(now if reported_at is None else reported_at)
    assert at is not None
    left = clock.due_at - at
    if reported_at is None:
        return Reading(Standing.RUNNING if left >= timedelta(0) else Standing.OVERDUE, left)
    return Reading(Standing.ON_TIME if left >= timedelta(0) else Standing.LATE, left)


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a zone, got {moment}")
    return moment.astimezone(UTC)

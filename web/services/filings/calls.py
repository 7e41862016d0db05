"""The call report (警情通报): calls by class and station against before, and how they were answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd

from data.store import IncidentFilter
from gis.errors import InputError
from hotspots.reporting.call_times import Share, Speed, shares_of, speeds_of
from hotspots.reporting.spans import Span, before, week_of, year_ago
from web.auth.principal import NotAllowedError
from web.auth.roles import Right, Role
from web.services.leader.counts import Change

if TYPE_CHECKING:
    from data.store import Store
    from web.auth.principal import Principal

READERS = (Role.COMMAND, Role.STATION, Role.GOVERNANCE, Role.COMMITTEE)
STATUSES = ("valid", "repeated", "invalid")


@dataclass(frozen=True, slots=True)
class CallCounts:
    """
    Calls of one class or station, or all.

    Attributes
    ----------
    key, name
        Its code, and what it is called where the store knows; both empty for all.
    total, valid, repeated, invalid
        Calls of the period.
    on_previous, on_year
        Valid calls against the period before and the same of last year; None where the records do not reach.
    """

    key: str
    name: str
    total: int
    valid: int
    repeated: int
    invalid: int
    on_previous: Change | None
    on_year: Change | None


@dataclass(frozen=True, slots=True)
class StationTimes:
    """How the calls of one station, or all, were answered."""

    key: str
    name: str
    speeds: tuple[Speed, ...]
    shares: tuple[Share, Share]


@dataclass(frozen=True, slots=True)
class CallReport:
    """
    A report of calls.

    Attributes
    ----------
    span, previous, year_ago
        Days that it is about, and those that it is compared with.
    station
        Name of the station whose calls alone it counts; empty for the county.
    whole, by_category, by_station
        Counts, the most frequent first.
    times
        How all calls were answered, then those of each station.
    without_report_time
        Calls that count on the day of occurrence, since nobody knows when they were reported.
    without_station
        Calls that name no station.
    """

    span: Span
    previous: Span
    year_ago: Span
    station: str
    whole: CallCounts
    by_category: tuple[CallCounts, ...]
    by_station: tuple[CallCounts, ...]
    times: tuple[StationTimes, ...]
    without_report_time: int
    without_station: int

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns in which no call has anything."""
        whole = self.times[0]
        found = [column for each in whole.speeds for column in each.missing]
        found += [column for each in whole.shares for column in each.missing]
        return tuple(dict.fromkeys(found))


def stations_seen(store: Store, principal: Principal) -> tuple[str, ...] | None:
    """
    Give the names and codes by which the calls go that somebody sees; None for all.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` for roles that see none.
    """
    if principal.role not in READERS:
        raise NotAllowedError("auth.not_allowed", role=principal.role.value, right=Right.ROWS.value)
    if principal.role is not Role.STATION:
        return None
    name = _station_names(store).get(principal.station, "")
    return tuple(filter(None, (principal.station, name)))


def span_asked(store: Store, by: str, since: date | None, until: date | None, time_zone: str) -> Span:
    """
    Give the days that are asked for: ``day``, ``week`` or ``range``; the last week on record where none is.

    Parameters
    ----------
    store, time_zone
        Records, and where days are counted.
    by, since, until
        What is asked for; ``until`` of a range alone.
    """
    if since is None:
        newest = newest_call_day(store, time_zone) or datetime.now(ZoneInfo(time_zone)).date()
        week = week_of(newest)
        return week if newest == week.until else week_of(newest - timedelta(days=7))
    if by == "range":
        return span_of(since, until or since)
    return week_of(since) if by == "week" else Span(since, since)


def span_of(since: date, until: date) -> Span:
    """
    Give the days from one to another.

    Raises
    ------
    InputError
        ``scope.period_empty`` where they end before they begin.
    """
    if until < since:
        raise InputError("scope.period_empty", since=since, until=until)
    return Span(since, until)


def newest_call_day(store: Store, time_zone: str) -> date | None:
    """Give the local day of the call that occurred last; None without calls."""
    newest = store.incidents(IncidentFilter(kind="call", limit=1))
    if newest.empty:
        return None
    local: date = newest["occurred_from"].iloc[0].tz_convert(time_zone).date()
    return local


def call_report(
    store: Store, span: Span, time_zone: str, stations: tuple[str, ...] | None = None
) -> CallReport:
    """
    Count the calls of a period.

    Parameters
    ----------
    store
        Where the records are.
    span
        Days where the county is; a call belongs to the day on which it was reported.
    time_zone
        Of the county.
    stations
        Names and codes of the station whose calls alone are counted; None for all.

    Raises
    ------
    InputError
        ``calls.none`` where the store holds no call at all.
    """
    spans = (span, before(span), year_ago(span))
    names = _station_names(store)
    now, previous, last_year = (_calls(store, each, time_zone, stations, names) for each in spans)
    first = _first_day(store, time_zone)
    if first is None:
        raise InputError("calls.none")
    compared = tuple(
        calls if first <= each.since + timedelta(days=3) else None
        for calls, each in zip((previous, last_year), spans[1:], strict=True)
    )

    def counted(column: str, key: str, name: str = "") -> CallCounts:
        own = [None if calls is None else _of(calls, column, key) for calls in (now, *compared)]
        return _counts(key, name, own, spans)

    by_station = _keys(now, *compared, column="station")
    answered = now[(now["status"] == "valid") & (now["source"] == "reported")]
    whole = StationTimes("", "", speeds_of(answered), shares_of(answered))
    return CallReport(
        *spans,
        station="" if stations is None else (stations[-1] if stations else ""),
        whole=counted("", ""),
        by_category=tuple(counted("category", key) for key in _keys(now, *compared, column="category")),
        by_station=tuple(counted("station", key, names.get(key, key)) for key in by_station),
        times=(whole, *(_times(key, names.get(key, key), answered) for key in by_station if key)),
        without_report_time=int(now["reported_at"].isna().sum()),
        without_station=int((now["station"] == "").sum()),
    )


def _calls(
    store: Store, span: Span, time_zone: str, stations: tuple[str, ...] | None, names: dict[str, str]
) -> pd.DataFrame:
    zone = ZoneInfo(time_zone)
    since, until = (
        datetime(day.year, day.month, day.day, tzinfo=zone) for day in (span.since, span.until + timedelta(1))
    )
    wanted = IncidentFilter(kind="call", reported_since=since, reported_until=until, stations=stations)
    codes = {name: code for code, name in names.items()}
    calls = pd.DataFrame(store.incidents(wanted))
    return calls.assign(station=calls["station"].fillna("").map(lambda word: codes.get(word, word)))


def _first_day(store: Store, time_zone: str) -> date | None:
    first = store.first_call()
    return None if first is None else first.astimezone(ZoneInfo(time_zone)).date()


def _station_names(store: Store) -> dict[str, str]:
    places = store.places("stations")
    return {str(code): str(name) for code, name in zip(places["code"], places["name"], strict=True)}


def _keys(*calls: pd.DataFrame | None, column: str) -> list[str]:
    """List what occurs now or before, the most frequent of the present first, an empty one last."""
    now = calls[0]
    assert now is not None
    others = [each[column] for each in calls[1:] if each is not None]
    every = pd.concat([now[column], *others]).unique()
    frequent = now[column].value_counts()
    return sorted((str(key) for key in every), key=lambda key: (not key, -int(frequent.get(key, 0)), key))


def _of(calls: pd.DataFrame, column: str, key: str) -> pd.DataFrame:
    return calls if not column else calls[calls[column] == key]


def _counts(
    key: str, name: str, calls: list[pd.DataFrame | None], spans: tuple[Span, Span, Span]
) -> CallCounts:
    now = calls[0]
    assert now is not None
    found = {status: int((now["status"] == status).sum()) for status in STATUSES}
    changes = [
        None
        if each is None
        else Change(found["valid"], int((each["status"] == "valid").sum()), spans[0].days, span.days)
        for each, span in zip(calls[1:], spans[1:], strict=True)
    ]
    return CallCounts(
        key,
        name,
        len(now),
        **found,
        on_previous=changes[0],
        on_year=changes[1],
    )


def _times(key: str, name: str, answered: pd.DataFrame) -> StationTimes:
    own = answered[answered["station"] == key]
    return StationTimes(key, name, speeds_of(own), shares_of(own))

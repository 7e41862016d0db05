"""What the records say of an entry: its incidents, and whether searches still name it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd
import shapely

from data.store.incident_query import IncidentFilter
from hotspots.rectification.delisting import Criteria, Observed
from hotspots.rectification.recurrence import Earlier, link_areas, months_later, whole_months
from hotspots.rectification.rolling import days_of
from hotspots.rectification.states import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.store import Store
    from data.store.register import EntryRecord, StepRecord

RECORDS_LAG_DAYS = 45
"""Days by which imports may be behind: without records up to then a month is not known to be quiet."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``since`` until before ``until``."""

    since: date
    until: date


def last_months(day: date, months: int) -> Span:
    """
    Give the last so many months before a day.

    Examples
    --------
    >>> last_months(date(2026, 3, 15), 3)
    Span(since=datetime.date(2025, 12, 15), until=datetime.date(2026, 3, 15))
    """
    return Span(months_later(day, -months), day)


def same_months_before(span: Span, day: date) -> Span:
    """
    Give the same months of the last year that was over by a day.

    Examples
    --------
    >>> same_months_before(Span(date(2026, 9, 1), date(2026, 12, 1)), date(2026, 2, 1))
    Span(since=datetime.date(2025, 9, 1), until=datetime.date(2025, 12, 1))
    """
    years = 0
    while months_later(span.until, -12 * years) > day:
        years += 1
    return Span(months_later(span.since, -12 * years), months_later(span.until, -12 * years))


def count_incidents(store: Store, entry: EntryRecord, span: Span, time_zone: str) -> int | None:
    """
    Count the incidents of an entry in a span: of its categories, else preventable crime and public order.

    Returns
    -------
    int or None
        None where an area has no outline, or the records end before the span does.
    """
    since, until = (_midnight(day, time_zone) for day in (span.since, span.until))
    if (entry.geometry is None and entry.kind == "area") or not _records_reach(store, until):
        return None
    middle = _middles(store, entry, since, until)
    return int(((middle >= since) & (middle < until)).sum())


def incident_times(store: Store, entry: EntryRecord, time_zone: str) -> pd.Series:
    """Give the local time of each incident of an entry with an outline, as `count_incidents` counts them."""
    local: pd.Series = _middles(store, entry).dt.tz_convert(time_zone).dt.tz_localize(None)
    return local


def _middles(
    store: Store, entry: EntryRecord, since: datetime | None = None, until: datetime | None = None
) -> pd.Series:
    """Give the middle of the interval of each incident in the outline, or in the county without one."""
    categories = tuple(entry.facts.get("categories", ()))
    bounds = None if entry.geometry is None else entry.geometry.bounds
    found = store.incidents(
        IncidentFilter(bounds, since, until, categories, not categories, points_only=True)
    )
    middle = pd.Series(found["occurred_from"] + (found["occurred_to"] - found["occurred_from"]) / 2)
    if entry.geometry is None:
        return middle
    inside: pd.Series = middle[shapely.intersects(entry.geometry, found.geometry.to_numpy())]
    return inside


def observe(
    store: Store,
    entry: EntryRecord,
    steps: Sequence[StepRecord],
    on_day: date,
    *,
    criteria: Criteria,
    time_zone: str,
) -> Observed:
    """Gather what the criteria for taking an entry off the list are judged by."""
    accepted = days_of(steps, Action.ACCEPT)
    designated = [step.on_day for step in steps if step.action in (Action.DESIGNATE, Action.RELIST)]
    decided = designated[-1] if designated else on_day
    span = last_months(on_day, max(criteria.observed_months, 1))
    return Observed(
        months=whole_months(accepted[-1], on_day) if accepted else 0,
        incidents=count_incidents(store, entry, span, time_zone),
        incidents_before=count_incidents(store, entry, same_months_before(span, decided), time_zone),
        checks_passed=sum(
            step.action == Action.CHECK and bool(step.details.get("passed")) and step.on_day >= decided
            for step in steps
        ),
        significant=_still_named(store, entry, accepted[-1] if accepted else on_day, on_day),
    )


def _still_named(store: Store, entry: EntryRecord, since: date, on_day: date) -> bool | None:
    """Tell whether the newest search that was made since a day names the place; None without one."""
    from web.services.areas.runs import latest_run

    run = latest_run(store)
    if run is None or entry.geometry is None or run.created_at.date() < since - timedelta(days=1):
        return None
    areas = run.layers["areas"]
    named = areas[areas["tier"] == "significant"]
    outlines = list(named.geometry.to_crs(4326))
    return any(link is not None for link in link_areas(outlines, [Earlier(entry.id, entry.geometry)], on_day))


def _records_reach(store: Store, until: datetime) -> bool:
    span = store.occurrence_span()
    return span is not None and span[1] >= until - timedelta(days=RECORDS_LAG_DAYS)


def _midnight(day: date, time_zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(time_zone))

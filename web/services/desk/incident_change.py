"""Incidents of two periods beside each other, and whether chance explains the difference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from gis.errors import InputError
from web.services.leader.counts import Change

if TYPE_CHECKING:
    from web.services.desk.incident_index import IncidentIndex, IncidentQuery


@dataclass(frozen=True, slots=True)
class Changed:
    """Incidents now and before; ``share`` is null where fewer than ten would be its whole."""

    now: int
    before: int
    share: float | None
    beyond_chance: bool


def change_of(index: IncidentIndex, query: IncidentQuery, since: date, until: date) -> Changed:
    """
    Count the incidents asked for, and those of another period that are like them.

    Parameters
    ----------
    index
        The incidents.
    query
        What is asked for, with a period.
    since, until
        The other period: from the first day, up to but without the second.

    Raises
    ------
    InputError
        ``request.period`` where either ends before it begins, ``request.no_period`` where the query has none.
    """
    if query.since is None or query.until is None:
        raise InputError("request.no_period")
    if since >= until:
        raise InputError("request.period", since=since, until=until)
    now = len(index.select(query))
    before = len(index.select(replace(query, since=since, until=until)))
    change = Change(now, before, (query.until - query.since).days, (until - since).days)
    return Changed(now, before, change.share, change.is_beyond_chance)

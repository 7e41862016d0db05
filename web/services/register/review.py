"""The monthly review of recurrence: whether trouble has come back where rectification was over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hotspots.rectification.recurrence import WITHIN_MONTHS, Earlier, link_areas, months_later
from hotspots.rectification.rolling import days_of, standing_on
from hotspots.rectification.states import Action, State
from web.auth.principal import NotAllowedError
from web.services.areas.runs import runs_of_scope
from web.services.register.asked import Asked
from web.services.register.history import steps_by_entry
from web.services.register.records import Span, count_incidents, same_months_before
from web.texts.formats import local_date

if TYPE_CHECKING:
    from data.store import Analysis, Store
    from data.store.register import EntryRecord, StepRecord
    from web.services.register.work import Listed, RegisterWork

OVER = (State.ACCEPTED, State.DELISTED)
SEARCH_LAG_DAYS = 31
"""Days after a month within which a search is still about that month."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """
    What a month says of an entry whose rectification was over.

    Attributes
    ----------
    found
        The entry as it stood at the end of the month.
    over_on, until
        When it was accepted or taken off, and until when a return counts as a recurrence.
    incidents, incidents_before
        Of the month, and of the same month of the last year before the designation; None for unknown.
    named
        Whether a search made since names it as significant; None where there was none since it was over.
    again
        Entry of the same place that came later, or the entry itself where it was listed again.
    step
        The review that was written down for the month; None where there is none.
    """

    found: Listed
    over_on: date
    until: date
    incidents: int | None
    incidents_before: int | None
    named: bool | None
    again: EntryRecord | None
    step: StepRecord | None

    @property
    def finding(self) -> str:
        """Say ``recurred`` or ``relisted`` (a decision followed), ``named``, ``quiet`` or ``unknown``."""
        if self.again is not None:
            return "recurred" if self.found.standing.state is State.DELISTED else "relisted"
        return {True: "named", False: "quiet", None: "unknown"}[self.named]


def month_before(day: date) -> date:
    """Give the first day of the month before a day's."""
    return months_later(day.replace(day=1), -1)


def review_of(store: Store, work: RegisterWork, month: date) -> list[Reviewed]:
    """
    Review the entries that were observed in a month: accepted ones, and those taken off within twelve months.

    Parameters
    ----------
    store, work
        Where, and what the reader sees.
    month
        First day of the month.
    """
    span = Span(month, months_later(month, 1))
    last_day = span.until - timedelta(days=1)
    now = work.listed()
    run = _search_by(store, span.until + timedelta(days=SEARCH_LAG_DAYS), work.time_zone)
    return [
        _reviewed(store, one, span, run, now=now, zone=work.time_zone)
        for one in work.listed(last_day)
        if one.standing.state in OVER and months_later(_over_on(one), WITHIN_MONTHS) >= span.since
    ]


def months_reviewed(store: Store, months: Sequence[date]) -> dict[date, date | None]:
    """Give of each month in which an entry was observed the day of its first review; None for none yet."""
    steps = steps_by_entry(store).values()
    found: dict[date, date | None] = {}
    for month in months:
        last_day = months_later(month, 1) - timedelta(days=1)
        standings = (standing_on(each, last_day) for each in steps)
        observed = [one for one in standings if one is not None and one.state in OVER]
        if any(months_later(one.since, WITHIN_MONTHS) >= month for one in observed):
            said = f"{month:%Y-%m}"
            days = [step.on_day for each in steps for step in each if step.details.get("month") == said]
            found[month] = min(days, default=None)
    return found


def waiting_of(work: RegisterWork, reviewed: Sequence[Reviewed]) -> list[Reviewed]:
    """Keep those that have no review for the month yet, and may still have one."""
    return [
        one
        for one in reviewed
        if one.step is None and Action.REVIEW in work.possible(work.get(one.found.entry.id))
    ]


def write_down(store: Store, work: RegisterWork, month: date, note: str, today: date) -> int:
    """
    Write a review into the history of every entry that has none for the month yet, and may still have one.

    Returns
    -------
    int
        How many.

    Raises
    ------
    NotAllowedError
        ``register.not_yours`` for who neither manages the register nor decides on it.
    """
    if not work.keeps_register:
        raise NotAllowedError("register.not_yours", action=Action.REVIEW.value)
    waiting = waiting_of(work, review_of(store, work, month))
    for one in waiting:
        figures = {
            "month": f"{month:%Y-%m}",
            "incidents": one.incidents,
            "incidents_before": one.incidents_before,
            "finding": one.finding,
        }
        work.act(one.found.entry.id, Asked(Action.REVIEW, today, {"reason": note}, figures=figures))
    return len(waiting)


def _over_on(one: Listed) -> date:
    return one.standing.since


def _search_by(store: Store, day: date, time_zone: str) -> Analysis | None:
    """Read the newest search over the default scope that was made before a day."""
    made = [run for run in runs_of_scope(store, ()) if local_date(run.created_at, time_zone) < day]
    return store.analysis(made[0].id) if made else None


def _reviewed(
    store: Store, one: Listed, span: Span, run: Analysis | None, *, now: Sequence[Listed], zone: str
) -> Reviewed:
    entry = one.entry
    decisions = [step.on_day for step in one.steps if step.action in (Action.DESIGNATE, Action.RELIST)]
    decided = max((day for day in decisions if day <= span.since), default=span.since)
    is_known = run is not None and local_date(run.created_at, zone) > _over_on(one)
    end = span.until + timedelta(days=SEARCH_LAG_DAYS)
    return Reviewed(
        one,
        _over_on(one),
        months_later(_over_on(one), WITHIN_MONTHS),
        count_incidents(store, entry, span, zone),
        count_incidents(store, entry, same_months_before(span, decided), zone),
        _names(run, entry) if is_known and run is not None else None,
        _again(one, now, span.since, end),
        _step_of(one, span.since),
    )


def _names(run: Analysis, entry: EntryRecord) -> bool | None:
    if entry.geometry is None or entry.kind == "problem" or "areas" not in run.layers:
        return None
    areas = run.layers["areas"]
    outlines = list(areas.geometry[areas["tier"] == "significant"].to_crs(4326))
    links = link_areas(outlines, [Earlier(entry.id, entry.geometry)], run.created_at.date())
    return any(link is not None for link in links)


def _again(one: Listed, now: Sequence[Listed], since: date, end: date) -> EntryRecord | None:
    """Find what came of it by the end: an entry of the same place, or its own relisting."""
    today = next((each for each in now if each.entry.id == one.entry.id), one)
    if any(since <= day < end for day in days_of(today.steps, Action.RELIST)):
        return today.entry
    later = (each for each in now if each.entry.previous_id == one.entry.id and each.steps[0].on_day < end)
    return next((each.entry for each in later), None)


def _step_of(one: Listed, month: date) -> StepRecord | None:
    reviews = (step for step in one.steps if step.action == Action.REVIEW)
    return next((step for step in reviews if step.details.get("month") == f"{month:%Y-%m}"), None)

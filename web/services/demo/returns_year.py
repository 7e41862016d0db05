"""The demo's filings: returns, half-yearly reports, grave incidents; most in time, some late, one missing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import numpy as np

from hotspots.reporting.periods import ReportPeriod, halves_until, months_until
from web.auth.roles import Role
from web.services.filings.contents import COUNTS
from web.services.filings.grave import close_grave, follow_up, register_grave, report_grave
from web.services.filings.returns import due_day, file_return, judge_return
from web.services.filings.rules import change_rules, filing_rules
from web.services.filings.units import HALF_YEARLY, MONTHLY, reporting_units
from web.texts.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.store import Store
    from web.services.demo.offices import Offices

YEAR_END = date(2025, 12, 31)
USUAL_HOUR = time(16, 10)
USUAL = {
    "disputes": (18, 60),
    "dangers": (4, 25),
    "rectification": (2, 6),
    "patrols": (40, 160),
    "publicity": (3, 15),
    "inspections": (20, 70),
    "trainings": (2, 8),
    "joint_actions": (3, 12),
}
"""Least and most that a unit has of something in a period; of what is found or asked most is settled."""


def keep_filings(store: Store, offices: Offices, rng: np.random.Generator, today: date) -> None:
    """
    File what the county's units file: for the end of the last year of records, and for the newest months.

    Parameters
    ----------
    store, offices
        Where, and who.
    rng
        Of the counts.
    today
        The day up to which filings are made.
    """
    _member_departments(store, offices)
    months = {*months_until(YEAR_END, 3), *months_until(today, 4)[1:]}
    halves = {halves_until(YEAR_END, 1)[0], halves_until(today, 2)[1]}
    _grave(store, offices, offices.moment(date(2025, 11, 18), time(21, 40)), "major_fire", (1.5, 1.5, 2.5))
    for month in sorted(months):
        _monthly(store, offices, rng, month, today)
    for half in sorted(halves):
        _half_yearly(store, offices, rng, half, today)
    _grave(
        store,
        offices,
        offices.moment(today - timedelta(days=6), time(2, 15)),
        "mass_accident",
        (3.0, 6.5, 7.0),
    )


def _member_departments(store: Store, offices: Offices) -> None:
    words = "\n".join(text(f"demo_year.department_{number}", offices.lang) for number in (1, 2, 3))
    with offices.on(date(2024, 1, 10)):
        usual = filing_rules(store).grave_categories
        categories = "\n".join((*usual, "mass_accident", "major_fire"))  # this county watches two more
        asked = {"departments": words, "grave_categories": categories}
        change_rules(store, asked, offices.of(Role.GOVERNANCE).signed)


def _monthly(
    store: Store, offices: Offices, rng: np.random.Generator, month: ReportPeriod, today: date
) -> None:
    """File the month's returns: the third township from the end is late, the last one misses the newest."""
    units = reporting_units(store, MONTHLY)
    due = month.due(due_day(MONTHLY, filing_rules(store)))
    for place, unit in enumerate(units):
        counts = _counts(rng, MONTHLY)  # drawn for the missing one too: the others do not depend on today
        is_newest = month == months_until(today, 2)[1]
        if is_newest and place == len(units) - 1:
            continue
        late = place == max(len(units) - 3, 0) and month == months_until(today, 3)[2]
        day = due + timedelta(days=4) if late else min(month.until + timedelta(days=2 + place % 3), today)
        if day <= today:
            note = text("demo_year.return_note", offices.lang) if place % 4 == 0 else ""
            with offices.on(day, _hour(day, today)):
                asked = {**counts, "note": note}
                file_return(store, offices.township(unit.code), month.code, "file", asked, today=day)


def _half_yearly(
    store: Store, offices: Offices, rng: np.random.Generator, half: ReportPeriod, today: date
) -> None:
    """File the reports of the first two departments; the first one is appraised."""
    office = offices.of(Role.GOVERNANCE)
    words = {name: text(f"demo_year.report_{name}", offices.lang) for name in ("work", "problems", "plans")}
    for place, unit in enumerate(reporting_units(store, HALF_YEARLY)[:2]):
        day = min(half.until + timedelta(days=8 + place), today)
        with offices.on(day, _hour(day, today)):
            asked = {**_counts(rng, HALF_YEARLY), **words}
            filed = file_return(store, offices.department(unit.code), half.code, "file", asked, today=day)
        if place == 0:
            appraised = min(half.until + timedelta(days=20), today)
            with offices.on(appraised, _hour(appraised, today)):
                said = {"grade": "good", "reason": text("demo_year.appraised", offices.lang)}
                judge_return(store, office, filed.id, "appraise", said)


def _hour(day: date, today: date) -> time:
    """Give the hour at which something is filed: today's is over already."""
    return time() if day == today else USUAL_HOUR


def _counts(rng: np.random.Generator, kind: str) -> dict[str, str]:
    """Draw the counts of a return: what is settled is never more than what was found."""
    drawn: dict[str, int] = {}
    for name in COUNTS[kind]:
        topic, _, part = name.rpartition("_")
        if part in {"settled", "done"}:
            drawn[name] = round(
                drawn[f"{topic}_{'found' if part == 'settled' else 'tasks'}"] * rng.uniform(0.8, 1)
            )
        else:
            least, most = USUAL[topic if part in {"found", "tasks"} else name]
            drawn[name] = int(rng.integers(least, most))
    return {name: str(count) for name, count in drawn.items()}


def _grave(store: Store, offices: Offices, began: datetime, category: str, hours: Sequence[float]) -> None:
    """Register a grave incident, and report it to each recipient so many hours after it was discovered."""
    units = reporting_units(store, MONTHLY)
    doer = offices.township(units[1].code)
    asked = {
        "category": category,
        "place": text(f"demo_year.place_{category}", offices.lang),
        "occurred_at": f"{began:%Y-%m-%dT%H:%M}",
        "discovered_at": f"{began + timedelta(minutes=10):%Y-%m-%dT%H:%M}",
        "deaths": "0",
        "injured": "1",
    }
    zone = offices.time_zone

    def after(elapsed: float) -> datetime:
        return began + timedelta(hours=elapsed)

    with offices.on(after(1).date(), after(1).time()):
        record = register_grave(store, doer, asked, now=after(1), time_zone=zone)
    for recipient, elapsed in zip(filing_rules(store).grave_recipients, hours, strict=True):
        at = after(elapsed)
        with offices.on(at.date(), at.time()):
            said = {"recipient": recipient, "reported_at": f"{at:%Y-%m-%dT%H:%M}"}
            report_grave(store, doer, record.id, said, now=at, time_zone=zone)
    at = after(30)
    with offices.on(at.date(), at.time()):
        follow_up(store, doer, record.id, text("demo_year.grave_follow_up", offices.lang), now=at)
    if max(hours) < filing_rules(store).grave_hours:
        with offices.on(after(54).date(), after(54).time()):
            close_grave(store, offices.of(Role.GOVERNANCE), record.id, now=after(54))

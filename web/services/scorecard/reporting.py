"""Reporting: returns filed in time, grave incidents reported in time."""

from __future__ import annotations

import calendar
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hotspots.scorecard.measures import Measured, complete_share, missing
from web.services.scorecard.order import COUNTY

if TYPE_CHECKING:
    from data.store import Store
    from data.store.filings import FilingRecord

FILED = ("filed", "accepted", "late")
DUE_DAY = 5
"""Day of the following month by which a return is due, unless the county has set another."""
SINCE_SETTING = "filing_returns_since"
DUE_DAY_SETTING, LADDER_SETTING = "filing_monthly_day", "filing_grave_recipients"
LADDER = ("committee_and_government", "superior", "governance")
"""To whom a grave incident is reported, unless the county has set others."""
HOURS = 4


def returns(
    store: Store, codes: Collection[str], year: int, today: date, time_zone: str
) -> dict[str, Measured]:
    """
    Measure how many monthly returns came in time.

    Due are the months of the year that are over and whose day has passed, from the month on that the county
    has set, else from the first one that any township filed for: what was not asked for yet was not due. A
    month without a return counts as missed.
    """
    kept = [one for one in store.filings.listed("return", period=f"{year:04d}") if one.unit in set(codes)]
    months = sorted({one.period for one in kept if len(one.period) == 7 and _filed_on(one, time_zone)})
    if not months:
        return {code: missing("returns", "no_returns") for code in (*codes, COUNTY)}
    day = int(store.county_settings.all().get(DUE_DAY_SETTING, DUE_DAY))
    first = store.county_settings.all().get(SINCE_SETTING) or months[0]
    due = [month for month in _months_from(first, year) if _due_day(month, day) < today]
    in_time, late = dict.fromkeys(codes, 0), dict.fromkeys(codes, 0)
    seen = set()
    for one in kept:
        filed = _filed_on(one, time_zone)
        if one.period not in due or filed is None or (one.unit, one.period) in seen:
            continue
        seen.add((one.unit, one.period))
        (late if _is_late(one, filed, day) else in_time)[one.unit] += 1
    found = {
        code: complete_share("returns", in_time[code], len(due), late=float(late[code])) for code in codes
    }
    total = len(due) * len(found)
    county = complete_share("returns", sum(in_time.values()), total, late=float(sum(late.values())))
    return {**found, COUNTY: county}


def _filed_on(one: FilingRecord, time_zone: str) -> date | None:
    """Give the local day on which a return was first filed; None while it is a draft."""
    moments = [step["at"] for step in one.steps if step.get("state") in FILED]
    if not moments:
        return None
    return datetime.fromisoformat(str(moments[0])).astimezone(ZoneInfo(time_zone)).date()


def _is_late(one: FilingRecord, filed: date, day: int) -> bool:
    said = one.content.get("late")
    if isinstance(said, bool):
        return said
    return filed > _due_day(one.period, day)


def _due_day(month: str, day: int) -> date:
    """Give the day of the following month by which a return is due, its last one at most."""
    after = (date.fromisoformat(f"{month}-01") + timedelta(days=31)).replace(day=1)
    return after.replace(day=min(day, calendar.monthrange(after.year, after.month)[1]))


def _months_from(first: str, year: int) -> list[str]:
    return [month for number in range(1, 13) if (month := f"{year:04d}-{number:02d}") >= first]


def grave_reports(
    store: Store, codes: Collection[str], year: int, today: date, time_zone: str
) -> dict[str, Measured]:
    """
    Measure how many grave incidents were reported to every recipient in time.

    One whose clock still runs, or never could, is counted by itself and not as due; one that was concealed
    was not reported in time, whenever its reports came.
    """
    kept = store.filings.listed("grave", period=f"{year:04d}")
    if not kept:
        return {code: missing("grave_reports", "no_grave_register") for code in (*codes, COUNTY)}
    ladder = store.county_settings.all().get(LADDER_SETTING, LADDER)
    midnight = datetime(today.year, today.month, today.day, tzinfo=ZoneInfo(time_zone))
    found = {}
    for code in (*codes, COUNTY):
        own = [_in_time(one, ladder, midnight) for one in kept if code in (COUNTY, _township(one))]
        said = [one for one in own if one is not None]
        found[code] = complete_share(
            "grave_reports", sum(said), len(said), unknown=float(len(own) - len(said))
        )
    return found


def _township(one: FilingRecord) -> str:
    return str(one.content.get("township_code") or one.unit)


def _in_time(one: FilingRecord, ladder: Collection[str], now: datetime) -> bool | None:
    """Tell whether a grave incident was reported in time; None while it may be, or where no clock runs."""
    said = one.content
    if any(step["action"] == "grave.concealment" for step in one.steps):
        return False
    if isinstance(said.get("late"), bool):
        return not said["late"]
    began = _moment(said.get("discovered_at")) or _moment(said.get("occurred_at"))
    if began is None:
        return None
    due = began + timedelta(hours=float(said.get("hours", HOURS)))
    steps = [step["details"] for step in one.steps if step["action"] == "grave.reported"]
    reported = {str(step.get("recipient")): _moment(step.get("at")) for step in steps}
    moments = [at for at in reported.values() if at is not None]
    if any(at > due for at in moments):
        return False
    if set(ladder) <= {recipient for recipient, at in reported.items() if at is not None}:
        return True
    return False if due < now else None


def _moment(said: object) -> datetime | None:
    if not isinstance(said, str) or not said:
        return None
    moment = datetime.fromisoformat(said)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

"""Good order: areas put right in time, returns filed in time, grave incidents reported in time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from hotspots.scorecard.measures import Measured, complete_share, missing

if TYPE_CHECKING:
    from data.store import Store
    from data.store.filings import FilingRecord
    from data.store.register import EntryRecord, StepRecord

DESIGNATED = ("designated", "listed", "awaiting_acceptance", "accepted", "delisted")
DONE = ("accepted", "delisted")
FILED = ("filed", "accepted", "late", "done", "submitted")
COUNTY = "*"
DUE_DAY = 10
"""Day of the following month by which a return is due where it does not say itself."""


@dataclass(slots=True)
class _Tally:
    """Entries of one place: how many came due, and how they stand."""

    designated: int = 0
    due: int = 0
    in_time: int = 0
    late: int = 0
    overdue: int = 0
    open: int = 0

    def measured(self) -> Measured:
        numbers = {name: float(getattr(self, name)) for name in ("designated", "late", "overdue", "open")}
        return complete_share("rectified", self.in_time, self.due, **numbers)


def rectified(store: Store, codes: Collection[str], year: int, today: date) -> dict[str, Measured]:
    """
    Measure how many areas were put right by their deadline.

    Due are entries whose deadline lies in the year and has passed, or that were accepted before it. In time
    are those accepted by the deadline, as it stood after extensions.

    Parameters
    ----------
    store
        With the register.
    codes
        Townships.
    year
        Calendar year.
    today
        Deadlines after this day have not passed.
    """
    steps: dict[int, list[StepRecord]] = {}
    for step in store.register.steps():
        steps.setdefault(step.entry_id, []).append(step)
    entries = [one for one in store.register.listed() if one.state in DESIGNATED]
    if not entries:
        return {code: missing("rectified", "no_register") for code in (*codes, COUNTY)}
    tallies = {code: _Tally() for code in (*codes, COUNTY)}
    as_of = min(date(year, 12, 31), today)
    for entry in entries:
        places = {COUNTY, _place(entry)} & set(tallies)
        for place in places:
            _add(tallies[place], entry, steps.get(entry.id, []), year, as_of)
    return {code: one.measured() for code, one in tallies.items()}


def _place(entry: EntryRecord) -> str:
    return entry.township_code or entry.lead


def _add(tally: _Tally, entry: EntryRecord, steps: list[StepRecord], year: int, as_of: date) -> None:
    taken = [step for step in steps if step.on_day <= as_of]
    designated = next((step.on_day for step in taken if step.after in DESIGNATED), None)
    if designated is None:
        return
    if designated.year == year:
        tally.designated += 1
    if entry.deadline is None or entry.deadline.year != year:
        return
    accepted = next((step.on_day for step in taken if step.after in DONE), None)
    if accepted is None and entry.deadline >= as_of:
        tally.open += 1
        return
    tally.due += 1
    if accepted is None:
        tally.overdue += 1
    elif accepted <= entry.deadline:
        tally.in_time += 1
    else:
        tally.late += 1


def returns(
    store: Store, codes: Collection[str], year: int, today: date, time_zone: str
) -> dict[str, Measured]:
    """
    Measure how many monthly returns came in time.

    Due are the months of the year that are over and whose day has passed, from the first one on that any
    township filed for: what was not asked for yet was not due. A month without a return counts as missed.
    """
    kept = [one for one in store.filings.listed("return", period=f"{year:04d}") if one.unit in set(codes)]
    months = sorted({one.period for one in kept if len(one.period) == 7 and _filed_on(one, time_zone)})
    if not months:
        return {code: missing("returns", "no_returns") for code in (*codes, COUNTY)}
    due = [month for month in _months_from(months[0], year) if _due_day(month) < today]
    in_time, late = dict.fromkeys(codes, 0), dict.fromkeys(codes, 0)
    seen = set()
    for one in kept:
        filed = _filed_on(one, time_zone)
        if one.period not in due or filed is None or (one.unit, one.period) in seen:
            continue
        seen.add((one.unit, one.period))
        (late if _is_late(one, filed) else in_time)[one.unit] += 1
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


def _is_late(one: FilingRecord, filed: date) -> bool:
    said = one.content.get("late")
    if isinstance(said, bool):
        return said
    due = next((str(one.content[name]) for name in ("due", "due_on") if one.content.get(name)), "")
    return one.state == "late" or filed > (date.fromisoformat(due[:10]) if due else _due_day(one.period))


def _due_day(month: str) -> date:
    after = date.fromisoformat(f"{month}-01") + timedelta(days=31)
    return after.replace(day=DUE_DAY)


def _months_from(first: str, year: int) -> list[str]:
    return [month for number in range(1, 13) if (month := f"{year:04d}-{number:02d}") >= first]


def grave_reports(store: Store, codes: Collection[str], year: int) -> dict[str, Measured]:
    """
    Measure how many grave incidents were reported in time.

    One of which the register does not say whether it was is counted by itself, and not as due.
    """
    kept = store.filings.listed("grave", period=f"{year:04d}")
    kept = [one for one in kept if one.state not in ("withdrawn", "draft")]
    if not kept:
        return {code: missing("grave_reports", "no_grave_register") for code in (*codes, COUNTY)}
    found = {}
    for code in (*codes, COUNTY):
        own = [_in_time(one.content) for one in kept if code in (COUNTY, one.unit)]
        said = [one for one in own if one is not None]
        found[code] = complete_share(
            "grave_reports", sum(said), len(said), unknown=float(len(own) - len(said))
        )
    return found


def _in_time(content: Mapping[str, Any]) -> bool | None:
    """Tell whether a grave incident was reported in time, as far as its filing says."""
    if isinstance(content.get("late"), bool):
        return not content["late"]
    due, reported = (_moment(content.get(name)) for name in ("due_at", "reported_at"))
    return None if due is None or reported is None else reported <= due


def _moment(said: object) -> datetime | None:
    if not isinstance(said, str) or not said:
        return None
    moment = datetime.fromisoformat(said)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

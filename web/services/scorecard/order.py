"""Good order: areas put right by their deadline."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hotspots.rectification.states import Action
from hotspots.scorecard.measures import Measured, complete_share, missing
from web.services.register.history import steps_by_entry

if TYPE_CHECKING:
    from data.store import Store
    from data.store.register import EntryRecord, StepRecord

DESIGNATED = ("designated", "listed", "awaiting_acceptance", "accepted", "delisted")
DONE = ("accepted", "delisted")
COUNTY = "*"


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
    steps = steps_by_entry(store)
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
    accepted = None  # of the newest time that it was put right
    for step in taken:
        if step.action == Action.RELIST:
            accepted = None
        elif step.after in DONE and accepted is None:
            accepted = step.on_day
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

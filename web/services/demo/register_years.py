"""The demo's register over three years: searched, designated, put right, judged by the records, taken off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from itertools import cycle
from typing import TYPE_CHECKING

from data.store.incident_query import IncidentFilter
from hotspots.rectification.states import Action, State
from web.auth.roles import Role
from web.services.demo.committee import COUNTY_LEVEL, Committee, Designation
from web.services.register.candidates import may_enter, screening_of
from web.services.register.proposals import Proposal
from web.services.register.review import month_before, write_down
from web.services.register.units import ground_of, townships_ground, villages_of
from web.services.views import EVERYTHING

if TYPE_CHECKING:
    from data.store import Store
    from data.store.register import EntryRecord
    from web.services.demo.offices import Offices
    from web.services.register.candidates import Candidate

MOST = 5
"""Areas that a meeting designates at most."""

LISTED = 2
"""Of them, those that are listed for supervision."""

UNDECIDED = 2
"""Candidates of the last screening that are proposed and wait for a decision."""

STOLEN = "盗窃电动自行车"
"""The problem across townships, in the word of the incident form."""


STAGES = ((1, "near"), (0, "overdue"), (2, "asked"), (2, "under_way"), (2, "accepted"))
"""Stages at which the last designations stand, in turn: which deadline, and what was done."""

DUE_IN = (-20, 20, 75)
"""Days from today to a deadline that has passed, one that is near, and one that is not."""


def search_day(year: int) -> date:
    """Give the day on which the areas of a year are searched for: early in the year after it."""
    return date(year + 1, 1, 7)


def first_year(store: Store, offices: Offices) -> None:
    """2024: the areas of 2023 are designated, put right and accepted; one of them with more time."""
    committee = Committee(store, offices)
    entries = _designate(committee, _to_enter(store, offices), 2024, (date(2024, 9, 30),))
    for entry in entries:
        committee.progress(entry, date(2024, 4, 10), "progress_begun")
        committee.progress(entry, date(2024, 7, 10), "progress_half")
    for entry in entries[:-1]:
        committee.accept(entry, date(2024, 9, 6))
    for entry in entries[-1:]:
        committee.decide(entry, Action.EXTEND, date(2024, 9, 18), deadline=date(2024, 10, 15))
        committee.accept(entry, date(2024, 9, 27))


def second_year(store: Store, offices: Offices) -> None:
    """2025: what the records let go is taken off; what is still named is listed again; new ones follow."""
    committee = Committee(store, offices)
    again = _take_off(store, committee, date(2025, 1, 14))[1:]  # the first is observed for another year
    for entry in again:
        committee.decide(entry, Action.RELIST, date(2025, 1, 20), deadline=date(2025, 10, 31))
    entries = _designate(committee, _to_enter(store, offices), 2025, (date(2025, 10, 31),))
    for entry in [*again, *entries]:
        committee.progress(entry, date(2025, 5, 12), "progress_begun")
        committee.accept(entry, date(2025, 9, 5))


def third_year(store: Store, offices: Offices, today: date) -> None:
    """2026: recurrences are caught, others designated or listed again; what follows stands at every stage."""
    committee = Committee(store, offices)
    deadlines = _deadlines(date(2026, 1, 20), today)
    due = [deadlines[number] for number, _ in STAGES]
    again = _take_off(store, committee, date(2026, 1, 14))
    found = sorted(_to_enter(store, offices), key=lambda one: not one.recurrence)
    decided = max(len(found) - UNDECIDED, 1)
    entries = _designate(committee, found[:decided], 2026, due)
    problem = _problem(store, committee, offices)
    committee.designate(problem, Designation(date(2026, 1, 20), deadlines[-1], county_level=True))
    for entry, deadline in zip(again, cycle(due[len(entries) % len(due) :] + due), strict=False):
        committee.decide(entry, Action.RELIST, date(2026, 1, 20), deadline=deadline)
    for entry, (_, stage) in zip([*entries, *again, problem], cycle(STAGES), strict=False):
        _bring_to(committee, entry, stage, today)
    watch = _to_enter(store, offices, tier="watch")
    for one, action in zip(watch, (Action.WATCH, Action.DECLINE), strict=False):
        for entry in committee.propose([one.area_id], date(2026, 1, 13)):
            committee.decide(entry, action, date(2026, 1, 20))
    committee.propose([one.area_id for one in found[decided : decided + UNDECIDED]], date(2026, 1, 28))
    _of_a_station(store, committee, offices)
    _review(store, committee, offices, today)


def _review(store: Store, committee: Committee, offices: Offices, today: date) -> None:
    """Have the office write down the review of the last month."""
    month = month_before(today)
    with offices.on(today):
        work = committee.work(offices.of(Role.GOVERNANCE), today)
        write_down(store, work, month, committee.say("review"), today)


def _to_enter(store: Store, offices: Offices, tier: str = "significant") -> list[Candidate]:
    """List the candidates of the latest search that may be put into the register."""
    found = screening_of(store, EVERYTHING, offices.lang, offices.time_zone)
    return [one for one in found.candidates if one.tier == tier and may_enter(one)]


def _designate(
    committee: Committee, found: list[Candidate], year: int, deadlines: Sequence[date]
) -> list[EntryRecord]:
    """Propose and designate candidates; the first are listed for supervision."""
    entries = committee.propose([one.area_id for one in found[:MOST]], date(year, 1, 13))
    for place, (entry, deadline) in enumerate(zip(entries, cycle(deadlines), strict=False)):
        committee.designate(entry, Designation(date(year, 1, 20), deadline, place < COUNTY_LEVEL))
    for entry in entries[:LISTED]:
        committee.decide(entry, Action.LIST, date(year, 1, 26))
    return entries


def _take_off(store: Store, committee: Committee, day: date) -> list[EntryRecord]:
    """Ask for every accepted entry whether it may be taken off; gives those that the search still names."""
    accepted = store.register.listed(states=(State.ACCEPTED,))
    return [
        entry for entry in accepted if not committee.delist(entry, day) and committee.is_named(entry, day)
    ]


def _deadlines(decided: date, today: date) -> tuple[date, date, date]:
    """Give a deadline that has passed, one that is near, and one some months away, all after the decision."""
    past, near, far = (max(decided + timedelta(days=30), today + timedelta(days=days)) for days in DUE_IN)
    return past, near, far


def _bring_to(committee: Committee, entry: EntryRecord, stage: str, today: date) -> None:
    """Bring an entry of the last year to a stage."""
    committee.progress(entry, min(date(2026, 4, 15), today), "progress_begun")
    asked_on = min(date(2026, 8, 28), today - timedelta(days=14))
    if stage == "accepted":
        committee.accept(entry, max(asked_on, date(2026, 4, 15)))
    elif stage == "asked":
        committee.ask(entry, min(date(2026, 8, 28), today))
    else:
        committee.progress(entry, min(date(2026, 7, 15), today), "progress_half")


def _problem(store: Store, committee: Committee, offices: Offices) -> EntryRecord:
    """Propose the problem across the townships that have most of it."""
    midnight = offices.moment(date(2025, 1, 1), time())
    found = store.incidents(IncidentFilter(since=midnight, categories=(STOLEN,)))
    codes = found["township_code"].value_counts().index[:3].astype(str).tolist()
    asked = Proposal(
        "problem",
        committee.say("problem_title"),
        committee.say("problem_reason", count=len(found)),
        date(2026, 1, 13),
        townships_ground(store, codes),
        facts={"categories": [STOLEN], "townships": codes},
    )
    return committee.propose_own(offices.of(Role.GOVERNANCE), asked)


def _of_a_station(store: Store, committee: Committee, offices: Offices) -> None:
    """Have the station propose a village of its own ground, for reasons that counts do not show."""
    station = offices.of(Role.STATION)
    village = villages_of(store, station.station).iloc[-1]
    outline, township, code = ground_of(store, [str(village["code"])])
    asked = Proposal(
        "area",
        str(village["name"]),
        committee.say("station_reason"),
        date(2026, 2, 3),
        outline,
        "urban_village",
        township,
        code,
    )
    committee.propose_own(station, asked)

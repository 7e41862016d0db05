"""What the demo's committee does with one entry of the register, each step by the office that takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gis.errors import InputError
from hotspots.rectification.states import Action
from web.auth.roles import Role
from web.services.register.actors import actor_of
from web.services.register.asked import Asked
from web.services.register.candidates import propose_candidates
from web.services.register.proposals import Proposal
from web.services.register.work import RegisterWork
from web.services.views import EVERYTHING
from web.texts.catalogue import text
from web.texts.rendering import render_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.store import Store
    from data.store.register import EntryRecord
    from web.auth.principal import Principal
    from web.services.demo.offices import Offices

COUNTY_LEVEL = 4
"""Designations of a year, best first, that the county rectifies itself; the others are their townships'."""


@dataclass(frozen=True, slots=True)
class Designation:
    """How an entry is designated: the day, the deadline, and whether the county rectifies it itself."""

    day: date
    deadline: date
    county_level: bool


class Committee:
    """
    Takes steps on the demo's register.

    Parameters
    ----------
    store, offices
        Where, and who.
    """

    def __init__(self, store: Store, offices: Offices) -> None:
        self._store, self._offices = store, offices

    def say(self, name: str, **details: object) -> str:
        """Say a sentence of the demo's offices."""
        return text(f"demo_year.{name}", self._offices.lang, **details)

    def work(self, who: Principal, day: date) -> RegisterWork:
        """Give the register as somebody works on it on a day."""
        return RegisterWork(self._store, actor_of(who, EVERYTHING), day, self._offices.time_zone)

    def propose(self, area_ids: Sequence[str], day: date) -> list[EntryRecord]:
        """Have the governance office propose areas of the latest search."""
        offices = self._offices
        work = self.work(offices.of(Role.GOVERNANCE), day)
        said = {"lang": offices.lang, "time_zone": offices.time_zone}
        with offices.on(day):
            return propose_candidates(self._store, work, area_ids, day, **said)

    def propose_own(self, who: Principal, asked: Proposal) -> EntryRecord:
        """Have somebody propose an entry of their own."""
        with self._offices.on(asked.on_day):
            return self.work(who, asked.on_day).propose(asked)

    def act(self, entry: EntryRecord, asked: Asked, who: Principal | None = None) -> EntryRecord:
        """Have somebody, the committee where nobody is named, do something with an entry."""
        doer = who or self._offices.of(Role.COMMITTEE)
        with self._offices.on(asked.on_day):
            return self.work(doer, asked.on_day).act(entry.id, asked)

    def decide(self, entry: EntryRecord, action: Action, day: date, *, deadline: date | None = None) -> None:
        """Have the committee take a step with the reason that it usually gives."""
        self.act(entry, Asked(action, day, {"reason": self.say(action.value)}, deadline=deadline))

    def designate(self, entry: EntryRecord, how: Designation) -> EntryRecord:
        """Have the committee designate an entry: duties, measures, leader, deadline."""
        names = ("causes", "measures", "meeting")
        level = "county" if how.county_level else "township"
        bureau = self._offices.of(Role.DEPARTMENT).department
        words = {name: self.say(name, year=str(how.day.year)) for name in names} | {
            "reason": self.say("designate"),
            "lead": entry.township_code or bureau,
            "leader": self.say(f"leader_{level}"),
            "level": level,
        }
        helping = (bureau,) if how.county_level and entry.township_code else ()
        return self.act(entry, Asked(Action.DESIGNATE, how.day, words, helping, how.deadline))

    def progress(self, entry: EntryRecord, day: date, name: str) -> None:
        """Have the unit responsible report progress."""
        self.act(entry, Asked(Action.PROGRESS, day, {"reason": self.say(name)}), self._lead(entry))

    def check(self, entry: EntryRecord, day: date, reason: str, *, passed: bool) -> None:
        """Have the governance office check an entry on site."""
        asked = Asked(Action.CHECK, day, {"reason": reason}, passed=passed)
        self.act(entry, asked, self._offices.of(Role.GOVERNANCE))

    def ask(self, entry: EntryRecord, day: date) -> None:
        """Have the unit responsible ask for acceptance."""
        asked = Asked(Action.ASK, day, {"reason": self.say("ask_acceptance")})
        self.act(entry, asked, self._lead(entry))

    def accept(self, entry: EntryRecord, asked_on: date) -> None:
        """Have acceptance asked for, the place checked a week later, and accepted after another."""
        self.ask(entry, asked_on)
        self.check(entry, asked_on + timedelta(days=7), self.say("check"), passed=True)
        self.decide(entry, Action.ACCEPT, asked_on + timedelta(days=14))

    def delist(self, entry: EntryRecord, day: date) -> bool:
        """
        Have the committee take an entry off the list, if the records let it; else its refusal is kept.

        Returns
        -------
        bool
            Whether it was taken off.
        """
        try:
            self.decide(entry, Action.DELIST, day)
        except InputError as error:
            why = render_error(error, self._offices.lang)
            self.check(entry, day, self.say("refused", why=why), passed=False)
            return False
        return True

    def is_named(self, entry: EntryRecord, day: date) -> bool:
        """Tell whether the latest search still names the place as significant."""
        verdicts = self.work(self._offices.of(Role.COMMITTEE), day).judged(entry, day)
        return any(one.code == "off_the_list" and not one.holds for one in verdicts)

    def _lead(self, entry: EntryRecord) -> Principal:
        now = self._store.register.get(entry.id) or entry
        if now.township_code and now.lead == now.township_code:
            return self._offices.township(now.lead)
        return self._offices.department(now.lead)

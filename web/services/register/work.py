"""Work on the register: propose, decide, put right, check, accept, take off; every step is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from data.privacy import holds_personal_number
from data.store.audit import Deed
from data.store.register import EntryRecord, NewStep, StepRecord
from gis.errors import InputError
from hotspots.rectification.delisting import Criteria, Verdict, judge
from hotspots.rectification.rolling import Standing, standing_on
from hotspots.rectification.states import OPEN, RULES, Action, Part, State, check_day, next_state, possible
from web.auth.principal import NotAllowedError
from web.services.register.asked import Asked, check_asked
from web.services.register.records import observe

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from data.store import Store
    from web.services.register.actors import Actor

KINDS = ("area", "problem")
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    An entry that is proposed.

    Attributes
    ----------
    kind
        ``area`` (治安重点地区) or ``problem`` (突出治安问题).
    title, reason
        What it is called, and why it is proposed.
    on_day
        Day from which it counts.
    outline
        In EPSG:4326; None for a problem of the whole county.
    place_kind, township_code, station
        What kind of place it is, and where it lies.
    area_id, analysis_id
        Area of a search that it comes from; empty and None for others.
    previous_id
        Earlier entry that it is a recurrence of.
    facts
        What else is known: causes, categories, townships, figures of the search.
    """

    kind: str
    title: str
    reason: str
    on_day: date
    outline: BaseGeometry | None = None
    place_kind: str = ""
    township_code: str = ""
    station: str = ""
    area_id: str = ""
    analysis_id: int | None = None
    previous_id: int | None = None
    facts: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry with its steps, and where it stood on the day that is asked about."""

    entry: EntryRecord
    steps: tuple[StepRecord, ...]
    standing: Standing


class RegisterWork:
    """
    What somebody may do on the register.

    Parameters
    ----------
    store
        Where it is.
    actor
        Who works on it.
    today
        The day.
    time_zone
        Where days are counted.
    """

    def __init__(self, store: Store, actor: Actor, today: date, time_zone: str) -> None:
        self._store, self._actor, self._today, self._time_zone = store, actor, today, time_zone

    @property
    def sees_figures(self) -> bool:
        """Whether the actor may see incidents counted."""
        return self._actor.view is not None

    def listed(self, on_day: date | None = None) -> list[Listed]:
        """List the entries that the actor sees as they stood on a day; None for today."""
        steps: dict[int, list[StepRecord]] = {}
        for step in self._store.register.steps():
            steps.setdefault(step.entry_id, []).append(step)
        found = []
        for entry in self._store.register.listed():
            mine = steps.get(entry.id, [])
            standing = standing_on(mine, on_day or self._today)
            if standing is not None and self._actor.sees(entry):
                found.append(Listed(entry, tuple(mine), standing))
        return found

    def get(self, entry_id: int) -> EntryRecord:
        """
        Give an entry.

        Raises
        ------
        InputError
            ``register.unknown``, also where it is not the actor's to see.
        """
        entry = self._store.register.get(entry_id)
        if entry is None or not self._actor.sees(entry):
            raise InputError("register.unknown", entry=entry_id)
        return entry

    def steps(self, entry: EntryRecord) -> list[StepRecord]:
        """Give the steps of an entry, in the order in which they were written down."""
        return self._store.register.steps(entry.id)

    def possible(self, entry: EntryRecord) -> tuple[Action, ...]:
        """List what the actor may do with an entry as it stands."""
        return possible(entry.state, self._actor.parts_in(entry))

    def propose(self, asked: Proposal) -> EntryRecord:
        """
        Put an entry into the register.

        Raises
        ------
        InputError
            ``register.kind``, ``register.title``, ``register.needs``, ``register.person``,
            ``register.no_outline``, ``register.day_in_future``.
        NotAllowedError
            ``register.not_own_ground``.
        """
        _check_proposal(asked)
        check_day(asked.on_day, self._today, ())
        facts = {"proposed_by": sorted(self._actor.own), **(asked.facts or {})}
        values: dict[str, object] = {
            "kind": asked.kind,
            "title": asked.title.strip(),
            "place_kind": asked.place_kind,
            "township_code": asked.township_code,
            "station": asked.station,
            "area_id": asked.area_id,
            "analysis_id": asked.analysis_id,
            "previous_id": asked.previous_id,
            "geometry": asked.outline,
            "facts": facts,
        }
        places = {asked.township_code, asked.station, *_townships(facts)}
        if Part.OFFICE not in self._actor.offices and not self._actor.own & places:
            raise NotAllowedError("register.not_own_ground")
        details = {"place_kind": asked.place_kind} if asked.place_kind else {}
        step = NewStep(Action.PROPOSE, "", State.PROPOSED, asked.on_day, asked.reason.strip(), details)
        return self._store.register.add(values, step, self._deed(Action.PROPOSE, asked.title.strip()))

    def act(self, entry_id: int, asked: Asked, seen: int | None = None) -> EntryRecord:
        """
        Do something with an entry.

        Parameters
        ----------
        entry_id, asked
            The entry, and what is to be done.
        seen
            Revision of the entry as the actor saw it; None for as it is now.

        Raises
        ------
        InputError
            What `check_asked`, `check_day` and `next_state` refuse; ``register.criteria`` with what does not
            hold where it is to be taken off; ``register.changed`` where somebody was faster.
        NotAllowedError
            ``register.not_yours``.
        """
        entry = self.get(entry_id)
        steps = self.steps(entry)
        parts = self._actor.parts_in(entry)
        if not RULES[asked.action].parts & parts or asked.action is Action.PROPOSE:
            raise NotAllowedError("register.not_yours", action=asked.action.value)
        after = next_state(asked.action, entry.state, steps)
        check_asked(asked, entry.deadline)
        check_day(asked.on_day, self._today, steps)
        details = asked.details()
        if asked.action is Action.DELIST:
            details["criteria"] = self._refuse_unless_fit(entry, asked.on_day)
        step = NewStep(asked.action, entry.state, after, asked.on_day, asked.reason.strip(), details)
        revision = entry.revision if seen is None else seen
        values = _changes(entry, asked)
        deed = self._deed(asked.action, entry.number, title=entry.title, state=after.value)
        changed = self._store.register.change(entry.id, revision, values, step, deed)
        if changed is None:
            raise InputError("register.changed", entry=entry.number)
        return changed

    def judged(self, entry: EntryRecord, on_day: date | None = None) -> tuple[Verdict, ...]:
        """Judge the criteria for taking an entry off the list as if it were done on a day; None for today."""
        criteria, day = criteria_of(entry), on_day or self._today
        steps = self.steps(entry)
        observed = observe(self._store, entry, steps, day, criteria=criteria, time_zone=self._time_zone)
        return judge(criteria, observed)

    def _refuse_unless_fit(self, entry: EntryRecord, on_day: date) -> list[dict[str, Any]]:
        verdicts = self.judged(entry, on_day)
        if failing := [verdict for verdict in verdicts if not verdict.holds]:
            raise InputError("register.criteria", failing=[asdict(verdict) for verdict in failing])
        return [asdict(verdict) for verdict in verdicts]

    def _deed(self, action: Action, subject: str, **details: object) -> Deed:
        return self._actor.sign(Deed(f"register.{action.value}", subject, details=details))


def criteria_of(entry: EntryRecord) -> Criteria:
    """Give the criteria that were set when an entry was designated, else the usual."""
    return Criteria(**entry.facts["criteria"]) if "criteria" in entry.facts else Criteria()


def recurs(entry: EntryRecord) -> bool:
    """Tell whether an entry came back within twelve months of being taken off."""
    return bool(entry.facts.get("recurrence"))


def is_open(entry: EntryRecord) -> bool:
    """Tell whether the committee has designated an entry and not taken it off."""
    return entry.state in OPEN


def _check_proposal(asked: Proposal) -> None:
    if asked.kind not in KINDS:
        raise InputError("register.kind", kind=asked.kind)
    if not 0 < len(asked.title.strip()) <= LONGEST_TITLE:
        raise InputError("register.title", longest=LONGEST_TITLE)
    if not asked.reason.strip():
        raise InputError("register.needs", action=Action.PROPOSE.value, missing=["reason"])
    for name, word in (("title", asked.title), ("reason", asked.reason)):
        if holds_personal_number(word):
            raise InputError("register.person", field=name)
    if asked.kind == "area" and (asked.outline is None or asked.outline.is_empty):
        raise InputError("register.no_outline")


def _townships(facts: Mapping[str, object]) -> tuple[str, ...]:
    found = facts.get("townships", ())
    return tuple(str(code) for code in found) if isinstance(found, (list, tuple)) else ()


def _changes(entry: EntryRecord, asked: Asked) -> dict[str, object]:
    """Give the columns of the entry that what is done changes."""
    values: dict[str, object] = {}
    if asked.deadline is not None:
        values["deadline"] = asked.deadline
    if asked.action is not Action.DESIGNATE:
        return values
    words = asked.words
    values |= {name: words[name] for name in ("lead", "level", "place_kind") if words.get(name)}
    facts = {**entry.facts, "supporting": list(asked.supporting), "designated_on": asked.on_day.isoformat()}
    facts |= {name: words[name] for name in ("leader", "measures", "causes", "meeting") if words.get(name)}
    facts["criteria"] = asdict(asked.criteria or Criteria())
    return values | {"facts": facts}

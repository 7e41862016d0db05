"""Work on the register: propose, decide, put right, check, accept, take off; every step is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from data.store.audit import Deed
from data.store.register import EntryRecord, NewStep, StepRecord
from gis.errors import InputError
from hotspots.rectification.delisting import Criteria, Verdict, judge
from hotspots.rectification.recurrence import recurs as came_back
from hotspots.rectification.rolling import Standing, standing_on
from hotspots.rectification.states import (
    CLOSED,
    OPEN,
    RULES,
    Action,
    Part,
    State,
    Step,
    check_day,
    may_undo,
    next_state,
    possible,
)
from web.auth.principal import NotAllowedError
from web.services.register.as_of import COLUMNS, columns_of, entry_as_of
from web.services.register.asked import Asked, check_asked
from web.services.register.evidence import newest_search
from web.services.register.history import delisted_on, returned, steps_by_entry
from web.services.register.place_kinds import offered, place_kinds
from web.services.register.proposals import Proposal, check_proposal, townships_of
from web.services.register.records import observe
from web.services.register.units import unit_code, unit_names

if TYPE_CHECKING:
    from data.store import Store
    from web.services.register.actors import Actor


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as it was on the day that is asked about, with all its steps that hold, and where it stood."""

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
    def time_zone(self) -> str:
        """Where days are counted."""
        return self._time_zone

    @property
    def keeps_register(self) -> bool:
        """Whether the actor manages the register or decides on it."""
        return bool(self._actor.offices)

    @property
    def sees_figures(self) -> bool:
        """Whether the actor may see incidents counted."""
        return self._actor.view is not None

    def listed(self, on_day: date | None = None) -> list[Listed]:
        """List the entries that the actor sees as they stood on a day; None for today."""
        steps = steps_by_entry(self._store)
        found, day = [], on_day or self._today
        for entry in self._store.register.listed():
            mine = steps.get(entry.id, [])
            standing = standing_on(mine, day)
            if standing is not None and self._actor.sees(entry):
                found.append(Listed(entry_as_of(entry, mine, day), tuple(mine), standing))
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
        """Give the steps of an entry that hold, in the order in which they were written down."""
        return self._store.register.steps(entry.id)

    def history(self, entry: EntryRecord) -> list[StepRecord]:
        """Give every step of an entry, those that were taken back too."""
        return self._store.register.history(entry.id)

    def possible(self, entry: EntryRecord) -> tuple[Action, ...]:
        """List what the actor may do with an entry as it stands."""
        return possible(entry.state, self._actor.parts_in(entry), self.steps(entry))

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
        check_proposal(asked)
        self._refuse_unknown_kind(asked.place_kind, "")
        check_day(asked.on_day, self._today, ())
        previous_id = asked.previous_id
        if previous_id is None:
            previous_id, recurrence = returned(self._store, asked)
            asked = replace(asked, facts={**(asked.facts or {}), "recurrence": recurrence})
        facts: dict[str, Any] = {"proposed_by": sorted(self._actor.own), **(asked.facts or {})}
        values: dict[str, object] = {
            "kind": asked.kind,
            "title": asked.title.strip(),
            "place_kind": asked.place_kind,
            "township_code": asked.township_code,
            "station": asked.station,
            "area_id": asked.area_id,
            "analysis_id": asked.analysis_id,
            "previous_id": previous_id,
            "geometry": asked.outline,
            "facts": facts,
        }
        places = {asked.township_code, asked.station, *townships_of(facts)}
        if Part.OFFICE not in self._actor.offices and not self._actor.own & places:
            raise NotAllowedError("register.not_own_ground")
        details: dict[str, Any] = {"place_kind": asked.place_kind} if asked.place_kind else {}
        if "evidence" in facts:
            searched = {"area_id": asked.area_id, "analysis_id": asked.analysis_id}
            details |= searched | {name: facts.get(name) for name in ("evidence", "since", "until")}
        details["recurrence"] = bool(facts.get("recurrence"))
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
            hold where it is to be taken off; ``register.followed`` where a later entry of the place goes on;
            ``register.changed`` where somebody was faster.
        NotAllowedError
            ``register.not_yours``.
        """
        entry, asked = self.get(entry_id), self._with_codes(asked)
        steps = self.steps(entry)
        self._refuse_others(asked.action, entry, steps)
        after = next_state(asked.action, entry.state, steps)
        if asked.action is Action.RELIST:
            self._refuse_followed(entry)
        check_asked(asked, entry.deadline)
        self._refuse_unknown_kind(asked.words.get("place_kind", ""), entry.place_kind)
        check_day(asked.on_day, self._today, steps)
        details = self._details(entry, steps, asked)
        step = NewStep(asked.action, entry.state, after, asked.on_day, asked.reason.strip(), details)
        taken: Sequence[Step] = steps[:-1] if asked.action is Action.UNDO else [*steps, step]
        revision = entry.revision if seen is None else seen
        values = columns_of(entry_as_of(entry, taken, self._today))
        deed = self._deed(asked.action, entry.number, title=entry.title, state=after.value)
        changed = self._store.register.change(entry.id, revision, values, step, deed)
        if changed is None:
            raise InputError("register.changed", entry=entry.number)
        return changed

    def _refuse_followed(self, entry: EntryRecord) -> None:
        """Refuse to list again what another entry has taken up since: a place would be listed twice."""
        later = [each for each in self._store.register.listed(entry.kind) if each.previous_id == entry.id]
        if going := [each for each in later if each.state not in CLOSED]:
            raise InputError("register.followed", entry=entry.number, later=going[-1].number)

    def judged(self, entry: EntryRecord, on_day: date | None = None) -> tuple[Verdict, ...]:
        """Judge the criteria for taking an entry off the list as if it were done on a day; None for today."""
        criteria, day = criteria_of(entry), on_day or self._today
        steps = self.steps(entry)
        observed = observe(self._store, entry, steps, day, criteria=criteria, time_zone=self._time_zone)
        return judge(criteria, observed)

    def _refuse_others(self, action: Action, entry: EntryRecord, steps: Sequence[StepRecord]) -> None:
        """Refuse a step that is not the actor's to take; what is undone, who may do it also undoes."""
        parts = self._actor.parts_in(entry)
        undoable = len(steps) < 2 or may_undo(steps, parts)  # there is nothing but a proposal
        if not RULES[action].parts & parts or action is Action.PROPOSE:
            raise NotAllowedError("register.not_yours", action=action.value)
        if action is Action.UNDO and not undoable:
            raise NotAllowedError("register.not_yours", action=steps[-1].action)

    def _with_codes(self, asked: Asked) -> Asked:
        """Bring units that were typed by name back to their codes: an account is known by its code."""
        if not (asked.words.get("lead") or asked.supporting):
            return asked
        names = unit_names(self._store)
        words = {**asked.words, "lead": unit_code(asked.words.get("lead", ""), names)}
        return replace(
            asked, words=words, supporting=tuple(unit_code(one, names) for one in asked.supporting)
        )

    def _refuse_unknown_kind(self, kind: str, present: str) -> None:
        if kind and kind not in {one.code for one in offered(place_kinds(self._store), present)}:
            raise InputError("place_kind.unknown", kind=kind)

    def _details(self, entry: EntryRecord, steps: Sequence[StepRecord], asked: Asked) -> dict[str, Any]:
        """
        Give what a step keeps beside its reason; of changed duties, those that differ.

        Raises
        ------
        InputError
            ``register.criteria`` or ``register.nothing_changed``.
        """
        details = asked.details()
        if asked.action is Action.UNDO:
            return {"undoes": steps[-1].id, "undone": steps[-1].action}
        if asked.action is Action.DELIST:
            return details | {"criteria": self._refuse_unless_fit(entry, asked.on_day)}
        if asked.action in (Action.RELIST, Action.AMEND):
            details = {name: value for name, value in details.items() if value != _now(entry, name)}
        if asked.action is Action.AMEND:
            details.pop("deadline", None)  # an extension of its own moves it
        if asked.action is Action.RELIST:
            details |= newest_search(self._store, entry)
            if entry.state == State.DELISTED:
                details["recurrence"] = came_back(delisted_on(steps), asked.on_day)
        if asked.action is Action.AMEND and not details:
            raise InputError("register.nothing_changed")
        return details

    def _refuse_unless_fit(self, entry: EntryRecord, on_day: date) -> list[dict[str, Any]]:
        verdicts = self.judged(entry, on_day)
        if failing := [verdict for verdict in verdicts if not verdict.holds]:
            raise InputError("register.criteria", failing=[asdict(verdict) for verdict in failing])
        return [asdict(verdict) for verdict in verdicts]

    def _deed(self, action: Action, subject: str, **details: object) -> Deed:
        return self._actor.sign(Deed(f"register.{action.value}", subject, details=details))


def criteria_of(entry: EntryRecord) -> Criteria:
    """
    Give the criteria that were set when an entry was designated, else the usual.

    Searches name areas: whether one still lies in the townships of a problem says nothing of the problem.
    """
    set_before = Criteria(**entry.facts["criteria"]) if "criteria" in entry.facts else Criteria()
    return replace(set_before, off_the_list=False) if entry.kind == "problem" else set_before


def recurs(entry: EntryRecord) -> bool:
    """Tell whether an entry came back within twelve months of being taken off."""
    return bool(entry.facts.get("recurrence"))


def is_open(entry: EntryRecord) -> bool:
    """Tell whether the committee has designated an entry and not taken it off."""
    return entry.state in OPEN


def _now(entry: EntryRecord, name: str) -> object:
    """Give what an entry has under the name of something that decisions set."""
    return getattr(entry, name) if name in COLUMNS else entry.facts.get(name)

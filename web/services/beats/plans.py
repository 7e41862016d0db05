"""
Drafts of beats, and how one comes to be the plan in force.

A draft says which beat each unit is in, and nothing else of the program knows of it. The station or the
command centre that drafted it submits it; where it takes in units of a joint zone, the stations that answer
for that consent; the command centre approves it, and only then the beats of the county change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from data.store.audit import Deed
from data.store.beat_plans import DRAFT, SUBMITTED, BeatPlanRecord
from gis.errors import InputError
from web.auth.principal import NotAllowedError
from web.auth.roles import Right, Role
from web.services.beats.design_request import kept_locks, kept_parameters
from web.services.beats.ground import BeatGrounds, Ground
from web.services.beats.in_force import figures_of, merged

if TYPE_CHECKING:
    from data.store import Store
    from web.auth.principal import Principal

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """
    What a draft says.

    Attributes
    ----------
    name, station
        What it is called, and the station whose units it divides; empty for the whole county.
    beats
        Number of the beat of each unit, by the unit's code.
    locks
        ``units`` and ``beats`` that are to stay.
    parameters
        What it was designed with; ``joint`` and ``load`` count.
    """

    name: str
    station: str
    beats: Mapping[str, int]
    locks: Mapping[str, Any]
    parameters: Mapping[str, Any]


def bound_station(principal: Principal, asked: str) -> str:
    """
    Give the station that someone may plan for: a station for itself, the command centre for any, or all.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed``, ``beat_plans.other_station``.
    """
    principal.require(Right.PLAN)
    if principal.role is not Role.STATION:
        return asked
    if asked not in ("", principal.station):
        raise NotAllowedError("beat_plans.other_station", station=asked)
    return principal.station


class BeatPlanning:
    """
    What someone may do with plans of beats.

    Parameters
    ----------
    store
        Where they are.
    grounds
        The units that they divide.
    principal
        Who asks.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` for roles that do not plan.
    """

    def __init__(self, store: Store, grounds: BeatGrounds, principal: Principal) -> None:
        principal.require(Right.PLAN)
        self._store, self._grounds, self._principal = store, grounds, principal
        self.station = principal.station if principal.role is Role.STATION else ""

    def ground(self, station: str, *, joint: bool) -> Ground:
        """Give the units that a plan of a station divides, as far as they are the asker's to see."""
        whole = self._grounds.get(joint=joint)
        return whole.within(bound_station(self._principal, station), joint=joint)

    def seen(self) -> set[str]:
        """Give the codes of the units that the asker sees."""
        return set(self._grounds.get(joint=True).within(self.station, joint=True).codes)

    def listed(self) -> list[BeatPlanRecord]:
        """List the plans that the asker sees, the one that was changed last first."""
        return [plan for plan in self._store.beat_plans.listed() if self._sees(plan)]

    def get(self, plan_id: int) -> BeatPlanRecord:
        """
        Give a plan.

        Raises
        ------
        InputError
            ``beat_plans.unknown``, also where it is not the asker's to see.
        """
        plan = self._store.beat_plans.get(plan_id)
        if plan is None or not self._sees(plan):
            raise InputError("beat_plans.unknown", plan=plan_id)
        return plan

    def save(self, asked: DraftRequest, plan_id: int | None = None) -> BeatPlanRecord:
        """
        Keep a new draft, or change one's own.

        Raises
        ------
        InputError
            ``beat_plans.name``, ``beat_plans.empty``.
        NotAllowedError
            ``beat_plans.outside`` where it takes in units that are not the asker's to divide.
        """
        name = asked.name.strip()
        if not 0 < len(name) <= LONGEST_NAME:
            raise InputError("beat_plans.name", longest=LONGEST_NAME)
        station = bound_station(self._principal, asked.station)
        beats = {str(code): int(number) for code, number in asked.beats.items() if number > 0}
        if not beats:
            raise InputError("beat_plans.empty")
        parameters = kept_parameters(asked.parameters)
        joint, load = bool(parameters["joint"]), str(parameters["load"])
        ground = self.ground(station, joint=joint)
        if outside := set(beats) - set(ground.codes):
            raise NotAllowedError("beat_plans.outside", units=", ".join(sorted(outside)[:5]))
        if load not in ground.loads:
            raise InputError("beat_plans.load_unknown", load=load, loads=", ".join(ground.loads))
        values = {
            "name": name,
            "station": station,
            "owner": self.station,
            "beats": beats,
            "locks": kept_locks(asked.locks),
            "parameters": parameters,
            "facts": figures_of(ground, beats, load),
        }
        deed = self._deed("beats.saved", name)
        if plan_id is None:
            return self._store.beat_plans.add(values, deed)
        return self._changed(self._own(plan_id), values, deed, DRAFT)

    def copy(self, plan_id: int, name: str) -> BeatPlanRecord:
        """Make a draft of one's own that says the same."""
        plan = self.get(plan_id)
        station = plan.station if not self.station else self.station
        joint = bool(plan.parameters.get("joint"))
        mine = set(self.ground(station, joint=joint).codes)
        beats = {code: number for code, number in plan.beats.items() if code in mine}
        return self.save(DraftRequest(name, station, beats, plan.locks, plan.parameters))

    def remove(self, plan_id: int) -> None:
        """Remove a draft of one's own."""
        plan = self._own(plan_id)
        if not self._store.beat_plans.remove(plan.id, self._deed("beats.removed", plan.name)):
            raise NotAllowedError("beat_plans.not_draft", plan=plan.name)

    def submit(self, plan_id: int) -> BeatPlanRecord:
        """
        Ask for a draft to be approved; a station that submits consents.

        Raises
        ------
        InputError
            ``beat_plans.incomplete`` where units have no beat.
        """
        plan = self._own(plan_id)
        ground = self._ground_of(plan)
        if missing := [code for code in ground.codes if code not in plan.beats]:
            raise InputError("beat_plans.incomplete", units=len(missing))
        needed = ground.answering(set(plan.beats))
        values = {
            "state": SUBMITTED,
            "facts": {
                **figures_of(ground, plan.beats, str(plan.parameters["load"])),
                "stations": needed,
            },
            "consents": self._consent() if self.station in needed else {},
        }
        return self._changed(plan, values, self._deed("beats.submitted", plan.name), DRAFT)

    def take_back(self, plan_id: int) -> BeatPlanRecord:
        """Make a submitted plan a draft again: its owner takes it back, the command centre returns it."""
        plan = self.get(plan_id)
        own = plan.owner == self.station
        if not (own or self._principal.may(Right.APPROVE)):
            raise NotAllowedError("beat_plans.not_own", plan=plan.name)
        deed = self._deed("beats.taken_back" if own else "beats.returned", plan.name)
        return self._changed(plan, {"state": DRAFT, "consents": {}}, deed, SUBMITTED)

    def consent(self, plan_id: int) -> BeatPlanRecord:
        """
        Consent, as a station, to a plan that takes in units of its joint zones.

        Raises
        ------
        NotAllowedError
            ``beat_plans.no_consent_needed``.
        """
        plan = self.get(plan_id)
        if not self.station or self.station not in plan.facts.get("stations", ()):
            raise NotAllowedError("beat_plans.no_consent_needed", plan=plan.name)
        consents = {**plan.consents, **self._consent()}
        deed = self._deed("beats.consented", plan.name)
        return self._changed(plan, {"consents": consents}, deed, SUBMITTED)

    def approve(self, plan_id: int) -> BeatPlanRecord:
        """
        Put a submitted plan in force: its units get its beats, the rest of the county keeps its own.

        Raises
        ------
        NotAllowedError
            ``auth.not_allowed``; ``beat_plans.consent_missing`` with the stations that have not consented.
        """
        self._principal.require(Right.APPROVE)
        plan = self.get(plan_id)
        whole = self._grounds.get(joint=bool(plan.parameters.get("joint")))
        needed = whole.answering(set(plan.beats))
        if missing := [station for station in needed if station not in plan.consents]:
            names = [whole.station_names.get(station, station) for station in missing]
            raise NotAllowedError("beat_plans.consent_missing", stations=", ".join(names))
        parameters, layers = merged(whole, plan)
        deed = self._deed("beats.approved", plan.name, station=plan.station)
        approved = self._store.beat_plans.put_in_force(plan.id, parameters, layers, deed)
        if approved is None:
            raise NotAllowedError("beat_plans.not_submitted", plan=plan.name)
        return approved

    def may(self, plan: BeatPlanRecord) -> dict[str, bool]:
        """Say what the asker may do with a plan as it stands."""
        own, submitted = plan.owner == self.station, plan.state == SUBMITTED
        approves = self._principal.may(Right.APPROVE)
        waiting = [one for one in plan.facts.get("stations", ()) if one not in plan.consents]
        return {
            "edit": own and plan.state == DRAFT,
            "take_back": submitted and (own or approves),
            "consent": submitted and self.station in waiting,
            "approve": submitted and approves and not waiting,
        }

    def _sees(self, plan: BeatPlanRecord) -> bool:
        """A draft is its owner's alone; what was submitted is also seen by those whose ground it takes in."""
        if plan.owner == self.station:
            return True
        if plan.state == DRAFT:
            return False
        return not self.station or self._concerns(plan)

    def _concerns(self, plan: BeatPlanRecord) -> bool:
        asked = plan.facts.get("stations", ())
        return plan.station == self.station or self.station in asked or not plan.station

    def _ground_of(self, plan: BeatPlanRecord) -> Ground:
        return self.ground(plan.station, joint=bool(plan.parameters.get("joint")))

    def _own(self, plan_id: int) -> BeatPlanRecord:
        plan = self.get(plan_id)
        if plan.owner != self.station:
            raise NotAllowedError("beat_plans.not_own", plan=plan.name)
        if plan.state != DRAFT:
            raise NotAllowedError("beat_plans.not_draft", plan=plan.name)
        return plan

    def _changed(
        self, plan: BeatPlanRecord, values: Mapping[str, object], deed: Deed, only: str
    ) -> BeatPlanRecord:
        changed = self._store.beat_plans.change(plan.id, values, deed, only=only)
        if changed is None:
            code = "beat_plans.not_draft" if only == DRAFT else "beat_plans.not_submitted"
            raise NotAllowedError(code, plan=plan.name)
        return changed

    def _consent(self) -> dict[str, dict[str, str]]:
        at = datetime.now(UTC).isoformat()
        return {self.station: {"actor": self._principal.name, "at": at}}

    def _deed(self, action: str, name: str, **details: object) -> Deed:
        return self._principal.signed(Deed(action, name, details=details))

"""Kinds of jobs: who may ask for them, and what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from gis.errors import InputError
from web.auth.roles import Right
from web.services.intake.wizard import check_incidents, store_incidents

if TYPE_CHECKING:
    from data.store import Store
    from web.auth.principal import Principal
    from web.services.progress import Progress
    from web.settings import Settings

Work: TypeAlias = "Callable[[Store, Settings, Mapping[str, Any], Progress], dict[str, object]]"


@dataclass(frozen=True, slots=True)
class Kind:
    """
    A kind of job.

    Attributes
    ----------
    right
        What who asks for it must be allowed.
    work
        Does it: with the store, the settings, what was asked, and whom to tell how far it is. Gives what came
        of it as JSON holds it. Whatever it writes is written in one transaction: it may be stopped anywhere.
    bind
        Binds what is asked to the ground of who asks, or refuses it.
    """

    right: Right
    work: Work
    bind: Callable[[Principal, Mapping[str, Any]], Mapping[str, Any]] = lambda _principal, asked: asked


def find_areas(
    store: Store, settings: Settings, asked: Mapping[str, Any], on_progress: Progress
) -> dict[str, object]:
    """Look for disorderly areas of the store."""
    from hotspots.params import HotspotParams
    from web.services.areas.hotspots import DESK_WATCH, HotspotRequest, hotspots_of_store
    from web.services.areas.scope import scope_of

    zone = settings.time_zone
    request = HotspotRequest(
        scope=scope_of(tuple(asked.get("categories", ())), asked.get("since"), asked.get("until"), zone),
        params=HotspotParams(watch=DESK_WATCH, time_zone=zone),
        seed=int(asked.get("seed", 0)),
    )
    answer = hotspots_of_store(store, request, on_progress=on_progress)
    return {"areas": len(answer.result.significant), "incidents": len(answer.incidents)}


def design(
    store: Store, _settings: Settings, asked: Mapping[str, Any], on_progress: Progress
) -> dict[str, object]:
    """Design beats of the store."""
    from web.services.beats.division import BeatRequest, beats_of_store

    known = {"count", "max_imbalance", "plans", "choose", "seed", "tie_unreached", "target_load"}
    request = BeatRequest(
        **{name: value for name, value in asked.items() if name in known and value is not None}
    )
    plan = beats_of_store(store, request, on_progress=on_progress)
    notes = [{"code": note.code, "details": dict(note.details)} for note in plan.notes]
    return {"beats": len(plan.beats), "max_ratio": plan.max_ratio, "notes": notes}


def design_to_choose(
    store: Store, _settings: Settings, asked: Mapping[str, Any], on_progress: Progress
) -> dict[str, object]:
    """Make plans of beats to choose from; nothing is in force by that."""
    from web.services.beats.design import design_plans
    from web.services.beats.design_request import design_request

    return design_plans(store, design_request(asked), on_progress=on_progress)


def bind_design(principal: Principal, asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """Let a station design its own beats alone."""
    from web.services.beats.design_request import design_request
    from web.services.beats.plans import bound_station

    station = bound_station(principal, str(asked.get("station") or ""))
    design_request(bound := {**asked, "station": station})
    return bound


KINDS: dict[str, Kind] = {
    "hotspots": Kind(Right.ANALYSE, find_areas),
    "beats": Kind(Right.APPROVE, design),
    "check_incidents": Kind(Right.IMPORT, check_incidents),
    "import_incidents": Kind(Right.IMPORT, store_incidents),
    "beat_design": Kind(Right.PLAN, design_to_choose, bind_design),
}


def kind_of(name: str) -> Kind:
    """
    Give a kind by its name.

    Raises
    ------
    InputError
        ``jobs.kind_unknown``.
    """
    if name not in KINDS:
        raise InputError("jobs.kind_unknown", kind=name, kinds=", ".join(KINDS))
    return KINDS[name]

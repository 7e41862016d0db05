"""Plans of beats: the ground they are designed on, drafts, and their way to being in force."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from data.store.audit import Deed
from data.store.beat_plans import BeatPlanRecord
from web.routes.authentication import Signed, TheStore, TheView
from web.routes.layers import AS_GEOJSON
from web.routes.negotiation import language, layer_response
from web.services.beats.designed_cards import cards_in_force, cards_of_plan, print_cards
from web.services.beats.ground import BeatGrounds, ground_layer
from web.services.beats.plans import BeatPlanning, DraftRequest

router = APIRouter(tags=["beat plans"])

PDF = "application/pdf"
AS_PDF: dict[int | str, dict[str, object]] = {200: {"content": {PDF: {}}, "description": "PDF."}}
Language = Annotated[str, Depends(language)]
Station = Annotated[str, Query(description="Code; empty for the whole county.", examples=["629901520000"])]
Joint = Annotated[bool, Query(description="Take along joint zones, divided by themselves.")]


def grounds_of(request: Request) -> BeatGrounds:
    """Give the grounds that the application keeps."""
    grounds: BeatGrounds = request.app.state.beat_grounds
    return grounds


TheGrounds = Annotated[BeatGrounds, Depends(grounds_of)]


def planning_of(store: TheStore, grounds: TheGrounds, principal: Signed) -> BeatPlanning:
    """Give what the asker may do with plans."""
    return BeatPlanning(store, grounds, principal)


Planning = Annotated[BeatPlanning, Depends(planning_of)]


BeatNumber = Annotated[int, Field(ge=0, le=1_000_000)]


class Draft(BaseModel):
    """What a draft says."""

    name: str = Field(examples=["城关所 2026 年春"])
    station: str = ""
    beats: dict[str, BeatNumber] = Field(description="Beat of each unit by its code.")
    locks: dict[str, Any] = {}
    parameters: dict[str, Any] = {}


class Named(BaseModel):
    """A name."""

    name: str


class Summary(BaseModel):
    """A plan in a list: where it stands, its figures, and what the asker may do with it."""

    id: int
    name: str
    state: str
    station: str
    owner: str
    facts: dict[str, Any]
    consents: dict[str, Any]
    steps: list[dict[str, Any]]
    may: dict[str, bool]
    created_at: datetime
    changed_at: datetime


class Plan(Summary):
    """A plan with its beats: of the units that the asker sees."""

    beats: dict[str, int]
    locks: dict[str, Any]
    parameters: dict[str, Any]


def _summary(plan: BeatPlanRecord, planning: BeatPlanning) -> dict[str, Any]:
    return {
        **{name: getattr(plan, name) for name in Summary.model_fields if hasattr(plan, name)},
        "steps": plan.history.get("steps", []),
        "may": planning.may(plan),
    }


def _plan(plan: BeatPlanRecord, planning: BeatPlanning) -> Plan:
    seen = planning.seen()
    beats = {code: number for code, number in plan.beats.items() if code in seen}
    return Plan(**_summary(plan, planning), beats=beats, locks=plan.locks, parameters=plan.parameters)


def _asked(draft: Draft) -> DraftRequest:
    return DraftRequest(draft.name, draft.station, draft.beats, draft.locks, draft.parameters)


@router.get("/beat-ground", responses=AS_GEOJSON, response_class=Response)
def ground(request: Request, planning: Planning, station: Station = "", joint: Joint = False) -> Response:  # noqa: FBT002
    """Give the units that beats are made of, with their loads, neighbours and beats of today."""
    found = planning.ground(station, joint=joint)
    return layer_response(
        request, ground_layer(found, {"station": station, "joint": joint, "has_joint": found.has_joint})
    )


@router.get("/beat-plans")
def plans(planning: Planning) -> list[Summary]:
    """List the plans that one may see, the one that was changed last first."""
    return [Summary(**_summary(plan, planning)) for plan in planning.listed()]


@router.post("/beat-plans", status_code=201)
def add(planning: Planning, draft: Draft) -> Plan:
    """Keep a draft; the beats in force stay as they are."""
    return _plan(planning.save(_asked(draft)), planning)


@router.get("/beat-plans/in-force/cards.pdf", responses=AS_PDF, response_class=Response)
def cards_now(
    request: Request,
    store: TheStore,
    planning: Planning,
    principal: Signed,
    view: TheView,
    lang: Language,
    station: Station = "",
) -> Response:
    """Print the cards of the beats in force."""
    settings = request.app.state.settings
    found = cards_in_force(store, planning, station, settings)
    pdf = print_cards(found, planning, view, settings, lang)
    store.audit.add(principal.signed(Deed("beats.cards", station or "in force")))
    return _pdf(pdf)


@router.get("/beat-plans/{plan_id}")
def plan(planning: Planning, plan_id: int) -> Plan:
    """Give a plan with its beats, its figures and what may be done with it."""
    return _plan(planning.get(plan_id), planning)


@router.put("/beat-plans/{plan_id}")
def change(planning: Planning, plan_id: int, draft: Draft) -> Plan:
    """Change a draft of one's own."""
    return _plan(planning.save(_asked(draft), plan_id), planning)


@router.delete("/beat-plans/{plan_id}", status_code=204)
def remove(planning: Planning, plan_id: int) -> None:
    """Remove a draft of one's own."""
    planning.remove(plan_id)


@router.post("/beat-plans/{plan_id}/copy", status_code=201)
def copy(planning: Planning, plan_id: int, named: Named) -> Plan:
    """Make a draft of one's own that says the same as a plan."""
    return _plan(planning.copy(plan_id, named.name), planning)


@router.post("/beat-plans/{plan_id}/submission")
def submit(planning: Planning, plan_id: int) -> Plan:
    """Ask for a draft to be approved."""
    return _plan(planning.submit(plan_id), planning)


@router.delete("/beat-plans/{plan_id}/submission")
def take_back(planning: Planning, plan_id: int) -> Plan:
    """Make a submitted plan a draft again."""
    return _plan(planning.take_back(plan_id), planning)


@router.post("/beat-plans/{plan_id}/consent")
def consent(planning: Planning, plan_id: int) -> Plan:
    """Consent, as a station, to a plan that takes in units of its joint zones."""
    return _plan(planning.consent(plan_id), planning)


@router.post("/beat-plans/{plan_id}/approval")
def approve(planning: Planning, plan_id: int) -> Plan:
    """Put a submitted plan in force; the command centre's alone."""
    return _plan(planning.approve(plan_id), planning)


@router.get("/beat-plans/{plan_id}/cards.pdf", responses=AS_PDF, response_class=Response)
def cards(
    request: Request,
    store: TheStore,
    grounds: TheGrounds,
    planning: Planning,
    principal: Signed,
    view: TheView,
    lang: Language,
    plan_id: int,
) -> Response:
    """Print the cards of a plan's beats, as they would be if it were in force."""
    found = cards_of_plan(store, grounds, planning, plan_id)
    pdf = print_cards(found, planning, view, request.app.state.settings, lang)
    store.audit.add(principal.signed(Deed("beats.cards", planning.get(plan_id).name)))
    return _pdf(pdf)


def _pdf(body: bytes) -> Response:
    headers = {"Content-Disposition": 'inline; filename="beat-cards.pdf"', "Cache-Control": "no-store"}
    return Response(body, media_type=PDF, headers=headers)

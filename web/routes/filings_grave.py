"""Grave incidents: the list with its clocks, one incident, what is reported of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from data.store.filings import FilingRecord
from gis.errors import SafetownError
from hotspots.reporting.clock import Reading, Standing
from web.auth.principal import NotAllowedError, Principal
from web.routes.authentication import Signed, TheStore
from web.routes.filings_pages import filings_page, form_of, now, onward
from web.routes.pages import page_language
from web.services.filings.contents import LONGEST
from web.services.filings.grave import (
    LONGEST_PLACE,
    close_grave,
    flag_concealment,
    follow_up,
    register_grave,
    report_grave,
)
from web.services.filings.grave_incidents import (
    GraveIncident,
    grave_incidents,
    grave_numbered,
    may_flag,
    may_register,
    may_report,
    units_seen,
)
from web.services.filings.rules import filing_rules
from web.services.filings.units import unit_names
from web.texts import label, text

router = APIRouter(include_in_schema=False)

RUNNING = frozenset({Standing.RUNNING, Standing.OVERDUE})


@router.get("/grave")
def grave_page(request: Request, store: TheStore, principal: Signed) -> HTMLResponse:
    """Show the grave incidents that somebody sees, each with its clock."""
    return _list_page(request, store, principal)


def _list_page(
    request: Request,
    store: TheStore,
    principal: Principal,
    error: SafetownError | None = None,
    typed: dict[str, str] | None = None,
) -> HTMLResponse:
    lang, at, rules = page_language(request), now(), filing_rules(store)
    found, names = grave_incidents(store, principal, at), unit_names(store)
    places = store.places("townships")
    townships = [
        (code, name)
        for code, name in zip(places["code"], places["name"], strict=True)
        if principal.township_code in {"", code}
    ]
    return filings_page(
        "grave.html",
        request,
        error=error,
        title=text("grave.title", lang, hours=rules.grave_hours),
        rows=[_said(each, names, lang) for each in found],
        categories=[(code, label("grave_category", code, lang)) for code in rules.grave_categories],
        townships=townships,
        may_report=may_register(principal),
        typed=typed or {},
        longest_place=LONGEST_PLACE,
        now=at.isoformat(),
    )


def _said(found: GraveIncident, names: dict[str, str], lang: str) -> dict[str, Any]:
    said = found.record.content
    next_rung = next((rung for rung in found.ladder if rung.reported_at is None), None)
    return {
        "id": found.record.id,
        "category": label("grave_category", said["category"], lang),
        "place": said["place"],
        "township": names.get(said["township_code"], said["township_code"]),
        "occurred_at": said["occurred_at"],
        "discovered_at": said["discovered_at"],
        "deaths": said["deaths"],
        "injured": said["injured"],
        "state": found.record.state,
        "standing": found.worst.value,
        "due_at": found.clock.due_at,
        "runs": next_rung is not None and found.worst in RUNNING,
        "left": left_words(next_rung.reading, lang) if next_rung is not None else "",
        "late_by": _late_by(found, lang),
        "told": sum(rung.reported_at is not None for rung in found.ladder),
        "rungs": len(found.ladder),
        "concealed": len(found.concealments),
    }


def _late_by(found: GraveIncident, lang: str) -> str:
    """Say by how much the latest of the reports that came late did."""
    late = [rung.reading for rung in found.ladder if rung.reading.standing is Standing.LATE]
    return left_words(min(late, key=lambda each: each.left or timedelta(0)), lang) if late else ""


def left_words(reading: Reading, lang: str) -> str:
    """Say how much time is left, or over; of a report that was made, at its moment."""
    if reading.left is None:
        return ""
    minutes = abs(reading.left) // timedelta(minutes=1)
    kind = {
        Standing.RUNNING: "left",
        Standing.ON_TIME: "early_by",
    }.get(reading.standing, "over")
    return text(f"grave.{kind}", lang, hours=minutes // 60, minutes=minutes % 60)


@router.post("/grave", response_class=Response)
async def register_by_form(request: Request, store: TheStore, principal: Signed) -> Response:
    """Register a grave incident."""
    asked = await form_of(request)
    zone = request.app.state.settings.time_zone
    try:
        kept = await to_thread.run_sync(
            lambda: register_grave(store, principal, asked, now=now(), time_zone=zone)
        )
    except NotAllowedError:
        raise
    except SafetownError as error:
        refused = error
        return await to_thread.run_sync(lambda: _list_page(request, store, principal, refused, asked))
    return onward(request, f"/grave/{kept.id}", said="grave.registered")


@router.get("/grave/{filing_id}")
def incident_page(request: Request, store: TheStore, principal: Signed, filing_id: int) -> HTMLResponse:
    """Show one grave incident: its clock, its ladder, follow-ups and flags."""
    return _incident_page(request, store, principal, filing_id)


def _incident_page(
    request: Request,
    store: TheStore,
    principal: Principal,
    filing_id: int,
    error: SafetownError | None = None,
) -> HTMLResponse:
    lang, at = page_language(request), now()
    found = grave_numbered(store, principal, filing_id, at)
    hours = found.record.content["hours"]
    rungs = [
        {
            "recipient": rung.recipient,
            "name": label("grave_recipient", rung.recipient, lang),
            "reported_at": rung.reported_at,
            "written_at": rung.written_at
            if rung.written_at
            and rung.reported_at
            and rung.written_at - rung.reported_at > timedelta(minutes=10)
            else None,
            "standing": rung.reading.standing.value,
            "left": left_words(rung.reading, lang),
            "runs": rung.reading.standing in RUNNING,
        }
        for rung in found.ladder
    ]
    return filings_page(
        "grave_incident.html",
        request,
        error=error,
        incident=_said(found, unit_names(store), lang),
        basis=text(f"grave.basis_{found.clock.basis}", lang, hours=hours),
        rungs=rungs,
        follow_ups=found.follow_ups,
        concealments=found.concealments,
        may_report=may_report(principal, found.record),
        by_others=units_seen(principal) is not None and not may_report(principal, found.record),
        may_flag=may_flag(principal),
        may_close=principal.role in {"command", "governance"} and found.record.state == "open",
        longest=LONGEST["note"],
        now=at.isoformat(),
    )


@router.post("/grave/{filing_id}/{action}", response_class=Response)
async def act_by_form(
    request: Request, store: TheStore, principal: Signed, filing_id: int, action: str
) -> Response:
    """Keep a report, a follow-up or a flag of concealment, or close an incident."""
    asked, at = await form_of(request), now()
    zone = request.app.state.settings.time_zone
    deeds: dict[str, Callable[[], FilingRecord]] = {
        "report": lambda: report_grave(store, principal, filing_id, asked, now=at, time_zone=zone),
        "follow-up": lambda: follow_up(store, principal, filing_id, asked.get("words", ""), now=at),
        "concealment": lambda: flag_concealment(store, principal, filing_id, asked.get("words", ""), now=at),
        "close": lambda: close_grave(store, principal, filing_id, now=at),
    }
    try:
        if action in deeds:
            await to_thread.run_sync(deeds[action])
    except NotAllowedError:
        raise
    except SafetownError as error:
        return await to_thread.run_sync(_incident_page, request, store, principal, filing_id, error)
    return onward(request, f"/grave/{filing_id}")

"""The register: its list on any day, the yearly screening, an entry and what to do with it."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from data.store.audit import Deed
from data.store.register import EntryRecord
from data.writers import write_table
from gis.errors import SafetownError
from hotspots.rectification.delisting import Criteria
from hotspots.rectification.screening import PLACE_KINDS
from hotspots.rectification.states import CLOSED, OPEN, UNDECIDED, Action, State
from web.auth.roles import Right
from web.reports.register_entry import entry_drawings
from web.reports.register_rows import candidate_row, entry_row, register_table, step_row, verdict_rows
from web.routes.authentication import Signed, TheStore
from web.routes.negotiation import TheDesk
from web.routes.pages import page_language, render
from web.routes.problems import status_of
from web.routes.register_form import asked_of, day_of, several
from web.services.exporting import today
from web.services.register.actors import Actor, actor_of, may_propose, require_proposing
from web.services.register.asked import LEVELS
from web.services.register.candidates import may_enter, propose_candidates, screening_of
from web.services.register.picture import picture_of
from web.services.register.units import ground_of, townships_ground, unit_names, villages_of
from web.services.register.work import Proposal, RegisterWork
from web.texts import render_error, text
from web.texts.evaluation_page import a_year, beforehand_sentence, drop_words, sizes_sentence
from web.texts.office import office_texts

router = APIRouter(include_in_schema=False)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOPICS = (
    "register",
    "register_state",
    "register_kind",
    "register_level",
    "register_action",
    "register_field",
    "register_passed",
    "place_kind",
    "evaluation",
)
GROUPS: dict[str, tuple[State, ...]] = {"open": OPEN, "undecided": UNDECIDED, "closed": CLOSED}


def actor_of_request(principal: Signed, desk: TheDesk) -> Actor:
    """Give the part of who asks in the register."""
    sees_figures = principal.may(Right.AGGREGATES)
    return actor_of(principal, desk.view_of(principal) if sees_figures else None)


TheActor = Annotated[Actor, Depends(actor_of_request)]


def work_of(request: Request, store: TheStore, actor: TheActor) -> RegisterWork:
    """Give what who asks may do on the register."""
    return RegisterWork(store, actor, today(), request.app.state.settings.time_zone)


Work = Annotated[RegisterWork, Depends(work_of)]


async def form_of(request: Request) -> FormData:
    """Read a form, so that what is done with it may run beside other requests."""
    return await request.form()


TheForm = Annotated[FormData, Depends(form_of)]


@router.get("/register")
def register_page(
    request: Request,
    store: TheStore,
    principal: Signed,
    work: Work,
    actor: TheActor,
    day: str = "",
    show: str = "",
) -> HTMLResponse:
    """Show the entries as they stood on a day."""
    lang = page_language(request)
    try:
        on_day, error = day_of({"on_day": day}, "on_day") or today(), ""
    except SafetownError as wrong:
        on_day, error = today(), render_error(wrong, lang)
    rows = _rows(store, work, lang, on_day)
    states = [state.value for state in GROUPS.get(show, tuple(State))]
    return render(
        "register.html",
        request,
        office_texts(lang, *TOPICS),
        error=error,
        rows=[row for row in rows if row["code"] in states],
        counts={name: sum(row["code"] in group for row in rows) for name, group in GROUPS.items()},
        overdue=sum(row["late"] == "overdue" for row in rows),
        total=len(rows),
        show=show,
        day="" if on_day == today() else on_day.isoformat(),
        past="" if on_day == today() else text("register.past", lang, day=on_day),
        bound=actor.view is None or actor.view.within is not None,
        may_propose=may_propose(principal),
    )


@router.get("/register.xlsx", response_class=Response)
def register_workbook(
    request: Request, store: TheStore, principal: Signed, work: Work, day: str = ""
) -> Response:
    """Give the register of a day as an Excel table."""
    lang = page_language(request)
    on_day = day_of({"on_day": day}, "on_day") or today()
    rows = _rows(store, work, lang, on_day)
    deed = Deed("export.register", on_day.isoformat(), details={"entries": len(rows)})
    store.audit.add(principal.signed(deed))
    with TemporaryDirectory() as folder:
        content = write_table(register_table(rows, lang), Path(folder) / "register.xlsx").read_bytes()
    headers = {"Content-Disposition": 'attachment; filename="register.xlsx"', "Cache-Control": "no-store"}
    return Response(content, media_type=XLSX, headers=headers)


@router.get("/register/screening")
def screening_page(
    request: Request, store: TheStore, principal: Signed, actor: TheActor, error: str = ""
) -> HTMLResponse:
    """Show the candidates of the latest search, and what the register knows of each."""
    lang = page_language(request)
    found = screening_of(store, actor.view, lang, request.app.state.settings.time_zone)
    period = " — ".join(filter(None, (found.since, found.until))) or text("register.whole_period", lang)
    searched = found.searched_on
    return render(
        "register_screening.html",
        request,
        office_texts(lang, *TOPICS),
        error=error,
        rows=[
            {
                **candidate_row(one, lang),
                "open": may_enter(one),
                "shows": drop_words(a_year(one.incidents, found.since, found.until)),
            }
            for one in found.candidates
        ],
        note="" if searched is None else text("register.screening_note", lang, day=searched, period=period),
        may_propose=may_propose(principal),
    )


@router.post("/register/screening", response_class=Response)
def propose_chosen(
    request: Request, store: TheStore, principal: Signed, actor: TheActor, work: Work, form: TheForm
) -> Response:
    """Put the chosen candidates before the committee."""
    lang = page_language(request)
    zone = request.app.state.settings.time_zone
    try:
        made = propose_candidates(store, work, several(form, "area_id"), today(), lang=lang, time_zone=zone)
    except SafetownError as error:
        return screening_page(request, store, principal, actor, render_error(error, lang))
    return _back(request, "/register", show="undecided", done=str(len(made)))


@router.get("/register/new")
def new_page(request: Request, store: TheStore, principal: Signed, error: str = "") -> HTMLResponse:
    """Show the form for an entry that no search names."""
    require_proposing(principal)
    lang = page_language(request)
    townships = unit_names(store)
    villages = villages_of(store, principal.station, principal.township_code).sort_values(
        ["township_code", "code"]
    )
    return render(
        "register_new.html",
        request,
        office_texts(lang, *TOPICS),
        HTTPStatus.BAD_REQUEST if error else HTTPStatus.OK,
        error=error,
        villages=[
            (str(code), f"{townships.get(str(township), '')} · {name}")
            for code, township, name in villages[["code", "township_code", "name"]].itertuples(index=False)
        ],
        townships=[
            (str(code), str(name))
            for code, name in store.places("townships")[["code", "name"]].itertuples(index=False)
            if principal.township_code in ("", code)
        ],
        sizes=sizes_sentence(lang),
        kinds=PLACE_KINDS,
        today=today().isoformat(),
    )


@router.post("/register/new", response_class=Response)
def propose_new(request: Request, store: TheStore, principal: Signed, work: Work, form: TheForm) -> Response:
    """Put an entry of one's own into the register."""
    require_proposing(principal)
    lang = page_language(request)
    try:
        is_area = form.get("kind") != "problem"
        codes = several(form, "townships")
        outline, township, station = (
            ground_of(store, several(form, "villages"))
            if is_area
            else (townships_ground(store, codes), "", principal.station)
        )
        words = str(form.get("categories", "")).replace("、", ",").replace(",", ",").split(",")
        entry = work.propose(
            Proposal(
                "area" if is_area else "problem",
                str(form.get("title", "")),
                str(form.get("reason", "")),
                day_of(form, "on_day") or today(),
                outline,
                str(form.get("place_kind", "")) if is_area else "",
                township,
                station,
                facts={
                    "townships": [] if is_area else list(codes),
                    "categories": [word.strip() for word in words if word.strip()],
                },
            )
        )
    except SafetownError as error:
        return new_page(request, store, principal, render_error(error, lang))
    return _back(request, f"/register/{entry.id}")


@router.get("/register/{entry_id}")
def entry_page(request: Request, store: TheStore, work: Work, entry_id: int) -> HTMLResponse:
    """Show an entry: what is known of it, what was done, what may be done now."""
    return _entry_page(request, store, work, work.get(entry_id))


@router.post("/register/{entry_id}/{action}", response_class=Response)
def take_step(
    request: Request, store: TheStore, work: Work, entry_id: int, action: Action, form: TheForm
) -> Response:
    """Do something with an entry."""
    lang = page_language(request)
    try:
        seen = int(str(form.get("revision", "0"))) or None
        work.act(entry_id, asked_of(action, form, today()), seen)
    except SafetownError as error:
        if error.code == "register.unknown":
            raise
        said = render_error(error, lang)
        return _entry_page(request, store, work, work.get(entry_id), said, status_of(error), form)
    return _back(request, f"/register/{entry_id}", done=action.value)


def _entry_page(
    request: Request,
    store: TheStore,
    work: RegisterWork,
    entry: EntryRecord,
    error: str = "",
    status: HTTPStatus = HTTPStatus.OK,
    form: FormData | None = None,
) -> HTMLResponse:
    lang, day = page_language(request), today()
    listed = {one.entry.id: one for one in work.listed()}
    found = listed[entry.id]
    names = unit_names(store)
    evidence = entry.facts.get("evidence", {})
    judged = work.judged(entry) if entry.state == State.ACCEPTED else ()
    zone, sees = request.app.state.settings.time_zone, work.sees_figures
    picture = picture_of(store, found, list(listed.values()), sees_figures=sees, time_zone=zone)
    return render(
        "register_entry.html",
        request,
        office_texts(lang, *TOPICS),
        status,
        error=error,
        entry=entry,
        row=entry_row(found, names, lang, day),
        revision=entry.revision,
        steps=[step_row(step, names, lang) for step in reversed(found.steps)],
        evidence=_evidence_words(evidence, entry.facts, lang),
        verdicts=verdict_rows(judged, lang),
        actions=[action.value for action in work.possible(entry)],
        units=sorted(names.items()),
        kinds=PLACE_KINDS,
        levels=LEVELS,
        criteria=Criteria(),
        said=form or {},
        today=day.isoformat(),
        earlier=listed.get(entry.previous_id or 0),
        drawings=entry_drawings(picture, entry.kind, entry.title, lang),
        later=next((one for one in listed.values() if one.entry.previous_id == entry.id), None),
    )


def _evidence_words(evidence: dict[str, Any], facts: dict[str, Any], lang: str) -> list[str]:
    if not evidence:
        return [text("register.no_evidence", lang)]
    since, until = (str(facts.get(name) or "—") for name in ("since", "until"))
    said = [text("register.evidence_basis", lang, since=since, until=until, rank=evidence.get("rank"))]
    if "expected" in evidence:
        counts = {name: evidence.get(name) for name in ("incidents", "expected")}
        said.append(text("register.evidence_counts", lang, **counts))
    if evidence.get("incidents"):
        yearly = a_year(int(evidence["incidents"]), facts.get("since"), facts.get("until"))
        said.append(beforehand_sentence(yearly, lang))
    said += [str(evidence[name]) for name in ("top_categories", "peak_hours") if evidence.get(name)]
    return said


def _rows(store: TheStore, work: RegisterWork, lang: str, on_day: date) -> list[dict[str, Any]]:
    names = unit_names(store)
    return [entry_row(found, names, lang, on_day) for found in work.listed(on_day)]


def _back(request: Request, path: str, **more: str) -> RedirectResponse:
    asked = urlencode({"lang": page_language(request), **more})
    return RedirectResponse(f"{path}?{asked}", HTTPStatus.SEE_OTHER)

"""The register: its list on any day, the yearly screening, an entry and what to do with it."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from data.store.audit import Deed
from data.writers import write_table
from gis.errors import SafetownError
from hotspots.rectification.states import CLOSED, OPEN, UNDECIDED, State
from web.auth.principal import Principal
from web.auth.roles import Right
from web.reports.register_rows import candidate_row, entry_row, register_table
from web.routes.authentication import Signed, TheStore
from web.routes.negotiation import TheDesk
from web.routes.pages import page_language, render
from web.routes.register_form import day_of, several, words_of
from web.services.exporting import today
from web.services.register.actors import Actor, actor_of, may_propose, require_proposing
from web.services.register.candidates import may_enter, propose_candidates, screening_of
from web.services.register.layer import register_layer
from web.services.register.naming import names_of
from web.services.register.place_kinds import offered
from web.services.register.proposals import Proposal
from web.services.register.units import county_ground, ground_of, townships_ground, villages_of
from web.services.register.work import RegisterWork
from web.texts import render_error, text
from web.texts.evaluation_page import a_year, drop_words, sizes_sentence
from web.texts.office import office_texts

router = APIRouter(include_in_schema=False)
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}
Ending = Literal["xlsx", "geojson", "gpkg"]
TOPICS = (
    "register",
    "register_state",
    "register_kind",
    "register_level",
    "register_action",
    "register_field",
    "register_passed",
    "criterion",
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
    done: str = "",
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
        notice=text("register.proposed_count", lang, count=int(done)) if done.isdecimal() else "",
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


@router.get("/register.{ending}", response_class=Response)
def register_file(
    request: Request, store: TheStore, principal: Signed, work: Work, ending: Ending, day: str = ""
) -> Response:
    """Give the register of a day: an Excel table to read, or a layer for other programs."""
    lang = page_language(request)
    on_day = day_of({"on_day": day}, "on_day") or today()
    found, names = work.listed(on_day), names_of(store)
    if ending == "xlsx":
        table = register_table([entry_row(one, names, lang, on_day) for one in found], lang)
    else:
        table = register_layer(found, names.units, on_day, county_ground(store))
    deed = Deed("export.register", on_day.isoformat(), details={"entries": len(found), "format": ending})
    store.audit.add(principal.signed(deed))
    name = f"register-{on_day}.{ending}"
    with TemporaryDirectory() as folder:
        content = write_table(table, Path(folder) / f"register.{ending}").read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=MEDIA_TYPES[ending], headers=headers)


@router.get("/register/screening")
def screening_page(
    request: Request, store: TheStore, principal: Signed, actor: TheActor, error: str = ""
) -> HTMLResponse:
    """Show the candidates of the latest search, and what the register knows of each."""
    lang = page_language(request)
    found = screening_of(store, actor.view, lang, request.app.state.settings.time_zone)
    period = " — ".join(filter(None, (found.since, found.until))) or text("register.whole_period", lang)
    searched, names = found.searched_on, names_of(store)
    return render(
        "register_screening.html",
        request,
        office_texts(lang, *TOPICS),
        error=error,
        rows=[
            {
                **candidate_row(one, names, lang),
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
    return back_to(request, "/register", show="undecided", done=str(len(made)))


@router.get("/register/new")
def new_page(request: Request, store: TheStore, principal: Signed) -> HTMLResponse:
    """Show the form for an entry that no search names."""
    require_proposing(principal)
    return _new_page(request, store, principal)


def _new_page(
    request: Request, store: TheStore, principal: Principal, error: str = "", form: FormData | None = None
) -> HTMLResponse:
    lang = page_language(request)
    names = names_of(store)
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
            (str(code), f"{names.units.get(str(township), '')} · {name}")
            for code, township, name in villages[["code", "township_code", "name"]].itertuples(index=False)
        ],
        townships=[
            (str(code), str(name))
            for code, name in store.places("townships")[["code", "name"]].itertuples(index=False)
            if principal.township_code in ("", code)
        ],
        sizes=sizes_sentence(lang),
        kinds=[(one.code, one.say(lang)) for one in offered(names.kinds)],
        said=form or {},
        chosen=[] if form is None else [*several(form, "villages"), *several(form, "townships")],
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
        words = words_of(form, "categories")
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
                    "categories": list(words),
                },
            )
        )
    except SafetownError as error:
        return _new_page(request, store, principal, render_error(error, lang), form)
    return back_to(request, f"/register/{entry.id}")


def _rows(store: TheStore, work: RegisterWork, lang: str, on_day: date) -> list[dict[str, Any]]:
    names = names_of(store)
    return [entry_row(found, names, lang, on_day) for found in work.listed(on_day)]


def back_to(request: Request, path: str, **more: str) -> RedirectResponse:
    """Lead on to a page after something was done, in the same language."""
    asked = urlencode({"lang": page_language(request), **more})
    return RedirectResponse(f"{path}?{asked}", HTTPStatus.SEE_OTHER)

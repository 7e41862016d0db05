"""Bulletins behind the sign-in: drafted, approved, published."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gis.errors import InputError, SafetownError
from web.auth.principal import NotAllowedError, Principal
from web.auth.roles import Right
from web.reports.bulletin_map import drawings_of
from web.reports.bulletin_page import bulletin_page, period_words
from web.routes.authentication import Signed, TheStore
from web.routes.pages import page_language, render
from web.routes.problems import status_of
from web.services.exporting import today
from web.services.month.assessment import Month
from web.services.month.bulletins import (
    OFFERED,
    PUBLISHED,
    approve_bulletin,
    bulletin_numbered,
    bulletins,
    draft_bulletin,
    edit_bulletin,
    publish_bulletin,
    return_bulletin,
)
from web.services.month.periods import bulletin_period, periods_within
from web.services.office.county import county_values, office_name
from web.texts import LANGUAGES, text
from web.texts.office import office_texts
from web.texts.rendering import render_error

router = APIRouter(include_in_schema=False)

Word = Annotated[str, Form(max_length=20)]
Words = Annotated[str, Form(max_length=10_000)]
Revision = Annotated[int, Form()]


def _require(principal: Principal) -> None:
    """Refuse all but those who draft and those who approve."""
    if not principal.may(Right.DECIDE):
        principal.require(Right.PROPOSE)


@router.get("/bulletins")
def bulletins_page(request: Request, store: TheStore, principal: Signed) -> HTMLResponse:
    """List the bulletins."""
    _require(principal)
    return _list(request, store, principal)


def _list(
    request: Request, store: TheStore, principal: Principal, error: SafetownError | None = None
) -> HTMLResponse:
    lang = page_language(request)
    service: Month = request.app.state.month
    found = bulletins(store)
    values = county_values(store)
    done = {one.period.name for one in found if one.state == PUBLISHED}
    names = [name for name in periods_within(service.month_names()) if name not in done]
    return render(
        "bulletins.html",
        request,
        office_texts(lang, "bulletin", "bulletin_state", "month"),
        status=HTTPStatus.OK if error is None else status_of(error),
        error="" if error is None else render_error(error, lang),
        bulletins=[(one, period_words(one.period, lang)) for one in found],
        periods=[(name, period_words(bulletin_period(name), lang)) for name in names],
        drafts=principal.may(Right.PROPOSE),
        rule=text("bulletin.rule", lang, threshold=values["public_threshold"], base=values["public_base"]),
    )


@router.post("/bulletins", response_class=Response)
def draft_by_form(
    request: Request, store: TheStore, principal: Signed, period: Word, reason: Words = ""
) -> Response:
    """Draft a bulletin."""
    try:
        made = draft_bulletin(store, request.app.state.month, principal, period, reason)
    except InputError as error:
        return _list(request, store, principal, error)
    return _to(request, made.id)


def _to(request: Request, number: int) -> RedirectResponse:
    return RedirectResponse(f"/bulletins/{number}?lang={page_language(request)}", HTTPStatus.SEE_OTHER)


@router.get("/bulletins/{number}")
def bulletin_page_of(request: Request, store: TheStore, principal: Signed, number: int) -> HTMLResponse:
    """Show a bulletin and what may be done with it."""
    _require(principal)
    return _one(request, store, principal, number)


def _one(
    request: Request,
    store: TheStore,
    principal: Principal,
    number: int,
    error: SafetownError | None = None,
) -> HTMLResponse:
    lang = page_language(request)
    found = bulletin_numbered(store, number)
    drawings = found.drawings or drawings_of(store.places("townships"), found.figures)
    return render(
        "bulletin.html",
        request,
        office_texts(lang, "bulletin", "bulletin_state"),
        status=HTTPStatus.OK if error is None else status_of(error),
        error="" if error is None else render_error(error, lang),
        bulletin=found,
        returned=text("bulletin.returned", lang, reason=found.returned),
        page=bulletin_page(found, office_name(store, lang), lang, drawings),
        offered=[(code, text(f"bulletin.advice_{code}", lang)) for code in OFFERED],
        drafts=principal.may(Right.PROPOSE),
        decides=principal.may(Right.DECIDE),
    )


@router.post("/bulletins/{number}/edit", response_class=Response)
async def edit_by_form(request: Request, store: TheStore, principal: Signed, number: int) -> Response:
    """Change a draft's advice."""
    form: Any = await request.form()
    advice = [str(code) for code in form.getlist("advice")]
    words = {lang: str(form.get(f"words_{lang}", "")) for lang in LANGUAGES}

    def edit() -> Response:
        service: Month = request.app.state.month
        try:
            revision = int(str(form.get("revision", "0")))
            edit_bulletin(store, service, principal, number, revision, advice=advice, words=words)
        except InputError as error:
            return _one(request, store, principal, number, error)
        return _to(request, number)

    return await to_thread.run_sync(edit)


@router.post("/bulletins/{number}/{step}", response_class=Response)
def step_by_form(
    request: Request,
    store: TheStore,
    principal: Signed,
    number: int,
    step: str,
    revision: Revision,
    reason: Words = "",
) -> Response:
    """Approve, return or publish a bulletin."""
    try:
        if step == "approve":
            approve_bulletin(store, principal, number, revision)
        elif step == "return":
            return_bulletin(store, principal, number, revision, reason)
        elif step == "publish":
            principal.require(Right.PROPOSE)
            drawings = drawings_of(store.places("townships"), bulletin_numbered(store, number).figures)
            service: Month = request.app.state.month
            day = today().isoformat()
            publish_bulletin(store, service, principal, number, revision, day=day, drawings=drawings)
        else:
            raise NotAllowedError("auth.not_allowed", role=principal.role.value, right="propose")
    except InputError as error:
        if error.code == "bulletin.unknown":
            raise
        return _one(request, store, principal, number, error)
    return _to(request, number)

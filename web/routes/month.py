"""The month: its assessment to read and print, levels to adjust, notes to enter."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from data.store.audit import Deed
from gis.errors import InputError, SafetownError
from hotspots.assessment.warning_level import LEVELS, MEASURES
from web.auth.principal import Principal
from web.auth.roles import Right
from web.reports.month_page import MonthPage, month_page
from web.reports.month_pdf import month_pdf
from web.routes.authentication import Signed, TheStore, TheView
from web.routes.pages import page_language, render
from web.routes.problems import status_of
from web.services.exporting import today
from web.services.month.assessment import Month
from web.services.month.levels import adjust_level, change_rules, levels_of, warning_rules
from web.services.month.notes import enter_note, notes_of, own_note, unit_of
from web.services.views import ground_name, view_of
from web.texts import text
from web.texts.formats import format_day, format_month
from web.texts.office import office_texts
from web.texts.rendering import render_error

router = APIRouter(include_in_schema=False)

Name = Annotated[str, Query(max_length=20)]
Word = Annotated[str, Form(max_length=200)]
Words = Annotated[str, Form(max_length=10_000)]
Revision = Annotated[int, Form()]


@router.get("/month")
def month_of(request: Request, store: TheStore, principal: Signed, month: Name = "") -> HTMLResponse:
    """Show a month of what who asks sees, and what they may enter."""
    return _page(request, store, principal, month)


def _page(
    request: Request, store: TheStore, principal: Principal, asked: str, error: SafetownError | None = None
) -> HTMLResponse:
    lang = page_language(request)
    if not principal.may(Right.AGGREGATES):
        principal.require(Right.RETURN)
    page, months, month = _told(request, store, principal, asked)
    unknown = bool(asked) and bool(months) and asked not in months
    rules = warning_rules(store)
    return render(
        "month.html",
        request,
        office_texts(lang, "month", "warning_level", "warning_measure"),
        status=HTTPStatus.OK if error is None else status_of(error),
        error="" if error is None else render_error(error, lang),
        notice=text("month.no_such", lang, asked=asked) if unknown else "",
        page=page,
        month=month,
        months=[(each, format_month(date.fromisoformat(f"{each}-01"), lang)) for each in months],
        ground=ground_name(store, principal),
        bound=principal.may(Right.AGGREGATES) and view_of(store, principal).within is not None,
        sees_figures=principal.may(Right.AGGREGATES),
        decides=principal.may(Right.DECIDE),
        drafts=principal.may(Right.PROPOSE) or principal.may(Right.DECIDE),
        levels=LEVELS,
        rules=[(measure, rules.steps.get(measure, ())) for measure in MEASURES],
        unit=unit_of(store, principal),
        own=own_note(store, principal, month) if month else None,
        made_on=text("month.made_on", lang, day=format_day(today(), lang)),
    )


def _told(
    request: Request, store: TheStore, principal: Principal, asked: str
) -> tuple[MonthPage | None, tuple[str, ...], str]:
    """Say the month in words to who sees figures; to others only which months there are."""
    lang, zone = page_language(request), request.app.state.settings.time_zone
    service: Month = request.app.state.month
    if not principal.may(Right.AGGREGATES):
        months = service.month_names()
        month = asked if asked in months else next(iter(months), "")
        return None, months, month
    view = view_of(store, principal)
    found = service.assessment(asked, view)
    month = "" if found.month is None else f"{found.month:%Y-%m}"
    levels = levels_of(store, service, month, view) if month else ()
    notes = notes_of(store, principal, month) if month else []
    return month_page(found, levels, notes, view, lang=lang, time_zone=zone), found.months, month


@router.get("/month.pdf", response_class=Response)
def pdf_of_month(
    request: Request, store: TheStore, principal: Signed, _view: TheView, month: Name = ""
) -> Response:
    """Give the assessment as a file; its reading is audited."""
    page, _, found = _told(request, store, principal, month)
    if page is None:
        raise InputError("leader.no_incidents")
    county = request.app.state.settings.county_name
    where = " · ".join(filter(None, (county, ground_name(store, principal))))
    made = month_pdf(page, where, today(), page_language(request))
    store.audit.add(principal.signed(Deed("export.read", f"assessment {found}.pdf")))
    return Response(
        made,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="assessment-{found}.pdf"',
            "Cache-Control": "no-store",
        },
    )


def _back(request: Request, month: str, part: str) -> RedirectResponse:
    return RedirectResponse(
        f"/month?lang={page_language(request)}&month={month}#{part}", HTTPStatus.SEE_OTHER
    )


@router.post("/month/{month}/note", response_class=Response)
def note_by_form(
    request: Request,
    store: TheStore,
    principal: Signed,
    month: str,
    words: Words = "",
    revision: Revision = 0,
) -> Response:
    """Enter a unit's note."""
    try:
        enter_note(store, principal, month, words, revision)
    except InputError as error:
        return _page(request, store, principal, month, error)
    return _back(request, month, "notes")


@router.post("/month/{month}/level", response_class=Response)
def level_by_form(
    request: Request,
    store: TheStore,
    principal: Signed,
    month: str,
    place: Word = "",
    level: Word = "",
    reason: Words = "",
    revision: Revision = 0,
) -> Response:
    """Adjust a level."""
    service: Month = request.app.state.month
    try:
        adjust_level(
            store, service, principal, month, code=place, level=level, reason=reason, revision=revision
        )
    except InputError as error:
        return _page(request, store, principal, month, error)
    return _back(request, month, "levels")


@router.post("/month/{month}/rules", response_class=Response)
async def rules_by_form(request: Request, store: TheStore, principal: Signed, month: str) -> Response:
    """Change the rules of the levels."""
    form: Any = await request.form()
    asked: dict[str, Any] = {
        measure: tuple(str(form.get(f"{measure}.{level}", "")) for level in LEVELS[1:])
        for measure in MEASURES
        if f"{measure}.{LEVELS[1]}" in form
    }
    try:
        await to_thread.run_sync(change_rules, store, principal, asked)
    except InputError as error:
        return await to_thread.run_sync(_page, request, store, principal, month, error)
    return _back(request, month, "levels")

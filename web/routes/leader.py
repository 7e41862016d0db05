"""The leader's page: a month of the county on one sheet of paper, to look at and to print."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from data.store.audit import Deed
from gis.errors import InputError
from web.reports.leader_deeds import deeds_of
from web.reports.leader_page import leader_page
from web.reports.leader_pdf import leader_pdf
from web.reports.pages import map_style
from web.routes.authentication import Signed, TheStore, TheView
from web.routes.pages import page_language, render
from web.services.exporting import today
from web.services.leader.picture import Leader
from web.services.views import ground_name
from web.texts import text
from web.texts.formats import format_day, format_month
from web.texts.office import office_texts

router = APIRouter(include_in_schema=False)

Month = Annotated[str, Query(max_length=20)]


@router.get("/leader")
def leader_of_month(
    request: Request, store: TheStore, principal: Signed, view: TheView, month: Month = ""
) -> HTMLResponse:
    """Show a month of what who asks sees: how many, where, against before, and what is being done."""
    lang = page_language(request)
    settings = request.app.state.settings
    service: Leader = request.app.state.leader
    picture = service.picture(month, view)
    is_unknown = bool(month) and bool(picture.months) and month not in picture.months
    return render(
        "leader.html",
        request,
        office_texts(lang, "leader"),
        notice=text("leader.no_month", lang, asked=month) if is_unknown else "",
        page=leader_page(picture, view, lang, settings.time_zone),
        deeds=deeds_of(picture.work, lang, settings.time_zone),
        ground=ground_name(store, principal),
        bound=view.within is not None,
        month="" if picture.month is None else f"{picture.month:%Y-%m}",
        months=[(each, format_month(date.fromisoformat(f"{each}-01"), lang)) for each in picture.months],
        made_on=text("leader.made_on", lang, day=format_day(today(), lang)),
    )


@router.get("/leader.pdf", response_class=Response)
def pdf_of_month(
    request: Request, store: TheStore, principal: Signed, view: TheView, month: Month = ""
) -> Response:
    """Give the page as a file; its reading is audited, as that of everything that leaves the system."""
    lang = page_language(request)
    settings = request.app.state.settings
    service: Leader = request.app.state.leader
    picture = service.picture(month, view)
    page = leader_page(picture, view, lang, settings.time_zone)
    if page is None or picture.month is None:
        raise InputError("leader.no_incidents")
    where = " · ".join(filter(None, (settings.county_name, ground_name(store, principal))))
    made = leader_pdf(page, f"{where} {page.title}".strip(), today(), lang)
    name = f"{picture.month:%Y-%m}.pdf"
    store.audit.add(principal.signed(Deed("export.read", f"leader {name}")))
    return Response(
        made,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"},
    )


@router.get("/leader/map.css")
def style_of_map() -> Response:
    """Give the style of printed maps, which a page may not hold itself."""
    return Response(map_style(), media_type="text/css", headers={"Cache-Control": "no-cache"})

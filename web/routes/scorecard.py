"""The scorecard of safe townships: the county's page, one of each township, and files to take along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from data.store.audit import Deed
from gis.errors import InputError, SafetownError
from web.auth.principal import Principal
from web.auth.roles import Right
from web.reports.scorecard_book import write_scorecard_book
from web.reports.scorecard_flags import Flag
from web.reports.scorecard_html import scorecard_body
from web.reports.scorecard_map import map_names
from web.reports.scorecard_page import scorecard_page
from web.reports.scorecard_pdf import scorecard_pdf
from web.reports.scorecard_trace import trace_page
from web.routes.authentication import Signed, TheStore, TheView
from web.routes.pages import page_language, render, render_part
from web.routes.problems import status_of
from web.services.exporting import today
from web.services.scorecard.card import Scorecard
from web.services.scorecard.decisions import GROUNDS
from web.services.scorecard.seen import seen_townships
from web.services.scorecard.service import Scorecards
from web.services.views import View, ground_name
from web.texts import text
from web.texts.formats import format_day
from web.texts.office import office_texts
from web.texts.rendering import render_error

router = APIRouter(include_in_schema=False)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOPICS = ("score", "score_unit", "score_missing", "score_ground", "score_record", "measure", "goal")

AskedYear = Annotated[int | None, Query()]
AskedMap = Annotated[str, Query(alias="map", max_length=30)]


def asked_card(
    request: Request, store: TheStore, principal: Principal, view: View, year: int | None
) -> tuple[Scorecard, date]:
    """Give the scorecard of a year as far as who asks may see it, and the day that it is made."""
    service: Scorecards = request.app.state.scorecards
    seen = seen_townships(store, principal, view)
    day = today()
    return service.card(service.newest_year(day) if year is None else year, day, seen), day


@router.get("/scorecard")
def scorecard_of_year(
    request: Request,
    store: TheStore,
    principal: Signed,
    view: TheView,
    year: AskedYear = None,
    chosen: AskedMap = "score",
) -> HTMLResponse:
    """Show the county: its four goals, the townships in table and map, cards, vetoes, funding."""
    return show_scorecard(request, store, principal, view, year, chosen)


def show_scorecard(
    request: Request,
    store: TheStore,
    principal: Principal,
    view: View,
    year: int | None,
    chosen: str = "score",
    error: SafetownError | None = None,
) -> HTMLResponse:
    """Write the page of a year, with what was refused where something was."""
    lang = page_language(request)
    card, day = asked_card(request, store, principal, view, year)
    page = scorecard_page(card, lang, chosen)
    service: Scorecards = request.app.state.scorecards
    more = {"lang": lang, "year": card.year}
    body = scorecard_body(
        page,
        lang,
        link=lambda code: f"/scorecard/{code}?{urlencode(more)}",
        map_form=_map_form(card, page.map.chosen if page.map else "", lang),
        decide=_decider(principal, card, lang),
        decide_other=_decide_other(principal, card, lang),
    )
    return render(
        "scorecard.html",
        request,
        office_texts(lang, *TOPICS),
        status=HTTPStatus.OK if error is None else status_of(error),
        error="" if error is None else render_error(error, lang),
        title=page.title,
        ground=ground_name(store, principal),
        body=body,
        year=card.year,
        chosen=page.map.chosen if page.map else "score",
        years=service.years(card.year, day),
        may_edit=principal.may(Right.PROPOSE),
        townships=[(row.code, row.name) for row in card.rows],
        grounds=GROUNDS[1:],
        made_on=text("score.made_on", lang, day=format_day(day, lang)),
    )


def _map_form(card: Scorecard, chosen: str, lang: str) -> Markup:
    return render_part("scorecard_map_form.html", lang, names=map_names(lang), chosen=chosen, year=card.year)


def _decider(principal: Principal, card: Scorecard, lang: str) -> Callable[[Flag], Markup] | None:
    """Give what the committee decides a flag with; no other role has it."""
    if not principal.may(Right.DECIDE):
        return None
    return lambda flag: render_part("scorecard_decide.html", lang, flag=flag, year=card.year)


def _decide_other(principal: Principal, card: Scorecard, lang: str) -> Markup | None:
    """Give what the committee decides with on a township that cannot be told from the lowest."""
    if card.rule is None or not principal.may(Right.DECIDE):
        return None
    ties = card.rule.found.ties
    tied = [(row.code, row.name) for row in card.rows if row.code in ties and row.card is None]
    return render_part("scorecard_tied_card.html", lang, tied=tied, year=card.year) if tied else None


@router.get("/scorecard.pdf", response_class=Response)
def scorecard_as_pdf(
    request: Request,
    store: TheStore,
    principal: Signed,
    view: TheView,
    year: AskedYear = None,
    chosen: AskedMap = "score",
) -> Response:
    """Give the scorecard as PDF; its reading is audited, as that of everything that leaves the system."""
    lang = page_language(request)
    card, day = asked_card(request, store, principal, view, year)
    page = scorecard_page(card, lang, chosen)
    settings = request.app.state.settings
    where = " · ".join(filter(None, (settings.county_name, ground_name(store, principal))))
    made = scorecard_pdf(page, f"{where} {page.title}".strip(), day, lang)
    return _file(store, principal, made, "application/pdf", f"scorecard-{card.year}.pdf")


@router.get("/scorecard.xlsx", response_class=Response)
def scorecard_as_table(
    request: Request, store: TheStore, principal: Signed, view: TheView, year: AskedYear = None
) -> Response:
    """Give the scorecard as an Excel workbook."""
    card, _ = asked_card(request, store, principal, view, year)
    with TemporaryDirectory() as folder:
        path = write_scorecard_book(Path(folder) / "scorecard.xlsx", card, page_language(request))
        content = path.read_bytes()
    return _file(store, principal, content, XLSX, f"scorecard-{card.year}.xlsx")


def _file(store: TheStore, principal: Principal, content: bytes, kind: str, name: str) -> Response:
    store.audit.add(principal.signed(Deed("export.scorecard", name)))
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=kind, headers=headers)


@router.get("/scorecard/{code}")
def scorecard_of_township(
    request: Request, store: TheStore, principal: Signed, view: TheView, code: str, year: AskedYear = None
) -> HTMLResponse:
    """Show a township: every score with the numbers that it comes from."""
    lang = page_language(request)
    card, day = asked_card(request, store, principal, view, year)
    row = card.row(code)
    if row is None:
        raise InputError("score.township_unknown", township=code)
    service: Scorecards = request.app.state.scorecards
    return render(
        "scorecard_township.html",
        request,
        office_texts(lang, *TOPICS),
        trace=trace_page(card, row, lang),
        year=card.year,
        years=service.years(card.year, day),
        code=code,
        made_on=text("score.made_on", lang, day=format_day(day, lang)),
    )

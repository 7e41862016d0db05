"""What anybody may read without signing in: published bulletins."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from web.reports.bulletin_files import bulletin_pdf
from web.reports.bulletin_page import BulletinPage, bulletin_page, period_words
from web.reports.pages import map_style
from web.routes.authentication import TheStore
from web.routes.pages import page_language, render
from web.services.month.public import published_bulletin, published_bulletins
from web.services.office.county import office_name
from web.texts.catalogue import texts_of

router = APIRouter(include_in_schema=False)

TOPICS = ("public", "bulletin", "desk")


@router.get("/public")
def public_page(request: Request, store: TheStore) -> HTMLResponse:
    """List the published bulletins, newest first."""
    lang = page_language(request)
    return render(
        "public.html",
        request,
        texts_of(TOPICS, lang),
        bulletins=[(one, period_words(one.period, lang)) for one in published_bulletins(store)],
    )


@router.get("/public/map.css")
def style_of_map() -> Response:
    """Give the style of printed maps."""
    return Response(map_style(), media_type="text/css", headers={"Cache-Control": "no-cache"})


@router.get("/public/{number}", response_class=Response)
def public_bulletin(request: Request, store: TheStore, number: int) -> Response:
    """Show a published bulletin; the address of a superseded one leads to its correction."""
    lang = page_language(request)
    found = published_bulletin(store, number)
    if found.id != number:
        return RedirectResponse(f"/public/{found.id}?lang={lang}")
    return render("public_bulletin.html", request, texts_of(TOPICS, lang), page=_page(store, number, lang))


@router.get("/public/{number}/bulletin.pdf", response_class=Response)
def pdf_of_bulletin(request: Request, store: TheStore, number: int) -> Response:
    """Give a published bulletin as a file."""
    lang = page_language(request)
    page = _page(store, number, lang)
    made = bulletin_pdf(page, request.app.state.settings.county_name, lang)
    headers = {"Content-Disposition": 'inline; filename="bulletin.pdf"', "Cache-Control": "no-store"}
    return Response(made, media_type="application/pdf", headers=headers)


def _page(store: TheStore, number: int, lang: str) -> BulletinPage:
    return bulletin_page(published_bulletin(store, number), office_name(store, lang), lang)

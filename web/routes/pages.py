"""Pages for people: the map desk, the description of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from gis.errors import FileError
from web.auth.roles import Right
from web.routes.navigation import links_of
from web.routes.preloads import modules_of
from web.services.office.county import own_titles
from web.texts.catalogue import text, texts_of
from web.texts.desk import DESIGNER_TOPICS, page_texts
from web.texts.text import LANGUAGES

router = APIRouter(include_in_schema=False)

WEB = Path(__file__).resolve().parent.parent
ASSETS = WEB / "assets"


def require_assets(folder: Path = ASSETS) -> None:
    """
    Refuse to start without the browser libraries.

    Raises
    ------
    FileError
        ``assets.missing``, when they were not installed.
    """
    library = folder / "vendor" / "maplibre-gl" / "maplibre-gl.mjs"
    if not library.is_file():
        raise FileError("assets.missing", path=str(library))


@cache
def _pages() -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(WEB / "pages"), autoescape=True)


def page_language(request: Request) -> str:
    """Choose a page's language: ``?lang``, else the setting, whatever the browser's own is."""
    asked = request.query_params.get("lang")
    return asked if asked in LANGUAGES else str(request.app.state.settings.lang)


def render(
    template: str,
    request: Request,
    words: Mapping[str, str],
    status: HTTPStatus = HTTPStatus.OK,
    **more: Any,
) -> HTMLResponse:
    """
    Write a page.

    Parameters
    ----------
    template
        File in ``web/pages``.
    request
        Whose language it is written in.
    words
        Texts by key, which the template knows as ``t``.
    status
        Of the answer.
    **more
        What else the template takes.
    """
    lang = page_language(request)
    settings = request.app.state.settings
    who = getattr(request.state, "principal", None)
    words = {**words, **texts_of({"nav"}, lang), **own_titles(request.app.state.store)}
    html = (
        _pages()
        .get_template(template)
        .render(
            lang=lang,
            settings=settings,
            t=words,
            who=who,
            links=links_of(who, request.url.path, settings.exports, lang),
            is_account=request.url.path == "/account",
            modules=lambda entry: modules_of(ASSETS, entry),
            other_lang=lambda other: (
                f"{request.url.path}?{urlencode({**request.query_params, 'lang': other})}"
            ),
            **more,
        )
    )
    return HTMLResponse(html, status, {"Content-Language": lang, "Cache-Control": "no-store"})


def render_part(template: str, lang: str, **more: Any) -> Markup:
    """Write a part of a page, in one language, that may be put into another one as it is."""
    # Autoescape is on for every template, so nothing in the result is anyone's words unescaped.
    return Markup(_pages().get_template(template).render(lang=lang, say=partial(text, lang=lang), **more))  # noqa: S704


def desk_page_of(name: str, request: Request, *topics: str, **more: object) -> HTMLResponse:
    """Write a page of the desk; ``topics`` and ``more`` are what its scripts take along beside the usual."""
    lang = page_language(request)
    settings, words = request.app.state.settings, page_texts(lang, *topics)
    who = request.state.principal
    boot = {
        "lang": lang,
        "timeZone": settings.time_zone,
        "tileUrl": settings.tile_url,
        "county": settings.county_name,
        "rows": who.may(Right.ROWS),
        "purpose": who.purpose,
        "station": who.station,
        "revision": request.app.state.desk.revision(),
        "texts": words,
        **more,
    }
    return render(name, request, words, boot=boot, openapi_url=request.app.openapi_url)


@router.get("/", response_class=HTMLResponse)
def desk_page(request: Request) -> Response:
    """Show the map desk; who sees no figures is led to what is theirs."""
    who = request.state.principal
    if not who.may(Right.AGGREGATES):
        own = links_of(who, request.url.path, None, page_language(request))
        return RedirectResponse(own[0].address, HTTPStatus.SEE_OTHER)
    return desk_page_of("desk.html", request)


@router.get("/designer")
def designer_page(request: Request) -> HTMLResponse:
    """Show the beat designer to who plans beats."""
    request.state.principal.require(Right.PLAN)
    return desk_page_of("designer.html", request, *DESIGNER_TOPICS)


@router.get("/docs")
def docs_page(request: Request) -> HTMLResponse:
    """Show the description of the interface, without any other host."""
    return desk_page_of("docs.html", request)


@router.get("/favicon.ico")
def favicon() -> RedirectResponse:
    """Lead browsers that ask by habit to the icon."""
    return RedirectResponse("/assets/favicon.svg", status_code=308)

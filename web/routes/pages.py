"""Pages for people: the map desk, the description of the interface."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from gis.errors import FileError
from web.texts.desk import page_texts
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


def _render(name: str, request: Request) -> HTMLResponse:
    lang = page_language(request)
    settings = request.app.state.settings
    page = _pages().get_template(name)
    words = page_texts(lang)
    boot = {
        "lang": lang,
        "timeZone": settings.time_zone,
        "tileUrl": settings.tile_url,
        "county": settings.county_name,
        "texts": words,
    }
    exports = _exported(settings.exports)
    openapi = request.app.openapi_url
    html = page.render(lang=lang, settings=settings, boot=boot, t=words, openapi_url=openapi, exports=exports)
    return HTMLResponse(html, headers={"Content-Language": lang, "Cache-Control": "no-cache"})


def _exported(folder: Path | None) -> list[str]:
    """Name the exported pages that the desk links to."""
    return [] if folder is None else sorted(path.name for path in folder.glob("*.html"))


@router.get("/")
def desk_page(request: Request) -> HTMLResponse:
    """Show the map desk."""
    return _render("desk.html", request)


@router.get("/docs")
def docs_page(request: Request) -> HTMLResponse:
    """Show the description of the interface, without any other host."""
    return _render("docs.html", request)


@router.get("/favicon.ico")
def favicon() -> RedirectResponse:
    """Lead browsers that ask by habit to the icon."""
    return RedirectResponse("/assets/favicon.svg", status_code=308)

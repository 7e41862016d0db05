"""What the pages of filings share: their frame, their words, who finds which of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gis.errors import SafetownError
from web.auth.principal import Principal
from web.auth.roles import Right, Role
from web.routes.pages import page_language, render
from web.routes.problems import status_of
from web.services.filings.calls import READERS
from web.services.filings.grave_incidents import OFFICES
from web.services.filings.units import sees_all_returns
from web.texts.office import office_texts
from web.texts.rendering import render_error

TOPICS = (
    *("filings", "return", "return_state", "timeliness", "filing_field", "filing_rule", "grade", "calendar"),
    *("grave", "grave_state", "grave_category", "grave_recipient", "standing", "calls"),
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEPT = {"return": ("filed", "saved", "done"), "grave": ("registered",), "filing_rule": ("saved",)}
"""What a page may be told after a form was taken, by topic: a word of ours, never the reader's own."""


EMPTY = ("calls.none",)
"""What is said of a store that holds nothing yet: that is no fault of who asks."""


def now() -> datetime:
    """Give the moment."""
    return datetime.now(UTC)


def pages_of(principal: Principal) -> list[str]:
    """Name the pages of filings that somebody may open."""
    reports = principal.may(Right.RETURN) or sees_all_returns(principal)
    may = {
        "calls": principal.role in READERS,
        "returns": reports,
        "calendar": reports or principal.role is Role.COMMAND,
        "grave": principal.role in OFFICES or principal.may(Right.RETURN),
    }
    return [name for name, is_theirs in may.items() if is_theirs]


def filings_page(
    template: str,
    request: Request,
    *,
    error: SafetownError | None = None,
    **more: Any,
) -> HTMLResponse:
    """Write a page of filings; an error is said above it."""
    lang = page_language(request)
    zone = ZoneInfo(request.app.state.settings.time_zone)

    def moment(at: datetime | str | None) -> str:
        at = datetime.fromisoformat(at) if isinstance(at, str) and at else at
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if isinstance(at, datetime) else "—"

    said = {
        "error": "" if error is None else render_error(error, lang),
        "notice": _notice(request, lang),
        "moment": moment,
        "pages": pages_of(request.state.principal),
    }
    status = HTTPStatus.OK if error is None or error.code in EMPTY else status_of(error)
    return render(template, request, office_texts(lang, *TOPICS), status=status, **said, **more)


def _notice(request: Request, lang: str) -> str:
    topic, _, word = request.query_params.get("said", "").partition(".")
    return office_texts(lang, topic)[f"{topic}.{word}"] if word in KEPT.get(topic, ()) else ""


def onward(request: Request, path: str, **query: str) -> RedirectResponse:
    """Lead to a page after a form was taken."""
    asked = urlencode({"lang": page_language(request), **query})
    return RedirectResponse(f"{path}?{asked}", HTTPStatus.SEE_OTHER)


async def form_of(request: Request) -> dict[str, str]:
    """Read a form."""
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


def file_of(content: bytes, media_type: str, name: str) -> Response:
    """Give a file to take along."""
    headers: Mapping[str, str] = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=media_type, headers=headers)

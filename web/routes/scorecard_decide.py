"""What is decided on the scorecard: yellow cards and vetoes, by the committee; the office raises vetoes."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from gis.errors import SafetownError
from web.auth.principal import Principal
from web.auth.roles import Right
from web.routes.authentication import Signed, TheStore, TheView
from web.routes.pages import page_language
from web.routes.problems import status_of
from web.routes.scorecard import show_scorecard
from web.services.scorecard.decisions import Ruling, decide_card, decide_veto, raise_veto
from web.services.scorecard.filed import checked_year

router = APIRouter(include_in_schema=False)

Word = Annotated[str, Form(max_length=1000)]


@router.post("/scorecard/card", response_class=Response)
def decide_card_by_form(
    request: Request,
    store: TheStore,
    principal: Signed,
    view: TheView,
    year: Annotated[int, Form()],
    code: Word,
    decision: Word,
    reason: Word = "",
    revision: Annotated[int, Form()] = 0,
) -> Response:
    """Let the committee decide on a yellow card."""
    ruling = Ruling(year, code, reason, decision, seen=revision)
    return _ruled(request, store, principal, view, year, lambda: decide_card(store, principal, ruling))


@router.post("/scorecard/veto", response_class=Response)
def raise_veto_by_form(
    request: Request,
    store: TheStore,
    principal: Signed,
    view: TheView,
    year: Annotated[int, Form()],
    code: Word,
    ground: Word,
    reason: Word = "",
) -> Response:
    """Let the governance office raise a veto flag."""
    ruling = Ruling(year, code, reason, ground=ground)
    return _ruled(request, store, principal, view, year, lambda: raise_veto(store, principal, ruling))


@router.post("/scorecard/veto/decide", response_class=Response)
def decide_veto_by_form(
    request: Request,
    store: TheStore,
    principal: Signed,
    view: TheView,
    year: Annotated[int, Form()],
    code: Word,
    ground: Word,
    decision: Word,
    reason: Word = "",
    revision: Annotated[int, Form()] = 0,
) -> Response:
    """Let the committee uphold a veto, or dismiss it."""
    ruling = Ruling(year, code, reason, decision, ground, revision)
    return _ruled(request, store, principal, view, year, lambda: decide_veto(store, principal, ruling))


def _ruled(
    request: Request,
    store: TheStore,
    principal: Principal,
    view: TheView,
    year: int,
    rule: Callable[[], None],
) -> Response:
    """Do it, and show the scorecard; what is refused stands above it."""
    right = Right.DECIDE if principal.may(Right.DECIDE) else Right.PROPOSE
    principal.require(right)
    try:
        rule()
    except SafetownError as error:
        if status_of(error) is HTTPStatus.FORBIDDEN:
            raise
        return show_scorecard(request, store, principal, view, checked_year(year), error=error)
    address = f"/scorecard?lang={page_language(request)}&year={year}"
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)

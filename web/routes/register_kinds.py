"""The list of kinds of place: shown to who works on the register, changed by office and committee."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from gis.errors import SafetownError
from web.auth.principal import NotAllowedError, Principal
from web.auth.roles import Right
from web.routes.authentication import Signed, TheStore
from web.routes.pages import page_language, render
from web.routes.register import TOPICS, TheForm, back_to
from web.services.register.actors import actor_of
from web.services.register.place_kinds import LONGEST, PlaceKind, change_place_kinds, place_kinds
from web.texts import render_error, text
from web.texts.office import office_texts

router = APIRouter(include_in_schema=False)


def may_edit(principal: Principal) -> bool:
    """Tell whether somebody changes the list: the office that manages the register, and the committee."""
    return principal.may(Right.PROPOSE) or principal.may(Right.DECIDE)


@router.get("/register/place-kinds")
def kinds_page(request: Request, store: TheStore, principal: Signed, done: str = "") -> HTMLResponse:
    """Show the list to who works on the register."""
    actor_of(principal, None)
    notice = text("register.kinds_saved", page_language(request)) if done else ""
    return _kinds_page(request, principal, list(place_kinds(store).values()), notice=notice)


@router.post("/register/place-kinds", response_class=Response)
def change_kinds(request: Request, store: TheStore, principal: Signed, form: TheForm) -> Response:
    """
    Change the list.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed``.
    """
    if not may_edit(principal):
        raise NotAllowedError("auth.not_allowed", role=principal.role.value, right=Right.PROPOSE.value)
    asked = [
        PlaceKind(code, *_words(form, code), retired=form.get(f"retired_{code}") == "1")
        for code in place_kinds(store)
        if f"zh_{code}" in form
    ]
    if any(added := _words(form, "new")):
        asked.append(PlaceKind("", *added))
    try:
        change_place_kinds(store, asked, principal.signed)
    except SafetownError as error:
        said = render_error(error, page_language(request))
        return _kinds_page(request, principal, asked, error=said)
    return back_to(request, "/register/place-kinds", done="1")


def _words(form: TheForm, code: str) -> tuple[str, str]:
    zh, en = (str(form.get(f"{lang}_{code}", "")).strip() for lang in ("zh", "en"))
    return zh, en


def _kinds_page(
    request: Request, principal: Principal, kinds: list[PlaceKind], *, error: str = "", notice: str = ""
) -> HTMLResponse:
    return render(
        "register_kinds.html",
        request,
        office_texts(page_language(request), *TOPICS),
        HTTPStatus.BAD_REQUEST if error else HTTPStatus.OK,
        error=error,
        notice=notice,
        kinds=[one for one in kinds if one.code],
        added=next((one for one in kinds if not one.code), None),
        longest=LONGEST,
        may_edit=may_edit(principal),
    )

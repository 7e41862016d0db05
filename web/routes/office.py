"""Pages of forms: sign in and out, one's own account, accounts and audit for administrators."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from anyio import to_thread
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from data.store.accounts import AccountRecord
from gis.errors import SafetownError
from web.auth.passwords import SHORTEST
from web.auth.roles import Right, Role
from web.auth.sign_in import change_own_password, sign_in, sign_out
from web.routes.authentication import ACCOUNT, COOKIE, Signed, TheStore
from web.routes.pages import page_language, render
from web.routes.problems import status_of
from web.routes.session import address_of, set_cookie
from web.services.demo.accounts import PASSWORD, demo_accounts
from web.services.office.accounts import (
    NewAccount,
    account_numbered,
    add_account,
    end_sign_in,
    reset_password,
    set_disabled,
)
from web.services.office.county import NUMBERS, WORDS, change_settings, county_values, with_county
from web.texts.catalogue import text
from web.texts.office import ACTIONS, office_texts
from web.texts.rendering import render_error

router = APIRouter(include_in_schema=False)

Word = Annotated[str, Form(max_length=200)]
SEE_OTHER = HTTPStatus.SEE_OTHER
PAGE_ROWS = 100


def _page(
    template: str, request: Request, *, error: SafetownError | None = None, **more: Any
) -> HTMLResponse:
    lang = page_language(request)
    zone = ZoneInfo(request.app.state.settings.time_zone)

    def moment(at: datetime | None) -> str:
        return "—" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"

    said = {
        "error": "" if error is None else render_error(error, lang),
        "moment": moment,
    }
    status = HTTPStatus.OK if error is None else status_of(error)
    return render(template, request, office_texts(lang), status=status, **said, **more)


def _to(request: Request, path: str) -> RedirectResponse:
    return RedirectResponse(f"{path}?lang={page_language(request)}", SEE_OTHER)


def _onward(asked: str) -> str:
    """Give the address to go on to, if it is one of ours: never another host's."""
    own = asked.startswith("/") and not asked.startswith(("//", "/\\")) and "\n" not in asked
    return asked if own else "/"


@router.get("/sign-in")
def sign_in_page(request: Request, store: TheStore, next: str = "/") -> HTMLResponse:  # noqa: A002
    """Ask who it is."""
    return _sign_in_page(request, store, _onward(next), "")


def _sign_in_page(
    request: Request, store: TheStore, onward: str, name: str, error: SafetownError | None = None
) -> HTMLResponse:
    demo = demo_accounts(store)
    return _page(
        "sign_in.html", request, error=error, next=onward, name=name, demo=demo, demo_password=PASSWORD
    )


@router.post("/sign-in", response_class=Response)
def sign_in_by_form(
    request: Request,
    store: TheStore,
    name: Word,
    password: Word,
    next: Word = "/",  # noqa: A002
) -> Response:
    """Sign in, and go on to where one came from."""
    try:
        signed = sign_in(store, name.strip(), password, address_of(request))
    except SafetownError as error:
        return _sign_in_page(request, store, _onward(next), name, error)
    response = RedirectResponse(ACCOUNT if signed.must_change else _onward(next), SEE_OTHER)
    set_cookie(request, response, signed)
    return response


@router.post("/sign-out", response_class=Response)
def sign_out_by_form(request: Request, store: TheStore, principal: Signed) -> Response:
    """Sign out."""
    sign_out(store, principal)
    response = _to(request, "/sign-in")
    response.delete_cookie(COOKIE)
    return response


@router.get("/account")
def account_page(request: Request, store: TheStore, principal: Signed) -> HTMLResponse:
    """Show one's own account."""
    return _account_page(request, store, principal)


def _account_page(
    request: Request, store: TheStore, principal: Signed, error: SafetownError | None = None
) -> HTMLResponse:
    rule = text("office.password_rule", page_language(request), shortest=SHORTEST)
    sessions = store.accounts.sign_ins(principal.account_id, datetime.now(ZoneInfo("UTC")))
    return _page("account.html", request, error=error, sessions=sessions, rule=rule, shortest=SHORTEST)


@router.post("/account/password", response_class=Response)
def change_password(
    request: Request, store: TheStore, principal: Signed, present: Word, new: Word, again: Word
) -> Response:
    """Change one's password; one signs in anew with it."""
    try:
        change_own_password(store, principal, present, new, again)
    except SafetownError as error:
        return _account_page(request, store, principal, error)
    response = RedirectResponse("/", SEE_OTHER)
    set_cookie(request, response, sign_in(store, principal.name, new, address_of(request)))
    return response


@router.post("/account/sign-ins/{sign_in_id}/end", response_class=Response)
def end_own_sign_in(request: Request, store: TheStore, principal: Signed, sign_in_id: int) -> Response:
    """End one of one's own sessions or tokens."""
    now = datetime.now(ZoneInfo("UTC"))
    if sign_in_id in {each.id for each in store.accounts.sign_ins(principal.account_id, now)}:
        end_sign_in(store, sign_in_id, principal.signed)
    return _to(request, ACCOUNT)


@router.get("/import")
def import_page(request: Request, principal: Signed) -> HTMLResponse:
    """Let the command centre import a file."""
    principal.require(Right.IMPORT)
    lang = page_language(request)
    settings = request.app.state.settings
    boot = {
        "lang": lang,
        "timeZone": settings.time_zone,
        "tileUrl": settings.tile_url,
        "texts": office_texts(lang),
    }
    return _page("import.html", request, boot=boot)


@router.get("/admin/accounts")
def accounts_page(request: Request, store: TheStore, principal: Signed) -> HTMLResponse:
    """Show the accounts to an administrator."""
    principal.require(Right.ADMINISTER)
    return _accounts_page(request, store)


def _accounts_page(
    request: Request, store: TheStore, error: SafetownError | None = None, once: dict[str, str] | None = None
) -> HTMLResponse:
    stations, townships = (_named(store, layer) for layer in ("stations", "townships"))
    return _page(
        "admin_accounts.html",
        request,
        error=error,
        once=once,
        accounts=store.accounts.all(),
        stations=stations,
        townships=townships,
        ground=dict([*stations, *townships]),
        roles=list(Role),
    )


def _named(store: TheStore, layer: str) -> list[tuple[str, str]]:
    places = store.places(layer)
    return list(zip(places["code"], places["name"], strict=True))


@router.post("/admin/accounts", response_class=Response)
def add_account_by_form(
    request: Request,
    store: TheStore,
    principal: Signed,
    name: Word,
    role: Word,
    title: Word = "",
    station: Word = "",
    township_code: Word = "",
    department: Word = "",
) -> Response:
    """Add an account; its one-time password is shown once."""
    principal.require(Right.ADMINISTER)
    try:
        asked = NewAccount(name, role, title, station, township_code, department)
        once = add_account(store, asked, principal.signed)
    except SafetownError as error:
        return _accounts_page(request, store, error)
    return _accounts_page(request, store, once={"name": name.strip(), "password": once})


@router.post("/admin/accounts/{account_id}/{deed}", response_class=Response)
def change_account(
    request: Request, store: TheStore, principal: Signed, account_id: int, deed: str
) -> Response:
    """Reset an account's password, disable it or enable it again."""
    principal.require(Right.ADMINISTER)
    try:
        account: AccountRecord = account_numbered(store, account_id)
        if deed == "password":
            once = reset_password(store, account.name, principal.signed)
            return _accounts_page(request, store, once={"name": account.name, "password": once})
        if deed in {"disable", "enable"}:
            set_disabled(store, account.name, disabled=deed == "disable", sign=principal.signed)
    except SafetownError as error:
        return _accounts_page(request, store, error)
    return _to(request, "/admin/accounts")


@router.get("/admin/settings")
def settings_page(request: Request, store: TheStore, principal: Signed) -> HTMLResponse:
    """Show the county's settings to an administrator."""
    principal.require(Right.ADMINISTER)
    return _settings_page(request, store)


def _settings_page(request: Request, store: TheStore, error: SafetownError | None = None) -> HTMLResponse:
    notice = (
        text("office.saved", page_language(request)) if request.method == "POST" and error is None else ""
    )
    return _page(
        "admin_settings.html",
        request,
        error=error,
        notice=notice,
        values=county_values(store),
        named=WORDS,
        numbers=NUMBERS,
    )


@router.post("/admin/settings", response_class=Response)
async def change_settings_by_form(request: Request, store: TheStore, principal: Signed) -> Response:
    """Change the county's settings."""
    principal.require(Right.ADMINISTER)
    form = await request.form()
    asked = {name: str(form[name]) for name in (*WORDS, *NUMBERS) if name in form}
    try:
        await to_thread.run_sync(change_settings, store, asked, principal.signed)
    except SafetownError as error:
        return _settings_page(request, store, error)
    request.app.state.settings = with_county(request.app.state.started_with, store)
    return _settings_page(request, store)


@router.get("/admin/audit")
def audit_page(
    request: Request,
    store: TheStore,
    principal: Signed,
    action: str = "",
    actor: str = "",
    before: int | None = None,
) -> HTMLResponse:
    """Show what was done and seen, newest first."""
    principal.require(Right.ADMINISTER)
    entries = store.audit.entries(action=action, actor=actor.strip(), before=before, limit=PAGE_ROWS + 1)
    older = entries[PAGE_ROWS - 1].id if len(entries) > PAGE_ROWS else None
    return _page(
        "admin_audit.html",
        request,
        entries=entries[:PAGE_ROWS],
        older=older,
        action=action,
        actor=actor,
        actions=ACTIONS,
    )

"""Who asks: the gate that every request passes, and what routes take from it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urlsplit

from anyio import to_thread
from fastapi import Depends, Request
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse

from data.store import Store
from web.auth.principal import NotAllowedError, NotSignedInError, Principal
from web.auth.sign_in import who_is
from web.routes.negotiation import TheDesk
from web.routes.problems import problem_response
from web.services.views import View

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "safetown_session"
SIGN_IN = "/sign-in"
ACCOUNT = "/account"

SESSION = "/api/v1/session"
OPEN = ("/assets/", SIGN_IN, "/api/v1/health", "/favicon.ico", "/public", "/public/")
"""What anybody may ask for: nothing of the county is in it, but the bulletins that were published."""

WHILE_PASSWORD_IS_OLD = (ACCOUNT, "/sign-out", SESSION)
SAFE = ("GET", "HEAD", "OPTIONS")


class Gate:
    """
    Let pass only who has signed in: everything is closed that is not named in ``OPEN``.

    Parameters
    ----------
    app
        The application to wrap.
    store
        Where accounts are.
    """

    def __init__(self, app: ASGIApp, store: Store) -> None:
        self._app = app
        self._store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find who asks, and pass the request on with it, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        secret, by_cookie = _secret_of(request)
        address = request.client.host if request.client else ""
        principal = await to_thread.run_sync(who_is, self._store, secret, address) if secret else None
        request.state.principal = principal
        if by_cookie and request.method not in SAFE and _from_elsewhere(request):
            await problem_response(request, NotAllowedError("auth.cross_site"))(scope, receive, send)
            return
        refusal = _refusal(request, principal)
        await (self._app if refusal is None else refusal)(scope, receive, send)


def _secret_of(request: Request) -> tuple[str, bool]:
    """Give the secret of a request, and whether a browser sent it by itself."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and token.strip():
        return token.strip(), False
    return request.cookies.get(COOKIE, ""), True


def _from_elsewhere(request: Request) -> bool:
    """
    Tell whether another site made the browser ask.

    Browsers say so in ``Sec-Fetch-Site``, older ones name the origin. A request without either comes from no
    page, and has no cookie but its own.
    """
    said = request.headers.get("sec-fetch-site")
    if said is not None:
        return said not in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != Headers(scope=request.scope).get("host", "")


def _refusal(request: Request, principal: Principal | None) -> ASGIApp | None:
    """Give the answer that refuses a request, None where it may pass."""
    path = request.url.path
    if _is_open(path, request.method):
        return None
    is_page = not path.startswith("/api/") and request.method in SAFE
    if principal is None:
        onward = path + (f"?{request.url.query}" if request.url.query else "")
        lead, unknown = f"{SIGN_IN}?next={quote(onward, safe='')}", NotSignedInError("auth.not_signed_in")
        return RedirectResponse(lead, HTTPStatus.SEE_OTHER) if is_page else problem_response(request, unknown)
    if principal.must_change and not path.startswith(WHILE_PASSWORD_IS_OLD):
        refused = NotAllowedError("auth.must_change")
        return (
            RedirectResponse(ACCOUNT, HTTPStatus.SEE_OTHER) if is_page else problem_response(request, refused)
        )
    return None


def _is_open(path: str, method: str) -> bool:
    if path == SESSION:
        return method == "POST"
    return any(path == each or (each.endswith("/") and path.startswith(each)) for each in OPEN)


def signed_in(request: Request) -> Principal:
    """
    Give who asks.

    Raises
    ------
    NotSignedInError
        ``auth.not_signed_in``.
    """
    principal: Principal | None = getattr(request.state, "principal", None)
    if principal is None:
        raise NotSignedInError("auth.not_signed_in")
    return principal


Signed = Annotated[Principal, Depends(signed_in)]


def store_of(request: Request) -> Store:
    """Give the store that the application was made with."""
    store: Store = request.app.state.store
    return store


TheStore = Annotated[Store, Depends(store_of)]


def view_of_principal(desk: TheDesk, principal: Signed) -> View:
    """Give what of the county who asks sees."""
    return desk.view_of(principal)


TheView = Annotated[View, Depends(view_of_principal)]

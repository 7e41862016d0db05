"""Sign in and out, who is signed in, and what rows are read for."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from data.store.audit import Deed
from web.auth.passwords import LONGEST
from web.auth.roles import RIGHTS
from web.auth.sign_in import NewSignIn, sign_in, sign_out
from web.routes.authentication import COOKIE, Signed, TheStore

router = APIRouter(tags=["session"])

Purpose = Literal["patrol", "investigation", "analysis", "report", "inspection"]


class Credentials(BaseModel):
    """Name and password."""

    name: str = Field(max_length=LONGEST, examples=["command"])
    password: str = Field(max_length=LONGEST, examples=["a long sentence"])


class Who(BaseModel):
    """Who is signed in."""

    name: str
    title: str
    role: str
    rights: list[str]
    station: str
    township_code: str
    purpose: str
    must_change: bool


class PurposeSaid(BaseModel):
    """What incident rows are read for from now on in this session."""

    purpose: Purpose


def set_cookie(request: Request, response: Response, signed: NewSignIn) -> None:
    """Hand the session to the browser: out of reach of scripts and of other sites."""
    response.set_cookie(
        COOKIE,
        signed.secret,
        expires=signed.expires_at,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def address_of(request: Request) -> str:
    """Give the network address of who asks."""
    return request.client.host if request.client else ""


@router.post("/session", status_code=204)
def open_session(request: Request, store: TheStore, said: Credentials) -> Response:
    """Sign in; the session comes as a cookie."""
    response = Response(status_code=204)
    set_cookie(request, response, sign_in(store, said.name, said.password, address_of(request)))
    return response


@router.get("/session")
def show_session(principal: Signed) -> Who:
    """Tell who is signed in and what the role may do."""
    return Who(
        name=principal.name,
        title=principal.title,
        role=principal.role.value,
        rights=sorted(right.value for right in RIGHTS[principal.role]),
        station=principal.station,
        township_code=principal.township_code,
        purpose=principal.purpose,
        must_change=principal.must_change,
    )


@router.delete("/session", status_code=204)
def close_session(store: TheStore, principal: Signed) -> Response:
    """Sign out: the session or token ends at once."""
    sign_out(store, principal)
    response = Response(status_code=204)
    response.delete_cookie(COOKIE)
    return response


@router.put("/session/purpose", status_code=204)
def say_purpose(store: TheStore, principal: Signed, said: PurposeSaid) -> Response:
    """Say what incident rows are read for; every reading is audited with it."""
    deed = principal.signed(Deed("session.purpose", said.purpose, purpose=said.purpose))
    store.accounts.set_purpose(principal.sign_in_id, said.purpose, deed)
    return Response(status_code=204)

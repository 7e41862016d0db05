"""Clients and cookies of accounts that have signed in."""

from __future__ import annotations

from starlette.testclient import TestClient

from data.store import Store
from web.app import create_app
from web.auth.roles import Role
from web.auth.sign_in import sign_in
from web.services.office.accounts import NewAccount, add_account
from web.settings import Settings

HOME = "http://127.0.0.1"
PASSWORD = "a test's long password"


def account(
    store: Store,
    role: str,
    *,
    station: str = "",
    township_code: str = "",
    department: str = "",
    name: str = "",
) -> str:
    """Make sure that there is an account of a role; gives its name."""
    department = department or ("市场监管局" if role == Role.DEPARTMENT else "")
    name = name or f"{role}{station}{township_code}"
    if store.accounts.named(name) is None:
        asked = NewAccount(name, role, "", station, township_code, department)
        add_account(store, asked, password=PASSWORD)
    return name


def session_of(store: Store, role: str, *, purpose: str = "analysis", **ground: str) -> str:
    """Sign an account of a role in; gives the secret of its session, in which rows are read for a purpose."""
    from datetime import UTC, datetime

    from data.store.audit import Deed

    name = account(store, role, **ground)
    secret = sign_in(store, name, PASSWORD, "127.0.0.1").secret
    if purpose:
        newest = store.accounts.sign_ins(store.accounts.named(name).id, datetime.now(UTC))[0]  # type: ignore[union-attr]
        store.accounts.set_purpose(newest.id, purpose, Deed("session.purpose", purpose))
    return secret


def client_as(
    store: Store, role: str = Role.COMMAND, settings: Settings | None = None, **ground: str
) -> TestClient:
    """Ask the application as an account of a role."""
    app = create_app(settings or Settings(store_url="", county_name="安平县"), store=store)
    headers = {"Authorization": f"Bearer {session_of(store, role, **ground)}"}
    return TestClient(app, HOME, raise_server_exceptions=False, headers=headers)

"""Accounts: the first one, new ones, passwords, roles; every change is audited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from data.store.audit import Deed
from gis.errors import InputError
from web.auth.passwords import check_password, hash_password, one_time_password
from web.auth.roles import BOUND, Role
from web.auth.sign_in import NewSignIn, make_token

if TYPE_CHECKING:
    from data.store import Store
    from data.store.accounts import AccountRecord

Sign = Callable[[Deed], Deed]
"""Puts who does it into an entry of the audit; the command line leaves it as it is."""


def by_command_line(deed: Deed) -> Deed:
    """Leave an entry as the command line makes it."""
    return deed


@dataclass(frozen=True, slots=True)
class NewAccount:
    """
    An account that is asked for.

    Attributes
    ----------
    name, title
        What signs in, and what the post is called.
    role
        Code of the role.
    station, township_code
        Ground of a station's or township's account.
    department
        Name of a department, of its account.
    """

    name: str
    role: str
    title: str = ""
    station: str = ""
    township_code: str = ""
    department: str = ""


def add_account(store: Store, asked: NewAccount, sign: Sign = by_command_line, password: str = "") -> str:
    """
    Add an account.

    Parameters
    ----------
    store
        Where accounts are.
    asked
        What it is to be.
    sign
        Who does it.
    password
        Its password; without one, a one-time password is made.

    Returns
    -------
    str
        The one-time password to hand over, which has to be changed at once; empty where a password was given.

    Raises
    ------
    InputError
        ``account.name_empty``, ``account.name_taken``, ``account.role_unknown``, ``account.station_unknown``,
        ``account.township_unknown``, ``account.department_empty``, and what `check_password` says.
    """
    name = asked.name.strip()
    if not name:
        raise InputError("account.name_empty")
    if asked.role not in list(Role):
        raise InputError("account.role_unknown", role=asked.role, roles=", ".join(Role))
    _check_ground(store, asked)
    once = "" if password else one_time_password()
    if password:
        check_password(password, name)
    values = {
        "name": name,
        "role": asked.role,
        "title": asked.title.strip(),
        "station": asked.station if asked.role == Role.STATION else "",
        "township_code": asked.township_code if asked.role == Role.TOWNSHIP else "",
        "department": asked.department.strip() if asked.role == Role.DEPARTMENT else "",
        "password_hash": hash_password(password or once),
        "must_change": not password,
        "created_at": datetime.now(UTC),
    }
    said = {key: values[key] for key in ("role", "station", "township_code", "department")}
    store.accounts.add(values, sign(Deed("account.added", name, details=said)))
    return once


def first_account(store: Store) -> str | None:
    """Make the administrator of a store without accounts; gives its one-time password, else None."""
    if store.accounts.all():
        return None
    return add_account(store, NewAccount("admin", Role.ADMIN))


def reset_password(store: Store, name: str, sign: Sign = by_command_line) -> str:
    """Give an account a one-time password; its sessions and tokens end."""
    account = account_of(store, name)
    once = one_time_password()
    values = {"password_hash": hash_password(once), "must_change": True}
    deed = sign(Deed("account.password_reset", name))
    store.accounts.change(account.id, values, deed, sign_out_at=datetime.now(UTC))
    return once


def set_disabled(store: Store, name: str, *, disabled: bool, sign: Sign = by_command_line) -> None:
    """
    Disable an account, whose sessions end, or enable it again.

    Raises
    ------
    InputError
        ``account.last_admin``: somebody must be able to administer.
    """
    account = account_of(store, name)
    others = [
        each
        for each in store.accounts.all()
        if each.role == Role.ADMIN and each.disabled_at is None and each.id != account.id
    ]
    if disabled and account.role == Role.ADMIN and not others:
        raise InputError("account.last_admin")
    now = datetime.now(UTC)
    deed = sign(Deed("account.disabled" if disabled else "account.enabled", name))
    values = {"disabled_at": now if disabled else None}
    store.accounts.change(account.id, values, deed, sign_out_at=now if disabled else None)


def token_for(
    store: Store, name: str, label: str, purpose: str = "", sign: Sign = by_command_line
) -> NewSignIn:
    """Make a bearer token for scripts that act as an account, and say what they read incident rows for."""
    account = account_of(store, name)
    deed = sign(Deed("account.token", name, purpose=purpose, details={"label": label}))
    return make_token(store, account, deed, label=label, purpose=purpose)


def end_sign_in(store: Store, sign_in_id: int, sign: Sign = by_command_line) -> None:
    """End a session or token."""
    deed = sign(Deed("account.signed_out", str(sign_in_id)))
    store.accounts.end(sign_in_id, datetime.now(UTC), deed)


def account_of(store: Store, name: str) -> AccountRecord:
    """
    Find an account.

    Raises
    ------
    InputError
        ``account.unknown``, with those that there are.
    """
    found = store.accounts.named(name)
    if found is None:
        known = ", ".join(account.name for account in store.accounts.all())
        raise InputError("account.unknown", name=name, known=known)
    return found


def account_numbered(store: Store, account_id: int) -> AccountRecord:
    """
    Find an account by its number.

    Raises
    ------
    InputError
        ``account.unknown``.
    """
    found = [account for account in store.accounts.all() if account.id == account_id]
    if not found:
        raise InputError("account.unknown", name=str(account_id), known="")
    return found[0]


def _check_ground(store: Store, asked: NewAccount) -> None:
    """Refuse an account whose station or township the store does not know: it would see nothing."""
    if asked.role == Role.DEPARTMENT and not asked.department.strip():
        raise InputError("account.department_empty")
    column = BOUND.get(Role(asked.role))
    if column is None:
        return
    layer, code, wrong = {
        "station": ("stations", asked.station, "account.station_unknown"),
        "township_code": ("townships", asked.township_code, "account.township_unknown"),
    }[column]
    places = store.places(layer)
    if code not in set(places["code"]):
        named = zip(places["code"], places["name"], strict=True)
        raise InputError(wrong, asked=code, known=", ".join(f"{each} {name}" for each, name in named))

"""Sign in, stay signed in, sign out: sessions of browsers and tokens of scripts."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from data.store.audit import Deed
from gis.errors import InputError
from web.auth.passwords import check_password, hash_password, password_fits
from web.auth.principal import NotAllowedError, Principal, TooManyTriesError, principal_of

if TYPE_CHECKING:
    from data.store import Store
    from data.store.accounts import AccountRecord

IDLE = timedelta(hours=12)
"""A session ends when it was not used for as long: a duty shift and its handover."""

LONGEST_SESSION = timedelta(days=7)
TOKEN_LASTS = timedelta(days=365)

WINDOW = timedelta(minutes=15)
MOST_FAILURES = {"name": 5, "address": 30}
"""Failed tries within the window before a name, or an address, has to wait until the first is past."""

_TOUCH_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class NewSignIn:
    """A secret to hand over once, and until when it serves."""

    secret: str
    expires_at: datetime
    must_change: bool


def sign_in(store: Store, name: str, password: str, address: str) -> NewSignIn:
    """
    Sign an account in.

    Parameters
    ----------
    store
        Where accounts are.
    name, password
        What was typed.
    address
        Network address that it was typed at.

    Raises
    ------
    TooManyTriesError
        ``auth.too_many``, with the seconds to wait.
    NotAllowedError
        ``auth.wrong``: name or password, without saying which; ``auth.disabled``.
    """
    now = datetime.now(UTC)
    accounts = store.accounts
    _refuse_guessing(store, name, address, now)
    account = accounts.named(name)
    fits = password_fits(password, account.password_hash if account else "")
    accounts.note_attempt(name, address, now, succeeded=fits)
    if account is None or not fits:
        store.audit.add(Deed("auth.refused", subject=name, actor=name, address=address))
        raise NotAllowedError("auth.wrong")
    if account.disabled_at is not None:
        raise NotAllowedError("auth.disabled")
    deed = Deed("auth.signed_in", name, account.name, account.role, account.id, address=address)
    return _open(store, account, "session", IDLE, deed)


def make_token(
    store: Store, account: AccountRecord, deed: Deed, *, label: str = "", purpose: str = ""
) -> NewSignIn:
    """Make a bearer token for scripts of an account; with a purpose they read incident rows for that."""
    return _open(store, account, "token", TOKEN_LASTS, deed, label=label, purpose=purpose)


def who_is(store: Store, secret: str, address: str, now: datetime | None = None) -> Principal | None:
    """Find who holds a session or token, None where it has ended; using a session makes it last longer."""
    now = now or datetime.now(UTC)
    found = store.accounts.sign_in_of(_hashed(secret), now)
    if found is None:
        return None
    kept, account = found
    if kept.kind == "session" and now - kept.last_seen_at > _TOUCH_AFTER:
        store.accounts.touch(kept.id, now, min(now + IDLE, kept.created_at + LONGEST_SESSION))
    return principal_of(account, kept, address)


def sign_out(store: Store, principal: Principal) -> None:
    """End the session of who asks."""
    deed = principal.signed(Deed("auth.signed_out", principal.name))
    store.accounts.end(principal.sign_in_id, datetime.now(UTC), deed)


def change_own_password(store: Store, principal: Principal, present: str, new: str, again: str) -> None:
    """
    Change the password of who asks; all sessions end, this one too.

    Raises
    ------
    NotAllowedError
        ``auth.wrong`` when the present password is not right.
    InputError
        ``account.passwords_differ``, ``account.password_same``, and what `check_password` says.
    """
    if new != again:
        raise InputError("account.passwords_differ")
    _refuse_guessing(store, principal.name, principal.address, datetime.now(UTC))
    account = store.accounts.named(principal.name)
    if account is None or not password_fits(present, account.password_hash):
        store.accounts.note_attempt(principal.name, principal.address, datetime.now(UTC), succeeded=False)
        raise NotAllowedError("auth.wrong")
    if new == present:
        raise InputError("account.password_same")
    check_password(new, principal.name)
    values = {"password_hash": hash_password(new), "must_change": False}
    deed = principal.signed(Deed("account.password_changed", principal.name))
    store.accounts.change(account.id, values, deed, sign_out_at=datetime.now(UTC))


def _refuse_guessing(store: Store, name: str, address: str, now: datetime) -> None:
    """Let a name or an address wait that failed too often."""
    for kind, value in (("name", name), ("address", address)):
        if not value:
            continue
        failed = store.accounts.failures(now - WINDOW, **{kind: value})
        if len(failed) >= MOST_FAILURES[kind]:
            wait = failed[-MOST_FAILURES[kind]] + WINDOW - now
            raise TooManyTriesError("auth.too_many", seconds=max(1, int(wait.total_seconds())))


def _open(
    store: Store, account: AccountRecord, kind: str, lasting: timedelta, deed: Deed, **more: str
) -> NewSignIn:
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    values = {
        "account_id": account.id,
        "kind": kind,
        "secret_hash": _hashed(secret),
        **more,
        "created_at": now,
        "last_seen_at": now,
        "expires_at": now + lasting,
    }
    store.accounts.open_sign_in(values, deed)
    return NewSignIn(secret, now + lasting, account.must_change)


def _hashed(secret: str) -> str:
    """Hash a secret of 256 random bits: nothing slower is needed, and it is looked up by its hash."""
    return hashlib.sha256(secret.encode()).hexdigest()

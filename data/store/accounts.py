"""Accounts and their sign-ins, as they are kept; the rules of signing in are in ``web.auth``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from data.store.audit import Deed, record
from data.store.database import reading, writing
from data.store.models import Base
from data.store.office_models import Account, SignIn, SignInAttempt
from gis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

ACCOUNTS = Base.metadata.tables[Account.__tablename__]
SIGN_INS = Base.metadata.tables[SignIn.__tablename__]
ATTEMPTS = Base.metadata.tables[SignInAttempt.__tablename__]


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """
    An account.

    Attributes
    ----------
    id, name, role, title
        Number, the name that signs in, code of the role, and what the post is called.
    station, township_code, department
        Station, township or department that it speaks for; empty for none.
    password_hash
        Hash of the password; empty for none, and then nobody signs in by one.
    must_change
        The password was given by another and is to be changed first.
    created_at, disabled_at, last_signed_in_at
        Moments; None for never.
    """

    id: int
    name: str
    role: str
    title: str
    station: str
    township_code: str
    department: str
    password_hash: str
    must_change: bool
    created_at: datetime
    disabled_at: datetime | None
    last_signed_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class SignInRecord:
    """A session (``kind`` is ``session``) or a script's token (``token``); the secret itself is not kept."""

    id: int
    account_id: int
    kind: str
    label: str
    purpose: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None


class Accounts:
    """
    The accounts of a store; every change is audited in its own transaction.

    Parameters
    ----------
    engine
        Of the store.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, values: Mapping[str, object], deed: Deed) -> AccountRecord:
        """
        Add an account.

        Raises
        ------
        InputError
            ``account.name_taken``.
        """
        with writing(self._engine) as connection:
            if _by_name(connection, str(values["name"])) is not None:
                raise InputError("account.name_taken", name=str(values["name"]))
            connection.execute(insert(ACCOUNTS).values(**values))
            record(connection, deed)
            added = _by_name(connection, str(values["name"]))
        assert added is not None
        return added

    def change(
        self,
        account_id: int,
        values: Mapping[str, object],
        deed: Deed,
        *,
        sign_out_at: datetime | None = None,
    ) -> None:
        """Change an account; with ``sign_out_at`` all its sessions and tokens end then."""
        with writing(self._engine) as connection:
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account_id).values(**values))
            if sign_out_at is not None:
                _end(connection, SIGN_INS.c.account_id == account_id, sign_out_at)
            record(connection, deed)

    def all(self) -> list[AccountRecord]:
        """List the accounts by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.name)).mappings()
            return [AccountRecord(**row) for row in rows]

    def named(self, name: str) -> AccountRecord | None:
        """Give the account of a name."""
        with reading(self._engine) as connection:
            return _by_name(connection, name)

    def open_sign_in(self, values: Mapping[str, object], deed: Deed) -> None:
        """Keep a new session or token, and that the account signed in."""
        with writing(self._engine) as connection:
            connection.execute(insert(SIGN_INS).values(**values))
            connection.execute(
                update(ACCOUNTS)
                .where(ACCOUNTS.c.id == values["account_id"])
                .values(last_signed_in_at=values["created_at"])
            )
            record(connection, deed)

    def sign_in_of(self, secret_hash: str, now: datetime) -> tuple[SignInRecord, AccountRecord] | None:
        """Find the session or token of a secret, while it lasts and its account is not disabled."""
        query = (
            select(SIGN_INS)
            .join(ACCOUNTS, ACCOUNTS.c.id == SIGN_INS.c.account_id)
            .where(
                SIGN_INS.c.secret_hash == secret_hash,
                SIGN_INS.c.ended_at.is_(None),
                SIGN_INS.c.expires_at > now,
                ACCOUNTS.c.disabled_at.is_(None),
            )
        )
        with reading(self._engine) as connection:
            found = connection.execute(query).mappings().one_or_none()
            if found is None:
                return None
            account = select(ACCOUNTS).where(ACCOUNTS.c.id == found["account_id"])
            return _sign_in(found), AccountRecord(**connection.execute(account).mappings().one())

    def touch(self, sign_in_id: int, now: datetime, expires_at: datetime) -> None:
        """Note that a session was used, and until when it lasts now."""
        self._set(sign_in_id, last_seen_at=now, expires_at=expires_at)

    def set_purpose(self, sign_in_id: int, purpose: str, deed: Deed) -> None:
        """Note what rows are read for in a session."""
        with writing(self._engine) as connection:
            connection.execute(update(SIGN_INS).where(SIGN_INS.c.id == sign_in_id).values(purpose=purpose))
            record(connection, deed)

    def end(self, sign_in_id: int, now: datetime, deed: Deed) -> None:
        """End a session or token."""
        with writing(self._engine) as connection:
            _end(connection, SIGN_INS.c.id == sign_in_id, now)
            record(connection, deed)

    def sign_ins(self, account_id: int, now: datetime) -> list[SignInRecord]:
        """List the sessions and tokens of an account that last, newest first."""
        query = (
            select(SIGN_INS)
            .where(
                SIGN_INS.c.account_id == account_id,
                SIGN_INS.c.ended_at.is_(None),
                SIGN_INS.c.expires_at > now,
            )
            .order_by(SIGN_INS.c.id.desc())
        )
        with reading(self._engine) as connection:
            return [_sign_in(row) for row in connection.execute(query).mappings()]

    def note_attempt(self, name: str, address: str, at: datetime, *, succeeded: bool) -> None:
        """Note a try to sign in."""
        values = {"name": name, "address": address, "at": at, "succeeded": succeeded}
        with writing(self._engine) as connection:
            connection.execute(insert(ATTEMPTS).values(**values))

    def failures(self, since: datetime, *, name: str = "", address: str = "") -> list[datetime]:
        """Give when tries of a name, or from an address, failed; a success clears what came before it."""
        mine = ATTEMPTS.c.name == name if name else ATTEMPTS.c.address == address
        query = select(ATTEMPTS.c.at, ATTEMPTS.c.succeeded).where(mine, ATTEMPTS.c.at >= since)
        with reading(self._engine) as connection:
            tries = connection.execute(query.order_by(ATTEMPTS.c.id)).all()
        failed: list[datetime] = []
        for at, succeeded in tries:
            failed = [] if succeeded else [*failed, at]
        return failed

    def _set(self, sign_in_id: int, **values: object) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(SIGN_INS).where(SIGN_INS.c.id == sign_in_id).values(**values))


def _by_name(connection: Connection, name: str) -> AccountRecord | None:
    row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.name == name)).mappings().one_or_none()
    return None if row is None else AccountRecord(**row)


def _sign_in(row: Mapping[Any, Any]) -> SignInRecord:
    return SignInRecord(**{name: row[name] for name in SignInRecord.__slots__})


def _end(connection: Connection, which: ColumnElement[bool], at: datetime) -> None:
    connection.execute(update(SIGN_INS).where(which, SIGN_INS.c.ended_at.is_(None)).values(ended_at=at))

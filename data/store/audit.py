"""
What was done and seen: entries that are only ever added, each sealed by the one before it.

An entry that is changed or taken out breaks the chain of seals from there on, and `check` names it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, insert, select

from data.store import clock
from data.store.database import lock_out_writers, reading, writing
from data.store.models import Base
from data.store.office_models import AuditEntry
from data.store.values import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

AUDIT = Base.metadata.tables[AuditEntry.__tablename__]

_AUDIT_LOCK = 0x5AFE_0003


@dataclass(frozen=True, slots=True)
class Deed:
    """
    One thing that was done or seen.

    Attributes
    ----------
    action
        Code, such as ``account.added`` or ``incidents.read``.
    subject
        What it was done to, such as an account's name or a file.
    actor, role, account_id
        Who did it; the command line acts as ``command line`` without an account.
    purpose
        What it was done for, where that must be said.
    address
        Network address that it was asked from.
    details
        What else is to be known, as JSON holds it; never a secret.
    """

    action: str
    subject: str = ""
    actor: str = "command line"
    role: str = ""
    account_id: int | None = None
    purpose: str = ""
    address: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """A deed as it was kept: its number, when it was, and its seal."""

    id: int
    at: datetime
    deed: Deed
    seal: str


class Audit:
    """
    The audit of a store.

    Parameters
    ----------
    engine
        Of the store.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, deed: Deed) -> None:
        """Add an entry."""
        with writing(self._engine) as connection:
            record(connection, deed)

    def entries(
        self, *, action: str = "", actor: str = "", before: int | None = None, limit: int = 100
    ) -> list[AuditRecord]:
        """
        List entries, newest first.

        Parameters
        ----------
        action, actor
            Only actions that begin with this, or of this actor; empty for all.
        before
            Only entries with a lower number: what the last page ended with.
        limit
            Entries at most.
        """
        query = select(AUDIT).order_by(AUDIT.c.id.desc()).limit(limit)
        if action:
            query = query.where(AUDIT.c.action.startswith(action, autoescape=True))
        if actor:
            query = query.where(AUDIT.c.actor == actor)
        if before is not None:
            query = query.where(AUDIT.c.id < before)
        with reading(self._engine) as connection:
            return [_record_of(row) for row in connection.execute(query).mappings()]


def record(connection: Connection, deed: Deed) -> None:
    """Add an entry in the transaction of what it speaks of."""
    lock_out_writers(connection, _AUDIT_LOCK)
    last = connection.execute(select(AUDIT.c.seal).order_by(AUDIT.c.id.desc()).limit(1)).scalar()
    row = {
        "at": clock.now(),
        "account_id": deed.account_id,
        "actor": deed.actor,
        "role": deed.role,
        "action": deed.action,
        "subject": deed.subject,
        "purpose": deed.purpose,
        "address": deed.address,
        "details": json.loads(to_json(dict(deed.details))),
    }
    connection.execute(insert(AUDIT).values(**row, seal=_seal(last or "", row)))


def first_broken_seal(connection: Connection) -> int | None:
    """Give the number of the first entry whose seal does not follow from those before it; None is good."""
    last = ""
    rows = connection.execute(select(AUDIT).order_by(AUDIT.c.id)).mappings()
    for row in rows:
        content = {name: row[name] for name in row if name not in {"id", "seal"}}
        if row["seal"] != _seal(last, content):
            return int(row["id"])
        last = row["seal"]
    return None


def _seal(last: str, content: Mapping[str, Any]) -> str:
    said = {**content, "at": content["at"].astimezone(UTC).isoformat(timespec="microseconds")}
    line = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{last}\n{line}".encode()).hexdigest()


def _record_of(row: RowMapping) -> AuditRecord:
    said = {name: row[name] for name in Deed.__slots__}
    return AuditRecord(row["id"], row["at"], Deed(**said), row["seal"])

"""
What units and offices file for a period: monthly returns, bulletins, scores, incidents to be reported.

One table holds them all, each with a kind of its own and a content that its kind defines. Nothing is ever
deleted: what was wrong is filed anew, and the history says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from data.store import clock
from data.store.audit import Deed, record
from data.store.database import lock_out_writers, reading, writing
from data.store.models import Base
from data.store.register_models import Filing
from data.store.values import to_json

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Engine

FILINGS = Base.metadata.tables[Filing.__tablename__]

_FILINGS_LOCK = 0x5AFE_0005


@dataclass(frozen=True, slots=True)
class FilingRecord:
    """
    A filing.

    Attributes
    ----------
    id, kind, state
        Key, what is filed, and where it stands: the kind defines its states.
    period
        Year, month or day that it is about, in ISO 8601: ``2026``, ``2026-03``, ``2026-03-09``.
    unit
        Code of the township, or name of the department, that files it; empty for the county.
    content
        What it says.
    history
        ``steps``: what was done, by whom and when, oldest first.
    revision
        Grows with every change.
    created_at, changed_at
        Moments.
    """

    id: int
    kind: str
    period: str
    unit: str
    state: str
    content: dict[str, Any]
    history: dict[str, Any]
    revision: int
    created_at: datetime
    changed_at: datetime

    @property
    def steps(self) -> list[dict[str, Any]]:
        """What was done with it, oldest first."""
        return list(self.history.get("steps", ()))


class Filings:
    """
    The filings of a store; every change is audited in its own transaction.

    Parameters
    ----------
    engine
        Of the store.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self,
        kind: str,
        content: Mapping[str, object],
        deed: Deed,
        *,
        period: str = "",
        unit: str = "",
        state: str = "draft",
    ) -> FilingRecord:
        """Keep a new filing."""
        row = _new_row(kind, content, deed, period=period, unit=unit, state=state)
        with writing(self._engine) as connection:
            return _added(connection, row, deed)

    def add_among(
        self,
        among: Collection[FilingRecord],
        kind: str,
        content: Mapping[str, object],
        deed: Deed,
        *,
        period: str,
        state: str,
    ) -> FilingRecord | None:
        """Keep a new filing; None where those of its kind are no longer what was seen."""
        row = _new_row(kind, content, deed, period=period, unit="", state=state)
        with writing(self._engine) as connection:
            return _added(connection, row, deed) if _are_still(connection, kind, among) else None

    def add_once(
        self,
        kind: str,
        content: Mapping[str, object],
        deed: Deed,
        *,
        period: str,
        unit: str,
        state: str = "draft",
    ) -> FilingRecord | None:
        """Keep the one filing of a unit for a period; None where it has one of the kind already."""
        row = _new_row(kind, content, deed, period=period, unit=unit, state=state)
        same = (FILINGS.c.kind == kind) & (FILINGS.c.period == period) & (FILINGS.c.unit == unit)
        with writing(self._engine) as connection:
            lock_out_writers(connection, _FILINGS_LOCK)
            if connection.execute(select(FILINGS.c.id).where(same)).first() is not None:
                return None
            return _added(connection, row, deed)

    def change(
        self,
        seen: FilingRecord,
        deed: Deed,
        *,
        content: Mapping[str, object] | None = None,
        state: str | None = None,
        among: Collection[FilingRecord] | None = None,
        supersedes: tuple[FilingRecord, str, Deed] | None = None,
    ) -> FilingRecord | None:
        """
        Change a filing and keep who did it.

        Parameters
        ----------
        seen
            The filing as it was seen.
        deed
            What is done.
        content, state
            What it says and where it stands from now on; None leaves them.
        among
            All filings of its kind as they were seen, where the change rests on them.
        supersedes
            A filing that this takes the place of, at the same moment or not at all; its state, and its deed.

        Returns
        -------
        FilingRecord or None
            The filing as it is now; None where somebody has changed it, or one of those, since it was seen.
        """
        try:
            with writing(self._engine) as connection:
                if among is not None and not _are_still(connection, seen.kind, among):
                    return None
                _change(connection, seen, deed, content, state)
                if supersedes is not None:
                    old, its_state, its_deed = supersedes
                    _change(connection, old, its_deed, None, its_state)
                return _found(connection, seen.id)
        except _OvertakenError:
            return None

    def get(
        self, filing_id: int, *, units: Collection[str] | None = None, township: str = ""
    ) -> FilingRecord | None:
        """Give a filing, None where there is no such one, or not of these units or township, where given."""
        with reading(self._engine) as connection:
            return _found(connection, filing_id, units, township)

    def listed(
        self,
        kind: str,
        *,
        period: str = "",
        units: Collection[str] | None = None,
        township: str = "",
        states: Collection[str] = (),
    ) -> list[FilingRecord]:
        """
        List filings of a kind, the latest period first, and of a period the newest first.

        Parameters
        ----------
        kind
            What is filed.
        period
            Only of periods that begin with this: ``2026`` gives those of its months too.
        units, township, states
            Only of these units, where given, or, whoever filed it, about this township; and in these states.
        """
        query = select(FILINGS).where(FILINGS.c.kind == kind)
        query = query.order_by(FILINGS.c.period.desc(), FILINGS.c.id.desc())
        if period:
            query = query.where(FILINGS.c.period.startswith(period, autoescape=True))
        if units is not None:
            query = query.where(_of_units(units, township))
        if states:
            query = query.where(FILINGS.c.state.in_(sorted(states)))
        with reading(self._engine) as connection:
            return [FilingRecord(**row) for row in connection.execute(query).mappings()]


class _OvertakenError(Exception):
    """Somebody has changed the filing since it was seen: nothing of the change is kept."""


def _change(
    connection: Connection,
    seen: FilingRecord,
    deed: Deed,
    content: Mapping[str, object] | None,
    state: str | None,
) -> None:
    now = clock.now()
    after = seen.state if state is None else state
    row = {
        "state": after,
        "content": seen.content if content is None else _plain(content),
        "history": {"steps": [*seen.steps, _step(deed, after, now)]},
        "revision": seen.revision + 1,
        "changed_at": now,
    }
    same = (FILINGS.c.id == seen.id) & (FILINGS.c.revision == seen.revision)
    if not connection.execute(update(FILINGS).where(same).values(**row)).rowcount:
        raise _OvertakenError
    record(connection, deed)


def _are_still(connection: Connection, kind: str, seen: Collection[FilingRecord]) -> bool:
    """Tell whether the filings of a kind are those that were seen; others wait until the transaction ends."""
    lock_out_writers(connection, _FILINGS_LOCK)
    query = select(FILINGS.c.id, FILINGS.c.revision).where(FILINGS.c.kind == kind)
    return {(row.id, row.revision) for row in connection.execute(query)} == {
        (one.id, one.revision) for one in seen
    }


def _new_row(
    kind: str, content: Mapping[str, object], deed: Deed, *, period: str, unit: str, state: str
) -> dict[str, Any]:
    now = clock.now()
    return {
        "kind": kind,
        "period": period,
        "unit": unit,
        "state": state,
        "content": _plain(content),
        "history": {"steps": [_step(deed, state, now)]},
        "created_at": now,
        "changed_at": now,
    }


def _added(connection: Connection, row: Mapping[str, Any], deed: Deed) -> FilingRecord:
    kept = connection.execute(insert(FILINGS).values(**row))
    assert kept.inserted_primary_key is not None
    record(connection, deed)
    found = _found(connection, int(kept.inserted_primary_key[0]))
    assert found is not None
    return found


def _found(
    connection: Connection, filing_id: int, units: Collection[str] | None = None, township: str = ""
) -> FilingRecord | None:
    query = select(FILINGS).where(FILINGS.c.id == filing_id)
    if units is not None:
        query = query.where(_of_units(units, township))
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else FilingRecord(**row)


def _of_units(units: Collection[str], township: str) -> ColumnElement[bool]:
    of_unit = FILINGS.c.unit.in_(sorted(units))
    return of_unit | (FILINGS.c.content["township_code"].as_string() == township) if township else of_unit


def _plain(content: Mapping[str, object]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(to_json(dict(content)))
    return plain


def _step(deed: Deed, state: str, at: datetime) -> dict[str, Any]:
    said = {"action": deed.action, "actor": deed.actor, "role": deed.role, "state": state}
    return {**said, "at": at.isoformat(), **({"details": _plain(deed.details)} if deed.details else {})}

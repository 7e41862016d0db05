"""
The register of disorderly areas and outstanding problems as it is kept: entries, and every step taken.

Steps are only ever added: what the register was on any day can be told from them. A step whose details name
another in ``undoes`` takes that one back; both stay in the history, and neither holds.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, RowMapping, func, insert, select, update

from data.store import clock
from data.store.audit import Deed, record
from data.store.database import lock_out_writers, reading, writing
from data.store.models import Base
from data.store.register_models import RegisterEntry, RegisterStep
from data.store.values import to_json

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Engine

ENTRIES = Base.metadata.tables[RegisterEntry.__tablename__]
STEPS = Base.metadata.tables[RegisterStep.__tablename__]

_REGISTER_LOCK = 0x5AFE_0004


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """
    An entry as it stands.

    Attributes
    ----------
    id, kind, number, title, state
        Key, ``area`` or ``problem``, its number of the year, what it is called, where it stands.
    level, place_kind
        Who it is rectified by (``county``, ``township``), and what kind of place it is.
    township_code, station
        Where it lies; empty for none or several.
    lead
        Unit responsible: a township's code or a department's name.
    area_id, analysis_id
        Area of a search that it came from; empty and None for one that a unit proposed.
    deadline
        Until when it is to be put right; None before a decision.
    previous_id
        Earlier entry that this is a recurrence of.
    facts
        Evidence, causes, measures, units that help, leader, criteria.
    revision
        Grows with every change.
    created_at, changed_at
        Moments.
    geometry
        Outline in EPSG:4326; None for a problem.
    """

    id: int
    kind: str
    number: str
    title: str
    state: str
    level: str
    place_kind: str
    township_code: str
    station: str
    lead: str
    area_id: str
    deadline: date | None
    analysis_id: int | None
    previous_id: int | None
    facts: dict[str, Any]
    revision: int
    created_at: datetime
    changed_at: datetime
    geometry: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class NewStep:
    """
    What is done with an entry.

    Attributes
    ----------
    action, before, after
        Code of the action, and the states that it leads from and to.
    on_day
        Day from which it counts.
    reason
        Why, in the words of who does it.
    details
        What else was said: findings, a new deadline, figures.
    """

    action: str
    before: str
    after: str
    on_day: date
    reason: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step as it was kept; ``at`` is when it was written down, ``on_day`` the day from which it counts."""

    id: int
    entry_id: int
    on_day: date
    at: datetime
    action: str
    before: str
    after: str
    actor: str
    role: str
    reason: str
    details: dict[str, Any]


class RegisterStore:
    """
    The register of a store; every change is a step, and audited in its own transaction.

    Parameters
    ----------
    engine
        Of the store.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, values: Mapping[str, object], step: NewStep, deed: Deed) -> EntryRecord:
        """Keep a new entry, which gets the next number of the year of its first step."""
        now = clock.now()
        with writing(self._engine) as connection:
            lock_out_writers(connection, _REGISTER_LOCK)
            row = {"facts": {}, **_plain(values), "state": step.after, "created_at": now, "changed_at": now}
            row["number"] = _next_number(connection, step.on_day.year)
            kept = connection.execute(insert(ENTRIES).values(**row))
            assert kept.inserted_primary_key is not None
            entry_id = int(kept.inserted_primary_key[0])
            _keep_step(connection, entry_id, step, deed, now)
            found = _found(connection, entry_id)
        assert found is not None
        return found

    def change(
        self, entry_id: int, revision: int, values: Mapping[str, object], step: NewStep, deed: Deed
    ) -> EntryRecord | None:
        """
        Take a step with an entry.

        Parameters
        ----------
        entry_id, revision
            The entry as it was seen.
        values
            Its new columns, beside the state that the step leads to.
        step, deed
            What is done, for the entry's history and for the audit.

        Returns
        -------
        EntryRecord or None
            The entry as it is now; None where somebody has changed it since it was seen.
        """
        now = clock.now()
        row = {**_plain(values), "state": step.after, "revision": revision + 1, "changed_at": now}
        seen = (ENTRIES.c.id == entry_id) & (ENTRIES.c.revision == revision)
        with writing(self._engine) as connection:
            if not connection.execute(update(ENTRIES).where(seen).values(**row)).rowcount:
                return None
            _keep_step(connection, entry_id, step, deed, now)
            return _found(connection, entry_id)

    def get(self, entry_id: int) -> EntryRecord | None:
        """Give an entry, None where there is no such one."""
        with reading(self._engine) as connection:
            return _found(connection, entry_id)

    def listed(self, kind: str = "", states: Collection[str] = ()) -> list[EntryRecord]:
        """List the entries of a kind and of some states, in the order of their numbers; empty for all."""
        query = select(ENTRIES).order_by(ENTRIES.c.id)
        if kind:
            query = query.where(ENTRIES.c.kind == kind)
        if states:
            query = query.where(ENTRIES.c.state.in_(sorted(states)))
        with reading(self._engine) as connection:
            return [_entry(row) for row in connection.execute(query).mappings()]

    def steps(self, entry_id: int | None = None) -> list[StepRecord]:
        """List the steps that hold of an entry, or of all, in the order in which they were written down."""
        return in_force(self.history(entry_id))

    def newest_step(self) -> int:
        """Give the number of the newest step; 0 without any."""
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.max(STEPS.c.id))).scalar_one() or 0)

    def history(self, entry_id: int | None = None) -> list[StepRecord]:
        """List every step of an entry, or of all, those that were taken back too."""
        query = select(STEPS).order_by(STEPS.c.id)
        if entry_id is not None:
            query = query.where(STEPS.c.entry_id == entry_id)
        with reading(self._engine) as connection:
            return [StepRecord(**row) for row in connection.execute(query).mappings()]


def in_force(steps: Sequence[StepRecord]) -> list[StepRecord]:
    """Leave out the steps that were taken back, and those that took them back."""
    undone = {step.details["undoes"] for step in steps if "undoes" in step.details}
    return [step for step in steps if step.id not in undone and "undoes" not in step.details]


def _keep_step(connection: Connection, entry_id: int, step: NewStep, deed: Deed, now: datetime) -> None:
    said = {**asdict(step), "details": json.loads(to_json(dict(step.details)))}
    who = {"actor": deed.actor, "role": deed.role}
    connection.execute(insert(STEPS).values(entry_id=entry_id, at=now, **who, **said))
    record(connection, deed)


def _next_number(connection: Connection, year: int) -> str:
    """Give the next number of a year, such as 2026-007."""
    taken = connection.execute(select(ENTRIES.c.number).where(ENTRIES.c.number.startswith(f"{year}-")))
    return f"{year}-{max((int(row.number[5:]) for row in taken), default=0) + 1:03d}"


def _found(connection: Connection, entry_id: int) -> EntryRecord | None:
    row = connection.execute(select(ENTRIES).where(ENTRIES.c.id == entry_id)).mappings().one_or_none()
    return None if row is None else _entry(row)


def _entry(row: RowMapping) -> EntryRecord:
    shape = None if row["geometry"] is None else shapely.set_srid(shapely.from_wkb(row["geometry"]), 0)
    return EntryRecord(**{**row, "geometry": shape})


def _plain(values: Mapping[str, object]) -> dict[str, Any]:
    """Make columns of what was handed over: an outline becomes WKB, facts become JSON."""
    plain = dict(values)
    if isinstance(shape := plain.get("geometry"), BaseGeometry):
        plain["geometry"] = shapely.to_wkb(shapely.force_2d(shape))
    if "facts" in plain:
        plain["facts"] = json.loads(to_json(plain["facts"]))
    return plain

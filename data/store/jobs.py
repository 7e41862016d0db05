"""Long work, as it is kept: what was asked, how far it is, what came of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, func, insert, select, update

from data.store.audit import Deed, record
from data.store.database import reading, writing
from data.store.models import Base
from data.store.office_models import Job
from data.store.values import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Engine

JOBS = Base.metadata.tables[Job.__tablename__]

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
ENDED = (DONE, FAILED, CANCELLED)


@dataclass(frozen=True, slots=True)
class JobRecord:
    """
    A job.

    Attributes
    ----------
    id, kind, state
        Number, what it does, and where it stands: ``queued``, ``running``, ``done``, ``failed`` or
        ``cancelled``.
    account_id, actor
        Who asked for it.
    parameters, result
        What was asked, and what came of it; of a failed one the ``problems``.
    done, total
        How far it is; a ``total`` of 0 is not known.
    cancel_asked
        Somebody wants it to stop.
    tries
        How often it was begun: a machine that stops in the middle begins it again.
    created_at, started_at, seen_at, finished_at
        Moments; None for not yet.
    """

    id: int
    kind: str
    state: str
    account_id: int | None
    actor: str
    parameters: dict[str, Any]
    result: dict[str, Any]
    done: int
    total: int
    cancel_asked: bool
    tries: int
    created_at: datetime
    started_at: datetime | None
    seen_at: datetime | None
    finished_at: datetime | None


class Jobs:
    """
    The jobs of a store.

    Parameters
    ----------
    engine
        Of the store.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, kind: str, parameters: Mapping[str, object], deed: Deed) -> JobRecord:
        """Keep a job to be done, and in the audit that it was asked for."""
        values = {
            "kind": kind,
            "state": QUEUED,
            "account_id": deed.account_id,
            "actor": deed.actor,
            "parameters": json.loads(to_json(dict(parameters))),
            "result": {},
            "created_at": datetime.now(UTC),
        }
        with writing(self._engine) as connection:
            key = connection.execute(insert(JOBS).values(**values)).inserted_primary_key
            record(connection, deed)
            assert key is not None
            return _job(connection.execute(select(JOBS).where(JOBS.c.id == key[0])).mappings().one())

    def get(self, job_id: int) -> JobRecord | None:
        """Give a job, None where there is no such one."""
        with reading(self._engine) as connection:
            row = connection.execute(select(JOBS).where(JOBS.c.id == job_id)).mappings().one_or_none()
        return None if row is None else _job(row)

    def listed(self, *, account_id: int | None = None, state: str = "", limit: int = 50) -> list[JobRecord]:
        """List jobs, newest first: all, or those that an account asked for, or in a state."""
        query = select(JOBS).order_by(JOBS.c.id.desc()).limit(limit)
        if account_id is not None:
            query = query.where(JOBS.c.account_id == account_id)
        if state:
            query = query.where(JOBS.c.state == state)
        with reading(self._engine) as connection:
            return [_job(row) for row in connection.execute(query).mappings()]

    def begin(self, job_id: int) -> JobRecord | None:
        """Begin a job that waits; None where it does not wait any more."""
        now = datetime.now(UTC)
        values = {"state": RUNNING, "started_at": now, "seen_at": now, "tries": JOBS.c.tries + 1}
        if not self._set(job_id, values, JOBS.c.state == QUEUED):
            return None
        return self.get(job_id)

    def progress(self, job_id: int, done: int, total: int) -> bool:
        """Say how far a job is; tells whether somebody wants it to stop."""
        values = {"done": done, "total": total, "seen_at": datetime.now(UTC)}
        self._set(job_id, values, JOBS.c.state == RUNNING)
        found = self.get(job_id)
        return found is None or found.cancel_asked

    def end(self, job_id: int, state: str, result: Mapping[str, object]) -> None:
        """End a job that runs."""
        said = json.loads(to_json(dict(result)))
        values = {"state": state, "result": said, "finished_at": datetime.now(UTC)}
        self._set(job_id, values, JOBS.c.state == RUNNING)

    def ask_to_stop(self, job_id: int, deed: Deed) -> None:
        """Ask a job to stop: one that waits is cancelled at once, one that runs as soon as it looks."""
        with writing(self._engine) as connection:
            connection.execute(
                update(JOBS)
                .where(JOBS.c.id == job_id, JOBS.c.state == QUEUED)
                .values(state=CANCELLED, finished_at=datetime.now(UTC))
            )
            connection.execute(
                update(JOBS).where(JOBS.c.id == job_id, JOBS.c.state == RUNNING).values(cancel_asked=True)
            )
            record(connection, deed)

    def take_up_interrupted(self, most_tries: int) -> list[int]:
        """
        Let jobs wait again that ran when the machine stopped, unless they were begun too often.

        Returns
        -------
        list of int
            Jobs that wait now, oldest first.
        """
        failed = {"state": FAILED, "finished_at": datetime.now(UTC), "result": INTERRUPTED}
        with writing(self._engine) as connection:
            running = JOBS.c.state == RUNNING
            connection.execute(update(JOBS).where(running, JOBS.c.tries >= most_tries).values(**failed))
            connection.execute(update(JOBS).where(running, JOBS.c.cancel_asked).values(state=CANCELLED))
            connection.execute(update(JOBS).where(running).values(state=QUEUED, done=0))
            waiting = select(JOBS.c.id).where(JOBS.c.state == QUEUED).order_by(JOBS.c.id)
            return list(connection.execute(waiting).scalars())

    def waiting_before(self, job_id: int) -> int:
        """Count the jobs that are done before one that waits."""
        query = select(func.count()).where(JOBS.c.id < job_id, JOBS.c.state.in_([QUEUED, RUNNING]))
        with reading(self._engine) as connection:
            return int(connection.execute(query).scalar_one())

    def _set(self, job_id: int, values: Mapping[str, object], only: ColumnElement[bool]) -> bool:
        with writing(self._engine) as connection:
            done = connection.execute(update(JOBS).where(JOBS.c.id == job_id, only).values(**values))
            return bool(done.rowcount)


INTERRUPTED: dict[str, Any] = {"problems": [{"code": "jobs.interrupted", "details": {}}]}


def _job(row: RowMapping) -> JobRecord:
    return JobRecord(**row)

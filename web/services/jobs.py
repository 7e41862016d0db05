"""Ask for long work, look how far it is, stop it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from data.store.audit import Deed
from data.store.jobs import ENDED, QUEUED
from gis.errors import InputError
from web.auth.principal import NotAllowedError
from web.auth.roles import Role
from web.jobs.kinds import kind_of
from web.jobs.queue import put

if TYPE_CHECKING:
    from data.store import Store
    from data.store.jobs import JobRecord
    from web.auth.principal import Principal


def ask_for(
    store: Store, folder: Path, principal: Principal, kind: str, parameters: Mapping[str, object]
) -> JobRecord:
    """
    Ask for a job.

    Raises
    ------
    InputError
        ``jobs.kind_unknown``.
    NotAllowedError
        When the role may not do that.
    """
    found = kind_of(kind)
    principal.require(found.right)
    parameters = found.bind(principal, parameters)
    deed = principal.signed(Deed("job.asked", kind, details={"parameters": dict(parameters)}))
    job = store.jobs.add(kind, parameters, deed)
    put(folder, job.id)
    return job


def job_for(store: Store, principal: Principal, job_id: int) -> JobRecord:
    """
    Give a job to who asked for it, or to an administrator.

    Raises
    ------
    InputError
        ``jobs.unknown``: also where it is another's, for that there is one is not theirs to know.
    """
    job = store.jobs.get(job_id)
    if job is None or (job.account_id != principal.account_id and principal.role is not Role.ADMIN):
        raise InputError("jobs.unknown", job=job_id)
    return job


def jobs_for(store: Store, principal: Principal) -> list[JobRecord]:
    """List the jobs of who asks; an administrator sees all."""
    mine = None if principal.role is Role.ADMIN else principal.account_id
    return store.jobs.listed(account_id=mine)


def stop_job(store: Store, principal: Principal, job_id: int) -> None:
    """
    Stop a job.

    Raises
    ------
    NotAllowedError
        ``jobs.ended`` when it has ended already.
    """
    job = job_for(store, principal, job_id)
    if job.state in ENDED:
        raise NotAllowedError("jobs.ended", job=job_id)
    store.jobs.ask_to_stop(job_id, principal.signed(Deed("job.stopped", job.kind, details={"job": job_id})))


def place_in_queue(store: Store, job: JobRecord) -> int:
    """Count the jobs that come before one that waits."""
    return store.jobs.waiting_before(job.id) if job.state == QUEUED else 0

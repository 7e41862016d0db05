"""Do one job, in a process of its own: what goes wrong ends the job and nothing else."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from data.store import open_store
from data.store.jobs import CANCELLED, DONE, FAILED
from gis.errors import SafetownError
from web.jobs.kinds import kind_of

if TYPE_CHECKING:
    from data.store import Store
    from web.settings import Settings

TELL_EVERY_S = 0.4
"""A job tells how far it is, and looks whether it shall stop, so often at most."""

logger = logging.getLogger(__name__)


class StopJob(Exception):  # noqa: N818  not an error
    """Somebody asked the job to stop."""


def do_job(settings: Settings, job_id: int) -> None:
    """Open the store and do a job that waits there."""
    with open_store(settings.store_url) as store:
        do_job_in(store, settings, job_id)


def do_job_in(store: Store, settings: Settings, job_id: int) -> None:
    """
    Do a job that waits, and keep what came of it.

    Parameters
    ----------
    store
        Where the job and its records are.
    settings
        Of the service.
    job_id
        The job; one that does not wait any more is left alone.
    """
    job = store.jobs.begin(job_id)
    if job is None:
        return
    try:
        result = kind_of(job.kind).work(store, settings, job.parameters, _Teller(store, job_id))
    except StopJob:
        store.jobs.end(job_id, CANCELLED, {})
    except SafetownError as error:
        said = [{"code": each.code, "details": dict(each.details)} for each in error.problems]
        store.jobs.end(job_id, FAILED, {"problems": said})
    except Exception:
        logger.exception("job %s failed", job_id)
        store.jobs.end(job_id, FAILED, {"problems": [{"code": "jobs.unexpected", "details": {}}]})
    else:
        store.jobs.end(job_id, DONE, result)


class _Teller:
    """Tells the store how far the job is; stops it when somebody asked for that."""

    def __init__(self, store: Store, job_id: int) -> None:
        self._store, self._job_id = store, job_id
        self._told = 0.0

    def __call__(self, done: int, total: int | None = None) -> None:
        if time.monotonic() - self._told < TELL_EVERY_S:
            return
        self._told = time.monotonic()
        if self._store.jobs.progress(self._job_id, done, total or 0):
            raise StopJob

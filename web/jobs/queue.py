"""The queue: a file beside the store that says which jobs wait; what they are is in the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from huey import SqliteHuey
from huey.api import TaskWrapper

QUEUE = "jobs.sqlite"


def open_queue(folder: Path) -> SqliteHuey:
    """
    Open the queue of a work folder, or make it.

    Parameters
    ----------
    folder
        Work folder of the service.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("safetown", filename=str(folder / QUEUE), results=False)


def task_of(queue: SqliteHuey, work: Callable[[int], None]) -> TaskWrapper:
    """Name the one task that the queue holds, in service and worker alike: do the job of a number."""

    def do_job(job_id: int) -> None:
        work(job_id)

    return queue.task()(do_job)


def put(folder: Path, job_id: int) -> None:
    """Let a job wait in the queue."""
    queue = open_queue(folder)
    queue.enqueue(task_of(queue, _elsewhere).s(job_id))


def _elsewhere(job_id: int) -> None:
    raise RuntimeError(f"job {job_id} is the worker's to do")

"""
The worker: takes jobs from the queue, one at a time, and does each in a process of its own.

Started by the service (``python -m web.jobs.worker``), which hands it the settings on its input; it ends when
that input ends, so that none is left behind.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from huey.consumer import Consumer

from data.store import open_store
from data.store.jobs import CANCELLED, FAILED
from web.jobs.queue import open_queue, task_of
from web.jobs.work import do_job
from web.settings import Settings

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

MOST_TRIES = 3
LOOK_EVERY_S = 0.5
GRACE_S = 10.0
"""Seconds that a job has to stop by itself before its process is ended."""

logger = logging.getLogger(__name__)


class Supervisor:
    """
    Does jobs in processes of their own, and ends those that shall stop.

    Parameters
    ----------
    settings
        Of the service.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: BaseProcess | None = None

    def do(self, job_id: int) -> None:
        """Do a job, and see to it that it ends in some way."""
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=do_job, args=(self._settings, job_id), name=f"job {job_id}")
        self._process = process
        process.start()
        with open_store(self._settings.store_url) as store:
            waited = 0.0
            while process.is_alive():
                process.join(LOOK_EVERY_S)
                found = store.jobs.get(job_id)
                waited = waited + LOOK_EVERY_S if found is not None and found.cancel_asked else 0.0
                if waited > GRACE_S:
                    process.terminate()
                    process.join(GRACE_S)
            if waited > GRACE_S:
                store.jobs.end(job_id, CANCELLED, {})
            elif process.exitcode:
                lost = {"problems": [{"code": "jobs.process_lost", "details": {"status": process.exitcode}}]}
                store.jobs.end(job_id, FAILED, lost)

    def stop(self) -> None:
        """End the job that runs: the next worker takes it up again."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()


def serve_queue(settings: Settings, folder: Path) -> None:
    """
    Do jobs until the process ends.

    Parameters
    ----------
    settings
        Of the service.
    folder
        Work folder with the queue.
    """
    queue = open_queue(folder)
    supervisor = Supervisor(settings)
    task = task_of(queue, supervisor.do)
    queue.flush()  # what waits is in the store; the queue is filled from there
    with open_store(settings.store_url) as store:
        for job_id in store.jobs.take_up_interrupted(MOST_TRIES):
            queue.enqueue(task.s(job_id))
    threading.Thread(target=_end_with_input, args=(supervisor,), daemon=True).start()
    consumer = Consumer(
        queue, workers=1, worker_type="thread", initial_delay=0.1, max_delay=0.5, periodic=False
    )
    consumer.run()


def start_worker(settings: Settings, folder: Path) -> subprocess.Popen[bytes]:
    """Start a worker beside the service; closing its input ends it."""
    worker = subprocess.Popen([sys.executable, "-m", "web.jobs.worker"], stdin=subprocess.PIPE)
    handed = {**asdict(settings), "exports": None, "work_folder": str(folder)}
    assert worker.stdin is not None
    worker.stdin.write(
        f"{json.dumps(handed)}\n".encode()
    )  # not on the command line: others could read it there
    worker.stdin.flush()
    return worker


def _end_with_input(supervisor: Supervisor) -> None:
    sys.stdin.read()
    supervisor.stop()
    os._exit(0)


def main() -> None:
    """Read the settings and work."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    handed: dict[str, Any] = json.loads(sys.stdin.readline())
    handed["work_folder"] = folder = Path(handed["work_folder"])
    handed["host_names"] = tuple(handed["host_names"])
    serve_queue(Settings(**handed), folder)


if __name__ == "__main__":
    main()

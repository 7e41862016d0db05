"""Long work: ask for it, look how far it is, stop it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from data.store.jobs import FAILED, JobRecord
from gis.errors import Problem
from web.routes.authentication import Signed, TheStore
from web.routes.negotiation import language
from web.services.jobs import ask_for, job_for, jobs_for, place_in_queue, stop_job
from web.texts.rendering import render_problem

router = APIRouter(tags=["jobs"])

Language = Annotated[str, Depends(language)]


class Asked(BaseModel):
    """What is to be done."""

    kind: str = Field(examples=["beats"])
    parameters: dict[str, Any] = Field(default={}, examples=[{"plans": 3, "seed": 1}])


class Job(BaseModel):
    """A job: where it stands and what came of it."""

    id: int
    kind: str
    state: str
    actor: str
    parameters: dict[str, Any]
    result: dict[str, Any]
    problems: list[str]
    """Of a failed one: what went wrong and what to do, in words."""
    done: int
    total: int
    stopping: bool
    before: int
    """Jobs that come before it."""
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


def _said(store: TheStore, job: JobRecord, lang: str) -> Job:
    told = job.result.get("problems" if job.state == FAILED else "notes", [])
    return Job(
        id=job.id,
        kind=job.kind,
        state=job.state,
        actor=job.actor,
        parameters=job.parameters,
        result=job.result,
        problems=[render_problem(Problem(each["code"], each["details"]), lang) for each in told],
        done=job.done,
        total=job.total,
        stopping=job.cancel_asked,
        before=place_in_queue(store, job),
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )


@router.post("/jobs", status_code=202)
def ask(
    request: Request, response: Response, store: TheStore, principal: Signed, lang: Language, asked: Asked
) -> Job:
    """Ask for a job; `Location` says where to look how far it is."""
    job = ask_for(store, request.app.state.work_folder, principal, asked.kind, asked.parameters)
    response.headers["Location"] = f"{request.url.path}/{job.id}"
    return _said(store, job, lang)


@router.get("/jobs")
def jobs(store: TheStore, principal: Signed, lang: Language) -> list[Job]:
    """List one's own jobs, newest first; an administrator sees all."""
    return [_said(store, job, lang) for job in jobs_for(store, principal)]


@router.get("/jobs/{job_id}")
def job(store: TheStore, principal: Signed, lang: Language, job_id: int) -> Job:
    """Tell how far a job is, and what came of it."""
    return _said(store, job_for(store, principal, job_id), lang)


@router.delete("/jobs/{job_id}", status_code=202)
def stop(store: TheStore, principal: Signed, lang: Language, job_id: int) -> Job:
    """Stop a job: one that waits at once, one that runs within seconds; nothing half-done stays."""
    stop_job(store, principal, job_id)
    return _said(store, job_for(store, principal, job_id), lang)

"""Import of a file by a page: hand it in, look at what was found, store it or throw it away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request, Response, UploadFile
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from data.import_report import DefaultPoint, ImportReport
from data.store.audit import Deed
from gis.errors import InputError
from web.auth.roles import Right
from web.reports.quality import quality_of
from web.routes.authentication import Signed, TheStore
from web.routes.negotiation import language
from web.services.intake.uploads import Upload, find_upload, receive, throw_away
from web.services.intake.wizard import UPLOADS
from web.services.jobs import ask_for, job_for
from web.texts.catalogue import text

router = APIRouter(prefix="/imports", tags=["imports"])

Language = Annotated[str, Depends(language)]
BLOCK = 1 << 20


class HandedIn(BaseModel):
    """A file that was handed in."""

    id: str
    name: str
    bytes: int


class Reading(BaseModel):
    """How a file is to be read."""

    crs: str = Field("auto", max_length=100, examples=["auto", "gcj02", "EPSG:4546"])
    columns: dict[str, str] = Field({}, description="Field to column, on top of what the headers say.")
    same_id: Literal["update", "keep"] = "update"


class JobStarted(BaseModel):
    """The job that does it."""

    job: int


class Found(BaseModel):
    """What was found in a file, in words."""

    rows: list[tuple[str, str]]
    reasons: list[tuple[str, str]]
    remarks: list[str]
    columns: dict[str, str]
    file_columns: list[str]
    dropped: list[str]
    crs: str
    readings: list[str]
    doubt: str
    accepted: int
    rejected: int
    counts: dict[str, int]


def uploads_of(request: Request) -> Path:
    """Give the folder of uploads."""
    folder: Path = request.app.state.work_folder / UPLOADS
    return folder


TheUploads = Annotated[Path, Depends(uploads_of)]


def own_upload(uploads: TheUploads, principal: Signed, upload_id: str) -> Upload:
    """Give a file that who asks handed in."""
    principal.require(Right.IMPORT)
    return find_upload(uploads, upload_id, principal.account_id)


OwnUpload = Annotated[Upload, Depends(own_upload)]


@router.post("", status_code=201)
async def hand_in(uploads: TheUploads, store: TheStore, principal: Signed, file: UploadFile) -> HandedIn:
    """Hand a file in; nothing is stored yet, and it is deleted after a day."""
    principal.require(Right.IMPORT)

    async def blocks() -> AsyncIterator[bytes]:
        while block := await file.read(BLOCK):
            yield block

    upload = await receive(uploads, file.filename or "", principal.account_id, blocks())
    store.audit.add(principal.signed(Deed("import.handed_in", upload.name, details={"bytes": upload.bytes})))
    return HandedIn(id=upload.id, name=upload.name, bytes=upload.bytes)


@router.post("/{upload_id}/check", status_code=202)
def check(
    request: Request, store: TheStore, principal: Signed, upload: OwnUpload, reading: Reading
) -> JobStarted:
    """Read the file and say what would become of every row; nothing is stored."""
    return _start(request, store, principal, "check_incidents", upload, reading)


@router.post("/{upload_id}/commit", status_code=202)
def commit(
    request: Request, store: TheStore, principal: Signed, upload: OwnUpload, reading: Reading
) -> JobStarted:
    """Store the good rows in one transaction; the file is deleted then."""
    return _start(request, store, principal, "import_incidents", upload, reading)


def _start(
    request: Request, store: TheStore, principal: Signed, kind: str, upload: Upload, reading: Reading
) -> JobStarted:
    asked: dict[str, Any] = {
        **reading.model_dump(),
        "upload": upload.id,
        "account_id": principal.account_id,
        "file": upload.name,
    }
    return JobStarted(job=ask_for(store, request.app.state.work_folder, principal, kind, asked).id)


@router.get("/{upload_id}/found/{job_id}")
def found(store: TheStore, principal: Signed, lang: Language, upload: OwnUpload, job_id: int) -> Found:
    """Say in words what a check or an import found."""
    job = job_for(store, principal, job_id)
    if job.parameters.get("upload") != upload.id or not job.result:
        raise InputError("jobs.unknown", job=job_id)
    result, doubt = job.result, job.result.get("doubt")
    report = ImportReport(**_typed(result["report"])) if "report" in result else None
    quality = quality_of(report, lang) if report is not None else None
    return Found(
        rows=[] if quality is None else quality.rows,
        reasons=[] if quality is None else quality.reasons,
        remarks=[] if quality is None else quality.remarks,
        columns={} if report is None else report.columns,
        file_columns=result.get("columns", []),
        dropped=[] if report is None else list(report.dropped_columns),
        crs="" if report is None else report.crs,
        readings=result.get("readings", []),
        doubt="" if doubt is None else text(f"doubt.{doubt['code']}", lang),
        accepted=0 if report is None else report.accepted,
        rejected=0 if report is None else report.rejected,
        counts=result.get("counts", {}),
    )


def _typed(report: dict[str, Any]) -> dict[str, Any]:
    """Give the tables of a report that went through JSON their types again."""
    points = tuple(DefaultPoint(**point) for point in report["default_points"])
    tuples = {name: tuple(report[name]) for name in ("dropped_columns", "ignored_columns")}
    return {**report, **tuples, "default_points": points}


@router.get("/{upload_id}/preview")
def preview(upload: OwnUpload) -> Response:
    """Give some points of the file, as WGS 84, under each reading of its coordinates."""
    if not upload.preview.is_file():
        raise InputError("upload.unknown")
    return FileResponse(upload.preview, media_type="application/json", headers={"Cache-Control": "no-store"})


@router.get("/{upload_id}/rejects")
def rejects(store: TheStore, principal: Signed, upload: OwnUpload) -> Response:
    """Give the rejected rows with their reasons, as a CSV that Excel opens."""
    if not upload.rejects.is_file():
        raise InputError("upload.unknown")
    store.audit.add(principal.signed(Deed("export.rejects", upload.name)))
    name = f"{upload.name.split('.')[0]}.rejects.csv"
    return FileResponse(upload.rejects, media_type="text/csv", filename=name)


@router.delete("/{upload_id}", status_code=204)
def discard(store: TheStore, principal: Signed, upload: OwnUpload) -> Response:
    """Throw the file away, and what was found in it."""
    throw_away(upload)
    store.audit.add(principal.signed(Deed("import.thrown_away", upload.name)))
    return Response(status_code=204)

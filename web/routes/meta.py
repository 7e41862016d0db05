"""Whether the service lives, and what it holds."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from web.routes.authentication import TheView
from web.routes.negotiation import TheDesk
from web.services.desk.summary import DeskSummary
from web.version import program_version

router = APIRouter(tags=["service"])


class Health(BaseModel):
    """The service answers."""

    status: Literal["ok"] = "ok"
    version: str


@router.get("/health")
def health() -> Health:
    """Tell that the service answers, and its version."""
    return Health(version=program_version())


@router.get("/summary")
def summary(desk: TheDesk, view: TheView) -> DeskSummary:
    """Say what there is to see: extents, counts, categories, dates of the analyses."""
    return desk.summary(view)

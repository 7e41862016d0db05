"""The register of areas: a page to read and print, and a table to take along."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from data.writers import write_table
from web.routes.authentication import Signed, TheStore, TheView
from web.routes.pages import page_language, render
from web.services.areas.register import CANDIDATE, WATCHED, Entry, read_deed, register_of
from web.texts import label, text
from web.texts.formats import format_day, format_number
from web.texts.office import office_texts

router = APIRouter(include_in_schema=False)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/register")
def register_page(request: Request, store: TheStore, view: TheView, state: str = "") -> HTMLResponse:
    """Show the areas that are candidates, and what was decided on each."""
    lang = page_language(request)
    found = register_of(store, view, lang, request.app.state.settings.time_zone)
    shown = [entry for entry in found.entries if state in {"", entry.state}]
    searched = "" if found.searched_on is None else format_day(found.searched_on, lang)
    return render(
        "register.html",
        request,
        office_texts(lang, "register", "register_state"),
        rows=[_said(entry, lang) for entry in shown],
        states=[CANDIDATE, WATCHED],
        state=state,
        basis=text("register.basis", lang, day=searched) if searched else "",
        bound=view.within is not None,
    )


@router.get("/register.xlsx", response_class=Response)
def register_table(request: Request, store: TheStore, principal: Signed, view: TheView) -> Response:
    """Give the register as an Excel table."""
    lang = page_language(request)
    found = register_of(store, view, lang, request.app.state.settings.time_zone)
    rows = [_said(entry, lang) for entry in found.entries]
    names = ("rank", "place", "state", "incidents", "risk", "trend", "responsible", "deadline", "reason")
    table = pd.DataFrame(
        {text(f"register.{name}", lang): [row[name] for row in rows] for name in names}, dtype=object
    )
    store.audit.add(principal.signed(read_deed(len(rows))))
    with TemporaryDirectory() as folder:
        path = write_table(table, Path(folder) / "register.xlsx")
        content = path.read_bytes()
    headers = {"Content-Disposition": 'attachment; filename="register.xlsx"', "Cache-Control": "no-store"}
    return Response(content, media_type=XLSX, headers=headers)


def _said(entry: Entry, lang: str) -> dict[str, object]:
    risk = entry.relative_risk
    return {
        "area_id": entry.area_id,
        "rank": entry.rank,
        "place": entry.place or entry.area_id,
        "code": entry.state,
        "state": label("register_state", entry.state, lang),
        "incidents": entry.incidents,
        "risk": "" if risk is None else f"{format_number(risk, 1)}×",
        "trend": label("trend", entry.trend, lang),
        "trend_code": entry.trend,
        "responsible": entry.responsible,
        "deadline": "" if entry.deadline is None else format_day(entry.deadline, lang),
        "reason": entry.reason,
    }

"""Did it work: the evaluation of the areas that the register designated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from data.store.register import EntryRecord
from web.reports.evaluation_page import AreaShown, shown_of
from web.routes.authentication import TheStore
from web.routes.pages import page_language, render
from web.routes.register import Work
from web.services.areas.evaluation import EvaluationRequest, evaluation_of_store
from web.services.areas.evaluation_files import said_of
from web.services.kept import Kept
from web.services.register.evaluation import number_of, rectified_of, seen_of
from web.services.revisions import imported
from web.texts import label
from web.texts.formats import format_day, is_missing
from web.texts.office import office_texts

router = APIRouter(include_in_schema=False)


@router.get("/register/evaluation")
def evaluation_page(request: Request, store: TheStore, work: Work) -> HTMLResponse:
    """Show what became of each area that was put right, and how sure that is."""
    lang = page_language(request)
    listed = work.listed()
    entries = {one.entry.number: one.entry for one in listed}
    areas = seen_of(rectified_of(store), listed)
    shown, notes = None, []
    if len(areas) and store.count_incidents():
        revision = (imported(store), store.register.newest_step())
        answer = _kept(request).get(
            "evaluation",
            revision,
            lambda: evaluation_of_store(store, rectified_of(store), EvaluationRequest()),
        )
        seen = {str(area): entries[number_of(area)].title for area in areas["area_id"]}
        shown = shown_of(answer, seen, store.places, lang)
        notes = said_of(answer, lang)
    return render(
        "evaluation.html",
        request,
        office_texts(lang, "register", "evaluate", "evaluation"),
        shown=shown,
        rows=[] if shown is None else [_row(each, entries, lang) for each in shown.areas],
        notes=notes,
    )


def _kept(request: Request) -> Kept:
    kept: Kept = request.app.state.evaluations
    return kept


def _row(shown: AreaShown, entries: Mapping[str, EntryRecord], lang: str) -> dict[str, object]:
    row = shown.row
    return {
        "entry": entries[number_of(row["area_id"])],
        "since": format_day(date.fromisoformat(row["started_on"]), lang),
        "before": row["before"],
        "expected": "—" if is_missing(row["expected"]) else round(row["expected"]),
        "after": "—" if is_missing(row["after"]) else int(row["after"]),
        "verdict": label("verdict", row["verdict"], lang),
        "code": row["verdict"],
        "reason": row["reason"],
        "shown": shown,
    }

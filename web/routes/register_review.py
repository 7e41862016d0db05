"""The monthly review of recurrence: what a month says of areas whose rectification was over."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from gis.errors import InputError, SafetownError
from web.reports.register_rows import review_row
from web.routes.authentication import TheStore
from web.routes.pages import page_language, render
from web.routes.problems import status_of
from web.routes.register import TOPICS, TheForm, Work, back_to
from web.services.exporting import today
from web.services.register.naming import names_of
from web.services.register.review import month_before, review_of, waiting_of, write_down
from web.services.register.work import RegisterWork
from web.texts import render_error, text
from web.texts.formats import format_month
from web.texts.office import office_texts

router = APIRouter(include_in_schema=False)

FINDINGS = ("recurred", "relisted", "named", "quiet", "unknown")


@router.get("/register/review")
def review_page(
    request: Request, store: TheStore, work: Work, month: str = "", done: str = ""
) -> HTMLResponse:
    """Show the review of a month; of the last one where none is named."""
    lang = page_language(request)
    notice = text("review.written", lang, count=int(done)) if done.isdecimal() else ""
    try:
        return _review_page(request, store, work, month_of(month), notice=notice)
    except InputError as error:
        return _review_page(request, store, work, month_before(today()), error=error)


@router.post("/register/review", response_class=Response)
def write_review(request: Request, store: TheStore, work: Work, form: TheForm) -> Response:
    """Write the review of a month into the histories."""
    month = month_of(str(form.get("month", "")))
    try:
        count = write_down(store, work, month, str(form.get("reason", "")).strip(), today())
    except SafetownError as error:
        return _review_page(request, store, work, month, error=error)
    return back_to(request, "/register/review", month=f"{month:%Y-%m}", done=str(count))


def month_of(said: str) -> date:
    """
    Read a month that is over; the last one where nothing is said.

    Raises
    ------
    InputError
        ``register.month``.
    """
    newest = month_before(today())
    if not said:
        return newest
    try:
        month = date.fromisoformat(f"{said}-01")
    except ValueError:
        month = date.max
    if month > newest:
        raise InputError("register.month", month=said, newest=f"{newest:%Y-%m}")
    return month


def _review_page(
    request: Request,
    store: TheStore,
    work: RegisterWork,
    month: date,
    *,
    error: SafetownError | None = None,
    notice: str = "",
) -> HTMLResponse:
    lang, names = page_language(request), names_of(store)
    found = review_of(store, work, month)
    rows: list[dict[str, Any]] = [review_row(one, names, lang) for one in found]
    counts = {code: sum(one.finding == code for one in found) for code in FINDINGS}
    return render(
        "register_review.html",
        request,
        office_texts(lang, *TOPICS, "review", "review_finding"),
        HTTPStatus.OK if error is None else status_of(error),
        error="" if error is None else render_error(error, lang),
        notice=notice,
        rows=rows,
        said=text("review.counts", lang, count=len(found), **counts),
        month=f"{month:%Y-%m}",
        month_words=format_month(month, lang),
        newest=f"{month_before(today()):%Y-%m}",
        may_write=work.keeps_register and bool(waiting_of(work, found)),
    )

"""What is entered for the scorecard, and decided on it: forms of the governance office and the committee."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Form, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gis.errors import FileError, SafetownError, SizeError
from hotspots.scorecard.groups import GROUPS
from hotspots.scorecard.measures import RATES, SHARES
from hotspots.scorecard.plan import COUNTED, SCOPES
from web.auth.principal import Principal
from web.auth.roles import Right
from web.routes.authentication import Signed, TheStore, TheView
from web.routes.pages import page_language, render
from web.routes.problems import status_of
from web.routes.scorecard import TOPICS, show_scorecard
from web.services.exporting import today
from web.services.scorecard import entries, rules
from web.services.scorecard.decisions import Ruling, decide_card, decide_veto, raise_veto
from web.services.scorecard.filed import checked_year, filed
from web.services.scorecard.service import Scorecards
from web.services.scorecard.survey_file import import_surveys
from web.texts import text
from web.texts.office import office_texts
from web.texts.rendering import render_error

router = APIRouter(include_in_schema=False)

Word = Annotated[str, Form(max_length=1000)]
AskedYear = Annotated[int | None, Query()]
MOST_MB = 5
PLAN_YEARS = (1, 2, 3, 4)
EDIT_TOPICS = (*TOPICS, "score_against", "score_setting", "score_group", "score_kind", "score_scope")


@router.get("/scorecard/edit")
def edit_page(
    request: Request, store: TheStore, principal: Signed, year: AskedYear = None, saved: str = ""
) -> HTMLResponse:
    """Show what is entered for a year to who enters it."""
    principal.require(Right.PROPOSE)
    lang = page_language(request)
    notice = text("score.saved", lang) if saved == "yes" else ""
    if saved.isdecimal():
        notice = text("score.imported", lang, count=int(saved))
    return _edit_page(request, store, year, notice=notice)


def _edit_page(
    request: Request,
    store: TheStore,
    year: int | None,
    *,
    notice: str = "",
    error: SafetownError | None = None,
) -> HTMLResponse:
    lang = page_language(request)
    service: Scorecards = request.app.state.scorecards
    day = today()
    year = checked_year(service.newest_year(day) if year is None else year)
    places = store.places("townships").sort_values("code")
    return render(
        "scorecard_edit.html",
        request,
        office_texts(lang, *EDIT_TOPICS),
        status=HTTPStatus.OK if error is None else status_of(error),
        error="" if error is None else render_error(error, lang),
        notice=notice,
        year=year,
        years=service.years(year, day),
        rules=rules.rules_of(store, year),
        groups=GROUPS,
        rates=RATES,
        measures=(*RATES, *SHARES),
        scopes=SCOPES,
        plan_years=PLAN_YEARS,
        counted=COUNTED,
        surveyed=entries.SURVEYED,
        townships=list(zip(places["code"].astype(str), places["name"], strict=True)),
        filed={
            kind: filed(store, kind, year)
            for kind in (
                *(entries.survey_kind(measure) for measure in entries.SURVEYED),
                *(entries.FUNDING, entries.BENCHMARK, entries.PROGRESS),
            )
        },
        most_mb=MOST_MB,
    )


Enter = Callable[[TheStore, Principal, int, Mapping[str, str]], None]


def _enter_rules(change: Callable[[rules.Rules, Mapping[str, str]], rules.Rules]) -> Enter:
    def enter(store: TheStore, principal: Principal, year: int, said: Mapping[str, str]) -> None:
        changed = change(rules.rules_of(store, checked_year(year)), said)
        rules.keep_rules(store, principal.signed, year, changed, _seen(said))

    return enter


def _enter_survey(store: TheStore, principal: Principal, year: int, said: Mapping[str, str]) -> None:
    measure, code = said.get("measure", ""), said.get("township", "")
    survey = entries.read_survey(said, code) if said.get("asked", "").strip() else None
    entries.enter_survey(
        store, principal.signed, measure, checked_year(year), code=code, survey=survey, seen=_seen(said)
    )


def _enter_funding(store: TheStore, principal: Principal, year: int, said: Mapping[str, str]) -> None:
    entries.enter_funding(store, principal.signed, year, said.get("township", ""), said, seen=_seen(said))


def _enter_benchmark(store: TheStore, principal: Principal, year: int, said: Mapping[str, str]) -> None:
    entries.enter_benchmark(store, principal.signed, year, said, seen=_seen(said))


def _enter_progress(store: TheStore, principal: Principal, year: int, said: Mapping[str, str]) -> None:
    entries.enter_progress(store, principal.signed, year, said, seen=_seen(said))


def _seen(said: Mapping[str, str]) -> int:
    """Give the revision that a form was filled in on; 0 for none, which nothing entered since matches."""
    revision = said.get("revision", "")
    return int(revision) if revision.isdecimal() else 0


FORMS: dict[str, Enter] = {
    "criteria": _enter_rules(rules.with_criteria),
    "settings": _enter_rules(rules.with_settings),
    "words": _enter_rules(rules.with_words),
    "targets": _enter_rules(rules.with_targets),
    "survey": _enter_survey,
    "funding": _enter_funding,
    "benchmark": _enter_benchmark,
    "progress": _enter_progress,
}


@router.post("/scorecard/edit/surveys", response_class=Response)
async def import_survey_file(
    request: Request,
    store: TheStore,
    principal: Signed,
    year: Annotated[int, Form()],
    measure: Word,
    file: UploadFile,
) -> Response:
    """Enter survey results from a table; all of it or nothing."""
    principal.require(Right.PROPOSE)
    content = await file.read(MOST_MB * 1024**2 + 1)
    name = Path((file.filename or "").replace("\\", "/")).name

    def take() -> int:
        if len(content) > MOST_MB * 1024**2:
            raise SizeError("score.file_large", most_mb=MOST_MB)
        if not name:
            raise FileError("file.missing", path="")
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"surveys{Path(name).suffix.lower()}"
            path.write_bytes(content)
            return import_surveys(store, principal.signed, measure, year, path)

    try:
        count = await to_thread.run_sync(take)
    except SafetownError as refused:
        error = refused
        return await to_thread.run_sync(lambda: _edit_page(request, store, year, error=error))
    return _back(request, "/scorecard/edit", year, str(count))


@router.post("/scorecard/edit/{form}", response_class=Response)
async def enter(request: Request, store: TheStore, principal: Signed, form: str) -> Response:
    """Enter what a form says."""
    principal.require(Right.PROPOSE)
    sent = await request.form()
    said = {name: value for name, value in sent.items() if isinstance(value, str)}
    year = _year(said)
    if form not in FORMS:
        return Response(status_code=HTTPStatus.NOT_FOUND)
    try:
        await to_thread.run_sync(FORMS[form], store, principal, year, said)
    except SafetownError as refused:
        error = refused
        return await to_thread.run_sync(lambda: _edit_page(request, store, year, error=error))
    return _back(request, "/scorecard/edit", year, "yes")


def _year(said: Mapping[str, Any]) -> int:
    year = str(said.get("year", ""))
    return checked_year(int(year) if year.isdecimal() else 0)


def _back(request: Request, path: str, year: int, saved: str = "") -> RedirectResponse:
    more = f"&saved={saved}" if saved else ""
    return RedirectResponse(f"{path}?lang={page_language(request)}&year={year}{more}", HTTPStatus.SEE_OTHER)


@router.post("/scorecard/card", response_class=Response)
def decide_card_by_form(
    request: Request,
    store: TheStore,
    principal: Signed,
    view: TheView,
    year: Annotated[int, Form()],
    code: Word,
    decision: Word,
    reason: Word = "",
    revision: Annotated[int, Form()] = 0,
) -> Response:
    """Let the committee decide on a yellow card."""
    ruling = Ruling(year, code, reason, decision, seen=revision)
    return _ruled(request, store, principal, view, year, lambda: decide_card(store, principal, ruling))


@router.post("/scorecard/veto", response_class=Response)
def raise_veto_by_form(
    request: Request,
    store: TheStore,
    principal: Signed,
    view: TheView,
    year: Annotated[int, Form()],
    code: Word,
    ground: Word,
    reason: Word = "",
) -> Response:
    """Let the governance office raise a veto flag."""
    ruling = Ruling(year, code, reason, ground=ground)
    return _ruled(request, store, principal, view, year, lambda: raise_veto(store, principal, ruling))


@router.post("/scorecard/veto/decide", response_class=Response)
def decide_veto_by_form(
    request: Request,
    store: TheStore,
    principal: Signed,
    view: TheView,
    year: Annotated[int, Form()],
    code: Word,
    ground: Word,
    decision: Word,
    reason: Word = "",
    revision: Annotated[int, Form()] = 0,
) -> Response:
    """Let the committee uphold a veto, or dismiss it."""
    ruling = Ruling(year, code, reason, decision, ground, revision)
    return _ruled(request, store, principal, view, year, lambda: decide_veto(store, principal, ruling))


def _ruled(
    request: Request,
    store: TheStore,
    principal: Principal,
    view: TheView,
    year: int,
    rule: Callable[[], None],
) -> Response:
    """Do it, and show the scorecard; what is refused stands above it."""
    right = Right.DECIDE if principal.may(Right.DECIDE) else Right.PROPOSE
    principal.require(right)
    try:
        rule()
    except SafetownError as error:
        if status_of(error) is HTTPStatus.FORBIDDEN:
            raise
        return show_scorecard(request, store, principal, view, checked_year(year), error=error)
    return _back(request, "/scorecard", year)

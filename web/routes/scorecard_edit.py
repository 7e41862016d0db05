"""What is entered for the scorecard: forms, and files, of the governance office."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Form, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gis.errors import FileError, InputError, SafetownError, SizeError
from hotspots.scorecard.groups import GROUPS
from hotspots.scorecard.measures import RATES, SHARES
from hotspots.scorecard.plan import COUNTED, PLAN_YEARS, RELATIONS, SCOPES
from web.auth.principal import Principal
from web.auth.roles import Right
from web.routes.authentication import Signed, TheStore
from web.routes.pages import page_language, render
from web.routes.problems import status_of
from web.routes.scorecard import TOPICS, XLSX
from web.services.exporting import today
from web.services.scorecard import entries, entry_files, rules
from web.services.scorecard.filed import checked_year, filed
from web.services.scorecard.rows import Taken
from web.services.scorecard.service import Scorecards
from web.texts import text
from web.texts.office import office_texts
from web.texts.rendering import render_problem

router = APIRouter(include_in_schema=False)

Word = Annotated[str, Form(max_length=1000)]
AskedYear = Annotated[int | None, Query()]
MOST_MB = 5
EDIT_TOPICS = (
    *TOPICS,
    *("score_against", "score_setting", "score_group", "score_kind", "score_scope", "score_relation"),
)
FILED = (
    *(entries.survey_kind(measure) for measure in entries.SURVEYED),
    *(entries.FUNDING, entries.BENCHMARK, entries.PROGRESS),
)


@router.get("/scorecard/edit")
def edit_page(
    request: Request,
    store: TheStore,
    principal: Signed,
    year: AskedYear = None,
    saved: Annotated[str, Query(max_length=20)] = "",
) -> HTMLResponse:
    """Show what is entered for a year to who enters it; what was just saved stands open."""
    principal.require(Right.PROPOSE)
    notice = text("score.saved", page_language(request)) if saved else ""
    return _edit_page(request, store, year, notice=notice, opened=saved)


def _edit_page(
    request: Request,
    store: TheStore,
    year: int | None,
    *,
    notice: str = "",
    opened: str = "",
    said: Mapping[str, str] | None = None,
    error: SafetownError | None = None,
    taken: Taken | None = None,
) -> HTMLResponse:
    """Write the page; after a mistake with everything that the form held (``said``)."""
    lang = page_language(request)
    service: Scorecards = request.app.state.scorecards
    day = today()
    year = checked_year(service.newest_year(day) if year is None else year)
    places = store.places("townships").sort_values("code")
    problems = () if error is None else error.problems
    set_aside = () if taken is None else taken.set_aside
    return render(
        "scorecard_edit.html",
        request,
        office_texts(lang, *EDIT_TOPICS),
        status=HTTPStatus.OK if error is None else status_of(error),
        problems=list(dict.fromkeys(render_problem(one, lang) for one in problems)),
        set_aside=[render_problem(one, lang) for one in set_aside],
        notice=notice,
        opened=opened,
        said=said or {},
        year=year,
        years=service.years(year, day),
        rules=rules.rules_of(store, year),
        groups=GROUPS,
        rates=RATES,
        measures=(*RATES, *SHARES),
        scopes=SCOPES,
        plan_years=PLAN_YEARS,
        relations=RELATIONS,
        counted=COUNTED,
        surveyed=entries.SURVEYED,
        townships=list(zip(places["code"].astype(str), places["name"], strict=True)),
        filed={kind: filed(store, kind, year) for kind in FILED},
        most_mb=MOST_MB,
    )


Enter = Callable[[TheStore, Principal, int, Mapping[str, str]], None]


def _enter_rules(change: Callable[[rules.Rules, Mapping[str, str]], rules.Rules]) -> Enter:
    def enter(store: TheStore, principal: Principal, year: int, said: Mapping[str, str]) -> None:
        changed = change(rules.rules_of(store, checked_year(year)), said)
        rules.keep_rules(store, principal.signed, year, changed, _seen(said))

    return enter


def _enter_survey(measure: str) -> Enter:
    def enter(store: TheStore, principal: Principal, year: int, said: Mapping[str, str]) -> None:
        entries.enter_survey_table(store, principal.signed, measure, year, said)

    return enter


def _enter_funding(store: TheStore, principal: Principal, year: int, said: Mapping[str, str]) -> None:
    entries.enter_funding_table(store, principal.signed, year, said)


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
    **{measure: _enter_survey(measure) for measure in entries.SURVEYED},
    "funding": _enter_funding,
    "benchmark": _enter_benchmark,
    "progress": _enter_progress,
}
FILES = (*entries.SURVEYED, "funding", "benchmark")
"""What can be entered from a file."""


@router.get("/scorecard/edit/blank/{kind}", response_class=Response)
def blank_table(
    request: Request, store: TheStore, principal: Signed, kind: str, year: AskedYear = None
) -> Response:
    """Give the table of a kind to be filled in, with what was entered so far."""
    principal.require(Right.PROPOSE)
    if kind not in FILES:
        raise InputError("score.measure_unknown", measure=kind)
    service: Scorecards = request.app.state.scorecards
    wanted = checked_year(service.newest_year(today()) if year is None else year)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        entry_files.write_blank(store, kind, wanted, path, page_language(request))
        content = path.read_bytes()
    headers = {
        "Content-Disposition": f'attachment; filename="{kind}-{wanted}.xlsx"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=XLSX, headers=headers)


@router.post("/scorecard/edit/file/{kind}", response_class=Response)
async def import_file(
    request: Request,
    store: TheStore,
    principal: Signed,
    kind: str,
    year: Annotated[int, Form()],
    file: UploadFile,
) -> Response:
    """Enter a table: what is right is taken, everything else named with its lines."""
    principal.require(Right.PROPOSE)
    if kind not in FILES:
        return Response(status_code=HTTPStatus.NOT_FOUND)
    content = await file.read(MOST_MB * 1024**2 + 1)
    name = Path((file.filename or "").replace("\\", "/")).name

    def take() -> Taken:
        if len(content) > MOST_MB * 1024**2:
            raise SizeError("score.file_large", most_mb=MOST_MB)
        if not name:
            raise FileError("file.missing", path="")
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"table{Path(name).suffix.lower()}"
            path.write_bytes(content)
            if kind == "funding":
                return entry_files.import_funding(store, principal.signed, year, path)
            if kind == "benchmark":
                return entry_files.import_benchmark(store, principal.signed, year, path)
            return entry_files.import_surveys(store, principal.signed, kind, year, path)

    def answer() -> HTMLResponse:
        try:
            taken = take()
        except SafetownError as refused:
            return _edit_page(request, store, year, error=refused, opened=kind)
        notice = text("score.imported", page_language(request), count=taken.count)
        return _edit_page(request, store, year, notice=notice, taken=taken, opened=kind)

    return await to_thread.run_sync(answer)


@router.post("/scorecard/edit/{form}", response_class=Response)
async def enter(request: Request, store: TheStore, principal: Signed, form: str) -> Response:
    """Enter what a form says; with a mistake in it the page comes back with all that was typed."""
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
        return await to_thread.run_sync(
            lambda: _edit_page(request, store, year, error=error, opened=form, said=said)
        )
    address = f"/scorecard/edit?lang={page_language(request)}&year={year}&saved={form}"
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def _year(said: Mapping[str, Any]) -> int:
    year = str(said.get("year", ""))
    return checked_year(int(year) if year.isdecimal() else 0)

"""The call report: a page, a PDF and a table."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from data.store.audit import Deed
from gis.errors import InputError
from hotspots.reporting.spans import Span, before
from web.auth.principal import Principal
from web.reports.calls_content import call_page
from web.reports.calls_files import write_calls
from web.routes.authentication import Signed, TheStore
from web.routes.filings_pages import XLSX, file_of, filings_page
from web.routes.pages import page_language
from web.services.exporting import today
from web.services.filings.calls import CallReport, call_report, span_asked, stations_seen

router = APIRouter(include_in_schema=False)

By = Annotated[Literal["day", "week", "range"], Query()]
FILES = {"pdf": "application/pdf", "xlsx": XLSX}


def _report(request: Request, store: TheStore, principal: Principal, span: Span) -> CallReport:
    return call_report(store, span, request.app.state.settings.time_zone, stations_seen(store, principal))


@router.get("/calls")
def calls_page(
    request: Request,
    store: TheStore,
    principal: Signed,
    by: By = "week",
    since: date | None = None,
    until: date | None = None,
) -> HTMLResponse:
    """Show the calls of a day, a week or some days: a station its own."""
    stations_seen(store, principal)
    lang = page_language(request)
    try:
        span = span_asked(store, by, since, until, request.app.state.settings.time_zone)
        page = call_page(_report(request, store, principal, span), lang)
    except InputError as error:
        return filings_page("calls.html", request, error=error, page=None, by=by)
    earlier = before(span)
    later = Span(span.until + timedelta(days=1), span.until + timedelta(days=span.days))
    return filings_page("calls.html", request, page=page, by=by, span=span, earlier=earlier, later=later)


@router.get("/calls.{ending}", response_class=Response)
def calls_file(
    request: Request,
    store: TheStore,
    principal: Signed,
    ending: Literal["pdf", "xlsx"],
    by: By = "week",
    since: date | None = None,
    until: date | None = None,
) -> Response:
    """Give the report as a file; its reading is audited, as that of everything that leaves the system."""
    stations_seen(store, principal)
    settings = request.app.state.settings
    span = span_asked(store, by, since, until, settings.time_zone)
    report = _report(request, store, principal, span)
    name = f"calls-{span.since}-{span.until}.{ending}"
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write_calls(path, report, settings.county_name, today(), page_language(request))
        content = path.read_bytes()
    store.audit.add(principal.signed(Deed("export.calls", name, details={"calls": report.whole.total})))
    return file_of(content, FILES[ending], name)

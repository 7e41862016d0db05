"""Monthly returns and half-yearly reports: the county's table, one return, what is done with it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import pandas as pd
from anyio import to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from data.store.audit import Deed
from data.store.filings import FilingRecord
from data.writers import write_table
from gis.errors import SafetownError
from hotspots.reporting.periods import halves_until, months_until
from web.auth.principal import NotAllowedError, Principal
from web.auth.roles import Right
from web.routes.authentication import Signed, TheStore
from web.routes.filings_pages import XLSX, file_of, filings_page, form_of, now, onward
from web.routes.pages import page_language
from web.services.filings.contents import COUNTS, GRADES, WORDS, longest
from web.services.filings.county_table import CountyTable, UnitRow, county_table
from web.services.filings.returns import (
    appraisal,
    file_return,
    judge_return,
    moves_of,
    return_numbered,
    versions,
)
from web.services.filings.units import KIND_OF_ROLE, KINDS, MONTHLY, own_unit, unit_names, units_seen
from web.texts import label, text
from web.texts.filings import period_words
from web.texts.formats import format_day, format_list, local_date

router = APIRouter(include_in_schema=False)

SHOWN_MONTHS, SHOWN_HALVES = 12, 4
Code = Annotated[str, Query(max_length=20)]


def _today(request: Request) -> Any:
    return local_date(now(), request.app.state.settings.time_zone)


def _periods(request: Request, kind: str) -> list[str]:
    today = _today(request)
    found = months_until(today, SHOWN_MONTHS) if kind == MONTHLY else halves_until(today, SHOWN_HALVES)
    return [each.code for each in found]


def _kind(principal: Principal, asked: str) -> str:
    """Give the kind that is shown: a unit's own, whatever it asks for."""
    return KIND_OF_ROLE.get(principal.role) or (asked if asked in KINDS else MONTHLY)


def _table(request: Request, store: TheStore, principal: Principal, kind: str, period: str) -> CountyTable:
    zone = request.app.state.settings.time_zone
    return county_table(store, principal, kind, period, today=_today(request), time_zone=zone)


@router.get("/returns")
def returns_page(
    request: Request, store: TheStore, principal: Signed, kind: Code = MONTHLY, period: Code = ""
) -> HTMLResponse:
    """Show the county's table of a period; a unit finds its own returns and a form."""
    units_seen(principal)
    lang = page_language(request)
    kind = _kind(principal, kind)
    codes = _periods(request, kind)
    if principal.may(Right.RETURN):
        return _own_page(request, store, principal, period or codes[1])
    table = _table(request, store, principal, kind, period or codes[1])
    return filings_page(
        "returns.html",
        request,
        kind=kind,
        kinds=KINDS,
        period=table.period.code,
        periods=[(code, period_words(code, lang)) for code in dict.fromkeys([*codes, table.period.code])],
        due=text("return.due", lang, day=format_day(table.due, lang)),
        names=COUNTS[kind],
        rows=[_said(row, lang) for row in table.rows],
        totals=table.totals,
        total_note=total_note(table, lang),
        may_rule=principal.may(Right.PROPOSE),
    )


def total_note(table: CountyTable, lang: str) -> str:
    """Say of how many units the totals are, and which are missing."""
    counted, missing = len(table.rows) - len(table.missing), table.missing
    if not missing:
        return text("return.total_whole", lang, counted=counted)
    names = format_list((unit.name for unit in missing), lang)
    return text("return.total_note", lang, counted=counted, missing=len(missing), names=names)


def _said(row: UnitRow, lang: str) -> dict[str, Any]:
    shown = row.record is not None and row.record.state != "draft"
    return {
        "name": row.unit.name,
        "id": row.record.id if row.record is not None and shown else None,
        "state": row.record.state if row.record is not None and shown else "",
        "filed_on": "" if row.filed_on is None else format_day(row.filed_on, lang),
        "standing": row.standing.value,
        "counts": row.counts,
        "grade": label("grade", row.grade, lang),
    }


def _own_page(
    request: Request,
    store: TheStore,
    principal: Principal,
    period: str,
    *,
    error: SafetownError | None = None,
    typed: dict[str, str] | None = None,
) -> HTMLResponse:
    lang, kind = page_language(request), KIND_OF_ROLE[principal.role]
    tables = {code: _table(request, store, principal, kind, code) for code in _periods(request, kind)}
    chosen = tables.get(period) or _table(request, store, principal, kind, period)
    record = chosen.rows[0].record if chosen.rows else None
    content = {} if record is None else record.content
    is_over = _today(request) > chosen.period.until
    moves = [name for name in moves_of(principal, record) if is_over or name == "save"]
    return filings_page(
        "return_form.html",
        request,
        error=error,
        unit=unit_names(store).get(own_unit(principal), own_unit(principal)),
        period=chosen.period.code,
        period_words=period_words(chosen.period.code, lang),
        due=text("return.due", lang, day=format_day(chosen.due, lang)),
        is_over=is_over,
        counts=COUNTS[kind],
        sections=[(name, longest(name)) for name in WORDS[kind]],
        content=typed if typed is not None else content,
        record=record,
        moves=moves,
        told=_history(record, lang),
        own=[
            (code, period_words(code, lang), _said(table.rows[0], lang) | {"draft": _is_draft(table)})
            for code, table in tables.items()
            if table.rows
        ],
    )


def _is_draft(table: CountyTable) -> bool:
    record = table.rows[0].record
    return record is not None and record.state == "draft"


@router.post("/returns", response_class=Response)
async def file_by_form(request: Request, store: TheStore, principal: Signed) -> Response:
    """Save, file or correct the return of one's own unit."""
    own_unit(principal)
    asked = await form_of(request)
    action, period = asked.get("action", ""), asked.get("period", "")[:20]
    try:
        await to_thread.run_sync(
            lambda: file_return(store, principal, period, action, asked, today=_today(request))
        )
    except NotAllowedError:
        raise
    except SafetownError as error:
        if error.code in {"filing.period", "filing.kind"}:
            raise
        refused = error
        return await to_thread.run_sync(
            lambda: _own_page(request, store, principal, period, error=refused, typed=asked)
        )
    said = "return.saved" if action == "save" else "return.filed"
    return onward(request, "/returns", period=period, said=said)


@router.get("/returns.xlsx", response_class=Response)
def returns_table(
    request: Request, store: TheStore, principal: Signed, period: Code, kind: Code = MONTHLY
) -> Response:
    """Give the county's table of a period as an Excel file with totals; what is missing stays empty."""
    lang = page_language(request)
    table = _table(request, store, principal, _kind(principal, kind), period)
    content = excel_of(table, lang)
    deed = Deed("export.returns", f"{table.kind} {table.period.code}", details={"units": len(table.rows)})
    store.audit.add(principal.signed(deed))
    return file_of(content, XLSX, f"returns-{table.period.code}.xlsx")


def excel_of(table: CountyTable, lang: str) -> bytes:
    """Write a table as Excel."""
    names = COUNTS[table.kind]
    heads = [text(f"return.{head}", lang) for head in ("unit", "state", "filed_on", "standing")]
    heads += [text(f"filing_field.{name}", lang) for name in names]
    rows: list[list[object]] = []
    for row in table.rows:
        said = _said(row, lang)
        state = label("return_state", said["state"], lang) or text("return.missing", lang)
        standing = label("timeliness", said["standing"], lang)
        rows.append([row.unit.name, state, said["filed_on"], standing, *(row.counts or [None] * len(names))])
    totals = table.totals or [None] * len(names)
    rows.append([text("return.total", lang), total_note(table, lang), "", "", *totals])
    with TemporaryDirectory() as folder:
        frame = pd.DataFrame(rows, columns=heads, dtype=object)
        return write_table(frame, Path(folder) / "returns.xlsx").read_bytes()


@router.get("/returns/{filing_id}")
def return_page(request: Request, store: TheStore, principal: Signed, filing_id: int) -> HTMLResponse:
    """Show one return with its history, and what may be done with it."""
    return _return_page(request, store, principal, filing_id)


def _return_page(
    request: Request,
    store: TheStore,
    principal: Principal,
    filing_id: int,
    error: SafetownError | None = None,
) -> HTMLResponse:
    record = return_numbered(store, principal, filing_id)
    lang = page_language(request)
    period = period_words(record.period, lang)
    judged = appraisal(record)
    may_appraise = (
        principal.may(Right.PROPOSE) and record.kind != MONTHLY and record.state in {"filed", "accepted"}
    )
    return filings_page(
        "return.html",
        request,
        error=error,
        record=record,
        heading=text(
            "return.of_unit", lang, unit=unit_names(store).get(record.unit, record.unit), period=period
        ),
        counts=COUNTS[record.kind],
        sections=WORDS[record.kind],
        moves=moves_of(principal, record) if principal.may(Right.PROPOSE) else (),
        needs_reason=("return",),
        grades=GRADES if may_appraise else (),
        appraisal=judged,
        told=_history(record, lang),
    )


def _history(record: FilingRecord | None, lang: str) -> list[dict[str, Any]]:
    """Tell the steps of a return, each with what had been filed before it."""
    if record is None:
        return []
    before = {id(each["step"]): each["content"] for each in versions(record)}
    return [
        {
            "at": step["at"],
            "who": step["actor"],
            "role": step["role"],
            "action": step["action"],
            "reason": step.get("details", {}).get("reason", ""),
            "grade": label("grade", step.get("details", {}).get("grade", ""), lang),
            "before": before.get(id(step)),
        }
        for step in record.steps
    ]


@router.post("/returns/{filing_id}/{action}", response_class=Response)
async def judge_by_form(
    request: Request, store: TheStore, principal: Signed, filing_id: int, action: str
) -> Response:
    """Send a return back, accept it or appraise it."""
    asked = await form_of(request)
    try:
        await to_thread.run_sync(judge_return, store, principal, filing_id, action, asked)
    except NotAllowedError:
        raise
    except SafetownError as error:
        return await to_thread.run_sync(_return_page, request, store, principal, filing_id, error)
    return onward(request, f"/returns/{filing_id}", said="return.done")

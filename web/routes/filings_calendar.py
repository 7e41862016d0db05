"""The calendar of what is due: a page, and a file for other programs."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from data.store.audit import Deed
from web.auth.principal import Principal
from web.routes.authentication import Signed, TheStore
from web.routes.filings_pages import file_of, filings_page, now
from web.routes.pages import page_language
from web.services.filings.calendar import REVIEW, Entry, calendar_of
from web.services.filings.ics import Event, calendar_file
from web.services.filings.units import sees_all_returns, unit_names
from web.texts import label, text
from web.texts.filings import period_words
from web.texts.formats import format_day

router = APIRouter(include_in_schema=False)

GROUPS = {"late": "late", "due": "open", "ahead": "ahead", "done": "done", "done_late": "done"}
"""Group that each standing is counted in."""


def _entries(request: Request, store: TheStore, principal: Principal) -> list[Entry]:
    return calendar_of(store, principal, now=now(), time_zone=request.app.state.settings.time_zone)


@router.get("/calendar")
def calendar_page(request: Request, store: TheStore, principal: Signed, show: str = "") -> HTMLResponse:
    """Show what is due, late and done of what somebody sees."""
    lang = page_language(request)
    entries, names = _entries(request, store, principal), unit_names(store)
    groups = Counter(GROUPS[each.standing] for each in entries)
    return filings_page(
        "calendar.html",
        request,
        rows=_rows([each for each in entries if show in {"", GROUPS[each.standing]}], names, lang),
        groups=[
            (name, text(f"calendar.{name}", lang, count=groups[name]))
            for name in dict.fromkeys(GROUPS.values())
        ],
        show=show,
    )


def _rows(entries: list[Entry], names: dict[str, str], lang: str) -> list[dict[str, Any]]:
    """Put what many units owe alike into one row."""
    rows = []
    for _, alike in groupby(entries, key=_likeness):
        group = list(alike)
        whose = [{"name": _whose(each, names, lang), "link": _link(each)} for each in group]
        rows.append(_said(group[0], lang) | {"whose": whose})
    return rows


def _likeness(entry: Entry) -> tuple[object, ...]:
    alone = entry.filing_id if entry.kind == "grave" else entry.title
    return entry.standing, entry.due, entry.kind, entry.period, entry.done_on, alone


def _said(entry: Entry, lang: str) -> dict[str, Any]:
    return {
        "what": what_of(entry, lang),
        "due": format_day(entry.due, lang),
        "due_at": entry.due_at,
        "standing": entry.standing.value,
        "done_on": "" if entry.done_on is None else format_day(entry.done_on, lang),
    }


def _whose(entry: Entry, names: dict[str, str], lang: str) -> str:
    return names.get(entry.unit, entry.unit) or text("calendar.county", lang)


def what_of(entry: Entry, lang: str) -> str:
    """Say what is due."""
    title = label("grave_category", entry.title, lang) if entry.kind == "grave" else entry.title
    return text(
        f"calendar_kind.{entry.kind}", lang, period=period_words(entry.period, lang), title=title
    ).strip()


def _link(entry: Entry) -> str:
    if entry.kind == REVIEW:
        return f"/register/review?month={entry.period}"
    if entry.filing_id is None:
        return ""
    return f"/{'grave' if entry.kind == 'grave' else 'returns'}/{entry.filing_id}"


@router.get("/calendar.ics", response_class=Response)
def calendar_download(request: Request, store: TheStore, principal: Signed) -> Response:
    """Give the calendar as a file."""
    lang = page_language(request)
    entries, names = _entries(request, store, principal), unit_names(store)
    events = [
        Event(
            key=f"{each.kind}-{each.period}-{each.unit or 'county'}-{each.filing_id or ''}".replace(" ", "-"),
            on_day=each.due,
            at=each.due_at,
            title=f"{what_of(each, lang)} · {_whose(each, names, lang)}",
            words=text(f"timeliness.{each.standing}", lang),
        )
        for each in entries
    ]
    name = text("calendar.title", lang)
    store.audit.add(principal.signed(Deed("export.calendar", "calendar", details={"entries": len(events)})))
    scope = "county" if sees_all_returns(principal) else "own"
    return file_of(
        calendar_file(name, events, now()), "text/calendar; charset=utf-8", f"calendar-{scope}.ics"
    )

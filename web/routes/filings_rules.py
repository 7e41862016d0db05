"""The rules of reporting: days, hours, member units, categories and recipients of grave incidents."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from gis.errors import SafetownError
from web.auth.roles import Right
from web.routes.authentication import Signed, TheStore
from web.routes.filings_pages import filings_page, form_of, now, onward
from web.routes.pages import page_language
from web.services.filings.returns_since import usual_since
from web.services.filings.rules import LISTS, NUMBERS, TOPICS, change_rules, filing_rules
from web.texts import label, text
from web.texts.formats import format_month, local_date

router = APIRouter(include_in_schema=False)


@router.get("/filing-rules")
def rules_page(request: Request, store: TheStore, principal: Signed) -> HTMLResponse:
    """Show the rules to the governance office."""
    principal.require(Right.PROPOSE)
    return _rules_page(request, store)


def _rules_page(
    request: Request, store: TheStore, error: SafetownError | None = None, typed: dict[str, str] | None = None
) -> HTMLResponse:
    lang, rules = page_language(request), filing_rules(store)
    values = {name: str(getattr(rules, name)) for name in (*NUMBERS, "returns_since")}
    values |= {
        name: "\n".join(label(TOPICS.get(name, ""), word, lang) for word in getattr(rules, name))
        for name in LISTS
    }
    zone = request.app.state.settings.time_zone
    usual = usual_since(store, local_date(now(), zone), zone)
    return filings_page(
        "filing_rules.html",
        request,
        error=error,
        numbers=NUMBERS,
        lists=LISTS,
        values=values | (typed or {}),
        since_usual=text("filing_rule.since_usual", lang, month=format_month(usual, lang)),
    )


@router.post("/filing-rules", response_class=Response)
async def change_by_form(request: Request, store: TheStore, principal: Signed) -> Response:
    """Change the rules."""
    principal.require(Right.PROPOSE)
    asked = await form_of(request)
    try:
        await to_thread.run_sync(change_rules, store, asked, principal.signed)
    except SafetownError as error:
        return await to_thread.run_sync(_rules_page, request, store, error, asked)
    return onward(request, "/filing-rules", said="filing_rule.saved")

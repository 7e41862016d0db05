"""The yearly designation document: a page to fill in number and meeting, and its files."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from data.store.audit import Deed
from web.reports.designation import Heading, designation
from web.reports.designation_files import MIME, write_designation
from web.routes.authentication import Signed, TheStore
from web.routes.pages import page_language, render
from web.routes.register import Work
from web.routes.register_form import day_of
from web.services.exporting import today
from web.services.office.county import own_titles
from web.services.register.designations import designated_years, designations_of
from web.texts import text
from web.texts.office import office_texts

router = APIRouter(include_in_schema=False)

Year = Annotated[int | None, Query(ge=1990, le=2200)]
Words = Annotated[str, Query(max_length=200)]
Ending = Literal["pdf", "docx", "xlsx", "png"]


@router.get("/register/designation")
def designation_page(
    request: Request,
    store: TheStore,
    work: Work,
    year: Year = None,
    number: Words = "",
    meeting: Words = "",
    dated: Words = "",
) -> HTMLResponse:
    """Show the years with designations, and the files of one."""
    lang = page_language(request)
    years = sorted(
        {each for one in work.listed() for each in designated_years(one)} | {today().year}, reverse=True
    )
    chosen = year or next((each for each in years if each <= today().year), today().year)
    found = designations_of(store, work, chosen)
    counts = {"year": chosen, "areas": len(found.areas), "problems": len(found.problems)}
    return render(
        "designation.html",
        request,
        office_texts(lang, "designation", "register"),
        years=years,
        year=chosen,
        number=number,
        meeting=meeting,
        dated=dated or today().isoformat(),
        count=text("designation.count", lang, **counts),
        has_map=any(one.entry.geometry is not None for one in found.areas),
    )


@router.get("/register/designation.{ending}", response_class=Response)
def designation_file(
    request: Request,
    store: TheStore,
    principal: Signed,
    work: Work,
    ending: Ending,
    year: Year = None,
    number: Words = "",
    meeting: Words = "",
    dated: Words = "",
) -> Response:
    """Give the document of a year; its taking is audited."""
    lang, chosen = page_language(request), year or today().year
    issuer = own_titles(store).get("role.committee") or text("role.committee", lang)
    county = request.app.state.settings.county_name
    heading = Heading(
        county, issuer, number.strip(), meeting.strip(), day_of({"dated": dated}, "dated") or today()
    )
    document = designation(designations_of(store, work, chosen), heading, lang)
    content = write_designation(document, f".{ending}")
    deed = Deed("export.designation", str(chosen), details={"format": ending, "entries": len(document.rows)})
    store.audit.add(principal.signed(deed))
    disposition = "inline" if ending in {"pdf", "png"} else "attachment"
    name = f"designation-{chosen}.{ending}"
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=MIME[f".{ending}"], headers=headers)

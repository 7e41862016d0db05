"""An entry of the register: what is known of it, what was done, and what to do with it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from data.store.register import EntryRecord
from gis.errors import SafetownError
from hotspots.rectification.states import Action, State
from web.reports.register_entry import entry_drawings
from web.reports.register_rows import entry_row, history_rows, verdict_rows, wanted_words
from web.routes.authentication import TheStore
from web.routes.pages import page_language, render
from web.routes.problems import status_of
from web.routes.register import TOPICS, TheForm, Work, back_to
from web.routes.register_form import asked_of, revision_of
from web.services.exporting import today
from web.services.register.asked import LEVELS
from web.services.register.evidence import grounds_of
from web.services.register.naming import names_of
from web.services.register.picture import picture_of
from web.services.register.place_kinds import offered
from web.services.register.units import departments_of
from web.services.register.work import RegisterWork, criteria_of
from web.texts import render_error, text
from web.texts.evaluation_page import a_year, beforehand_sentence
from web.texts.formats import format_number
from web.texts.office import office_texts

router = APIRouter(include_in_schema=False)

DUTIES = ("designate", "relist", "amend")
"""Actions whose form asks for duties."""


@router.get("/register/{entry_id}")
def entry_page(request: Request, store: TheStore, work: Work, entry_id: int, done: str = "") -> HTMLResponse:
    """Show an entry: what is known of it, what was done, what may be done now."""
    entry, lang = work.get(entry_id), page_language(request)
    said = (
        {"number": entry.number, "action": text(f"register_action.{done}", lang)}
        if done in set(Action)
        else {}
    )
    notice = text("register.saved", lang, **said) if said else ""
    return _entry_page(request, store, work, entry, notice=notice)


@router.post("/register/{entry_id}/{action}", response_class=Response)
def take_step(
    request: Request, store: TheStore, work: Work, entry_id: int, action: Action, form: TheForm
) -> Response:
    """Do something with an entry."""
    lang = page_language(request)
    try:
        work.act(entry_id, asked_of(action, form, today()), revision_of(form))
    except SafetownError as error:
        if error.code == "register.unknown":
            raise
        said, entry = render_error(error, lang), work.get(entry_id)
        return _entry_page(request, store, work, entry, error=said, status=status_of(error), form=form)
    return back_to(request, f"/register/{entry_id}", done=action.value)


def _entry_page(
    request: Request,
    store: TheStore,
    work: RegisterWork,
    entry: EntryRecord,
    *,
    error: str = "",
    notice: str = "",
    status: HTTPStatus = HTTPStatus.OK,
    form: FormData | None = None,
) -> HTMLResponse:
    lang, day = page_language(request), today()
    listed = {one.entry.id: one for one in work.listed()}
    found = listed[entry.id]
    names, zone = names_of(store), request.app.state.settings.time_zone
    picture = picture_of(store, found, list(listed.values()), sees_figures=work.sees_figures, time_zone=zone)
    judged = work.judged(entry) if entry.state == State.ACCEPTED else ()
    wanted = wanted_words(criteria_of(entry), lang) if found.standing.is_open and not judged else []
    units = [*names.units.values(), *departments_of(store)]
    last = found.steps[-1]
    return render(
        "register_entry.html",
        request,
        office_texts(lang, *TOPICS),
        status,
        error=error,
        notice=notice,
        entry=entry,
        row=entry_row(found, names, lang, day),
        revision=entry.revision,
        steps=history_rows(work.history(entry), names, lang),
        evidence=_evidence_words(entry, grounds_of(store, [entry], lang, zone), lang),
        verdicts=verdict_rows(judged, lang),
        wanted=wanted,
        actions=[action.value for action in work.possible(entry)],
        duties=DUTIES,
        now=_duties_now(entry, found.entry.facts, names.unit),
        undoes=text(
            "register.undoes", lang, action=text(f"register_action.{last.action}", lang), day=last.on_day
        ),
        units=sorted(set(units)),
        kinds=[(one.code, one.say(lang)) for one in offered(names.kinds, entry.place_kind)],
        levels=LEVELS,
        criteria=criteria_of(entry),
        said=form or {},
        today=day.isoformat(),
        earlier=listed.get(entry.previous_id or 0),
        drawings=entry_drawings(picture, entry.kind, entry.title, lang),
        later=next((one for one in listed.values() if one.entry.previous_id == entry.id), None),
    )


def _duties_now(entry: EntryRecord, facts: dict[str, Any], unit: Any) -> dict[str, str]:
    """Give what the form for duties holds before anything is changed: units by their names."""
    words = {name: str(facts.get(name, "")) for name in ("leader", "causes", "measures", "meeting")}
    supporting = "、".join(unit(one) for one in facts.get("supporting", ()))
    lead = unit(entry.lead or entry.township_code)
    return {
        **words,
        "lead": lead,
        "supporting": supporting,
        "level": entry.level,
        "place_kind": entry.place_kind,
    }


def _evidence_words(entry: EntryRecord, grounds: dict[int, str], lang: str) -> list[str]:
    evidence = entry.facts.get("evidence", {})
    if not evidence:
        return [text("register.no_evidence", lang)]
    since, until = (str(entry.facts.get(name) or "—") for name in ("since", "until"))
    said = [text("register.evidence_basis", lang, since=since, until=until, rank=evidence.get("rank"))]
    if entry.id in grounds:
        said.append(grounds[entry.id])
    elif "expected" in evidence:
        counts = {name: format_number(evidence.get(name), 0) for name in ("incidents", "expected")}
        said.append(text("register.evidence_counts", lang, **counts))
    if evidence.get("incidents"):
        yearly = a_year(int(evidence["incidents"]), entry.facts.get("since"), entry.facts.get("until"))
        said.append(beforehand_sentence(yearly, lang))
    return said

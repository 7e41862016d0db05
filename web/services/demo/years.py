"""
The demo county's three years of committee work, in the order in which a county would have lived them.

The areas of each year are searched for early in the next one; the committee decides on them; what the records
say then lets an area go, or does not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from web.auth.roles import Role
from web.reports.bulletin_map import drawings_of
from web.reports.designation import Heading, designation
from web.reports.designation_files import write_designation
from web.services.areas.hotspots import hotspots_of_store
from web.services.areas.scope import scope_of
from web.services.demo.committee import Committee
from web.services.demo.register_years import first_year, search_day, second_year, third_year
from web.services.demo.returns_year import keep_filings
from web.services.demo.score_years import keep_scores
from web.services.desk.layers import Desk
from web.services.month.assessment import Month
from web.services.month.bulletins import approve_bulletin, draft_bulletin, edit_bulletin, publish_bulletin
from web.services.register.designations import designations_of
from web.texts import LANGUAGES
from web.texts.catalogue import text

if TYPE_CHECKING:
    from data.store import Store
    from web.services.areas.hotspots import HotspotAnswer, HotspotRequest
    from web.services.demo.offices import Offices

DOCUMENTS = ("designation-2026.pdf", "designation-2026.docx")
BULLETIN_PERIOD = "2025-Q4"
MEETING = date(2026, 1, 20)
EARLIEST_TODAY = date(2026, 3, 1)
"""A machine whose clock is behind builds the same years."""

STREAM = 97  # of the seed, apart from those of the county's generator


def search_year(store: Store, offices: Offices, request: HotspotRequest, year: int) -> HotspotAnswer:
    """Find the areas of a year, as it was done early in the next."""
    scope = scope_of(request.scope.categories, str(year), str(year), offices.time_zone)
    with offices.on(search_day(year)):
        return hotspots_of_store(store, replace(request, scope=scope))


def earlier_years(store: Store, offices: Offices, request: HotspotRequest) -> None:
    """Live through 2024 and 2025, before the last year is searched."""
    search_year(store, offices, request, 2023)
    first_year(store, offices)
    search_year(store, offices, request, 2024)
    second_year(store, offices)


def last_year(store: Store, offices: Offices, folder: Path, today: date, *, county: str, seed: int) -> None:
    """
    Live through what followed the last search, up to today; the document of 2026 goes to the folder.

    Parameters
    ----------
    store, offices
        Where, and who.
    folder
        For ``DOCUMENTS``.
    today
        The day up to which everything is done.
    county
        Its name, for the document.
    seed
        Of counts and surveys.
    """
    day = max(today, EARLIEST_TODAY)
    rng = np.random.default_rng([seed, STREAM])
    third_year(store, offices, day)
    keep_scores(store, offices, rng)
    keep_filings(store, offices, rng, day)
    _bulletin(store, offices)
    _document(store, offices, folder, county)


def _bulletin(store: Store, offices: Offices) -> None:
    """Draft, approve and publish the bulletin of the last quarter of the records."""
    month = Month(store, Desk(store, offices.time_zone), offices.time_zone)
    office = offices.of(Role.GOVERNANCE)
    day = date(2026, 1, 8)
    with offices.on(day):
        made = draft_bulletin(store, month, office, BULLETIN_PERIOD)
        words = {lang: text("demo_year.bulletin_words", lang) for lang in LANGUAGES}
        advice = ("theft", "fraud", "fire", "call")
        made = edit_bulletin(store, month, office, made.id, made.revision, advice=advice, words=words)
    with offices.on(day + timedelta(days=1)):
        made = approve_bulletin(store, offices.of(Role.COMMITTEE), made.id, made.revision)
    day = day + timedelta(days=2)
    with offices.on(day):
        drawings = drawings_of(store.places("townships"), made.figures)
        publish_bulletin(store, month, office, made.id, made.revision, day=day.isoformat(), drawings=drawings)


def _document(store: Store, offices: Offices, folder: Path, county: str) -> None:
    """Write the designation document of the last meeting."""
    lang = offices.lang
    work = Committee(store, offices).work(offices.of(Role.COMMITTEE), MEETING + timedelta(days=2))
    names = {name: text(f"demo_year.document_{name}", lang) for name in ("number", "meeting")}
    issuer = text("role.committee", lang)
    heading = Heading(county, issuer, names["number"], names["meeting"], MEETING + timedelta(days=2))
    document = designation(designations_of(store, work, MEETING.year), heading, lang)
    for name in DOCUMENTS:
        (folder / name).write_bytes(write_designation(document, Path(name).suffix))

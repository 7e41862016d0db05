"""Assessment and bulletin of a store as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gis.errors import InputError
from web.maps.self_contained import write_whole
from web.reports.bulletin_files import write_bulletin
from web.reports.bulletin_map import drawings_of
from web.reports.bulletin_page import bulletin_page
from web.reports.month_page import month_page
from web.reports.month_pdf import month_pdf
from web.services.desk.layers import Desk
from web.services.exporting import today
from web.services.month.assessment import WHOLE_COUNTY, Month
from web.services.month.bulletins import PUBLISHED, SUPERSEDED, bulletins
from web.services.month.levels import levels_of
from web.services.month.notes import filed_notes
from web.services.month.periods import bulletin_period
from web.services.office.county import office_name

if TYPE_CHECKING:
    from data.store import Store


def write_assessment(path: Path, store: Store, asked: str, *, county: str, lang: str, time_zone: str) -> str:
    """
    Write the assessment of a month of the whole county as PDF.

    Parameters
    ----------
    path
        Where to.
    store
        Where the records are.
    asked
        Such as ``2025-12``; empty for the newest whole month.
    county
        Its name.
    lang, time_zone
        Language, and zone of days.

    Returns
    -------
    str
        The month.

    Raises
    ------
    InputError
        ``month.none`` without a whole month, ``month.unknown`` for one that is not.
    """
    service = Month(store, Desk(store, time_zone), time_zone)
    found = service.assessment(asked, WHOLE_COUNTY)
    if found.month is None:
        raise InputError("month.none")
    if asked and asked not in found.months:
        raise InputError("month.unknown", month=asked)
    month = f"{found.month:%Y-%m}"
    levels = levels_of(store, service, month, WHOLE_COUNTY)
    page = month_page(found, levels, filed_notes(store, month), WHOLE_COUNTY, lang=lang, time_zone=time_zone)
    if page is None:
        raise InputError("month.none")
    write_whole(path, month_pdf(page, county, today(), lang))
    return month


def write_bulletin_of(path: Path, store: Store, period: str, county: str, lang: str) -> str:
    """
    Write the bulletin of a period: the published one, else the one that is under way, marked as a draft.

    Returns
    -------
    str
        Its state.

    Raises
    ------
    InputError
        ``bulletin.period_unknown``, ``bulletin.none_of_period``.
    """
    name = bulletin_period(period).name
    known = [one for one in bulletins(store) if one.period.name == name and one.state != SUPERSEDED]
    if not known:
        raise InputError("bulletin.none_of_period", period=name)
    found = next((one for one in known if one.state == PUBLISHED), known[0])
    drawings = found.drawings or drawings_of(store.places("townships"), found.figures)
    write_bulletin(path, bulletin_page(found, office_name(store, lang), lang, drawings), county, lang)
    return found.state

"""The yearly designation document: its words, its annexed register and its map, before it is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import geopandas as gpd
from markupsafe import Markup

from web.maps.base import base_layers
from web.maps.colours import SIGNIFICANT
from web.maps.content import MapContent
from web.maps.layers import MapLayer, Style
from web.reports.inset import Inset
from web.reports.leader_inset import with_inset
from web.reports.map_figure import map_drawing
from web.reports.map_sheet import paper_for
from web.reports.register_rows import entry_row, wanted_words
from web.services.register.designations import Designations, decision_of
from web.services.register.work import Listed, criteria_of
from web.texts import text
from web.texts.evaluation_page import a_year, beforehand_sentence
from web.texts.formats import format_day, format_list, format_number

SIZE = (760.0, 620.0)
CLOSE = (760.0, 420.0)
"""Of the county, and of the part of it that is drawn again below."""
BADGE = 12.0
COLUMNS = ("order", "number", "entry", "place_kind", "level", "responsible", "leader", "deadline")
MAIN_ROADS = ("highway", "main")


class Heading(NamedTuple):
    """What an office puts over its document: county, who issues it, number, day of the meeting, and today."""

    county: str
    issuer: str
    number: str
    meeting: str
    day: date


class Duty(NamedTuple):
    """An entry's page of the annex: its heading, and facts as pairs of name and words."""

    heading: str
    facts: tuple[tuple[str, str], ...]


class Designation(NamedTuple):
    """The document in words."""

    lang: str
    issuer: str
    number: str
    title: str
    paragraphs: tuple[str, ...]
    annex: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    map: Markup | None
    close_map: Markup | None
    map_title: str
    close_title: str
    duties_title: str
    duties: tuple[Duty, ...]
    signed: str
    day: date


def designation(found: Designations, heading: Heading, lang: str) -> Designation:
    """Put the designations of a year into words."""
    county, issuer = heading.county, heading.issuer
    year = found.year
    rows = [entry_row(one, found.names, lang, heading.day) for one in found.every]
    opening = "designation.by_meeting" if heading.meeting else "designation.by_decision"
    kinds = {"areas": len(found.areas), "problems": len(found.problems)}
    what = format_list((text(f"designation.{kind}", lang, count=n) for kind, n in kinds.items() if n), lang)
    paragraphs = [text(opening, lang, meeting=heading.meeting, issuer=issuer, what=what, year=year)]
    if not found.every:
        paragraphs = [text("designation.none", lang, year=year)]
    else:
        paragraphs += [text(f"designation.{name}", lang) for name in ("duty", "reports", "acceptance")]
    return Designation(
        lang,
        issuer,
        heading.number,
        text("designation.title", lang, county=county, year=year),
        tuple(paragraphs),
        text("designation.annex", lang, year=year),
        tuple(text(f"designation.column_{name}", lang) for name in COLUMNS),
        tuple(_cells({**row, "order": str(number)}) for number, row in enumerate(rows, 1)),
        *designation_maps(found, lang),
        text("designation.map", lang, county=county, year=year),
        text("designation.close_map", lang),
        text("designation.duties", lang),
        tuple(_duty(number, one, found, lang) for number, one in enumerate(found.every, 1)),
        issuer,
        heading.day,
    )


def designation_maps(found: Designations, lang: str) -> tuple[Markup | None, Markup | None]:
    """
    Draw the designated areas by their number in the annex.

    Returns
    -------
    tuple of Markup or None
        The county, and larger the part of it where numbers crowd; None without any area, without a county, or
        where nothing crowds.
    """
    outlined = [one for one in found.areas if one.entry.geometry is not None]
    townships = found.places["townships"]
    if not outlined or townships.empty:
        return None, None
    roads = found.places["roads"]
    places = {**found.places, "roads": roads[roads["road_class"].isin(MAIN_ROADS)]}
    title = text("designation.map", lang, county="", year=found.year)
    shown = {name: frame for name, frame in places.items() if len(frame)}
    base = base_layers(MapContent(title=title, lang=lang, places=shown))
    shapes = gpd.GeoSeries([one.entry.geometry for one in outlined], crs=4326)
    numbers = [str(found.every.index(one) + 1) for one in outlined]
    style = Style(stroke=SIGNIFICANT, width=2.6, fill=SIGNIFICANT, fill_opacity=0.22)
    areas = MapLayer(
        "significant", title, "areas", shapes, [style] * len(shapes), labels=numbers, label_class="badge"
    )
    layers = [*base, areas]
    bounds = tuple(townships.to_crs(4326).total_bounds)
    ground, part = with_inset(bounds, shapes, townships.geometry, SIZE, reach=3 * BADGE)
    if part is None:
        return map_drawing(layers, title, lang, size=SIZE, badge=BADGE), None
    near = paper_for(ground, SIZE).ground_of(part.ground)
    size = (part.place.width, part.place.height)
    close = map_drawing(layers, title, lang, within=near, size=size, badge=BADGE, is_inset=True)
    inset = None if close is None else Inset(part, close)
    county = map_drawing(layers, title, lang, within=ground, size=SIZE, badge=BADGE, inset=inset)
    return county, map_drawing(layers, title, lang, within=near, size=CLOSE, badge=BADGE)


def _cells(row: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in COLUMNS)


def _duty(order: int, one: Listed, found: Designations, lang: str) -> Duty:
    decision = decision_of(one, found.year)
    row = entry_row(one, found.names, lang, decision.on_day)
    facts = {
        "why": _why(one, found, lang),
        "shows": _shows(one, lang),
        "townships": format_list(
            (found.names.unit(code) for code in one.entry.facts.get("townships", ())), lang
        ),
        "categories": format_list(one.entry.facts.get("categories", ()), lang),
        **{name: str(row[name]) for name in ("causes", "measures", "responsible", "supporting", "leader")},
        "deadline": str(row["deadline"]),
        "acceptance": format_list(wanted_words(criteria_of(one.entry), lang), lang),
        "decided": f"{format_day(decision.on_day, lang)} {decision.reason}".strip(),
    }
    said = tuple((text(f"designation.fact_{name}", lang), words) for name, words in facts.items() if words)
    return Duty(f"{order}. {row['entry']}", said)


def _shows(one: Listed, lang: str) -> str:
    """Say what a later evaluation of an area of this size can show; nothing of one without counts."""
    facts = one.entry.facts
    incidents = facts.get("evidence", {}).get("incidents")
    return (
        beforehand_sentence(a_year(int(incidents), facts.get("since"), facts.get("until")), lang)
        if incidents
        else ""
    )


def _why(one: Listed, found: Designations, lang: str) -> str:
    """Say why an entry is in the register: by the newest search that named it, else as it was proposed."""
    entry = one.entry
    if entry.id in found.grounds[lang]:
        return found.grounds[lang][entry.id]
    evidence, why = entry.facts.get("evidence", {}), one.steps[0].reason
    if "expected" not in evidence:
        return why
    counts = {name: format_number(evidence.get(name), 0) for name in ("incidents", "expected")}
    return f"{why} {text('register.evidence_counts', lang, **counts)}".strip()

"""The leader's page in words and drawings: what sets the page only arranges them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from web.reports.leader_deeds import Deed, deeds_of
from web.reports.leader_map import LeaderMap, leader_map
from web.reports.leader_words import Said, said, sentence
from web.services.leader.counts import FEW, Change, Tally
from web.services.leader.picture import CELL_M, AreaLine, Picture
from web.services.views import View
from web.texts import label, text
from web.texts.formats import NO_VALUE, format_day, format_month, format_number

MOST_PLACES = 16
MOST_AREAS = 12
"""More would not fit on the page; the desk has them all."""

BAR = 100
"""Length of the longest bar."""


class Figure(NamedTuple):
    """A figure at the head of the page and what it compares with."""

    value: str
    words: str
    changes: tuple[tuple[str, Said], ...] = ()
    note: str = ""


class Row(NamedTuple):
    """A line of a table: this month with a bar, its changes, the year so far with its change."""

    name: str
    incidents: str
    bar: int
    on_previous: Said
    on_year: Said
    so_far: str
    so_far_change: Said
    is_total: bool = False


class Area(NamedTuple):
    """A line of the list of areas."""

    rank: str
    place: str
    incidents: str
    so_far: str
    trend: str
    trend_words: str


class LeaderPage(NamedTuple):
    """Everything that the page shows."""

    title: str
    lead: tuple[str, ...]
    partial: str
    figures: tuple[Figure, ...]
    map: LeaderMap | None
    map_note: str
    areas: tuple[Area, ...]
    areas_notes: tuple[str, ...]
    areas_missing: str
    classes: tuple[Row, ...]
    places: tuple[Row, ...]
    places_are_villages: bool
    deeds: tuple[Deed, ...]
    notes: tuple[str, ...]


def leader_page(picture: Picture, view: View, lang: str, time_zone: str) -> LeaderPage | None:
    """Say a picture in words; None where there are no incidents."""
    if picture.month is None or picture.in_scope is None or picture.everything is None:
        return None
    return LeaderPage(
        title=text("leader.title", lang, month=format_month(picture.month, lang)),
        lead=_lead(picture.month, picture.in_scope, picture, lang),
        partial=_partial(picture, lang),
        figures=_figures(picture, picture.in_scope, picture.everything, lang),
        map=leader_map(picture, view, lang),
        map_note=text("leader.where_note", lang, cell=f"{CELL_M / 1000:g} km"),
        areas=_areas(picture, lang),
        areas_notes=_areas_notes(picture, lang),
        areas_missing=_areas_missing(picture, lang),
        classes=_table(
            [(label("category", code, lang), one) for code, one in picture.classes], picture.everything, lang
        ),
        places=_places(picture, picture.in_scope, lang),
        places_are_villages=picture.places_are_villages,
        deeds=deeds_of(picture.work, lang, time_zone),
        notes=_notes(picture, view, lang),
    )


def _lead(month: date, tally: Tally, picture: Picture, lang: str) -> tuple[str, ...]:
    count = format_number(tally.now)
    sentences = [text("leader.lead", lang, month=format_month(month, lang), count=count)]
    if tally.on_previous is not None:
        sentences.append(text("leader.lead_before", lang, change=sentence(tally.on_previous, lang)))
    elif picture.months[-1] == f"{month:%Y-%m}":
        sentences.append(text("leader.lead_first", lang))
    if tally.on_year is not None:
        sentences.append(text("leader.lead_year_ago", lang, change=sentence(tally.on_year, lang)))
    else:
        sentences.append(text("leader.lead_no_year", lang))
    return tuple(sentences)


def _partial(picture: Picture, lang: str) -> str:
    periods = picture.periods
    if periods is None or periods.is_whole:
        return ""
    until = periods.now.until
    return text("leader.partial", lang, day=format_day(until, lang), days=until.day)


def _figures(picture: Picture, in_scope: Tally, everything: Tally, lang: str) -> tuple[Figure, ...]:
    figures = [
        Figure(format_number(in_scope.now), text("leader.figure_scope", lang), _changes(in_scope, lang)),
        Figure(
            NO_VALUE if in_scope.this_year is None else format_number(in_scope.this_year),
            text("leader.figure_so_far", lang),
            _named({"leader.on_year": in_scope.so_far}, lang),
        ),
        Figure(format_number(everything.now), text("leader.figure_all", lang), _changes(everything, lang)),
    ]
    if picture.areas is not None:
        trends = [line.trend for line in picture.areas.lines]
        counts = {name: trends.count(name) for name in ("rising", "falling")}
        note = text("leader.figure_rising", lang, **counts) if trends else ""
        figures.append(Figure(format_number(len(trends)), text("leader.figure_areas", lang), note=note))
    return tuple(figures)


def _changes(tally: Tally, lang: str) -> tuple[tuple[str, Said], ...]:
    return _named({"leader.on_previous": tally.on_previous, "leader.on_year": tally.on_year}, lang)


def _named(changes: dict[str, Change | None], lang: str) -> tuple[tuple[str, Said], ...]:
    return tuple((text(key, lang), said(change)) for key, change in changes.items())


def _areas(picture: Picture, lang: str) -> tuple[Area, ...]:
    lines = () if picture.areas is None else picture.areas.lines[:MOST_AREAS]
    return tuple(_area(line, lang) for line in lines)


def _area(line: AreaLine, lang: str) -> Area:
    so_far = NO_VALUE if line.tally.this_year is None else format_number(line.tally.this_year)
    arrow = {"rising": "↗ ", "steady": "→ ", "falling": "↘ "}.get(line.trend, "")
    trend = arrow + label("trend", line.trend, lang)
    return Area(str(line.rank), line.place, format_number(line.tally.now), so_far, line.trend, trend)


def _areas_notes(picture: Picture, lang: str) -> tuple[str, ...]:
    areas = picture.areas
    if areas is None:
        return ()
    notes = []
    if len(areas.lines) > MOST_AREAS:
        notes.append(text("leader.areas_more", lang, count=len(areas.lines) - MOST_AREAS))
    if areas.watched:
        notes.append(text("leader.areas_watched", lang, count=areas.watched))
    if areas.since and areas.until:
        notes.append(text("leader.areas_basis", lang, since=areas.since, until=areas.until))
    return tuple(notes)


def _areas_missing(picture: Picture, lang: str) -> str:
    if picture.areas is None:
        return text("leader.areas_missing", lang)
    return "" if picture.areas.lines else text("leader.areas_none", lang)


def _places(picture: Picture, in_scope: Tally, lang: str) -> tuple[Row, ...]:
    """List the places with most incidents, and the others as one line."""
    if not picture.places:
        return ()
    rows = list(picture.places)
    if len(rows) > MOST_PLACES:
        rest = rows[MOST_PLACES - 1 :]
        together = text("leader.rest", lang, count=len(rest))
        rows = [*rows[: MOST_PLACES - 1], (together, _sum([one for _, one in rest]))]
    if picture.elsewhere is not None and any(picture.elsewhere.counts):
        rows.append((text("leader.elsewhere", lang), picture.elsewhere))
    return _table(rows, in_scope, lang)


def _sum(tallies: Sequence[Tally]) -> Tally:
    columns = zip(*(one.counts for one in tallies), strict=True)
    added = [None if None in column else sum(column) for column in columns]
    return Tally(tallies[0].periods, added[0] or 0, *added[1:])


def _table(rows: Sequence[tuple[str, Tally]], total: Tally, lang: str) -> tuple[Row, ...]:
    most = max([one.now for _, one in rows], default=0) or 1
    lines = [_row(name, one, round(BAR * one.now / most)) for name, one in rows]
    return (*lines, _row(text("leader.total", lang), total, 0, is_total=True))


def _row(name: str, tally: Tally, bar: int, *, is_total: bool = False) -> Row:
    return Row(
        name,
        format_number(tally.now),
        bar,
        said(tally.on_previous),
        said(tally.on_year),
        NO_VALUE if tally.this_year is None else format_number(tally.this_year),
        said(tally.so_far),
        is_total,
    )


def _notes(picture: Picture, view: View, lang: str) -> tuple[str, ...]:
    notes = [text("leader.note_change", lang, few=FEW), text("leader.note_scope", lang)]
    if picture.discovered:
        notes.append(text("leader.note_discovered", lang, count=picture.discovered))
    if picture.without_point:
        notes.append(text("leader.note_without_point", lang, count=picture.without_point))
    if view.within is not None:
        notes.append(text("leader.note_ground", lang))
    return tuple(notes)

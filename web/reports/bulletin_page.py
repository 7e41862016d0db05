"""A bulletin in words and drawings, from what may be shown alone: page, file and PDF only arrange them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from hotspots.disclosure import TOTAL
from web.maps.layers import LegendEntry, Style
from web.maps.panel import swatch
from web.reports.bulletin_map import SHADES, UNSAID, class_steps
from web.reports.leader_map import LegendSign
from web.services.month.bulletin_figures import Figures
from web.services.month.bulletins import PUBLISHED, Bulletin
from web.services.month.periods import MONTH, QUARTER, BulletinPeriod
from web.texts import text
from web.texts.formats import format_day, format_month, format_number

HIDDEN = "·"


class BulletinRow(NamedTuple):
    """A township and its counts."""

    name: str
    cells: tuple[str, ...]
    is_total: bool


class BulletinPage(NamedTuple):
    """Everything that a bulletin shows."""

    number: int
    title: str
    issued: str
    correction: str
    columns: tuple[str, ...]
    rows: tuple[BulletinRow, ...]
    rule: str
    map: Markup | None
    legend: tuple[LegendSign, ...]
    advice: tuple[str, ...]
    period: str


def bulletin_page(
    bulletin: Bulletin, office: str, lang: str, drawings: Mapping[str, str] | None = None
) -> BulletinPage:
    """
    Say a bulletin in words.

    Parameters
    ----------
    bulletin
        As it was filed.
    office
        Name of the office that publishes it.
    lang
        ``"zh"`` or ``"en"``.
    drawings
        Its map in each language, of a draft; a published one has its own.
    """
    figures = bulletin.figures
    period = period_words(bulletin.period, lang)
    drawn = (bulletin.drawings or drawings or {}).get(lang, "")
    return BulletinPage(
        number=bulletin.id,
        title=text("bulletin.title", lang, period=period),
        issued=_issued(bulletin, office, lang),
        correction=text("bulletin.correction", lang, reason=bulletin.reason) if bulletin.corrects else "",
        columns=tuple(_column(code, lang) for code in figures.columns),
        rows=tuple(
            BulletinRow(_row(code, figures, lang), tuple(map(_cell, cells)), code == TOTAL)
            for code, cells in zip(figures.rows, figures.shown, strict=True)
        ),
        rule=text("bulletin.rule_short", lang, threshold=figures.threshold, base=figures.base),
        # Drawn by `bulletin_map` when it was published, every name in it escaped.
        map=Markup(drawn) if drawn else None,  # noqa: S704
        legend=_legend(figures, lang) if drawn else (),
        advice=_advice(bulletin, lang),
        period=period,
    )


def period_words(period: BulletinPeriod, lang: str) -> str:
    """Name a period."""
    if period.kind == MONTH:
        return format_month(period.first, lang)
    year = str(period.first.year)
    if period.kind == QUARTER:
        return text("bulletin.quarter", lang, year=year, number=str((period.first.month + 2) // 3))
    return text("bulletin.year", lang, year=year)


def _issued(bulletin: Bulletin, office: str, lang: str) -> str:
    if bulletin.state != PUBLISHED:
        return text("bulletin.draft_mark", lang)
    day = format_day(date.fromisoformat(bulletin.published_on), lang)
    return text("bulletin.issued", lang, office=office, day=day)


def _column(code: str, lang: str) -> str:
    return text("bulletin.total", lang) if code == TOTAL else text(f"bulletin.group_{code}", lang)


def _row(code: str, figures: Figures, lang: str) -> str:
    if code == TOTAL:
        return text("bulletin.total", lang)
    return figures.names.get(code, code)


def _cell(count: int | None) -> str:
    return HIDDEN if count is None else format_number(count)


def _legend(figures: Figures, lang: str) -> tuple[LegendSign, ...]:
    steps = class_steps(figures)
    ends = [*(step - 1 for step in steps[1:]), None]
    signs = [
        LegendSign(
            _swatch(shade),
            text("bulletin.map_from", lang, low=low)
            if high is None
            else text("bulletin.map_from_to", lang, low=low, high=high),
        )
        for shade, low, high in zip(SHADES, steps, ends, strict=True)
    ]
    return (*signs, LegendSign(_swatch(UNSAID), text("bulletin.map_hidden", lang)))


def _swatch(shade: str) -> Markup:
    return swatch(LegendEntry(Style(stroke="#5c5470", fill=shade), ""))


def _advice(bulletin: Bulletin, lang: str) -> tuple[str, ...]:
    own = bulletin.words.get(lang) or bulletin.words.get("zh", "")
    offered = [text(f"bulletin.advice_{code}", lang) for code in bulletin.advice]
    return (*offered, *(line.strip() for line in own.split("\n") if line.strip()))

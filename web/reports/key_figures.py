"""The figures at the head of a report."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from gis.frames import point_incidents
from web.reports.content import ReportContent
from web.reports.periods import count_in, local_days, within
from web.texts import text
from web.texts.formats import NO_VALUE, format_change, format_number
from web.texts.scope import scope_words


class KeyFigure(NamedTuple):
    """A figure, what it counts, and what it compares with."""

    value: str
    words: str
    notes: tuple[str, ...] = ()


def key_figures(content: ReportContent) -> list[KeyFigure]:
    """
    Give the figures of the period.

    Repeated and invalid calls are left out of every one of them. Changes are of the incidents in scope,
    against the period before and the same period a year before, where the records reach back as far.
    """
    valid = content.incidents[content.incidents["status"] == "valid"]
    days = local_days(valid["occurred_from"], content.time_zone)
    now = within(days, content.period)
    in_scope = valid["in_scope"].astype(bool)
    scope_days = days[in_scope]
    figures = [
        KeyFigure(format_number(now.sum()), text("report.total", content.lang)),
        KeyFigure(
            format_number((now & in_scope).sum()),
            scope_words(content.categories, content.lang),
            _changes(content, scope_days),
        ),
        KeyFigure(
            format_number(len(point_incidents(content.incidents[_of_valid(content, now & in_scope)]))),
            text("report.with_point", content.lang),
        ),
    ]
    if content.areas is not None:
        watch = int((content.areas["tier"] == "watch").sum())
        figures.append(
            KeyFigure(
                format_number(len(content.areas) - watch),
                text("report.significant_areas", content.lang),
                (text("report.watch_areas", content.lang, count=watch),),
            )
        )
    return figures


def _of_valid(content: ReportContent, chosen: pd.Series) -> pd.Series:
    """Widen a choice among valid incidents to all of them."""
    return chosen.reindex(content.incidents.index, fill_value=False)


def _changes(content: ReportContent, days: pd.Series) -> tuple[str, ...]:
    """Say how the period compares; one line where the period before and a year before are the same days."""
    period = content.period
    now = int(within(days, period).sum())
    year_before, before = period.year_before(), period.before()
    compared = {"report.year_on_year": year_before}
    if before != year_before:
        compared["report.on_previous"] = before
    changes = {key: format_change(now, count_in(days, other)) for key, other in compared.items()}
    return tuple(
        text(key, content.lang, change=change) for key, change in changes.items() if change != NO_VALUE
    )

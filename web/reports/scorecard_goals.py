"""The four goals of the scorecard in words, and how far the plan of the year is reached."""

from __future__ import annotations

from typing import NamedTuple

from hotspots.scorecard.criteria import GOALS
from hotspots.scorecard.measures import RATES, SUMS
from hotspots.scorecard.trends import change_of
from web.reports.scorecard_words import (
    Trend,
    against_words,
    interval_words,
    missing_words,
    numbers_words,
    trend_words,
    value_words,
)
from web.services.scorecard.card import Scorecard
from web.services.scorecard.entries import SURVEYED
from web.services.scorecard.plan_lines import PlanLine
from web.texts import text
from web.texts.formats import NO_VALUE, format_number, format_share

SHOWN = {
    "cases": ("grave", "frequent"),
    "accidents": ("accidents", *SUMS),
    "order": ("rectified", "returns", "grave_reports"),
    "people": SURVEYED,
}
"""Measures of each goal."""
MEASURES = tuple(measure for goal in GOALS for measure in SHOWN[goal])


class MeasureLine(NamedTuple):
    """A measure at the head of the page: value, what it is made of, target, trend, the prefecture."""

    measure: str
    name: str
    counted: str
    value: str
    interval: str
    made_of: str
    trend: Trend
    target: str
    reached: str
    benchmark: str


class Goal(NamedTuple):
    """A goal and its measures."""

    name: str
    lines: tuple[MeasureLine, ...]


class PlanSaid(NamedTuple):
    """A target of the plan's year."""

    scope: str
    target: str
    now: str
    numbers: str
    reached: str


def goals_said(card: Scorecard, lang: str) -> tuple[Goal, ...]:
    """Say each goal with its measures."""
    return tuple(
        Goal(text(f"goal.{goal}", lang), tuple(_line(card, one, lang) for one in SHOWN[goal]))
        for goal in GOALS
    )


def _line(card: Scorecard, measure: str, lang: str) -> MeasureLine:
    measured, before = card.county.measured[measure], card.county.before[measure]
    count = measured.count
    target, reached = _target(card, measure, lang)
    return MeasureLine(
        measure,
        text(f"measure.{measure}", lang),
        "" if count is None else format_number(count),
        _value(card, measure, lang),
        interval_words(measure, measured.estimate),
        missing_words(measured, lang) if measured.missing else numbers_words(measured, lang),
        trend_words(measured, before, lang),
        target,
        reached,
        value_words(measure, card.benchmark.get(measure)),
    )


def _value(card: Scorecard, measure: str, lang: str) -> str:
    value, criterion = card.county.measured[measure].value, card.rules.criterion(measure)
    if value is None:
        return text("score.no_data", lang)
    aim = None if criterion is None else criterion.target
    if measure in RATES or aim is None:
        return value_words(measure, value)
    return against_words(value, aim, met=round(value, 9) >= aim)


def _target(card: Scorecard, measure: str, lang: str) -> tuple[str, str]:
    """Give a target, whether the value as it is reaches it, and whether chance could have it otherwise."""
    criterion = card.rules.criterion(measure)
    measured, before = card.county.measured[measure], card.county.before[measure]
    aim, is_sure = None if criterion is None else criterion.target, True
    words = value_words(measure, aim)
    if aim is None and measure in RATES and before.value is not None:
        aim, words = before.value, text("score.target_before", lang, value=value_words(measure, before.value))
        change = change_of(measured, before)
        is_sure = change is None or not change.difference or change.is_beyond_chance
    elif aim is not None and measured.estimate is not None:
        found = measured.estimate
        is_sure = found.low == found.high or not found.low < aim < found.high
    if aim is None:
        return NO_VALUE, ""
    if measured.value is None:
        return words, ""
    value = round(measured.value, 9)
    met = value <= aim if measure in RATES else value >= aim
    said = text("score.target_reached" if met else "score.target_missed", lang)
    return words, said if is_sure else text("score.target_by_chance", lang, said=said)


def plan_missing(card: Scorecard, lang: str) -> str:
    """Say why there is no plan to compare with; empty where there is one."""
    if card.plan_year is None:
        return text("score.plan_unset", lang)
    return "" if card.plan else text("score.plan_over", lang, year=str(card.year))


def plan_said(line: PlanLine, lang: str) -> PlanSaid:
    """Say a target of the plan."""
    target = line.target
    reached = ""
    if line.share is not None:
        reached = text("score.target_reached" if target.is_met(line.share) else "score.target_missed", lang)
    numbers = (
        text("score.plan_numbers", lang, safe=format_number(line.done), total=format_number(line.total))
        if line.total is not None and line.share is not None
        else ""
    )
    return PlanSaid(
        text(f"score_scope.{target.scope}", lang),
        text(f"score.plan_{target.relation}", lang, share=format_share(target.share)),
        text("score.no_data", lang)
        if line.share is None
        else against_words(line.share, target.share, met=target.is_met(line.share)),
        numbers,
        reached,
    )

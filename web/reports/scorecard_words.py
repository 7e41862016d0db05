"""Numbers of the scorecard in words: values with their intervals, what they are made of, trends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hotspots.scorecard.intervals import Estimate
from hotspots.scorecard.measures import RATES, Measured
from hotspots.scorecard.ranks import RankRange
from hotspots.scorecard.scores import Part
from hotspots.scorecard.trends import change_of
from web.texts import text
from web.texts.formats import NO_VALUE, format_number, format_share

FEW = 10
"""A percentage of fewer than this says nothing."""


class Cell(NamedTuple):
    """A value, and quietly below it what it is made of, or why there is none."""

    value: str
    note: str = ""


class Trend(NamedTuple):
    """A change against the year before; ``tone`` is ``up``, ``down``, ``chance`` or ``none``."""

    words: str
    tone: str


def value_words(measure: str, value: float | None) -> str:
    """Write a value of a measure: a rate, or a share in percent."""
    if value is None:
        return NO_VALUE
    return format_number(value) if measure in RATES else format_share(value, 1)


def against_words(share: float, target: float, *, met: bool) -> str:
    """Write a share beside its target: finer where rounding would make the one look like the other."""
    fine = (1,) if met else (1, 2, 3, 4)
    said = ((format_share(share, digits), format_share(target, digits)) for digits in fine)
    return next((one for one, aim in said if one != aim), format_share(share, fine[-1]))


def interval_words(measure: str, estimate: Estimate | None) -> str:
    """Write an interval; empty where nothing was left to chance."""
    if estimate is None or estimate.low == estimate.high:
        return ""
    return f"{value_words(measure, estimate.low)}–{value_words(measure, estimate.high)}"


def share_interval(estimate: Estimate | None) -> str:
    """Write the interval of a share of points."""
    return "" if estimate is None else f"{format_share(estimate.low)}–{format_share(estimate.high)}"


def missing_words(measured: Measured, lang: str, why: str = "") -> str:
    """Say why there is no value."""
    return text(f"score_missing.{why or measured.missing}", lang)


def numbers_words(measured: Measured, lang: str) -> str:
    """Say what a value is made of."""
    numbers = {name: format_number(value) for name, value in measured.numbers}
    if measured.measure in RATES and {"count", "population", "days"} <= set(numbers):
        return text("score.numbers_rate", lang, **numbers)
    if {"asked", "satisfied"} <= set(numbers):
        return text("score.numbers_survey", lang, **numbers)
    if "asked_all" in numbers:
        return text(
            "score.numbers_survey", lang, satisfied=numbers["satisfied_all"], asked=numbers["asked_all"]
        )
    if "due" in numbers:
        key = "rectified" if measured.measure == "rectified" else "share"
        return text(f"score.numbers_{key}", lang, **numbers)
    return ""


def measure_cell(measured: Measured, lang: str) -> Cell:
    """Write a measure as a cell of the table: counts above their rate, shares above what they are made of."""
    if measured.measure in RATES:
        count = measured.count
        if count is None:
            return Cell(NO_VALUE, missing_words(measured, lang))
        note = (
            missing_words(measured, lang)
            if measured.value is None
            else value_words(measured.measure, measured.value)
        )
        return Cell(format_number(count), note)
    if measured.value is None:
        return Cell(NO_VALUE, missing_words(measured, lang))
    made_of = measured.number("done"), measured.number("due")
    if None in made_of:
        made_of = measured.number("satisfied"), measured.number("asked")
    if None in made_of:
        made_of = measured.number("satisfied_all"), measured.number("asked_all")
    note = "" if None in made_of else "/".join(format_number(one) for one in made_of)
    return Cell(value_words(measured.measure, measured.value), note)


def rank_words(rank: RankRange | None, lang: str) -> str:
    """Write the places that a township may have."""
    if rank is None:
        return NO_VALUE
    if rank.best == rank.worst:
        return text("score.place_one", lang, best=rank.best)
    return text("score.place_range", lang, best=rank.best, worst=rank.worst)


def trend_words(now: Measured, before: Measured, lang: str) -> Trend:
    """Say how a measure differs from the year before, and whether chance explains it."""
    change = change_of(now, before)
    if change is None:
        return Trend(NO_VALUE, "none")
    difference = change.difference
    if now.measure not in RATES:
        words = text("score.percent_points", lang, difference=f"{100 * difference:+.1f}")
    elif (earlier := before.count or 0.0) >= FEW:
        words = f"{difference / earlier:+.1%}"
    else:
        words = f"{difference:+.0f}"
    words = words.replace("-", "−")
    if not change.is_beyond_chance or difference == 0:
        return Trend(words, "chance")
    return Trend(f"{'▲' if difference > 0 else '▼'}\u00a0{words}", "up" if difference > 0 else "down")


def scale_words(part: Part, lang: str) -> str:
    """Say the rule that a criterion is scored by."""
    one = part.criterion
    plain = one.against == "value" and one.measure not in RATES

    def said(value: float) -> str:
        return format_share(value) if plain else format_number(value)

    return text(
        "score.scale_said",
        lang,
        weight=format_number(one.weight),
        full_at=said(one.full_at),
        none_at=said(one.none_at),
    )


def reference_words(part: Part, lang: str) -> str:
    """Say what a value was divided by."""
    if part.reference is None or part.criterion.against == "value":
        return ""
    reference = value_words(part.criterion.measure, part.reference)
    return text(f"score.against_{part.criterion.against}", lang, reference=reference)


def basis_words(basis: Mapping[str, str], lang: str) -> str:
    """Say what was counted for each group."""
    named = {group: text(f"score_record.{record}", lang) for group, record in basis.items()}
    return text("score.basis", lang, **named)

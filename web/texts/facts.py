"""The evidence of one area in words: a heading and a phrase for each thing that is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from hotspots.params import LEAST_PEOPLE
from web.texts.catalogue import label, text
from web.texts.formats import (
    format_day,
    format_list,
    format_number,
    format_p_value,
    format_share,
    is_missing,
    local_date,
)

SCORE_PARTS = ("excess", "harm", "persistence", "trend")
SPECIAL_DAYS = ("market_days", "spring_festival", "public_holidays")
MOST_NAMES = 8


class Fact(NamedTuple):
    """A heading and what there is to say under it."""

    heading: str
    words: str


def area_facts(
    row: Mapping[str, Any],
    lang: str,
    *,
    time_zone: str = "Asia/Shanghai",
    found: Mapping[str, Any] | None = None,
) -> list[Fact]:
    """
    Say what is known of an area beside the reason why it is listed.

    Parameters
    ----------
    row
        Columns of one disorderly area; what is missing is left unsaid.
    lang
        ``"zh"`` or ``"en"``.
    time_zone
        Where days are counted.
    found
        Parameters of the search: ``weights`` of the ranking and ``rate_county_per_1000``, where known.

    Returns
    -------
    list of Fact
        In the order of a sheet.
    """
    given = {name: value for name, value in row.items() if not is_missing(value)}
    said: list[tuple[str, str]] = [
        ("delist", _delist(given, lang)),
        ("rate", _rate(given, lang, found or {})),
        ("trend", _trend(given, lang)),
        ("week", _week(given, lang)),
        *((kind, _days(given, kind, lang)) for kind in SPECIAL_DAYS),
        ("casualties", _casualties(given, lang)),
        ("stability", _stability(given, lang)),
        ("periods", _periods(given, lang)),
        ("score", score_words(given, lang, (found or {}).get("weights") or {})),
        ("ranked_by", label("ranked_by", given.get("ranked_by"), lang)),
        ("next_year", _next_year(given, lang)),
        ("seen", _seen(given, lang, time_zone)),
        ("continuity", label("continuity", given.get("continuity"), lang)),
        ("outline", _outline(given, lang)),
    ]
    headings = {"delist": "enlist"} if given.get("tier") == "watch" else {}
    return [Fact(text(f"fact.{headings.get(key, key)}", lang), words) for key, words in said if words]


def score_words(given: Mapping[str, Any], lang: str, weights: Mapping[str, float]) -> str:
    """Say the score of an area, the parts that it is made of, and those that have no weight."""
    if "score" not in given:
        return ""
    counted, apart = [], []
    for part in SCORE_PARTS:
        if f"score_{part}" not in given:
            continue
        said = {"name": text(f"score.{part}", lang), "value": format_number(given[f"score_{part}"], 2)}
        if weights.get(part):
            counted.append(text("fact.score_part", lang, weight=weights[part], **said))
        else:
            apart.append(text("fact.score_part_alone", lang, **said))
    score = format_number(given["score"], 2)
    words = text("fact.score_words", lang, score=score, parts=counted) if counted else score
    return words + text("fact.score_apart", lang, parts=apart) if counted and apart else words


def weights_words(found: Mapping[str, Any], lang: str) -> str:
    """
    Say by which weights areas are ranked, and the budget, of a search whose parameters are known.

    Where excess or harm has a weight, also whether they are of the forecast or of the counts (``ranked_by``).
    """
    weights = found.get("weights")
    if not weights:
        return ""
    parts = [
        text("score.weight", lang, name=text(f"score.{part}", lang), weight=weights[part])
        for part in SCORE_PARTS
        if weights.get(part)
    ]
    said = [text("score.weights", lang, parts=format_list(parts, lang))]
    if found.get("ranked_by") and (weights.get("excess") or weights.get("harm")):
        said.append(text(f"score.by_{found['ranked_by']}", lang))
    if found.get("most_areas"):
        said.append(text("budget.areas", lang, count=found["most_areas"]))
    if found.get("most_share"):
        said.append(text("budget.share", lang, share=f"{format_number(100 * found['most_share'])}%"))
    return " ".join(said)


def _next_year(given: Mapping[str, Any], lang: str) -> str:
    if "next_year" not in given:
        return ""
    return text("fact.next_year_words", lang, count=format_number(given["next_year"]))


def _stability(given: Mapping[str, Any], lang: str) -> str:
    if "stability" not in given:
        return ""
    return text("fact.stability_words", lang, share=format_share(given["stability"]))


def _delist(given: Mapping[str, Any], lang: str) -> str:
    if "incidents_to_delist" not in given or "incidents" not in given:
        return ""
    counts = {"count": int(given["incidents_to_delist"]), "incidents": int(given["incidents"])}
    if given.get("tier") == "watch":
        return text("fact.enlist_words", lang, **counts)
    return text("fact.delist_words", lang, **counts)


def _rate(given: Mapping[str, Any], lang: str, found: Mapping[str, Any]) -> str:
    columns = {"rate": "rate_per_1000", "low": "rate_per_1000_low", "high": "rate_per_1000_high"}
    if "population" in given and float(given["population"]) < LEAST_PEOPLE:
        return text("fact.rate_nobody", lang, least=LEAST_PEOPLE)
    if not {*columns.values(), "population"} <= set(given):
        return ""
    numbers = {name: format_number(given[column]) for name, column in columns.items()}
    said = text("fact.rate_words", lang, population=round(float(given["population"])), **numbers)
    county = found.get("rate_county_per_1000")
    return said if is_missing(county) else said + text("fact.rate_county", lang, rate=format_number(county))


def _trend(given: Mapping[str, Any], lang: str) -> str:
    columns = ("trend_per_year", "trend_per_year_low", "trend_per_year_high")
    if "trend" not in given:
        return ""
    if not set(columns) <= set(given):
        return text("fact.trend_unknown", lang) if given["trend"] == "unknown" else ""
    change, low, high = (f"{float(given[column]) - 1:+.0%}".replace("-", "\u2212") for column in columns)
    return text(
        "fact.trend_words",
        lang,
        trend=label("trend", given["trend"], lang),
        change=change,
        low=low,
        high=high,
        p_value=format_p_value(given.get("trend_p_value")),
    )


def _week(given: Mapping[str, Any], lang: str) -> str:
    if "weekend_share" not in given:
        return ""
    return text("fact.week_words", lang, share=format_share(given["weekend_share"]))


def _days(given: Mapping[str, Any], kind: str, lang: str) -> str:
    found, ratio = given.get(kind), given.get(f"{kind}_ratio")
    if found not in {"more", "fewer", "same"} or ratio is None:
        return ""
    interval, ends = "", [given.get(f"{kind}_{end}") for end in ("low", "high")]
    if None not in ends:
        low, high = (format_number(end) for end in ends)
        interval = text("fact.interval", lang, low=low, high=high)
    p_value = format_p_value(given.get(f"{kind}_p_value"))
    return text(f"fact.days_{found}", lang, ratio=format_number(ratio), interval=interval, p_value=p_value)


def _casualties(given: Mapping[str, Any], lang: str) -> str:
    said = [
        text(f"fact.{column}", lang, **{name: format_number(given[column])})
        for column, name in (("deaths", "count"), ("injured", "count"), ("loss", "amount"))
        if float(given.get(column, 0)) > 0
    ]
    return format_list(said, lang)


def _periods(given: Mapping[str, Any], lang: str) -> str:
    if "periods_high" not in given:
        return ""
    high, _, every = str(given["periods_high"]).partition("/")
    words = text("fact.periods_words", lang, high=high, all=every)
    listed = []
    for item in filter(None, str(given.get("period_risks", "")).split("; ")):
        day, *numbers = item.split()
        risk, low, top = (format_number(number) for number in numbers)
        said_day = format_day(date.fromisoformat(day), lang)
        listed.append(text("fact.period", lang, day=said_day, risk=risk, low=low, high=top))
    return text("fact.periods_listed", lang, words=words, listed=listed) if listed else words


def _seen(given: Mapping[str, Any], lang: str, time_zone: str) -> str:
    if not {"first_occurred_at", "last_occurred_at"} <= set(given):
        return ""
    first, last = (
        format_day(local_date(given[column], time_zone), lang)
        for column in ("first_occurred_at", "last_occurred_at")
    )
    return text("fact.seen_words", lang, first=first, last=last)


def _outline(given: Mapping[str, Any], lang: str) -> str:
    if not {"snapped_to", "window_km2", "area_km2"} <= set(given):
        return ""
    names = str(given.get("snapped_names", "")).split("; ")
    shown = format_list(names[:MOST_NAMES], lang) + (" …" if len(names) > MOST_NAMES else "")
    sizes = {"area": format_number(given["area_km2"]), "window": format_number(given["window_km2"])}
    return text(f"fact.outline_{given['snapped_to']}", lang, names=shown or "—", **sizes)

"""Words of the page that shows whether rectification worked, and of what an area can show beforehand."""

from __future__ import annotations

from datetime import date

from hotspots.evaluation.power import drop_beforehand
from web.texts.catalogue import text
from web.texts.formats import is_missing
from web.texts.text import Text

SIZES = (20, 50, 140, 400)
"""Incidents a year of the examples that are told before an area is proposed."""

MOST_DROP = 0.95
"""What falls by more has all but ended: an area that can only show that can show nothing."""

TEXTS = {
    "evaluation.all": Text("全部合计", "All together"),
    "evaluation.chart_title": Text(
        "整治后警情占应有数的百分比", "Incidents after, as a share of what was to be expected"
    ),
    "evaluation.chart": Text(
        "各整治区域整治后警情占应有数的百分比及其区间",
        "Incidents after over those expected, with intervals, by area",
    ),
    "evaluation.chart_note": Text(
        "点为实际数,横条为 {level}% 区间;横条跨过 100% 的,不能说有变化。绿色:降幅大于可比地点;"
        "红色:多于可比地点;灰色:与偶然波动无法区分。“应有数”按整治前同样高、未整治的地点推算,"
        "所以偶然偏高后的自然回落不算成效。",
        "Dots are what was counted, bars {level} % intervals; where a bar crosses 100 %, no change can be "
        "told. Green: fell more than comparable places; red: rose beside them; grey: cannot be told from "
        "chance. What was to be expected comes from places that were as high and that nothing was done to, "
        "so falling back by itself after a high year is no success.",
    ),
    "evaluation.expected": Text("应有", "Expected"),
    "evaluation.fewer": Text("比应有数少", "fewer than expected"),
    "evaluation.more": Text("比应有数多", "more than expected"),
    "evaluation.details": Text(
        "怎样判断的:对照地点、外围与地图", "How it was judged: controls, surroundings, map"
    ),
    "evaluation.strip": Text(
        "整治前同样高的对照地点各自的变化,与本区域比较",
        "Change of each control that was as high, and of this area",
    ),
    "evaluation.this_area": Text("本区域", "this area"),
    "evaluation.each_control": Text("每个对照地点", "each control area"),
    "evaluation.controls_change": Text("对照地点合计", "all controls"),
    "evaluation.map": Text("整治区域与外围环带", "The area and the ring around it"),
    "evaluation.ring": Text("外围 {metres} 米", "{metres} m around"),
    "evaluation.ring_counts": Text(
        "外围环带:整治前 {before} 起,整治后 {after} 起,应有约 {expected} 起。",
        "In the ring: {before} incidents before, {after} after, about {expected} to be expected.",
    ),
    "evaluation.wdd": Text(
        "加权转移差(区域与外围一并计算):{difference} 起,{level}% 区间 {low} 至 {high},标准误 {error}。",
        "Weighted displacement difference (area and ring together): {difference} incidents, {level} % "
        "interval {low} to {high}, standard error {error}.",
    ),
    "evaluation.headline": Text(
        "{areas} 次整治:{verdicts}。", "{areas} {areas:area|areas} put right: {verdicts}."
    ),
    "evaluation.rules": Text("比较的规则", "The rule of comparison"),
    "evaluation.beforehand": Text(
        "一年约 {incidents} 起:整治一年后,至少降约 {drop}% 才看得出成效。",
        "About {incidents} incidents a year: a year after rectification, a fall of about {drop} % or more "
        "can be shown.",
    ),
    "evaluation.beforehand_none": Text(
        "一年约 {incidents} 起:数量太少,即使降为零也看不出成效,只能与其他区域合计评估。",
        "About {incidents} incidents a year: too few, even their end could not be shown; judge it together "
        "with others.",
    ),
    "evaluation.shows": Text("看得出的降幅", "Fall it can show"),
    "evaluation.shows_note": Text(
        "“看得出的降幅”:整治一年后与可比地点相比,警情至少要降这么多,才有八成把握看得出成效"
        "(20 个对照地点,计入各地自身每年约 17% 的起伏)。",
        "The fall it can show: by how much incidents must fall in the year after rectification for this to "
        "be found, beside comparable places, in 80 of 100 cases (20 controls; places change by about 17 % a "
        "year by themselves).",
    ),
    "evaluation.shows_sizes": Text(
        "区域越小,成效越难看出:{sizes}。",
        "The smaller an area, the harder it is to show that rectification worked: {sizes}.",
    ),
    "evaluation.shows_size": Text(
        "一年 {incidents} 起的须降约 {drop}%",
        "with {incidents} incidents a year, a fall of {drop} % can be shown",
    ),
}


def drop_words(incidents: int) -> str:
    """Give the fall that an area with so many incidents a year can show; a dash where it can show none."""
    drop = drop_beforehand(incidents)
    return "—" if is_missing(drop) or drop > MOST_DROP else f"{round(100 * drop)}%"


def beforehand_sentence(incidents: int, lang: str) -> str:
    """Say what an area with so many incidents a year will be able to show."""
    drop = drop_beforehand(incidents)
    if is_missing(drop) or drop > MOST_DROP:
        return text("evaluation.beforehand_none", lang, incidents=incidents)
    return text("evaluation.beforehand", lang, incidents=incidents, drop=round(100 * drop))


def sizes_sentence(lang: str) -> str:
    """Say what areas of some sizes can show."""
    said = [
        text("evaluation.shows_size", lang, incidents=size, drop=round(100 * drop_beforehand(size)))
        for size in SIZES
    ]
    return text("evaluation.shows_sizes", lang, sizes=(";" if lang == "zh" else "; ").join(said))


def a_year(incidents: int, since: object, until: object) -> int:
    """
    Bring a number of incidents to a year; left as it is where the period is not known.

    Examples
    --------
    >>> a_year(90, "2023-01-01", "2025-12-31"), a_year(90, None, "2025-12-31")
    (30, 90)
    """
    try:
        days = (date.fromisoformat(str(until)[:10]) - date.fromisoformat(str(since)[:10])).days + 1
    except ValueError:
        return incidents
    return round(incidents * 365.25 / days) if days > 0 else incidents

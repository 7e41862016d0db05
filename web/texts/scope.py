"""What a search was about, in words: its categories."""

from __future__ import annotations

from collections.abc import Sequence

from web.texts.catalogue import label, text
from web.texts.formats import format_list
from web.texts.text import Text


def scope_words(categories: Sequence[str], lang: str) -> str:
    """Name the categories of a search; none of them is the default scope."""
    if not categories:
        return text("scope.default", lang)
    return format_list((label("category", category, lang) for category in categories), lang)


def scope_caveat(categories: Sequence[str], baseline: object, lang: str) -> str:
    """Say what to bear in mind where people are no good measure of what is expected; else nothing."""
    if "traffic" not in categories or baseline != "population":
        return ""
    return text("scope.traffic_caveat", lang)


TEXTS = {
    "scope.traffic_caveat": Text(
        "交通警情发生在路上而非住处:少有人住的公路沿线预期数偏低,容易列入;"
        "库中有道路图层(roads)而只分析交通时,改按道路推算。",
        "Traffic follows roads, not homes: along roads where few live little is expected, so that they are "
        "listed easily. With a layer of roads in the store, traffic alone is judged by the roads instead.",
    ),
    "scope.default": Text("可防性案件和治安警情", "preventable crime and public order"),
    "cli.scope": Text("范围:{scope}", "Scope: {scope}"),
    "map.title.areas_of": Text("{category}警情多发区域图", "Areas with many incidents: {category}"),
    "desk.title_areas_of": Text("{category}警情多发区域", "Areas with many incidents: {category}"),
    "desk.areas_missing_of": Text(
        "{category}类尚未分析。请运行 safetown hotspots --category {code}。",
        "{category}: not analysed yet. Run: safetown hotspots --category {code}",
    ),
    "desk.scope_traffic": Text("交通类", "Traffic"),
    "desk.scope_fire": Text("火灾类", "Fire"),
    "desk.scope_safety_accident": Text("安全事故类", "Safety accidents"),
    "desk.scope_dispute": Text("纠纷类", "Disputes"),
}

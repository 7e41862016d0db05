"""Why an area is listed, and what its expected number rests on."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "area.count": Text("{period} 共 {incidents} 起", "{period}: {incidents} {incidents:incident|incidents}"),
    "area.count_undated": Text("共 {incidents} 起", "{incidents} {incidents:incident|incidents}"),
    "area.expected": Text(
        ",{basis}应有 {expected} 起,为预期的 {relative_risk} 倍",
        " where {expected} were expected {basis}, {relative_risk} times as many",
    ),
    "area.expected_under_one": Text(
        ",{basis}应有不足 1 起",
        " where fewer than 1 was expected {basis}",
    ),
    "area.significant": Text("(校正后 {p_value})", " (adjusted {p_value})"),
    "area.watch": Text(
        "(校正后 {p_value},统计上不显著,仅供研判讨论)",
        " (adjusted {p_value}: not significant, for discussion only)",
    ),
    "area.categories": Text("以{categories}为主", "mostly {categories}"),
    "area.hours": Text("多在 {hours}", "mainly {hours}"),
    "area.trend.rising": Text("呈上升趋势", "rising"),
    "area.trend.steady": Text("总体平稳", "steady"),
    "area.trend.falling": Text("呈下降趋势", "falling"),
    "area.then": Text("\uff1b", "; "),
    "area.and": Text("\uff0c", ", "),
    "area.end": Text("。", "."),
    "basis.population": Text("按人口", "from the population"),
    "basis.smooth": Text("按周边平滑背景", "from the smooth background"),
    "basis.roads": Text("按道路长度", "from the length of roads"),
    "basis.other": Text("按基线", "from the baseline"),
    "baseline.population": Text(
        "预期数按人口分布推算:各处的发案数与人口成正比时应有多少起;各片区报案多少不一时,再按片区的比率调整。",
        "The expected number follows the population: what a place would have "
        "if incidents were spread like people, adjusted by district rates where districts differ.",
    ),
    "baseline.roads": Text(
        "预期数按道路长度和沿线人口推算,两者的比例由全部警情估计;各片区多少不一时,再按片区的比率调整。",
        "The expected number follows the length of roads and the people beside them, in the proportions "
        "that explain all the incidents best, adjusted by district rates where districts differ.",
    ),
    "baseline.smooth": Text(
        "没有人口数据,预期数取自平滑背景(不含 2 公里以内的起伏),因此人口密集的镇村也可能列入;"
        "提供人口图层可避免。",
        "Without a population layer the expected number is a smooth background (no structure below 2 km), "
        "so that settlements may be listed just because people live there; a population layer avoids this.",
    ),
    "areas.none": Text(
        "没有统计上显著的治安乱点。",
        "No area is significantly disorderly.",
    ),
}

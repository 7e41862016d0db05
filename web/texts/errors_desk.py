"""Sentences for requests that the map desk cannot answer."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "leader.no_incidents": Text(
        "没有警情可统计,无从制作月度形势。请先导入警情。",
        "There are no incidents to count, hence no page of the month. Import incidents first.",
    ),
    "request.hours": Text(
        "hours={hours} 不是时段:写作 起-止,整点 0 至 24,可用逗号并列,如 18-24,0-6。",
        "hours={hours} is no part of the day: write first-end in whole hours from 0 to 24, several by "
        "commas, such as 18-24,0-6.",
    ),
    "desk.layer_unknown": Text(
        zh="没有名为“{layer}”的图层。可用的图层:{layers}。",
        en="There is no layer {layer}. Layers at hand: {layers}.",
    ),
    "desk.area_unknown": Text(
        zh="最近一次分析中没有编号为 {area} 的乱点。请在列表中重新选择。",
        en="The latest analysis has no area {area}. Choose one from the list.",
    ),
    "request.bbox": Text(
        zh="范围“{bbox}”无法使用。请依次给出西、南、东、北四个经纬度，以半角逗号隔开。",
        en="The box {bbox} cannot be used. Give four numbers in degrees: west,south,east,north.",
    ),
    "request.no_period": Text(
        "比较需要起始日 since 和截止日 until。请在请求中给出。",
        "A comparison needs a first day, since, and an end, until. Give both.",
    ),
    "request.period": Text(
        zh="起始日 {since} 应早于截止日 {until}。请更正时段。",
        en="The first day, {since}, must come before the end, {until}. Correct the period.",
    ),
}

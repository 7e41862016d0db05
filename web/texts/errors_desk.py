"""Sentences for requests that the map desk cannot answer."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
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
    "request.period": Text(
        zh="起始日 {since} 应早于截止日 {until}。请更正时段。",
        en="The first day, {since}, must come before the end, {until}. Correct the period.",
    ),
}

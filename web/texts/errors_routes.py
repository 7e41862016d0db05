"""What patrol routes and patrol records may have to tell."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "routes.no_beats": Text(
        zh="没有可安排巡逻路线的巡区。请先运行 safetown beats，或检查 --beat 的编号。",
        en="There is no beat to plan routes for. Run safetown beats first, or check the numbers of --beat.",
    ),
    "routes.no_roads": Text(
        zh="没有道路，排不出巡逻路线。请导入 roads 图层，或用 --roads 给出道路。",
        en="Routes need roads. Import the layer roads, or name a file with --roads.",
    ),
    "routes.unreachable": Text(
        zh="有 {stops} 处没有道路可达，未排入路线：{names}。请检查点位和道路图层。",
        en="No road leads to {stops} {stops:stop|stops}, left out of the routes: {names}. Check where "
        "they lie, and the roads.",
    ),
    "routes.too_far": Text(
        zh="有 {stops} 处往返时间超出班次或其时段，未排入路线：{names}。可延长班次，或由邻近巡区负责。",
        en="{stops} {stops:stop is|stops are} too far for the shift or for the hours it is wanted in: "
        "{names}. Make the shift longer, or give them to a nearer beat.",
    ),
    "routes.no_time": Text(
        zh="有 {stops} 处时间不够，有的班次到不了：{names}。可延长班次、增加巡逻组或减少 --rounds。",
        en="There is no time in some shifts for {stops} {stops:stop|stops}: {names}. Make the shift longer, "
        "add a patrol, or lower --rounds.",
    ),
    "routes.outside": Text(
        zh="有 {stops} 处不在任何巡区内，没有路线经停：{names}。",
        en="{stops} {stops:place lies|places lie} in no beat, so that no route stops there: {names}.",
    ),
    "tracks.no_times": Text(
        zh="{path} 中没有带时间的轨迹点。请导出带时间的 GPX 轨迹。",
        en="{path} has no track point with a time. Export GPX tracks with times.",
    ),
}
"""A sentence for each code."""

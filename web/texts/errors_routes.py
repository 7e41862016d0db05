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
    "routes.none_kept": Text(
        zh="库中没有巡逻路线。请先运行 safetown routes。",
        en="The store holds no routes. Run safetown routes first.",
    ),
    "routes.not_a_plan": Text(
        zh="{path} 不是 safetown routes 写出的 .gpkg 文件（须有图层 {layers}）。",
        en="{path} is no .gpkg that safetown routes wrote (with layers {layers}).",
    ),
    "routes.time_bad": Text(
        zh="签到表第 {lines} 行的时间无法识别。请写成 2026-01-05 20:15。",
        en="The times in lines {lines} of the check-ins cannot be read. Write them as 2026-01-05 20:15.",
    ),
    "routes.points_unknown": Text(
        zh="签到表中有 {points} 个点位不在计划内：{names}。",
        en="{points} {points:point|points} of the check-ins are not in the plan: {names}.",
    ),
    "routes.late": Text(zh="迟到 {visits} 次：{names}。", en="{visits} late {visits:visit|visits}: {names}."),
    "routes.early": Text(
        zh="早到 {visits} 次：{names}。", en="{visits} early {visits:visit|visits}: {names}."
    ),
    "routes.missed": Text(
        zh="未到 {visits} 次：{names}。", en="{visits} missed {visits:visit|visits}: {names}."
    ),
    "tracks.no_times": Text(
        zh="{path} 中没有带时间的轨迹点。请导出带时间的 GPX 轨迹。",
        en="{path} has no track point with a time. Export GPX tracks with times.",
    ),
}
"""A sentence for each code."""

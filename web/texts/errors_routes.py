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
    "routes.check_ins_left_out": Text(
        zh="签到表中有 {rows} 行没有点位，或没有可识别的日期和钟点，未计入：第 {lines} 行。"
        "时间请写成 2026-01-05 20:15。",
        en="{rows} {rows:row|rows} of the check-ins lack a point, or a day and time that can be read, and "
        "were left out: {rows:line|lines} {lines}. Write times as 2026-01-05 20:15.",
    ),
    "routes.clock_wrong": Text(
        zh="轨迹的时钟似乎差了 {hours} 小时：加上 --clock-min {minutes}，按时到位的次数会多得多。",
        en="The clock of the tracks seems to be off by {hours} {hours:hour|hours}: "
        "with --clock-min {minutes} far more visits are in time.",
    ),
    "routes.no_such_beat": Text(
        zh="计划中没有巡区 {beats} 的路线。已有：{known}。",
        en="The plan has no route of beat {beats}. There are: {known}.",
    ),
    "routes.days_to_come": Text(
        zh="记录到 {last} 为止，此后的 {days} 个班次未对照。",
        en="Records end at {last}: {days} {days:shift|shifts} after that {days:was|were} not judged.",
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
    "tracks.other_days": Text(
        zh="{path} 的轨迹在 {from} 至 {until}，不在计划的日期内。",
        en="{path} has tracks from {from} to {until} alone, which are none of the plan's days.",
    ),
    "tracks.other_system": Text(
        zh="{path} 按 WGS 84 离计划道路 {off_m} 米，按 {system} 只有 {near_m} 米，已按 {system} 读取。"
        "可用 --track-crs 指定。",
        en="{path} lies {off_m} m off the planned roads as WGS 84 and {near_m} m as {system}: it was read as "
        "{system}. Say otherwise with --track-crs.",
    ),
    "tracks.no_times": Text(
        zh="{path} 中没有带时间的轨迹点。请导出带时间的 GPX 轨迹。",
        en="{path} has no track point with a time. Export GPX tracks with times.",
    ),
}
"""A sentence for each code."""

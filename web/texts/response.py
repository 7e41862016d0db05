"""What ``safetown response`` says, and its help."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "cli.task.response": Text("推算出警", "Working out the response"),
    "cli.help.response": Text(
        "推算各巡区接处警:警车忙碌率、路途时间、跨区出警,并与实际记录和假设方案对照。",
        "How soon help comes: how busy cars are, travel times, dispatches to other beats; beside it what the "
        "records show, and what one more car or another standing point would change.",
    ),
    "cli.help.response_beats": Text(
        "带巡区列的单元文件(safetown beats 的输出);默认用库中最近的方案。",
        "Units with their beat in a column, as safetown beats writes them; default the store's latest plan.",
    ),
    "cli.help.response_beat": Text("巡区所在的列。", "Column of the beat."),
    "cli.help.response_layer": Text(
        "单元所在的图层;有多个面图层时必填。", "Layer of the units; needed where several hold polygons."
    ),
    "cli.help.response_load": Text(
        "各单元警情数(或处警工时,见 --load-is)所在的列;给出后不需要警情文件。",
        "Column of the units with their calls (or hours of work, see --load-is), in place of incidents.",
    ),
    "cli.help.response_load_is": Text(
        "--load 一列是警情起数(calls)还是处警工时(hours)。",
        "What the column of --load counts: calls, or hours of work on calls.",
    ),
    "cli.help.response_days": Text(
        "--load 一列是多少天的合计。", "Days that the column of --load is the sum of."
    ),
    "cli.help.response_incidents": Text("警情文件;默认用库中的。", "Incidents; default the store's."),
    "cli.help.response_roads": Text(
        "道路文件;默认用库中的,没有时按直线加绕行估算。",
        "Roads; default the store's, or straight lines with a detour where there are none.",
    ),
    "cli.help.response_units": Text(
        "警车总数;默认每个巡区一辆,多出的给警情最多的巡区。",
        "Cars in all; default one for each beat. Further ones go where most calls come.",
    ),
    "cli.help.response_units_per_beat": Text("每个巡区的警车数。", "Cars of each beat."),
    "cli.help.service_minutes": Text(
        "一起警情占用警车的平均分钟数(从派警到处置完毕);默认取记录的平均值。",
        "Mean minutes that a call keeps a car, from dispatch to the end; default the mean of the records.",
    ),
    "cli.help.target_minutes": Text("要求到达现场的分钟数。", "Minutes within which an arrival is wanted."),
    "cli.help.response_line": Text(
        "警车全忙时:infinite 警情排队等候,zero 由其他力量处置。",
        "While all cars are busy: infinite, calls wait; zero, others take them.",
    ),
    "cli.help.what_if": Text(
        "假设方案,可多次:add(在最见效处加一辆)、add=巡区、add=经度,纬度、move=巡区:经度,纬度(换停靠点)。",
        "A change to try, more than once: add (one more car where it helps most), add=BEAT, add=LON,LAT, "
        "move=BEAT:LON,LAT (another standing point).",
    ),
    "cli.not_a_what_if": Text(
        "“{word}”不是可用的方案。请写 add、add=巡区、add=经度,纬度 或 move=巡区:经度,纬度。",
        "{word} is no change that can be tried. Write add, add=BEAT, add=LON,LAT or move=BEAT:LON,LAT.",
    ),
    "cli.units_twice": Text(
        "--units 和 --units-per-beat 只能用一个。", "Use either --units or --units-per-beat."
    ),
    "cli.response_cars": Text(
        "警车 {cars} 辆,每小时警情 {calls} 起,每起占用 {minutes} 分钟:"
        "平均忙碌率 {utilisation}%,最忙 {busiest}%",
        "{cars} {cars:car|cars}, {calls} {calls:call|calls} an hour, {minutes} minutes each: "
        "busy {utilisation} % of the time, the busiest {busiest} %",
    ),
    "cli.response_travel": Text(
        "推算路途时间:平均 {mean} 分钟,九成在 {p90} 分钟内;{target} 分钟内到达 {within}%;跨巡区出警 {inter}%",
        "Modelled travel: {mean} minutes on average, nine in ten within {p90}; "
        "{within} % within {target} minutes; {inter} % of dispatches go to another beat",
    ),
    "cli.response_wait": Text(
        "警车全忙时来警占 {all_busy}%,全部警情平均等候 {wait} 分钟",
        "{all_busy} % of calls find no car free; the mean wait of all is {wait} minutes",
    ),
    "cli.response_lost": Text(
        "警车全忙时来警占 {all_busy}%,由其他力量处置",
        "{all_busy} % of calls find no car free, and are left to others",
    ),
    "cli.response_snap": Text(
        "单元到道路的距离:中位数 {median} 米,最远 {most} 米",
        "Units lie {median} m from the road that reaches them in the median, {most} m at most",
    ),
    "cli.response_observed": Text(
        "实际{span}:中位数 {median} 分钟,九成在 {p90} 分钟内"
        "(有效 {known},缺时间 {missing},先后颠倒 {impossible})",
        "Recorded {span}: median {median} minutes, nine in ten within {p90} "
        "({known} known, {missing} missing, {impossible} in an impossible order)",
    ),
    "cli.response_observed_within": Text(
        "实际{span}:中位数 {median} 分钟,九成在 {p90} 分钟内,{target} 分钟内 {within}%"
        "(有效 {known},缺时间 {missing},先后颠倒 {impossible})",
        "Recorded {span}: median {median} minutes, nine in ten within {p90}, {within} % within {target} "
        "({known} known, {missing} missing, {impossible} in an impossible order)",
    ),
    "cli.response_unrecorded": Text("记录中没有时间的环节:{spans}", "No recorded times of: {spans}"),
    "cli.response_scenario": Text(
        "{scenario}:平均路途 {mean} 分钟({change}),九成在 {p90} 分钟内;平均忙碌率 {utilisation}%",
        "{scenario}: travel {mean} minutes on average ({change}), nine in ten within {p90}; "
        "busy {utilisation} %",
    ),
    "span.call_to_dispatch": Text("接警到派警", "call to dispatch"),
    "span.dispatch_to_arrival": Text("派警到到场", "dispatch to arrival"),
    "span.call_to_arrival": Text("接警到到场", "call to arrival"),
    "span.arrival_to_finish": Text("到场到处置完毕", "arrival to finish"),
    "map.title.response": Text("巡区接处警图", "Response of the beats"),
    "column.calls_per_hour": Text("每小时警情", "Calls an hour"),
    "column.cars": Text("警车", "Cars"),
    "column.utilisation": Text("忙碌率(0—1)", "Busy share of time (0-1)"),
    "column.travel_min": Text("推算路途(分钟)", "Modelled travel (min)"),
    "column.travel_min_p90": Text("九成路途在(分钟)", "Nine trips in ten (min)"),
    "column.inter_beat_share": Text("外巡区出警占比(0—1)", "Answered from other beats (0-1)"),
    "column.call_to_arrival_median_min": Text(
        "实际到场中位数(分钟)", "Recorded call to arrival, median (min)"
    ),
    "column.call_to_arrival_p90_min": Text(
        "实际九成到场(分钟)", "Recorded call to arrival, nine in ten (min)"
    ),
}

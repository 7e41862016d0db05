"""Words of patrol routes, patrol records and beat cards."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "cli.task.routes": Text("安排巡逻路线", "Planning routes"),
    "cli.help.routes": Text(
        "为巡区安排一周的巡逻路线:治安乱点、必到点、卡口和道路,每天不同。",
        "Plan a week of patrol routes for beats: hot areas, must-visit points, checkpoints and roads, "
        "different every day.",
    ),
    "cli.help.routes_beat": Text("只排这个巡区;可重复", "This beat alone; repeat it"),
    "cli.help.routes_roads": Text("道路", "Roads"),
    "cli.help.routes_stations": Text("派出所,路线的起讫点", "Stations, where routes begin and end"),
    "cli.help.routes_areas": Text("治安乱点(面)", "Hot areas: polygons"),
    "cli.help.routes_key_places": Text("必到点", "Must-visit points"),
    "cli.help.routes_checkpoints": Text("卡口", "Checkpoints"),
    "cli.help.routes_population": Text("人口,用来算见警率", "People, for the share that sees a patrol"),
    "cli.help.routes_first_day": Text("第一班的日期,默认今天", "Day of the first shift; today unless given"),
    "cli.help.routes_shift_start": Text("班次开始的钟点", "When each shift starts"),
    "cli.help.routes_hours": Text("班次的小时数", "Hours of a shift"),
    "cli.help.routes_days": Text("排几天", "Days to plan"),
    "cli.help.routes_rounds": Text("每班到每个乱点几次", "Visits to each hot area in a shift"),
    "cli.help.routes_iterations": Text("每条路线的搜索次数", "Iterations of the search for each route"),
    "cli.help.routes_out": Text(
        "输出文件:.gpx .kml .geojson .gpkg .parquet .csv .xlsx",
        "File to write: .gpx .kml .geojson .gpkg .parquet .csv .xlsx",
    ),
    "cli.beats_need_roads": Text("给出 BEATS 时必须同时给出 --roads", "With BEATS, --roads is required"),
    "cli.routes_made": Text(
        "{beats} 个巡区,{routes} 条路线,停留 {stops} 次;巡区道路 {km} 公里,走到 {roads}%",
        "{routes} {routes:route|routes} of {beats} {beats:beat|beats}, {stops} {stops:visit|visits}; "
        "of {km} km of road, {roads} % driven",
    ),
    "cli.routes_variation": Text(
        "任两天:同一半小时到同一处的占 {first}%,先后次序相同的占 {second}%",
        "Between two days, {first} % of visits fall into the same half hour and {second} % of "
        "legs are the same",
    ),
    "cli.routes_people_seen": Text(
        "见警率:每班 {first}% 的人口能见到巡逻,全部班次合计 {second}%",
        "{first} % of the people see a patrol in a shift, {second} % over all shifts",
    ),
    "cli.routes_areas_seen": Text(
        "治安乱点:每班经过 {first}%,全部班次合计 {second}%",
        "{first} % of the hot areas are passed in a shift, {second} % over all shifts",
    ),
    "routes.title": Text("巡逻路线", "Patrol routes"),
    "routes.name": Text("{beat} 号巡区第 {day} 天", "Beat {beat}, day {day}"),
    "routes.kilometres": Text("{km} 公里", "{km} km"),
    "stop_kind.hot_area": Text("治安乱点", "Hot area"),
    "stop_kind.must_visit": Text("必到点", "Must-visit point"),
    "stop_kind.checkpoint": Text("卡口", "Checkpoint"),
}
"""Words by key."""

"""Words of the workload and the forces."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "cli.help.demand": Text(
        "按警情、路途、街面巡逻、必到点和治安乱点计算基本单元 UNITS 的巡逻工时;"
        "不给 UNITS 则用库中的村(社区)。给出 UNITS 和 --incidents 时只用文件,不用库。",
        "Compute the patrol hours that UNITS ask for: incidents, travel, roads, must-visit points, "
        "disorderly areas. Without UNITS, the villages of the store. With UNITS and --incidents it works on "
        "files alone.",
    ),
    "cli.help.demand_incidents": Text("警情文件;默认用库中的警情。", "Incidents; default the store's."),
    "cli.help.demand_roads": Text("道路文件;默认用库中的道路。", "Roads to patrol; default the store's."),
    "cli.help.demand_stations": Text("派出所文件;默认用库中的。", "Police stations; default the store's."),
    "cli.help.demand_key_places": Text(
        "必到点文件;默认用库中的重点单位。", "Must-visit points; default the store's key places."
    ),
    "cli.help.demand_areas": Text(
        "治安乱点文件(hotspots 的输出);默认用库中最近一次的显著乱点。",
        "Disorderly areas, as hotspots writes them; default the significant ones found last in the store.",
    ),
    "cli.help.demand_service_times": Text(
        "警情处置时间:table 用设置表,recorded 用记录(到达至处结)的各类平均,不足 30 起的仍用表。",
        "Time at an incident: by the table, or by the recorded mean from arrival to finish of its category, "
        "where 30 records or more have one.",
    ),
    "cli.help.demand_settings": Text(
        "工作量设置表(CSV、Excel):服务时间、巡逻次数等;默认用随附的 workload_settings.csv。",
        "Table of service times, passes, visits and weights (CSV, Excel); default the one that comes with "
        "the program.",
    ),
    "cli.help.demand_out": Text(
        "输出文件:.geojson .gpkg .parquet .csv .xlsx .html;.gpkg 和 .xlsx 另含分时段工时、各所与各乡镇的"
        "警力和负荷、各类警情的处置时间;.html 为地图。",
        "File to write: .geojson .gpkg .parquet .csv .xlsx .html; .gpkg and .xlsx also hold the hours of the "
        "week, the forces and load of stations and townships, and service times; .html is a map.",
    ),
    "cli.demand_done": Text(
        "{units} 个基本单元每周工时 {hours} 小时:警情处置 {incident},路途 {travel},街面巡逻 {road},"
        "必到点 {visit},乱点 {area}",
        "{hours} patrol hours a week in {units} {units:unit|units}: incidents {incident}, travel {travel}, "
        "roads {road}, must-visit points {visit}, disorderly areas {area}",
    ),
    "layer.workload": Text("每周巡逻工时", "Patrol hours a week"),
    "map.title.demand": Text("巡逻工作量", "Patrol workload"),
    "map.demand_legend": Text("每周巡逻工时(小时)", "Patrol hours a week"),
    "map.demand_all": Text("各单元相同", "the same everywhere"),
    "map.demand_total": Text(
        "{units} 个基本单元每周共需巡逻 {hours} 小时。",
        "{units} {units:unit|units} ask for {hours} patrol hours a week.",
    ),
    "map.demand_station": Text(
        "{station}:工作量 {hours} 小时,可用组时 {crew_hours} 小时",
        "{station}: {hours} h of work, {crew_hours} crew hours",
    ),
    "map.demand_station_alone": Text(
        "{station}:工作量 {hours} 小时,警力未知", "{station}: {hours} h of work, forces not known"
    ),
    "column.workload": Text("每周工时", "Hours a week"),
    "column.incident_hours": Text("警情处置(小时/周)", "Incidents (h/week)"),
    "column.travel_hours": Text("路途(小时/周)", "Travel (h/week)"),
    "column.road_hours": Text("街面巡逻(小时/周)", "Roads (h/week)"),
    "column.visit_hours": Text("必到点(小时/周)", "Must-visit points (h/week)"),
    "column.area_hours": Text("治安乱点(小时/周)", "Disorderly areas (h/week)"),
    "column.crews": Text("可编组数", "Crews"),
    "column.crew_hours": Text("可用组时(每周)", "Crew hours a week"),
}

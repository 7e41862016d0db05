"""Words of the workload and the forces."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "cli.help.demand": Text(
        "按警情、路途、街面巡逻、必到点和治安乱点计算基本单元 UNITS 的巡逻工时;"
        "不给 UNITS 则用库中的村(社区)。",
        "Compute the patrol hours that UNITS ask for: incidents, travel, roads, must-visit points, "
        "disorderly areas. Without UNITS, the villages of the store.",
    ),
    "cli.help.demand_settings": Text(
        "工作量设置表(CSV、Excel):服务时间、巡逻次数等;默认用随附的 workload_settings.csv。",
        "Table of service times, passes, visits and weights (CSV, Excel); default the one that comes with "
        "the program.",
    ),
    "cli.help.demand_out": Text(
        "输出文件:.geojson .gpkg .parquet .csv .xlsx;.gpkg 和 .xlsx 另含分时段工时和各所警力负荷。",
        "File to write: .geojson .gpkg .parquet .csv .xlsx; .gpkg and .xlsx also hold the hours of the week "
        "and the stations.",
    ),
    "cli.demand_done": Text(
        "{units} 个基本单元每周工时 {hours} 小时:警情处置 {incident},路途 {travel},街面巡逻 {road},"
        "必到点 {visit},乱点 {area}",
        "{hours} patrol hours a week in {units} {units:unit|units}: incidents {incident}, travel {travel}, "
        "roads {road}, must-visit points {visit}, disorderly areas {area}",
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

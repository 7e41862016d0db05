"""Words of zones, joint zones, corridors and joint patrols of villages."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "zone_source.override": Text("人工指定", "set by hand"),
    "zones.county_office": Text("县综治办", "County governance office"),
    "zones.township_office": Text("{township}综治办", "{township} governance office"),
    "zone_kind.joint": Text("联合防区", "joint zone"),
    "zone_kind.single": Text("本所结合部", "fringe of one station"),
    "layer.joint_zones": Text("城乡结合部联合防区", "Joint zones on the fringe"),
    "layer.corridors": Text("公路走廊", "Highway corridors"),
    "layer.rural_areas": Text("农村民警责任区", "Officers' areas in the country"),
    "layer.rural_groups": Text("邻村联防组", "Joint patrols of villages"),
    "map.joint_zone": Text("联合防区 {number}", "Joint zone {number}"),
    "map.corridor": Text("公路走廊 {number}", "Corridor {number}"),
    "map.rural_area": Text("责任区 {number}", "Area {number}"),
    "map.rural_group": Text("联防组 {number}", "Joint patrol {number}"),
    "map.corridor_note": Text(
        "公路走廊与其他分区重叠,为规定允许。", "Corridors overlap other zones, as declared."
    ),
    "column.station_names": Text("途经派出所", "Stations"),
    "column.primary_station_name": Text("主责派出所", "Primary station"),
    "column.backup_station_name": Text("协防派出所", "Backup station"),
    "column.coordinating_office": Text("协调单位", "Coordinating office"),
    "column.key_areas": Text("重点部位", "Key areas"),
    "column.disorderly_areas": Text("治安乱点数", "Disorderly areas"),
    "column.border_km": Text("所间界线(公里)", "Station border (km)"),
    "column.length_km": Text("长度(公里)", "Length (km)"),
    "column.overlap_km2": Text("重叠(平方公里)", "Overlap (km²)"),
    "column.villages": Text("村数", "Villages"),
    "column.names": Text("各村", "Names"),
    "column.guards": Text("群防群治队员", "Village guards"),
    "column.security_households": Text("治安中心户", "Security-centre households"),
    "column.station_min": Text("距所车程(分钟)", "From the station (min)"),
    "column.link_min": Text("村间最长车程(分钟)", "Longest way between villages (min)"),
    "cli.zones_divided": Text(
        "联合防区 {joint} 个,公路走廊 {corridors} 条,农村责任区 {areas} 个,邻村联防组 {groups} 个",
        "{joint} {joint:zone|zones} on the fringe, {corridors} {corridors:corridor|corridors}, "
        "{areas} rural {areas:area|areas} with {groups} joint {groups:patrol|patrols}",
    ),
    "cli.help.zone_overrides": Text(
        "手工分区表(CSV、Excel):村代码或名称、分区;优先于其他依据。",
        "Table of zones set by hand (CSV, Excel): code or name of a village, zone. It wins.",
    ),
    "cli.help.urban_towns": Text(
        "另有哪些乡镇按县城对待:代码或名称,逗号分隔;all 表示全部。",
        "Further townships that count as the county seat does, by code or name; all for every one.",
    ),
    "cli.help.corridor_m": Text(
        "公路走廊向道路两侧各延伸多少米;0 为不设。",
        "How far corridors reach to each side of a highway, in metres; 0 for none.",
    ),
    "cli.help.forces": Text(
        "警力表(CSV、Excel):派出所、乡镇、村的民警、辅警、车辆、护村队、治安中心户等。",
        "Table of forces (CSV, Excel): officers, auxiliaries, vehicles, guards and more of stations, "
        "townships and villages.",
    ),
}

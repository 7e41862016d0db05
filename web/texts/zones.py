"""Words of zones, joint zones, corridors and joint patrols of villages."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "zone_source.override": Text("人工指定", "set by hand"),
    "zones.county_office": Text("县综治办", "County governance office"),
    "zones.township_office": Text("{township}综治办", "{township} governance office"),
    "zone_kind.joint": Text("联合防区", "joint zone"),
    "zone_kind.single": Text("本所结合部", "fringe of one station"),
    "layer.key_sections": Text("重点路段", "Key sections of streets"),
    "layer.community_patrols": Text("社区巡防", "Rounds of neighbourhoods"),
    "days.all": Text("每天", "every day"),
    "days.workdays": Text("工作日", "working days"),
    "days.weekend": Text("周末", "weekend"),
    "map.key_sections_list": Text("重点路段与时段", "Key sections and their times"),
    "map.joint_zones_list": Text("联合防区", "Joint zones"),
    "map.rural_areas_list": Text(
        "农村民警责任区与负荷比", "Officers' areas in the country, with load ratios"
    ),
    "map.rural_area_note": Text(
        "负荷比 = 责任区负荷 ÷ 本所各责任区平均;户数占七成、距所车程占三成。",
        "Load ratio: over the mean of its station; households count 70 %, the way from the station 30 %.",
    ),
    "map.key_section": Text("重点路段 {number}", "Key section {number}"),
    "map.street_without_name": Text("无名道路", "street without a name"),
    "map.street_between": Text("{street}({begin}至{end})", "{street} ({begin} to {end})"),
    "map.street_at": Text("{street}(近{begin})", "{street} (at {begin})"),
    "map.any_hour": Text("全天", "at any hour"),
    "map.section_incidents": Text("{incidents} 起", "{incidents}"),
    "map.community": Text("{name}:每周巡防 {rounds} 次", "{name}: {rounds} {rounds:round|rounds} a week"),
    "map.rounds": Text("{rounds} 次", "{rounds}"),
    "map.no_station": Text("(无)", "(none)"),
    "map.joint_zone_line": Text("{primary}主责,{backup}协防", "{primary}, backed by {backup}"),
    "map.joint_zone_office": Text("协调单位:{office}", "coordinated by {office}"),
    "map.joint_zone_alone": Text("{primary}主责", "{primary}, without a backup"),
    "column.street": Text("道路", "Street"),
    "column.cross_streets": Text("相交道路", "Cross streets"),
    "column.neighbourhood": Text("所在社区", "Neighbourhood"),
    "column.length_m": Text("长度(米)", "Length (m)"),
    "column.rate_ratio": Text("为平均的倍数", "Times the mean"),
    "column.patrol_times": Text("重点时段", "When"),
    "column.peak_share": Text("时段内占比", "Share in that time"),
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
        "重点路段 {sections} 段,社区巡防 {neighbourhoods} 个社区,联合防区 {joint} 个,公路走廊 {corridors} 条,"
        "农村责任区 {areas} 个,邻村联防组 {groups} 个",
        "{sections} key {sections:section|sections} of streets, rounds for {neighbourhoods} "
        "{neighbourhoods:neighbourhood|neighbourhoods}, {joint} {joint:zone|zones} on the fringe, "
        "{corridors} {corridors:corridor|corridors}, "
        "{areas} rural {areas:area|areas} with {groups} joint {groups:patrol|patrols}",
    ),
    "cli.help.zone_overrides": Text(
        "手工分区表(CSV、Excel):村代码或名称、分区;优先于其他依据,以后各次沿用,直到换表或取消。",
        "Table of zones set by hand (CSV, Excel): code or name of a village, zone. It wins, and stays for "
        "later runs until there is another.",
    ),
    "cli.help.forget_overrides": Text("取消以前手工指定的分区。", "Forget the zones that were set by hand."),
    "cli.help.urban_towns": Text(
        "另有哪些乡镇按县城对待:代码或名称,逗号分隔;all 表示全部。",
        "Further townships that count as the county seat does, by code or name; all for every one.",
    ),
    "cli.help.corridor_m": Text(
        "公路走廊向道路两侧各延伸多少米;0 为不设。",
        "How far corridors reach to each side of a highway, in metres; 0 for none.",
    ),
    "cli.help.villages_per_area": Text(
        "农村民警责任区平均几个村。", "Villages of an officer's area in the country, on average."
    ),
    "cli.help.households_per_patrol": Text(
        "邻村联防组平均多少户。", "Households of a joint patrol of villages, on average."
    ),
    "cli.help.rounds_a_week": Text(
        "城区社区每周平均巡防几次。", "Rounds of a neighbourhood in town a week, on average."
    ),
    "cli.help.forces": Text(
        "警力表(CSV、Excel):派出所、乡镇、村的民警、辅警、车辆、护村队、治安中心户等。",
        "Table of forces (CSV, Excel): officers, auxiliaries, vehicles, guards and more of stations, "
        "townships and villages.",
    ),
}

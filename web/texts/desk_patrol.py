"""Words of the desk on what patrols are planned by."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "desk.show_joint-zones": Text("联合防区", "Joint zones"),
    "desk.show_corridors": Text("公路走廊", "Highway corridors"),
    "desk.show_rural": Text("农村责任区与联防组", "Rural areas and groups"),
    "desk.show_key-sections": Text("重点路段", "Key sections"),
    "desk.show_standing-points": Text("驻巡点", "Standing points"),
    "desk.show_gaps": Text("巡不到处与交界空白", "Roads and borders left out"),
    "desk.show_closures": Text("封控卡口与出口", "Checkpoints to close a zone"),
    "desk.show_routes": Text("巡逻路线", "Patrol routes"),
    "desk.route": Text("巡区 {beat} · 第 {day} 天路线", "Beat {beat} · route of day {day}"),
    "desk.stop": Text("第 {number} 站 · {name}", "Stop {number} · {name}"),
    "desk.route_day": Text("路线日期", "Day of the routes"),
    "desk.routes_note": Text(
        "各巡区当日路线;点选一个巡区,只看它的路线和停留点。",
        "Routes of that day; choose a beat to see its route and stops alone.",
    ),
    "desk.routes_of_beat": Text("仅巡区 {beat}", "Beat {beat} alone"),
    "desk.cover_note": Text("按时 = {minutes} 分钟内到达", "In time = within {minutes} minutes"),
    "desk.title_cover": Text("驻巡点到达情况", "Reach of standing points"),
    "desk.shade_cover": Text("到达情况与死角", "Reach and blind spots"),
    "desk.corridor_note": Text(
        "走廊沿公路两侧划定,按规定可与其他分区重叠。",
        "Corridors run along highways and may overlap other zones, by declaration.",
    ),
    "column.gain": Text("新增覆盖", "Newly covered"),
    "column.stops": Text("停留次数", "Stops"),
    "column.route_min": Text("全程(分钟)", "Whole route (min)"),
    "column.drive_min": Text("行车(分钟)", "Driving (min)"),
    "column.stay_min": Text("停留(分钟)", "Staying (min)"),
    "column.road_km": Text("里程(公里)", "Length (km)"),
    "column.stop_kind": Text("类别", "Kind"),
    "column.stay_from": Text("到达", "Arrives"),
    "column.stay_until": Text("离开", "Leaves"),
}
"""Words by key."""

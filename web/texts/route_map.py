"""Words on the map of patrol routes."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "map.title.routes": Text("巡逻路线", "Patrol routes"),
    "layer.routes": Text("巡逻路线", "Patrol routes"),
    "layer.stops": Text("停留点", "Stops"),
    "layer.passes": Text("每班经过次数", "Passes a shift"),
    "layer.missed_stops": Text("没有排到的点", "Missed stops"),
    "map.passes_none": Text("不经过", "none"),
    "map.passes_class": Text("{low} 至 {high}", "{low} to {high}"),
    "map.passes_over": Text("{low} 以上", "over {low}"),
    "map.route_day": Text("第 {day} 天 {date}", "Day {day}, {date}"),
    "map.stops_of": Text("{day} 停留点", "{day}: stops"),
    "map.stay": Text(
        "{beat} 号巡区 第 {number} 站 {name} {arrives}–{leaves}",
        "Beat {beat}, stop {number}: {name} {arrives}–{leaves}",
    ),
    "map.routes_note": Text(
        "路线和时间每天不同,仅限内部使用。零点以后的时间属当日班次。",
        "Routes and times change every day and stay within the service. Hours after midnight belong to the "
        "shift.",
    ),
    "missed.unreachable": Text("没有道路相通", "no road leads there"),
    "missed.too_far": Text("太远,往返超过一班", "too far for a shift"),
    "missed.no_time": Text("时间不够", "no time left"),
}
"""Words by key."""

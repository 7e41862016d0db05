"""Words of patrol routes, patrol records and beat cards."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING

from web.texts.catalogue import text
from web.texts.text import Text

if TYPE_CHECKING:
    from patrol.routes.plan import RoutePlan
    from patrol.routes.visibility import Visibility

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
        "输出文件:.gpx .kml .geojson .gpkg .parquet .csv .xlsx .html",
        "File to write: .gpx .kml .geojson .gpkg .parquet .csv .xlsx .html",
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
    "cli.help.patrol_log": Text(
        "把计划路线与签到和车辆轨迹对照:是否按时到位、走了多少道路。不含任何个人信息。",
        "Compare planned routes with check-ins and tracks of vehicles: visits in time, roads driven.",
    ),
    "cli.help.check_ins": Text("签到表:点位、时间", "Check-ins: a table of point and time"),
    "cli.help.track": Text("车辆轨迹(GPX);可重复", "Track of a vehicle as GPX; repeat it"),
    "cli.help.tolerance_min": Text("前后相差多少分钟仍算按时", "Minutes early or late that count as in time"),
    "cli.help.routes_beat_judged": Text("只对照这个巡区;可重复", "Judge this beat alone; repeat it"),
    "cli.help.track_crs": Text(
        "轨迹的坐标系;auto 选取与计划道路吻合的一种",
        "System of the tracks; auto takes the one that fits the planned roads",
    ),
    "cli.help.clock_min": Text(
        "轨迹时间加上多少分钟(记录仪时钟不准时用)",
        "Minutes to add to the times of tracks, where a logger's clock is wrong",
    ),
    "cli.help.patrol_log_out": Text(
        "每次计划停留的结果;.gpkg 和 .xlsx 另有巡区、日期和道路",
        "File to write: the result of each planned visit; .gpkg and .xlsx hold beats, days and streets too",
    ),
    "cli.log_stays": Text(
        "车辆在 {visits} 次停留中一般停了 {minutes} 分钟",
        "Vehicles stayed {minutes} {minutes:minute|minutes} at the median of {visits} {visits:visit|visits}",
    ),
    "cli.log_needs": Text("请给出 --check-ins 或 --track", "Give --check-ins or --track"),
    "cli.log_visits": Text(
        "计划停留 {visits} 次:按时 {in_time}%,到过 {done}%",
        "{visits} planned {visits:visit|visits}: {in_time} % in time, {done} % made at all",
    ),
    "cli.log_roads": Text(
        "计划道路 {km} 公里,走到 {driven} 公里", "Of {km} km of planned road, {driven} km were driven"
    ),
    "cli.help.report": Text("打印用的报表", "Sheets to print"),
    "cli.help.beat_cards": Text(
        "巡区卡:每个巡区一页 A4,含地图、工作量、重点部位和时间",
        "Beat cards: one A4 page for each beat, with map, load, key places and times",
    ),
    "cli.help.cards_out": Text("输出文件:.pdf 或 .html", "File to write: .pdf or .html"),
    "cli.cards_made": Text("巡区卡 {cards} 张", "{cards} beat {cards:card|cards}"),
    "cli.help.cards_county": Text("县名,写在标题里", "The county's name, for the title"),
    "cli.cards_no_routes": Text(
        "这些巡区还没有巡逻路线,卡上没有时间。先运行 safetown routes 可得到时间",
        "No routes are planned for these beats, so the cards have no times. Run safetown routes first to "
        "have them",
    ),
    "cli.signs_unknown": Text(
        "PDF 的字体没有这些字,页面上显示为方框:{signs}。需要时请写成 .html 打印",
        "The fonts of the PDF lack these characters, which the page shows as boxes: {signs}. "
        "Write .html where they are needed",
    ),
    "card.title": Text("巡逻责任区卡", "Beat card"),
    "card.heading": Text("{beat} 号巡区", "Beat {beat}"),
    "card.period": Text("{days},每班 {start}–{end}", "{days}, shifts {start}–{end}"),
    "card.internal": Text("内部使用", "For the service only"),
    "card.station": Text("派出所", "Police station"),
    "card.load": Text("工作量", "Load"),
    "card.load_ratio": Text("与平均工作量之比", "Load over mean"),
    "card.area_km2": Text("面积(平方公里)", "Area, km²"),
    "card.stops": Text("每班停留(次)", "Stops a shift"),
    "card.road_km": Text("道路(公里)", "Roads, km"),
    "card.passes": Text("道路每班经过(次)", "Road passes a shift"),
    "card.road_share_driven": Text("各班走到的道路", "Roads driven in all"),
    "card.units": Text("所辖({number}):{names}", "Units ({number}): {names}"),
    "card.units_more": Text("所辖({number}):{names} 等", "Units ({number}): {names}, …"),
    "card.kind": Text("类别", "Kind"),
    "card.place": Text("地点", "Place"),
    "card.times": Text("时间", "Times"),
    "card.legend_beat": Text("本巡区界", "Border of the beat"),
    "card.legend_route": Text("第一天的路线", "First day's route"),
    "card.legend_neighbour": Text("相邻巡区界", "Other beats"),
    "card.missed": Text("没有排到:{names}。", "Not visited: {names}."),
    "card.missed_more": Text("没有排到 {number} 处:{names} 等。", "{number} not visited: {names}, …"),
    "card.missed_always": Text("{name}（{reason}）", "{name} ({reason})"),
    "card.missed_at_times": Text(
        "{name}（{reason},{days} 天中 {missed} 天）", "{name} ({reason}, {missed} of {days} days)"
    ),
    "card.more": Text(
        "本页放不下的还有 {stops} 处,见路线文件。",
        "{stops} more {stops:place has|places have} no room on this page; see the file of routes.",
    ),
    "card.more_days": Text(
        "另有 {days} 天的时间,见路线文件。",
        "Times of {days} more {days:day|days} are in the file of routes.",
    ),
    "card.note": Text(
        "每处停留 10 至 16 分钟。零点以后的时间属上方日期的班次。时间和次序每天不同,勿外传。",
        "Stay 10 to 16 minutes at each place. Hours after midnight belong to the shift of the date above. "
        "Times and order change every day; keep them within the service.",
    ),
    "card.note_no_routes": Text(
        "尚未安排巡逻路线,时间栏留空手填。勿外传。",
        "No routes are planned yet; times are left to be filled in by hand. Keep this within the service.",
    ),
    "stop_kind.hot_area": Text("治安乱点", "Hot area"),
    "stop_kind.must_visit": Text("必到点", "Must-visit point"),
    "stop_kind.checkpoint": Text("卡口", "Checkpoint"),
}
"""Words by key."""


def route_summary(plan: RoutePlan, seen: Visibility, lang: str) -> Iterator[str]:
    """
    Say how much the routes visit, cover and vary, and who sees them.

    Parameters
    ----------
    plan
        Routes.
    seen
        Who sees them.
    lang
        ``zh`` or ``en``.

    Yields
    ------
    str
        A sentence each.
    """
    beats = plan.beats
    length = float(beats["road_km"].sum())
    yield text(
        "cli.routes_made",
        lang,
        beats=len(beats),
        routes=len(plan.routes),
        stops=len(plan.stops),
        roads=round(100 * beats["road_km_driven"].sum() / length) if length else 0,
        km=round(length, 1),
    )
    for name, shares in (
        ("variation", (beats["time_overlap"].mean(), beats["order_overlap"].mean())),
        ("people_seen", (seen.people_a_shift, seen.people_in_all)),
        ("areas_seen", (seen.areas_a_shift, seen.areas_in_all)),
    ):
        if all(isfinite(share) for share in shares):
            first, second = (round(100 * float(share)) for share in shares)
            yield text(f"cli.routes_{name}", lang, first=first, second=second)

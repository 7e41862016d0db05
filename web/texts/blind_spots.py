"""Words of blind spots, standing points and checkpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from web.texts.catalogue import label, text
from web.texts.text import Text

if TYPE_CHECKING:
    import pandas as pd

TEXTS = {
    "cli.help.blind_spots": Text(
        "找出治安死角,提出驻巡点和卡口;给出 --places 则只分析文件,否则分析库。",
        "Find blind spots; propose standing points and checkpoints. With --places in files, else the store.",
    ),
    "cli.help.blind_places": Text(
        "地点文件(面或点),可含 population、incidents、station 列;默认为库中的村(社区)。",
        "Places (polygons or points) with population, incidents, station where known; default the villages.",
    ),
    "cli.help.blind_minutes": Text("几分钟内到达才算覆盖。", "Minutes within which a place is covered."),
    "cli.help.blind_points": Text(
        "提出几个新的驻巡点(默认 5)。", "How many new standing points to propose (5)."
    ),
    "cli.help.blind_aim": Text(
        "cover:覆盖最多;travel:总路程最短;all:用最少的点覆盖全部;backup:用最少的点使全部有两点覆盖。",
        "cover: most within reach; travel: shortest way to all; all: the fewest that reach all; backup: the "
        "fewest by which two points reach all.",
    ),
    "cli.help.join_crossings": Text(
        "道路凡交叉即相连(用于交叉处没有画节点的图)",
        "Roads meet wherever they cross, for maps without vertices there",
    ),
    "cli.blind_points_by_aim": Text(
        "--aim {aim} 自行决定点数,不能再给 --points",
        "With --aim {aim} it takes as many points as it takes: leave --points out",
    ),
    "cli.help.blind_by": Text("按什么计:人口、警情或地点数。", "What counts: people, incidents or places."),
    "cli.help.blind_standing": Text(
        "现有驻巡点文件;默认为派出所。", "Existing points; default the stations."
    ),
    "cli.help.blind_roads": Text("道路文件;默认用库中的。", "Roads; default the store's."),
    "cli.help.blind_candidates": Text(
        "备选位置文件;默认为全县路口。", "Sites for new points; default junctions all over the network."
    ),
    "cli.help.blind_checkpoints": Text(
        "现有查控点文件;默认用库中的。", "Existing checkpoints; default the store's."
    ),
    "cli.help.blind_beats": Text("巡区文件;默认为库中最近的方案。", "Beats; default the store's last plan."),
    "cli.help.blind_zone": Text(
        "要用卡口封住的区域:乡镇名称或代码,或面图层文件。",
        "Zone to cut off by checkpoints: name or code of a township, or a file of polygons.",
    ),
    "cli.help.patrol_minutes": Text("每班在路上巡逻的分钟数。", "Minutes that a shift drives on patrol."),
    "cli.task.blind_spots": Text("寻找治安死角", "Looking for blind spots"),
    "cli.blind_now": Text(
        "现状({minutes} 分钟):{places} 处地点中,死角 {blind} 处,仅一点覆盖 {once} 处,不通路 {unreached} 处",
        "Now, within {minutes} min: of {places} places {blind} are blind, {once} covered once only, "
        "{unreached} reached by no road",
    ),
    "cli.blind_after": Text(
        "增设 {points} 个驻巡点后:死角 {blind} 处,仅一点覆盖 {once} 处,不通路 {unreached} 处",
        "With {points} new {points:point|points}: {blind} blind, {once} covered once only, "
        "{unreached} reached by no road",
    ),
    "cli.blind_weight": Text(
        "{what}:死角内 {before} 降至 {after}(共 {total})",
        "{what}: {before} in blind spots, {after} afterwards (of {total})",
    ),
    "cli.blind_for_all": Text(
        "要全部按时到达:再设 {points} 个点(至少 {fewest} 个),届时两点以上覆盖的地点占 {share}%",
        "To reach all in time: {points} more {points:point|points} (no fewer than {fewest}); "
        "{share} % of places are then reached by two",
    ),
    "cli.blind_roads": Text(
        "每班巡不到的道路至少 {unvisited} 公里(共 {total} 公里)",
        "At least {unvisited} km of {total} km of road are visited by no beat in a shift",
    ),
    "cli.blind_undriven": Text(
        "已排路线的巡区有道路 {total} 公里:每班平均 {shift} 公里走不到,{shifts} 个班次合计 {all} 公里走不到",
        "Of {total} km of road in beats with planned routes {shift} km are not driven in a shift on average, "
        "and {all} km in none of {shifts} shifts",
    ),
    "cli.help.blind_routes": Text(
        "已排的巡逻路线(safetown routes 写出的 .gpkg);库中则用最近一次",
        "Planned routes, a .gpkg of safetown routes; on the store the last ones",
    ),
    "layer.undriven_roads": Text("巡逻路线走不到的道路", "Roads that planned routes leave out"),
    "cli.blind_borders": Text(
        "派出所辖区交界:{none} 公里两侧都按时到不了,{one} 公里只有一侧能到",
        "Borders of stations: {none} km with neither side in reach, {one} km with one",
    ),
    "cli.blind_zone": Text(
        "封住该区域:从头设 {checkpoints} 个卡口;有 {exits} 个出口,现有查控点封住 {share}%(按道路等级计),"
        "再设 {left} 个即可封住",
        "To cut the zone off: {checkpoints} {checkpoints:checkpoint|checkpoints} from scratch; of its "
        "{exits} {exits:exit|exits}, given checkpoints close {share} % by weight, and {left} more would "
        "close it",
    ),
    "weighing.people": Text("人口", "People"),
    "weighing.incidents": Text("警情", "Incidents"),
    "map.title.blind_spots": Text("治安死角与驻巡点", "Blind spots and standing points"),
    "layer.cover": Text("到达情况", "Reach of standing points"),
    "layer.unvisited_roads": Text("巡不到的道路", "Roads not visited in a shift"),
    "layer.border_gaps": Text("交界空白", "Gaps along station borders"),
    "layer.zone_outline": Text("要封控的区域", "Zone to close off"),
    "layer.zone_exits": Text("区域出口", "Exits of the zone"),
    "layer.standing_points": Text("现有驻巡点", "Existing standing points"),
    "layer.proposed_points": Text("建议驻巡点", "Proposed standing points"),
    "layer.new_checkpoints": Text("建议卡口", "Checkpoints to set"),
    "layer.checkpoints_left": Text("现有查控点之外还需的卡口", "Checkpoints to add to those there"),
    "cover.backed_up": Text("两点以上可按时到达", "reached by two or more in time"),
    "cover.once": Text("仅一点可按时到达", "reached by one in time"),
    "cover.blind": Text("死角:无一点可按时到达", "blind spot: none in time"),
    "cover.unreached": Text("不通路", "no road leads there"),
    "visit.beyond_shift": Text("一班时间不够", "more than a shift can drive"),
    "visit.beyond_reach": Text("太远,来回不及", "too far to come back in time"),
    "visit.outside_beats": Text("不在任何巡区", "in no beat"),
    "column.minutes": Text("最近点(分钟)", "Nearest point (min)"),
    "column.backup_minutes": Text("次近点(分钟)", "Second nearest (min)"),
    "column.times_covered": Text("按时到达的点数", "Points in time"),
    "column.nearest_point": Text("最近的点", "Nearest point"),
    "column.minutes_after": Text("增设后(分钟)", "With new points (min)"),
    "column.visit": Text("巡到与否", "Visited"),
    "column.other_station": Text("邻所", "Other station"),
    "column.closed": Text("已封住", "Closed"),
}


def blind_spot_summary(
    totals: pd.DataFrame, figures: Mapping[str, float], minutes: float, lang: str
) -> Iterator[str]:
    """
    Say what is covered now and with the proposed points, and what else was judged.

    Parameters
    ----------
    totals, figures
        As `web.services.blind_spots.search.BlindSpots` holds them.
    minutes
        Reach in minutes.
    lang
        ``zh`` or ``en``.

    Yields
    ------
    str
        A sentence each.
    """
    of = {(row["stage"], row["cover"]): row for row in totals.fillna(0).to_dict("records")}
    counts = {
        stage: {name: int(of[stage, name]["places"]) for name in ("blind", "once", "unreached")}
        for stage in ("now", "after")
    }
    places = sum(int(row["places"]) for (stage, _), row in of.items() if stage == "now")
    yield text("cli.blind_now", lang, minutes=minutes, places=places, **counts["now"])
    yield text("cli.blind_after", lang, points=int(figures["points"]), **counts["after"])
    for name in ("people", "incidents"):
        if name in totals:
            before, after = (of[stage, "blind"][name] + of[stage, "unreached"][name] for stage in counts)
            total = sum(row[name] for (stage, _), row in of.items() if stage == "now")
            numbers = {"before": int(before), "after": int(after), "total": int(total)}
            yield text("cli.blind_weight", lang, what=label("weighing", name, lang), **numbers)
    yield from _other_sentences(figures, lang)


def _other_sentences(figures: Mapping[str, float], lang: str) -> Iterator[str]:
    """Say what it takes to reach all, and what was found on roads, borders and round the zone."""
    rounded = {name: round(value, 1) for name, value in figures.items()}
    whole = {name: round(value) for name, value in figures.items()}
    yield text(
        "cli.blind_for_all",
        lang,
        points=whole["points_for_all"],
        fewest=whole["fewest_for_all"],
        share=round(100 * figures["backed_up_share"]),
    )
    if "road_km" in figures:
        yield text("cli.blind_roads", lang, unvisited=rounded["road_km_unvisited"], total=rounded["road_km"])
    if "undriven_km" in figures:
        numbers = {"shift": rounded["undriven_km_a_shift"], "all": rounded["undriven_km"]}
        numbers["total"] = rounded["planned_km"]
        yield text("cli.blind_undriven", lang, shifts=whole["planned_shifts"], **numbers)
    if "border_km_none" in figures:
        yield text("cli.blind_borders", lang, none=rounded["border_km_none"], one=rounded["border_km_one"])
    if "checkpoints" in figures:
        closed = round(100 * figures["share_closed"])
        numbers = {"checkpoints": whole["checkpoints"], "exits": whole["exits"], "share": closed}
        yield text("cli.blind_zone", lang, left=whole["checkpoints_left"], **numbers)

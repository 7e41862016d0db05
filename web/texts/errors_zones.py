"""What zones set by hand, joint zones, corridors and joint patrols of villages may have to tell."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "zones.word_unknown": Text(
        zh="第 {lines} 行的分区不认识。可用:{words}。",
        en="Lines {lines} name an unknown zone. Known: {words}.",
    ),
    "zones.override_unmatched": Text(
        zh="手工分区表中的这些村(社区)不在图层里,未采用:{villages}。",
        en="These villages of the zones set by hand are not in the layer and were left out: {villages}.",
    ),
    "zones.overridden": Text(
        zh="有 {villages} 个村(社区)的分区由人工指定。",
        en="The zone of {villages} {villages:village is|villages are} set by hand.",
    ),
    "zones.override_bad": Text(
        zh="“{column}”一列中有不认识的分区:{values}。可用:urban、fringe、rural。",
        en="Column {column} names unknown zones: {values}. Known: urban, fringe, rural.",
    ),
    "zones.town_unknown": Text(
        zh="没有这些乡镇:{towns}。请写乡镇的代码或名称;all 表示全部。",
        en="There are no such townships: {towns}. Name them by code or name; all stands for every one.",
    ),
    "zones.gaps": Text(
        zh="分区之间有 {pieces} 处空隙,共 {area_km2} 平方公里,不属任何分区。请检查图形。",
        en="{pieces} {pieces:piece|pieces} of ground, {area_km2} km2 in all, {pieces:lies|lie} in no zone. "
        "Check the shapes.",
    ),
    "zones.overlaps": Text(
        zh="分区之间有 {pieces} 处重叠,共 {area_km2} 平方公里。请检查图形。",
        en="{pieces} {pieces:piece|pieces} of ground, {area_km2} km2 in all, {pieces:lies|lie} in several "
        "zones. Check the shapes.",
    ),
    "corridors.overlap": Text(
        zh="{corridors} 条公路走廊与其他分区重叠 {area_km2} 平方公里:走廊按规定可与其他分区重叠。",
        en="{corridors} highway {corridors:corridor overlaps|corridors overlap} other zones by {area_km2} "
        "km2, as declared.",
    ),
    "corridors.no_road": Text(
        zh="道路图层中没有高速公路或国道,未设公路走廊。",
        en="The layer of roads has no highway; there is no corridor.",
    ),
    "urban.no_street": Text(
        zh="这些城区单元不临任何街道:{units}。请检查道路图层。",
        en="No street fronts these urban units: {units}. Check the layer of roads.",
    ),
    "urban.no_incidents": Text(
        zh="库中没有可用的警情,未选重点路段,未排社区巡防。",
        en="The store has no incidents to go by: there are no key sections and no rounds of neighbourhoods.",
    ),
    "rural.no_road": Text(
        zh="这些村没有道路可达,按步行与邻村编组:{villages}。",
        en="No road leads to these villages; they are joined to their neighbours on foot: {villages}.",
    ),
    "rural.no_team": Text(
        zh="警力表中这些村没有群防群治队员:{villages}。",
        en="By the table of forces these villages have no team of guards: {villages}.",
    ),
    "rural.no_centre": Text(
        zh="警力表中这些村没有治安中心户:{villages}。",
        en="By the table of forces these villages have no security-centre household: {villages}.",
    ),
    "rural.households_unknown": Text(
        zh="有 {villages} 个村没有户数,按其余各村的中位数计。",
        en="{villages} {villages:village does|villages do} not tell households; the median of the others "
        "stands for them.",
    ),
}

"""What the search for blind spots may have to tell."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "coverage.no_such_zone": Text(
        zh="没有名称或代码为“{zone}”的乡镇。已有:{known}。也可给出面图层文件。",
        en="No township has the name or code {zone}. There are: {known}. A file of polygons serves as well.",
    ),
    "roads.cross_unjoined": Text(
        zh="道路有 {crossings} 处交叉而不相连(路口 {junctions} 处),均按立交处理。"
        "若实为路口,请加 --join-crossings。",
        en="Roads cross without a junction at {crossings} {crossings:place|places} (there are {junctions} "
        "junctions) and were taken for bridges. If one can turn there, say --join-crossings.",
    ),
    "coverage.no_way_out": Text(
        zh="有 {exits} 条道路穿过该区域的边界,但图上没有一条通到 {km} 公里以外或地图边缘,不需要卡口。",
        en="{exits} {exits:road crosses|roads cross} the border of the zone, but none leads {km} km away "
        "from it or to the edge of the map: no checkpoint is needed.",
    ),
    "coverage.no_beats": Text(
        zh="没有巡区,未判断哪些道路巡不到。请先运行 safetown beats,或用 --beats 给出。",
        en="There are no beats, so that roads were not judged. Run safetown beats first, or give --beats.",
    ),
    "coverage.no_exits": Text(
        zh="没有道路穿过该区域的边界,不需要卡口。",
        en="No road crosses the border of the zone: no checkpoint is needed.",
    ),
    "coverage.checkpoints_off_road": Text(
        zh="这些查控点附近没有道路,未计入:{names}。",
        en="These checkpoints stand near no road and were not counted: {names}.",
    ),
    "coverage.unreached": Text(
        zh="{places} 处地点没有道路从任何现有驻巡点通达(列为 unreached):{names}。",
        en="No road leads from any existing point to {places} {places:place|places} (marked unreached): "
        "{names}.",
    ),
    "coverage.never_reached": Text(
        zh="{places} 处地点从任何备选位置都不能按时到达:{names}。可放宽 --minutes,或补充道路。",
        en="{places} {places:place is|places are} within reach of no site that could be chosen: {names}. "
        "Allow more --minutes, or add roads.",
    ),
    "coverage.fewer_points": Text(
        zh="要求 {points} 个驻巡点,有 {useful} 个就够:再多也不增加覆盖。",
        en="{points} points were asked for; {useful} do all that points can do.",
    ),
    "coverage.not_proven": Text(
        zh="提出的驻巡点未证明为最优;与最优至多相差 {percent}%。",
        en="The points proposed are not proven the best; they are within {percent} % of it.",
    ),
    "coverage.not_known": Text(
        zh="地点没有可用的 {by} 数,改按地点数计。",
        en="The places have no number of {by}: each place counts as one.",
    ),
}

"""What an evaluation of rectification may have to tell."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "evaluate.no_designated": Text(
        "台账中还没有认定过重点地区;请给出 AREAS,或先运行 safetown designate。",
        "The register has no designated area yet: give AREAS, or run safetown designate first.",
    ),
    "evaluate.no_areas": Text("文件中没有整治区域。请检查 AREAS。", "The file holds no areas. Check AREAS."),
    "evaluate.same_id": Text(
        "area_id 重复:{areas}。请为每个区域(同一区域的每次整治)各给一个编号。",
        "area_id is there twice: {areas}. Give each area, and each time of one area, its own.",
    ),
    "evaluate.no_start": Text(
        "这些区域没有整治开始日期:{areas}。请补上,或用 --since-start 给出。",
        "These areas have no day on which rectification began: {areas}. Fill it in, or give --since-start.",
    ),
    "evaluate.ends_before_start": Text(
        "这些区域的结束日期早于开始日期:{areas}。请改正 started_on 与 ended_on。",
        "Rectification ends before it begins in: {areas}. Mend started_on and ended_on.",
    ),
    "evaluate.areas_elsewhere": Text(
        "整治区域都不在警情所在的范围内。请检查 AREAS 与警情的坐标系(--crs)。",
        "No area lies where the incidents are. Check the coordinates of AREAS and of the incidents (--crs).",
    ),
    "evaluate.start_missing": Text(
        "{path} 没有 started_on 列。请用 --since-start 给出整治开始日期,或用 --column 指定所在的列。",
        "{path} has no column started_on. Give the day on which rectification began with --since-start, or "
        "name its column with --column.",
    ),
    "evaluate.start_unreadable": Text(
        "无法识别整治开始日期“{date}”。请写成 2025-03-01。",
        "The day {date} on which rectification began cannot be read. Write it as 2025-03-01.",
    ),
    "evaluate.not_polygons": Text(
        "{file} 中有的图形不是面。整治区域和对照地点须为面。",
        "Some shapes of {file} are no polygons. Areas and candidates must be polygons.",
    ),
    "evaluate.no_incidents": Text(
        "没有可用于评估的警情(范围内 {rows} 起,均无可信坐标)。请检查文件、坐标系(--crs)和类别(--category)。",
        "No incident can be used for the evaluation: of {rows} in scope none has a point to be trusted. "
        "Check the file, its coordinates (--crs) and --category.",
    ),
    "evaluate.no_zones": Text(
        "城乡分区未知:对照地点不分城区、城乡结合部、农村(先运行 safetown zones 即可区分)。",
        "Zones are not known: controls may be urban, fringe or rural (safetown zones tells them apart).",
    ),
    "evaluate.zone_unknown": Text(
        "{areas} 个区域不在已分区的村(社区)内,其对照地点不分城乡。",
        "{areas} areas lie in no village with a zone: their controls may be of any.",
    ),
    "evaluate.no_trend": Text(
        "数据不含更早一期,对照地点只按整治前的警情数选取,未比较走势。",
        "The data do not reach back to the period before the one before: controls were chosen by level "
        "alone, not by trend.",
    ),
    "evaluate.period_cut": Text(
        "{areas} 个区域整治后的时期尚未满,只比较已有的月份与上一期的同样月份;期满后结论可能改变。",
        "{areas} {areas:area has|areas have} no whole period after yet: the months so far are compared with "
        "the same months before, and the verdict may still change.",
    ),
    "evaluate.counted_once": Text(
        "{areas} 个区域与另一区域的地面、时期重叠,合计时只计先开始整治的一个,警情不重复计算。",
        "{areas} {areas:area shares|areas share} ground and time with another: all together counts the one "
        "that began first, so that no incident counts twice.",
    ),
    "evaluate.unequal_periods": Text(
        "前后时期长短不一({before} 与 {after} 个月),季节差异靠对照地点抵消。",
        "The periods are unequal ({before} and {after} months): seasons even out only by the controls.",
    ),
}

"""What the tables of workload and forces, and the hours computed from them, may have to tell."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "rows.column_missing": Text(
        zh="表中缺少“{column}”一列。现有的列:{columns}。",
        en="The table has no column {column}. It has: {columns}.",
    ),
    "rows.number_bad": Text(
        zh="“{column}”一列第 {lines} 行不是大于或等于零的数(人数须为整数)。请更正。",
        en="Column {column} holds no number of zero or more (whole, where it counts) in lines {lines}. "
        "Correct it.",
    ),
    "rows.value_missing": Text(
        zh="第 {lines} 行缺少“{column}”。请补上。",
        en="Lines {lines} have no {column}. Fill it in.",
    ),
    "rows.code_twice": Text(
        zh="第 {lines} 行的代码(名称)重复。每个单位只能占一行。",
        en="Lines {lines} name a code or name that stands in another line too. Keep one line for each.",
    ),
    "forces.columns_missing": Text(
        zh="警力表须有“代码”或“名称”一列,以及至少一列人数或车辆数(民警、辅警、车辆、护村队……)。认出的列:{columns}。",
        en="A table of forces needs a column code or name, and at least one count (officers, auxiliaries, "
        "vehicles, guards ...). Columns recognised: {columns}.",
    ),
    "forces.auxiliaries_alone": Text(
        zh="第 {lines} 行有辅警而没有民警:辅警不得单独巡逻。请补上民警数,或把辅警并入有民警的单位。",
        en="Lines {lines} have auxiliaries and no officer; auxiliaries never patrol alone. Add the officers, "
        "or count the auxiliaries where there are some.",
    ),
    "forces.unknown": Text(
        zh="警力表中的这些单位不是已知的派出所、乡镇或村,未计入:{names}。",
        en="These rows of the table of forces are no station, township or village that is known; they "
        "were left out: {names}.",
    ),
    "forces.missing": Text(
        zh="这些派出所有工作量,但警力表中没有它们的民警、辅警数:{names}。",
        en="These stations have work, but the table of forces says nothing of their officers: {names}.",
    ),
    "forces.ambiguous": Text(
        zh="警力表中的这些名称对应不止一处,未计入;请写代码:{names}。",
        en="These names of the table of forces fit several places and were left out; give their codes: "
        "{names}.",
    ),
    "demand.all_outside": Text(
        zh="{incidents} 起警情全在基本单元之外。请检查两者的坐标系(单元文件写的是 {crs})和范围。",
        en="None of the {incidents} incidents lies in a unit. Check the systems of both (the units say "
        "{crs}) and that they are of one place.",
    ),
    "demand.by_name": Text(
        zh="最近一年有 {incidents} 起有效警情没有可信的坐标,按地址中的村(社区)名计入。",
        en="{incidents} valid {incidents:incident|incidents} of the last year "
        "{incidents:has|have} no point to trust and {incidents:counts|count} in the unit that the address "
        "names.",
    ),
    "demand.no_point": Text(
        zh="最近一年有 {incidents} 起有效警情没有可信的坐标,地址也不能说明在哪个单元,未计入工作量。",
        en="{incidents} valid {incidents:incident|incidents} of the last year "
        "{incidents:has|have} no point to trust and no address that names a unit; "
        "{incidents:it makes|they make} no work.",
    ),
    "demand.records_differ": Text(
        zh="按记录,警情平均处置 {recorded} 分钟,设置表为 {table} 分钟;"
        "加 --service-times recorded 可按记录计。",
        en="By the records an incident takes {recorded} minutes on average, by the table {table}; "
        "--service-times recorded goes by the records.",
    ),
    "demand.item_unknown": Text(
        zh="工作量设置表第 {lines} 行的项目不存在。可用:{items}。",
        en="Lines {lines} of the workload settings name unknown items. Items: {items}.",
    ),
    "demand.key_wrong": Text(
        zh="工作量设置表第 {lines} 行:service_minutes、road_passes、visits、weight 须写明类别(其余用 *),"
        "其他项目不写。",
        en="Lines {lines} of the workload settings: service_minutes, road_passes, visits and weight need a "
        "key (* for all others), other items have none.",
    ),
    "demand.row_twice": Text(
        zh="工作量设置表第 {lines} 行重复。每个项目和类别只能写一次。",
        en="Lines {lines} of the workload settings repeat an item and key. Write each once.",
    ),
    "demand.row_missing": Text(
        zh="工作量设置表的“{item}”缺少类别为 * 的一行(用于其余各类)。",
        en="The workload settings lack the row {item}, * (for all others).",
    ),
    "demand.figure_out_of_range": Text(
        zh="工作量设置“{item}”的值 {value} 超出范围({range})。",
        en="The workload setting {item} is {value}; it must lie within {range}.",
    ),
    "demand.category_unknown": Text(
        zh="服务时间表中没有这些类别,{incidents} 起按“其他”计:{categories}。",
        en="The table of service times has no row for these categories; their {incidents} "
        "{incidents:incident counts|incidents count} as others: {categories}.",
    ),
    "demand.outside": Text(
        zh="{incidents} 起警情不在任何基本单元内,未计入工作量。",
        en="{incidents} {incidents:incident lies|incidents lie} in no unit and make no work.",
    ),
    "demand.no_road": Text(
        zh="{units} 个基本单元没有道路可达,路途时间按 {minutes} 分钟计。",
        en="No road leads to {units} {units:unit|units}; the way to an incident there is taken as {minutes} "
        "minutes.",
    ),
}

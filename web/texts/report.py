"""Words of reports."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "report.summary": Text("总体情况", "Overview"),
    "report.total": Text("有效警情", "valid incidents"),
    "report.with_point": Text("其中参与落点分析", "of these with a point, analysed"),
    "report.significant_areas": Text("治安乱点(显著)", "disorderly areas (significant)"),
    "report.watch_areas": Text("另有关注区域 {count} 处", "and {count} watch {count:area|areas}"),
    "report.year_on_year": Text("同比 {change}", "{change} against the same period last year"),
    "report.on_previous": Text("环比 {change}", "{change} against the previous period"),
    "report.areas": Text("治安乱点", "Disorderly areas"),
    "report.areas_lead": Text(
        "下列区域的发案数显著高于预期,按排名得分由高到低排列。",
        "These areas have significantly more incidents than expected; they are ranked by their score.",
    ),
    "report.town_map": Text("乱点集中处放大图", "Where areas crowd, enlarged"),
    "report.see_town_map": Text("见放大图", "see the enlarged map"),
    "report.sheets": Text("逐处证据", "Evidence, area by area"),
    "report.sheets_note": Text(
        "月份只计完整的月;发案时间只知起止的,按时段均摊。",
        "Whole months only; incidents known to lie in an interval are spread over it.",
    ),
    "report.mix": Text("类别", "Categories"),
    "report.most": Text("最多 {count} 起", "most {count}"),
    "report.watch": Text("关注区域", "Watch areas"),
    "report.watch_lead": Text(
        "下列区域在统计上不显著,可能出于偶然,仅供研判讨论,不作为认定依据。",
        "These areas are not significant and may be due to chance: "
        "for discussion, no ground for a designation.",
    ),
    "report.monthly": Text("月度走势", "By month"),
    "report.this_period": Text("本期", "this period"),
    "report.year_earlier": Text("上年同月", "a year earlier"),
    "report.week": Text("一周时段分布", "By day of the week and hour"),
    "report.hour": Text("时", "h"),
    "report.incidents_per_hour": Text("起", "incidents"),
    "report.week_note": Text(
        "发案时间只知起止的,按时段均摊;只知日期的不计入。",
        "Incidents known to lie in an interval are spread over it; those known to the day only are left out.",
    ),
    "report.beats": Text("巡区与负荷", "Beats and their load"),
    "report.beats_note": Text(
        "负荷比 = 巡区工作量 ÷ 各巡区平均工作量,1.00 为平均。紧凑度(Polsby-Popper)越接近 1,形状越圆整。"
        "颜色只用于区分相邻巡区。",
        "Load ratio = a beat's load over the mean load; 1.00 is average. Compactness (Polsby-Popper) is 1 "
        "for a circle. Colours only tell neighbours apart.",
    ),
    "report.quality": Text("数据质量", "Data quality"),
    "report.what": Text("项目", "What"),
    "report.rows": Text("行数", "Rows"),
    "report.rejected_why": Text(
        "退回原因(一行可有多个)", "Why rows were rejected (a row may have several reasons)"
    ),
    "report.methods": Text("方法说明", "How to read this"),
    "report.method_significant": Text(
        "“显著”是指:若警情只按预期分布、聚集纯属偶然,县内出现任何一处这样的聚集的可能性很小"
        "(校正后的 p 值已考虑到全县逐处比对)。显著不等于原因已明,认定仍须实地核查。",
        "An area is significant when such a cluster would rarely appear anywhere in the county if incidents "
        "followed the expected pattern and clustered by chance alone (the adjusted p-value allows for the "
        "whole county having been searched). It does not say why: a designation still needs a look on the "
        "ground.",
    ),
    "report.method_expected": Text(
        "“预期”怎么来:{baseline}", "Where the expected number comes from: {baseline}"
    ),
    "report.method_scope": Text(
        "只统计有效警情:重复报警和无效警情不计;巡逻自行发现的不参与排名,以免巡得越多、发现越多。",
        "Only valid incidents count: repeated and invalid calls are left out. "
        "What patrols discovered themselves does not enter the ranking, since more patrol finds more.",
    ),
    "report.method_cells": Text(
        "图上警情按方格汇总,不含单起警情的位置;报告只涉及地点,不涉及个人。",
        "Maps show incidents as counts of cells, never single ones; the report is about places, not persons.",
    ),
    "report.made_on": Text("{day}编制", "made on {day}"),
    "report.issued_by": Text("编制:{who}", "Issued by {who}"),
    "report.source": Text("数据来源:{source}", "Source: {source}"),
    "quality.rows_in": Text("读入", "Rows in"),
    "quality.accepted": Text("采用", "Accepted"),
    "quality.rejected": Text("退回", "Rejected"),
    "quality.duplicates": Text("重复行", "Duplicates"),
    "quality.outside_scope": Text(
        "另有不属于本系统范围的行(未读入)", "Besides these, outside the system's scope (dropped unread)"
    ),
    "quality.repeated": Text("重复报警(已标记)", "Repeated calls (flagged)"),
    "quality.invalid": Text("无效警情(已标记)", "Invalid calls (flagged)"),
    "quality.default_rows": Text("默认坐标(不参与落点分析)", "On default points (not in point methods)"),
    "quality.without_point": Text("无坐标(计入统计表)", "Without a point (count in tables)"),
    "quality.date_only": Text("只有日期", "Known to the day only"),
    "quality.superseded": Text(
        "重复行中被后来的内容取代的", "Duplicates replaced by a later row that differs"
    ),
    "quality.mangled_ids": Text(
        "编号被 Excel 改成数字(按内容重新编号)", "Ids that Excel had turned into numbers"
    ),
    "quality.read_as": Text("坐标按 {crs} 读取({why})。", "Coordinates read as {crs} ({why})."),
    "quality.swapped": Text(
        "两列坐标整体颠倒,已对调。", "The two columns of coordinates were swapped; exchanged."
    ),
    "quality.encoding": Text("文件编码:{encoding}。", "Encoding: {encoding}."),
    "quality.blanked": Text(
        "含电话或证件号码的单元格已清空:{cells}。",
        "Cells that held phone or identity numbers were emptied: {cells}.",
    ),
    "quality.dropped": Text("含个人信息、未读入的列:{columns}。", "Personal columns, not read: {columns}."),
    "quality.unknown": Text(
        "对照表中没有的类别:{categories}。", "Categories not in the mapping: {categories}."
    ),
    "quality.unknown_many": Text(
        "对照表中没有的类别共 {count} 种,最多的有:{categories}。",
        "{count} categories are not in the mapping, the commonest: {categories}.",
    ),
}

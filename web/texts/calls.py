"""Words of the call report."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "calls.title": Text("警情通报", "Call report"),
    "calls.of_days": Text("{days} 警情通报", "Call report, {days}"),
    "calls.by": Text("时段", "Period"),
    "calls.by_day": Text("日", "day"),
    "calls.by_week": Text("周", "week"),
    "calls.by_range": Text("起止", "range"),
    "calls.since": Text("日期", "Day"),
    "calls.until": Text("至(起止)", "Until (range)"),
    "calls.show": Text("查看", "Show"),
    "calls.previous": Text("上一期", "Earlier"),
    "calls.next": Text("下一期", "Later"),
    "calls.week": Text("第{week}周", "week {week}"),
    "calls.lead": Text(
        "共接报警情 {total} 起:有效 {valid} 起,重复 {repeated} 起,无效 {invalid} 起。",
        "{total} {total:call|calls}: {valid} valid, {repeated} repeated, {invalid} invalid.",
    ),
    "calls.compared": Text(
        "环比对照 {previous},同比对照 {year_ago};增减按有效警情计。",
        "Against {previous} and, last year, {year_ago}; changes are of valid calls.",
    ),
    "calls.station_only": Text("仅列{station}。", "Calls of {station} alone."),
    "calls.total": Text("警情", "Calls"),
    "calls.valid": Text("有效", "Valid"),
    "calls.repeated": Text("重复", "Repeated"),
    "calls.invalid": Text("无效", "Invalid"),
    "calls.on_previous": Text("环比", "vs before"),
    "calls.on_year": Text("同比", "vs last year"),
    "calls.class": Text("类别", "Class"),
    "calls.station": Text("派出所", "Station"),
    "calls.by_class": Text("按类别", "By class"),
    "calls.by_station": Text("按派出所", "By station"),
    "calls.all": Text("合计", "All"),
    "calls.no_class": Text("未分类", "no class"),
    "calls.no_station": Text("未写明派出所", "no station"),
    "calls.times": Text("处置速度与反馈", "How calls were answered"),
    "calls.times_note": Text(
        "各格为中位数 / 90 百分位(分钟),只计群众报警的有效警情;“缺”为时间不详或先后颠倒、未计入的起数。",
        "Median / 90th percentile in minutes, of valid calls that people made. Lacking: calls whose "
        "times are unknown or out of order and not counted.",
    ),
    "calls.lacking": Text("(缺 {count})", " ({count} lacking)"),
    "calls.dispatch": Text("派警", "Dispatch"),
    "calls.arrival": Text("到场", "Arrival"),
    "calls.handling": Text("处置", "Handling"),
    "calls.feedback": Text("反馈", "Feedback"),
    "calls.signed_off": Text("签收率", "Signed off"),
    "calls.fed_back": Text("反馈完整率", "Fed back"),
    "calls.notes": Text("说明", "Notes"),
    "calls.note_terms": Text(
        "派警:报警至派警;到场:派警至到场;处置:到场至处结;反馈:有反馈类别的警情自报警至处结。",
        "Dispatch: from report to dispatch; arrival: from dispatch; handling: from arrival to the end; "
        "feedback: from report to the end, of calls that have a category of feedback.",
    ),
    "calls.note_signed_off": Text(
        "记录中没有签收时间:签收率为已派警的警情中有到场时间的比例。反馈完整率为处结时间和反馈类别俱全的比例。",
        "Records have no time of signing off: it is the share of dispatched calls that have an arrival. "
        "Fed back: the share that has both an end and a category of feedback.",
    ),
    "calls.note_missing": Text(
        "本期记录中没有:{columns}。与之有关的数字空着,不作推算。",
        "The records of the period have no {columns}. Figures that need them are left out, not guessed.",
    ),
    "calls.note_without_time": Text(
        "{count} 起没有报警时间,按发生时间计入。",
        "{count} {count:has|have} no time of report and {count:counts|count} when {count:it|they} occurred.",
    ),
    "calls.note_without_station": Text(
        "{count} 起没有写明派出所。", "{count} {count:names|name} no station."
    ),
    "calls.note_chance": Text(
        "▲▼ 为超出偶然波动的增减;不足 {few} 起的只列起数。“—”为没有完整记录可比。",
        "▲▼: more than chance gives. Of fewer than {few} the difference is given. —: not on record.",
    ),
    "calls.pdf": Text("下载 PDF", "PDF"),
    "calls.excel": Text("下载 Excel", "Excel"),
    "calls.made_on": Text("制表 {day}", "Made {day}"),
    "calls.empty": Text("这一时段没有警情。", "There were no calls in this period."),
    "calls.column_reported_at": Text("报警时间", "time of report"),
    "calls.column_dispatched_at": Text("派警时间", "time of dispatch"),
    "calls.column_arrived_at": Text("到场时间", "time of arrival"),
    "calls.column_finished_at": Text("处结时间", "time of the end"),
    "calls.column_feedback_category": Text("反馈类别", "category of feedback"),
    "cli.help.report_calls": Text(
        "警情通报:按类别和派出所统计一段时间的警情,与上期和去年同期对比,及派警、到场、处置、反馈速度。",
        "Call report: calls of a period by class and station, against before, and how they were answered.",
    ),
    "cli.help.calls_since": Text("起始日,如 2026-03-09。", "First day, such as 2026-03-09."),
    "cli.help.calls_until": Text("截止日(含);默认同起始日。", "Last day (included); the first if left out."),
    "cli.help.calls_out": Text("输出文件:.pdf、.html 或 .xlsx。", "File to write: .pdf, .html or .xlsx."),
    "cli.calls_made": Text(
        "{since} 至 {until}:警情 {total} 起,有效 {valid} 起",
        "{since} to {until}: {total} {total:call|calls}, {valid} valid",
    ),
}

"""Words of the month's assessment, its warning levels and the notes of units."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "month.heading": Text("月度治安形势研判", "Monthly assessment"),
    "month.title": Text("{month}治安形势研判", "Assessment of {month}"),
    "month.month": Text("月份", "Month"),
    "month.show": Text("查看", "Show"),
    "month.pdf": Text("下载 PDF", "PDF"),
    "month.bulletins": Text("治安状况公告", "Public bulletins"),
    "month.none": Text(
        "库中的警情没有覆盖任何一个整月,无法研判。",
        "The records cover no whole month: there is nothing to assess.",
    ),
    "month.no_such": Text(
        "没有 {asked} 的完整记录,显示最近的整月。", "No whole month {asked}: the newest one is shown."
    ),
    "month.no_figures": Text(
        "您的角色不查看警情数字,请在下面填报本单位的情况说明。",
        "Your role sees no figures; enter your unit's note below.",
    ),
    "month.lead": Text(
        "{month}可防性案件和治安警情 {count} 起,按以往规律预期 {expected} 起,"
        "正常区间 {low}–{high} 起:{verdict}。"
        "",
        "{month}: {count} incidents of preventable crime and public order; {expected} were "
        "expected, {low}–{high} "
        "is the usual band: {verdict}.",
    ),
    "month.lead_short": Text(
        "{month}可防性案件和治安警情 {count} 起。记录不足七个月,还不能给出正常区间。",
        "{month}: {count} incidents of preventable crime and public order. Fewer than "
        "seven months of records: no "
        "band can be given yet.",
    ),
    "month.lead_places": Text(
        "{judged} 组地点与类别中,有 {count} 组高于预期。",
        "Of {judged} places by class, {count} had more than expected.",
    ),
    "month.verdict_above": Text("高于正常区间", "above the band"),
    "month.verdict_maybe": Text("高于区间,或属偶然", "above the band, may be chance"),
    "month.verdict_within": Text("在正常区间内", "within the band"),
    "month.verdict_below": Text("低于正常区间", "below the band"),
    "month.counts": Text("各类警情", "By class"),
    "month.class": Text("类别", "Class"),
    "month.place": Text("乡镇", "Township"),
    "month.village": Text("村(社区)", "Village"),
    "month.in_scope": Text("可防性案件和治安警情", "Preventable crime and public order"),
    "month.other": Text("其他", "other"),
    "month.now": Text("本月", "This month"),
    "month.on_previous": Text("环比", "vs last month"),
    "month.on_year": Text("同比", "vs last year"),
    "month.expected": Text("预期", "Expected"),
    "month.band": Text("正常区间", "Usual band"),
    "month.standing": Text("判断", "Verdict"),
    "month.by_place": Text("各乡镇", "By township"),
    "month.by_village": Text("各村(社区)", "By village"),
    "month.of_scope": Text("可防性案件和治安警情", "preventable crime and public order"),
    "month.raised": Text("高于预期的类别", "Classes above expectation"),
    "month.raised_one": Text("{kind} {count}(预期 {expected})", "{kind} {count} (expected {expected})"),
    "month.elsewhere": Text("另有 {count} 起不能归到任何乡镇。", "{count} more in none of them."),
    "month.no_places": Text("库中没有乡镇图层。", "The store holds no townships."),
    "month.chart": Text("各月警情与正常区间", "Months and the usual band"),
    "month.chart_said": Text(
        "各月可防性案件和治安警情,当时可预期的区间,以及今后三个月的预测",
        "Incidents of preventable crime and public order by month, the band that could be "
        "expected, and the next "
        "three months",
    ),
    "month.chart_count": Text("实际", "incidents"),
    "month.chart_band": Text("95% 区间", "95 % band"),
    "month.chart_out": Text("区间之外", "outside the band"),
    "month.chart_next": Text("预测", "forecast"),
    "month.forecast": Text("今后三个月", "The next three months"),
    "month.forecast_method": Text("采用", "Used"),
    "month.forecast_none": Text(
        "记录不足六个月,还不能预测。", "Fewer than six months of records: no forecast yet."
    ),
    "month.method_seasonal_model": Text("季节模型", "seasonal model"),
    "month.method_seasonal_naive": Text("去年同月", "last year's month"),
    "month.scores": Text(
        "回测(对 {tried} 个已过月份,只用此前记录预测):季节模型平均误差 {model} 起,去年同月法 {naive} 起;"
        "{verdict}。所用方法的 95% 区间实际覆盖 {coverage}。",
        "Tried on {tried} months that are over, each said from the records before it alone: the seasonal "
        "model was off by {model} on average, last year's month by {naive}. {verdict}. The 95 % band of the "
        "method used held {coverage} of the months.",
    ),
    "month.model_better": Text(
        "季节模型较准,差别超出偶然,故采用", "The model is better, by more than chance explains, and used"
    ),
    "month.model_closer": Text(
        "季节模型误差略小,但差别可能出于偶然,暂采用",
        "The model came closer, which may be chance; it is used for the time being",
    ),
    "month.model_no_better": Text(
        "季节模型并不更准,故采用去年同月", "The model is no better: last year's month is used"
    ),
    "month.scores_none": Text(
        "记录太短,两种方法都未能回测;预测仅供参考。",
        "Too short a record to try either method: take the forecast with care.",
    ),
    "month.errors": Text("回测误差(模型 / 去年同月)", "Mean error (model / last year)"),
    "month.areas": Text("治安乱点的变化", "Areas: new and fading"),
    "month.areas_none": Text(
        "本月以前还没有治安乱点分析。", "There was no search for disorderly areas up to this month."
    ),
    "month.areas_no_earlier": Text(
        "截至 {until} 的分析有 {kept} 处显著乱点;此前没有可比的分析。",
        "The search up to {until} lists {kept} areas; there is no earlier one to compare with.",
    ),
    "month.areas_basis": Text(
        "截至 {until} 的分析与截至 {before} 的比较;另有 {kept} 处延续。",
        "Search up to {until} beside that up to {before}; {kept} more go on.",
    ),
    "month.area_new": Text("新出现", "new"),
    "month.area_fading": Text("减弱", "fading"),
    "month.area_gone": Text("消失", "gone"),
    "month.areas_same": Text("没有新出现或减弱的乱点。", "No area is new or fading."),
    "month.outbreaks": Text("持续到月末的聚集", "Outbreaks up to the end of the month"),
    "month.outbreaks_none": Text(
        "没有持续到月末、超出偶然的时空聚集。", "None that chance does not explain."
    ),
    "month.outbreak": Text(
        "{place}:{since}以来 {count} 起,"
        "若与时空无关应为 {expected} 起;每月检查一次,偶然出现一次平均要 {years} 年。"
        "",
        "{place}: {count} since {since}, against {expected}; checking monthly, chance "
        "gives one such in {years} years.",
    ),
    "month.levels": Text("预警级别", "Warning levels"),
    "month.levels_none": Text(
        "还没有正常区间或乡镇图层,不能定级。", "No bands or no townships yet: no levels can be given."
    ),
    "month.levels_own": Text("仅列本辖区的级别。", "Only the levels of your own ground are shown."),
    "month.county": Text("全县", "The county"),
    "month.computed": Text("按规则", "By the rules"),
    "month.adjusted": Text("综治委调整", "By the committee"),
    "month.why": Text("依据", "Because"),
    "month.reason": Text("理由", "Reason"),
    "month.adjust": Text("调整级别", "Adjust a level"),
    "month.back": Text("恢复按规则", "as computed"),
    "month.set": Text("确定", "Set"),
    "month.rules": Text("定级规则", "The rules"),
    "month.rules_note": Text(
        "任一指标达到哪一档,就是哪一级;都未达到为蓝色(平稳)。只计统计上证实的增多:所有乡镇与类别一并检验,"
        "误报占比按 5% 控制。",
        "The highest step that any measure reaches is the level; blue (calm) reaches none. "
        "Only proved increases count: "
        "all places and classes are tested together, the share of false alarms held to about 5 %.",
    ),
    "month.measure": Text("指标", "Measure"),
    "month.save_rules": Text("保存规则", "Save the rules"),
    "month.notes": Text("单位情况说明", "Notes of units"),
    "month.notes_none": Text("本月还没有单位填报。", "No unit has entered a note yet."),
    "month.note_own": Text("本单位的说明", "Your unit's note"),
    "month.note_rule": Text(
        "写情况和原因,不写个人姓名、电话、证件号。清空后保存即撤回。",
        "Circumstances and causes; no names, phone or identity numbers. Saved empty, it is withdrawn.",
    ),
    "month.note_save": Text("保存说明", "Save the note"),
    "month.method": Text(
        "区间由此前 {history} 个整月的季节模型得出(趋势、季节、春节、月长),按往常规律约 95% 的月份落在其中。"
        "全县各类与各地点各类(共 {judged} 项)一并检验:若一切如常,全部检验中出现任何误报的月份不超过约 5%;"
        "不足 {fewest} 起的不报警。",
        "Bands come from a seasonal model of the {history} whole months before (trend, "
        "season, Spring Festival, length "
        "of the month); some 95 % of usual months lie within. The county's classes and {judged} places by "
        "class are tested together: where nothing has changed, some 5 % of months at most raise any false "
        "alarm. Fewer than {fewest} incidents raise none.",
    ),
    "month.method_ground": Text("仅含本辖区的警情。", "Only incidents on your own ground are counted."),
    "cli.help.assessment": Text("月度治安形势研判(PDF)", "The assessment of a month, as PDF"),
    "cli.help.assessment_month": Text("月份;默认最近的整月", "The month; the newest whole one by default"),
    "cli.help.assessment_out": Text("输出文件:.pdf", "File to write: .pdf"),
    "cli.assessment_made": Text("{month} 的研判", "Assessment of {month}"),
    "month.made_on": Text("{day}制", "Made on {day}"),
    "warning_level.blue": Text("蓝色", "blue"),
    "warning_level.yellow": Text("黄色", "yellow"),
    "warning_level.orange": Text("橙色", "orange"),
    "warning_level.red": Text("红色", "red"),
    "warning_measure.excess": Text("实际与预期之比(证实增多时)", "count over expected, where proved"),
    "warning_measure.classes": Text("高于预期的类别数", "classes above expectation"),
    "warning_measure.new_areas": Text("新出现的治安乱点数", "new disorderly areas"),
    "warning_measure.outbreaks": Text("持续到月末的聚集数", "outbreaks up to the end"),
    "warning_measure.townships": Text(
        "橙色以上乡镇占比(仅全县)", "share of townships at orange or red (county)"
    ),
    "warning_reason.excess": Text("为预期的 {value} 倍", "{value} times the expected"),
    "warning_reason.classes": Text("{value} 类高于预期", "{value} classes above expectation"),
    "warning_reason.new_areas": Text("新增乱点 {value} 处", "{value} {value:new area|new areas}"),
    "warning_reason.outbreaks": Text("聚集 {value} 处", "{value} {value:outbreak|outbreaks}"),
    "warning_reason.townships": Text("橙色以上乡镇占 {value}", "{value} of townships at orange or red"),
    "deeds.warning.": Text("预警级别", "Warning levels"),
    "deeds.note.": Text("单位说明", "Notes"),
    "deed.warning.adjusted": Text("调整预警级别", "adjusted a warning level"),
    "deed.note.entered": Text("填报说明", "entered a note"),
    "deed.note.changed": Text("修改说明", "changed a note"),
}

ERRORS = {
    "filing.empty": Text("请填写内容({what})。", "Write something here: the {what} is missing."),
    "filing.too_long": Text(
        "文字 {length} 字,最多 {most} 字。请缩短。", "{length} characters, {most} at most. Shorten it."
    ),
    "note.personal": Text(
        "文字里有电话或证件号码。请删去个人信息。", "A phone or identity number is in the text. Take it out."
    ),
    "filing.changed_meanwhile": Text(
        "别人刚刚改动过。请刷新页面后再试。", "Somebody has changed it meanwhile. Load the page again."
    ),
    "month.unknown": Text(
        "记录中没有 {month} 这个整月。请选记录完整的月份,写成 2025-11。",
        "The records cover no whole month {month}. Name one that they do, such as 2025-11.",
    ),
    "month.none": Text(
        "库中的警情没有覆盖任何一个整月,无法研判。请先导入警情。",
        "The records cover no whole month. Import incidents first.",
    ),
    "month.no_unit": Text(
        "只有派出所、乡镇和部门填报说明。", "Only stations, townships and departments enter notes."
    ),
    "warning.rule_bad": Text(
        "{measure} 需要三个大于 0 且依次不减的数。",
        "{measure} needs three numbers above 0, none smaller than the one before.",
    ),
    "warning.place_unknown": Text("没有代码为 {place} 的乡镇。", "There is no township {place}."),
    "warning.level_unknown": Text(
        "没有级别 {level}。可选:{levels}", "There is no level {level}. Choose from: {levels}"
    ),
}

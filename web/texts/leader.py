"""Words of the leader's page."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "leader.title": Text("{month}治安形势", "Public order in {month}"),
    "leader.heading": Text("月度治安形势", "Public order, month by month"),
    "leader.month": Text("月份", "Month"),
    "leader.show": Text("查看", "Show"),
    "leader.print": Text("打印", "Print"),
    "leader.pdf": Text("下载 PDF", "Download PDF"),
    "leader.no_month": Text(
        "库中没有 {asked} 的警情,改为显示最近的月份。",
        "The store holds no incidents of {asked}; the newest month is shown instead.",
    ),
    "leader.empty": Text(
        "库中还没有警情,无从统计。请先导入警情。",
        "The store holds no incidents yet, so there is nothing to count. Import incidents first.",
    ),
    "leader.empty_ground": Text(
        "所辖范围内没有带坐标的警情,无从统计。",
        "No incident with a point lies on this ground, so there is nothing to count.",
    ),
    "leader.partial": Text(
        "记录只到 {day}:本月按 {days} 天计,与上月、去年同样的日子相比。",
        "Records end on {day}: {days} days of the month are compared with the same days of the month before "
        "and of the year before.",
    ),
    "leader.lead": Text(
        "{month},可防性案件和治安警情 {count} 起。",
        "{month}: {count} {count:incident|incidents} of preventable crime and public order.",
    ),
    "leader.lead_before": Text("比上月{change}。", "Against the month before: {change}."),
    "leader.lead_year_ago": Text("比去年同月{change}。", "Against the same month last year: {change}."),
    "leader.lead_first": Text(
        "这是有记录的第一个月,没有上月可比。",
        "This is the first month on record: there is no month before it to compare with.",
    ),
    "leader.lead_no_year": Text(
        "去年同月没有完整记录,不作同比。", "The same month last year is not on record."
    ),
    "leader.more": Text("多 {count} 起{share},{chance}", "{count} more{share}, {chance}"),
    "leader.fewer": Text("少 {count} 起{share},{chance}", "{count} fewer{share}, {chance}"),
    "leader.same": Text("持平", "the same"),
    "leader.in_brackets": Text("({share})", " ({share})"),
    "leader.beyond_chance": Text("超出偶然波动", "more than chance gives"),
    "leader.by_chance": Text("在偶然波动之内", "no more than chance gives"),
    "leader.this_month": Text("本月", "This month"),
    "leader.on_previous": Text("环比", "vs last month"),
    "leader.on_year": Text("同比", "vs last year"),
    "leader.so_far": Text("今年以来", "To date"),
    "leader.so_far_change": Text("累计同比", "vs last year"),
    "leader.figure_scope": Text("可防性案件和治安警情", "preventable crime and public order"),
    "leader.figure_all": Text("各类有效警情", "valid incidents of every kind"),
    "leader.figure_so_far": Text(
        "今年以来可防性案件和治安警情", "preventable crime and public order, year to date"
    ),
    "leader.figure_areas": Text("显著治安乱点", "significant disorderly areas"),
    "leader.figure_rising": Text(
        "其中上升 {rising} 处、下降 {falling} 处", "{rising} rising, {falling} falling"
    ),
    "leader.where": Text("在哪里", "Where"),
    "leader.where_note": Text(
        "底色为截至本月的 12 个月内可防性案件和治安警情的密度(起/平方公里,{cell} 格网);编号为显著治安乱点。",
        "Shade: density of preventable crime and public order in the 12 months up to this one (incidents per "
        "km², {cell} cells). Numbers: significant disorderly areas.",
    ),
    "leader.no_map": Text("库中没有本县图层,无法绘图。", "The store holds no places of the county to draw."),
    "leader.areas": Text("显著治安乱点", "Significant disorderly areas"),
    "leader.areas_basis": Text(
        "依据 {since} 至 {until} 警情认定", "Found in incidents of {since} to {until}"
    ),
    "leader.areas_missing": Text(
        "尚未分析治安乱点,暂无名单。", "Disorderly areas have not been analysed yet: there is no list."
    ),
    "leader.areas_none": Text(
        "没有显著的治安乱点:警情的聚集没有超出偶然。",
        "No significant disorderly area: incidents cluster no more than by chance.",
    ),
    "leader.areas_more": Text("另有 {count} 处,见地图台。", "{count} more on the map desk."),
    "leader.areas_watched": Text(
        "另有关注区域 {count} 处(统计上不显著,未列)。",
        "{count} watch {count:area|areas} besides (not significant, not listed).",
    ),
    "leader.place": Text("位置", "Place"),
    "leader.area_trend": Text("趋势", "Trend"),
    "leader.by_class": Text("按类别", "By class"),
    "leader.by_township": Text("按乡镇(街道)", "By township"),
    "leader.by_village": Text("按村(社区)", "By village"),
    "leader.class": Text("类别", "Class"),
    "leader.township": Text("乡镇(街道)", "Township"),
    "leader.village": Text("村(社区)", "Village"),
    "leader.of_scope": Text("可防性案件和治安警情", "preventable crime and public order"),
    "leader.rest": Text("其余 {count} 个", "{count} others"),
    "leader.elsewhere": Text("范围外或不明", "outside or unknown"),
    "leader.total": Text("合计", "All"),
    "leader.townships_missing": Text(
        "库中没有乡镇图层,无法分乡镇统计。",
        "The store holds no layer of townships, so there is no count by township.",
    ),
    "leader.work": Text("正在做什么", "What is being done"),
    "leader.work_beats": Text("巡区", "Beats"),
    "leader.work_beats_said": Text(
        "现有巡区 {beats} 个,分属 {stations} 个派出所,{day} 划定。",
        "{beats} {beats:beat|beats} of {stations} {stations:station|stations}, designed {day}.",
    ),
    "leader.work_beats_approved": Text(
        "现行巡区 {beats} 个,分属 {stations} 个派出所,{day} 批准施行。",
        "{beats} {beats:beat|beats} of {stations} {stations:station|stations}, in force since {day}.",
    ),
    "leader.work_beats_submitted": Text(
        "另有 {count} 份方案待批。", "{count} {count:plan|plans} more {count:waits|wait} for approval."
    ),
    "leader.work_beats_ratio": Text(
        "负荷最重的是平均的 {ratio} 倍。", "The heaviest load is {ratio} times the mean."
    ),
    "leader.work_beats_none": Text("尚未划分巡区。", "No beats have been designed yet."),
    "leader.work_patrols": Text("巡逻", "Patrols"),
    "leader.work_patrols_said": Text(
        "{beats} 个巡区排有巡逻路线:{days} 天 {routes} 班,自 {day} 起,停留 {stops} 次,行程 {km} 公里。",
        "Routes for {beats} {beats:beat|beats}: {routes} {routes:patrol|patrols} in {days} {days:day|days} "
        "from {day}, {stops} {stops:stop|stops}, {km} km.",
    ),
    "leader.work_patrols_none": Text("尚未排定巡逻路线。", "No patrol routes have been planned yet."),
    "leader.work_rosters": Text(
        "{stations} 个派出所排有勤务班表。",
        "{stations} {stations:station has|stations have} a duty roster.",
    ),
    "leader.work_reach": Text(
        "{places} 个村(社区)中,{in_time} 个在 {minutes} 分钟内有驻巡点或派出所可到。",
        "Of {places} villages, {in_time} are reached in {minutes} minutes from a standing point or station.",
    ),
    "leader.work_forces": Text("警力", "Forces"),
    "leader.work_forces_none": Text("库中没有警力数据。", "The store holds no figures on forces."),
    "leader.work_forces_said": Text("{forces}。", "{forces}."),
    "leader.officers": Text("民警 {count} 人", "{count} {count:officer|officers}"),
    "leader.auxiliaries": Text("辅警 {count} 人", "{count} {count:auxiliary|auxiliaries}"),
    "leader.vehicles": Text("车辆 {count} 台", "{count} {count:vehicle|vehicles}"),
    "leader.work_rectification": Text("重点整治", "Rectification"),
    "leader.work_rectification_none": Text(
        "尚未登记:没有已认定的重点地区、整治任务或期限。",
        "Nothing registered yet: no designated area, no task, no deadline.",
    ),
    "leader.work_rectification_open": Text(
        "正在整治:重点地区 {areas} 处,突出问题 {problems} 个。",
        "Under rectification: {areas} {areas:area|areas}, {problems} {problems:problem|problems}.",
    ),
    "leader.rectification_of_these": Text("其中:{counts}。", "Of these: {counts}."),
    "leader.rectification_listed": Text("挂牌督办 {count}", "{count} listed for supervision"),
    "leader.rectification_awaiting": Text("待验收 {count}", "{count} awaiting acceptance"),
    "leader.rectification_overdue": Text("已逾期 {count}", "{count} overdue"),
    "leader.rectification_due_soon": Text("一个月内到期 {count}", "{count} due within a month"),
    "leader.rectification_recurring": Text("反弹 {count}", "{count} recurring"),
    "leader.rectification_undecided": Text("另有 {count} 个待决定。", "{count} more await a decision."),
    "leader.rectification_in_charge": Text("包案:{posts}。", "In charge: {posts}."),
    "leader.in_charge": Text("{post} {count} 个", "{post} {count}"),
    "leader.in_charge_overdue": Text("{post} {count} 个(逾期 {late})", "{post} {count} ({late} overdue)"),
    "leader.in_charge_others": Text("其他领导 {count} 个", "others {count}"),
    "leader.rectification_next": Text("最近的期限:{day}。", "Next deadline: {day}."),
    "leader.note_change": Text(
        "环比:与上月相比;同比:与去年同月相比;累计同比:今年以来与去年同期相比。"
        "原数不足 {few} 起的只列增减起数,不算百分比。"
        "▲▼ 为超出偶然波动的增减(每项误判概率低于 1%);灰字为偶然波动之内。",
        "Changes are against the month before, the same month last year, and the same part of last year. Of "
        "fewer than {few} the difference is given, not a percentage. ▲▼: more than chance gives "
        "(each wrong in fewer than 1 of 100 cases); grey: no more than chance.",
    ),
    "leader.note_scope": Text(
        "“可防性案件和治安警情”不含诈骗等没有发案地点的案件,因此少于刑事与治安之和。",
        "Preventable crime leaves out what happens at no place, such as fraud: it is less than the two "
        "classes together.",
    ),
    "leader.note_discovered": Text(
        "本月含巡逻自行发现 {count} 起。", "{count} of the month were discovered by patrols."
    ),
    "leader.note_without_point": Text(
        "本月 {count} 起没有可信坐标,计入合计,不在图上。",
        "{count} of the month have no trusted point: they count, but are not on the map.",
    ),
    "leader.note_ground": Text(
        "只计坐标落在所辖范围内的警情。", "Only incidents whose point lies on this ground are counted."
    ),
    "leader.made_on": Text("制表 {day}", "Made {day}"),
}

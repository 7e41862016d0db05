"""Words of the map desk."""

from __future__ import annotations

from web.texts.catalogue import texts_of
from web.texts.text import Text

PAGE_TOPICS = (
    "desk",
    "layer",
    "cover",
    "tier",
    "trend",
    "zone",
    "zone_source",
    "category",
    "kind",
    "road",
    "weekday",
    "purpose",
    "source",
    "print",
)
"""Topics of texts that the page takes along."""


DESIGNER_TOPICS = ("designer", "plan_state", "deed", "import")
"""Topics that the beat designer takes along beside those."""


def page_texts(lang: str, *more: str) -> dict[str, str]:
    """Give every text that the page shows, by key, in one language; of more topics where it has them."""
    return texts_of({*PAGE_TOPICS, *more}, lang)


TEXTS = {
    "desk.product": Text("治安地图台", "Safetown"),
    "desk.heading": Text("治安地图台", "Public-safety map desk"),
    "desk.county": Text("本县", "The county"),
    "desk.sign_out": Text("退出", "Sign out"),
    "desk.purpose": Text("查看明细的用途", "Purpose of reading rows"),
    "desk.purpose_choose": Text("请选择…", "Choose…"),
    "desk.purpose_missing": Text(
        "查看单起警情须先说明用途;每次读取都记入审计。",
        "Say what single incidents are read for; every reading is kept in the audit.",
    ),
    "desk.docs_title": Text("接口说明", "The interface"),
    "desk.back": Text("返回地图", "Back to the map"),
    "desk.language": Text("语言", "Language"),
    "desk.skip": Text("跳到列表", "Skip to the list"),
    "desk.map": Text("地图", "Map"),
    "desk.loading": Text("正在载入…", "Loading…"),
    "desk.retry": Text("重试", "Try again"),
    "desk.title_density": Text("警情密度", "Incident density"),
    "desk.title_zones": Text("城乡分区", "Urban, fringe, rural"),
    "desk.title_beats": Text("巡区负荷", "Load of beats"),
    "desk.title_areas": Text("治安乱点", "Disorderly areas"),
    "desk.title_incidents": Text("警情分布", "Incidents"),
    "desk.title_places": Text("辖区地图", "Places"),
    "desk.title_and": Text("与", " · "),
    "desk.months": Text("{first} 至 {last}", "{first} to {last}"),
    "desk.areas": Text("乱点", "Areas"),
    "desk.beats": Text("巡区", "Beats"),
    "desk.areas_significant": Text("显著乱点", "Significant"),
    "desk.areas_watch": Text("关注区域", "Watch"),
    "desk.areas_watch_note": Text(
        "统计上不显著,仅供研判参考", "Not statistically significant; for discussion only"
    ),
    "desk.areas_basis": Text("依据 {period} 警情,分析于 {day}", "From incidents of {period}; analysed {day}"),
    "desk.expected": Text("预期数从何而来", "What is expected, and why"),
    "desk.areas_none": Text(
        "没有发现显著的乱点。这是有效结论:警情的聚集没有超出偶然。",
        "No significant disorderly area. That is a valid answer: incidents cluster no more than by chance.",
    ),
    "desk.areas_missing": Text(
        "尚未分析治安乱点。请运行 safetown hotspots。", "No analysis yet. Run: safetown hotspots"
    ),
    "desk.beats_basis": Text("共 {count} 个巡区,划定于 {day}", "{count} {count:beat|beats}, designed {day}"),
    "desk.beats_missing": Text("尚未划分巡区。请运行 safetown beats。", "No beats yet. Run: safetown beats"),
    "desk.incidents_missing": Text(
        "库中还没有警情。请运行 safetown import incidents 文件。",
        "The store holds no incidents yet. Run: safetown import incidents FILE",
    ),
    "desk.places_missing": Text(
        "库中还没有本县图层。请运行 safetown import places。",
        "The store holds no places yet. Run: safetown import places",
    ),
    "desk.incident_count": Text("{count} 起", "{count} {count:incident|incidents}"),
    "desk.expected_ratio": Text("为预期的 {ratio} 倍", "{ratio}× the expected"),
    "desk.expected_none": Text("预期几近于零", "next to none expected"),
    "desk.harm": Text("危害分", "Harm"),
    "desk.harm_note": Text(
        "危害分:各起警情按类别的轻重计分之和", "Harm: sum of the weights of its incidents by category"
    ),
    "desk.charts_note": Text(
        "以上两图含巡逻自行发现的警情,排名不含。",
        "These two include what patrols discovered; the ranking does not.",
    ),
    "desk.area_km2": Text("{area} 平方公里", "{area} km²"),
    "desk.trend": Text("趋势:{trend}", "Trend: {trend}"),
    "desk.rank": Text("第 {rank} 位", "Rank {rank}"),
    "desk.by_month": Text("逐月起数", "Incidents by month"),
    "desk.by_week": Text("星期与时段", "Weekday and hour"),
    "desk.by_category": Text("类别", "Categories"),
    "desk.most": Text("最多 {count}", "most {count}"),
    "desk.hour": Text("时", "h"),
    "desk.beat": Text("巡区 {beat}", "Beat {beat}"),
    "desk.load": Text("负荷", "Load"),
    "desk.load_workload": Text(
        "负荷 = 划定前一年内各类有效警情起数",
        "Load = valid incidents of all categories in the last year of the data",
    ),
    "desk.load_ratio": Text("负荷比", "Load ratio"),
    "desk.load_ratio_note": Text("负荷 ÷ 各巡区平均", "load ÷ mean of all beats"),
    "desk.beat_figures": Text("图上数字:巡区号、负荷比", "On the map: number of the beat, load ratio"),
    "desk.units": Text("{count} 个单元", "{count} {count:unit|units}"),
    "desk.play": Text("▶ 播放", "▶ Play"),
    "desk.pause": Text("⏸ 暂停", "⏸ Pause"),
    "desk.filters": Text("筛选警情", "Filter incidents"),
    "desk.filters_clear": Text("清除筛选", "Clear filters"),
    "desk.word": Text("类别词", "Word"),
    "desk.word_any": Text("不限", "any"),
    "desk.word_unknown": Text("库中没有“{word}”这一类别词。", "No incident is called “{word}”."),
    "desk.source": Text("来源", "Source"),
    "desk.source_any": Text("不限", "any"),
    "desk.time_of_day": Text("发案时段", "Hours"),
    "desk.hours": Text("{hours} 时", "{hours} h"),
    "desk.hours_note": Text(
        "不选为全天。只知日期的警情不属于任何时段。",
        "None chosen is the whole day. Incidents known to the day only are in none.",
    ),
    "desk.part_0-6": Text("凌晨", "0–6"),
    "desk.part_6-12": Text("上午", "6–12"),
    "desk.part_12-18": Text("下午", "12–18"),
    "desk.part_18-24": Text("夜间", "18–24"),
    "desk.list_comma": Text("、", ", "),
    "desk.against": Text("对比", "Compare"),
    "desk.against_none": Text("不对比", "nothing"),
    "desk.against_previous": Text("上一时段(环比)", "period before"),
    "desk.against_year": Text("去年同期(同比)", "a year earlier"),
    "desk.against_from": Text("自选起始月份(等长)", "Beginning with (equally long)"),
    "desk.against_months": Text("对比 {months}", "beside {months}"),
    "desk.against_uncovered": Text(
        "记录自 {month} 起,不足以对比", "records begin {month}: not to be compared"
    ),
    "desk.change_more": Text("多 {count} 起{share},{chance}", "{count} more{share}, {chance}"),
    "desk.change_fewer": Text("少 {count} 起{share},{chance}", "{count} fewer{share}, {chance}"),
    "desk.change_same": Text("持平", "the same"),
    "desk.change_share": Text("({share})", " ({share})"),
    "desk.change_beyond": Text("超出偶然波动", "more than chance gives"),
    "desk.change_chance": Text("在偶然波动之内", "no more than chance gives"),
    "desk.layers": Text("图层与图例", "Layers and legend"),
    "desk.shade": Text("底色", "Shade by"),
    "desk.shade_none": Text("无", "Nothing"),
    "desk.shade_density": Text("警情密度", "Incident density"),
    "desk.shade_zones": Text("城乡分区", "Zones"),
    "desk.shade_beats": Text("巡区负荷", "Beat load"),
    "desk.group_order": Text("治安", "Order"),
    "desk.group_patrol": Text("巡逻防控", "Patrol"),
    "desk.group_places": Text("地物", "Places"),
    "desk.show_areas": Text("显著乱点", "Significant areas"),
    "desk.show_repeated": Text("同一地点多起", "Repeated places"),
    "desk.repeated": Text("同一地点多起警情", "Repeated places"),
    "desk.repeated_note": Text(
        "同一坐标上警情明显偏多;不成片,单独列出", "Many incidents at one coordinate: no area, listed apart"
    ),
    "desk.beyond_budget": Text("预算外", "beyond the budget"),
    "desk.show_watch": Text("关注区域", "Watch areas"),
    "desk.show_incidents": Text("警情", "Incidents"),
    "desk.show_beats": Text("巡区界", "Beat borders"),
    "desk.show_stations": Text("派出所", "Police stations"),
    "desk.show_checkpoints": Text("查控点", "Checkpoints"),
    "desk.show_key-places": Text("重点单位", "Key places"),
    "desk.show_villages": Text("村(社区)界", "Village borders"),
    "desk.show_labels": Text("地名", "Place names"),
    "desk.letter": Text("文", "A"),
    "desk.unit_density": Text("起 / 平方公里({cell} 格网)", "incidents per km² ({cell} cells)"),
    "desk.unit_density_period": Text("所选月份合计", "total of the months chosen"),
    "desk.unit_incidents": Text(
        "圆面积 = 起数({cell} 格网);放大后为单起",
        "Circle area = incidents ({cell} cells); zoom in for single ones",
    ),
    "desk.unit_circles": Text("圆面积 = 起数({cell} 格网)", "Circle area = incidents ({cell} cells)"),
    "desk.unit_incident": Text("每点一起", "One dot, one incident"),
    "desk.class_below": Text("{to} 以下", "below {to}"),
    "desk.class_between": Text("{from}–{to}", "{from}–{to}"),
    "desk.class_above": Text("{from} 以上", "{from} and above"),
    "desk.base_missing": Text("(无数据)", "(no data)"),
    "desk.period": Text("时段", "Period"),
    "desk.period_from": Text("起始月份", "First month"),
    "desk.period_to": Text("截止月份", "Last month"),
    "desk.period_all": Text("全部月份", "All months"),
    "desk.period_year": Text("近 12 个月", "12 months"),
    "desk.period_quarter": Text("近 3 个月", "3 months"),
    "desk.scope": Text("警情类别", "Incidents"),
    "desk.scope_in": Text("可防性案件与治安类", "Preventable crime and public order"),
    "desk.scope_all": Text("全部警情", "All incidents"),
    "desk.in_view": Text("视图内 {count} 起", "{count} in view"),
    "desk.occurred": Text("发生于 {time}", "Occurred {time}"),
    "desk.occurred_between": Text("发生于 {from} 至 {to}", "Occurred {from} to {to}"),
    "desk.occurred_nearer": Text("放大地图可见时间", "Zoom in to see when"),
    "desk.per_km2": Text("每平方公里 {count} 起", "{count} per km²"),
    "desk.zone_of": Text("{zone}({source})", "{zone} ({source})"),
    "desk.zoom_in": Text("放大", "Zoom in"),
    "desk.zoom_out": Text("缩小", "Zoom out"),
    "desk.whole_county": Text("全县范围", "Whole county"),
    "desk.attribution": Text("本县图层,WGS 84", "The county's own layers, WGS 84"),
    "desk.error_title": Text("没有载入:{what}", "Could not load: {what}"),
    "desk.error_network": Text(
        "与服务的连接断开。请确认 safetown serve 正在运行,再重试。",
        "No connection to the service. Check that safetown serve is running, then try again.",
    ),
    "desk.error_request": Text(
        "请求中的 {fields} 不正确。请对照接口说明更正。",
        "The request's {fields} cannot be used. Correct it by the description of the interface.",
    ),
    "desk.error_not_found": Text(
        "没有这个地址。请对照接口说明。",
        "There is nothing at this address. See the description of the interface.",
    ),
    "desk.error_unexpected": Text(
        "服务出错,详情已写入日志。请把发生的时间告诉管理员。",
        "The service failed; its log has the details. Tell the administrator when it happened.",
    ),
    "desk.webgl_title": Text("这个浏览器不能显示互动地图", "This browser cannot show the interactive map"),
    "desk.webgl_text": Text(
        "互动地图需要 WebGL 2,而这个浏览器没有或已关闭。列表照常可用。",
        "The interactive map needs WebGL 2, which this browser lacks. The list works as ever.",
    ),
    "desk.webgl_link": Text("打开简易地图", "Open the simple map"),
    "desk.noscript": Text(
        "地图台需要 JavaScript。请在浏览器中启用,或打开简易地图。",
        "The map desk needs JavaScript. Allow it in the browser, or open the simple map.",
    ),
}

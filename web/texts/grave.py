"""Words of grave incidents."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "grave.title": Text("重大案事件{hours}小时报告", "Grave incidents within {hours} hours"),
    "grave.note": Text(
        "自发生时起计时;后来才发现的,自发现时起。只写事件和地点,不写个人。",
        "The clock runs from occurrence, or from discovery where it was found later. Events and places only, "
        "no persons.",
    ),
    "grave.register": Text("登记", "Register"),
    "grave.category": Text("类别", "Category"),
    "grave.township": Text("乡镇", "Township"),
    "grave.place": Text("地点", "Place"),
    "grave.occurred_at": Text("发生时间", "Occurred at"),
    "grave.discovered_at": Text("发现时间", "Discovered at"),
    "grave.reported_at": Text("报告时间", "Reported at"),
    "grave.time_hint": Text("不详则留空", "leave empty if unknown"),
    "grave.now_hint": Text("留空即为现在", "empty means now"),
    "grave.deaths": Text("死亡(人)", "Deaths"),
    "grave.injured": Text("受伤(人)", "Injured"),
    "grave.counts_hint": Text("不详则留空", "leave empty if unknown"),
    "grave.unknown": Text("不详", "unknown"),
    "grave.by_others": Text(
        "由其他单位登记,本乡镇可查看。", "Registered by another unit; open to its township to read."
    ),
    "grave.none": Text("没有登记的重大案事件。", "No grave incident is registered."),
    "grave.clock": Text("时限", "Clock"),
    "grave.due": Text("报告时限 {moment}", "Due {moment}"),
    "grave.no_clock": Text(
        "发生和发现时间均不详,无法计时。", "Neither occurrence nor discovery is known: no clock runs."
    ),
    "grave.basis_occurrence": Text("自发生时起 {hours} 小时", "{hours} hours from occurrence"),
    "grave.basis_discovery": Text("自发现时起 {hours} 小时", "{hours} hours from discovery"),
    "grave.basis_unknown": Text("时间不详", "times unknown"),
    "grave.ladder": Text("报告对象", "Reported to"),
    "grave.report": Text("登记报告", "Keep the report"),
    "grave.written": Text("{moment} 补记", "written down {moment}"),
    "grave.follow_ups": Text("续报", "Follow-up reports"),
    "grave.follow_up": Text("续报内容", "Follow-up"),
    "grave.add_follow_up": Text("添加续报", "Add"),
    "grave.concealment": Text("瞒报标记", "Concealment"),
    "grave.concealed": Text("瞒报", "concealed"),
    "grave.grounds": Text("依据", "Grounds"),
    "grave.flag": Text("标记瞒报", "Flag concealment"),
    "grave.flag_note": Text(
        "标记后不能删除或修改,并记入审计。", "A flag cannot be taken away or worded anew, and is audited."
    ),
    "grave.no_flag": Text("没有标记。", "No flag."),
    "grave.no_follow_up": Text("还没有续报。", "No follow-up yet."),
    "grave.close": Text("办结", "Close"),
    "grave.state": Text("状态", "State"),
    "grave.open": Text("打开", "Open"),
    "grave.left": Text("剩余 {hours}小时{minutes}分", "{hours} h {minutes} min left"),
    "grave.over": Text("已超 {hours}小时{minutes}分", "{hours} h {minutes} min over"),
    "grave.early_by": Text("提前 {hours}小时{minutes}分", "{hours} h {minutes} min to spare"),
    "grave.registered": Text("已登记,开始计时。", "Registered; the clock runs."),
    "grave_state.open": Text("报告中", "open"),
    "grave_state.closed": Text("已办结", "closed"),
    "standing.running": Text("计时中", "running"),
    "standing.overdue": Text("逾期未报", "overdue"),
    "standing.on_time": Text("按时", "in time"),
    "standing.late": Text("迟报", "late"),
    "standing.untimed": Text("无法计时", "no clock"),
    "grave_category.explosion": Text("爆炸", "explosion"),
    "grave_category.homicide": Text("杀人", "homicide"),
    "grave_category.arson": Text("放火", "arson"),
    "grave_category.kidnapping": Text("绑架", "kidnapping"),
    "grave_category.robbery": Text("抢劫", "robbery"),
    "grave_category.rape": Text("强奸", "rape"),
    "grave_category.poisoning": Text("投放危险物质", "poisoning"),
    "grave_category.shooting": Text("涉枪", "firearms"),
    "grave_category.mass_brawl": Text("群体性斗殴", "mass brawl"),
    "grave_category.mass_accident": Text("群死群伤事故", "mass accident"),
    "grave_category.major_fire": Text("重大火灾", "major fire"),
    "grave_recipient.committee_and_government": Text("县委、县政府", "County committee and government"),
    "grave_recipient.superior": Text("上级主管部门", "Superior department"),
    "grave_recipient.governance": Text("县综治办", "County governance office"),
}

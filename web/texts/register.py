"""Words of the register of areas."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "register.title": Text("治安重点地区台账", "Register of areas"),
    "register.basis": Text("依据 {day} 的分析,按排名列出。", "From the search of {day}, by rank."),
    "register.bound": Text("仅列本辖区。", "Your own ground alone."),
    "register.rank": Text("排名", "Rank"),
    "register.place": Text("所在地", "Place"),
    "register.state": Text("状态", "State"),
    "register.incidents": Text("起数", "Incidents"),
    "register.risk": Text("为预期的", "Over expected"),
    "register.trend": Text("趋势", "Trend"),
    "register.responsible": Text("责任单位", "Responsible"),
    "register.deadline": Text("期限", "Deadline"),
    "register.reason": Text("列入理由", "Why it is listed"),
    "register.why": Text("理由", "why"),
    "register.excel": Text("下载 Excel", "Excel"),
    "register.note": Text(
        "关注区域在统计上不显著,仅供排查研判。尚未登记认定、挂牌和整治期限。",
        "Watch areas are not significant; they are for screening. No designation, listing or deadline is "
        "registered yet.",
    ),
    "register.none": Text("没有符合条件的地区。", "No such area."),
    "register.missing": Text("尚未分析治安乱点。", "No search for disorderly areas yet."),
    "register_state.candidate": Text("候选", "candidate"),
    "register_state.watched": Text("关注", "watch"),
    "deed.export.register": Text("下载台账", "took the register along"),
    "desk.register": Text("台账", "Register"),
}

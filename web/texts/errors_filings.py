"""What is refused of returns, reports and grave incidents, and why."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "filing.number": Text(
        "{field}:请填 {least} 至 {most} 的整数。", "{field}: write a whole number from {least} to {most}."
    ),
    "filing.count_missing": Text("{field}:请填数字,没有的填 0。", "{field}: write a number, 0 for none."),
    "filing.words_missing": Text("{field}:不能空着。", "{field}: this cannot be left empty."),
    "filing.words_long": Text("{field}:最多 {most} 字。", "{field}: {most} letters at most."),
    "filing.personal": Text(
        "{field}:含有像身份证号或电话号码的数字。这里不记个人信息,请删去。",
        "{field}: it holds what looks like an identity or phone number. Nothing about persons is kept here: "
        "take it out.",
    ),
    "filing.outside": Text(
        "{field}:“{word}”不属于本系统的范围,请删去。",
        "{field}: {word} is no business of this system: take it out.",
    ),
    "filing.list_empty": Text("{field}:至少要有一项。", "{field}: it needs one entry at least."),
    "filing.list_long": Text(
        "{field}:最多 {most} 项,每项最多 {longest} 字。",
        "{field}: {most} entries at most, of {longest} letters each.",
    ),
    "filing.no_unit": Text(
        "这个账号没有写明单位。请联系管理员。", "This account names no unit. Ask the administrator."
    ),
    "filing.kind": Text("没有“{kind}”这种报表。", "There is no return of the kind {kind}."),
    "filing.period": Text(
        "期间“{period}”无法识别;月报写 2026-03,半年报写 2026-H1。",
        "The period {period} cannot be read: write 2026-03 for a month, 2026-H1 for a half-year.",
    ),
    "filing.month": Text(
        "{field}:“{said}”不是月份,请写成 2026-03。", "{field}: {said} is no month; write it as 2026-03."
    ),
    "filing.not_over": Text(
        "{period} 尚未结束,结束后才能报送。", "{period} is not over yet: it can be filed afterwards."
    ),
    "filing.step": Text(
        "现在不能这样办理:报表的状态已经不同。请刷新页面。",
        "This cannot be done now: the return stands elsewhere. Load the page anew.",
    ),
    "filing.changed": Text(
        "{period} 在您打开之后有人改过。请刷新页面,核对后再办理。",
        "Somebody has changed {period} since you opened it. Load the page anew and look again.",
    ),
    "filing.grade": Text("请选择考评等次。", "Choose a grade."),
    "filing.unknown": Text("没有编号为 {number} 的报送。", "There is no filing {number}."),
    "grave.category": Text("请选择重大案事件的类别。", "Choose the category of the incident."),
    "grave.township": Text("请选择发生地乡镇。", "Choose the township where it happened."),
    "grave.place": Text("请填写地点。", "Say where it happened."),
    "grave.time": Text(
        "{field}:“{said}”不是时间,请写成 2026-03-09 22:30。",
        "{field}: {said} is no time; write 2026-03-09 22:30.",
    ),
    "grave.future": Text("{field}:晚于现在。", "{field}: it is later than now."),
    "grave.discovered_before": Text(
        "发现时间不能早于发生时间。", "It cannot have been discovered before it occurred."
    ),
    "grave.recipient": Text("请选择报告对象。", "Choose who it was reported to."),
    "grave.reported_already": Text(
        "已登记过向该对象的报告;后来的情况请写续报。",
        "That report is on record already; what followed goes into a follow-up.",
    ),
    "grave.reported_before": Text(
        "报告时间不能早于发生(发现)时间。",
        "It cannot have been reported before it occurred or was discovered.",
    ),
    "grave.not_reported": Text(
        "还有报告对象没有报到,不能办结。", "Not every recipient has been told: it cannot be closed."
    ),
    "grave.closed_already": Text("已经办结。", "It is closed already."),
    "calls.none": Text(
        "库中没有警情(kind = call),无从通报。请先导入接处警记录。",
        "The store holds no calls, so there is nothing to report. Import records of calls first.",
    ),
}

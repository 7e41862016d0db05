"""Sentences for what the register refuses."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "register.unknown": Text("台账中没有这个条目。", "There is no such entry in the register."),
    "register.impossible": Text(
        "状态为“{state}”时不能“{action}”;只有“{wanted}”时可以。",
        "“{action}” cannot be done while the entry is “{state}”; it can from: {wanted}.",
    ),
    "register.unchecked": Text(
        "验收前须先实地检查,且申请验收后最近一次检查合格。",
        "Acceptance wants a check on site, passed after it was asked for: record the check first.",
    ),
    "place_kind.words": Text(
        "每一类都要有中文名称,名称不超过 {most} 字。",
        "Every kind wants a Chinese name, and no name has more than {most} characters.",
    ),
    "place_kind.twice": Text("“{words}”重复了。", "“{words}” is there twice."),
    "place_kind.person": Text(
        "名称里有手机号或身份证号,请删去。", "A name holds a mobile or identity number: take it out."
    ),
    "place_kind.most": Text("最多 {most} 类。", "There can be {most} kinds at most."),
    "place_kind.other": Text("“其他”不能停用。", "“Other” cannot be retired."),
    "place_kind.unknown": Text(
        "没有“{kind}”这一类部位,或已停用。", "There is no kind of place “{kind}”, or it is retired."
    ),
    "register.nothing_to_undo": Text(
        "只有“提出”这一步,没有可撤销的;不要的条目请“撤回”。",
        "There is nothing to undo but the proposal: withdraw an entry that should not be there.",
    ),
    "register.nothing_changed": Text("没有改动任何一项。", "Nothing was changed."),
    "register.day_too_early": Text(
        "日期 {day} 早于上一步的 {last}。", "The day {day} is before that of the last step, {last}."
    ),
    "register.day_in_future": Text("日期 {day} 晚于今天 {today}。", "The day {day} is after today, {today}."),
    "register.needs": Text("“{action}”还须写明:{missing}。", "“{action}” also wants: {missing}."),
    "register.too_long": Text("“{field}”不超过 {most} 字。", "“{field}” has {most} characters at most."),
    "register.person": Text(
        "“{field}”里有手机号或身份证号:台账只记地点和单位,请删去。",
        "“{field}” holds a mobile or identity number: the register is about places and units. Take it out.",
    ),
    "register.level": Text(
        "级别只能是县级或乡镇级,不能是“{level}”。", "The level is county or township, not “{level}”."
    ),
    "register.deadline_early": Text(
        "期限 {deadline} 须在 {day} 之后。", "The deadline {deadline} must be after {day}."
    ),
    "register.extension_early": Text(
        "延期后的期限 {deadline} 须晚于现期限 {before}。",
        "The new deadline {deadline} must be after the present one, {before}.",
    ),
    "register.kind": Text(
        "只能登记重点地区或突出问题,不能是“{kind}”。", "An entry is an area or a problem, not “{kind}”."
    ),
    "register.title": Text("名称须为 1 至 {longest} 字。", "The title has 1 to {longest} characters."),
    "register.no_outline": Text(
        "请选择地区所在的村(社区)。", "Choose the villages or communities that the area lies in."
    ),
    "register.not_own_ground": Text(
        "只能提出本辖区内的地区。", "Only areas of one's own ground can be proposed."
    ),
    "register.not_yours": Text("“{action}”不由本单位办理。", "“{action}” is not for your unit to do."),
    "register.criteria": Text(
        "摘牌条件尚未全部符合:{failing}。", "Not every criterion for delisting holds: {failing}."
    ),
    "register.followed": Text(
        "{entry} 已由 {later} 接续办理,不能重新挂牌;请在 {later} 中办理。",
        "{later} has taken up {entry}, which cannot be listed again: act on {later}.",
    ),
    "register.changed": Text(
        "{entry} 刚被他人办理过,请看最新情况后再办。",
        "Somebody has just changed {entry}: look at it as it is now, and try again.",
    ),
    "register.date": Text(
        "“{field}”须是日期(如 2026-03-01)。", "“{field}” must be a day such as 2026-03-01."
    ),
    "register.number": Text(
        "“{field}”须是 {least} 到 {most} 的数。", "“{field}” must be a number of {least} to {most}."
    ),
    "register.unit_unknown": Text(
        "没有代码为“{unit}”的乡镇、派出所或村。",
        "There is no township, station or village with the code “{unit}”.",
    ),
    "register.area_unknown": Text(
        "最近一次分析没有这些乱点:{areas}。", "The latest search has no such areas: {areas}."
    ),
    "register.number_unknown": Text(
        "台账中没有 {number};现有:{known}。", "The register has no {number}; there are: {known}."
    ),
    "register.no_search": Text(
        "尚未分析治安乱点;先运行 safetown hotspots。",
        "No search for disorderly areas yet; run safetown hotspots first.",
    ),
}

"""Words of ``safetown designate`` and ``safetown rectify``."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "cli.help.designate": Text(
        "把最近一次分析的乱点登记并认定为重点整治地区;不写编号时列出可选的乱点。",
        "Put areas of the latest search into the register as designated; without AREA_ID list them.",
    ),
    "cli.help.designate_decision": Text(
        "认定、关注、不列入,或只提交待决定。", "Designate, watch, decline, or only propose."
    ),
    "cli.help.designate_top": Text("取排名前 N 个。", "Take the N that rank best."),
    "cli.help.designate_lead": Text(
        "责任单位:乡镇或派出所代码,或部门名称。",
        "Unit responsible: code of a township or station, or a department.",
    ),
    "cli.help.designate_supporting": Text("协办单位,可重复。", "Unit that helps; may be repeated."),
    "cli.help.designate_leader": Text("包案领导的职务。", "Post of the leader in charge."),
    "cli.help.designate_measures": Text("整治措施。", "What is to be done."),
    "cli.help.designate_causes": Text("成因。", "Causes."),
    "cli.help.designate_meeting": Text("决定会议。", "Meeting that decided."),
    "cli.help.designate_level": Text("由县或乡镇整治。", "Who rectifies it."),
    "cli.help.register_reason": Text("理由或情况。", "Why, or what was found."),
    "cli.help.register_deadline": Text("期限(年-月-日)。", "Until when (YYYY-MM-DD)."),
    "cli.help.register_on": Text("从哪天算起(默认今天)。", "Day from which it counts (today)."),
    "cli.help.rectify": Text(
        "列出台账;写编号时显示经过;再写事项时办理,如 progress、check、accept、delist。",
        "List the register; with NUMBER show an entry; with ACTION take a step with it.",
    ),
    "cli.help.rectify_passed": Text("实地检查是否合格。", "Whether the check on site was passed."),
    "cli.help.rectify_out": Text("把台账写成表格或图层。", "Write the register as a table or a layer."),
    "cli.designated": Text("已认定 {number} {title}。", "Designated {number} {title}."),
    "cli.rectified": Text("{number} {title}:{state}。", "{number} {title}: {state}."),
    "cli.register_empty": Text("台账是空的。", "The register is empty."),
}

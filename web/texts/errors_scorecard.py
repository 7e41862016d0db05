"""What the scorecard refuses, and why."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "score.year": Text(
        "没有 {year} 年的考评。请选 {first} 至 {last} 年。",
        "There is no scorecard of {year}. Choose a year from {first} to {last}.",
    ),
    "score.changed_meanwhile": Text(
        "别人刚刚修改过这一项。请重新打开页面再改。",
        "Somebody else has just changed this. Open the page anew and try again.",
    ),
    "score.township_unknown": Text("没有乡镇 {township}。", "There is no township {township}."),
    "score.measure_unknown": Text("没有指标 {measure}。", "There is no measure {measure}."),
    "score.survey": Text(
        "{place} 的调查结果有误:人数须为整数,"
        "满意人数不超过调查人数,总体人数不少于调查人数,设计效应不小于 1。",
        "The survey of {place} cannot be: counts are whole, satisfied no more than asked, "
        "population no fewer "
        "than asked, design effect 1 or more.",
    ),
    "score.row_township": Text(
        "第 {lines} 行:没有这个乡镇,未导入。", "Lines {lines}: no such township; left out."
    ),
    "score.row_repeated": Text(
        "第 {lines} 行:同一乡镇数字不一,均未导入。",
        "Lines {lines}: one township with different figures; none of them taken.",
    ),
    "score.row_survey": Text(
        "第 {lines} 行:人数有误,未导入。须为整数,满意人数不超过调查人数,总体人数不少于调查人数。",
        "Lines {lines}: these counts cannot be; left out. They must be whole, satisfied no more than asked, "
        "population no fewer than asked.",
    ),
    "score.row_share": Text(
        "第 {lines} 行:满意数写成比例,已乘以调查人数取整。",
        "Lines {lines}: satisfied is a share; it was taken times those asked, rounded.",
    ),
    "score.row_blank": Text(
        "第 {lines} 行:没有数字,视为未填,原有数字不变。",
        "Lines {lines}: no figures; what there was stays.",
    ),
    "score.row_total": Text("第 {lines} 行:合计行,不导入。", "Lines {lines}: a row of totals; left out."),
    "score.row_money": Text(
        "第 {lines} 行:金额有误,未导入。请写 0 以上的数。",
        "Lines {lines}: no amounts of 0 or more; left out.",
    ),
    "score.row_measure": Text(
        "第 {lines} 行:没有这个指标,未导入。", "Lines {lines}: no such measure; left out."
    ),
    "score.money_of": Text(
        "{place}的金额“{said}”有误。请写 0 以上的数(元)。",
        "{place}: {said} is no amount; write yuan, 0 or more.",
    ),
    "score.file_large": Text("文件超过 {most_mb} MB。", "The file is larger than {most_mb} MB."),
    "score.money": Text(
        "金额“{said}”有误。请写 0 以上的数(元)。", "{said} is no amount: write yuan, 0 or more."
    ),
    "score.benchmark": Text(
        "全市平均“{measure}”的值“{said}”有误。", "{said} cannot be the average of {measure}."
    ),
    "score.progress": Text(
        "“{scope}”的达标数须为整数且不超过总数。",
        "Of {scope}, the safe ones must be whole and no more than all.",
    ),
    "score.number": Text(
        "指标“{measure}”的“{field}”值“{said}”有误。", "{said} cannot be the {field} of {measure}."
    ),
    "score.scale": Text(
        "指标“{measure}”的满分值与零分值方向不对:越少越好的指标零分值应更大,反之应更小。",
        "The scale of {measure} runs the wrong way: where fewer is better no points must be at the larger "
        "value, else at the smaller.",
    ),
    "score.no_weight": Text("权重不能全为 0。", "Some criterion must have a weight."),
    "score.setting": Text(
        "设置“{setting}”应为 {least} 至 {most} 的数。", "{setting} must be a number from {least} to {most}."
    ),
    "score.no_words": Text("类别“{kind}”至少要有一个词。", "{kind} needs one word at least."),
    "score.target": Text(
        "第 {year} 年“{scope}”的目标“{said}”应为 0 至 100。",
        "{said} cannot be the target of {scope} in year {year}: write 0 to 100.",
    ),
    "score.reason_missing": Text(
        "请写明理由(不超过 {most} 字)。", "Say why, in no more than {most} characters."
    ),
    "score.decision_unknown": Text("没有这种决定:{decision}。", "There is no decision {decision}."),
    "score.ground_unknown": Text("没有这种事由:{ground}。", "There is no ground {ground}."),
    "score.card_unproposed": Text(
        "{township} 既不是最低,也能与最低者区分,不能给予黄牌。",
        "{township} is not the lowest and can be told from it: it cannot get the yellow card.",
    ),
    "score.veto_raised": Text("同一事由的否决标记已经提出。", "A veto on this ground was raised already."),
    "score.veto_unknown": Text("{township} 没有这一否决标记。", "{township} has no such veto flag."),
}

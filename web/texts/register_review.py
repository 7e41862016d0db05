"""Words of the monthly review of recurrence."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "review.title": Text("抓反复月度复查", "Monthly review of recurrence"),
    "review.intro": Text(
        "已验收的和摘牌未满十二个月的地区和问题,每月看一次是否反弹。",
        "Areas and problems that were accepted, or taken off within twelve months: each month, has trouble "
        "come back?",
    ),
    "review.month": Text("月份", "Month"),
    "review.over": Text("状态与观察期", "State, and observed until"),
    "review.incidents": Text("当月起数", "Incidents"),
    "review.before": Text("整治前同月", "before, same month:"),
    "review.finding": Text("复查发现", "What the month says"),
    "review.step": Text("复查记录", "Written down"),
    "review.missing": Text("未登记", "not yet"),
    "review.note": Text("复查意见", "Opinion of the review"),
    "review.write": Text("登记本月复查", "Write the review down"),
    "review.written": Text("已登记 {count} 件。", "Written down for {count}."),
    "review.none": Text("这个月没有处在观察期的条目。", "No entry was being observed in that month."),
    "review.counts": Text(
        "观察期内 {count} 件:反弹 {recurred} 件,重新挂牌 {relisted} 件,分析又列出 {named} 件,"
        "未再列出 {quiet} 件,尚无新的分析 {unknown} 件。",
        "Observed: {count}. Came back {recurred}; listed again {relisted}; named by a search {named}; "
        "not named {quiet}; no search since {unknown}.",
    ),
    "review_finding.recurred": Text("反弹,已重新处理", "came back, dealt with again"),
    "review_finding.relisted": Text("未达到要求,已重新挂牌", "not there yet, listed again"),
    "review_finding.named": Text("分析又列为乱点", "named by a search again"),
    "review_finding.quiet": Text("未再列出", "not named"),
    "review_finding.unknown": Text("此后尚无分析", "no search since"),
    "cli.help.rectify_review": Text(
        "某月(年-月)的抓反复复查:每个观察期内条目的起数和发现。",
        "Review of recurrence of a month (YYYY-MM): incidents and finding of each entry observed.",
    ),
}
ERRORS = {
    "register.month": Text(
        "“{month}”须是已过完的月份,如 {newest}。", "“{month}” must be a month that is over, such as {newest}."
    ),
}

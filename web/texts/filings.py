"""Words of returns, reports, their rules, and of the calendar of what is due."""

from __future__ import annotations

from datetime import date

from web.texts.catalogue import text
from web.texts.formats import format_month
from web.texts.text import Text

TEXTS = {
    "filings.returns": Text("报表", "Returns"),
    "filings.calendar": Text("报送日历", "Calendar"),
    "filings.grave": Text("重大案事件", "Grave incidents"),
    "filings.calls": Text("警情通报", "Call report"),
    "filings.rules": Text("报送规则", "Rules"),
    "filings.pages": Text("报送", "Reporting"),
    "return.title": Text("月报与半年报", "Returns and reports"),
    "return.kind_return": Text("乡镇月报", "Monthly returns of townships"),
    "return.kind_half_year": Text("成员单位半年报", "Half-yearly reports of member units"),
    "return.kind": Text("报表", "Kind"),
    "return.period": Text("期间", "Period"),
    "return.show": Text("查看", "Show"),
    "return.due": Text("报送期限 {day}", "Due {day}"),
    "return.unit": Text("单位", "Unit"),
    "return.state": Text("状态", "State"),
    "return.filed_on": Text("报送日期", "Filed on"),
    "return.standing": Text("时限", "In time"),
    "return.grade": Text("考评", "Appraisal"),
    "return.total": Text("合计", "Total"),
    "return.total_note": Text(
        "合计为已报送的 {counted} 个单位之和;缺 {missing} 个单位:{names}。缺报不按零计。",
        "Totals are sums of {counted} {counted:unit|units}; {missing} {missing:is|are} missing: {names}. "
        "What is missing is not taken for zero.",
    ),
    "return.total_whole": Text(
        "合计为全部 {counted} 个单位之和。", "Totals are sums of all {counted} units."
    ),
    "return.no_units": Text(
        "没有要报送的单位。成员单位可在报送规则中填写,或由管理员开设部门账号。",
        "No unit has to report. Name member units in the rules, or let the administrator add their accounts.",
    ),
    "return.excel": Text("下载 Excel", "Excel"),
    "return.missing": Text("未报", "missing"),
    "return.of_unit": Text("{unit} · {period}", "{unit} · {period}"),
    "return.revision_note": Text("更正过 {count} 次", "corrected {count} {count:time|times}"),
    "return.form": Text("填报", "Fill in"),
    "return.form_note": Text(
        "只填数字和工作情况,不写姓名、证件号码、电话。没有的填 0。",
        "Counts and work only: no names, identity or phone numbers. Write 0 for none.",
    ),
    "return.save": Text("存为草稿", "Save as a draft"),
    "return.file": Text("报送", "File"),
    "return.correct": Text("更正", "Correct"),
    "return.return": Text("退回更正", "Send back"),
    "return.accept": Text("审核通过", "Accept"),
    "return.appraise": Text("考评", "Appraise"),
    "return.reason": Text("理由", "Reason"),
    "return.history": Text("办理经过", "What was done"),
    "return.first_version": Text("此前报送的内容", "What had been filed before"),
    "return.content": Text("报送内容", "Content"),
    "return.not_over": Text(
        "期间尚未结束,可以先存草稿。", "The period is not over: a draft can be saved already."
    ),
    "return.own_periods": Text("本单位各期", "Your periods"),
    "return.open": Text("打开", "Open"),
    "return.filed": Text("已报送。", "Filed."),
    "return.saved": Text("已保存。", "Saved."),
    "return.done": Text("已办理。", "Done."),
    "return_state.draft": Text("草稿", "draft"),
    "return_state.filed": Text("待审核", "filed"),
    "return_state.returned": Text("已退回", "sent back"),
    "return_state.accepted": Text("已审核", "accepted"),
    "return_state.": Text("未报", "missing"),
    "timeliness.ahead": Text("未到期", "not yet"),
    "timeliness.not_asked": Text("启用前", "before the start"),
    "timeliness.due": Text("待办", "due"),
    "timeliness.late": Text("逾期", "overdue"),
    "timeliness.done": Text("按时", "in time"),
    "timeliness.done_late": Text("迟报", "late"),
    "filing_field.disputes_found": Text("矛盾纠纷排查(起)", "Disputes found"),
    "filing_field.disputes_settled": Text("矛盾纠纷化解(起)", "Disputes settled"),
    "filing_field.rectification_tasks": Text("整治任务(项)", "Rectification tasks"),
    "filing_field.rectification_done": Text("完成整治(项)", "Tasks done"),
    "filing_field.dangers_found": Text("隐患排查(处)", "Dangers found"),
    "filing_field.dangers_settled": Text("隐患整改(处)", "Dangers settled"),
    "filing_field.patrols": Text("巡逻(次)", "Patrols"),
    "filing_field.publicity": Text("宣传(场)", "Publicity events"),
    "filing_field.inspections": Text("检查督导(次)", "Inspections"),
    "filing_field.trainings": Text("培训(场次)", "Trainings"),
    "filing_field.joint_actions": Text("联合行动(次)", "Joint actions"),
    "filing_field.note": Text("说明", "Note"),
    "filing_field.work": Text("工作情况", "Work done"),
    "filing_field.problems": Text("存在问题", "Problems"),
    "filing_field.plans": Text("下步打算", "Next steps"),
    "filing_field.reason": Text("理由", "Reason"),
    "grade.excellent": Text("优秀", "excellent"),
    "grade.good": Text("良好", "good"),
    "grade.fair": Text("一般", "fair"),
    "grade.poor": Text("较差", "poor"),
    "filing_rule.title": Text("报送规则", "Rules of reporting"),
    "filing_rule.monthly_day": Text("月报期限:次月几日", "Monthly returns: day of the next month"),
    "filing_rule.half_year_day": Text(
        "半年报期限:次月几日", "Half-yearly reports: day of the month that follows"
    ),
    "filing_rule.bulletin_day": Text("治安状况公告期限:次月几日", "Public bulletin: day of the next month"),
    "filing_rule.grave_hours": Text("重大案事件报告时限(小时)", "Hours for grave incidents"),
    "filing_rule.returns_since": Text(
        "自何月起报送(此前各月不计逾期)", "Asked for since (earlier months are never late)"
    ),
    "filing_rule.since_usual": Text(
        "留空则自 {month} 起:首个乡镇或部门账号开通、或首次报送的月份。",
        "Left empty, since {month}: the month of the first account of a unit, or of the first filing.",
    ),
    "filing_rule.departments": Text("成员单位(每行一个)", "Member units (one a line)"),
    "filing_rule.grave_categories": Text(
        "重大案事件类别(每行一个)", "Categories of grave incidents (one a line)"
    ),
    "filing_rule.grave_recipients": Text(
        "重大案事件报告对象(每行一个)", "Recipients of grave incidents (one a line)"
    ),
    "filing_rule.note": Text(
        "期限一律按现行规则计算,以往各期也是;已登记的重大案事件按登记时的时限计。每次改动都有审计。",
        "Deadlines are those of the present rules, of earlier periods too; the clock of a registered grave "
        "incident stays. Each change is audited.",
    ),
    "filing_rule.saved": Text("规则已保存。", "The rules are saved."),
    "calendar.title": Text("报送日历", "Calendar of what is due"),
    "calendar.note": Text("逾期在前,其余按期限先后。", "Overdue first, then by day."),
    "calendar.ics": Text("下载日历(.ics)", "Calendar file (.ics)"),
    "calendar.due": Text("期限", "Due"),
    "calendar.what": Text("事项", "What"),
    "calendar.whose": Text("单位", "Whose"),
    "calendar.standing": Text("状态", "State"),
    "calendar.done_on": Text("完成", "Done"),
    "calendar.county": Text("县", "county"),
    "calendar.none": Text("没有要办的事项。", "Nothing is due."),
    "calendar.late": Text("逾期 {count}", "{count} overdue"),
    "calendar.ahead": Text("未到期 {count}", "{count} to come"),
    "calendar.open": Text("待办 {count}", "{count} due"),
    "calendar.done": Text("已完成 {count}", "{count} done"),
    "calendar_kind.return": Text("月报 {period}", "Monthly return {period}"),
    "calendar_kind.half_year": Text("半年报 {period}", "Half-yearly report {period}"),
    "calendar_kind.review": Text("抓反复月度复查 {period}", "Review of recurrence {period}"),
    "calendar_kind.bulletin": Text("治安状况公告 {period}", "Public bulletin {period}"),
    "calendar_kind.register": Text("整治期限 {period} {title}", "Rectification {period} {title}"),
    "calendar_kind.grave": Text("重大案事件报告({title})", "Report of a grave incident ({title})"),
    "half_year.1": Text("{year}年上半年", "first half of {year}"),
    "half_year.2": Text("{year}年下半年", "second half of {year}"),
    "deeds.return.": Text("报表", "Returns"),
    "deeds.grave.": Text("重大案事件", "Grave incidents"),
    "deed.return.saved": Text("保存草稿", "saved a draft"),
    "deed.return.filed": Text("报送", "filed"),
    "deed.return.corrected": Text("更正", "corrected"),
    "deed.return.sent_back": Text("退回", "sent back"),
    "deed.return.accepted": Text("审核通过", "accepted"),
    "deed.return.appraised": Text("考评", "appraised"),
    "deed.grave.registered": Text("登记", "registered"),
    "deed.grave.reported": Text("报告", "reported"),
    "deed.grave.followed_up": Text("续报", "followed up"),
    "deed.grave.concealment": Text("标记瞒报", "flagged concealment"),
    "deed.grave.closed": Text("办结", "closed"),
    "deed.export.returns": Text("下载报表汇总", "took the table of returns along"),
    "deed.export.calls": Text("下载警情通报", "took a call report along"),
    "deed.export.calendar": Text("下载报送日历", "took the calendar along"),
}


def period_words(code: str, lang: str) -> str:
    """Write a period such as ``2026-03`` or ``2026-H1``; any other as it is."""
    year, _, part = code.partition("-")
    if part in {"H1", "H2"}:
        return text(f"half_year.{part[1]}", lang, year=year)
    if len(part) != 2:  # 2025-003 is a number of the register
        return code
    try:
        return format_month(date(int(year), int(part), 1), lang)
    except ValueError:
        return code

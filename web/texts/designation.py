"""Words of the yearly designation document."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "designation.title": Text(
        "关于认定{county}{year}年度社会治安重点地区和突出治安问题的通知",
        "Designation of disorderly areas and outstanding problems of {county}, {year}",
    ),
    "designation.by_meeting": Text(
        "经{meeting}研究决定,认定{what},列入{year}年度重点整治(见附件)。",
        "As decided by {meeting}, {what} are designated for rectification in {year} (annex).",
    ),
    "designation.by_decision": Text(
        "{issuer}决定,认定{what},列入{year}年度重点整治(见附件)。",
        "{issuer} designates {what} for rectification in {year} (annex).",
    ),
    "designation.areas": Text("{count}个治安重点地区", "{count} {count:area|areas}"),
    "designation.problems": Text("{count}个突出治安问题", "{count} {count:problem|problems}"),
    "designation.none": Text(
        "{year}年度未认定治安重点地区和突出治安问题。", "No area or problem was designated in {year}."
    ),
    "designation.duty": Text(
        "责任单位对整治工作负总责,协办单位按职责配合,包案领导定期督导,须在期限内完成整治措施。",
        "The unit responsible answers for the work, supporting units help within their duties, the leader in "
        "charge sees to it, and measures are carried out within the deadline.",
    ),
    "designation.reports": Text(
        "责任单位每月报送整治进展;逾期的由综治办通报。",
        "The unit responsible reports progress each month; the governance office names those that are late.",
    ),
    "designation.acceptance": Text(
        "整治完成后申请验收,实地检查合格并达到摘牌条件的予以摘牌;摘牌后十二个月内反弹的重新挂牌。",
        "Acceptance is asked for when the work is done; an area is taken off the list after a check on site "
        "and when its criteria hold, and listed again if trouble returns within twelve months.",
    ),
    "designation.annex": Text("附件 {year}年度重点整治台账", "Annex: register of {year}"),
    "designation.map": Text("{county}{year}年度治安重点地区分布图", "Designated areas of {county} {year}"),
    "designation.duties": Text("各地区(问题)整治任务", "Duties for each area and problem"),
    "designation.column_order": Text("序号", "No."),
    "designation.column_number": Text("编号", "Register"),
    "designation.column_entry": Text("地区或问题", "Area or problem"),
    "designation.column_place_kind": Text("部位类型", "Kind of place"),
    "designation.column_level": Text("级别", "Level"),
    "designation.column_responsible": Text("责任单位", "Unit responsible"),
    "designation.column_leader": Text("包案领导", "Leader in charge"),
    "designation.column_deadline": Text("期限", "Deadline"),
    "designation.fact_why": Text("认定依据", "Grounds"),
    "designation.fact_shows": Text("成效可判断程度", "What can be shown"),
    "designation.fact_townships": Text("涉及乡镇", "Townships"),
    "designation.fact_categories": Text("警情类别", "Categories"),
    "designation.fact_acceptance": Text("摘牌条件", "Delisted when"),
    "designation.close_map": Text("编号密集处放大", "Where numbers crowd, larger"),
    "designation.fact_causes": Text("成因", "Causes"),
    "designation.fact_measures": Text("整治措施", "Measures"),
    "designation.fact_responsible": Text("责任单位", "Unit responsible"),
    "designation.fact_supporting": Text("协办单位", "Supporting units"),
    "designation.fact_leader": Text("包案领导", "Leader in charge"),
    "designation.fact_deadline": Text("完成期限", "Deadline"),
    "designation.fact_decided": Text("认定决定", "Decision"),
    "designation.heading": Text("年度认定文件", "Designation document"),
    "designation.note": Text(
        "由台账生成;Word 文件可继续修改。文号、会议由您填写。",
        "Made from the register; the Word file can be edited. You fill in number and meeting.",
    ),
    "designation.year": Text("年度", "Year"),
    "designation.doc_number": Text("文号", "Document number"),
    "designation.doc_number_example": Text("例:青综治〔2026〕3号", "such as 2026/3"),
    "designation.meeting": Text("会议", "Meeting"),
    "designation.meeting_example": Text(
        "例:县综治委2026年1月20日第一次全体会议", "such as the committee's first meeting of 20 January 2026"
    ),
    "designation.make_pdf": Text("PDF 打印稿", "PDF"),
    "designation.make_docx": Text("Word 修改稿", "Word"),
    "designation.make_xlsx": Text("Excel 台账", "Excel register"),
    "designation.make_png": Text("分布图图片", "Map as a picture"),
    "designation.count": Text(
        "{year}年度已认定 {areas} 个地区、{problems} 个问题。",
        "{year}: {areas} {areas:area|areas}, {problems} {problems:problem|problems}.",
    ),
    "cli.help.designation": Text(
        "生成年度认定文件(.pdf .docx .xlsx .png)。",
        "Write the yearly designation document (.pdf .docx .xlsx .png).",
    ),
    "cli.help.designation_year": Text("年度(默认今年)。", "Year (this one)."),
    "cli.help.designation_number": Text("文号。", "Document number."),
    "cli.help.designation_dated": Text("文件落款日期;默认今天。", "Date of the document; default today."),
    "designation.dated": Text("落款日期", "Date of the document"),
    "cli.help.designation_meeting": Text("决定的会议及日期。", "Meeting that decided, with its day."),
    "cli.help.designation_out": Text("写入的文件。", "File to write."),
    "deed.export.designation": Text("生成认定文件", "made the designation document"),
}
ERRORS = {
    "designation.no_map": Text(
        "本年度没有可绘制的重点地区。", "There is no designated area of that year to draw."
    ),
    "designation.year": Text(
        "年度须是 {least} 到 {most} 的数。", "The year must be a number of {least} to {most}."
    ),
}

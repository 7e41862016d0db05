"""Words of what is entered and decided on the scorecard."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "score.edit": Text("录入与设置", "Enter and set"),
    "score.edit_title": Text("安全乡镇考评:录入与设置", "Scorecard: enter and set"),
    "score.back": Text("返回考评", "Back to the scorecard"),
    "score.weighted": Text(
        "全县数按各乡镇人口加权。", "The county's share weighs townships by their people."
    ),
    "score.reason": Text("理由", "Reason"),
    "score.give": Text("给予黄牌", "Give the card"),
    "score.not_give": Text("不给予", "Do not give it"),
    "score.uphold": Text("予以否决", "Uphold"),
    "score.dismiss": Text("不予否决", "Dismiss"),
    "score.raise": Text("提出否决标记", "Raise a veto flag"),
    "score.enter_rules": Text("指标与权重", "Criteria and weights"),
    "score.points_weight": Text("权重(分)", "Weight"),
    "score.none_at": Text("零分值", "No points at"),
    "score.full_at": Text("满分值", "All points at"),
    "score.against": Text("比较对象", "Against"),
    "score_against.value": Text("指标值本身", "the value itself"),
    "score_against.county": Text("与全县之比", "ratio to the county"),
    "score_against.benchmark": Text("与全市平均之比", "ratio to the prefecture"),
    "score.goal_target": Text("目标值", "Target"),
    "score.figures_of": Text("{year} 年数据", "Figures of {year}"),
    "score.rules_from": Text(
        "考评规则:自 {year} 年起生效,以前年度不变", "Rules, from {year} on; earlier years keep theirs"
    ),
    "score.rules_note": Text(
        "权重为 0 的指标不计分。比例写成小数或百分数(0.85 或 85%)。目标值留空表示“不高于上年”。",
        "A weight of 0 leaves a criterion out. Write shares as 0.85 or 85%. An empty target means no more "
        "than last year.",
    ),
    "score.enter_settings": Text("设置", "Settings"),
    "score_setting.standard_yuan": Text("经费标准(元/人·年)", "Funding standard (yuan a head and year)"),
    "score_setting.pass_mark": Text("达标得分率(如 0.8)", "Mark, as a share (0.8)"),
    "score_setting.first_year": Text("年度计划第一年(公历年)", "First year of the plan"),
    "score.basis_of": Text("统计口径:{group}", "Counted from: {group}"),
    "score.enter_words": Text("警情类别对照", "Words of categories"),
    "score.words_note": Text(
        "警情的类别用语等于或包含所列词语即计入,较长的词优先;词之间用逗号隔开。",
        "A word of a file counts where it is, or holds, one of these; longer ones come first. "
        "Commas between.",
    ),
    "score.enter_targets": Text("年度计划目标(%)", "Targets of the plan (%)"),
    "score_relation.reach": Text("不低于", "at least"),
    "score_relation.above": Text("高于", "above"),
    "score.plan_year": Text("第 {year} 年", "Year {year}"),
    "score.enter_progress": Text("社区、村、单位达标数", "Safe communities, villages and units"),
    "score.safe_count": Text("达标数", "Safe"),
    "score.total_count": Text("总数", "All"),
    "score.survey_of": Text("{measure}调查", "Survey: {measure}"),
    "score.enter_file": Text("从文件导入", "From a file"),
    "score.blank": Text("下载填报表", "Download a table to fill in"),
    "score.file_note": Text(
        "CSV 或 Excel,首行为表头,每乡镇一行:乡镇(名称或代码)、调查人数、满意人数(或满意率);"
        "可另有总体人数、设计效应。其他列不读取。有误的行不导入并逐条列出,其余照常导入。",
        "CSV or Excel, headers first, a row for each township: township (name or code), asked, satisfied (or "
        "share); population and design_effect if known. Other columns are not read. Rows with a mistake are "
        "left out and named, the others are entered.",
    ),
    "score.funding_file_note": Text(
        "CSV 或 Excel,首行为表头,每乡镇一行:乡镇、预算、支出(元;列名写明“万元”的按万元)。"
        "空格保留原数;有误的行不导入并逐条列出。",
        "CSV or Excel, headers first, a row for each township: township, budgeted, spent (yuan). Empty cells "
        "leave what there is; rows with a mistake are left out and named.",
    ),
    "score.benchmark_file_note": Text(
        "CSV 或 Excel:“指标”“全市平均”两列,或每个指标一列。未列出的指标保留原数。",
        "CSV or Excel: two columns, measure and average; or a column for each measure. Measures that are "
        "left out stay as they were.",
    ),
    "score.set_aside": Text("以下各项未导入或按说明处理:", "Set aside, or read as said here:"),
    "score.measure": Text("指标", "Measure"),
    "score.population": Text("总体人数(可空)", "Population (may be empty)"),
    "score.design_effect": Text("设计效应(可空)", "Design effect (may be empty)"),
    "score.enter_funding": Text("经费", "Funding"),
    "score.enter_benchmark": Text("全市平均", "The prefecture's averages"),
    "score.benchmark_note": Text(
        "比率按每万人每年,比例按百分数。", "Rates per 10,000 people and year, shares in percent."
    ),
    "score.save": Text("保存", "Save"),
    "score.import_button": Text("导入", "Import"),
    "score.saved": Text("已保存。", "Saved."),
    "score.imported": Text("已导入 {count} 项。", "{count} {count:line|lines} entered."),
    "cli.help.scorecard": Text("安全乡镇考评", "The scorecard of safe townships"),
    "cli.help.score_year": Text(
        "年度;默认最近有警情的一年", "Calendar year; by default that of the last incident"
    ),
    "cli.help.score_out": Text("输出文件:.pdf、.xlsx 或 .html", "File to write: .pdf, .xlsx or .html"),
    "cli.score_made": Text(
        "{year} 年考评:{townships} 个乡镇,达标 {safe} 个,数据不足 {unknown} 个",
        "Scorecard of {year}: {townships} {townships:township|townships}, {safe} reach the mark, "
        "of {unknown} "
        "too little is known",
    ),
    "deeds.score.": Text("考评", "Scorecard"),
    "deed.score.entered": Text("录入考评数据", "entered figures of the scorecard"),
    "deed.score.rules": Text("修改考评规则", "changed rules of the scorecard"),
    "deed.score.card_decided": Text("决定黄牌", "decided a yellow card"),
    "deed.score.veto_raised": Text("提出一票否决标记", "raised a veto flag"),
    "deed.score.veto_decided": Text("决定一票否决", "decided a veto"),
    "deed.export.scorecard": Text("下载考评", "took the scorecard along"),
}

"""Words of the scorecard of safe townships."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "score.title": Text("安全乡镇考评 {year} 年", "Safe townships: scorecard of {year}"),
    "score.heading": Text("安全乡镇考评", "Scorecard of safe townships"),
    "score.of_township": Text("{name} · 安全乡镇考评 {year} 年", "{name}: scorecard of {year}"),
    "score.year": Text("年度", "Year"),
    "score.show": Text("查看", "Show"),
    "score.pdf": Text("下载 PDF", "Download PDF"),
    "score.excel": Text("下载 Excel", "Download Excel"),
    "score.made_on": Text("制表 {day}", "Made {day}"),
    "score.lead": Text(
        "统计 {days};{townships} 个乡镇(街道)中,达标 {safe} 个,未达标 {below} 个,被否决 {vetoed} 个,"
        "数据不足 {unknown} 个。",
        "{days}. Of {townships} townships {safe} reach the mark, {below} do not, {vetoed} are vetoed, and of "
        "{unknown} too little is known.",
    ),
    "score.lead_none": Text(
        "库中没有 {year} 年的警情,案件和事故无从计分。",
        "The store holds no incidents of {year}: cases and accidents cannot be scored.",
    ),
    "score.partial": Text(
        "记录只有 {days} 天:比率折算为全年,与上年同样的日子相比。",
        "Records cover {days} days: rates are carried over to a year and compared with the same days of the "
        "year before.",
    ),
    "score.basis": Text(
        "严重案件按{grave}计,多发案件按{frequent}计,事故按{accidents}计。",
        "Grave ones are counted from {grave}, frequent ones from {frequent}, accidents from {accidents}.",
    ),
    "score.basis_other": Text(
        "库中没有规则所定的“{wanted}”,“{group}”改按“{counted}”统计。",
        "The store has no {wanted} as the rules want them: {group} are counted from {counted}.",
    ),
    "score.no_data": Text("无数据", "no data"),
    "score.goals": Text("四项目标", "The four goals"),
    "score.target": Text("目标", "target"),
    "score.target_before": Text("不高于上年 {value}", "no more than last year's {value}"),
    "score.target_reached": Text("达到", "reached"),
    "score.target_missed": Text("未达到", "not reached"),
    "score.target_by_chance": Text("{said}(在偶然波动之内)", "{said} (within chance)"),
    "score.benchmark": Text("全市平均", "Prefecture's average"),
    "score.percent_points": Text("{difference} 个百分点", "{difference} points"),
    "score.on_year": Text("同比", "vs last year"),
    "score.before": Text("上年", "last year"),
    "score.interval": Text("95% 区间", "95 % interval"),
    "score.plan": Text("年度计划(第 {year} 年)", "Yearly plan (year {year})"),
    "score.plan_unset": Text(
        "尚未设定计划起始年度,无法对照年度目标。",
        "The first year of the plan has not been set, so that its targets cannot be compared.",
    ),
    "score.plan_over": Text("{year} 年不在计划年度之内。", "{year} is not among the years of the plan."),
    "score.plan_heading": Text("年度计划", "Yearly plan"),
    "score.plan_scope": Text("范围", "Of"),
    "score.plan_target": Text("目标", "Target"),
    "score.plan_now": Text("现状", "So far"),
    "score.plan_reach": Text("达到 {share}", "at least {share}"),
    "score.plan_above": Text("高于 {share}", "above {share}"),
    "score.plan_numbers": Text("{safe} / {total}", "{safe} of {total}"),
    "score.scores": Text("各乡镇总分", "Scores of the townships"),
    "score.township": Text("乡镇(街道)", "Township"),
    "score.share": Text("得分率", "Score"),
    "score.points": Text("得分", "Points"),
    "score.places": Text("可能名次", "Places it may have"),
    "score.standing": Text("是否达标", "Mark"),
    "score.place_range": Text("第 {best}–{worst} 名", "{best}–{worst}"),
    "score.place_one": Text("第 {best} 名", "{best}"),
    "score.measures": Text("各项指标", "Measures"),
    "score.measures_note": Text(
        "起数(人数)下为每万人每年的比率;比例下为分子/分母。",
        "Below counts: rate per 10,000 people and year. Below shares: what they are made of.",
    ),
    "score.people": Text("常住人口", "People"),
    "score.elsewhere": Text("乡镇之外或不明", "Outside or unknown"),
    "score.county": Text("全县", "County"),
    "score.surveys": Text("公众安全感与群众满意度", "Sense of safety and satisfaction"),
    "score.asked": Text("调查人数", "Asked"),
    "score.satisfied": Text("满意(安全)人数", "Satisfied"),
    "score.card": Text("黄牌警告", "Yellow card"),
    "score.card_none": Text(
        "安全感调查不足两个乡镇,不提出黄牌。",
        "Fewer than two townships were surveyed: nobody is proposed for the yellow card.",
    ),
    "score.card_rule": Text(
        "{townships} 个乡镇(街道)中调查了 {surveyed} 个;按规定,公众安全感最低的{lowest}应受黄牌警告。",
        "{surveyed} of {townships} townships were surveyed. By the rule the lowest, {lowest}, gets the "
        "yellow card.",
    ),
    "score.card_place": Text(
        "{name}({share},95% 区间 {interval})", "{name} ({share}, 95 % interval {interval})"
    ),
    "score.card_ties": Text(
        "但以下乡镇与最低者无法区分,真正最低的也可能是其中之一:{names}(费希尔精确检验,按乡镇数校正)。",
        "These cannot be told from it, and any of them may truly be the lowest: {names} (Fisher's exact "
        "test, adjusted for the number of townships).",
    ),
    "score.card_alone": Text("其余乡镇都显著高于最低者。", "All others are higher beyond chance."),
    "score.card_committee": Text("由县综治委决定。", "The committee decides."),
    "score.card_twice": Text(
        "{names}上年也是最低:连续两年最低,触发一票否决标记。",
        "{names} was lowest last year too: two years running raise the veto flag.",
    ),
    "score.decide_other": Text("对其他乡镇决定黄牌", "Decide on another township"),
    "score.lowest": Text("最低", "lowest"),
    "score.tied": Text("与最低无法区分", "cannot be told from the lowest"),
    "score.vetoes": Text("一票否决", "Vetoes"),
    "score.ground": Text("事由", "Ground"),
    "score.decision": Text("决定", "Decision"),
    "score.decided_at": Text("决定时间", "Decided"),
    "score.funding": Text("专项经费", "Funding"),
    "score.funding_note": Text(
        "标准每人每年 {standard} 元。", "The standard is {standard} yuan a head and year."
    ),
    "score.due": Text("应列(元)", "Due (yuan)"),
    "score.budgeted": Text("预算(元)", "Budgeted (yuan)"),
    "score.spent": Text("支出(元)", "Spent (yuan)"),
    "score.per_head": Text("人均预算(元)", "Budget a head (yuan)"),
    "score.map": Text("地图", "Map"),
    "score.map_score": Text("总得分率", "Score"),
    "score.map_standing": Text("达标与黄牌", "Marks and yellow cards"),
    "score.map_due": Text("经费:应列", "Funding due"),
    "score.map_budgeted": Text("经费:预算", "Funding budgeted"),
    "score.map_spent": Text("经费:支出", "Funding spent"),
    "score.map_groups": Text("各项指标", "Measures"),
    "score.map_kinds": Text("分类起数", "By kind"),
    "score.map_results": Text("考评结果", "Result"),
    "score.map_money": Text("专项经费", "Funding"),
    "score.map_unit_rate": Text(
        "底色:每万人每年;数字:本年数", "Shade: per 10,000 people and year. Numbers: counts of the year"
    ),
    "score.map_unit_share": Text("底色与数字:百分比", "Shade and numbers: percent"),
    "score.map_unit_yuan": Text("底色:元/人;数字:元", "Shade: yuan a head. Numbers: yuan"),
    "score.map_unit_loss": Text(
        "底色:每万人每年的元数;数字:本年元数",
        "Shade: yuan per 10,000 people and year. Numbers: yuan of the year",
    ),
    "score.map_sum": Text("图上合计 {total} 元。", "On the map {total} yuan in all."),
    "score.map_total": Text(
        "图上合计 {inside},乡镇之外或不明 {outside},全县 {total}。",
        "On the map {inside}, outside or unknown {outside}, county {total}.",
    ),
    "score.map_no_data": Text("无数据", "no data"),
    "score.map_under": Text("低于 {high}", "under {high}"),
    "score.map_from": Text("{low} 及以上", "{low} and more"),
    "score.map_between": Text("{low}–{high}", "{low}–{high}"),
    "score.map_chance": Text(
        "颜色相邻的乡镇可能只差在偶然,见表中区间。",
        "Neighbouring classes may differ by chance alone: see the intervals in the tables.",
    ),
    "score.map_none": Text("库中没有乡镇图层。", "The store holds no layer of townships."),
    "score.note_total": Text(
        "得分率为已得分数除以有数据的分数:没有数据的指标不计满分,"
        "也不计零分。得分率区间由各项区间合成(MOVER 法)。",
        "The score is points reached over points that there are data for: what has no data counts neither "
        "full nor nought. Its interval is put together from those of its parts (MOVER).",
    ),
    "score.note_rank": Text(
        "名次为在 95% 把握下可能的范围:两乡镇之差的区间不含零才算分出先后(邦费罗尼校正)。",
        "Places are ranges that hold with 95 % confidence: two townships are told apart only where the "
        "interval of their difference leaves 0 out (Bonferroni).",
    ),
    "score.note_rates": Text(
        "比率的区间为精确泊松区间(伤亡和损失计入一次事故多人的聚集),人口少的乡镇区间宽;"
        "比例为 Wilson 区间(计入抽样设计效应和有限总体)。",
        "Intervals of rates are exact Poisson ones (of casualties and loss allowing for several in one "
        "accident), wide where few people live; those of survey shares are Wilson's, with design effect and "
        "finite population.",
    ),
    "score.note_mark": Text(
        "得分率达到 {mark}、有数据的权重不少于 {covered} 且未被否决,计为达标。",
        "A township reaches the mark with a score of {mark} or more, data for {covered} of the weights, and "
        "no veto.",
    ),
    "score.note_own": Text(
        "仅列本乡镇(辖区);全县数为合计。", "Your own townships alone; the county's figures are totals."
    ),
    "score.note_chance": Text(
        "▲▼ 为超出偶然波动的增减,灰字为偶然波动之内(每项误判概率低于 1%;起数计入月度间的额外离散)。",
        "▲▼: more than chance gives; grey: no more than chance (each wrong in fewer than 1 of 100 cases; "
        "counts allow for how months scatter).",
    ),
}

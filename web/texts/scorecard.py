"""Words of the scorecard of safe townships."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "score.title": Text("安全乡镇考评 {year} 年", "Safe townships: scorecard of {year}"),
    "score.heading": Text("安全乡镇考评", "Scorecard of safe townships"),
    "score.of_township": Text("{name} · 安全乡镇考评 {year} 年", "{name}: scorecard of {year}"),
    "score.year": Text("年度", "Year"),
    "score.show": Text("查看", "Show"),
    "score.edit": Text("录入与设置", "Enter and set"),
    "score.edit_title": Text("安全乡镇考评:录入与设置", "Scorecard: enter and set"),
    "score.back": Text("返回考评", "Back to the scorecard"),
    "score.pdf": Text("下载 PDF", "Download PDF"),
    "score.excel": Text("下载 Excel", "Download Excel"),
    "score.made_on": Text("制表 {day}", "Made {day}"),
    "score.sheet_scores": Text("总分", "Scores"),
    "score.sheet_measures": Text("指标", "Measures"),
    "score.sheet_trace": Text("得分依据", "Every score"),
    "score.sheet_people": Text("群众调查", "Surveys"),
    "score.sheet_funding": Text("经费", "Funding"),
    "score.sheet_flags": Text("黄牌与否决", "Cards and vetoes"),
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
        "严重案件计{grave},多发案件计{frequent},事故计{accidents}。",
        "Grave ones are counted from {grave}, frequent ones from {frequent}, accidents from {accidents}.",
    ),
    "score.basis_other": Text(
        "库中没有规则所定的“{wanted}”,“{group}”改按“{counted}”统计。",
        "The store has no {wanted} as the rules want them: {group} are counted from {counted}.",
    ),
    "score_record.case": Text("立案案件", "registered cases"),
    "score_record.call": Text("有效警情", "valid calls"),
    "score_record.": Text("(无记录)", "(no records)"),
    "goal.cases": Text("发案少", "Fewer cases"),
    "goal.accidents": Text("事故少", "Fewer accidents"),
    "goal.order": Text("秩序好", "Good order"),
    "goal.people": Text("群众满意", "Satisfied people"),
    "measure.grave": Text("严重案件", "Grave cases"),
    "measure.frequent": Text("多发可防案件", "Frequent, preventable cases"),
    "measure.accidents": Text("事故", "Accidents"),
    "measure.deaths": Text("事故死亡", "Deaths in accidents"),
    "measure.injured": Text("事故受伤", "Injured in accidents"),
    "measure.loss": Text("事故损失(元)", "Loss in accidents (yuan)"),
    "measure.rectified": Text("整治按期验收", "Areas put right in time"),
    "measure.returns": Text("月报按期报送", "Returns filed in time"),
    "measure.grave_reports": Text("重大情况四小时内报告", "Grave incidents reported in four hours"),
    "measure.safety": Text("公众安全感", "Public sense of safety"),
    "measure.satisfaction": Text("群众满意度", "Satisfaction"),
    "score_unit.rate": Text("每万人每年", "per 10,000 people and year"),
    "score_unit.share": Text("百分比", "percent"),
    "score_kind.explosion": Text("爆炸", "explosion"),
    "score_kind.homicide": Text("杀人", "homicide"),
    "score_kind.arson": Text("放火", "arson"),
    "score_kind.kidnapping": Text("绑架", "kidnapping"),
    "score_kind.robbery": Text("抢劫", "robbery"),
    "score_kind.rape": Text("强奸", "rape"),
    "score_kind.theft": Text("盗窃", "theft"),
    "score_kind.snatching": Text("抢夺", "snatching"),
    "score_kind.assault": Text("伤害", "assault"),
    "score_kind.traffic": Text("交通事故", "traffic accident"),
    "score_kind.fire": Text("火灾", "fire"),
    "score_kind.safety_accident": Text("安全事故", "safety accident"),
    "score_missing.no_records": Text("无警情记录", "no incident records"),
    "score_missing.no_population": Text("无人口数", "population unknown"),
    "score_missing.no_figures": Text("记录未载伤亡", "records name no casualties"),
    "score_missing.none_recorded": Text("库中没有这类记录", "none of these in the store"),
    "score_missing.none_due": Text("本年无应办事项", "nothing was due"),
    "score_missing.no_register": Text("无整治台账", "no register yet"),
    "score_missing.no_returns": Text("无月报记录", "no returns yet"),
    "score_missing.no_grave_register": Text("无重大情况登记", "no register of grave incidents"),
    "score_missing.no_survey": Text("无调查结果", "no survey"),
    "score_missing.no_county": Text("无全县数可比", "no figure of the county"),
    "score_missing.no_benchmark": Text("未录入全市平均", "no average entered"),
    "score.no_data": Text("无数据", "no data"),
    "score.goals": Text("四项目标", "The four goals"),
    "score.target": Text("目标", "target"),
    "score.target_before": Text("不高于上年 {value}", "no more than last year's {value}"),
    "score.target_reached": Text("达到", "reached"),
    "score.target_missed": Text("未达到", "not reached"),
    "score.benchmark": Text("全市平均", "Prefecture's average"),
    "score.trend": Text("同比", "vs last year"),
    "score.before": Text("上年", "last year"),
    "score.interval": Text("95% 区间", "95 % interval"),
    "score.plan": Text("年度计划(第 {year} 年)", "Yearly plan (year {year})"),
    "score.plan_unset": Text(
        "尚未设定计划起始年度,无法对照年度目标。",
        "The first year of the plan has not been set, so that its targets cannot be compared.",
    ),
    "score.plan_over": Text("{year} 年不在计划年度之内。", "{year} is not among the years of the plan."),
    "score.plan_scope": Text("范围", "Of"),
    "score.plan_target": Text("目标", "Target"),
    "score.plan_now": Text("现状", "So far"),
    "score.plan_reach": Text("达到 {share}", "{share}"),
    "score.plan_above": Text("{share} 以上", "above {share}"),
    "score.plan_numbers": Text("{safe} / {total}", "{safe} of {total}"),
    "score_scope.satisfaction": Text("群众满意度", "Satisfaction"),
    "score_scope.townships": Text("乡镇(街道)", "Townships"),
    "score_scope.communities": Text("社区", "Communities"),
    "score_scope.villages": Text("村", "Villages"),
    "score_scope.units": Text("单位", "Units"),
    "score.scores": Text("各乡镇总分", "Scores of the townships"),
    "score.township": Text("乡镇(街道)", "Township"),
    "score.share": Text("得分率", "Score"),
    "score.points": Text("得分", "Points"),
    "score.places": Text("可能名次", "Places it may have"),
    "score.standing": Text("是否达标", "Mark"),
    "score_standing.safe": Text("达标", "reached"),
    "score_standing.below": Text("未达标", "not reached"),
    "score_standing.vetoed": Text("一票否决", "vetoed"),
    "score_standing.unknown": Text("数据不足", "too little data"),
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
    "score.weighted": Text(
        "全县数按各乡镇人口加权。", "The county's share weighs townships by their people."
    ),
    "score.card": Text("黄牌警告", "Yellow card"),
    "score.card_none": Text(
        "安全感调查不足两个乡镇,不提出黄牌。",
        "Fewer than two townships were surveyed: nobody is proposed for the yellow card.",
    ),
    "score.card_rule": Text(
        "按规定,公众安全感最低的{names}({share},区间 {interval})应受黄牌警告。",
        "By the rule the lowest, {names} ({share}, interval {interval}), gets the yellow card.",
    ),
    "score.card_ties": Text(
        "但与最低者无法区分的还有:{names}(费希尔精确检验,多重比较校正后差异不显著)。",
        "These cannot be told from the lowest: {names} (Fisher's exact test, adjusted for all comparisons).",
    ),
    "score.card_alone": Text("其余乡镇都显著高于最低者。", "All others are higher beyond chance."),
    "score.card_committee": Text("由县综治委决定。", "The committee decides."),
    "score.card_twice": Text(
        "{names} 上年也是最低:连续两年最低,触发一票否决标记。",
        "{names} was lowest last year too: two years running raise the veto flag.",
    ),
    "score_card.proposed": Text("待决定", "awaits a decision"),
    "score_card.given": Text("已给予黄牌", "yellow card given"),
    "score_card.not_given": Text("决定不给予", "not given"),
    "score.lowest": Text("最低", "lowest"),
    "score.tied": Text("与最低无法区分", "cannot be told from the lowest"),
    "score.vetoes": Text("一票否决", "Vetoes"),
    "score.vetoes_none": Text("没有一票否决标记。", "No veto flags."),
    "score.ground": Text("事由", "Ground"),
    "score.reason": Text("理由", "Reason"),
    "score.decision": Text("决定", "Decision"),
    "score.decided_at": Text("决定时间", "Decided"),
    "score_ground.last_twice": Text("公众安全感连续两年最低", "lowest sense of safety two years running"),
    "score_ground.grave_case": Text("发生严重案件", "grave case"),
    "score_ground.grave_accident": Text("发生重大事故", "grave accident"),
    "score_ground.concealment": Text("瞒报、迟报重大情况", "grave incident concealed or reported late"),
    "score_ground.not_rectified": Text("重点整治未达标", "area not put right"),
    "score_ground.other": Text("其他", "other"),
    "score_veto.raised": Text("待决定", "awaits a decision"),
    "score_veto.upheld": Text("予以否决", "upheld"),
    "score_veto.dismissed": Text("不予否决", "dismissed"),
    "score.give": Text("给予黄牌", "Give the card"),
    "score.not_give": Text("不给予", "Do not give it"),
    "score.uphold": Text("予以否决", "Uphold"),
    "score.dismiss": Text("不予否决", "Dismiss"),
    "score.raise": Text("提出否决标记", "Raise a veto flag"),
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
    "score.map_funding": Text("人均预算", "Budget a head"),
    "score.map_unit_rate": Text(
        "底色:每万人每年;数字:本年数", "Shade: per 10,000 people and year. Numbers: counts of the year"
    ),
    "score.map_unit_share": Text("底色与数字:百分比", "Shade and numbers: percent"),
    "score.map_unit_yuan": Text("底色与数字:元/人", "Shade and numbers: yuan a head"),
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
    "score.trace": Text("得分依据", "Where the score comes from"),
    "score.criterion": Text("指标", "Criterion"),
    "score.numbers": Text("数字", "Numbers"),
    "score.value": Text("指标值", "Value"),
    "score.compared": Text("评分值", "As scored"),
    "score.scale": Text("评分规则", "Rule"),
    "score.scale_said": Text(
        "{weight} 分:{full_at} 满分,{none_at} 零分,之间按比例",
        "{weight} points: all at {full_at}, none at {none_at}, evenly between",
    ),
    "score.against_county": Text("÷ 全县 {reference}", "÷ county {reference}"),
    "score.against_benchmark": Text("÷ 全市平均 {reference}", "÷ prefecture {reference}"),
    "score.sum": Text("合计", "Sum"),
    "score.numbers_rate": Text(
        "{count} ÷ {population} 人 × 1 万 × 365 ÷ {days} 天",
        "{count} ÷ {population} people × 10,000 × 365 ÷ {days} days",
    ),
    "score.numbers_survey": Text("{satisfied} ÷ {asked} 人", "{satisfied} of {asked} people"),
    "score.numbers_share": Text("{done} ÷ {due}", "{done} of {due}"),
    "score.numbers_rectified": Text(
        "按期验收 {done} ÷ 应验收 {due}(逾期验收 {late},逾期未验收 {overdue},未到期 {open};本年认定 {designated})",
        "{done} in time of {due} due ({late} late, {overdue} overdue, {open} not due yet; {designated} "
        "designated in the year)",
    ),
    "score.kinds": Text("分类起数", "By kind"),
    "score.kind": Text("类别", "Kind"),
    "score.words_of": Text("计入的警情用语", "Words of the files that count"),
    "score.note_total": Text(
        "得分率为已得分数除以有数据的分数:没有数据的指标不计满分,也不计零分。得分率区间由各项区间合成(MOVER 法)。",
        "The score is points reached over points that there are data for: what has no data counts neither "
        "full nor nought. Its interval is put together from those of its parts (MOVER).",
    ),
    "score.note_rank": Text(
        "名次为在 95% 把握下可能的范围:两乡镇之差的区间不含零才算分出先后(邦费罗尼校正)。",
        "Places are ranges that hold with 95 % confidence: two townships are told apart only where the "
        "interval of their difference leaves 0 out (Bonferroni).",
    ),
    "score.note_rates": Text(
        "比率的区间为精确泊松区间,比例为 Wilson 区间(计入抽样设计效应和有限总体)。",
        "Intervals of rates are exact Poisson ones, those of survey shares Wilson's, with design effect and "
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
        "▲▼ 为超出偶然波动的增减,灰字为偶然波动之内(5%)。",
        "▲▼: more than chance gives; grey: no more than chance (5 %).",
    ),
    "score.enter_rules": Text("指标与权重", "Criteria and weights"),
    "score.weight": Text("权重(分)", "Weight"),
    "score.none_at": Text("零分值", "No points at"),
    "score.full_at": Text("满分值", "All points at"),
    "score.against": Text("比较对象", "Against"),
    "score_against.value": Text("指标值本身", "the value itself"),
    "score_against.county": Text("与全县之比", "ratio to the county"),
    "score_against.benchmark": Text("与全市平均之比", "ratio to the prefecture"),
    "score.goal_target": Text("目标值", "Target"),
    "score.rules_note": Text(
        "权重为 0 的指标不计分。比例写成小数,如 0.85。目标值留空表示“不高于上年”。修改自 {year} 年起生效,以前年度不变。",
        "A weight of 0 leaves a criterion out. Write shares as 0.85. An empty target means no more than last "
        "year. What is changed holds from {year} on; earlier years keep their rules.",
    ),
    "score.enter_settings": Text("设置", "Settings"),
    "score_setting.standard_yuan": Text("经费标准(元/人·年)", "Funding standard (yuan a head and year)"),
    "score_setting.pass_mark": Text("达标得分率(如 0.8)", "Mark, as a share (0.8)"),
    "score_setting.first_year": Text("年度计划第一年(公历年)", "First year of the plan"),
    "score_group.grave": Text("严重案件", "grave cases"),
    "score_group.frequent": Text("多发可防案件", "frequent cases"),
    "score_group.accidents": Text("事故", "accidents"),
    "score.basis_of": Text("统计口径:{group}", "Counted from: {group}"),
    "score.enter_words": Text("警情类别对照", "Words of categories"),
    "score.words_note": Text(
        "警情的类别用语等于或包含所列词语即计入,较长的词优先;词之间用逗号隔开。",
        "A word of a file counts where it is, or holds, one of these; longer ones come first. Commas between.",
    ),
    "score.enter_targets": Text("年度计划目标(%)", "Targets of the plan (%)"),
    "score.plan_year": Text("第 {year} 年", "Year {year}"),
    "score.enter_progress": Text("社区、村、单位达标数", "Safe communities, villages and units"),
    "score.safe_count": Text("达标数", "Safe"),
    "score.total_count": Text("总数", "All"),
    "score.enter_surveys": Text("调查结果", "Survey results"),
    "score.enter_file": Text("从文件导入", "From a file"),
    "score.file_note": Text(
        "CSV 或 Excel,每乡镇一行:乡镇(名称或代码)、调查人数、满意人数;可另有总体人数、设计效应。其他列不读取。有错即整表退回。",
        "CSV or Excel, a row for each township: township (name or code), asked, satisfied; population and "
        "design_effect if known. Other columns are not read. A table with a mistake is refused whole.",
    ),
    "score.file": Text("文件", "File"),
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
    "score.imported": Text(
        "已导入 {count} 个乡镇的调查结果。", "Survey results of {count} townships are in."
    ),
    "cli.help.scorecard": Text("安全乡镇考评", "The scorecard of safe townships"),
    "cli.help.score_year": Text(
        "年度;默认最近有警情的一年", "Calendar year; by default that of the last incident"
    ),
    "cli.help.score_out": Text("输出文件:.pdf、.xlsx 或 .html", "File to write: .pdf, .xlsx or .html"),
    "cli.score_made": Text(
        "{year} 年考评:{townships} 个乡镇,达标 {safe} 个,数据不足 {unknown} 个",
        "Scorecard of {year}: {townships} {townships:township|townships}, {safe} reach the mark, of {unknown} "
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
        "{place} 的调查结果有误:人数须为整数,满意人数不超过调查人数,总体人数不少于调查人数,设计效应不小于 1。",
        "The survey of {place} cannot be: counts are whole, satisfied no more than asked, population no fewer "
        "than asked, design effect 1 or more.",
    ),
    "score.row_township": Text("第 {lines} 行的乡镇不在库中。", "Lines {lines}: no such township."),
    "score.row_repeated": Text("第 {lines} 行的乡镇重复。", "Lines {lines}: the township comes twice."),
    "score.row_survey": Text(
        "第 {lines} 行的人数有误:须为整数,满意人数不超过调查人数。",
        "Lines {lines}: counts must be whole, and satisfied no more than asked.",
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

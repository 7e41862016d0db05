"""What the evidence sheet of an area says: headings, phrases, columns."""

from __future__ import annotations

from web.texts.text import Text

COLUMNS = {
    "excess": Text("超出预期数", "Excess"),
    "incidents_to_delist": Text("撤出线(起)", "Incidents to delist"),
    "harm_excess": Text("超出预期的危害分", "Harm beyond expectation"),
    "score": Text("排名得分", "Score"),
    "ranked_by": Text("超出与危害的依据", "Excess and harm taken of"),
    "next_year": Text("未来一年预测(起)", "Forecast, next 365 days"),
    "in_budget": Text("在预算内", "Within the budget"),
    "stability": Text("稳定性", "Stability"),
    "periods_high": Text("偏高的时段", "High periods"),
    "continuity": Text("与上次相比", "Since the last run"),
    "rate_per_1000": Text("每千人每年(起)", "Per 1,000 people a year"),
    "window_km2": Text("分析范围面积(平方公里)", "Area analysed (km²)"),
    "snapped_to": Text("轮廓对齐", "Outline follows"),
    "snapped_names": Text("街道、村名", "Streets or villages"),
    "share": Text("占全部警情", "Share of all"),
    "main_category": Text("最多的类别", "Most frequent category"),
}

TEXTS = {
    **{f"column.{name}": said for name, said in COLUMNS.items()},
    "fact.rate": Text("人口率", "Rate"),
    "fact.trend": Text("月度趋势", "Monthly trend"),
    "fact.week": Text("周末", "Weekend"),
    "fact.market_days": Text("集日", "Market days"),
    "fact.spring_festival": Text("春节前后", "Around the Spring Festival"),
    "fact.public_holidays": Text("节假日", "Public holidays"),
    "fact.casualties": Text("伤亡损失", "Casualties and loss"),
    "fact.stability": Text("稳定性", "Stability"),
    "fact.periods": Text("各时段", "Earlier periods"),
    "fact.score": Text("排名得分", "Ranking score"),
    "fact.ranked_by": Text("超出与危害的依据", "Excess and harm taken of"),
    "fact.next_year": Text("未来一年", "Next 365 days"),
    "fact.next_year_words": Text(
        "按 200 米网格预测 {count} 起(小而集中的区域偏低)",
        "{count} incidents forecast on cells of 200 m (too few where an area is small and sharp)",
    ),
    "ranked_by.forecast": Text("未来一年的预测", "the forecast for the next 365 days"),
    "ranked_by.count": Text("本期起数", "the counts of the whole period"),
    "fact.delist": Text("撤出条件", "What would take it off"),
    "fact.enlist": Text("达到显著的条件", "What would make it significant"),
    "fact.seen": Text("最早与最近", "First and last"),
    "fact.continuity": Text("与上次相比", "Since the last run"),
    "fact.outline": Text("轮廓", "Outline"),
    "fact.rate_words": Text(
        "每千人每年 {rate} 起(95% 区间 {low} 至 {high},区域内约 {population} 人)",
        "{rate} per 1,000 people a year (95 % interval {low} to {high}; about {population} people live "
        "there)",
    ),
    "fact.rate_county": Text(";全县 {rate} 起", "; county {rate}"),
    "fact.trend_words": Text(
        "{trend}:每年 {change}(95% 区间 {low} 至 {high},{p_value})",
        "{trend}: {change} a year (95 % interval {low} to {high}, {p_value})",
    ),
    "fact.trend_unknown": Text("月数或起数太少,无法检验", "too few months or incidents for a test"),
    "fact.week_words": Text("占 {share}(若各日相同为 29%)", "{share} (29 % if all days were alike)"),
    "fact.days_more": Text(
        "多发:每天为其他日子的 {ratio} 倍({interval}{p_value})",
        "more: {ratio} times as many a day as on other days ({interval}{p_value})",
    ),
    "fact.days_fewer": Text(
        "少发:每天为其他日子的 {ratio} 倍({interval}{p_value})",
        "fewer: {ratio} times as many a day as on other days ({interval}{p_value})",
    ),
    "fact.days_same": Text(
        "未见差别({ratio} 倍,{interval}{p_value})", "no difference shown ({ratio} times, {interval}{p_value})"
    ),
    "fact.interval": Text("95% 区间 {low} 至 {high},", "95 % interval {low} to {high}, "),
    "fact.deaths": Text("死亡 {count} 人", "{count} {count:death|deaths}"),
    "fact.injured": Text("受伤 {count} 人", "{count} injured"),
    "fact.loss": Text("损失 {amount} 元", "loss of {amount} yuan"),
    "fact.stability_words": Text(
        "对其地点重抽样,{share} 的情形下仍会列入", "still listed in {share} of resamples of its places"
    ),
    "fact.periods_words": Text("{all} 个时段中 {high} 个偏高", "high in {high} of {all} periods"),
    "fact.periods_listed": Text("{words}\uff1a{listed}", "{words}: {listed}"),
    "fact.period": Text("{day}起 {risk} 倍({low} 至 {high})", "from {day}: {risk} ({low} to {high})"),
    "fact.score_words": Text("{score} = {parts}", "{score} from {parts}"),
    "fact.score_apart": Text(";不计权重:{parts}", "; without weight: {parts}"),
    "fact.rate_nobody": Text(
        "区域内常住人口不足 {least} 人,人口率没有意义",
        "fewer than {least} people live there: a rate says nothing",
    ),
    "fact.score_part": Text("{name} {value}(权重 {weight})", "{name} {value} (weight {weight})"),
    "fact.score_part_alone": Text("{name} {value}", "{name} {value}"),
    "fact.delist_words": Text(
        "其他不变,降到 {count} 起以下即不再显著(现为 {incidents} 起)",
        "with fewer than {count} incidents, all else equal, it would not be significant (now {incidents})",
    ),
    "fact.enlist_words": Text(
        "其他不变,达到 {count} 起方为显著(现为 {incidents} 起)",
        "with {count} incidents, all else equal, it would be significant (now {incidents})",
    ),
    "fact.seen_words": Text("{first} 至 {last}", "{first} to {last}"),
    "fact.outline_streets": Text(
        "对齐街区 {area} 平方公里({names});证据属于其中的分析范围,{window} 平方公里",
        "street blocks, {area} km² ({names}); the evidence belongs to the {window} km² analysed",
    ),
    "fact.outline_villages": Text(
        "对齐村界 {area} 平方公里({names});证据属于其中的分析范围,{window} 平方公里",
        "villages, {area} km² ({names}); the evidence belongs to the {window} km² analysed",
    ),
    "score.excess": Text("超出起数", "excess"),
    "score.harm": Text("危害", "harm"),
    "score.persistence": Text("持续", "persistence"),
    "score.trend": Text("趋势", "trend"),
    "score.weights": Text("排名得分:{parts}。", "Ranking score: {parts}."),
    "score.by_forecast": Text(
        "超出起数和危害按未来一年的预测计算。", "Excess and harm are of the forecast for the next 365 days."
    ),
    "score.by_count": Text(
        "超出起数和危害按本期起数计算。", "Excess and harm are of the counts of the whole period."
    ),
    "score.weight": Text("{name}×{weight}", "{name} × {weight}"),
    "budget.areas": Text("预算:前 {count} 处。", "Budget: the best {count}."),
    "budget.share": Text("预算:面积不超过 {share}。", "Budget: {share} of the ground."),
    "budget.outside": Text("预算外", "beyond the budget"),
    "continuity.new": Text("新出现", "new"),
    "continuity.continued": Text("延续", "continued"),
    "continuity.split": Text("由原区域分出", "split off"),
    "continuity.merged": Text("由几处合并", "merged from several"),
    "continuity.reappeared": Text("再次出现", "reappeared"),
    "area.delist": Text(
        "其他不变,降到 {count} 起以下即不再显著。", " Fewer than {count}, all else equal, would take it off."
    ),
    "area.enlist": Text(
        "其他不变,达到 {count} 起方为显著。", " {count}, all else equal, would make it significant."
    ),
    "area.market_days": Text("集日多发", "more on market days"),
    "area.spring_festival": Text("春节前后多发", "more around the Spring Festival"),
    "area.public_holidays": Text("节假日多发", "more on public holidays"),
    "repeated.title": Text("同一地点多起警情", "Places with repeated incidents"),
    "repeated.note": Text(
        "同一坐标上的警情明显多于其周围应有的数量;一处反复报警不成片,单独列出,由责任单位上门化解。",
        "Many incidents at one coordinate, beyond what its surroundings lead to expect. One place is no "
        "area: it is listed by itself, for whoever is responsible there.",
    ),
    "repeated.row": Text("{category}占 {share}", "{category} {share}"),
}

"""Sentences for the errors of the beat designer."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "beat_plans.unknown": Text("没有方案 {plan}。", "There is no plan {plan}."),
    "beat_plans.name": Text(
        "请给方案起个名称(不超过 {longest} 个字)。", "Give the plan a name of at most {longest} characters."
    ),
    "beat_plans.empty": Text(
        "方案里没有巡区。请先计算或划定。", "The plan has no beats. Solve or draw them first."
    ),
    "beat_plans.outside": Text(
        "方案包含不归您划分的单元:{units}", "The plan takes in units that are not yours to divide: {units}"
    ),
    "beat_plans.other_station": Text(
        "派出所只能设计本所的巡区,不能设计 {station} 的。",
        "A station designs its own beats, not those of {station}.",
    ),
    "beat_plans.no_units": Text(
        "派出所 {station} 没有单元。请核对村(社区)图层的派出所一栏。",
        "Station {station} has no units. Check the station column of the layer of villages.",
    ),
    "beat_plans.load_unknown": Text(
        "没有负荷列 {load}。可用:{loads}。巡逻工时由 safetown demand 计算。",
        "There is no load {load}. At hand: {loads}. Patrol hours come from safetown demand.",
    ),
    "beat_plans.plans": Text(
        "方案数应为 1 至 {most},不能是 {plans}。", "Ask for 1 to {most} plans, not {plans}."
    ),
    "beat_plans.count_or_target": Text(
        "巡区数和目标负荷只填一个。", "Give the number of beats or the target load, not both."
    ),
    "beat_plans.not_a_number": Text(
        "{name} 应为合适的数,不能是 {value}。", "{name} has to be a fitting number, not {value}."
    ),
    "beat_plans.unreadable": Text(
        "{name} 的形式不对。请对照接口说明。",
        "{name} cannot be read. See the description of the interface.",
    ),
    "beat_plans.incomplete": Text(
        "还有 {units} 个单元没有巡区。请先补齐再提交。",
        "{units} {units:unit has|units have} no beat. Give {units:it|them} one, then submit.",
    ),
    "beat_plans.not_own": Text(
        "方案“{plan}”不是您起草的。可复制后再改。", "“{plan}” is not your draft. Copy it to change it."
    ),
    "beat_plans.not_draft": Text(
        "方案“{plan}”已不是草案。可撤回或复制后再改。",
        "“{plan}” is no draft any more. Take it back, or copy it to change it.",
    ),
    "beat_plans.not_submitted": Text(
        "方案“{plan}”不在待批状态。请刷新后再看。", "“{plan}” does not await approval. Load the page again."
    ),
    "beat_plans.no_consent_needed": Text(
        "方案“{plan}”不涉及您的联合防区,无须会签。", "“{plan}” takes in no joint zone of yours."
    ),
    "beat_plans.consent_missing": Text(
        "方案涉及联合防区,尚缺派出所会签:{stations}",
        "The plan takes in a joint zone. These stations have not consented yet: {stations}",
    ),
}
"""Sentence of each code."""

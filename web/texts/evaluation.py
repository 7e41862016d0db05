"""Words of the evaluation of rectification: verdicts with their uncertainty, rules, options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from web.texts.catalogue import text
from web.texts.formats import is_missing
from web.texts.text import Text

if TYPE_CHECKING:
    from hotspots.evaluation.params import EvaluationParams

TEXTS = {
    "cli.task.evaluate": Text("评估整治成效", "Evaluating areas"),
    "cli.evaluated": Text(
        "{areas} 个整治区域,采用警情 {incidents} 起。{verdicts}",
        "{areas} {areas:area|areas} under rectification, {incidents} incidents. {verdicts}",
    ),
    "cli.areas_beside_incidents": Text("给出 --incidents 时须写明 AREAS", "--incidents wants AREAS"),
    "cli.one_start": Text("--since-start 与 --column 只能给一个", "Give --since-start or --column, not both"),
    "cli.confidence_below_one": Text("--confidence 须小于 1", "--confidence must be below 1"),
    "cli.help.evaluate": Text(
        "整治有没有效果:AREAS(默认台账认定的地区)整治前后与可比地点相比;给出 --incidents 则只用文件。",
        "Did it work? Areas of AREAS, else those that the register designated, before and after, "
        "beside comparable places; with --incidents on files alone, else on the store.",
    ),
    "cli.help.evaluate_incidents": Text("警情文件;默认用库。", "File of incidents; default the store."),
    "cli.help.since_start": Text(
        "所有区域开始整治的日期,如 2025-03-01。", "Day on which rectification began in all areas: 2025-03-01."
    ),
    "cli.help.start_column": Text(
        "AREAS 中整治开始日期所在的列(默认 started_on)。",
        "Column of AREAS with the day on which rectification began (started_on).",
    ),
    "cli.help.before_months": Text("整治前比较多少个月。", "Months before the start that are compared."),
    "cli.help.after_months": Text("整治后比较多少个月。", "Months after the start that are compared."),
    "cli.help.controls": Text("每个区域最多几个对照地点。", "Most control areas for each area."),
    "cli.help.ring_m": Text(
        "区域外围环带的宽度(米),看警情是否转移;对照地点在两倍宽度之外。",
        "Width of the ring in which displaced incidents are looked for; controls lie beyond two.",
    ),
    "cli.help.control_candidates": Text(
        "可作对照的面图层文件;默认把区域轮廓放到县内其他警情密集处。",
        "Polygons that controls are chosen from; default the area's outline, laid elsewhere in the county.",
    ),
    "cli.help.confidence": Text("区间的置信度。", "Confidence of intervals."),
    "map.title.evaluation": Text("整治成效评估", "Did rectification work?"),
    "map.evaluation_legend": Text("与可比地点相比", "Beside comparable places"),
    "layer.evaluation": Text("整治区域", "Areas under rectification"),
    "layer.controls": Text("对照地点", "Control areas"),
    "verdict.fell": Text("降幅大于可比地点", "fell more than comparable places"),
    "verdict.rose": Text("多于可比地点", "rose beside comparable places"),
    "verdict.unclear": Text("与偶然波动无法区分", "cannot be told from chance"),
    "verdict.no_comparison": Text("没有可比地点", "no comparable places"),
    "verdict.not_over": Text("整治后时期未满", "the period after is not over"),
    "verdict.no_before": Text("缺整治前数据", "no data from before"),
    "column.started_on": Text("整治开始", "Started on"),
    "column.prior": Text("更早一期", "Period before that"),
    "column.before": Text("整治前", "Before"),
    "column.after": Text("整治后", "After"),
    "column.controls": Text("对照地点数", "Controls"),
    "column.ring_before": Text("外围整治前", "Ring before"),
    "column.ring_after": Text("外围整治后", "Ring after"),
    "evaluate.on_map": Text(
        "{area}:整治前 {before} 起,整治后 {after} 起,{verdict}",
        "{area}: {before} before, {after} after, {verdict}",
    ),
    "evaluate.counts": Text(
        "整治前 {before} 起,整治后 {after} 起;若未整治,推算约 {expected} 起。",
        "{before} incidents before, {after} after; about {expected} were to be expected without "
        "rectification.",
    ),
    "evaluate.fell": Text(
        "降幅大于可比地点:为应有数的 {ratio}%({level}% 区间 {low}% 至 {high}%),难以用偶然解释。",
        "It fell more than comparable places: {ratio} % of what was to be expected ({level} % interval {low} "
        "to {high} %), which chance hardly explains.",
    ),
    "evaluate.rose": Text(
        "多于可比地点:为应有数的 {ratio}%({level}% 区间 {low}% 至 {high}%),难以用偶然解释。",
        "It rose beside comparable places: {ratio} % of what was to be expected ({level} % interval {low} to "
        "{high} %), which chance hardly explains.",
    ),
    "evaluate.unclear": Text(
        "与偶然波动无法区分:为应有数的 {ratio}%({level}% 区间 {low}% 至 {high}%)。",
        "The difference cannot be told from chance: {ratio} % of what was to be expected ({level} % interval "
        "{low} to {high} %).",
    ),
    "evaluate.controls": Text(
        "整治前同样高、未整治的 {controls} 个对照地点,自己也从 {before} 起变为 {after} 起({change}%)。",
        "{controls} control areas that were as high and that nothing was done to went from {before} to "
        "{after} ({change} %) by themselves.",
    ),
    "evaluate.fell_by_itself": Text(
        "{places} 个可比地点中,{number} 个自己就降了这么多。",
        "Of {places} comparable places {number} fell as much by {number:itself|themselves}.",
    ),
    "evaluate.rose_by_itself": Text(
        "{places} 个可比地点中,{number} 个自己就升了这么多。",
        "Of {places} comparable places {number} rose as much by {number:itself|themselves}.",
    ),
    "evaluate.can_show": Text(
        "这样大小的区域,降幅约达 {drop}% 才看得出来。",
        "An area of this size can show a fall of about {drop} % or more.",
    ),
    "evaluate.can_show_none": Text(
        "这样大小的区域,即使警情降为零也难以看出。",
        "An area of this size could not even show that all incidents ended.",
    ),
    "evaluate.wider": Text(
        "同类地点中没有这样高的:与它自己此前两期相比,扣除全县其余同类地方的变化。",
        "No other place of its kind was as high: it was compared with what it had itself in the two periods "
        "before, changed as the rest of the county did.",
    ),
    "evaluate.moved": Text(
        "外围比对照地点的外围多 {difference} 起({low} 至 {high}),可能有转移。",
        "Around it there were {difference} more than around controls ({low} to {high}): incidents may have "
        "moved.",
    ),
    "evaluate.spread": Text(
        "外围比对照地点的外围少 {difference} 起({low} 至 {high}),成效可能向外扩展。",
        "Around it there were {difference} fewer than around controls ({low} to {high}): the benefit may "
        "have spread.",
    ),
    "evaluate.around_more": Text(
        "外围比对照地点的外围多 {difference} 起({low} 至 {high})。",
        "Around it there were {difference} more than around controls ({low} to {high}).",
    ),
    "evaluate.around_fewer": Text(
        "外围比对照地点的外围少 {difference} 起({low} 至 {high})。",
        "Around it there were {difference} fewer than around controls ({low} to {high}).",
    ),
    "evaluate.one_of_several": Text(
        "单看区间似有差异,但别处无缘无故也有这样的变化,又同时判断了多个区域,不足为凭。",
        "The interval alone would show a difference, but places change as much without cause, and of several "
        "areas judged at once one does so by chance.",
    ),
    "evaluate.not_seen": Text("外围看不出转移。", "No displacement is seen around it."),
    "evaluate.no_comparison": Text(
        "整治前 {before} 起,整治后 {after} 起;县内没有可比的地点,不能判断。",
        "{before} incidents before, {after} after; the county has no places to compare it with, so nothing "
        "can be told.",
    ),
    "evaluate.so_far": Text(
        "截至 {until}(整治后 {months} 个月,与此前同样月份相比,期未满):",
        "Up to {until}, {months} {months:month|months} after the start beside the same months before (the "
        "period is not over):",
    ),
    "evaluate.not_over": Text(
        "整治前 {before} 起;整治后时期到 {until} 才满,尚不能判断。",
        "{before} incidents before; the period after ends on {until}, so nothing can be told yet.",
    ),
    "evaluate.no_before": Text(
        "数据不含 {since} 起的整治前时期,不能判断。",
        "The data do not hold the period before, from {since} on: nothing can be told.",
    ),
    "evaluate.together": Text(
        "{areas} 个区域合计:整治前 {before} 起,整治后 {after} 起,应有约 {expected} 起;"
        "为应有数的 {ratio}%({level}% 区间 {low}% 至 {high}%):{verdict}。",
        "{areas} {areas:area|areas} together: {before} before, {after} after, about {expected} expected; "
        "{ratio} % of that ({level} % interval {low} to {high} %): {verdict}.",
    ),
    "evaluate.together_moved": Text(
        "各区域外围合计比应有数多 {difference} 起({low} 至 {high}):一部分警情可能移到了旁边。",
        "Around them there were {difference} more than expected ({low} to {high}): some incidents may have "
        "moved next door.",
    ),
    "evaluate.together_spread": Text(
        "各区域外围合计比应有数少 {difference} 起({low} 至 {high}):没有移到旁边,成效可能向外扩展。",
        "Around them there were {difference} fewer than expected ({low} to {high}): nothing moved next door, "
        "and the benefit may have spread.",
    ),
    "evaluate.together_more": Text(
        "各区域外围合计比应有数多 {difference} 起({low} 至 {high})。",
        "Around them there were {difference} more than expected ({low} to {high}).",
    ),
    "evaluate.together_fewer": Text(
        "各区域外围合计比应有数少 {difference} 起({low} 至 {high})。",
        "Around them there were {difference} fewer than expected ({low} to {high}).",
    ),
    "evaluate.together_not_seen": Text(
        "外围合计与应有数相差 {difference} 起({low} 至 {high}),看不出转移。",
        "Around them the difference is {difference} ({low} to {high}): no displacement is seen.",
    ),
    "evaluate.rule": Text(
        "比较整治开始前 {before} 个月与之后 {after} 个月。对照地点(每区至多 {controls} 个)按规则选取:"
        "未整治,在两倍外围({buffer} 米)之外,分区相同(已知时),整治前警情为其一半至两倍、走势相近;"
        "不看整治后。偶然偏高的回落已按同样偏高的地点扣除;既低于可比地点推算的数、又低于自身此前水平,且可比地点"
        "很少自己降这么多,才说下降;多个区域同时判断时控制了误报。",
        "The {before} months before the start are compared with the {after} after it. Controls (at most "
        "{controls} for each area) are chosen by rule: not under rectification, beyond two rings of {buffer} "
        "m, of the same zone where it is known, with half to twice the incidents before and a like trend; "
        "what came after is not looked at. Falling back by chance is taken off by places that were as high; "
        "an area fell only if it is below what these let expect and below what it had itself, and few of "
        "them fell as much; false discoveries over all areas are held down.",
    ),
}


def evaluation_reason(row: Mapping[str, Any], lang: str, params: EvaluationParams) -> str:
    """
    Say what became of an area, and how sure that is.

    Parameters
    ----------
    row
        A row of `hotspots.evaluation.evaluate.Evaluation.areas`.
    lang
        ``zh`` or ``en``.
    params
        Confidence of the intervals, and months of the whole period after.
    """
    verdict, confidence, months = str(row["verdict"]), params.confidence, params.after_months
    counts = {"before": row["before"], "after": row["after"]}
    if verdict == "no_comparison":
        return text("evaluate.no_comparison", lang, **counts)
    if verdict == "no_before":
        return text("evaluate.no_before", lang, since=row["before_from"])
    if verdict == "not_over":
        said = [text("evaluate.not_over", lang, before=row["before"], until=row["after_until"])]
        return _joined([*said, *([] if is_missing(row["detectable_drop"]) else [_can_show(row, lang)])], lang)
    said = [] if row["months"] == months else [_so_far(row, lang)]
    said.append(text("evaluate.counts", lang, **counts, expected=round(row["expected"])))
    said.append(text(f"evaluate.{verdict}", lang, **_interval(row, confidence)))
    said += _by_itself(row, lang)
    if verdict == "unclear" and (row["rate_ratio_high"] < 1 or row["rate_ratio_low"] > 1):
        said.append(text("evaluate.one_of_several", lang))
    if verdict == "unclear":
        said.append(_can_show(row, lang))
    if row["comparison"] == "wider":
        said.append(text("evaluate.wider", lang))
    said.append(_around(row, lang))
    return _joined(said, lang)


def pooled_sentence(row: Mapping[str, Any], lang: str, confidence: float) -> str:
    """Say what all areas together come to; ``row`` as `web.services.areas.evaluation.pooled_row` gives it."""
    counts = {name: row[name] for name in ("areas", "before", "after")}
    verdict = text(f"verdict.{row['verdict']}", lang)
    expected = round(row["expected"])
    whole = text(
        "evaluate.together", lang, expected=expected, verdict=verdict, **counts, **_interval(row, confidence)
    )
    return _joined([whole, *_around_all(row, lang)], lang)


def rule_sentence(params: EvaluationParams, lang: str) -> str:
    """Say what was compared with what."""
    return text(
        "evaluate.rule",
        lang,
        before=params.before_months,
        after=params.after_months,
        controls=params.controls,
        buffer=params.buffer_m,
    )


def _interval(row: Mapping[str, Any], confidence: float) -> dict[str, int]:
    names = {"ratio": "rate_ratio", "low": "rate_ratio_low", "high": "rate_ratio_high"}
    return {"level": round(100 * confidence), **{key: round(100 * row[name]) for key, name in names.items()}}


def _by_itself(row: Mapping[str, Any], lang: str) -> list[str]:
    """Say what controls did by themselves, and how many comparable places changed as much."""
    if row["comparison"] != "matched":
        return []
    before, after = row["control_before"], row["control_after"]
    change = f"{round(100 * (after / before - 1)):+d}" if before else "–"
    numbers = {"controls": row["controls"], "before": round(before), "after": round(after), "change": change}
    key = "fell" if row["rate_ratio"] < 1 else "rose"
    return [
        text("evaluate.controls", lang, **numbers),
        text(
            f"evaluate.{key}_by_itself", lang, places=row["places_alike"], number=int(row[f"{key}_as_much"])
        ),
    ]


def _around_all(row: Mapping[str, Any], lang: str) -> list[str]:
    """Say whether incidents went next door to all areas together."""
    displacement = row.get("displacement")
    if not displacement:
        return []
    difference, low, high = (round(row[name]) for name in ("ring_difference", "ring_low", "ring_high"))
    fell = row["verdict"] == "fell"  # what did not fall can neither have moved nor spread
    if displacement == "spread":
        key = "spread" if fell else "fewer"
        difference, low, high = -difference, -high, -low
    else:
        key = "not_seen" if displacement == "not_seen" else "moved" if fell else "more"
    return [text(f"evaluate.together_{key}", lang, difference=difference, low=low, high=high)]


def _so_far(row: Mapping[str, Any], lang: str) -> str:
    return text("evaluate.so_far", lang, until=row["after_until"], months=row["months"])


def _can_show(row: Mapping[str, Any], lang: str) -> str:
    if is_missing(row["detectable_drop"]):
        return text("evaluate.can_show_none", lang)
    return text("evaluate.can_show", lang, drop=round(100 * row["detectable_drop"]))


def _around(row: Mapping[str, Any], lang: str) -> str:
    """Say whether incidents went next door."""
    difference, low, high = (round(row[name]) for name in ("ring_difference", "ring_low", "ring_high"))
    fell = row["verdict"] == "fell"  # what did not fall can neither have moved nor spread
    if row["displacement"] == "spread":
        key = "evaluate.spread" if fell else "evaluate.around_fewer"
        return text(key, lang, difference=-difference, low=-high, high=-low)
    if row["displacement"] == "moved":
        key = "evaluate.moved" if fell else "evaluate.around_more"
        return text(key, lang, difference=difference, low=low, high=high)
    return text("evaluate.not_seen", lang)


def _joined(sentences: list[str], lang: str) -> str:
    return ("" if lang == "zh" else " ").join(sentences)

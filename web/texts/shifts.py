"""Words of duty rosters: shifts, posts, headings, and what the command says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from web.texts.catalogue import label, text
from web.texts.text import Text

if TYPE_CHECKING:
    from patrol.shifts.settings import Shift
    from patrol.shifts.shortages import Shortage

TEXTS = {
    "shift.morning": Text("早班", "Morning"),
    "shift.afternoon": Text("中班", "Afternoon"),
    "shift.evening": Text("晚班", "Evening"),
    "shift.night": Text("夜班", "Night"),
    "shift.whole_day": Text("值班", "Duty"),
    "shift_mark.morning": Text("早", "M"),
    "shift_mark.afternoon": Text("中", "A"),
    "shift_mark.evening": Text("晚", "E"),
    "shift_mark.night": Text("夜", "N"),
    "shift_mark.whole_day": Text("值", "D"),
    "post.officer": Text("民警{post}", "Officer {post}"),
    "post.auxiliary": Text("辅警{post}", "Auxiliary {post}"),
    "post.team": Text("第{post}组", "Team {post}"),
    "heads.officer": Text("民警 {count} 名", "{count} {count:officer|officers}"),
    "heads.auxiliary": Text("辅警 {count} 名", "{count} {count:auxiliary|auxiliaries}"),
    "heads.team": Text("班组 {count} 个", "{count} {count:team|teams}"),
    "each.officer": Text("每名民警", "each officer"),
    "each.auxiliary": Text("每名辅警", "each auxiliary"),
    "each.team": Text("每个班组", "each team"),
    "roster.title": Text("{station}排班表", "Duty roster {station}"),
    "roster.period": Text("{since}起 {weeks} 周", "{weeks} {weeks:week|weeks} from {since}"),
    "roster.repeats": Text("期满可原样循环", "begins again afterwards"),
    "roster.post": Text("岗位", "Post"),
    "roster.shifts": Text("班数", "Shifts"),
    "roster.nights": Text("夜班", "Nights"),
    "roster.weekend_shifts": Text("周末班", "Weekend"),
    "roster.hours": Text("工时", "Hours"),
    "roster.off": Text("休", "off"),
    "roster.patrols": Text("巡组:{shift}", "Patrols: {shift}"),
    "roster.missing": Text("缺(巡组小时)", "Missing (patrol hours)"),
    "roster.coverage": Text("覆盖", "Coverage"),
    "roster.coverage_title": Text(
        "每周各时段在岗巡组 / 最低要求", "Patrols on duty / required, by hour of the week"
    ),
    "roster.hour": Text("时段", "Hour"),
    "roster.night_beats": Text("夜间巡区", "Night beats"),
    "roster.day_beat": Text("日间巡区", "Day beat"),
    "roster.night_beat": Text("夜间巡区", "Night beat"),
    "roster.night_load": Text("夜间警情(起/周)", "Night calls a week"),
    "roster.short_line": Text(
        "{begins}–{ends}:要 {required} 个巡组,只有 {staffed} 个,缺 {missing} 个({cause})",
        "{begins}–{ends}: {required} needed, {staffed} there, {missing} short ({cause})",
    ),
    "shortage.posts": Text("人手不足", "too few people"),
    "shortage.vehicles": Text("警车不足", "too few vehicles"),
    "shortage.shifts": Text("无班次", "no shift"),
    "cli.task.shifts": Text("排班", "Making rosters"),
    "cli.shifts_made": Text(
        "{station}:{posts},{weeks} 周;各时段巡组 {patrols} 个",
        "{station}: {posts}, {weeks} {weeks:week|weeks}; patrols at any hour: {patrols}",
    ),
    "roster.one": Text("本表", "This roster"),
    "cli.shifts_covered": Text("最低要求全部满足", "everything required is covered"),
    "cli.shifts_shares": Text(
        "{each}:班 {shifts},夜班 {nights},周末班 {weekend_shifts},工时 {hours}",
        "{each}: {shifts} shifts, {nights} nights, {weekend_shifts} at weekends, {hours} hours",
    ),
    "cli.shifts_more_short": Text("……另有 {count} 个缺口时段", "… and {count} more"),
    "cli.night_beats": Text(
        "夜间 {day} 个巡区合并为 {night} 个", "{day} day beats joined into {night} for the night"
    ),
    "cli.night_beats_alike": Text(
        "夜间在外的巡组不少于日间巡区,{day} 个巡区一一对应,未合并(可用 --night-count)",
        "As many patrols are out at night as there are beats: none of the {day} are joined (--night-count)",
    ),
    "cli.help.shifts": Text(
        "按一周各时段的警情排班,满足每个时段的最低要求、休息规则和夜班周末均摊;"
        "给出 FILE(警情)则只用该文件,否则为库中各派出所排班。",
        "Make duty rosters by the demand of each hour of the week: a minimum in every hour, rest, fair "
        "shares of nights and weekends. With FILE (incidents), one roster from it; without, one for each "
        "station of the store.",
    ),
    "cli.help.shift_system": Text(
        "班次:three(三班)、four(四班)、day(24小时),或 08:00+8,16:00+8,00:00+8(起点+小时数)。",
        "Shifts of a day: three, four, day (24 hours), or starts and hours such as 08:00+8,16:00+8,00:00+8.",
    ),
    "cli.help.shift_demand": Text(
        "周内各小时所需巡组工时的表(safetown demand 的 hours 表,或同样的列),代替警情;"
        "没有数据库时,民警数取自其 stations 表或 --officers。",
        "Patrol hours by hour of the week, in place of incidents: a file of safetown demand, or a table with "
        "the columns of its layer hours. Without a store its layer stations or --officers tell the strength.",
    ),
    "cli.help.night_count": Text(
        "夜间巡区个数;默认与 0—6 时在外的巡组数相同。",
        "Night beats wanted; default as many as patrols are out from 0 to 6 h.",
    ),
    "cli.help.kept_rosters": Text(
        "不重新排班,写出库中各派出所最近一次的排班表。",
        "Make none: write the newest roster of each station that the store keeps.",
    ),
    "cli.shifts_one_source": Text(
        "FILE、--demand 和 --kept 只用一个。", "Give FILE, --demand or --kept, not two of them."
    ),
    "cli.help.station": Text(
        "只排这个派出所(名称或代码),可重复。", "Only this station, by name or code; may be repeated."
    ),
    "cli.help.officers": Text(
        "民警数;给出 FILE 时必填,否则用派出所图层。", "Officers; required with FILE, else of the layer."
    ),
    "cli.help.auxiliaries": Text("辅警数;辅警不单独出勤。", "Auxiliaries; they never patrol alone."),
    "cli.help.vehicles": Text(
        "警车数,即同时在外的巡组上限。", "Vehicles: as many patrols can be out at once."
    ),
    "cli.help.teams": Text(
        "分成 N 个同样的班组整组轮换(如四班三运转:--teams 4);不给则逐岗位排。",
        "Divide the strength into N equal teams that go on duty as one; else every head is a post.",
    ),
    "cli.help.minimum": Text("任何时段至少几个巡组。", "Fewest patrols in any hour."),
    "cli.help.service_min": Text("平均每起警情占用巡组的分钟数。", "Minutes that a call binds a patrol."),
    "cli.help.busy_share": Text(
        "接处警最多占巡组时间的份额,其余用于巡逻;默认 0.5,用 --demand 时为 1。",
        "Most of a patrol's time that calls may take; default 0.5, with --demand 1.",
    ),
    "cli.help.weeks": Text("排几周。", "Weeks of the roster."),
    "cli.help.cyclic": Text("期满后各岗位可原样重来。", "The roster can begin again after its last week."),
    "cli.help.start": Text(
        "从这一天或其后第一个周一开始;默认下一个周一。",
        "First day, or the Monday after it; default next Monday.",
    ),
    "cli.help.rest_h": Text(
        "两班之间至少休息的小时数;默认 11,且不短于最长的班。",
        "Hours between shifts at least; default 11, and no less than the longest shift.",
    ),
    "cli.help.max_nights": Text("最多连上几个夜班。", "Most nights in a row."),
    "cli.help.max_days": Text("最多连上几天班。", "Most days of duty in a row."),
    "cli.help.max_weekly_h": Text("任何一周最多工时。", "Most hours of a post in any week."),
    "cli.help.mean_weekly_h": Text("每周平均最多工时。", "Most hours a week on average."),
    "cli.help.beats_file": Text(
        "日间巡区文件(含 beat_id);库中则用最近一次方案。",
        "Day beats (with beat_id); on the store the last plan is taken.",
    ),
    "cli.help.night_beats": Text(
        "另写出夜间巡区:相邻日间巡区合并,格式同 safetown beats。",
        "Also write night beats, neighbouring day beats joined; formats as of safetown beats.",
    ),
    "cli.help.shifts_out": Text(
        "输出文件:.xlsx(排班表)、.ics(日历)或 .csv。", "File to write: .xlsx (a roster), .ics or .csv."
    ),
}

MORNING_UNTIL, AFTERNOON_UNTIL, WHOLE_DAY_FROM = 11 * 60, 18 * 60, 20 * 60


def shift_kind(shift: Shift) -> str:
    """Say when a shift is: ``morning``, ``afternoon``, ``evening``, ``night`` or ``whole_day``."""
    if shift.length_min >= WHOLE_DAY_FROM:
        return "whole_day"
    if shift.is_night:
        return "night"
    if shift.start_min < MORNING_UNTIL:
        return "morning"
    return "afternoon" if shift.start_min < AFTERNOON_UNTIL else "evening"


def clock(minutes: int) -> str:
    """Write minutes after midnight as ``08:00``; midnight at the end of a day as ``24:00``."""
    minutes = minutes if minutes == 24 * 60 else minutes % (24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def shift_words(shift: Shift, lang: str) -> str:
    """Name a shift with its times: ``夜班 00:00–08:00``."""
    return f"{label('shift', shift_kind(shift), lang)} {clock(shift.start_min)}–{clock(shift.end_min)}"


def shift_marks(shifts: Sequence[Shift], lang: str) -> list[str]:
    """Give each shift a mark of one letter, with its hour where two would have the same: ``夜``, ``中16``."""
    kinds = [shift_kind(shift) for shift in shifts]
    return [
        label("shift_mark", kind, lang) + (f"{shift.start_min // 60:02d}" if kinds.count(kind) > 1 else "")
        for kind, shift in zip(kinds, shifts, strict=True)
    ]


def post_words(group: str, post: int, lang: str) -> str:
    """Name a post by its number: ``民警03``, ``第2组``."""
    return text(f"post.{group}", lang, post=str(post) if group == "team" else f"{post:02d}")


def shortage_words(shortage: Shortage, lang: str) -> str:
    """Say which stretch of the week lacks how many patrols, and why."""
    day, minute = divmod(shortage.begins_min, 24 * 60)
    end_day, end_minute = divmod(shortage.begins_min + shortage.length_min, 24 * 60)
    if end_minute == 0:
        end_day, end_minute = end_day - 1, 24 * 60
    between = "" if end_day == day else f"{label('weekday', end_day % 7, lang)} "
    return text(
        "roster.short_line",
        lang,
        begins=f"{label('weekday', day, lang)} {clock(minute)}",
        ends=f"{between}{clock(end_minute)}",
        required=shortage.required,
        staffed=shortage.staffed,
        missing=shortage.missing,
        cause=label("shortage", shortage.cause, lang),
    )

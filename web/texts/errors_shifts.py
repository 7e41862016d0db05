"""What rosters may have to tell."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "shifts.no_officers": Text(
        zh="没有民警,排不出班:辅警不得单独出勤。请给出民警人数(--officers)。",
        en="Without officers there is no roster, since auxiliaries never patrol alone. "
        "Say how many there are with --officers.",
    ),
    "shifts.short": Text(
        zh="现有力量满足不了最低要求:每周最少缺 {hours} 个巡组小时,缺口时段见下。",
        en="The forces cannot meet the minimum: at least {hours} patrol hours a week are missing, as listed.",
    ),
    "shifts.hours_without_shift": Text(
        zh="每周有 {hours} 小时要求有人,却没有任何班次覆盖。请调整班次(--shifts)。",
        en="{hours} hours a week need patrols, but no shift covers them. Change the shifts (--shifts).",
    ),
    "shifts.vehicles_short": Text(
        zh="同一时刻最多要 {required} 个巡组,警车只有 {vehicles} 辆。请增车,或降低最低要求。",
        en="Up to {required} patrols are needed at once, and there are {vehicles} vehicles. "
        "Add vehicles, or ask for less.",
    ),
    "shifts.officers_missing": Text(
        zh="再有 {posts} 名民警,就能补上人手造成的缺口。",
        en="{posts} more {posts:officer|officers} would close what is short of people.",
    ),
    "shifts.teams_missing": Text(
        zh="再有 {posts} 个同样的班组,就能补上人手造成的缺口。",
        en="{posts} more {posts:team|teams} of the same strength would close what is short of people.",
    ),
    "shifts.not_cyclic": Text(
        zh="在休息规则内,没有找到 {weeks} 周后各岗位原样重来的排法;本表不能原样循环。可换一个周数(--weeks)。",
        en="No roster was found that can begin again after {weeks} weeks within the rules of rest; "
        "this one cannot. Try another number of weeks (--weeks).",
    ),
    "shifts.left_over": Text(
        zh="平均分班组后,余民警 {officers} 名、辅警 {auxiliaries} 名未排入。",
        en="Equal teams leave {officers} {officers:officer|officers} and "
        "{auxiliaries} {auxiliaries:auxiliary|auxiliaries} outside the roster.",
    ),
    "shifts.beats_unnumbered": Text(
        zh="巡区文件没有 beat_id 一列,无法合并夜间巡区。请用 safetown beats 写出的 beats 图层。",
        en="The beats have no column beat_id, so that they cannot be joined for the night. "
        "Use the layer beats that safetown beats writes.",
    ),
    "shifts.no_beats": Text(
        zh="没有日间巡区,合并不出夜间巡区。请先运行 safetown beats,或用 --beats 给出。",
        en="There are no day beats to join for the night. Run safetown beats, or give them with --beats.",
    ),
    "shifts.shift_unreadable": Text(
        zh="“{shift}”不是班次。请写 three、four、day,或 08:00+8,16:00+8,00:00+8 这样的起点和小时数。",
        en="{shift} is no shift. Write three, four, day, or starts and hours: 08:00+8,16:00+8,00:00+8.",
    ),
    "shifts.date_unreadable": Text(
        zh="“{date}”不是日期。请写 2026-03-02 这样的日期。",
        en="{date} is no date. Write one such as 2026-03-02.",
    ),
    "shifts.too_many_shifts": Text(
        zh="一天 {shifts} 个班次太多,最多 {most} 个。",
        en="{shifts} shifts a day are too many; there may be {most}.",
    ),
    "shifts.too_many_teams": Text(
        zh="民警 {officers} 名,分不出 {teams} 个班组:每组至少一名民警。",
        en="{officers} {officers:officer|officers} cannot make {teams} teams: each needs one.",
    ),
    "shifts.force_unknown": Text(
        zh="不知道有多少民警。请给出 --officers,或在派出所图层中填写 officers。",
        en="The number of officers is not known. Give --officers, or fill in the layer of stations.",
    ),
    "shifts.station_unknown": Text(
        zh="没有派出所“{station}”。已有:{known}。",
        en="There is no station {station}. There are: {known}.",
    ),
    "shifts.hour_bad": Text(
        zh="这些行的时段不在一周之内:{lines}。请写 hour_of_week(0—167,周一 0 时为 0),"
        "或 weekday(0 为周一)与 hour(0—23)。",
        en="These rows are no hour of the week: {lines}. Write hour_of_week (0 to 167, Monday 0 h is 0), or "
        "weekday (0 is Monday) and hour (0 to 23).",
    ),
    "shifts.hours_missing": Text(
        zh="需求表中“{station}”缺 {hours} 个小时;一周 168 个小时都要有(没有需求写 0)。",
        en="The table of demand lacks {hours} {hours:hour|hours} of {station}; it needs all 168 of the week "
        "(0 where nothing is asked for).",
    ),
    "shifts.demand_lacks": Text(
        zh="需求表中没有派出所“{station}”。表中有:{found}。",
        en="The table of demand says nothing of the station {station}. It has: {found}.",
    ),
    "shifts.none_kept": Text(
        zh="库中没有排班表。请先运行 safetown shifts。",
        en="The store keeps no roster. Run safetown shifts first.",
    ),
    "shifts.no_incidents_in_scope": Text(
        zh="没有可用的警情,时段需求按平均计。",
        en="No incident can be used, so that every hour is taken to ask for the same.",
    ),
}

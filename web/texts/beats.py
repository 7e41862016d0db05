"""Words of the design of beats: its options, and what the command says of a plan."""

from __future__ import annotations

from web.texts.text import Text

OPTIONS = {
    "target_load": Text(
        "每个巡区的目标工作量;按此推算巡区数,与 --count 二选一。",
        "Load that a beat should have; gives the number of beats, in the place of --count.",
    ),
    "joint": Text(
        "联防区所在的列;同一联防区的单元单独划分,可跨派出所。",
        "Column of joint zones: units of one are divided by themselves, across stations.",
    ),
    "beat_roads": Text(
        "道路文件;巡区沿道路连片。不给出时用库中的道路图层(若有)。",
        "File of roads, along which beats are contiguous; on the store its layer, where it has one.",
    ),
    "barriers": Text(
        "河流、铁路等文件;巡区只在有道路跨越处越过。不给出时用库中的水系图层(若有)。",
        "File of rivers and railways, which beats cross where a road does; on the store its water layer.",
    ),
    "tie_unreached": Text(
        "没有道路相通的单元并入最近的单元。", "Tie units that no road leads to to the nearest unit."
    ),
    "lock": Text(
        "锁定:单元的列(取值为真的单元留在现有巡区),或现有巡区的编号(整个不变);可重复。须有 --existing。",
        "What stays: a column (units where it is true stay in their beat of today), or numbers of today's "
        "beats (these stay whole); repeat it. Needs --existing.",
    ),
    "change_price": Text(
        "一个单元换巡区的代价,以紧凑度为 1 计(默认 0.1);越大变动越少。",
        "Price of moving one unit out of its beat of today, against 1 for shape (0.1); more moves less.",
    ),
    "plans": Text("做几个方案供比选。", "How many plans to make and compare."),
    "choose": Text(
        "从几个方案中按什么选:均衡、紧凑、出警路程、变动;默认取第一个。",
        "Which of the plans to take: best balance, compactness, travel or change; else the first.",
    ),
    "tables": Text(
        "GeoPackage 和 Excel 中另写变动表(changes)和各所负荷表(stations)。",
        "Write the tables of what moves (changes) and of the stations' load (stations) too, in GeoPackage "
        "and Excel.",
    ),
}

TEXTS = {
    "layer.beats_today": Text("现行巡区", "Beats of today"),
    "layer.moved_units": Text("变动的单元", "Units that move"),
    "map.beat_today": Text("现行巡区 {beat},负荷比 {ratio}", "Beat {beat} of today, load ratio {ratio}"),
    "map.load_ratio_today_note": Text("箭头左为现行负荷比,右为新方案", "Load ratio today → in this plan"),
    "column.load_ratio_today": Text("现行负荷比", "Load ratio today"),
    "column.unit": Text("单元", "Unit"),
    "column.from_beat": Text("现行巡区", "Beat today"),
    "column.to_beat": Text("新巡区", "New beat"),
    **{f"cli.help.{name}": said for name, said in OPTIONS.items()},
    "cli.count_or_target": Text(
        "--count 与 --target-load 只用一个。", "Give --count or --target-load, not both."
    ),
    "cli.change_needs_existing": Text(
        "--choose change 须与 --existing 同用。", "--choose change needs --existing."
    ),
    "cli.beat_moves": Text(
        "  {from_beat} → {to_beat}:{units} 个单元,工作量 {load}",
        "  {from_beat} → {to_beat}: {units} {units:unit|units}, load {load}",
    ),
    "cli.moves_title": Text("换巡区的单元:", "Units that change beats:"),
    "cli.stations_title": Text("各所负荷:", "Load of the stations:"),
    "cli.station_load": Text(
        "  {station}:{beats} 个巡区,工作量 {load};每名民警 {per_officer},为平均的 {ratio} 倍",
        "  {station}: {beats} {beats:beat|beats}, load {load}; {per_officer} for each officer, {ratio} times "
        "the mean",
    ),
    "cli.station_load_alone": Text(
        "  {station}:{beats} 个巡区,工作量 {load}", "  {station}: {beats} {beats:beat|beats}, load {load}"
    ),
    "cli.plans_title": Text("各方案:", "Plans:"),
    "cli.plan_row": Text(
        "  {mark}{plan}:最重 {max_ratio} 倍,最轻 {min_ratio} 倍,紧凑度 {compactness},"
        "区内路程 {travel_min} 分钟",
        "  {mark}{plan}: heaviest {max_ratio}, lightest {min_ratio}, compactness {compactness}, travel "
        "{travel_min} min",
    ),
    "cli.plan_row_changed": Text(
        "  {mark}{plan}:最重 {max_ratio} 倍,最轻 {min_ratio} 倍,紧凑度 {compactness},"
        "区内路程 {travel_min} 分钟,变动 {changed_units} 个单元",
        "  {mark}{plan}: heaviest {max_ratio}, lightest {min_ratio}, compactness {compactness}, travel "
        "{travel_min} min, {changed_units} {changed_units:unit|units} moved",
    ),
}

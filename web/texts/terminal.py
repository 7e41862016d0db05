"""What the command line says beside what ``cli.py`` holds."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "cli.task.demo": Text("生成演示县", "Building the demo county"),
    "cli.task.import": Text("导入", "Importing"),
    "cli.task.hotspots": Text("与随机县比较", "Comparing with random counties"),
    "cli.task.beats": Text("划分巡区", "Designing beats"),
    "cli.demo_built": Text(
        "演示县“{county}”:显著治安乱点 {areas} 处,巡区 {beats} 个",
        "Demo county {county}: {areas} significant disorderly {areas:area|areas}, {beats} {beats:beat|beats}",
    ),
    "cli.watch_found": Text(
        "另列关注区域 {watch} 处(统计上不显著,供讨论)",
        "{watch} watch {watch:area follows|areas follow} (not significant, for discussion)",
    ),
    "cli.in_budget": Text("预算内 {count} 处", "{count} within the budget"),
    "cli.metric_crs": Text("距离和面积按 {crs} 计算", "Distances and areas are computed in {crs}"),
    "cli.units_need": Text("给出 UNITS 时必须同时给出 {option}", "With UNITS, {option} is required"),
    "cli.not_a_number": Text("{value} 不是可用的数。", "{value} is no number that can be used."),
    "cli.not_a_pair": Text("“{word}”不是 FIELD=COLUMN 的写法。", "{word} is not FIELD=COLUMN."),
    "cli.not_a_weight": Text(
        "“{word}”不能用作权重。请写成 excess=1,harm=2:各部分({parts})配一个不小于 0 的数。",
        "{word} is no weight. Write excess=1,harm=2: parts ({parts}), each with a number of 0 or more.",
    ),
    "cli.no_weight": Text("至少一个部分的权重要大于 0。", "At least one part needs a weight above 0."),
    "cli.output_refused": Text(
        "输出写不进去了({why})。请腾出空间,或换一个输出位置。",
        "The output takes no more ({why}). Free some space, or send it elsewhere.",
    ),
    "cli.zone_unknown": Text(
        "没有时区“{zone}”。请写 Asia/Shanghai 之类的名称。",
        "There is no time zone {zone}. Write a name such as Asia/Shanghai.",
    ),
    "cli.check_good": Text("库完好", "The store is sound"),
    "cli.restored": Text("已从 {path} 恢复", "Restored from {path}"),
    "map.title.areas": Text("治安乱点分布图", "Disorderly areas"),
    "map.title.beats": Text("巡逻责任区划图", "Patrol beats"),
    "map.title.zones": Text("城区、城乡结合部与农村", "Urban, fringe and rural zones"),
    "map.title.overview": Text("治安乱点与巡区图", "Disorderly areas and patrol beats"),
    "demo.department": Text("县市场监督管理局", "County Market Supervision Bureau"),
    "demo.source": Text("虚构的演示数据({county})", "Fictional demo data ({county})"),
    "demo.report_title": Text(
        "{county}{year}年治安形势报告(演示)", "Public order in {county}, {year} (demo)"
    ),
}

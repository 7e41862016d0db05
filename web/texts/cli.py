"""What the command line says on its way."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "cli.error": Text("错误:{message}", "Error: {message}"),
    "cli.wrote": Text("已写出 {path}", "Wrote {path}"),
    "cli.rows_accounted": Text(
        "读入 {rows_in} 行 = 采用 {accepted} + 退回 {rejected} + 重复 {duplicates}",
        "{rows_in} rows in = {accepted} accepted + {rejected} rejected + {duplicates} duplicates",
    ),
    "cli.rejects": Text("退回的行及原因见 {path}", "Rejected rows and their reasons are in {path}"),
    "cli.encoding": Text("文件编码:{encoding}", "Encoding: {encoding}"),
    "cli.dropped_columns": Text(
        "含个人信息的列未读入:{columns}",
        "Columns with personal data were not read: {columns}",
    ),
    "cli.unknown_categories": Text(
        "对照表中没有的类别(按原文保留,计入分析):{categories}",
        "Categories that the mapping does not know (kept as they are, counted as in scope): {categories}",
    ),
    "cli.outside_scope": Text(
        "{rows} 行不属于本系统范围,未读入",
        "{rows} rows are outside the system's scope and were not read",
    ),
    "cli.repeated": Text("重复报警 {rows} 行,已标记", "{rows} repeated calls, flagged"),
    "cli.invalid": Text("无效警情 {rows} 行,已标记", "{rows} invalid calls, flagged"),
    "cli.without_point": Text(
        "{rows} 行没有坐标:计入统计表,不参与落点分析",
        "{rows} rows have no point: they count in tables, not in point methods",
    ),
    "cli.default_points": Text(
        "{rows} 行落在 {points} 个默认坐标上(不同地址用同一点),不参与落点分析",
        "{rows} rows lie on {points} default points (many addresses on one point) and are left out of "
        "point methods",
    ),
    "cli.stored": Text(
        "入库:新增 {inserted},更新 {updated},未变 {unchanged}",
        "Stored: {inserted} new, {updated} updated, {unchanged} unchanged",
    ),
    "cli.dry_run": Text("试运行:库未改动", "Dry run: nothing was stored"),
    "cli.places_stored": Text("图层“{layer}”已入库:{rows} 条", "Layer {layer} stored: {rows} rows"),
    "cli.areas_found": Text(
        "{incidents} 起警情中有治安乱点 {significant} 处,关注区域 {watch} 处",
        "{significant} disorderly areas and {watch} watch areas in {incidents} incidents",
    ),
    "cli.no_areas": Text(
        "{incidents} 起警情中没有统计上显著的治安乱点。",
        "No significant disorderly area in {incidents} incidents.",
    ),
    "cli.zones_found": Text(
        "城区 {urban} 个村(社区),城乡结合部 {fringe} 个,农村 {rural} 个",
        "{urban} urban, {fringe} fringe and {rural} rural villages",
    ),
    "cli.beats_made": Text(
        "{units} 个基本单元划为 {count} 个巡区;最重的巡区为平均负荷的 {max_ratio} 倍",
        "{units} units in {count} beats; the heaviest has {max_ratio} times the mean load",
    ),
    "cli.working": Text("{task}…", "{task} …"),
    "cli.serving": Text("请打开 {url}", "Open {url}"),
    "cli.stop_hint": Text("按 Ctrl+C 停止", "Ctrl+C stops it"),
    "cli.port_taken": Text(
        "端口 {port} 已被占用;请用 --port 换一个。",
        "Port {port} is taken; choose another with --port.",
    ),
}

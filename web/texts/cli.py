"""What the command line says on its way."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "cli.error": Text("错误:{message}", "Error: {message}"),
    "cli.wrote": Text("已写出 {path}", "Wrote {path}"),
    "cli.rows_accounted": Text(
        "读入 {rows_in} 行 = 采用 {accepted} + 退回 {rejected} + 重复 {duplicates}",
        "{rows_in} {rows_in:row|rows} in = {accepted} accepted + {rejected} rejected "
        "+ {duplicates} {duplicates:duplicate|duplicates}",
    ),
    "cli.rejects": Text("退回的行及原因见 {path}", "Rejected rows and their reasons are in {path}"),
    "cli.stored": Text(
        "入库:新增 {inserted},更新 {updated},未变 {unchanged}",
        "Stored: {inserted} new, {updated} updated, {unchanged} unchanged",
    ),
    "cli.dry_run": Text("试运行:库未改动", "Dry run: nothing was stored"),
    "cli.places_stored": Text(
        "图层“{layer}”已入库:{rows} 条", "Layer {layer} stored: {rows} {rows:row|rows}"
    ),
    "cli.areas_found": Text(
        "{incidents} 起警情中有显著的治安乱点 {significant} 处",
        "{significant} significant disorderly {significant:area|areas} "
        "in {incidents} {incidents:incident|incidents}",
    ),
    "cli.no_areas": Text(
        "{incidents} 起警情中没有统计上显著的治安乱点。",
        "No significant disorderly area in {incidents} {incidents:incident|incidents}.",
    ),
    "cli.zones_found": Text(
        "城区 {urban} 个村(社区),城乡结合部 {fringe} 个,农村 {rural} 个",
        "{urban} urban, {fringe} fringe and {rural} rural villages",
    ),
    "cli.beats_made": Text(
        "{units} 个基本单元划为 {count} 个巡区;最重的巡区为平均负荷的 {max_ratio} 倍",
        "{units} {units:unit|units} in {count} {count:beat|beats}; "
        "the heaviest has {max_ratio} times the mean load",
    ),
    "cli.serving": Text("请打开 {url}", "Open {url}"),
    "cli.stop_hint": Text("按 Ctrl+C 停止", "Ctrl+C stops it"),
}

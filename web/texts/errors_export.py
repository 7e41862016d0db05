"""Sentences for the errors of exported maps and reports."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "assets.missing": Text(
        zh="缺少浏览器库或字体文件 {path}。请在项目目录运行 make run(或 npm ci 和 npm run vendor)安装。",
        en="The browser libraries and fonts are not installed: {path} is missing. "
        "Run make run in the project folder (or npm ci and npm run vendor).",
    ),
    "export.outside_reference": Text(
        zh="未写出 {path}:文件会从外部加载 {reference}(共 {count} 处),离线环境下不允许。"
        "这是程序缺陷,请报告。",
        en="{path} was not written: it would load {reference} from outside itself ({count} in all), "
        "which a file for offline use must not. This is a defect; please report it.",
    ),
    "export.too_large": Text(
        zh="未写出 {path}:文件有 {megabytes} MB,超过上限 {limit} MB。"
        "请缩小范围、减少图层或简化界线后再导出。",
        en="{path} was not written: it has {megabytes} MB, the limit is {limit} MB. "
        "Choose a smaller area, fewer layers or simpler borders.",
    ),
    "export.nothing_to_show": Text(
        zh="地图上没有可画的内容。请至少提供一个有图形的图层。",
        en="There is nothing to draw on the map. Give at least one layer that has shapes.",
    ),
    "export.simplified": Text(
        zh="{path}:为控制文件大小,界线已简化(容差 {tolerance_m} 米)。",
        en="{path}: borders are simplified by up to {tolerance_m} m to keep the file small.",
    ),
    "file.not_written": Text(
        zh="无法写入 {path}:{why}。请检查文件夹是否存在、是否有写入权限、磁盘是否已满。",
        en="{path} cannot be written: {why}. Check that the folder exists, may be written to and has room.",
    ),
}

"""What the use cases refuse, and why."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "scope.category_unknown": Text(
        "没有类别为“{category}”的警情;文件中常见的类别有:{known}。",
        "No incident has the category {category}; the commonest here are: {known}.",
    ),
    "scope.category_without_place": Text(
        "“{category}”不发生在某个地点(如电信网络诈骗),不作地图分析。请改选其他类别。",
        "{category} happens at no place (as fraud by telephone), so that no map can be made of it. "
        "Choose another category.",
    ),
    "snap.no_layer": Text(
        "没有图层“{layer}”,无法对齐轮廓(--snap {snap})。请用 --{layer} 指明文件,"
        "或先导入库:safetown import places 文件 --layer {layer}。",
        "There is no layer {layer} to snap outlines to (--snap {snap}). Name a file with --{layer}, or "
        "import one into the store: safetown import places FILE --layer {layer}.",
    ),
    "snap.not_asked": Text(
        "{option} 只与 --snap {snap} 同用。请加上 --snap {snap},或去掉 {option}。",
        "{option} goes with --snap {snap}. Add --snap {snap} or leave {option} out.",
    ),
    "previous.no_areas": Text(
        "{path} 中没有带 area_id 列的面,不能用作上一次的结果。请给出 safetown hotspots 写出的文件。",
        "{path} holds no polygons with a column area_id, so that it cannot serve as an earlier run. "
        "Give a file that safetown hotspots wrote.",
    ),
    "store.missing": Text(
        zh="库 {url} 还不存在。请先导入:safetown import incidents 文件,或用 --store 指明库的位置。",
        en="There is no store {url} yet. Import records first: safetown import incidents FILE, "
        "or name the store with --store.",
    ),
    "store.no_incidents": Text(
        "库中没有警情。请先导入:safetown import incidents 文件。",
        "The store holds no incidents. Import some first: safetown import incidents FILE.",
    ),
    "store.no_layer": Text(
        "库中没有图层“{layer}”。请先导入:safetown import places 文件 --layer {layer}。",
        "The store has no layer {layer}. Import it first: safetown import places FILE --layer {layer}.",
    ),
    "beats.count_unknown": Text(
        "库中没有派出所警力,无法推算巡区数。请用 --count 指明。",
        "The store has no stations to take the number of beats from. Name it with --count.",
    ),
    "serve.port_taken": Text(
        "端口 {port} 已被占用。请换一个:--port {another}(或 make run PORT={another})。",
        "Port {port} is taken. Choose another: --port {another} (or make run PORT={another}).",
    ),
    "serve.host_unknown": Text(
        "无法识别地址 {host}。本机请用 127.0.0.1。",
        "The address {host} is unknown. For this machine use 127.0.0.1.",
    ),
    "scope.date_unreadable": Text(
        "日期“{date}”无法识别;请写成 2025-03-01、2025-03 或 2025。",
        "The date {date} cannot be read; write 2025-03-01, 2025-03 or 2025.",
    ),
    "scope.period_empty": Text(
        "时段的结束日期 {until} 早于开始日期 {since}。",
        "The period ends ({until}) before it begins ({since}).",
    ),
}

"""Words on maps."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "map.area_significant": Text("乱点 {rank}", "Disorderly area {rank}"),
    "map.area_watch": Text("关注区域 {rank}", "Watch area {rank}"),
    "map.beat": Text("巡区 {beat}", "Beat {beat}"),
    "map.legend": Text("图例", "Legend"),
    "map.source": Text("来源:{source}", "Source: {source}"),
    "map.made_on": Text("{day}制图", "made on {day}"),
    "map.zoom_in": Text("放大", "Zoom in"),
    "map.zoom_out": Text("缩小", "Zoom out"),
    "map.layers": Text("图层", "Layers"),
    "map.close": Text("关闭", "Close"),
    "map.north": Text("北", "N"),
    "map.projection": Text("坐标系:WGS 84;网页墨卡托投影", "WGS 84, shown in Web Mercator"),
    "map.cells_only": Text(
        "警情按方格汇总显示,不含单起警情的位置。",
        "Incidents are shown as counts of cells; no single incident is shown.",
    ),
    "map.sparse_left_out": Text(
        "方格边长不小于 {cell_m} 米,不足 {count} 起的方格不画。",
        "Cells are at least {cell_m} m wide; those with fewer than {count} incidents are left out.",
    ),
    "map.density_title": Text("警情密度(起/平方公里)", "Incident density (incidents per km²)"),
    "map.density_under": Text("不足 {high}", "under {high}"),
    "map.density_class": Text("{low} 至 {high}", "{low} to {high}"),
    "map.density_over": Text("{low} 以上", "{low} and over"),
    "map.load_ratio_note": Text(
        "负荷比 = 巡区工作量 ÷ 各巡区平均工作量;1.00 为平均。颜色只用于区分相邻巡区。",
        "Load ratio = a beat's load over the mean load; 1.00 is average. Colours only tell neighbours apart.",
    ),
    "map.more_note": Text(
        "编号旁的 +n 表示此处另有 n 处被遮住,放大后可见。",
        "+n beside a number: n more areas lie under it; zoom in to see them.",
    ),
    "map.desk": Text("返回地图台", "Back to the desk"),
    "map.watch_note": Text(
        "关注区域在统计上不显著,仅供研判讨论。",
        "Watch areas are not significant; they are listed for discussion.",
    ),
    "map.areas_list": Text("乱点(按排名)", "Disorderly areas, by rank"),
    "map.watch_list": Text("关注区域", "Watch areas"),
    "map.beats_list": Text("巡区与负荷比", "Beats and load ratios"),
    "baseline_short.population": Text("人口", "population"),
    "baseline_short.roads": Text("道路", "roads"),
    "baseline_short.smooth": Text("平滑背景", "smooth background"),
}

"""What the search for disorderly areas may have to tell."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "hotspots.study_area_without_incidents": Text(
        zh="研究范围内没有可用警情（共 {incidents} 起都在范围外）。请检查范围文件与坐标系（--crs）。",
        en="None of the {incidents} usable incidents lies in the study area. "
        "Check the study area and the coordinates (--crs).",
    ),
    "hotspots.population_missing": Text(
        zh="人口图层没有 population 列。请把人口数所在的列命名为 population。",
        en="The population layer has no column named population. Name the column that holds the people so.",
    ),
    "hotspots.population_zero": Text(
        zh="警情所在范围内人口为零（图层共 {rows} 行）。请检查人口图层及其坐标系，或不使用人口图层。",
        en="Nobody lives where the incidents are ({rows} rows in the population layer). "
        "Check the layer and its coordinates, or leave it out.",
    ),
    "hotspots.no_roads": Text(
        zh="警情所在范围内没有道路（图层共 {rows} 行）。请检查道路图层及其坐标系，再重新导入。",
        en="No road lies where the incidents are ({rows} rows in the layer). "
        "Check the layer of roads and its coordinates, and import it again.",
    ),
    "hotspots.too_wide": Text(
        zh="警情散布在 {width_km} 公里的范围内，无法作为一个地区分析。"
        "请检查坐标系（--crs），或用 --study-area 限定范围。",
        en="The incidents are spread over {width_km} km, too far for one place. "
        "Check the coordinates (--crs) or give --study-area.",
    ),
    "hotspots.too_many_for_hierarchy": Text(
        zh="层次密度聚类最多可处理 {most} 起警情，现有 {incidents} 起。请改用密度聚类，或缩小范围。",
        en="Clusters of varying density are for at most {most} incidents, not {incidents}. "
        "Use density clusters, or a smaller area.",
    ),
    "hotspots.too_many_pairs": Text(
        zh="相距 {within_m} 米以内的警情需比对约 {pairs} 对，超过上限 {most}。请缩小距离或减少警情。",
        en="Some {pairs} pairs would have to be compared within {within_m} m, more than {most}. "
        "Take a shorter distance or fewer incidents.",
    ),
    "hotspots.density_too_large": Text(
        zh="密度图需要 {cells} 个格子，超过上限 {most}。请加大格子或缩小范围。",
        en="The density map would need {cells} cells, more than {most}. Take larger cells or a smaller area.",
    ),
    "hotspots.exact_too_large": Text(
        zh="格子内数量过大（邻域合计可达 {sums}，上限 {most}），无法精确计算 p 值。"
        "请改用随机模拟或缩小格子。",
        en="The counts are too large for exact p-values (neighbourhoods add up to {sums}, at most {most}). "
        "Use random maps or smaller cells.",
    ),
    "hotspots.too_few_for_bandwidth": Text(
        zh="只有 {incidents} 起警情，无法按数据选择带宽；至少需要 2 起。请直接给出带宽。",
        en="{incidents} incidents are too few to choose a bandwidth by; two are needed. Give a bandwidth.",
    ),
    "hotspots.study_area_without_ground": Text(
        zh="研究范围没有面积（不是面，或比一个格子还小）。请检查范围文件与坐标系。",
        en="The study area covers no ground (no polygon, or smaller than one cell). "
        "Check its file and coordinates.",
    ),
}

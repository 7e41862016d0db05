"""Names of the codes that the statistics of ``hotspots`` give: trend classes, quadrants, tables of pairs."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "emerging.none": Text("无规律", "no pattern"),
    "emerging.new": Text("新出现", "new"),
    "emerging.consecutive": Text("连续", "consecutive"),
    "emerging.intensifying": Text("加剧", "intensifying"),
    "emerging.persistent": Text("持续", "persistent"),
    "emerging.diminishing": Text("减弱", "diminishing"),
    "emerging.sporadic": Text("零星", "sporadic"),
    "emerging.oscillating": Text("起伏", "oscillating"),
    "emerging.historical": Text("曾经", "historical"),
    "quadrant.none": Text("无(邻域无差别)", "none"),
    "quadrant.high_high": Text("高—高(热点)", "high among high"),
    "quadrant.low_high": Text("低—高(热点旁的低处)", "low among high"),
    "quadrant.low_low": Text("低—低(冷点)", "low among low"),
    "quadrant.high_low": Text("高—低(孤立的高处)", "high among low"),
    "column.pairs": Text("案件对数", "Pairs"),
    "column.pairs_in_space": Text("相近的对数", "Pairs close in space"),
    "column.pairs_in_time": Text("时间相近的对数", "Pairs close in time"),
    "column.ratio": Text("近重复风险(实际 ÷ 预期)", "Near-repeat risk (pairs over expected)"),
    "column.edges_m": Text("距离分段(米)", "Distance bands (m)"),
    "column.edges_days": Text("时间分段(天)", "Time bands (days)"),
    "column.z_score": Text("z 值", "z-score"),
    "column.quadrant": Text("莫兰象限", "Moran quadrant"),
    "column.emerging": Text("演变类型", "Emerging class"),
}

"""Words of the printed map."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "print.title": Text("{county}{what}", "{county}: {what}"),
    "print.sheet": Text("打印地图", "Map to print"),
    "print.link": Text("打印地图", "Print map"),
    "print.button": Text("打印", "Print"),
    "print.skip": Text("跳到打印选项", "Skip to the choices"),
    "print.paper": Text("纸张", "Paper"),
    "print.a4": Text("A4", "A4"),
    "print.a3": Text("A3", "A3"),
    "print.turn": Text("方向", "Orientation"),
    "print.landscape": Text("横向", "landscape"),
    "print.portrait": Text("纵向", "portrait"),
    "print.drawing": Text("正在绘制…", "Drawing…"),
    "print.ready": Text(
        "可以打印:{paper} {turn},比例尺 1\u2236{scale}", "Ready to print: {paper} {turn}, scale 1:{scale}"
    ),
    "print.hint": Text(
        "打印时选相同纸张,缩放选“实际大小(100%)”,比例尺才准确。",
        "Choose the same paper and a scaling of 100%; only then is the scale true.",
    ),
    "print.picture": Text("地图", "Map"),
    "print.legend": Text("图例", "Legend"),
    "print.in_view": Text("图内 {count} 起", "{count} on this map"),
    "print.list": Text("图上乱点", "Areas on the map"),
    "print.rank": Text("排名", "Rank"),
    "print.place": Text("所在地", "Place"),
    "print.incidents": Text("起数", "Incidents"),
    "print.left_out": Text("另有 {count} 处未列出", "{count} more {count:is|are} not listed"),
    "print.km": Text("公里", "km"),
    "print.m": Text("米", "m"),
    "print.scale": Text("1\u2236{scale}", "1:{scale}"),
    "print.scale_bar": Text("比例尺:全长 {length}", "Scale bar: {length}"),
    "print.north": Text("上方为北", "North is up"),
    "print.north_letter": Text("北", "N"),
    "print.source": Text("来源:{county}警情与地理图层", "Source: incidents and layers of {county}"),
    "print.source_tiles": Text(
        "来源:{county}警情与地理图层,底图 {host}", "Source: incidents and layers of {county}, base map {host}"
    ),
    "print.imported": Text("第 {number} 次导入({day})", "import {number} ({day})"),
    "print.analysed": Text("乱点分析于 {day}", "areas searched {day}"),
    "print.divided": Text("巡区划定于 {day}", "beats designed {day}"),
    "print.semicolon": Text("\uff1b", "; "),
    "print.stop": Text("。", "."),
    "print.coordinates": Text(
        "坐标系 WGS 84,墨卡托投影,比例尺以图幅中部为准。",
        "WGS 84, Mercator projection, scale of the middle of the map.",
    ),
    "print.printed": Text("{time} 由{role}打印", "Printed {time} by: {role}"),
    "print.candidates": Text(
        "显著乱点由统计分析得出,是供研判的候选,未经会议认定,不作为挂牌整治的依据。",
        "Significant areas come from statistics: they are candidates for discussion, not designated areas.",
    ),
    "print.watch": Text(
        "关注区域(虚线)在统计上不显著,仅供参考。",
        "Watch areas (dashed) are not statistically significant.",
    ),
    "print.points": Text(
        "含单起警情位置,用途:{purpose}。限内部使用,用后妥善保管或销毁。",
        "Shows single incidents, read for: {purpose}. Internal use only.",
    ),
    "deed.export.print": Text("打开待打印地图", "opened a map to print"),
}

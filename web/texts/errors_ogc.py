"""Sentences for programs that read layers, and for who configures them."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "ogc.collection_unknown": Text(
        zh="没有名为“{collection}”的图层，或者您的角色无权查看。可用的图层见 /api/v1/ogc/collections。",
        en="There is no collection {collection} that your role may see. /api/v1/ogc/collections lists them.",
    ),
    "ogc.feature_unknown": Text(
        zh="图层“{collection}”中没有编号为“{feature}”的要素。",
        en="Collection {collection} has no feature {feature}.",
    ),
    "ogc.parameter_unknown": Text(
        zh="不认识的参数：{parameters}。可用的参数：{known}。",
        en="Unknown parameters: {parameters}. Known ones: {known}.",
    ),
    "ogc.property_unknown": Text(
        zh="该图层没有属性“{property}”。可用的属性：{known}。",
        en="The collection has no property {property}. Properties: {known}.",
    ),
    "ogc.filter_text": Text(
        zh="过滤条件从第 {position} 个字符起无法理解：“{rest}”。请按 CQL2 文本书写。",
        en='The filter cannot be understood from character {position} on: "{rest}". Write it as CQL2 text.',
    ),
    "ogc.filter_json": Text(zh="过滤条件不是有效的 CQL2 JSON。", en="The filter is not valid CQL2 JSON."),
    "ogc.filter_language": Text(
        zh="不支持过滤语言“{language}”。请用 cql2-text 或 cql2-json。",
        en="Filter language {language} is not spoken here. Use cql2-text or cql2-json.",
    ),
    "ogc.filter_long": Text(
        zh="过滤条件过长，最多 {most} 个字符。", en="The filter is too long: {most} characters at most."
    ),
    "ogc.filter_type": Text(
        zh="“{left}”与“{right}”类型不同，无法比较。",
        en="{left} and {right} are of different kinds and cannot be compared.",
    ),
    "ogc.filter_operator": Text(
        zh="过滤条件中的“{operator}”不受支持或写法有误。",
        en="{operator} in the filter is not supported, or not written rightly.",
    ),
    "ogc.filter_value": Text(
        zh="过滤条件中的值“{value}”无法使用。", en="The value {value} in the filter cannot be used."
    ),
    "ogc.datetime": Text(
        zh="时间“{datetime}”无法使用。请写成一个时刻，或“起始/截止”，开放的一端写“..”。",
        en="The time {datetime} cannot be used. Give a moment, or start/end with .. for an open end.",
    ),
    "ogc.bbox": Text(
        zh="范围“{bbox}”无法使用。请按坐标系的轴序给出四个数字，以半角逗号隔开。",
        en="The box {bbox} cannot be used. Give four numbers in the order of the system's axes.",
    ),
    "ogc.crs_unknown": Text(
        zh="不提供坐标系“{crs}”。可用的坐标系：{known}。",
        en="The reference system {crs} is not offered. Offered ones: {known}.",
    ),
    "ogc.tile_unknown": Text(
        zh="没有这一瓦片：级别 {zoom}，行 {row}，列 {column}。",
        en="There is no tile at level {zoom}, row {row}, column {column}.",
    ),
    "ogc.matrix_unknown": Text(
        zh="没有名为“{matrix}”的瓦片矩阵集。可用的是 WebMercatorQuad。",
        en="There is no tile matrix set {matrix}. WebMercatorQuad is at hand.",
    ),
    "ogc.purpose_missing": Text(
        zh="读取警情明细须先说明用途：PUT /api/v1/session/purpose。",
        en="Rows of incidents are read for a purpose, which must be said first: PUT /api/v1/session/purpose.",
    ),
}

"""Titles of what other programs read."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "ogc.title": Text("平安地图图层服务", "Safetown layers"),
    "ogc.about": Text(
        "本县的地点、最近一次分析和方案、重点整治台账，以及（限公安角色）警情明细。",
        "The county's places, latest analyses and plans, register, and, for police roles, incidents.",
    ),
    "ogc.this": Text("本文档", "This document"),
    "ogc.api": Text("接口说明（OpenAPI）", "Description of the interface (OpenAPI)"),
    "ogc.docs": Text("接口说明（网页）", "Description of the interface (page)"),
    "ogc.conformance": Text("遵循的标准条款", "Classes of the standards that are met"),
    "ogc.collections": Text("图层目录", "Collections"),
    "ogc.matrix_sets": Text("瓦片矩阵集", "Tile matrix sets"),
    "ogc.items": Text("要素", "Features"),
    "ogc.queryables": Text("可查询的属性", "Properties that can be asked for"),
    "ogc.tiles": Text("矢量瓦片", "Vector tiles"),
    "ogc.next": Text("下一页", "Next page"),
    "ogc.previous": Text("上一页", "Previous page"),
    "ogc.collection": Text("图层", "Collection"),
    "layer.areas": Text("治安乱点", "Disorderly areas"),
    "layer.repeated-places": Text("多次发案地点", "Repeated places"),
    "layer.register": Text("重点地区和突出问题台账", "Register of areas and problems"),
    "layer.incidents": Text("警情明细", "Incidents"),
}

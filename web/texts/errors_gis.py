"""What coordinates, grids and roads may have to tell."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "crs.unknown": Text(
        zh="不认识坐标系“{crs}”。可用 wgs84、cgcs2000、gcj02、bd09，或 EPSG:4544 之类的代码。",
        en="{crs} is no known coordinate system. "
        "Use wgs84, cgcs2000, gcj02, bd09, or a code such as EPSG:4544.",
    ),
    "crs.not_horizontal": Text(
        zh="“{crs}”不是平面或经纬度坐标系。请换一个地图用的坐标系。",
        en="{crs} does not say where on a map a point is. Choose a system of longitude and latitude, "
        "or a projected one.",
    ),
    "crs.missing": Text(
        zh="图层没有坐标系。请为文件补上坐标系（如 .prj），或用 --crs 指明。",
        en="The layer has no coordinate system. Add one to the file (such as a .prj), or name it with --crs.",
    ),
    "crs.no_place": Text(
        zh="图层中没有图形，无法确定所在位置。请检查文件。",
        en="The layer holds no shape, so its place cannot be told. Check the file.",
    ),
    "crs.impossible": Text(
        zh="坐标（{x}，{y}）不可能属于 {crs}。请用 --crs 指明正确的坐标系。",
        en="Coordinates such as ({x}, {y}) cannot be in {crs}. Name the right system with --crs.",
    ),
    "crs.no_points": Text(
        zh="没有一行有可用的坐标。请检查坐标列，或用 --map lon=列名 --map lat=列名 指明。",
        en="No row has usable coordinates. "
        "Check their columns, or name them: --map lon=COLUMN --map lat=COLUMN.",
    ),
    "crs.offset_unclear": Text(
        zh="经纬度在中国境内，可能是 {crs} 中的任一种，仅凭数字无法分辨。"
        "请用 --crs wgs84、--crs gcj02 或 --crs bd09 指明;"
        "高德、腾讯地图用 gcj02，百度地图用 bd09。",
        en="Degrees inside China may be any of {crs}; the numbers alone cannot tell. "
        "Say --crs wgs84, --crs gcj02 (Amap, Tencent) or --crs bd09 (Baidu).",
    ),
    "crs.zone_unclear": Text(
        zh="像是不带带号的高斯-克吕格坐标，但无法得知属于 {first} 至 {last} 中哪一带。请用 --crs 指明。",
        en="These look like Gauss-Kruger coordinates without a zone prefix, "
        "of any zone from {first} to {last}. Name it with --crs.",
    ),
    "crs.zones_mixed": Text(
        zh="坐标分属不同的投影带（{zones}）。请按带拆分文件，分别导入。",
        en="The coordinates are of several zones ({zones}). Split the file by zone and read each part.",
    ),
    "crs.metres_unclear": Text(
        zh="坐标（如 {x}，{y}）不是经纬度，也看不出是哪种投影。请用 --crs 指明，例如 --crs EPSG:4544。",
        en="Coordinates such as ({x}, {y}) are no degrees, and their projection cannot be told. "
        "Name it, for example --crs EPSG:4544.",
    ),
    "crs.mixed": Text(
        zh="坐标混杂：像经纬度的占 {degrees}，像米制的占 {metres}。请拆分文件，分别导入。",
        en="The coordinates are mixed: a share of {degrees} looks like degrees, {metres} like metres. "
        "Split the file and read each part.",
    ),
    "crs.far_from_study_area": Text(
        zh="按 {crs} 解读，{share} 的点远离研究区（中间点在经度 {lon}、纬度 {lat}）。请检查 --crs 和研究区。",
        en="Read as {crs}, a share of {share} of the points lies far from the study area "
        "(the middle one at {lon}, {lat}). Check --crs and the study area.",
    ),
    "crs.degrees_for_metres": Text(
        zh="指明的 {crs} 是投影坐标系，文件中却是经纬度（如 {x}，{y}）。请改用 --crs wgs84、gcj02 或 bd09。",
        en="{crs} is projected, but the file holds degrees such as ({x}, {y}). "
        "Say --crs wgs84, gcj02 or bd09.",
    ),
    "crs.metres_for_degrees": Text(
        zh="指明的 {crs} 以度计，文件中却不是经纬度（如 {x}，{y}）。"
        "请用 --crs 指明投影坐标系，例如 EPSG:4544。",
        en="{crs} is in degrees, but the file holds numbers such as ({x}, {y}). "
        "Name their projected system, for example --crs EPSG:4544.",
    ),
    "crs.swapped": Text(
        zh="经度与纬度（或东坐标与北坐标）两列颠倒了：x={x},y={y}（{crs}）。"
        "请用 --map lon=列名 --map lat=列名 指明。",
        en="The columns are swapped: x is {x} and y is {y} in {crs}. "
        "Name them: --map lon=COLUMN --map lat=COLUMN.",
    ),
    "crs.far_from_its_area": Text(
        zh="坐标（{x}，{y}）远在 {crs} 的适用范围之外。请检查带号和 --crs。",
        en="Coordinates such as ({x}, {y}) lie far outside the area that {crs} is made for. "
        "Check the zone and --crs.",
    ),
    "geometry.not_polygons": Text(
        zh="有 {rows} 行没有面图形，第一处在第 {row} 行。请补上图形或删去这些行。",
        en="{rows} rows hold no polygon, the first of them row {row}. Add the shapes or remove the rows.",
    ),
    "grid.too_many_cells": Text(
        zh="范围 {width_km} × {height_km} 公里、格边长 {cell_m} 米，需 {cells} 个格，上限为 {limit}。"
        "请检查是否有远离本地的坐标，或加大格边长。",
        en="{width_km} x {height_km} km in cells of {cell_m} m would make {cells} cells; "
        "the limit is {limit}. Look for points far away, or take larger cells.",
    ),
    "roads.empty": Text(
        zh="道路图层中没有线。请检查文件和图层名。",
        en="The layer of roads holds no line. Check the file and the name of the layer.",
    ),
    "roads.not_lines": Text(
        zh="道路图层中有 {rows} 行不是线，第一处在第 {row} 行。请删去这些行。",
        en="{rows} rows of the layer of roads are not lines, the first of them row {row}. Remove them.",
    ),
}
"""Errors; a choice that `--crs auto` made speaks through ``TEXTS``."""

TEXTS = {
    "crs.degrees": Text(
        zh="经纬度在中国以外",
        en="degrees outside China",
    ),
    "crs.by_roads": Text(
        zh="这样解读时各点离道路最近",
        en="so read, the points lie nearest to the roads",
    ),
    "crs.gauss_kruger": Text(
        zh="东坐标带有带号",
        en="the eastings carry the prefix of its zone",
    ),
    "crs.gauss_kruger_by_place": Text(
        zh="高斯-克吕格坐标不带带号，各带中只有它落在研究区内",
        en="Gauss-Kruger without a prefix; no other zone lies in the study area",
    ),
}

"""Sentences for the errors of validated tables (gis/frames.py)."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "table.column_missing": Text(
        zh="表中缺少“{column}”一列。请用 --map {column}=列名 指明由哪一列提供。",
        en="The table has no column {column}. Name the column that holds it: --map {column}=COLUMN.",
    ),
    "table.crs_not_wgs84": Text(
        zh="坐标应为 WGS 84(EPSG:4326),实为 {crs}。请先转换坐标,或用 --crs 指明。",
        en="Coordinates must be in EPSG:4326, but are in {crs}. "
        "Convert them, or name their system with --crs.",
    ),
    "table.time_without_zone": Text(
        zh="“{column}”一列应为带时区的时间。请检查该列是否为日期时间。",
        en="Column {column} must hold times with a time zone. Check that it holds dates and times.",
    ),
    "table.not_points": Text(
        zh="应为点,却有 {found}。请提供点图层,或带经纬度两列的表。",
        en="Points are needed, but the file holds {found}. Give a layer of points, "
        "or a table with two columns of coordinates.",
    ),
    "table.crs_missing": Text(
        zh="图层没有坐标系。请为文件补上坐标系(如 .prj),或用 --crs 指明。",
        en="The layer has no coordinate system. Add one to the file (such as a .prj), or name it with --crs.",
    ),
    "table.empty": Text(
        zh="图层中没有任何记录。请检查文件和图层名。",
        en="The layer holds no rows. Check the file and the name of the layer.",
    ),
    "table.geometry_missing": Text(
        zh="第 {rows} 行没有图形。请补上图形或删去这些行。",
        en="These rows have no shape: {rows}. Add the shapes or remove the rows.",
    ),
    "table.not_polygons": Text(
        zh="第 {rows} 行不是面。基本单元须为面。",
        en="These rows are not polygons: {rows}. Units must be polygons.",
    ),
    "table.load_missing": Text(
        zh="没有名为“{column}”的工作量列。可用的列:{columns}。",
        en="There is no load column {column}. Columns at hand: {columns}.",
    ),
    "table.load_bad": Text(
        zh="工作量“{column}”在第 {rows} 行不是大于或等于零的数。请更正这些值。",
        en="Load {column} is not a number of zero or more in these rows: {rows}. Correct the values.",
    ),
    "table.load_zero": Text(
        zh="工作量“{column}”全部为零,无法均衡划分。请换一列工作量。",
        en="Load {column} is zero in every row, so there is nothing to balance. Choose another column.",
    ),
}

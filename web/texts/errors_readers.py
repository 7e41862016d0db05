"""Sentences for what goes wrong while files are read and written, and for the reasons of rejected rows."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "file.missing": Text(
        zh="找不到文件 {path}。请检查路径。",
        en="{path} does not exist. Check the path.",
    ),
    "file.folder": Text(
        zh="{path} 是文件夹。请指定其中的文件。",
        en="{path} is a folder. Name a file in it.",
    ),
    "file.empty": Text(
        zh="{path} 中没有内容。请检查是否选对了文件。",
        en="{path} is empty. Check that it is the right file.",
    ),
    "file.kind_unknown": Text(
        zh="不认识 {path} 的类型。可读取:{endings}。",
        en="{path} is of an unknown kind. Files that can be read: {endings}.",
    ),
    "file.unreadable": Text(
        zh="无法读取 {path}:{reason}。文件可能已损坏,或类型与后缀不符。",
        en="{path} cannot be read: {reason}. It may be damaged, or not what its ending says.",
    ),
    "file.no_such_layer": Text(
        zh="{path} 中没有图层(工作表)“{layer}”。现有:{layers}。",
        en="{path} has no layer or sheet {layer}. It has: {layers}.",
    ),
    "file.part_missing": Text(
        zh="{path} 旁缺少同名的 {part} 文件。Shapefile 的各个文件须放在一起。",
        en="The {part} file beside {path} is missing. Keep all files of a Shapefile together.",
    ),
    "file.no_shapes": Text(
        zh="{path} 中没有图形。请提供带图形的文件:{endings}。",
        en="{path} holds no shapes. Give a file that does: {endings}.",
    ),
    "file.ending_unknown": Text(
        zh="不能写成 {path} 这种类型。可用的后缀:{endings}。",
        en="{path} has an ending that cannot be written. Endings: {endings}.",
    ),
    "file.no_folder": Text(
        zh="无法写入 {path}:文件夹 {folder} 不存在。请先建立。",
        en="{path} cannot be written: the folder {folder} does not exist. Make it first.",
    ),
    "file.is_input": Text(
        zh="{path} 正是要读取的文件，不能覆盖。请另选文件名。",
        en="{path} is the file that is read, and must not be written over. Choose another name.",
    ),
    "size.excel_rows": Text(
        zh="共 {rows} 行,Excel 工作表最多 {most} 行。请改用 .csv 或 .gpkg。",
        en="There are {rows} rows, and an Excel sheet holds {most}. Use .csv or .gpkg.",
    ),
    "table.all_rejected": Text(
        zh="{path} 的 {rows} 行没有一行可用,主要原因:{rejected_for}({count} 行)。请检查各列(--map 字段=列名)"
        "与坐标系(--crs);safetown import incidents {path} --dry-run 把每一行及其原因写入退回文件。",
        en="None of the {rows} {rows:row|rows} of {path} can be used; mostly: {rejected_for} ({count}). "
        "Check the columns (--map FIELD=COLUMN) and coordinates (--crs); safetown import incidents {path} "
        "--dry-run writes every row with its reasons to a rejects file.",
    ),
    "table.quote_open": Text(
        zh="{path} 第 {line} 行起的引号没有闭合。请补上引号后再导入。",
        en="A quotation mark in {path} is never closed, from line {line} on. Close it and import again.",
    ),
    "table.field_unknown": Text(
        zh="没有名为“{field}”的字段。--map 可用的字段:{fields}。",
        en="There is no field {field}. Fields for --map: {fields}.",
    ),
    "table.mapped_column_missing": Text(
        zh="文件中没有“{column}”一列(用于 {field})。现有的列:{columns}。",
        en="The file has no column {column} (mapped to {field}). It has: {columns}.",
    ),
    "table.times_missing": Text(
        zh="认不出哪一列是时间。请用 --map occurred_at=列名 指明。现有的列:{columns}。",
        en="No column of times was recognised. Name it: --map occurred_at=COLUMN. The file has: {columns}.",
    ),
    "table.places_missing": Text(
        zh="认不出坐标列,也没有乡镇或村。请用 --map lon=列名 --map lat=列名 指明。现有的列:{columns}。",
        en="No coordinates, township or village were recognised. Name the columns: --map lon=COLUMN "
        "--map lat=COLUMN. The file has: {columns}.",
    ),
    "privacy.personal_column": Text(
        zh="“{column}”一列含个人信息,系统不读取。请另选一列。",
        en="Column {column} holds personal data, which is never read. Map another column.",
    ),
    "categories.class_unknown": Text(
        zh="类别表第 {line} 行的类别“{category}”不存在。可用:{categories}。",
        en="Line {line} of the table of categories names the class {category}. Classes: {categories}.",
    ),
    "categories.harm_bad": Text(
        zh="类别表第 {line} 行的危害值“{harm}”不是大于或等于零的数。",
        en="Line {line} of the table of categories has the harm {harm}, which is no number of zero or more.",
    ),
    "calendar.kind_unknown": Text(
        zh="日历表第 {line} 行的类型“{kind}”不存在。可用:{kinds}。",
        en="Line {line} of the table of days names the kind {kind}. Kinds: {kinds}.",
    ),
    "calendar.row_bad": Text(
        zh="日历表第 {line} 行无法识别:{values}。",
        en="Line {line} of the table of days cannot be read: {values}.",
    ),
    "units.column_missing": Text(
        zh="没有名为“{column}”的列。可用的列:{columns}。",
        en="There is no column {column}. Columns at hand: {columns}.",
    ),
    "units.several_layers": Text(
        zh="{path} 中有多个面图层。请用 --layer 指明其一:{layers}。",
        en="{path} has several layers of polygons. Choose one with --layer: {layers}.",
    ),
    "units.no_polygons": Text(
        zh="{path} 中没有面图层。现有图层:{layers}。",
        en="{path} has no layer of polygons. Its layers: {layers}.",
    ),
    "places.no_coordinates": Text(
        zh="表中没有坐标列(lon、lat)或 WKT 列。现有的列:{columns}。",
        en="The table has neither coordinates (lon, lat) nor a WKT column. It has: {columns}.",
    ),
    "places.shape_missing": Text(
        zh="第 {rows} 行没有可用的图形或坐标。请补上或删去这些行。",
        en="These rows have no usable shape or coordinates: {rows}. Add them or remove the rows.",
    ),
    "places.shape_kind": Text(
        zh="第 {rows} 行的图形类型不对,应为 {wanted}。",
        en="These rows have shapes of the wrong kind: {rows}. Wanted: {wanted}.",
    ),
    "places.value_missing": Text(
        zh="第 {rows} 行缺少“{column}”。请补上。",
        en="These rows have no {column}: {rows}. Fill it in.",
    ),
    "places.code_twice": Text(
        zh="第 {rows} 行的代码重复。每个代码只能出现一次。",
        en="These rows share a code with another: {rows}. A code may stand once only.",
    ),
    "places.class_unknown": Text(
        zh="第 {rows} 行的城乡分类代码不存在。可用:{classes},或留空。",
        en="These rows have an unknown class code: {rows}. Known: {classes}, or leave it empty.",
    ),
    "places.number_bad": Text(
        zh="“{column}”在第 {rows} 行小于零。请更正。",
        en="Column {column} is below zero in these rows: {rows}. Correct it.",
    ),
    "population.none": Text(
        zh="{path} 的人口合计为零。请检查 population 一列。",
        en="Nobody lives anywhere in {path}. Check its column population.",
    ),
}

TEXTS = {
    "reject.row.columns": Text(zh="单元格数与表头不符", en="more or fewer cells than the header"),
    "reject.time.missing": Text(zh="没有时间", en="no time"),
    "reject.time.unreadable": Text(zh="时间无法识别", en="time not readable"),
    "reject.time.too_early": Text(zh="时间过早(多为填充值)", en="time too early (a filler)"),
    "reject.time.future": Text(zh="时间在未来", en="time in the future"),
    "reject.time.reversed": Text(zh="结束早于开始", en="end before start"),
    "reject.point.missing": Text(zh="没有坐标,也没有乡镇或村", en="no point, township or village"),
    "reject.point.unreadable": Text(zh="坐标不是数字", en="coordinates are no numbers"),
    "reject.point.zero": Text(zh="坐标全为 0", en="point at (0, 0)"),
    "reject.point.swapped": Text(zh="经纬度颠倒", en="longitude and latitude swapped"),
    "reject.point.far": Text(zh="坐标远在范围之外", en="point far outside the area"),
    "reject.point.shape": Text(zh="图形不是点", en="shape is no point"),
    "crs_reason.given": Text(zh="由用户指定", en="as given"),
    "crs_reason.file": Text(zh="由文件注明", en="as the file says"),
}

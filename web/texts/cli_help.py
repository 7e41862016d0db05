"""What ``--help`` says of every command and option."""

from __future__ import annotations

from web.texts.text import Text

COMMANDS = {
    "safetown": Text(
        "县域治安“一张图”:找出治安乱点,划分巡区,评估整治。只涉及地点,不涉及个人。",
        "The map desk of a county's public-safety work: find disorderly areas, plan patrols. "
        "About places, never persons.",
    ),
    "demo": Text(
        "生成一个虚构的演示县并完成全部主要工作,不触动已设置的库。",
        "Build a fictional county and do the main job on it. The configured store is never touched.",
    ),
    "import": Text("把警情或地点图层导入库。", "Import incidents or layers of places into the store."),
    "import_incidents": Text(
        "导入警情文件 FILE(CSV、Excel、GeoJSON、GeoPackage、Shapefile、GeoParquet);每一行都有交代。",
        "Import a file of incidents (CSV, Excel, GeoJSON, GeoPackage, Shapefile, GeoParquet); "
        "every row is accounted for.",
    ),
    "import_places": Text(
        "导入地点图层 FILE,替换库中同名图层。",
        "Import a layer of places from FILE, in place of the one that the store has.",
    ),
    "hotspots": Text(
        "找出统计上显著的治安乱点;给出 FILE 则只分析该文件,否则分析库。",
        "Find significant, ranked disorderly areas. With FILE, in it alone; without, in the store.",
    ),
    "zones": Text(
        "把库中的村(社区)分为城区、城乡结合部、农村。",
        "Classify the store's villages as urban, fringe or rural.",
    ),
    "beats": Text(
        "把基本单元 UNITS 划成 K 个连片、均衡、紧凑的巡区;不给 UNITS 则用库中的村(社区)和警情。",
        "Divide UNITS into contiguous, balanced beats. Without UNITS, the villages of the store "
        "by their incidents.",
    ),
    "serve": Text("打开地图工作台。", "Serve the map desk."),
    "check": Text("检查库是否完好。", "Check that the store is sound."),
    "backup": Text("把库备份到 FILE。", "Write a backup of the store to FILE."),
    "restore": Text("从备份 FILE 恢复库。", "Restore the store from the backup FILE."),
}

OPTIONS = {
    "lang": Text("界面和报告的语言。", "Language of all that people read."),
    "store": Text(
        "库:sqlite:///文件 或 postgresql+psycopg://…;默认 safetown.sqlite。",
        "The store: sqlite:///file or postgresql+psycopg://…; default safetown.sqlite.",
    ),
    "time_zone": Text("文件中时间所属的时区。", "Time zone of the file's times and of what is shown."),
    "crs": Text(
        "FILE 的坐标系:auto、wgs84、cgcs2000、gcj02、bd09,或 EPSG:n、ESRI:n。",
        "Reference system of FILE: auto, wgs84, cgcs2000, gcj02, bd09, or EPSG:n, ESRI:n.",
    ),
    "map": Text("指定字段对应的列,可重复。", "Name the column of a field; may be repeated."),
    "seed": Text("随机种子:相同种子结果相同。", "Random seed: the same seed gives the same answer."),
    "out": Text(
        "输出文件,格式由扩展名决定:.geojson .gpkg .parquet .csv .xlsx .html(地图)。",
        "File to write; its ending is the format: .geojson .gpkg .parquet .csv .xlsx .html (a map).",
    ),
    "county": Text("县名,显示在标题上。", "Name of the county, for titles."),
    "density": Text(
        "另写出警情密度面(方格,起/平方公里)。",
        "Also write the density of incidents, as cells with incidents per km2.",
    ),
    "port": Text("端口。", "Port."),
    "host": Text("地址;建成登录之前只限本机。", "Address; this machine only, until there is sign-in."),
    "demo_out": Text("输出文件夹。", "Folder to write to."),
    "demo_serve": Text("完成后打开地图工作台。", "Serve the map desk afterwards."),
    "same_id": Text(
        "编号相同的行:update 以后者为准,keep 都保留(一案多项)。",
        "Rows that share an id: update takes the later, keep keeps all as records of one case.",
    ),
    "rejects": Text(
        "退回行的文件;默认为当前文件夹的 <名称>.rejects.csv。",
        "File for the rejected rows; default <name>.rejects.csv in the working directory.",
    ),
    "dry_run": Text("只读取和检查,不入库。", "Read and check only; store nothing."),
    "place_layer": Text("图层。", "Which layer it is."),
    "study_area": Text("研究范围(面);之外的警情不计。", "Polygons; incidents outside are left out."),
    "population": Text(
        "人口图层(面或点,含 population 列),作为预期的依据。",
        "Polygons or points with a population column, for what is expected where.",
    ),
    "category": Text(
        "只分析这一类别:文件中的词,或归类(traffic 或 交通、fire、safety_accident、dispute 等),可重复;"
        "默认为可防性案件和治安案件。",
        "Only this category, by the file's word or the mapped class (traffic, fire, safety_accident, "
        "dispute, …); may be repeated. Default: preventable crime and public order.",
    ),
    "since": Text(
        "起始日(含),如 2025-03-01、2025-03 或 2025。", "First day, as 2025-03-01, 2025-03 or 2025."
    ),
    "until": Text("截止日(含),写法同上。", "Last day (included), written alike."),
    "watch": Text(
        "在显著区域之后再列出 N 个关注区域(统计上不显著)。",
        "List the N next best candidates too, marked watch: not significant.",
    ),
    "most_areas": Text(
        "最多认定 N 处:按排名取前 N 处,in_budget 列注明;其余照列。",
        "Budget: the best N areas have in_budget true; the others are listed all the same.",
    ),
    "most_share": Text(
        "面积预算:按排名累计不超过分析范围面积的这一份额(如 0.02),in_budget 列注明。",
        "Budget: the best areas within this share of the ground searched, such as 0.02, have in_budget true.",
    ),
    "weights": Text(
        "排名各部分的权重,如 excess=1,harm=2,persistence=1,trend=0.5。",
        "Weights of the parts of the ranking score, such as excess=1,harm=2,persistence=1,trend=0.5.",
    ),
    "rank_by": Text(
        "排名中的超出与危害按本期起数(count,默认)或未来一年的预测(forecast,需两年以上数据)计算。",
        "Take excess and harm of the counts (default) or of the next year's forecast (two years of data).",
    ),
    "snap": Text(
        "把轮廓对齐到街区(streets)或村(villages);证据仍属原分析范围。",
        "Snap the outlines to street blocks or villages; the evidence stays that of the area found.",
    ),
    "roads": Text("对齐街区用的道路文件;默认用库中的。", "Roads for --snap streets; default the store's."),
    "villages": Text(
        "对齐村界用的文件(面或点);默认用库中的。",
        "Villages (polygons or points) for --snap villages; default the store's.",
    ),
    "previous": Text(
        "上一次的结果文件(如 areas.geojson);同一处沿用原编号。",
        "Areas of an earlier run, such as areas.geojson: areas that are the same keep their id.",
    ),
    "calendar": Text(
        "日历文件(集日、春节前后、节假日);默认用随附的。",
        "Calendar of market days, Spring Festival and holidays; default the one that comes with the program.",
    ),
    "version": Text("显示版本后退出。", "Show the version and exit."),
    "unit_layer": Text(
        "UNITS 中的图层;有多个面图层时必填。", "Layer of UNITS; needed where several hold polygons."
    ),
    "load": Text(
        "工作量所在的列;给出 UNITS 时必填。", "Column of each unit's workload; required with UNITS."
    ),
    "keep_whole": Text(
        "该列取值相同的单元不拆开。", "Units that share a value of this column are never split."
    ),
    "count": Text(
        "巡区数;给出 UNITS 时必填,否则按各所警力推算。",
        "Number of beats; required with UNITS, else taken from the strength of the stations.",
    ),
    "stations": Text("派出所文件;巡区不跨派出所。", "File of stations; beats then nest in stations."),
    "existing": Text("现有巡区所在的列;尽量少变动。", "Column of today's beats; few units then change."),
    "max_imbalance": Text(
        "任何巡区的负荷不超过平均的 (1 + F) 倍;做不到时给出最好的方案并说明。",
        "No beat's load exceeds (1 + F) x the mean; where that cannot be met the best plan is written.",
    ),
}

TEXTS = {f"cli.help.{name}": said for name, said in {**COMMANDS, **OPTIONS}.items()}

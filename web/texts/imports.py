"""Words of the import of a file by a page."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "import.title": Text("导入警情", "Import incidents"),
    "import.lead": Text(
        "先检查,后入库:确认之前不会存入任何内容。姓名、身份证号、电话和叙述在读取时即被剔除。",
        "Checked first, stored only when you say so. Names, identity and phone numbers and narratives are "
        "dropped as the file is read.",
    ),
    "import.drop": Text("把文件拖到这里,或", "Drop a file here, or"),
    "import.choose": Text("选择文件", "choose a file"),
    "import.kinds": Text(
        "CSV(可压缩)、Excel、GeoJSON、GeoPackage、GeoParquet;GB18030 或 UTF-8",
        "CSV (also .gz), Excel, GeoJSON, GeoPackage, GeoParquet; GB18030 or UTF-8",
    ),
    "import.sending": Text("正在上传 {percent}%", "Sending {percent} %"),
    "import.checking": Text("正在检查 {file}…", "Checking {file}…"),
    "import.storing": Text("正在入库…", "Storing…"),
    "import.rows_read": Text("已读 {rows} 行", "{rows} rows read"),
    "import.waiting": Text("前面还有 {count} 个作业", "{count} {count:job|jobs} before it"),
    "import.cancel": Text("取消", "Cancel"),
    "import.found": Text("{file}:检查结果", "{file}: what was found"),
    "import.reasons": Text("退回原因", "Why rows were rejected"),
    "import.rejects": Text("下载退回的行", "Download the rejected rows"),
    "import.remarks": Text("说明", "Remarks"),
    "import.columns": Text("各字段取自", "Fields and their columns"),
    "import.columns_note": Text("不对的可改;改后请重新检查。", "Change what is wrong, then check again."),
    "import.no_column": Text("(无)", "(none)"),
    "import.system": Text("坐标系", "Coordinates"),
    "import.system_note": Text(
        "同样的点按不同坐标系画在道路上:选落在道路上的那一幅。",
        "The same points under each reading, on the roads: choose the one in which they lie along them.",
    ),
    "import.system_auto": Text("自动判断", "By themselves"),
    "import.crs_wgs84": Text("WGS 84 / CGCS2000", "WGS 84 / CGCS2000"),
    "import.crs_gcj02": Text("GCJ-02(火星坐标)", "GCJ-02"),
    "import.crs_bd09": Text("BD-09(百度)", "BD-09"),
    "import.system_other": Text("其他坐标系", "Another system"),
    "doubt.crs.offset_unclear": Text(
        "境内的经纬度可能是 WGS 84、GCJ-02 或 BD-09,仅凭数字无法判断。请在下图中选择,再重新检查。",
        "Degrees inside China may be WGS 84, GCJ-02 or BD-09; the numbers alone cannot tell. Choose below, "
        "then check again.",
    ),
    "doubt.crs.zone_unclear": Text(
        "投影坐标的分带有几种可能。请在下图中选择,再重新检查。",
        "The zone of the projected coordinates leaves several readings. Choose below, then check again.",
    ),
    "doubt.crs.metres_unclear": Text(
        "坐标以米计,但看不出是哪个坐标系。请在“其他坐标系”中填写,如 EPSG:4546,再重新检查。",
        "The coordinates are metres of a system that cannot be told. Name it below, such as EPSG:4546, then "
        "check again.",
    ),
    "import.same_id": Text("同一编号再次出现时", "When an id comes again"),
    "import.same_id_update": Text("以后者为准", "the later row replaces it"),
    "import.same_id_keep": Text("视为同一案件的多条记录", "both are records of one case"),
    "import.again": Text("重新检查", "Check again"),
    "import.commit": Text("入库 {rows} 行", "Store {rows} {rows:row|rows}"),
    "import.discard": Text("放弃", "Throw away"),
    "import.done": Text(
        "已入库:新增 {inserted},更新 {updated},未变 {unchanged}。",
        "Stored: {inserted} new, {updated} updated, {unchanged} unchanged.",
    ),
    "import.to_desk": Text("到地图台查看", "See them on the desk"),
    "import.another": Text("再导入一个文件", "Import another file"),
    "import.cancelled": Text("已取消,没有存入任何内容。", "Cancelled; nothing was stored."),
    "import.nothing": Text("没有可入库的行。", "No row can be stored."),
    "import.failed": Text("没有成功", "That did not work"),
    "field.incident_id": Text("警情编号", "Incident id"),
    "field.case_id": Text("案件编号", "Case id"),
    "field.occurred_at": Text("发生时间", "Time"),
    "field.occurred_from": Text("发生时间(起)", "Earliest time"),
    "field.occurred_to": Text("发生时间(止)", "Latest time"),
    "field.reported_at": Text("报警时间", "Reported at"),
    "field.category": Text("类别", "Category"),
    "field.subcategory": Text("细类", "Subcategory"),
    "field.lon": Text("经度 / X", "Longitude / x"),
    "field.lat": Text("纬度 / Y", "Latitude / y"),
    "field.station": Text("派出所", "Station"),
    "field.status": Text("状态", "Status"),
    "field.source": Text("来源", "Source"),
    "deed.import.handed_in": Text("上传文件", "handed a file in"),
    "deed.import.thrown_away": Text("放弃文件", "threw a file away"),
    "deed.export.rejects": Text("下载退回的行", "read rejected rows"),
}

ERRORS = {
    "upload.unknown": Text(
        "没有这个上传的文件:可能已入库、已放弃或过期。请重新上传。",
        "There is no such file: it was stored, thrown away or has expired. Hand it in again.",
    ),
    "upload.too_large": Text(
        "文件超过 {most_gb} GB。请分成几个文件,或用命令行导入。",
        "The file is over {most_gb} GB. Split it, or import it by the command line.",
    ),
}

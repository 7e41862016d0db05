"""Words of the bar that stands on every page, and of the page that says what could not be shown."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "nav.pages": Text("页面", "Pages"),
    "nav.own": Text("账号与语言", "Account and language"),
    "nav.desk": Text("地图台", "Map desk"),
    "nav.leader": Text("一页图", "At a glance"),
    "nav.month": Text("月度研判", "Month"),
    "nav.filings": Text("报送", "Filings"),
    "nav.calls": Text("警情通报", "Calls"),
    "nav.scorecard": Text("平安乡镇", "Scorecard"),
    "nav.register": Text("台账", "Register"),
    "nav.designer": Text("巡区设计", "Beat designer"),
    "nav.import": Text("导入", "Import"),
    "nav.accounts": Text("账号", "Accounts"),
    "nav.settings": Text("设置", "Settings"),
    "nav.audit": Text("审计", "Audit"),
    "nav.export_map": Text("导出的地图", "Exported map"),
    "nav.export_report": Text("报告", "Report"),
    "nav.docs": Text("接口说明", "API"),
    "nav.refused_heading": Text("不能打开这个页面", "This page cannot be shown"),
    "nav.missing_heading": Text("没有这个页面", "There is no such page"),
    "nav.missing": Text(
        "这个地址没有页面,可能写错了。", "There is no page at this address; it may be mistyped."
    ),
    "nav.to_own": Text("回到自己的页面", "Back to your own pages"),
}

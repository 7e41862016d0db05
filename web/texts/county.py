"""Words of the settings page."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "office.settings": Text("设置", "Settings"),
    "office.save": Text("保存", "Save"),
    "office.saved": Text("已保存。", "Saved."),
    "setting.county_name": Text("县名", "Name of the county"),
    "setting_note.county_name": Text("显示在各页标题和报表上。", "Stands on titles and reports."),
    "setting.committee_title": Text("县综治委的称谓", "Title of the committee"),
    "setting_note.committee_title": Text(
        "留空用“县综治委”;如:平安建设领导小组。", "Empty for “Committee”; a county may have another."
    ),
    "setting.governance_title": Text("综治办的称谓", "Title of the governance office"),
    "setting_note.governance_title": Text("留空用“综治办”。", "Empty for “Governance office”."),
    "setting.tile_url": Text("在线底图地址", "Tiles of a base map"),
    "setting_note.tile_url": Text(
        "留空不用(默认,不连任何外部网站);含 {z} {x} {y},重启服务后生效。",
        "Empty for none, the default: no other host is asked. With {z} {x} {y}; takes effect when the "
        "service starts anew.",
    ),
    "setting.public_threshold": Text(
        "对公众隐去小于此数的起数",
        "Counts below this are hidden from the public",
    ),
    "setting_note.public_threshold": Text(
        "另隐去必要的其他数字,使合计推不出来。",
        "Others are hidden beside them, so that totals do not give them away.",
    ),
    "setting.public_base": Text("对公众按此数取整", "What the public sees is rounded to"),
    "setting_note.public_base": Text("1 为不取整。", "1 for not at all."),
}

ERRORS = {
    "setting.number": Text(
        "{setting} 须是 {least} 至 {most} 的整数。",
        "{setting} must be a whole number from {least} to {most}.",
    ),
    "setting.tile_url": Text(
        "在线底图地址须以 http 开头,并含 {{z}}、{{x}}、{{y}}。",
        "The address of tiles begins with http and holds {{z}}, {{x}} and {{y}}.",
    ),
    "setting.too_long": Text("{setting} 最多 {most} 个字符。", "{setting} has at most {most} characters."),
}

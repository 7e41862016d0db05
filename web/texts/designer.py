"""Words of the beat designer."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "deed.beats.saved": Text("保存巡区草案", "saved a draft of beats"),
    "deed.beats.removed": Text("删除巡区草案", "removed a draft of beats"),
    "deed.beats.submitted": Text("提交巡区方案", "submitted beats for approval"),
    "deed.beats.taken_back": Text("撤回巡区方案", "took beats back"),
    "deed.beats.returned": Text("退回巡区方案", "returned beats"),
    "deed.beats.consented": Text("会签巡区方案", "consented to beats"),
    "deed.beats.approved": Text("批准巡区方案", "put beats in force"),
    "deed.beats.cards": Text("打印巡区卡", "printed beat cards"),
}

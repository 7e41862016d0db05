"""What zones set by hand, joint zones, corridors and joint patrols of villages may have to tell."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "zones.word_unknown": Text(
        zh="第 {lines} 行的分区不认识。可用:{words}。",
        en="Lines {lines} name an unknown zone. Known: {words}.",
    ),
    "zones.override_unmatched": Text(
        zh="手工分区表中的这些村(社区)不在图层里,未采用:{villages}。",
        en="These villages of the zones set by hand are not in the layer and were left out: {villages}.",
    ),
    "zones.overridden": Text(
        zh="有 {villages} 个村(社区)的分区由人工指定。",
        en="The zone of {villages} {villages:village is|villages are} set by hand.",
    ),
    "zones.override_bad": Text(
        zh="“{column}”一列中有不认识的分区:{values}。可用:urban、fringe、rural。",
        en="Column {column} names unknown zones: {values}. Known: urban, fringe, rural.",
    ),
    "zones.town_unknown": Text(
        zh="没有这些乡镇:{towns}。请写乡镇的代码或名称;all 表示全部。",
        en="There are no such townships: {towns}. Name them by code or name; all stands for every one.",
    ),
}

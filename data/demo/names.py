"""Names of the demo county: made up from the common words of western place names; any likeness is chance."""

from __future__ import annotations

import numpy as np

COUNTY = "青岚县"
COUNTY_CODE = "629901"  # 6299.. is given to no place

SURNAMES = "李王张刘陈杨赵周吴徐孙胡朱高林何郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"  # noqa: E501
LANDFORMS = (
    "坪",
    "沟",
    "湾",
    "台",
    "坝",
    "梁",
    "河",
    "坡",
    "庄",
    "寨",
    "塬",
    "岭",
    "堡",
    "川",
    "洼",
    "峡",
    "滩",
    "嘴",
)
LEADS = (
    "上",
    "下",
    "大",
    "小",
    "前",
    "后",
    "东",
    "西",
    "南",
    "北",
    "红",
    "青",
    "白",
    "黑",
    "高",
    "长",
    "新",
    "老",
    "双",
    "三",
)
THINGS = (
    "石",
    "柳",
    "松",
    "竹",
    "槐",
    "柏",
    "杏",
    "桃",
    "枣",
    "泉",
    "岩",
    "沙",
    "水",
    "盐",
    "羊",
    "马",
    "牛",
    "桥",
    "磨",
    "窑",
)
SEAT_TOWNSHIPS = ("安宁街道", "城关镇")
TOWNS = ("柳川", "石峡", "临河", "盐井", "白崖", "双桥", "松坪", "龙泉", "清水湾", "大坪", "桃源", "红岩")
TOWNSHIPS = ("高岭", "野狐沟", "青石", "杏树坪", "长梁", "老寨", "三岔", "黑松")
COMMUNITIES = (
    "人民路", "东门", "西关", "南街", "北关", "文化路", "滨河", "车站", "建设路", "和平", "光明", "鼓楼",
    "东苑", "新华", "团结", "河东", "锦绣", "学府", "春风", "建材城",
)  # fmt: skip
AVENUES = (
    "人民路",
    "滨河路",
    "文化路",
    "建设路",
    "解放路",
    "新华路",
    "和平路",
    "团结路",
    "北环路",
    "东风路",
    "学府路",
    "兴业路",
)
STREETS = (
    "西环街", "鼓楼街", "南北大街", "东门街", "西关街", "教育街", "粮站街", "车站街", "医院街", "胜利街",
    "民主街", "朝阳街", "工农街", "幸福街", "光明街", "健康街", "迎宾街", "东环街", "园丁街", "春风街",
)  # fmt: skip
STATION_ENDING = "派出所"


def draw_names(rng: np.random.Generator, words: tuple[str, ...], count: int) -> list[str]:
    """Draw different words."""
    return [words[number] for number in rng.permutation(len(words))[:count]]


def village_names(rng: np.random.Generator, count: int) -> list[str]:
    """Make different village names: a family's or a thing's place, as 王家坪, 上石沟 or 柳树湾."""
    names: dict[str, None] = {}
    while len(names) < count:
        landform = LANDFORMS[rng.integers(len(LANDFORMS))]
        pattern = rng.random()
        if pattern < 0.5:
            name = SURNAMES[rng.integers(len(SURNAMES))] + "家" + landform
        elif pattern < 0.85:
            name = LEADS[rng.integers(len(LEADS))] + THINGS[rng.integers(len(THINGS))] + landform
        else:
            name = LEADS[rng.integers(len(LEADS))] + landform
        names[name] = None
    return list(names)

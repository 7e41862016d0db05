"""Words of categories and the kinds that they count for."""

from __future__ import annotations

import pytest

from hotspots.scorecard.groups import ACCIDENTS, FREQUENT, GRAVE, WORDS, KindFinder

KIND = KindFinder().kind


@pytest.mark.parametrize(
    ("category", "word", "kind"),
    [
        ("criminal", "盗窃电动自行车", "theft"),
        ("criminal", "residential burglary", "theft"),
        ("criminal", "故意伤害案", "assault"),
        ("public_order", "殴打他人", "assault"),
        ("criminal", "sexual assault", "rape"),
        ("criminal", "抢劫", "robbery"),
        ("criminal", "飞车抢夺", "snatching"),
        ("criminal", "爆炸案", "explosion"),
        ("safety_accident", "爆炸", "safety_accident"),
        ("traffic", "交通事故", "traffic"),
        ("traffic", "交通拥堵", ""),
        ("help_request", "被盗咨询", ""),
        ("criminal", "grapevine damage", ""),
        ("criminal", "电信网络诈骗", ""),
    ],
)
def test_words_count_for_the_kind_that_a_reader_would_give_them(category: str, word: str, kind: str) -> None:
    assert KIND(category, "", word) == kind


def test_the_subcategory_is_looked_at_before_the_word_of_the_file() -> None:
    assert KIND("criminal", "抢夺", "盗窃") == "snatching"
    assert KIND("criminal", "其他", "盗窃") == "theft"


def test_the_table_can_be_edited() -> None:
    own = KindFinder({**WORDS, "theft": ("摸包",)}).kind
    assert (own("criminal", "摸包案"), own("criminal", "盗窃")) == ("theft", "")


def test_the_opinions_groups_are_complete() -> None:
    assert GRAVE == ("explosion", "homicide", "arson", "kidnapping", "robbery", "rape")
    assert FREQUENT == ("theft", "snatching", "assault")
    assert set(WORDS) == {*GRAVE, *FREQUENT, *ACCIDENTS}

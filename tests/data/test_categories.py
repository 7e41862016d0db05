from __future__ import annotations

from pathlib import Path

import pytest

from data.categories import CLASSES, SHIPPED, is_outside_scope, plain_word, read_categories
from gis.errors import TableError

TABLE = read_categories()


@pytest.mark.parametrize(
    ("word", "category", "in_scope"),
    [
        ("盗窃", "criminal", True),
        ("入室盗窃", "criminal", True),
        ("盗窃电动车", "criminal", True),
        ("抢劫", "criminal", True),
        ("抢夺", "criminal", True),
        ("诈骗", "criminal", False),
        ("电信诈骗", "criminal", False),
        ("打架斗殴", "public_order", True),
        ("殴打他人", "public_order", True),
        ("寻衅滋事", "public_order", True),
        ("赌博", "public_order", True),
        ("损毁财物", "criminal", True),
        ("交通事故", "traffic", False),
        ("火灾", "fire", False),
        ("纠纷", "dispute", False),
        ("求助", "help_request", False),
        ("走失", "help_request", False),
        ("噪音扰民", "help_request", False),
        ("安全事故", "safety_accident", False),
        ("Burglary", "criminal", True),
        ("THEFT-FROM VEHICLE", "criminal", True),
        ("robbery", "criminal", True),
        ("noise complaint", "help_request", False),
    ],
)
def test_words_of_police_exports_have_their_class(word: str, category: str, *, in_scope: bool) -> None:
    meaning = TABLE.meaning(word)
    assert (meaning.category, meaning.in_scope, meaning.known) == (category, in_scope, True)


@pytest.mark.parametrize("word", ["盗窃案", "盗窃类警情", "盗窃", " 盗窃 "])
def test_endings_and_blanks_do_not_hide_a_word(word: str) -> None:
    assert TABLE.meaning(word).known


@pytest.mark.parametrize("word", ["LARCENY-FROM MTR VEH UNDER $500", "盗窃和诈骗", "theft of peace", ""])
def test_a_word_is_matched_whole_and_an_unknown_one_stays_itself_in_scope(word: str) -> None:
    meaning = TABLE.meaning(word)
    assert (meaning.category, meaning.in_scope, meaning.known) == (word, True, False)


def test_fraud_has_no_place_and_is_never_in_scope() -> None:
    frauds = [word for word in TABLE.meanings if "诈骗" in word or "fraud" in word or "scam" in word]
    assert len(frauds) > 10
    assert not any(TABLE.meanings[word].in_scope for word in frauds)


def test_every_class_is_in_the_shipped_table_and_robbery_weighs_more_than_theft() -> None:
    assert {meaning.category for meaning in TABLE.meanings.values()} == set(CLASSES)
    assert TABLE.meaning("抢劫").harm > TABLE.meaning("入室盗窃").harm > TABLE.meaning("盗窃").harm


def test_no_word_stands_twice_in_the_shipped_table() -> None:
    words = [plain_word(line.split(",")[0]) for line in SHIPPED.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    "word",
    [
        "信访",
        "越级上访",
        "非法集会",
        "游行示威",
        "群体性事件",
        "PUBLIC ORDER-DEMONSTRATING",
        "unlawful assembly",
    ],
)
def test_petitioning_and_assembly_are_outside_the_systems_scope(word: str) -> None:
    assert is_outside_scope(word)


@pytest.mark.parametrize("word", ["聚众斗殴", "聚众赌博", "盗窃", "LARCENY-RALLYE", "assault"])
def test_crimes_by_several_people_are_no_assembly(word: str) -> None:
    assert not is_outside_scope(word)


def test_a_countys_own_table_is_read_and_its_mistakes_are_all_named(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(
        "word,category,preventable,place_bound,harm\n偷羊,criminal,是,是,7\n", encoding="utf-8-sig"
    )
    assert read_categories(good).meaning("偷羊").harm == 7
    bad.write_text("word,category,preventable,place_bound,harm\n偷羊,crime,yes,yes,much\n", encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read_categories(bad)
    assert [problem.code for problem in caught.value.problems] == [
        "categories.class_unknown",
        "categories.harm_bad",
    ]

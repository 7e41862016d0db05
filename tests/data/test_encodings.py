from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.encodings import encoding_of_blocks, find_encoding, open_bytes

CHINESE = "警情编号,报警类型,事发地址\r\n001,盗窃,城关镇人民路128号\r\n"
FRENCH = "id,lieu,catégorie\r\n1,Élancourt,vol à l'étalage\r\n2,Genève,dégâts matériels\r\n"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "gbk", "gb18030"),
        (FRENCH, "latin-1", "latin-1"),
        (FRENCH, "utf-8", "utf-8"),
        ("id,type\r\n1,theft\r\n", "ascii", "utf-8"),
    ],
)
def test_every_encoding_is_found(tmp_path: Path, text: str, encoding: str, found: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    assert find_encoding(path) == found
    assert path.read_bytes().decode(found) == text


def test_latin_1_that_is_valid_gb18030_is_still_latin_1() -> None:
    text = "Élysée,Évreux,Éden".encode("latin-1")
    text.decode("gb18030")  # it really is valid: bytes alone do not tell
    assert encoding_of_blocks([text]) == "latin-1"


def test_chinese_cut_in_the_middle_of_a_character_is_still_gb18030() -> None:
    cut = ("城关镇人民路" * 40).encode("gb18030")[:-1] + b"\r\n" + CHINESE.encode("gb18030")
    assert encoding_of_blocks([cut]) == "gb18030"


def test_one_broken_byte_does_not_make_utf_8_something_else() -> None:
    assert encoding_of_blocks([(CHINESE * 20).encode() + b"\xff"]) == "utf-8"


@given(st.integers(1, 7))
def test_where_blocks_are_cut_does_not_matter_to_utf_8(size: int) -> None:
    content = CHINESE.encode()
    blocks = [content[at : at + size] for at in range(0, len(content), size)]
    assert encoding_of_blocks(blocks) == "utf-8"


def test_a_gzipped_file_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(gzip.compress(CHINESE.encode("gb18030")))
    assert find_encoding(path) == "gb18030"
    with open_bytes(path) as file:
        assert file.read().decode("gb18030") == CHINESE

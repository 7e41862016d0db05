"""Every code that the store raises has a sentence in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import data.store
from web.texts.errors_store import ERRORS


def test_every_code_of_the_store_has_a_sentence_and_no_sentence_is_idle() -> None:
    folder = Path(data.store.__file__).parent
    used = {
        code
        for file in folder.glob("*.py")
        for code in re.findall(r'"(store\.[a-z_]+)"', file.read_text(encoding="utf-8"))
    }
    assert used == set(ERRORS)


def test_both_languages_use_the_same_details() -> None:
    for text in ERRORS.values():
        assert set(re.findall(r"{(\w+)}", text.zh)) == set(re.findall(r"{(\w+)}", text.en))

"""Every error code and every text key that the code names has words in both languages."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import web.texts
from web.texts.catalogue import gather

ROOT = Path(__file__).resolve().parents[3]
SOURCES = sorted(
    path
    for top in ("safetown.py", "web", "hotspots", "patrol", "data", "gis")
    for path in ([ROOT / top] if top.endswith(".py") else (ROOT / top).rglob("*.py"))
    if path.exists()
)
CODE = re.compile(r"[a-z][a-z0-9_-]*\.[a-z][a-z0-9_.-]*")


@dataclass(frozen=True)
class Named:
    """A code or key that a call names, where, and the details it gives (None: known only when it runs)."""

    key: str
    where: str
    details: frozenset[str] | None


def calls(function: re.Pattern[str]) -> Iterator[tuple[ast.Call, str]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if function.fullmatch(name):
                yield node, f"{path.relative_to(ROOT)}:{node.lineno}"


def literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def keywords(call: ast.Call, own: set[str]) -> frozenset[str] | None:
    names = {keyword.arg for keyword in call.keywords}
    return None if None in names else frozenset(name for name in names if name and name not in own)


def error_codes() -> Iterator[Named]:
    for call, where in calls(re.compile(r"\w*(Error|Problem)")):
        code = literal(call.args[0]) if call.args else None
        if code is None or not CODE.fullmatch(code):
            continue
        if getattr(call.func, "id", "") != "Problem":
            yield Named(code, where, keywords(call, {"others"}))
        elif len(call.args) < 2 and not call.keywords:
            yield Named(code, where, frozenset())
        elif len(call.args) == 2 and isinstance(call.args[1], ast.Dict):
            names = {literal(key) for key in call.args[1].keys}
            yield Named(code, where, None if None in names else frozenset(filter(None, names)))
        else:
            yield Named(code, where, None)


def text_keys() -> Iterator[Named]:
    for call, where in calls(re.compile(r"text|_?say")):
        key = literal(call.args[0]) if call.args else None
        if key is not None and CODE.fullmatch(key):
            yield Named(key, where, keywords(call, {"lang"}))


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def unsaid(named: Iterator[Named], dictionary: str) -> list[str]:
    entries = gather(dictionary)
    problems = []
    for one in named:
        if one.key not in entries:
            problems.append(f"{one.where}: {one.key} has no words in web/texts")
        elif one.details is not None and (lacking := placeholders(entries[one.key].en) - one.details):
            problems.append(
                f"{one.where}: {one.key} speaks of {sorted(lacking)}, which the call does not give"
            )
    return problems


def test_the_search_finds_the_codes_of_the_frames() -> None:
    found = {one.key: one for one in error_codes()}
    assert found["table.load_missing"].details == {"column", "columns"}
    assert found["table.empty"].details == frozenset()


def test_every_error_code_that_the_code_names_has_words_for_its_details() -> None:
    assert not unsaid(error_codes(), "ERRORS")


def test_every_text_key_that_the_code_names_has_words_for_its_details() -> None:
    assert not unsaid(text_keys(), "TEXTS")


@pytest.mark.parametrize("dictionary", ["TEXTS", "ERRORS"])
def test_both_languages_speak_of_the_same_details(dictionary: str) -> None:
    uneven = {
        key: entry
        for key, entry in gather(dictionary).items()
        if placeholders(entry.zh) != placeholders(entry.en)
    }
    assert not uneven


@pytest.mark.parametrize("dictionary", ["TEXTS", "ERRORS"])
def test_both_languages_are_filled_and_the_chinese_one_is_chinese_where_it_is_a_sentence(
    dictionary: str,
) -> None:
    for key, entry in gather(dictionary).items():
        assert entry.zh.strip(), key
        assert entry.en.strip(), key
        assert not re.search(r"[\u4e00-\u9fff]", entry.en), key
        if dictionary == "ERRORS":
            assert re.search(r"[\u4e00-\u9fff]", entry.zh), key


@pytest.mark.parametrize("dictionary", ["TEXTS", "ERRORS"])
def test_no_key_is_worded_in_two_modules(dictionary: str) -> None:
    places: dict[str, list[str]] = {}
    for module in pkgutil.iter_modules(web.texts.__path__):
        for key in getattr(importlib.import_module(f"web.texts.{module.name}"), dictionary, {}):
            places.setdefault(key, []).append(module.name)
    assert not {key: modules for key, modules in places.items() if len(modules) > 1}

"""
Find a text by its key and say it in one language.

Every module of ``web/texts`` may hold a dict ``TEXTS`` (labels and sentences, key ``topic.word``) and every
``errors*.py`` a dict ``ERRORS`` (a sentence for each code of an error); both are gathered here.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Mapping
from functools import cache

import web.texts as package
from web.texts.formats import format_detail, is_missing
from web.texts.text import Text


class _Detail(str):
    """A detail as it is said; ``{count:area|areas}`` is the word that goes with the number."""

    __slots__ = ()

    def __format__(self, words: str) -> str:
        one, _, more = words.partition("|")
        return (one if self == "1" else more) if more else str(self)


class _Details(dict[str, _Detail]):
    """Details of a sentence; one that is missing shows its name, for a message must never fail."""

    def __missing__(self, name: str) -> _Detail:
        return _Detail(f"{{{name}}}")


@cache
def gather(dictionary: str) -> Mapping[str, Text]:
    """
    Gather a dictionary of this name from every module of the package.

    A key stands in one module only (a test sees to it); the first in the order of names would win.
    """
    gathered: dict[str, Text] = {}
    for module in pkgutil.iter_modules(package.__path__):
        found = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), dictionary, {})
        gathered = {**found, **gathered}
    return gathered


def fill(entry: Text, lang: str, details: Mapping[str, object]) -> str:
    """Say a text in one language with its details filled in."""
    said = _Details({name: _Detail(format_detail(value, lang)) for name, value in details.items()})
    return entry.say(lang).format_map(said)


def text(key: str, lang: str, **details: object) -> str:
    """
    Say the text of a key in one language.

    Parameters
    ----------
    key
        ``topic.word``, such as ``"report.title"``.
    lang
        ``"zh"`` or ``"en"``.
    details
        What the text's placeholders stand for; numbers, days and lists are written as the language does.

    Raises
    ------
    KeyError
        When no module has the key.
    """
    return fill(gather("TEXTS")[key], lang, details)


def texts_of(topics: Collection[str], lang: str) -> dict[str, str]:
    """Give every text of some topics by key in one language, for a page to take along."""
    return {key: entry.say(lang) for key, entry in gather("TEXTS").items() if key.split(".")[0] in topics}


def topic_words(topic: str, lang: str) -> dict[str, str]:
    """Give every text of a topic without its topic in the key, for a template to name."""
    return {key.removeprefix(f"{topic}."): said for key, said in texts_of({topic}, lang).items()}


def has_text(key: str) -> bool:
    """Tell whether a key is known."""
    return key in gather("TEXTS")


def label(topic: str, code: object, lang: str) -> str:
    """
    Name a code of the data, such as ``label("tier", "watch", "zh")``.

    Parameters
    ----------
    topic
        One of ``column``, ``layer``, ``tier``, ``trend``, ``zone``, ``zone_source``, ``category``, ``kind``,
        ``status``, ``source``, ``road``, ``weekday``, ``baseline``.
    code
        The code; a word of the county's own that has no label stays as it is, a missing one is empty.
    """
    if is_missing(code):
        return ""
    key = f"{topic}.{code}"
    return text(key, lang) if has_text(key) else str(code)

"""One thing to say, in both languages."""

from __future__ import annotations

from typing import NamedTuple

from web.texts.typography import set_chinese


class Text(NamedTuple):
    """
    A sentence or label; ``{name}`` stands for a detail that is filled in when it is said.

    ``{count} {count:area|areas}`` takes the word that goes with the number.
    """

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """
        Give the sentence of one language.

        Raises
        ------
        ValueError
            When the language is not one of ``LANGUAGES``.
        """
        if lang not in LANGUAGES:
            raise ValueError(f"lang must be one of {', '.join(LANGUAGES)}, not {lang!r}")
        return set_chinese(self.zh) if lang == "zh" else self.en


LANGUAGES = Text._fields
"""The languages that everything is said in."""

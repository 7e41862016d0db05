"""Set Chinese sentences with Chinese punctuation, however they were typed."""

from __future__ import annotations

import re
from functools import cache

_HAN = "\u3400-\u9fff"
_OPENING, _CLOSING = "\u201c\u300a\uff08", "\u201d\u300b\uff09"
_WIDE = {",": "\uff0c", ";": "\uff1b", ":": "\uff1a", "!": "\uff01", "?": "\uff1f"}
_MARK = re.compile(rf"(?:(?<=[{_HAN}{_CLOSING}}}])([,;:!?])|([,;:!?])(?=[{_HAN}{_OPENING}{{])) ?")
_CHOICE = re.compile(r"(\{\w+:[^{}]*\})")
_BRACKETS = str.maketrans({"(": "\uff08", ")": "\uff09"})


@cache
def set_chinese(sentence: str) -> str:
    """
    Give commas, colons, brackets and the like that stand by Chinese characters their full width.

    Marks inside words of other scripts (``20:15``, ``EPSG:4326``, ``--map a=b``) stay as they are, and so do
    places for details with words to choose from (``{found:one|more}``).
    """
    if not re.search(f"[{_HAN}]", sentence):
        return sentence
    wide = sentence.translate(_BRACKETS)
    parts = _CHOICE.split(wide)
    return "".join(
        part if place % 2 else _MARK.sub(lambda found: _WIDE[found[1] or found[2]], part)
        for place, part in enumerate(parts)
    )

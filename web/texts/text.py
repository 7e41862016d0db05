"""One thing to say, in both languages."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """A sentence or label; ``{name}`` stands for a detail that is filled in when it is said."""

    zh: str
    en: str

"""Lists beside a map: findings in order, each found on the map by a click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Finding(NamedTuple):
    """A line of a list; a click on it finds its shape by the shape's label."""

    find: str
    badge: str
    words: str
    figure: str = ""
    title: str = ""


@dataclass(frozen=True)
class FindingList:
    """Findings of one layer in order."""

    key: str
    name: str
    title: str
    entries: list[Finding]
    shown: bool
    note: str = ""

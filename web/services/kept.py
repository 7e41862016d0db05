"""Answers kept until what they were made from has changed."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Answer = TypeVar("Answer")


class Kept:
    """One answer for each key, made anew when its revision changes; threads wait for one another by key."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, tuple[Hashable, object]] = {}
        self._locks: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, revision: Hashable, make: Callable[[], Answer]) -> Answer:
        """Give the answer of a key; make it when there is none of this revision."""
        with self._locks.setdefault(key, Lock()):
            kept = self._answers.get(key)
            if kept is None or kept[0] != revision:
                kept = (revision, make())
                self._answers[key] = kept
            return kept[1]  # type: ignore[return-value]

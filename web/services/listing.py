"""Names in notes: the first of them, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable

NAMES_SAID = 5


def listed(names: Iterable[object]) -> str:
    """Join the first names; how many there are where that is not all."""
    every = [str(name) for name in names]
    said = ", ".join(every[:NAMES_SAID])
    return f"{said} … ({len(every)})" if len(every) > NAMES_SAID else said

"""How far the store has come: numbers that change with its contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.store import Store

KINDS = ("hotspots", "zones", "beats", "routes", "blind_spots")
"""Kinds of analysis that the desk shows."""


def imported(store: Store) -> int:
    """Give the number of the newest import."""
    return store.newest_import()


def analysed(store: Store, kind: str) -> int:
    """Give the number of the newest analysis of a kind."""
    return store.newest_analysis(kind)


def revision(store: Store) -> tuple[int, ...]:
    """Give the number of the newest import and of the newest analysis of each kind."""
    return (imported(store), *(analysed(store, kind) for kind in KINDS))

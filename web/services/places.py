"""Import places: read a layer, check it, put it into the store in place of what was there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.places import read_places

if TYPE_CHECKING:
    from data.read_options import ReadOptions
    from data.store import Store


def import_places(store: Store, path: Path, layer: str, options: ReadOptions | None = None) -> int:
    """Read a layer of places and put it into the store, whole or not at all; returns how many there are."""
    return store.replace_places(layer, read_places(path, layer, options), source_file=path)

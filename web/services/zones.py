"""Classify the villages of the store as urban, fringe or rural."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis.errors import InputError
from patrol.zones import ZoneResult, classify_zones

if TYPE_CHECKING:
    from data.store import Store


def zones_of_store(store: Store) -> ZoneResult:
    """
    Classify the villages, from official codes where they are given, and keep the zones in the store.

    Raises
    ------
    InputError
        When the store holds no villages.
    """
    villages = store.places("villages")
    if len(villages) == 0:
        raise InputError("store.no_layer", layer="villages")
    cells = store.places("population")
    result = classify_zones(villages, cells if len(cells) else None)
    store.save_analysis("zones", {"villages": len(villages)}, {"zones": result.zones})
    return result

"""Areas of the register as the evaluation of rectification takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import geopandas as gpd

from gis.errors import InputError
from hotspots.rectification.rolling import rectified_spans
from web.services.register.history import steps_by_entry

if TYPE_CHECKING:
    from data.store import Store
    from web.services.register.work import Listed


def rectified_of(store: Store) -> gpd.GeoDataFrame:
    """
    Give the areas of the register that were ever put right, a row for each time.

    Returns
    -------
    GeoDataFrame
        ``area_id`` (the entry's number; ``2024-001/2`` for its second time), ``title``, ``started_on``,
        ``ended_on`` (None while it lasts); may be empty.
    """
    steps = steps_by_entry(store)
    entries = [(entry, tuple(steps.get(entry.id, ()))) for entry in store.register.listed("area")]
    times = [
        (entry, f"{entry.number}/{time}" if time > 1 else entry.number, span)
        for entry, taken in entries
        if entry.geometry is not None
        for time, span in enumerate(rectified_spans(taken), 1)
    ]
    return gpd.GeoDataFrame(
        {
            "area_id": [area_id for _, area_id, _ in times],
            "title": [entry.title for entry, _, _ in times],
            "started_on": [span[0] for _, _, span in times],
            "ended_on": [span[1] for _, _, span in times],
        },
        geometry=[entry.geometry for entry, _, _ in times],
        crs=4326,
    )


def number_of(area_id: str) -> str:
    """
    Give the number of the entry that a row is about.

    Examples
    --------
    >>> number_of("2024-001/2")
    '2024-001'
    """
    return area_id.partition("/")[0]


def areas_of_register(store: Store) -> gpd.GeoDataFrame:
    """
    Give the areas of the register that can be evaluated.

    Raises
    ------
    InputError
        ``evaluate.no_designated`` where none was ever designated.
    """
    areas = rectified_of(store)
    if areas.empty:
        raise InputError("evaluate.no_designated")
    return areas


def seen_of(areas: gpd.GeoDataFrame, listed: Sequence[Listed]) -> gpd.GeoDataFrame:
    """Keep the areas whose entries somebody sees."""
    seen = {one.entry.number for one in listed}
    return areas[areas["area_id"].map(number_of).isin(seen)]

"""Areas of the register as the evaluation of rectification takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import geopandas as gpd

from gis.errors import InputError
from hotspots.rectification.rolling import rectified_spans

if TYPE_CHECKING:
    from data.store import Store
    from data.store.register import StepRecord
    from web.services.register.work import Listed


def rectified_of(store: Store) -> gpd.GeoDataFrame:
    """
    Give the areas of the register that were ever put right, each with the days of its last time.

    Returns
    -------
    GeoDataFrame
        ``area_id`` (the entry's number), ``title``, ``started_on``, ``ended_on`` (None while it lasts); may
        be empty.
    """
    steps: dict[int, list[StepRecord]] = {}
    for step in store.register.steps():
        steps.setdefault(step.entry_id, []).append(step)
    entries = [(entry, tuple(steps.get(entry.id, ()))) for entry in store.register.listed("area")]
    spans = [
        (entry, rectified_spans(taken)[-1])
        for entry, taken in entries
        if entry.geometry is not None and rectified_spans(taken)
    ]
    return gpd.GeoDataFrame(
        {
            "area_id": [entry.number for entry, _ in spans],
            "title": [entry.title for entry, _ in spans],
            "started_on": [span[0] for _, span in spans],
            "ended_on": [span[1] for _, span in spans],
        },
        geometry=[entry.geometry for entry, _ in spans],
        crs=4326,
    )


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
    return areas[areas["area_id"].isin(seen)]

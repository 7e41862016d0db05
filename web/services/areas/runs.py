"""Earlier searches for disorderly areas: those of the same scope in the store, or a file of areas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd

from gis.errors import InputError
from gis.frames import POLYGONS
from web.services.areas.scope import Scope

if TYPE_CHECKING:
    from data.store import Store
    from data.store.analyses import Analysis

EARLIER_RUNS = 12
"""Runs of the store that an area is looked for in: a year of monthly ones."""


def runs_of_scope(store: Store, key: tuple[str, ...]) -> list[Analysis]:
    """
    List the searches that were about the same categories, newest first, without their tables.

    Parameters
    ----------
    store
        Where they are kept.
    key
        The categories, as `Scope.key` gives them; empty for the default scope.
    """
    return [run for run in store.analyses("hotspots") if scope_key(run) == key]


def scope_key(run: Analysis) -> tuple[str, ...]:
    """Give the categories that a search was about, as `Scope.key` does."""
    return Scope(tuple(run.parameters.get("categories", ()))).key


def latest_run(store: Store, key: tuple[str, ...] = ()) -> Analysis | None:
    """Read the newest search that was about these categories, with its tables."""
    runs = runs_of_scope(store, key)
    return store.analysis(runs[0].id) if runs else None


def earlier_areas(store: Store | None, key: tuple[str, ...], previous: Path | None) -> list[gpd.GeoDataFrame]:
    """
    Gather the areas of earlier searches, the one that was named first, then the store's, newest first.

    Raises
    ------
    FileError
        When the file cannot be read.
    InputError
        ``previous.no_areas`` when it holds no areas with their ids.
    """
    found = [] if previous is None else [_areas_of(previous)]
    if store is not None:
        for run in runs_of_scope(store, key)[:EARLIER_RUNS]:
            kept = store.analysis(run.id)
            if kept is not None and "areas" in kept.layers:
                found.append(kept.layers["areas"])
    return found


def _areas_of(path: Path) -> gpd.GeoDataFrame:
    from data.places import read_shapes

    areas = read_shapes(path)
    shapes = areas.geometry[~areas.geometry.isna()]
    if "area_id" not in areas or areas.crs is None or not shapes.geom_type.isin(POLYGONS).all():
        raise InputError("previous.no_areas", path=str(path))
    return areas

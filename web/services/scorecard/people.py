"""How many people live in each township: by its villages, else by the cells of the population layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.frames import POLYGONS

if TYPE_CHECKING:
    from data.store import Store


def people_of(store: Store) -> dict[str, float]:
    """
    Count people by the township's code.

    Townships of which neither layer knows anybody are left out: their rates cannot be told.
    """
    townships = store.places("townships")
    codes = townships["code"].astype(str)
    by_village = _of_villages(store.places("villages"))
    found = {code: float(by_village.get(code, 0.0)) for code in codes}
    if not all(people > 0 for people in found.values()):
        by_cell = _of_cells(store.places("population"), townships)
        found = {code: people or float(by_cell.get(code, 0.0)) for code, people in found.items()}
    return {code: people for code, people in found.items() if people > 0}


def _of_villages(villages: gpd.GeoDataFrame) -> pd.Series:
    people = pd.to_numeric(villages["population"], errors="coerce").fillna(0.0)
    found: pd.Series = people.groupby(villages["township_code"].astype(str)).sum()
    return found


def _of_cells(cells: gpd.GeoDataFrame, townships: gpd.GeoDataFrame) -> pd.Series:
    """Count each cell in the township that a point inside it lies in."""
    if cells.empty or townships.empty:
        return pd.Series(dtype=float)
    areas = townships[townships.geometry.geom_type.isin(POLYGONS)]
    points = shapely.point_on_surface(cells.geometry.to_crs(4326).to_numpy())
    tree = shapely.STRtree(areas.geometry.to_crs(4326).to_numpy())
    point, area = tree.query(points, predicate="intersects")
    point, first = np.unique(point, return_index=True)
    people = pd.to_numeric(cells["population"], errors="coerce").fillna(0.0).to_numpy()[point]
    return pd.Series(people).groupby(areas["code"].astype(str).to_numpy()[area[first]]).sum()

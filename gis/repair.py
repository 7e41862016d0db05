"""Mend geometries that overlay and adjacency would stumble over, and say what was done to which."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely


@dataclass(frozen=True, slots=True)
class RepairReport:
    """
    What a repair changed; rows are positions, from 0.

    Attributes
    ----------
    missing
        Rows whose geometry was null or empty; they are null now.
    repaired
        Rows whose geometry was invalid and is valid now.
    lost
        Rows of which nothing of their kind was left (an area without extent); they are null now.
    reasons
        What was wrong with the invalid ones, as GEOS words it, and how often.
    """

    missing: npt.NDArray[np.int64]
    repaired: npt.NDArray[np.int64]
    lost: npt.NDArray[np.int64]
    reasons: dict[str, int]

    @property
    def is_clean(self) -> bool:
        """Whether nothing had to be done."""
        return not (len(self.missing) or len(self.repaired) or len(self.lost))


def repair(geometries: gpd.GeoSeries) -> tuple[gpd.GeoSeries, RepairReport]:
    """
    Make every geometry valid, flat and of its own kind.

    Areas stay areas and lines stay lines: what collapses into something less is left out, and so are heights.

    Parameters
    ----------
    geometries
        Any geometries, nulls included.

    Returns
    -------
    GeoSeries
        Same index, name and CRS; null where nothing usable was there.
    RepairReport
        What was done.
    """
    before = shapely.force_2d(np.asarray(geometries, dtype=object))
    missing = shapely.is_missing(before) | shapely.is_empty(before)
    broken = ~missing & ~(shapely.is_valid(before) & (_extent(before) > 0))
    after = before.copy()
    after[missing] = None
    after[broken] = _mended(before[broken])
    lost = ~missing & shapely.is_missing(after)
    repaired = broken & ~lost
    words = [reason.split("[")[0] for reason in shapely.is_valid_reason(before[broken])]
    report = RepairReport(
        np.flatnonzero(missing),
        np.flatnonzero(repaired),
        np.flatnonzero(lost),
        dict(Counter(words)),
    )
    return gpd.GeoSeries(after, index=geometries.index, crs=geometries.crs, name=geometries.name), report


def _extent(geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    """Give the area of areas, the length of lines, and 1 for points."""
    dimension = shapely.get_dimensions(geometries)
    return np.asarray(
        np.select(
            [dimension == 2, dimension == 1], [shapely.area(geometries), shapely.length(geometries)], 1.0
        )
    )


def _mended(broken: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Make valid, and keep the parts that have the dimension of the whole."""
    valid = shapely.make_valid(broken, method="structure", keep_collapsed=False)
    parts, owner = shapely.get_parts(valid, return_index=True)
    parts, collection = shapely.get_parts(parts, return_index=True)
    owner = owner[collection]
    kept = (shapely.get_dimensions(parts) == shapely.get_dimensions(broken)[owner]) & (_extent(parts) > 0)
    mended = np.full(len(broken), None, dtype=object)
    for row in np.unique(owner[kept]):
        mended[row] = shapely.union_all(parts[kept & (owner == row)])
    return mended

"""Cells where something was done while a forecast was tested: success there looks like a miss."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

from hotspots.validation.cells import StudyCells

if TYPE_CHECKING:
    from hotspots.validation.backtest_result import MethodScore

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class RectifiedCells:
    """
    Cells that each area meets, and the days on which it was under rectification.

    Parameters
    ----------
    meets
        Which cells each area meets, shape ``(areas, n_cells)``.
    since, until
        First day, and first day no longer, since 1970; the latter is infinite where it goes on.
    """

    meets: Mask
    since: npt.NDArray[np.float64]
    until: npt.NDArray[np.float64]

    def during(self, start: int, end: int) -> Mask:
        """Tell which cells were under rectification on any day from ``start`` until before ``end``."""
        under_way = (self.since < end) & (self.until > start)
        return np.asarray(self.meets[under_way].any(axis=0))


@dataclass(frozen=True, slots=True)
class RectifiedScores:
    """
    What lay in cells under rectification, and how the methods did without them.

    Parameters
    ----------
    cells, incidents
        Such cells of each fold, and incidents of the fold in them.
    flagged, hits
        How many of them each method flagged, and incidents in those, of each fold; by method.
    without
        Measures on the other cells, of which the same share is flagged; none where a fold has no other.
    """

    cells: tuple[int, ...]
    incidents: tuple[int, ...]
    flagged: dict[str, tuple[int, ...]]
    hits: dict[str, tuple[int, ...]]
    without: tuple[MethodScore, ...]


def rectified_cells(areas: gpd.GeoDataFrame, cells: StudyCells, crs: pyproj.CRS) -> RectifiedCells:
    """
    Find the cells of areas under rectification.

    Parameters
    ----------
    areas
        Polygons with ``started_on`` and, where it has ended, ``ended_on`` (dates; the last day included).
    cells
        Cells of the backtest.
    crs
        Metric system of the cells.
    """
    shapes = areas.geometry.to_crs(crs).to_numpy()
    meets = np.zeros((len(areas), cells.n_cells), dtype=bool)
    area, cell = shapely.STRtree(cells.polygons()).query(shapes, predicate="intersects")
    meets[area, cell] = True
    ends = areas["ended_on"] if "ended_on" in areas else [None] * len(areas)
    return RectifiedCells(
        meets,
        np.array([_day(day) for day in areas["started_on"]], dtype=float),
        np.array([np.inf if pd.isna(day) else _day(day) + 1 for day in ends], dtype=float),
    )


def _day(day: date) -> float:
    return float((day - date(1970, 1, 1)).days)

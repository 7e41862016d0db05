"""The points of all incidents in columns, held in memory, so that any box and period answers at once."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

from gis.crs import crs_name, metric_crs_of
from gis.frames import IncidentFrame, point_incidents
from gis.grids import cell_index, cell_polygons
from web.services.views import EVERYTHING, View

if TYPE_CHECKING:
    from datetime import date

CELL_SIZES_M = (200, 500, 1000, 2000, 5000, 10000)
"""Cell sizes offered; each divides some larger one, so that grids nest where they can."""

CELLS_ACROSS = 150
"""Cells across a box at most, when the size is left to us."""

MAX_CELLS = 40_000
"""Cells returned at most; a smaller cell size asked for over a larger box is made coarser."""

CLASS_SHARES = (0.5, 0.75, 0.9, 0.97)
"""Shares of the county's cells below each class break: counts have a long tail, so classes narrow upwards."""

Rows = npt.NDArray[np.intp]
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class IncidentQuery:
    """
    Which incidents are asked for.

    Parameters
    ----------
    bounds
        West, south, east, north in degrees; None for everywhere.
    since, until
        Local days: from the first, up to but without the second.
    categories
        Words of the file, subcategories or mapped classes; none means all.
    in_scope_only
        Only what disorderly areas are made of (preventable crime and public order).
    view
        What of the county who asks sees; its limit is part of every selection.
    words
        Words of the file that incidents are called by; none means all.
    source
        ``reported`` or ``discovered``; empty for both.
    hours
        Parts of the day, each from an hour up to but without another; none means the whole day. Incidents
        known to the day only are in none of them.
    """

    bounds: Bounds | None = None
    since: date | None = None
    until: date | None = None
    categories: tuple[str, ...] = ()
    in_scope_only: bool = True
    view: View = EVERYTHING
    words: tuple[str, ...] = ()
    source: str = ""
    hours: tuple[tuple[int, int], ...] = ()

    @property
    def choice(self) -> tuple[Hashable, ...]:
        """What is chosen and by whom, wherever: equal choices may share what was made of them."""
        others = (each.name for each in fields(self) if each.name not in {"bounds", "view"})
        return self.view.key, *(getattr(self, name) for name in others)


class IncidentIndex:
    """
    Incidents with a trusted point, in columns.

    Parameters
    ----------
    incidents
        Any incidents; those without a trusted point or not valid are left out.
    time_zone
        Zone in which days and months are counted.
    """

    def __init__(self, incidents: IncidentFrame, time_zone: str) -> None:
        points = point_incidents(incidents).reset_index(drop=True)
        self.frame = points
        self.lon: npt.NDArray[np.float64] = shapely.get_x(points.geometry.to_numpy())
        self.lat: npt.NDArray[np.float64] = shapely.get_y(points.geometry.to_numpy())
        self.local = pd.DatetimeIndex(points["occurred_from"]).tz_convert(time_zone).tz_localize(None)
        self.in_scope = points["in_scope"].to_numpy(dtype=bool)
        self.words = pd.Categorical(points["category_word"].astype(object))
        self.discovered = (points["source"] == "discovered").to_numpy(dtype=bool)
        self.hour = known_hours(points, self.local)
        self.metric_crs = metric_crs_of(self.bounds or (0.0, 0.0, 0.0, 0.0))
        self._transformer = pyproj.Transformer.from_crs(4326, self.metric_crs, always_xy=True)
        self.x, self.y = self._transformer.transform(self.lon, self.lat)
        self._seen: dict[str, npt.NDArray[np.bool_]] = {}

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def metric_crs_name(self) -> str | None:
        """Name of the CRS in which cells are cut; None when there are no points."""
        return crs_name(self.metric_crs) if len(self.frame) else None

    @property
    def bounds(self) -> Bounds | None:
        """West, south, east, north of all points; None when there are none."""
        if not len(self.frame):
            return None
        return (
            float(self.lon.min()),
            float(self.lat.min()),
            float(self.lon.max()),
            float(self.lat.max()),
        )

    def select(self, query: IncidentQuery) -> Rows:
        """Row positions of the incidents asked for."""
        keep = self.seen(query.view).copy()
        if query.in_scope_only:
            keep &= self.in_scope
        if query.bounds is not None:
            west, south, east, north = query.bounds
            keep &= (self.lon >= west) & (self.lon <= east) & (self.lat >= south) & (self.lat <= north)
        if query.since is not None:
            keep &= np.asarray(self.local >= pd.Timestamp(query.since))
        if query.until is not None:
            keep &= np.asarray(self.local < pd.Timestamp(query.until))
        if query.categories:
            named = np.zeros(len(self.frame), dtype=bool)
            for column in ("category_word", "subcategory", "category"):
                named |= self.frame[column].isin(query.categories).to_numpy()
            keep &= named
        if query.words:
            known = self.words.categories.get_indexer(pd.Index(query.words, dtype=object))
            keep &= np.isin(self.words.codes, known[known >= 0])
        if query.source:
            keep &= self.discovered == (query.source == "discovered")
        if query.hours:
            keep &= within_hours(query.hours)[self.hour]
        return np.flatnonzero(keep)

    def count_within(self, rows: Rows, bounds: Bounds) -> int:
        """Count those of the rows that lie within a box."""
        west, south, east, north = bounds
        lon, lat = self.lon[rows], self.lat[rows]
        return int(((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)).sum())

    def seen(self, view: View) -> npt.NDArray[np.bool_]:
        """Tell which incidents lie on the ground of a view; kept, since a page asks many times."""
        if view.within is None:
            return np.ones(len(self.frame), dtype=bool)
        if view.key not in self._seen:
            shapely.prepare(view.within)
            self._seen[view.key] = shapely.intersects_xy(view.within, self.lon, self.lat)
        return self._seen[view.key]

    def points(self, rows: Rows) -> gpd.GeoDataFrame:
        """Give the rows as points with what the map shows of an incident."""
        shown = [
            "incident_id",
            "kind",
            "category",
            "category_word",
            "subcategory",
            "occurred_from",
            "occurred_to",
        ]
        return self.frame.iloc[rows][[*shown, "geometry"]]

    def cells(self, query: IncidentQuery, cell_m: int | None = None) -> Cells:
        """
        Count the incidents asked for in square cells of the metric CRS.

        Cells at the rim of the box are counted whole, so that a cell never changes while the map is moved.
        """
        everywhere = replace(query, bounds=None)
        rows = self.select(everywhere)
        left, bottom, right, top = self._metric_bounds(query.bounds)
        size = cell_size(right - left, top - bottom, cell_m)
        column, row, counts = count_cells(*cell_index(self.x[rows], self.y[rows], size))
        (first, last), (low, high) = cell_index([left, right], [bottom, top], size)
        inside = (column >= first) & (column <= last) & (row >= low) & (row <= high)
        frame = gpd.GeoDataFrame(
            {"incidents": counts[inside], "per_km2": counts[inside] / (size / 1000) ** 2},
            geometry=cell_polygons(column[inside], row[inside], size),
            crs=self.metric_crs,
        )
        return Cells(frame, size, class_breaks(counts / (size / 1000) ** 2), crs_name(self.metric_crs))

    def _metric_bounds(self, bounds: Bounds | None) -> Bounds:
        if bounds is None:
            bounds = self.bounds or (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = self._transformer.transform_bounds(*bounds)
        return float(left), float(bottom), float(right), float(top)


@dataclass(frozen=True, slots=True)
class Cells:
    """
    Counts in square cells.

    ``breaks`` are the class limits of the whole county in incidents per square kilometre, so that colours
    mean the same wherever the map stands.
    """

    frame: gpd.GeoDataFrame
    cell_m: int
    breaks: tuple[float, ...]
    metric_crs: str


NO_HOUR = 24
DAY_ONLY = pd.Timedelta(hours=23)
"""What took this long, or may have, is known to the day and not to the hour."""


def known_hours(points: IncidentFrame, local: pd.DatetimeIndex) -> npt.NDArray[np.int8]:
    """Give the local hour in which each incident began; ``NO_HOUR`` where the day alone is known."""
    lasted = (points["occurred_to"] - points["occurred_from"]).to_numpy()
    hours: npt.NDArray[np.int8] = np.where(lasted < DAY_ONLY, local.hour, NO_HOUR).astype(np.int8)
    return hours


def within_hours(parts: tuple[tuple[int, int], ...]) -> npt.NDArray[np.bool_]:
    """Tell for each hour of the day, and for ``NO_HOUR``, whether it is asked for."""
    asked = np.zeros(NO_HOUR + 1, dtype=bool)
    for first, end in parts:
        asked[first:end] = True
    return asked


def cell_size(width_m: float, height_m: float, asked_m: int | None = None) -> int:
    """Choose the cells of a box: as asked or of a round size, never more than ``MAX_CELLS``."""
    wanted = float(asked_m) if asked_m is not None else max(width_m, height_m) / CELLS_ACROSS
    least = max(wanted, (width_m * height_m / MAX_CELLS) ** 0.5)
    if asked_m is not None and asked_m >= least:
        return asked_m
    for size in CELL_SIZES_M:
        if size >= least:
            return size
    return int(-(-least // CELL_SIZES_M[-1]) * CELL_SIZES_M[-1])


def class_breaks(values: npt.NDArray[np.float64]) -> tuple[float, ...]:
    """Give rising class limits at ``CLASS_SHARES`` of the values, to two figures, each once."""
    if not len(values):
        return ()
    limits = (float(f"{limit:.2g}") for limit in np.quantile(values, CLASS_SHARES))
    return tuple(dict.fromkeys(limit for limit in limits if limit > values.min() * 1.001))


def count_cells(column: Rows, row: Rows) -> tuple[Rows, Rows, Rows]:
    """Give the cells that occur, as column and row, and how often each does."""
    if not len(column):
        return column, row, np.zeros(0, dtype=np.intp)
    left, bottom = column.min(), row.min()
    tall = row.max() - bottom + 1
    # One number for each cell: sorting numbers takes a tenth of the time of sorting pairs.
    cells, counts = np.unique((column - left) * tall + (row - bottom), return_counts=True)
    return cells // tall + left, cells % tall + bottom, counts

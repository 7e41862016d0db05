"""Incidents laid on the cells of their study area, with days by the clock on the wall."""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import metric_crs_of
from gis.errors import InputError, SizeError
from gis.frames import IncidentFrame, point_incidents
from hotspots.finding.grid import WIDEST_M
from hotspots.validation.backtest_result import BacktestParams
from hotspots.validation.cells import StudyCells, study_cells
from hotspots.validation.forecast import Past

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

DAY_US = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Records:
    """
    Incidents in the study area, in no order of time.

    Parameters
    ----------
    cells
        The study area.
    x, y
        Points in the metric system, shape ``(n,)``.
    cell
        Number of the study cell that holds each point.
    day
        Local days since 1970 with their fraction.
    first_of_day
        Whether the incident is the first in the table of its cell and day.
    horizon
        Days that a forecast is for.
    """

    cells: StudyCells
    x: Floats
    y: Floats
    cell: Ints
    day: Floats
    first_of_day: Mask
    horizon: int

    @property
    def first(self) -> int:
        """Day of the first incident."""
        return math.floor(float(self.day.min()))

    @property
    def end(self) -> int:
        """Give the day that begins at the midnight after the last incident."""
        return math.floor(float(self.day.max())) + 1

    def between(self, since: int, until: int) -> Floats:
        """Count the incidents of days in each cell."""
        return self.counts((self.day >= since) & (self.day < until))

    def counts(self, chosen: Mask) -> Floats:
        """Count the chosen incidents in each cell."""
        return np.bincount(self.cell[chosen], minlength=self.cells.n_cells).astype(float)

    def before(self, day: int, among: Mask | None = None) -> Past:
        """Give what came before a day, of all incidents or among some."""
        old = self.day < day if among is None else among & (self.day < day)
        return Past(
            self.cells,
            self.x[old],
            self.y[old],
            self.cell[old],
            day - self.day[old],
            self.first_of_day[old],
            float(self.horizon),
        )


def lay_records(
    x: Floats,
    y: Floats,
    day: Floats,
    *,
    horizon: int,
    cell_m: float,
    outline: BaseGeometry | None = None,
) -> Records:
    """
    Lay points and days on the cells of a study area.

    Parameters
    ----------
    x, y
        Incidents in the metric system.
    day
        Local days since 1970 with their fraction.
    horizon
        Days that a forecast is for.
    cell_m
        Side of a cell.
    outline
        Study area in the metric system; left out, the cells around the incidents.

    Returns
    -------
    Records
        Without the incidents whose cell only touches the outline.
    """
    cells = study_cells(x, y, cell_m, outline)
    cell = cells.cells_of(x, y)
    held = cell >= 0
    x, y, cell, day = x[held], y[held], cell[held], day[held]
    return Records(cells, x, y, cell, day, first_of_cell_and_day(cell, day), horizon)


def first_of_cell_and_day(cell: Ints, day: Floats) -> Mask:
    """Mark the first incident in the table of every cell and day."""
    whole = np.floor(day).astype(np.int64)
    key = cell * (int(np.ptp(whole)) + 1 if len(whole) else 1) + (whole - whole.min(initial=0))
    first = np.zeros(len(key), dtype=bool)
    first[np.unique(key, return_index=True)[1]] = True
    return first


def records_of(
    incidents: IncidentFrame, params: BacktestParams, study_area: gpd.GeoDataFrame | None = None
) -> tuple[Records, pyproj.CRS]:
    """
    Lay incidents on cells of a metric system chosen for the place.

    Parameters
    ----------
    incidents
        Incidents of the scope; those without a trusted point are left out.
    params
        Settings: cell size, horizon, time zone, and whether to leave out what patrols discovered.
    study_area
        Polygons: incidents outside are left out.

    Returns
    -------
    tuple
        The records, and the metric system.

    Raises
    ------
    InputError
        ``backtest.no_incidents`` or ``hotspots.study_area_without_incidents``.
    SizeError
        ``hotspots.too_wide`` or ``backtest.too_many_cells``.
    """
    used = point_incidents(incidents)
    if params.reported_only:
        used = IncidentFrame(used[(used["source"] != "discovered").to_numpy(dtype=bool)])
    if len(used) == 0:
        raise InputError("backtest.no_incidents", rows=len(incidents))
    crs = metric_crs_of(used if study_area is None else study_area)
    lonlat = shapely.get_coordinates(used.geometry.values)
    x, y = pyproj.Transformer.from_crs(used.crs, crs, always_xy=True).transform(lonlat[:, 0], lonlat[:, 1])
    day = _local_days(used["occurred_from"], params.time_zone)
    outline = None
    if study_area is not None:
        outline = shapely.union_all(study_area.geometry.to_crs(crs).values)
        shapely.prepare(outline)
        inside = shapely.intersects_xy(outline, x, y)
        if not inside.any():
            raise InputError("hotspots.study_area_without_incidents", incidents=len(used))
        x, y, day = x[inside], y[inside], day[inside]
    width = max(float(np.ptp(x)), float(np.ptp(y)))
    if width > WIDEST_M:
        raise SizeError("hotspots.too_wide", width_km=round(width / 1000))
    records = lay_records(x, y, day, horizon=params.horizon_days, cell_m=params.cell_m, outline=outline)
    return records, crs


def _local_days(times: pd.Series, time_zone: str) -> Floats:
    """Turn times into days since 1970 by the clock on the wall, so that a day is one whatever the season."""
    local = times.dt.tz_convert(time_zone).dt.tz_localize(None)
    microseconds = local.to_numpy().astype("datetime64[us]").astype(np.int64)
    return np.asarray(microseconds / DAY_US, dtype=float)

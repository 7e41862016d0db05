"""What is expected next at every place: the ranking that a backtest measures, turned into incidents."""

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

from gis.frames import IncidentFrame
from hotspots.validation.backtest_result import BacktestParams
from hotspots.validation.blend import blend_forecast, recipe_weights
from hotspots.validation.cells import StudyCells
from hotspots.validation.forecast import Past, count_forecast, kde_forecast
from hotspots.validation.records import Records, records_of
from hotspots.validation.walk import past_trials

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forecast:
    """
    Incidents expected in every cell over the horizon that begins at the midnight after the last incident.

    Parameters
    ----------
    cells
        The study area.
    expected
        Incidents expected, shape ``(n_cells,)``; in all as many as the last horizon had.
    method
        Method that shares them out.
    metric_crs
        System that the cells are in.
    """

    cells: StudyCells
    expected: Floats
    method: str
    metric_crs: pyproj.CRS

    def at(self, places: gpd.GeoSeries) -> pd.Series:
        """
        Give the incidents expected at places.

        Parameters
        ----------
        places
            Polygons, that get of every cell the share which they cover, or points, that get the whole of the
            cell which holds them; in any system.

        Returns
        -------
        Series
            Incidents over the horizon, 0 outside the study area; index of ``places``.

        Raises
        ------
        ValueError
            When a place is empty, or neither an area nor a point.
        """
        field = np.zeros(self.cells.mask.shape)
        field[self.cells.mask] = self.expected
        metric = places.to_crs(self.metric_crs)
        found = [_expected_at(place, field, self.cells) for place in metric]
        return pd.Series(found, index=places.index, name="expected_next", dtype=float)


def forecast_next(
    incidents: IncidentFrame,
    params: BacktestParams | None = None,
    *,
    study_area: gpd.GeoDataFrame | None = None,
    method: str = "blend",
) -> Forecast:
    """
    Forecast the horizon that begins at the midnight after the last incident.

    Parameters
    ----------
    incidents
        Incidents of the scope; those without a trusted point are left out.
    params
        Settings of the backtest; ``share`` says what the blend's recipes are tried for.
    study_area
        Polygons: incidents outside are left out.
    method
        ``count``, ``kde`` or ``blend``: what `backtest` chose.

    Returns
    -------
    Forecast
        Incidents expected in every cell.

    Raises
    ------
    InputError, SizeError
        As `hotspots.validation.records.records_of`.
    ValueError
        When there is no such method.
    """
    params = params or BacktestParams()
    records, crs = records_of(incidents, params, study_area)
    past = records.before(records.end)
    if method == "blend":
        scores = _blend(records, past, params.share)
    elif method in {"count", "kde"}:
        scores = count_forecast(past) if method == "count" else kde_forecast(past)
    else:
        raise ValueError(f"method must be count, kde or blend, not {method!r}")
    known = min(records.end - records.first, records.horizon) / records.horizon
    total = float(past.counts().sum()) / known
    return Forecast(records.cells, scores * (total / float(scores.sum())), method, crs)


def expected_next(
    incidents: IncidentFrame,
    places: gpd.GeoSeries,
    params: BacktestParams | None = None,
    *,
    method: str = "blend",
) -> pd.Series:
    """
    Give the incidents expected at places over the next horizon, to rank them by.

    Parameters
    ----------
    incidents
        Incidents of the scope; those without a trusted point are left out.
    places
        Polygons or points in any system.
    params
        Settings of the backtest.
    method
        ``count``, ``kde`` or ``blend``: what `backtest` chose.

    Returns
    -------
    Series
        Incidents over the horizon; index of ``places``.
    """
    return forecast_next(incidents, params, method=method).at(places)


def _blend(records: Records, past: Past, share: float) -> Floats:
    n_flagged = max(round(share * records.cells.n_cells), 1)
    return blend_forecast(past, recipe_weights(past_trials(records, records.end, n_flagged, {})))


def _expected_at(place: BaseGeometry | None, field: Floats, cells: StudyCells) -> float:
    """Sum the cells of the box around a place, each by the share of it that the place covers."""
    if place is None or place.is_empty or not (place.area > 0 or place.geom_type == "Point"):
        raise ValueError("a place must be an area or a point, and not empty")
    west, south, east, north = (edge / cells.cell_m for edge in place.bounds)
    rows = np.arange(math.floor(south), math.floor(north) + 1)
    columns = np.arange(math.floor(west), math.floor(east) + 1)
    rows = rows[(rows >= cells.first_row) & (rows < cells.first_row + field.shape[0])]
    columns = columns[(columns >= cells.first_column) & (columns < cells.first_column + field.shape[1])]
    values = field[np.ix_(rows - cells.first_row, columns - cells.first_column)]
    if place.area == 0:
        return float(values.sum())
    corners = np.meshgrid(columns * cells.cell_m, rows * cells.cell_m)
    boxes = shapely.box(*corners, *(corner + cells.cell_m for corner in corners))
    covered = shapely.area(shapely.intersection(boxes, place)) / cells.cell_m**2
    return float((values * covered).sum())

"""Incidents as counts of cells: all that a map which leaves the system shows of them."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from gis.crs import metric_crs_of
from gis.frames import IncidentFrame, point_incidents
from gis.grids import cell_index, cell_polygons

SMALLEST_CELL_M = 500
"""Cells are never finer than this, so that no count points at a house."""
SMALLEST_COUNT = 3
"""Cells with fewer incidents are left out."""
CLASSES = 5

_MOST_CELLS = 5_000


def count_cells(incidents: IncidentFrame, cell_m: int = SMALLEST_CELL_M) -> gpd.GeoDataFrame:
    """
    Count incidents in square cells.

    Parameters
    ----------
    incidents
        Incidents; those without a point of their own are left out.
    cell_m
        Side of a cell; doubled until the map holds no more than a few thousand of them.

    Returns
    -------
    GeoDataFrame
        Cells with ``incidents`` and ``density`` (incidents per km2), in a metric CRS; cells with fewer
        than ``SMALLEST_COUNT`` incidents are left out.

    Raises
    ------
    ValueError
        When the cells asked for are finer than ``SMALLEST_CELL_M``.
    """
    if cell_m < SMALLEST_CELL_M:
        raise ValueError(f"cell_m must be {SMALLEST_CELL_M} or more, not {cell_m}")
    points = point_incidents(incidents)
    if len(points) == 0:
        return gpd.GeoDataFrame({"incidents": [], "density": []}, geometry=[], crs=4326)
    crs = metric_crs_of(points)
    places = shapely.get_coordinates(points.geometry.to_crs(crs).to_numpy())
    while True:
        column, row = cell_index(places[:, 0], places[:, 1], cell_m)
        cells, counts = np.unique(np.column_stack([column, row]), axis=0, return_counts=True)
        enough = counts >= SMALLEST_COUNT
        if enough.sum() <= _MOST_CELLS:
            break
        cell_m *= 2
    squares = cell_polygons(cells[enough, 0], cells[enough, 1], cell_m)
    per_km2 = counts[enough] / (cell_m / 1000) ** 2
    return gpd.GeoDataFrame({"incidents": counts[enough], "density": per_km2}, geometry=squares, crs=crs)


def density_breaks(density: npt.ArrayLike, classes: int = CLASSES) -> list[float]:
    """
    Choose round numbers that part densities into classes.

    Densities of places span orders of magnitude, so the classes widen by equal factors from the
    median up to the highest.

    Returns
    -------
    list[float]
        ``classes + 1`` rising bounds, the first 0 and the last at or above the highest density;
        fewer when the densities differ little.
    """
    values = np.asarray(density, dtype=float)
    values = values[np.isfinite(values) & (values > 0)]
    if len(values) == 0:
        return [0.0, 1.0]
    low, high = float(np.median(values)), float(values.max())
    inner = np.geomspace(low, high, classes)[:-1] if high > low else np.array([])
    rounded = sorted({_round(value) for value in inner if _round(value) < high})
    return [0.0, *rounded, math.ceil(high)]


def dissolve_classes(cells: gpd.GeoDataFrame) -> tuple[gpd.GeoSeries, list[float]]:
    """
    Join cells of the same density class into one shape each.

    Returns
    -------
    tuple
        A shape for each class, from the sparsest (empty where a class holds no cell), in EPSG:4326, and the
        bounds of the classes.
    """
    density = cells["density"].to_numpy(dtype=float)
    breaks = density_breaks(density)
    classes = np.clip(np.searchsorted(breaks, density, side="right") - 1, 0, len(breaks) - 2)
    shapes = [
        shapely.union_all(cells.geometry.to_numpy()[(classes == number) & (density > 0)])
        for number in range(len(breaks) - 1)
    ]
    return gpd.GeoSeries(shapes, crs=cells.crs).to_crs(4326), breaks


def _round(value: float) -> float:
    """Round to 1, 1.5, 2, 3, 5 or 7 times a power of ten."""
    power = 10 ** math.floor(math.log10(value))
    return float(min((1, 1.5, 2, 3, 5, 7, 10), key=lambda step: abs(step * power - value)) * power)

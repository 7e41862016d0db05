"""Kernel density of incidents on a grid: the heat map, beside the areas and never instead of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from scipy.ndimage import gaussian_filter
from scipy.signal import fftconvolve
from shapely.geometry.base import BaseGeometry

from gis.crs import metric_crs_of
from gis.errors import SizeError
from gis.frames import IncidentFrame, point_incidents
from hotspots.finding.grid import Floats

KERNELS = ("quartic", "gaussian")
LEAST_BANDWIDTH_M, MOST_BANDWIDTH_M = 150.0, 1500.0
QUARTIC_PER_GAUSSIAN = 2.7792  # canonical bandwidths in the plane, (R(K) / mu2(K)^2)^(1/6)
CELLS_IN_BANDWIDTH = 5.0
LEAST_CELL_M = 25.0
MOST_CELLS = 16_000_000
LEAST_INSIDE = 0.1  # share of the kernel inside the study area below which the correction goes no further


@dataclass(frozen=True, slots=True)
class DensitySurface:
    """
    Incidents for each square kilometre on a grid of square cells.

    Parameters
    ----------
    density
        Shape ``(rows, columns)``, southernmost row first; NaN outside the study area.
    west, south, cell_m
        Lower left corner and cell size in metres of ``crs``; cells are aligned to multiples of their size.
    bandwidth_m, kernel
        Standard deviation of the Gaussian kernel, or reach of the quartic one.
    """

    density: Floats
    west: float
    south: float
    cell_m: float
    crs: pyproj.CRS
    bandwidth_m: float
    kernel: str

    def cells(self, least: float = 0.0) -> gpd.GeoDataFrame:
        """Give the cells above a density as squares in EPSG:4326, with a column ``density``."""
        row, column = np.nonzero(np.nan_to_num(self.density) > least)
        x, y = self.west + column * self.cell_m, self.south + row * self.cell_m
        squares = shapely.box(x, y, x + self.cell_m, y + self.cell_m)
        table = {"density": self.density[row, column]}
        return gpd.GeoDataFrame(table, geometry=np.atleast_1d(squares), crs=self.crs).to_crs("EPSG:4326")


def density_surface(
    incidents: IncidentFrame,
    *,
    kernel: str = "quartic",
    bandwidth_m: float | None = None,
    cell_m: float | None = None,
    study_area: gpd.GeoDataFrame | None = None,
    weights: npt.ArrayLike | None = None,
) -> DensitySurface | None:
    """
    Estimate the density of incidents.

    Parameters
    ----------
    incidents
        Incidents; those without a trusted point are left out.
    kernel
        ``quartic`` or ``gaussian``.
    bandwidth_m
        Left out, `bandwidth_rule` chooses.
    cell_m
        Left out, a fifth of the bandwidth, at least 25 m.
    study_area
        Polygons; density is corrected for the part of each kernel that lies outside, and unknown there.
    weights
        What each row of ``incidents`` counts for; 1 where left out.

    Returns
    -------
    DensitySurface or None
        None when no incident has a point in the study area.

    Raises
    ------
    SizeError
        ``hotspots.density_too_large`` when the cells would not fit into memory.
    ValueError
        When the kernel is unknown, or a bandwidth or cell size is not positive.
    """
    if kernel not in KERNELS:
        raise ValueError(f"kernel must be one of {', '.join(KERNELS)}, not {kernel!r}")
    if (bandwidth_m is not None and bandwidth_m <= 0) or (cell_m is not None and cell_m <= 0):
        raise ValueError("bandwidth_m and cell_m must be positive")
    used, each = _weighted(incidents, weights)
    if len(used) == 0:
        return None
    crs = metric_crs_of(used if study_area is None else study_area)
    xy = shapely.get_coordinates(used.geometry.to_crs(crs).values)
    outline = None if study_area is None else shapely.union_all(study_area.geometry.to_crs(crs).values)
    if outline is not None:
        shapely.prepare(outline)
        inside = np.asarray(shapely.intersects_xy(outline, xy[:, 0], xy[:, 1]))
        xy, each = xy[inside], each[inside]
        if len(xy) == 0:
            return None
    width = bandwidth_m or bandwidth_rule(xy) * (QUARTIC_PER_GAUSSIAN if kernel == "quartic" else 1.0)
    cell = cell_m or max(width / CELLS_IN_BANDWIDTH, LEAST_CELL_M)
    counts, west, south = _binned(xy, each, cell, 0.0 if outline is not None else 3 * width, outline)
    density = _smoothed(counts, width / cell, kernel) / (cell / 1000) ** 2
    if outline is not None:
        mask = _mask(outline, counts.shape, west, south, cell)
        share = _smoothed(mask.astype(float), width / cell, kernel)
        density = np.where(mask, density / np.maximum(share, LEAST_INSIDE), np.nan)
    return DensitySurface(density, west, south, cell, crs, width, kernel)


def bandwidth_rule(xy: npt.ArrayLike) -> float:
    """
    Choose the standard deviation of a Gaussian kernel: Silverman's rule in the plane, with a robust spread.

    ``s n^(-1/6)`` with ``s`` the smaller of standard deviation and interquartile range / 1.349, each the
    root mean square of both coordinates; kept within 150 m and 1.5 km, where a county's map can be read.

    References
    ----------
    .. [1] Silverman (1986), Density Estimation, equations 3.31 and 4.14.
    """
    points = np.asarray(xy, dtype=float)
    deviation = math.sqrt(float(np.mean(points.var(axis=0))))
    low, high = np.percentile(points, [25, 75], axis=0)
    robust = math.sqrt(float(np.mean(((high - low) / 1.349) ** 2)))
    spread = min(deviation, robust) if robust > 0 else deviation
    bandwidth_m = spread / math.pow(len(points), 1 / 6)
    return min(max(bandwidth_m, LEAST_BANDWIDTH_M), MOST_BANDWIDTH_M)


def _weighted(incidents: IncidentFrame, weights: npt.ArrayLike | None) -> tuple[IncidentFrame, Floats]:
    each = np.ones(len(incidents)) if weights is None else np.asarray(weights, dtype=float)
    if each.shape != (len(incidents),):
        raise ValueError(f"weights must have one number a row ({len(incidents)}), not {each.shape}")
    numbered = incidents.assign(_weight=each)
    used = point_incidents(IncidentFrame(numbered))
    return used, used["_weight"].to_numpy(dtype=float)


def _binned(
    xy: Floats, weights: Floats, cell_m: float, margin_m: float, outline: BaseGeometry | None
) -> tuple[Floats, float, float]:
    low, high = xy.min(axis=0), xy.max(axis=0)
    if outline is not None:
        bounds = np.reshape(outline.bounds, (2, 2))
        low, high = np.minimum(low, bounds[0]), np.maximum(high, bounds[1])
    first = np.floor((low - margin_m) / cell_m).astype(np.int64)
    columns, rows = (np.floor((high + margin_m) / cell_m).astype(np.int64) - first + 1).tolist()
    if columns * rows > MOST_CELLS:
        raise SizeError("hotspots.density_too_large", cells=columns * rows, most=MOST_CELLS)
    column, row = (np.floor(xy / cell_m).astype(np.int64) - first).T
    counts = np.bincount(row * columns + column, weights, minlength=rows * columns).astype(float)
    return counts.reshape(rows, columns), float(first[0] * cell_m), float(first[1] * cell_m)


def _smoothed(field: Floats, bandwidth_cells: float, kernel: str) -> Floats:
    if kernel == "gaussian":
        return np.asarray(gaussian_filter(field, bandwidth_cells, mode="constant", truncate=4.0))
    reach = math.ceil(bandwidth_cells)
    step = np.arange(-reach, reach + 1) / bandwidth_cells
    shape = np.clip(1 - step[:, None] ** 2 - step[None, :] ** 2, 0, None) ** 2
    return np.clip(fftconvolve(field, shape / shape.sum(), mode="same"), 0, None)


def _mask(
    outline: BaseGeometry, shape: tuple[int, ...], west: float, south: float, cell_m: float
) -> npt.NDArray[np.bool_]:
    x = west + (np.arange(shape[1]) + 0.5) * cell_m
    y = south + (np.arange(shape[0]) + 0.5) * cell_m
    return np.asarray(shapely.contains_xy(outline, *np.meshgrid(x, y)))

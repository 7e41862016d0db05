"""Kernel density of incidents on a grid: the heat map, beside the areas and never instead of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import metric_crs_of
from gis.errors import GeometryError
from gis.frames import IncidentFrame, point_incidents
from hotspots.finding.grid import Floats
from hotspots.kernels.bandwidth import bandwidth_rule
from hotspots.kernels.binning import Mask, bin_points, bounds_of, cells_over, ground
from hotspots.kernels.smoothing import KERNELS, REACH, WIDEST, Kernel, Smoother, adaptive_smoother

CELLS_IN_BANDWIDTH = 5.0
LEAST_CELL_M = 25.0
LEAST_MARGIN = 3.0  # bandwidths around the points
LEAST_INSIDE = 0.1  # share of the kernel inside the study area below which the correction goes no further

Edge = Literal["uniform", "diggle", "none"]


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
        Standard deviation of the Gaussian kernel, or reach of the others; of an adaptive kernel the
        geometric mean over the incidents.
    """

    density: Floats
    west: float
    south: float
    cell_m: float
    crs: pyproj.CRS
    bandwidth_m: float
    kernel: Kernel

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
    kernel: Kernel = "quartic",
    bandwidth_m: float | None = None,
    cell_m: float | None = None,
    study_area: gpd.GeoDataFrame | None = None,
    weights: npt.ArrayLike | None = None,
    edge: Edge = "uniform",
    adaptive: bool = False,
    pilot_m: float | None = None,
) -> DensitySurface | None:
    """
    Estimate the density of incidents.

    Parameters
    ----------
    incidents
        Incidents; those without a trusted point are left out.
    study_area
        Polygons; density is corrected for the part of each kernel that lies outside, and unknown there.
    weights
        What each row of ``incidents`` counts for; 1 where left out.
    kernel, bandwidth_m, cell_m, edge, adaptive, pilot_m
        See `point_density`.

    Returns
    -------
    DensitySurface or None
        None when no incident has a point in the study area.

    Raises
    ------
    SizeError
        ``hotspots.density_too_large`` when the cells would not fit into memory.
    GeometryError
        ``hotspots.study_area_without_ground`` when the study area covers no ground.
    ValueError
        When the kernel or the correction is unknown, a bandwidth or cell size is not positive, or weights
        are not one a row.
    """
    each = None if weights is None else np.asarray(weights, dtype=float)
    if each is not None and each.shape != (len(incidents),):
        raise ValueError(f"weights must have one number a row ({len(incidents)}), not {each.shape}")
    numbered = IncidentFrame(incidents.assign(_row=np.arange(len(incidents))))
    used = point_incidents(numbered)
    each = None if each is None else each[used["_row"].to_numpy()]
    if len(used) == 0:
        return None
    crs = metric_crs_of(used if study_area is None else study_area)
    outline = None if study_area is None else shapely.union_all(study_area.geometry.to_crs(crs).values)
    return point_density(
        shapely.get_coordinates(used.geometry.to_crs(crs).values),
        crs,
        outline=outline,
        weights=each,
        kernel=kernel,
        bandwidth_m=bandwidth_m,
        cell_m=cell_m,
        edge=edge,
        adaptive=adaptive,
        pilot_m=pilot_m,
    )


def point_density(
    xy: npt.ArrayLike,
    crs: pyproj.CRS,
    *,
    kernel: Kernel = "quartic",
    bandwidth_m: float | None = None,
    cell_m: float | None = None,
    outline: BaseGeometry | None = None,
    weights: npt.ArrayLike | None = None,
    edge: Edge = "uniform",
    adaptive: bool = False,
    pilot_m: float | None = None,
) -> DensitySurface | None:
    """
    Estimate the density of points: counted on cells, then smoothed.

    Parameters
    ----------
    xy
        Metres of ``crs``, shape ``(n, 2)``.
    crs
        A metric system.
    kernel
        ``quartic``, ``gaussian`` or ``epanechnikov``.
    bandwidth_m
        Left out, `bandwidth_rule` chooses; see also `cross_validated_bandwidth`.
    cell_m
        Left out, a fifth of the bandwidth, at least 25 m.
    outline
        Study area; points outside are left out.
    weights
        What each point counts for; 1 where left out.
    edge
        How the part of a kernel that lies outside is made up for: ``uniform`` divides the density by the
        part of the kernel around each cell that lies inside (right for even density), ``diggle`` lets each
        incident count for more (its whole weight stays inside), ``none`` does neither.
    adaptive
        Whether each incident's bandwidth follows the density around it, by Abramson's root; see
        `adaptive_smoother`.
    pilot_m
        Bandwidth of the first estimate that adaptive ones follow; ``bandwidth_m`` where left out.

    Returns
    -------
    DensitySurface or None
        None when no point lies in the study area.

    Raises
    ------
    SizeError, GeometryError, ValueError
        See `density_surface`.

    References
    ----------
    .. [1] Diggle (1985), doi:10.2307/2347366
    .. [2] Abramson (1982), doi:10.1214/aos/1176345986
    """
    if kernel not in KERNELS or edge not in get_args(Edge):
        raise ValueError(
            f"kernel must be one of {', '.join(KERNELS)}, edge one of {', '.join(get_args(Edge))}"
        )
    if not all(value is None or 0 < value < math.inf for value in (bandwidth_m, cell_m, pilot_m)):
        raise ValueError("bandwidth_m, cell_m and pilot_m must be positive")
    points, each = _checked(xy, weights)
    if outline is not None:
        points, each = _inside(outline, points, each)
    if len(points) == 0:
        return None
    width = bandwidth_m or bandwidth_rule(points, kernel)
    cell = cell_m or max(width / CELLS_IN_BANDWIDTH, LEAST_CELL_M)
    low, high = bounds_of(points)
    if outline is not None:
        low, high = np.minimum(low, outline.bounds[:2]), np.maximum(high, outline.bounds[2:])
    beyond = REACH[kernel] * WIDEST if adaptive else max(LEAST_MARGIN, REACH[kernel])
    cells = cells_over(low, high, cell, 0.0 if outline is not None else beyond * width)
    mask = None if outline is None else ground(cells, outline)
    counts = bin_points(points, cells, each)
    smoother = Smoother(kernel, (width / cell,))
    if adaptive:
        pilot = corrected(counts, mask, Smoother(kernel, ((pilot_m or width) / cell,)), "uniform")
        smoother = adaptive_smoother(counts, pilot, width / cell, kernel)
    density = corrected(counts, mask, smoother, edge) / (cell / 1000) ** 2
    if mask is not None:
        density[~mask] = np.nan
    return DensitySurface(density, cells.west, cells.south, cell, crs, width, kernel)


def corrected(counts: Floats, mask: Mask | None, smoother: Smoother, edge: Edge) -> Floats:
    """Smooth counts and make up for the parts of kernels outside the study area, as ``edge`` says."""
    if mask is None or edge == "none":
        return smoother.spread(counts)
    share = np.maximum(smoother.share_inside(mask.astype(float)), LEAST_INSIDE)
    if edge == "diggle":
        return smoother.spread(counts / share)
    return smoother.spread(counts) / share


def _checked(xy: npt.ArrayLike, weights: npt.ArrayLike | None) -> tuple[Floats, Floats | None]:
    points = np.asarray(xy, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"xy must have the shape (n, 2), not {points.shape}")
    if weights is None:
        return points, None
    each = np.asarray(weights, dtype=float)
    if each.shape != (len(points),) or not np.isfinite(each).all() or (each < 0).any():
        raise ValueError("weights must be one finite number a point, none below zero")
    return points, each


def _inside(outline: BaseGeometry, points: Floats, weights: Floats | None) -> tuple[Floats, Floats | None]:
    if outline.area <= 0:
        raise GeometryError("hotspots.study_area_without_ground")
    shapely.prepare(outline)
    inside = np.asarray(shapely.intersects_xy(outline, points[:, 0], points[:, 1]))
    return points[inside], None if weights is None else weights[inside]

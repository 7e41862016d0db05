"""
Risk against those at risk: the log ratio of two densities, and where it is too high for chance.

Edges take the same part from both densities and need no correction. A small part of those at risk is taken to
be spread evenly over the study area, so that one incident where nobody lives is no infinite risk.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS
from scipy.ndimage import label
from scipy.special import ndtr
from shapely.geometry.base import BaseGeometry

from gis.crs import metric_crs_of
from gis.errors import InputError
from gis.frames import IncidentFrame, point_incidents
from hotspots.finding.footprint import population_field
from hotspots.finding.grid import CELLS_IN_RADIUS, Floats, ScanGrid, scan_grid
from hotspots.kernels.bandwidth import bandwidth_rule
from hotspots.kernels.binning import Cells, Mask, bin_points, bounds_of, ground
from hotspots.kernels.log_ratio import LogRatio, random_map_p_values
from hotspots.kernels.smoothing import Kernel, Smoother

CELLS_IN_BANDWIDTH = 4.0
LEAST_CELL_M = 50.0


@dataclass(frozen=True, slots=True)
class RelativeRiskSurface:
    """
    Log relative risk on a grid of square cells.

    Parameters
    ----------
    log_risk
        Natural logarithm of the risk over the study area's average; shape ``(rows, columns)``, southernmost
        row first; NaN outside the study area.
    p_value
        Chance of so high a risk in this cell alone, were risk even everywhere. Some 5 % of all cells get
        .05 or less by chance: contours of it enclose ground in any county.
    p_value_adjusted
        Chance of so high a risk in any cell; None where no random maps were drawn.
    cells
        The grid.
    crs
        Its metric system.
    bandwidth_m, kernel
        What both densities were smoothed with; an adaptive bandwidth's geometric mean.
    """

    log_risk: Floats
    p_value: Floats
    p_value_adjusted: Floats | None
    cells: Cells
    crs: CRS
    bandwidth_m: float
    kernel: Kernel

    def contours(self, alpha: float = 0.05, *, each_cell_alone: bool = False) -> gpd.GeoDataFrame:
        """
        Draw tolerance contours: polygons, along the cells, within which the p-value is at most ``alpha``.

        Parameters
        ----------
        alpha
            The limit.
        each_cell_alone
            Take ``p_value``; by default ``p_value_adjusted``, with which any contour at all comes up by
            chance in a part ``alpha`` of counties where risk is even.

        Returns
        -------
        GeoDataFrame
            ``relative_risk`` (highest inside), ``p_value`` (lowest inside), ``area_km2`` and polygons in
            EPSG:4326, the highest risk first.

        Raises
        ------
        ValueError
            When adjusted p-values are wanted and no random maps were drawn.
        """
        p_value = self.p_value if each_cell_alone else self.p_value_adjusted
        if p_value is None:
            raise ValueError("no random maps were drawn: give rng and replicates, or take each cell alone")
        part, parts = label(np.nan_to_num(p_value, nan=1.0) <= alpha)
        row, column = np.nonzero(part)
        side = self.cells.cell_m
        x, y = self.cells.west + column * side, self.cells.south + row * side
        squares = np.asarray(shapely.box(x, y, x + side, y + side), dtype=object)
        numbers = part[row, column]
        held = [numbers == number for number in range(1, parts + 1)]
        risk, p_cell = np.exp(self.log_risk[row, column]), p_value[row, column]
        table = {
            "relative_risk": [float(risk[one].max()) for one in held],
            "p_value": [float(p_cell[one].min()) for one in held],
            "area_km2": [float(one.sum() * (side / 1000) ** 2) for one in held],
        }
        shapes = [shapely.union_all(squares[one]) for one in held]
        found = gpd.GeoDataFrame(table, geometry=shapes, crs=self.crs).to_crs("EPSG:4326")
        return found.sort_values("relative_risk", ascending=False, ignore_index=True)


def relative_risk_surface(
    incidents: IncidentFrame,
    at_risk: gpd.GeoDataFrame,
    *,
    kernel: Kernel = "gaussian",
    bandwidth_m: float | None = None,
    cell_m: float | None = None,
    study_area: gpd.GeoDataFrame | None = None,
    adaptive: bool = False,
    replicates: int = 0,
    rng: np.random.Generator | None = None,
) -> RelativeRiskSurface | None:
    """
    Estimate the risk of incidents against a population, or against control points.

    Parameters
    ----------
    incidents
        Incidents; those without a trusted point are left out.
    at_risk
        Polygons or points with a ``population`` column, known for sure; or points without it: controls, a
        sample like the incidents.
    kernel
        ``gaussian``, ``quartic`` or ``epanechnikov``.
    bandwidth_m
        Of both densities. Left out, `bandwidth_rule` of the incidents; a choice by one of the two alone, as
        by `cross_validated_bandwidth`, is often too narrow for their ratio.
    cell_m
        Left out, a quarter of the bandwidth, at least 50 m.
    study_area
        Polygons; left out, the box around everything.
    adaptive
        Whether bandwidths follow the density of those at risk (with controls, of all points): one for both.
    replicates
        Random maps to compare with, drawn from the population or by dealing out cases and controls anew; 0
        takes the normal approximation of the log ratio in each cell, from the kernels' own variance: right
        where a kernel expects several incidents, and not to be trusted where it expects less than one.
    rng
        Source of the random maps.

    Returns
    -------
    RelativeRiskSurface or None
        None when no incident has a point in the study area.

    Raises
    ------
    InputError
        ``hotspots.population_zero`` when nobody lives in the study area, ``hotspots.population_missing`` when
        polygons lack the column.
    SizeError
        ``hotspots.too_wide`` when the place is wider than any that one map can cover.
    GeometryError
        ``hotspots.study_area_without_ground`` when the study area covers no ground.
    ValueError
        When a size is not positive, or replicates lack ``rng``.

    References
    ----------
    .. [1] Kelsall and Diggle (1995), doi:10.2307/3318678
    .. [2] Hazelton and Davies (2009), doi:10.1002/bimj.200810495, on tolerance contours.
    .. [3] Davies and Hazelton (2010), doi:10.1002/sim.3995, on adaptive bandwidths.
    """
    if not all(value is None or 0 < value < math.inf for value in (bandwidth_m, cell_m)):
        raise ValueError("bandwidth_m and cell_m must be positive")
    if replicates < 0 or (replicates > 0 and rng is None):
        raise ValueError("replicates must be 0 or more, and need rng")
    used = point_incidents(incidents)
    if len(used) == 0:
        return None
    crs = metric_crs_of(at_risk)
    xy = shapely.get_coordinates(used.geometry.to_crs(crs).values)
    outline = None if study_area is None else shapely.union_all(study_area.geometry.to_crs(crs).values)
    width = bandwidth_m or bandwidth_rule(xy, kernel)
    side = cell_m or max(width / CELLS_IN_BANDWIDTH, LEAST_CELL_M)
    grid, cells, mask = _study(xy, at_risk.to_crs(crs), outline, side)
    cases = np.where(mask, bin_points(xy, cells), 0.0)
    if not cases.any():
        return None
    sampled = "population" not in at_risk.columns
    base = np.where(mask, _at_risk(at_risk, grid, cells, crs), 0.0)
    if not base.any():
        raise InputError("hotspots.population_zero", rows=len(at_risk))
    ratio = LogRatio.of(
        cases, base, mask, Smoother(kernel, (width / cells.cell_m,)), sampled=sampled, adaptive=adaptive
    )
    log_risk, z = ratio.log_risk(cases)
    if rng is None or replicates == 0:
        p_value, adjusted = ndtr(-z), None
    else:
        p_value, adjusted = random_map_p_values(ratio, cases, replicates, rng)
        adjusted = np.where(mask, adjusted, np.nan)
    outside = np.where(mask, 0.0, np.nan)
    return RelativeRiskSurface(log_risk + outside, p_value + outside, adjusted, cells, crs, width, kernel)


def _study(
    xy: Floats, at_risk: gpd.GeoDataFrame, outline: BaseGeometry | None, cell_m: float
) -> tuple[ScanGrid, Cells, Mask]:
    """Lay the grid over the study area, or over everything."""
    if outline is None:
        low, high = bounds_of(np.vstack([xy, np.reshape(at_risk.total_bounds, (2, 2))]))
    else:
        low, high = np.array(outline.bounds[:2]), np.array(outline.bounds[2:])
    grid = scan_grid((*low.tolist(), *high.tolist()), cell_m * CELLS_IN_RADIUS, cell_m * CELLS_IN_RADIUS)
    side, rows, columns = grid.finest.cell_m, grid.finest.rows, grid.finest.columns
    cells = Cells(round(grid.west / side), round(grid.south / side), side, rows, columns)
    mask = np.ones((rows, columns), dtype=bool) if outline is None else ground(cells, outline)
    return grid, cells, mask


def _at_risk(at_risk: gpd.GeoDataFrame, grid: ScanGrid, cells: Cells, crs: CRS) -> Floats:
    """Bring people, or control points, to the grid."""
    if "population" in at_risk.columns:
        return population_field(grid, at_risk, crs)
    points = at_risk[~(at_risk.geometry.isna() | at_risk.geometry.is_empty)].geometry.to_crs(crs)
    if not (points.geom_type == "Point").all():
        raise InputError("hotspots.population_missing")
    return bin_points(shapely.get_coordinates(points.values), cells)

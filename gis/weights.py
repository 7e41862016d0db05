"""
Who is whose neighbour: polygons that share a border, cells of a grid, points near one another.

Everything is a symmetric or row-wise ``csr_array`` over positions (0 to n - 1), never over labels.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from scipy.sparse import coo_array, csr_array, diags_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from gis.borders import Segments, border_segments, shared_exactly, side_by_side
from gis.crs import metric_crs_of
from gis.errors import CrsError, GeometryError

METRES_PER_DEGREE = 111_320.0
SNAP_M = 0.2  # GeoJSON with six decimals is exact to 0.1 m
MIN_BORDER_M = 1.0  # what two segments at the greatest angle that still counts share by the tolerance alone
SNAP_SHARE, MIN_BORDER_SHARE = 1e-3, 5e-3  # neither may exceed this share of a typical unit's width

ROOK_STEPS = ((1, 0), (0, 1))
QUEEN_STEPS = (*ROOK_STEPS, (1, 1), (1, -1))


@dataclass(frozen=True, slots=True)
class Adjacency:
    """
    Which units share a border.

    Attributes
    ----------
    borders_m
        Length of the border that two units share, shape ``(n_units, n_units)``, symmetric, no diagonal.
    islands
        Positions of the units that share a border with no other.
    """

    borders_m: csr_array
    islands: npt.NDArray[np.int64]

    def components(self) -> npt.NDArray[np.int64]:
        """Number the connected groups of units: one number for each unit, from 0."""
        return np.asarray(connected_components(self.borders_m, directed=False)[1], dtype=np.int64)


def polygon_adjacency(
    units: gpd.GeoDataFrame | gpd.GeoSeries, *, min_border_m: float = MIN_BORDER_M, snap_m: float = SNAP_M
) -> Adjacency:
    """
    Find which units share a border of positive length, and how long it is.

    Parameters
    ----------
    units
        Polygons in any CRS; a multipart unit counts as one. Touching at a corner is no border.
    min_border_m
        Shorter borders are taken for flaws of the drawing. Where units are small (a typical width below
        200 m), half a percent of that width instead.
    snap_m
        Borders this close run together though their vertices differ; never more than a thousandth of a
        typical unit's width.

    Returns
    -------
    Adjacency
        Lengths in metres of the metric CRS of the place, and the units without a neighbour.

    Raises
    ------
    CrsError
        ``crs.missing`` when the units have no CRS.
    GeometryError
        ``geometry.not_polygons`` when a geometry is null, empty or of another kind.
    """
    polygons = _polygons(units)
    if len(polygons) == 0:
        return Adjacency(csr_array((0, 0)), np.empty(0, dtype=np.int64))
    metric = metric_crs_of(units)
    scale = _metres_per_unit(units)
    width_m = float(np.median(np.sqrt(shapely.area(polygons) * scale.prod())))
    segments, owner = border_segments(polygons)
    length_m = _lengths_m(segments, units.crs, metric)
    shared, matched = shared_exactly(segments, owner, length_m, len(polygons))
    snap_m = min(snap_m, SNAP_SHARE * width_m)
    left, right, pieces = side_by_side(segments[~matched] * scale, owner[~matched], snap_m)
    found = coo_array(
        (_lengths_m(pieces / scale, units.crs, metric), (left, right)), shape=shared.shape
    ).tocsr()
    borders = (shared + found + found.T).tocoo()
    kept = (borders.row != borders.col) & (borders.data >= min(min_border_m, MIN_BORDER_SHARE * width_m))
    borders_m = coo_array(
        (borders.data[kept], (borders.row[kept], borders.col[kept])), shape=shared.shape
    ).tocsr()
    return Adjacency(borders_m, np.flatnonzero(np.diff(borders_m.indptr) == 0))


def _polygons(units: gpd.GeoDataFrame | gpd.GeoSeries) -> npt.NDArray[np.object_]:
    if units.crs is None:
        raise CrsError("crs.missing")
    polygons = np.asarray(units.geometry, dtype=object)
    wrong = ~np.isin(shapely.get_type_id(polygons), (3, 6)) | shapely.is_empty(polygons)
    if wrong.any():
        raise GeometryError(
            "geometry.not_polygons", row=int(np.flatnonzero(wrong)[0]) + 1, rows=int(wrong.sum())
        )
    return polygons


def _metres_per_unit(units: gpd.GeoDataFrame | gpd.GeoSeries) -> npt.NDArray[np.float64]:
    """
    Give metres for one unit of x and of y.

    Stretching the axes keeps straight borders straight; a projection would bend a long edge away from the
    vertices that its neighbours have along it.
    """
    crs = pyproj.CRS.from_user_input(units.crs)
    if crs.is_geographic:
        _, south, _, north = units.total_bounds
        return np.array([METRES_PER_DEGREE * np.cos(np.radians((south + north) / 2)), METRES_PER_DEGREE])
    return np.full(2, crs.axis_info[0].unit_conversion_factor)


def _lengths_m(segments: Segments, crs: pyproj.CRS, metric: pyproj.CRS) -> npt.NDArray[np.float64]:
    points = segments.reshape(-1, 2)
    if crs != metric:
        transformer = pyproj.Transformer.from_crs(crs, metric, always_xy=True)
        points = np.stack(transformer.transform(points[:, 0], points[:, 1]), axis=1)
    ends = points.reshape(-1, 2, 2)
    return np.asarray(np.hypot(*(ends[:, 1] - ends[:, 0]).T))


def grid_contiguity(column: npt.ArrayLike, row: npt.ArrayLike, *, diagonal: bool = True) -> csr_array:
    """
    Find the neighbours of cells of a square grid.

    Parameters
    ----------
    column, row
        The cells at hand, each once; the grid may have holes.
    diagonal
        Whether cells that meet at a corner are neighbours (queen) or not (rook).

    Returns
    -------
    csr_array
        1 for each pair of neighbours, shape ``(n_cells, n_cells)``.

    Raises
    ------
    ValueError
        When a cell comes twice.
    """
    column, row = np.asarray(column, dtype=np.int64), np.asarray(row, dtype=np.int64)
    if len(column) == 0:
        return csr_array((0, 0))
    width = np.ptp(column) + 3  # a free column at either side, so that a step never leads into another row
    key = (row - row.min()) * width + (column - column.min() + 1)
    order = np.argsort(key)
    if (np.diff(key[order]) == 0).any():
        raise ValueError("wanted every cell once")
    pairs = []
    for step_column, step_row in QUEEN_STEPS if diagonal else ROOK_STEPS:
        wanted = key + step_row * width + step_column
        place = np.minimum(np.searchsorted(key, wanted, sorter=order), len(key) - 1)
        there = np.flatnonzero(key[order[place]] == wanted)
        pairs.append((there, order[place[there]]))
    left, right = (np.concatenate(side) for side in zip(*pairs, strict=True))
    half = coo_array((np.ones(len(left)), (left, right)), shape=(len(key), len(key))).tocsr()
    return csr_array(half + half.T)


def nearest_neighbours(x: npt.ArrayLike, y: npt.ArrayLike, k: int) -> csr_array:
    """
    Find the `k` nearest other points of every point.

    Parameters
    ----------
    x, y
        Metres.
    k
        How many; all others where there are fewer.

    Returns
    -------
    csr_array
        1 for each neighbour of the row's point (not symmetric), shape ``(n_points, n_points)``.

    Raises
    ------
    ValueError
        When `k` is below 1.
    """
    if k < 1:
        raise ValueError(f"wanted at least one neighbour, got {k}")
    points = np.column_stack([np.asarray(x, dtype=float), np.asarray(y, dtype=float)])
    n = len(points)
    k = min(k, n - 1)
    if k < 1:
        return csr_array((n, n))
    found = np.asarray(KDTree(points).query(points, k=k + 1)[1])
    itself = found == np.arange(n)[:, None]
    itself[~itself.any(axis=1), -1] = True  # more than k points on one spot: leave out the last instead
    neighbours = found[~itself].reshape(n, k)
    return coo_array((np.ones(n * k), (np.repeat(np.arange(n), k), neighbours.ravel())), shape=(n, n)).tocsr()


def distance_band(x: npt.ArrayLike, y: npt.ArrayLike, band_m: float) -> csr_array:
    """
    Find all other points within a distance.

    Parameters
    ----------
    x, y
        Metres.
    band_m
        The distance, itself included.

    Returns
    -------
    csr_array
        1 for each pair of neighbours, shape ``(n_points, n_points)``.
    """
    points = np.column_stack([np.asarray(x, dtype=float), np.asarray(y, dtype=float)])
    pairs = KDTree(points).query_pairs(band_m, output_type="ndarray")
    half = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(points),) * 2).tocsr()
    return csr_array(half + half.T)


def row_standardised(weights: csr_array) -> csr_array:
    """
    Scale every row to a sum of 1.

    Parameters
    ----------
    weights
        Weights, none below zero.

    Returns
    -------
    csr_array
        A new array; rows without a neighbour stay zero.
    """
    sums = np.asarray(weights.sum(axis=1)).ravel()
    scale = np.divide(1.0, sums, out=np.zeros_like(sums, dtype=float), where=sums > 0)
    return csr_array(diags_array(scale) @ weights)

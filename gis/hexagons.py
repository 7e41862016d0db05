"""
Hexagonal cells with a corner to the north, aligned so that two grids of one size always match.

A cell is named by its column and row; odd rows are shifted east by half a cell. The size of a cell is the
distance between the centres of two neighbours, which is the width across the flats.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import Bounds
from gis.grids import MAX_CELLS, Index, all_cells, as_grid, checked_bounds, finite_points
from gis.offsets import LonLat

ROW_STEP = np.sqrt(3) / 2  # distance between rows, as a share of the distance between neighbours


def hexagon_index(x: npt.ArrayLike, y: npt.ArrayLike, cell_m: float) -> Index:
    """
    Find the hexagon of every point: the one whose centre is nearest.

    Parameters
    ----------
    x, y
        Metres; every one a finite number.
    cell_m
        Distance between the centres of two neighbours, which is the width across the flats.

    Returns
    -------
    tuple of ndarray
        Column and row; odd rows are shifted east by half a cell.

    Raises
    ------
    ValueError
        When a coordinate is not finite or the size not above zero.
    """
    x, y = finite_points(x, y, cell_m)
    even, odd = (_nearest_of_rows(x, y, cell_m, parity) for parity in (0, 1))
    squared = [
        (x - cx) ** 2 + (y - cy) ** 2
        for cx, cy in (hexagon_centres(*even, cell_m), hexagon_centres(*odd, cell_m))
    ]
    nearer_even = squared[0] <= squared[1]
    return np.where(nearer_even, even[0], odd[0]), np.where(nearer_even, even[1], odd[1])


def _nearest_of_rows(
    x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], cell_m: float, parity: int
) -> Index:
    """Find the nearest centre among the even, or the odd, rows, whose centres form a rectangular lattice."""
    row = 2 * np.rint((y / (ROW_STEP * cell_m) - parity) / 2) + parity
    column = np.rint(x / cell_m - parity / 2)
    return column.astype(np.int64), row.astype(np.int64)


def hexagon_centres(column: npt.ArrayLike, row: npt.ArrayLike, cell_m: float) -> LonLat:
    """
    Give the centre of hexagons.

    Parameters
    ----------
    column, row
        Cells, as `hexagon_index` names them.
    cell_m
        Distance between the centres of two neighbours.

    Returns
    -------
    tuple of ndarray
        x and y in metres.
    """
    column, row = np.asarray(column), np.asarray(row)
    return (column + (row % 2) / 2) * cell_m, row * ROW_STEP * cell_m


def hexagon_polygons(column: npt.ArrayLike, row: npt.ArrayLike, cell_m: float) -> npt.NDArray[np.object_]:
    """
    Draw hexagons with a corner to the north.

    Parameters
    ----------
    column, row
        Cells, as `hexagon_index` names them.
    cell_m
        Distance between the centres of two neighbours.

    Returns
    -------
    ndarray of shapely.Polygon
        One for each cell.
    """
    # Counted in half widths and thirds of a row, so that neighbours share their corners to the last bit.
    column, row = np.atleast_1d(column), np.atleast_1d(row)
    half_widths = (2 * column + row % 2)[:, None] + np.array([0, -1, -1, 0, 1, 1])
    thirds = 3 * row[:, None] + np.array([2, 1, -1, -2, -1, 1])
    corners = np.stack([half_widths * (cell_m / 2), thirds * (ROW_STEP * cell_m / 3)], axis=-1)
    return np.asarray(shapely.polygons(corners), dtype=object)


def hexagonal_grid(
    bounds: Bounds,
    cell_m: float,
    *,
    crs: pyproj.CRS | str | None = None,
    within: BaseGeometry | None = None,
    max_cells: int = MAX_CELLS,
) -> gpd.GeoDataFrame:
    """
    Cover a box with hexagons.

    Parameters
    ----------
    bounds
        West, south, east, north in metres; every point of the box, its edges included, gets a cell.
    cell_m
        Distance between the centres of two neighbours, which is the width across the flats.
    crs
        The metric system of the bounds.
    within
        Keep the cells that share some area with this polygon alone.
    max_cells
        Refuse to make more cells than this.

    Returns
    -------
    GeoDataFrame
        ``column``, ``row`` and ``geometry``, row by row from the south-west.

    Raises
    ------
    SizeError
        ``grid.too_many_cells``, before any memory is taken.
    ValueError
        When the bounds or the size are no numbers that make a box.
    """
    west, south, east, north = checked_bounds(bounds)
    finite_points([west, east], [south, north], cell_m)
    columns = (int(np.floor(west / cell_m - 1)), int(np.ceil(east / cell_m)))
    row_m = ROW_STEP * cell_m
    rows = (int(np.floor(south / row_m - 2 / 3)), int(np.ceil(north / row_m + 2 / 3)))
    column, row = all_cells(bounds, cell_m, columns, rows, max_cells)
    polygons = hexagon_polygons(column, row, cell_m)
    touched = shapely.intersects(polygons, shapely.box(west, south, east, north))
    return as_grid(column[touched], row[touched], polygons[touched], crs, within)

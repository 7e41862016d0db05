"""
Square cells, aligned to multiples of their size, so that two grids of one size always match.

A cell is named by its column and row. A whole grid is refused when it would not fit into memory, since one
stray point at (0, 0) asks for a billion cells. ``gis/hexagons.py`` has the same for hexagons.
"""

from __future__ import annotations

from typing import TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import Bounds
from gis.errors import SizeError
from gis.offsets import LonLat

Index: TypeAlias = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""Columns and rows."""

MAX_CELLS = 1_000_000


def cell_index(x: npt.ArrayLike, y: npt.ArrayLike, cell_m: float) -> Index:
    """
    Find the square cell of every point.

    Parameters
    ----------
    x, y
        Metres; every one a finite number.
    cell_m
        Length of a cell's side.

    Returns
    -------
    tuple of ndarray
        Column and row: cell ``(c, r)`` spans ``[c, c + 1) x [r, r + 1)`` times `cell_m`.

    Raises
    ------
    ValueError
        When a coordinate is not finite or the size not above zero.

    Examples
    --------
    >>> [index.tolist() for index in cell_index([0, 499.9, 500, -1], [0, 0, 0, 1200], 500)]
    [[0, 0, 1, -1], [0, 0, 0, 2]]
    """
    x, y = finite_points(x, y, cell_m)
    return np.floor(x / cell_m).astype(np.int64), np.floor(y / cell_m).astype(np.int64)


def cell_centres(column: npt.ArrayLike, row: npt.ArrayLike, cell_m: float) -> LonLat:
    """
    Give the centre of square cells.

    Parameters
    ----------
    column, row
        Cells, as `cell_index` names them.
    cell_m
        Length of a cell's side.

    Returns
    -------
    tuple of ndarray
        x and y in metres.
    """
    return (np.asarray(column) + 0.5) * cell_m, (np.asarray(row) + 0.5) * cell_m


def cell_polygons(column: npt.ArrayLike, row: npt.ArrayLike, cell_m: float) -> npt.NDArray[np.object_]:
    """
    Draw square cells.

    Parameters
    ----------
    column, row
        Cells, as `cell_index` names them.
    cell_m
        Length of a cell's side.

    Returns
    -------
    ndarray of shapely.Polygon
        One for each cell.
    """
    column, row = np.asarray(column), np.asarray(row)
    return np.asarray(
        shapely.box(column * cell_m, row * cell_m, (column + 1) * cell_m, (row + 1) * cell_m), dtype=object
    )


def square_grid(
    bounds: Bounds,
    cell_m: float,
    *,
    crs: pyproj.CRS | str | None = None,
    within: BaseGeometry | None = None,
    max_cells: int = MAX_CELLS,
) -> gpd.GeoDataFrame:
    """
    Cover a box with square cells.

    Parameters
    ----------
    bounds
        West, south, east, north in metres; every point of the box, its edges included, gets a cell.
    cell_m
        Length of a cell's side.
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
    (first_column, last_column), (first_row, last_row) = (
        index.tolist() for index in cell_index([west, east], [south, north], cell_m)
    )
    column, row = all_cells(bounds, cell_m, (first_column, last_column), (first_row, last_row), max_cells)
    return as_grid(column, row, cell_polygons(column, row, cell_m), crs, within)


def finite_points(x: npt.ArrayLike, y: npt.ArrayLike, cell_m: float) -> LonLat:
    """Take points as vectors of finite numbers, or raise ``ValueError``; the size must be above zero."""
    if not (np.isfinite(cell_m) and cell_m > 0):
        raise ValueError(f"a cell's size must be above zero, got {cell_m}")
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("coordinates must be finite: leave out the rows without a point first")
    return x, y


def checked_bounds(bounds: Bounds) -> Bounds:
    """Take west, south, east, north as finite numbers in order, or raise ``ValueError``."""
    west, south, east, north = (float(value) for value in bounds)
    if not (np.isfinite([west, south, east, north]).all() and west <= east and south <= north):
        raise ValueError(f"wanted west, south, east, north, got {tuple(bounds)}")
    return west, south, east, north


def all_cells(
    bounds: Bounds, cell_m: float, columns: tuple[int, int], rows: tuple[int, int], max_cells: int
) -> Index:
    """Name every cell from the first to the last column and row, if there are not too many."""
    n_columns, n_rows = columns[1] - columns[0] + 1, rows[1] - rows[0] + 1
    if n_columns * n_rows > max_cells:
        west, south, east, north = bounds
        raise SizeError(
            "grid.too_many_cells",
            cells=n_columns * n_rows,
            limit=max_cells,
            cell_m=cell_m,
            width_km=round((east - west) / 1000, 1),
            height_km=round((north - south) / 1000, 1),
        )
    row, column = np.meshgrid(
        np.arange(rows[0], rows[1] + 1, dtype=np.int64),
        np.arange(columns[0], columns[1] + 1, dtype=np.int64),
        indexing="ij",
    )
    return column.ravel(), row.ravel()


def as_grid(
    column: npt.NDArray[np.int64],
    row: npt.NDArray[np.int64],
    polygons: npt.NDArray[np.object_],
    crs: pyproj.CRS | str | None,
    within: BaseGeometry | None,
) -> gpd.GeoDataFrame:
    """Make a table of cells; `within` keeps those that share some area with it."""
    if within is not None:
        shapely.prepare(within)
        kept = shapely.intersects(within, polygons) & ~shapely.touches(within, polygons)
        column, row, polygons = column[kept], row[kept], polygons[kept]
    return gpd.GeoDataFrame({"column": column, "row": row}, geometry=polygons, crs=crs)

"""Points counted on a grid of square cells, in one pass and without a copy."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gis.compiled import compiled
from gis.errors import GeometryError, SizeError
from hotspots.finding.grid import Floats

Mask = npt.NDArray[np.bool_]

MOST_CELLS = 16_000_000


@dataclass(frozen=True, slots=True)
class Cells:
    """
    A grid of square cells, aligned to multiples of their size.

    Parameters
    ----------
    first_column, first_row
        Lower left cell: its corner lies at this many sizes from the origin.
    cell_m, rows, columns
        Size and number of the cells.
    """

    first_column: int
    first_row: int
    cell_m: float
    rows: int
    columns: int

    @property
    def west(self) -> float:
        """Left edge in metres."""
        return self.first_column * self.cell_m

    @property
    def south(self) -> float:
        """Lower edge in metres."""
        return self.first_row * self.cell_m


def cells_over(low: Floats, high: Floats, cell_m: float, margin_m: float = 0.0) -> Cells:
    """
    Cover a box with cells.

    Parameters
    ----------
    low, high
        Lower left and upper right corner in metres, both inside.
    cell_m
        Length of a cell's side.
    margin_m
        How far the grid reaches beyond the box.

    Raises
    ------
    SizeError
        ``hotspots.density_too_large`` when the cells would not fit into memory.
    """
    first = np.floor((low - margin_m) / cell_m)
    columns, rows = (np.floor((high + margin_m) / cell_m) - first + 1).tolist()
    if columns * rows > MOST_CELLS:
        raise SizeError("hotspots.density_too_large", cells=int(columns * rows), most=MOST_CELLS)
    return Cells(int(first[0]), int(first[1]), cell_m, int(rows), int(columns))


def ground(cells: Cells, outline: BaseGeometry) -> Mask:
    """
    Say which cells have their middle inside a polygon.

    Raises
    ------
    GeometryError
        ``hotspots.study_area_without_ground`` when none has.
    """
    x = cells.west + (np.arange(cells.columns) + 0.5) * cells.cell_m
    y = cells.south + (np.arange(cells.rows) + 0.5) * cells.cell_m
    shapely.prepare(outline)
    mask = np.asarray(shapely.contains_xy(outline, *np.meshgrid(x, y)))
    if not mask.any():
        raise GeometryError("hotspots.study_area_without_ground")
    return mask


def bounds_of(xy: Floats) -> tuple[Floats, Floats]:
    """Give the lower left and the upper right corner of points; raises where one is not finite."""
    west, south, east, north = _bounds(xy)
    if not all(map(math.isfinite, (west, south, east, north))):
        raise ValueError("coordinates must be finite: leave out the rows without a point first")
    return np.array([west, south]), np.array([east, north])


def bin_points(xy: Floats, cells: Cells, weights: Floats | None = None) -> Floats:
    """
    Add up points in cells.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``; points beyond the grid are left out.
    cells
        The grid.
    weights
        What each point counts for; 1 where left out.

    Returns
    -------
    ndarray
        Shape ``(rows, columns)``, southernmost row first.
    """
    field = np.zeros((cells.rows, cells.columns))
    given = np.empty(0) if weights is None else weights
    _add(field, xy, given, (cells.first_column, cells.first_row, cells.cell_m))
    return field


@compiled
def _bounds(xy: Floats) -> tuple[float, float, float, float]:
    west, south, east, north = np.inf, np.inf, -np.inf, -np.inf
    total = 0.0
    for i in range(len(xy)):
        x, y = xy[i, 0], xy[i, 1]
        west, south, east, north = min(west, x), min(south, y), max(east, x), max(north, y)
        total += x + y
    return (west, south, east, north) if np.isfinite(total) else (np.nan, south, east, north)


@compiled
def _add(field: Floats, xy: Floats, weights: Floats, grid: tuple[int, int, float]) -> None:
    rows, columns = field.shape
    first_column, first_row, cell_m = grid
    for i in range(len(xy)):
        column = int(np.floor(xy[i, 0] / cell_m)) - first_column
        row = int(np.floor(xy[i, 1] / cell_m)) - first_row
        if 0 <= row < rows and 0 <= column < columns:
            field[row, column] += weights[i] if len(weights) else 1.0

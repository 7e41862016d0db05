"""Square cells aligned to multiples of their size, and those of them that make the study area."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy import ndimage
from scipy.sparse import csr_array
from shapely.geometry.base import BaseGeometry

from gis.errors import SizeError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

REACH_CELLS = 2  # rows and columns around a cell with incidents that belong to the study area
MOST_CELLS = 25_000_000
KERNEL_REACH = 4.0  # bandwidths; beyond it a Gaussian is below .0004 of its peak


@dataclass(frozen=True, slots=True)
class StudyCells:
    """
    The cells of a study area, row by row from the south-west.

    Parameters
    ----------
    cell_m
        Side of a cell, in metres.
    first_row, first_column
        Row and column of the lower left cell of the mask: metric coordinates over ``cell_m``, rounded down.
    mask
        Which cells of the box belong to the study area, shape ``(rows, columns)``.
    """

    cell_m: float
    first_row: int
    first_column: int
    mask: Mask

    @property
    def n_cells(self) -> int:
        """Cells of the study area."""
        return int(self.mask.sum())

    def cells_of(self, x: Floats, y: Floats) -> Ints:
        """Give the number of the study cell that holds each point; -1 outside."""
        row = np.floor(y / self.cell_m).astype(np.int64) - self.first_row
        column = np.floor(x / self.cell_m).astype(np.int64) - self.first_column
        rows, columns = self.mask.shape
        inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        numbers = np.full(self.mask.shape, -1, dtype=np.int64)
        numbers[self.mask] = np.arange(self.n_cells)
        found = np.full(len(row), -1, dtype=np.int64)
        found[inside] = numbers[row[inside], column[inside]]
        return found

    def polygons(self) -> npt.NDArray[Any]:
        """Give the square of every study cell in the metric system, shape ``(n_cells,)``."""
        row, column = np.nonzero(self.mask)
        west, south = (column + self.first_column) * self.cell_m, (row + self.first_row) * self.cell_m
        return np.asarray(shapely.box(west, south, west + self.cell_m, south + self.cell_m))

    def smooth(self, values: Floats, bandwidth_cells: float) -> Floats:
        """
        Spread values of the study cells by a Gaussian kernel; what leaves the study area is lost.

        Parameters
        ----------
        values
            One for each study cell.
        bandwidth_cells
            Standard deviation of the kernel, in cells.
        """
        field = np.zeros(self.mask.shape)
        field[self.mask] = values
        spread = ndimage.gaussian_filter(field, bandwidth_cells, mode="constant", truncate=KERNEL_REACH)
        return np.asarray(spread[self.mask], dtype=float)

    def kernel_density(self, x: Floats, y: Floats, bandwidth_m: float) -> Floats:
        """
        Sum a Gaussian kernel of every point at the middle of every study cell (points are not binned first).

        Parameters
        ----------
        x, y
            Points in the metric system.
        bandwidth_m
            Standard deviation of the kernel.

        Returns
        -------
        ndarray
            Incidents per square metre, shape ``(n_cells,)``, without what lies beyond four bandwidths along
            an axis.
        """
        rows, columns = self.mask.shape
        along_y = _kernel_along(y / self.cell_m - self.first_row, rows, bandwidth_m / self.cell_m)
        along_x = _kernel_along(x / self.cell_m - self.first_column, columns, bandwidth_m / self.cell_m)
        total = (along_y.T @ along_x).toarray()  # the kernel is a product of one along each axis
        return np.asarray(total[self.mask] / (2 * math.pi * bandwidth_m**2), dtype=float)


def study_cells(x: Floats, y: Floats, cell_m: float, outline: BaseGeometry | None = None) -> StudyCells:
    """
    Lay out the cells of a study area.

    Parameters
    ----------
    x, y
        Incidents in the metric system, at least one where no outline is given.
    cell_m
        Side of a cell.
    outline
        Study area in the metric system: the cells that it meets. Left out, the cells whose row and column
        differ by at most 2 from those of a cell that holds an incident.

    Raises
    ------
    SizeError
        ``backtest.too_many_cells`` when the box around would not fit.
    """
    if outline is not None:
        west, south, east, north = outline.bounds
        box = _box(np.array([west, east]), np.array([south, north]), cell_m, 0)
        every = StudyCells(box.cell_m, box.first_row, box.first_column, np.ones_like(box.mask))
        shapely.prepare(outline)
        touched = shapely.area(shapely.intersection(outline, every.polygons())) > 0
        return StudyCells(box.cell_m, box.first_row, box.first_column, touched.reshape(box.mask.shape))
    box = _box(x, y, cell_m, REACH_CELLS)
    mask = box.mask
    row = np.floor(y / cell_m).astype(np.int64) - box.first_row
    column = np.floor(x / cell_m).astype(np.int64) - box.first_column
    mask[row, column] = True
    side = 2 * REACH_CELLS + 1
    near = ndimage.binary_dilation(mask, np.ones((side, side), dtype=bool))
    return StudyCells(cell_m, box.first_row, box.first_column, np.asarray(near, dtype=bool))


def _box(x: Floats, y: Floats, cell_m: float, margin: int) -> StudyCells:
    """Give an empty mask around points."""
    first_row = math.floor(y.min() / cell_m) - margin
    first_column = math.floor(x.min() / cell_m) - margin
    rows = math.floor(y.max() / cell_m) + margin - first_row + 1
    columns = math.floor(x.max() / cell_m) + margin - first_column + 1
    if rows * columns > MOST_CELLS:
        raise SizeError("backtest.too_many_cells", cells=rows * columns, most=MOST_CELLS)
    return StudyCells(cell_m, first_row, first_column, np.zeros((rows, columns), dtype=bool))


def _kernel_along(place: Floats, n_cells: int, bandwidth: float) -> csr_array:
    """Give the kernel of every point at the middle of the cells along one axis, all in cells."""
    reach = math.ceil(KERNEL_REACH * bandwidth)
    cell = np.floor(place).astype(np.int64)[:, None] + np.arange(-reach, reach + 1)
    distance = (cell + 0.5 - place[:, None]) / bandwidth
    near = (cell >= 0) & (cell < n_cells) & (np.abs(distance) <= KERNEL_REACH)
    point = np.broadcast_to(np.arange(len(place))[:, None], cell.shape)
    values = np.exp(-0.5 * distance[near] ** 2)
    return csr_array((values, (point[near], cell[near])), shape=(len(place), n_cells))

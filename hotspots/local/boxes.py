"""Sums over the square of neighbours around every cell of a grid, and their z-scores, row by row in cache."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gis.compiled import compiled
from hotspots.finding.grid import Floats

ROUNDING = 1e-14  # values that differ by less than this part of the largest are equal


def box_sums(field: Floats, reach: int) -> Floats:
    """Sum each cell's square of neighbours, itself included; beyond the grid there is nothing."""
    return _sums(np.ascontiguousarray(field, dtype=np.float64), reach)


@compiled
def _sums(field: Floats, reach: int) -> Floats:
    sums = np.empty_like(field)
    across = np.empty(field.shape[1])
    for row in range(field.shape[0]):
        _sum_row(field, row, reach, across, sums[row])
    return sums


@compiled
def box_z_scores(field: Floats, reach: int) -> Floats:
    """
    Standardise box sums by their mean and spread over all orders of the cells' values.

    Parameters
    ----------
    field
        A value for each cell, shape ``(rows, columns)``, contiguous.
    reach
        Cells to either side of a cell that are summed.

    Returns
    -------
    ndarray
        Scores of the same shape; 0 where nothing can differ.
    """
    rows, columns = field.shape
    n = rows * columns
    z = np.empty_like(field)
    mean, deviation = _moments(field, np.empty((0, 0)))
    place = np.arange(columns)
    wide = np.minimum(place, reach) + np.minimum(columns - 1 - place, reach) + 1.0
    across, scale, centre = np.empty(columns), np.empty(columns), np.empty(columns)
    before = 0
    for row in range(rows):
        high = min(row, reach) + min(rows - 1 - row, reach) + 1
        if high != before:
            cells = high * wide
            spread = deviation * np.sqrt(np.maximum(n * cells - cells * cells, 0.0) / max(n - 1, 1))
            scale[:] = np.where(spread > 0, 1 / np.where(spread > 0, spread, 1.0), 0.0)
            centre[:] = cells * mean
            before = high
        _sum_row(field, row, reach, across, z[row])
        for column in range(columns):
            z[row, column] = (z[row, column] - centre[column]) * scale[column]
    return z


@compiled
def box_z_scores_inside(field: Floats, inside: Floats, reach: int) -> Floats:
    """
    Standardise box sums as `box_z_scores` does, over the cells of a study area.

    Parameters
    ----------
    field
        A value for each cell, zero outside, shape ``(rows, columns)``, contiguous.
    inside
        1 for each cell of the study area, else 0; of the same shape.
    reach
        Cells to either side of a cell that are summed.

    Returns
    -------
    ndarray
        Scores of the same shape; NaN outside.
    """
    rows, columns = field.shape
    n = inside.sum()
    mean, deviation = _moments(field, inside)
    cells = np.arange((2 * reach + 1) ** 2 + 1.0)
    spread = deviation * np.sqrt(np.maximum(n * cells - cells * cells, 0.0) / max(n - 1, 1))
    scale = np.where(spread > 0, 1 / np.where(spread > 0, spread, 1.0), 0.0)
    z, across, near = np.empty_like(field), np.empty(columns), np.empty(columns)
    for row in range(rows):
        _sum_row(field, row, reach, across, z[row])
        _sum_row(inside, row, reach, across, near)
        for column in range(columns):
            standard = (z[row, column] - near[column] * mean) * scale[int(near[column])]
            z[row, column] = standard if inside[row, column] > 0 else np.nan
    return z


@compiled
def holds_outside(field: Floats, inside: npt.NDArray[np.bool_]) -> bool:
    """Say whether any cell outside the study area is not zero."""
    cells = 0
    for row in range(field.shape[0]):
        for column in range(field.shape[1]):
            cells += (field[row, column] != 0) & (not inside[row, column])
    return cells > 0


@compiled
def _moments(field: Floats, inside: Floats) -> tuple[float, float]:
    """Give the mean and the standard deviation, summed row by row; rounding alone is no deviation."""
    some = inside.size > 0
    n = inside.sum() if some else float(field.size)
    total, squares, largest = 0.0, 0.0, 0.0
    for row in range(field.shape[0]):
        part = 0.0
        for value in field[row]:
            part += value
            largest = max(largest, abs(value))
        total += part
    mean = total / max(n, 1.0)
    for row in range(field.shape[0]):
        part = 0.0
        for column in range(field.shape[1]):
            if not some or inside[row, column] > 0:
                part += (field[row, column] - mean) ** 2
        squares += part
    deviation = np.sqrt(squares / max(n, 1.0))
    return mean, deviation if deviation > ROUNDING * largest else 0.0


@compiled
def _sum_row(field: Floats, row: int, reach: int, across: Floats, sums: Floats) -> None:
    """Sum the squares around one row's cells: first down the columns, then along the row; nothing drifts."""
    columns = len(across)
    low, high = max(row - reach, 0), min(row + reach, field.shape[0] - 1)
    across[:] = field[low]
    for other in range(low + 1, high + 1):
        for column in range(columns):
            across[column] += field[other, column]
    sums[:] = across
    for step in range(1, min(reach, columns - 1) + 1):
        for column in range(columns - step):
            sums[column] += across[column + step]
        for column in range(step, columns):
            sums[column] += across[column - step]

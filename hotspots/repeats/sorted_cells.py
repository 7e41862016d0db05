"""Points sorted by the cell they lie in, so that those near a cell are a few runs of the list."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.compiled import compiled
from hotspots.finding.grid import Floats, Ints

MOST_KEYS = 2**62


@dataclass(frozen=True, slots=True)
class SortedCells:
    """
    The cells that hold points, row by row.

    Parameters
    ----------
    order
        Positions of the points, cell by cell.
    key
        Number of each cell, rising: the cell to the right has the next number.
    begin
        Where the points of each cell begin in ``order``, and at last the number of points.
    stride
        What to add to a number for the next layer of time, or without layers for the row above.
    depth
        Layers of a row, one or more that stay empty among them; 1 without layers.
    """

    order: Ints
    key: Ints
    begin: Ints
    stride: int
    depth: int = 1


def sorted_cells(points: Floats, side_m: float, reach: int, layer: Ints | None = None) -> SortedCells:
    """
    Sort points by cell.

    Parameters
    ----------
    points
        Metres, shape ``(n, 2)``.
    side_m
        Width of a cell.
    reach
        Cells that a neighbour may be away along a row: so many stay empty at its ends.
    layer
        Layer of time of each point, from 0; neighbours are in the same layer or the next.

    Returns
    -------
    SortedCells
        Points of one cell stay in their order.

    Raises
    ------
    ValueError
        When there would be more cells than can be numbered.
    """
    if len(points) == 0:
        none = np.empty(0, dtype=np.int64)
        return SortedCells(none, none, np.zeros(1, dtype=np.int64), 1)
    places = np.floor((points - points.min(axis=0)) / side_m)
    columns, rows = (float(most) + 1 for most in places.max(axis=0))
    depth = 1 if layer is None else int(layer.max()) + 2
    if (columns + 2 * reach) * rows * depth > MOST_KEYS:
        raise ValueError(f"cells of {side_m} m are too small for points that lie so far apart")
    stride = int(columns) + 2 * reach
    column, row = places.astype(np.int64).T
    key = (row * depth + (0 if layer is None else layer)) * stride + column
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    begin = np.flatnonzero(np.r_[True, sorted_key[1:] != sorted_key[:-1]])
    return SortedCells(order, sorted_key[begin], np.append(begin, len(order)), stride, depth)


@compiled
def advance(key: Ints, cell: int, least: int) -> int:
    """Go on from a cell to the first whose number is not below ``least``."""
    while cell < len(key) and key[cell] < least:
        cell += 1
    return cell

"""
Density clusters on cells, without lists of neighbours.

Cells are so small that all points of one are near one another. A cell that holds enough points needs no look
at its neighbours, and cores are joined cell by cell.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gis.compiled import compiled
from hotspots.finding.grid import Floats, Ints, Numbers
from hotspots.repeats.sorted_cells import SortedCells, advance, sorted_cells

REACH = 2  # cells that the radius may cross
SHRINK = 1 - 1e-9  # rounding must not let a cell be wider than the radius allows
UNREACHED = np.iinfo(np.int64).max

Mask = npt.NDArray[np.bool_]


class _Cells(NamedTuple):
    """Points cell by cell: coordinates and time, the cells' numbers and where their points begin."""

    x: Floats
    y: Floats
    ticks: Numbers
    key: Ints
    begin: Ints

    def take(self, which: Mask) -> _Cells:
        """Keep some of the points, and the cells that hold any."""
        kept = np.concatenate([[0], np.cumsum(which)])[self.begin]
        full = np.diff(kept) > 0
        begin = np.append(kept[:-1][full], kept[-1])
        return _Cells(self.x[which], self.y[which], self.ticks[which], self.key[full], begin)


class _Near(NamedTuple):
    """What is near: steps to the rows of cells around, the radius squared, and ticks."""

    steps: Ints
    square: float
    most: int


def cell_side_m(radius_m: float) -> float:
    """Give the width of cells whose points all lie within the radius of one another."""
    return radius_m * math.sqrt(0.5) * SHRINK


def group_points(
    points: Floats, radius_m: float, min_points: int, ticks: Ints | None = None, most: int = 0
) -> tuple[Ints, Mask]:
    """
    Find core points and the clusters that they and the points near them make.

    Parameters
    ----------
    points
        Metres, shape ``(n, 2)``.
    radius_m
        How far apart near points may be.
    min_points
        Near points, itself included, that make a point a core.
    ticks
        Time of each point in whole numbers from 0; left out, times do not matter.
    most
        How many ticks apart near points may be.

    Returns
    -------
    label, core
        Clusters from 0 in the order of their first core points, -1 for noise; and which points are cores.

    Raises
    ------
    ValueError
        When the radius is too small for points so far apart.
    """
    label, core = np.full(len(points), -1, dtype=np.int64), np.zeros(len(points), dtype=bool)
    placed = sorted_cells(
        points, cell_side_m(radius_m), REACH, None if ticks is None else ticks // (most + 1)
    )
    order = placed.order
    times = np.zeros(len(points), dtype=np.int8) if ticks is None else ticks[order]
    x, y = np.ascontiguousarray(points[order].T)
    cells = _Cells(x, y, times, placed.key, placed.begin)
    near = _Near(_steps(placed), radius_m * radius_m, most)
    is_core = _find_cores(cells, near, min_points)
    cores = cells.take(is_core)
    of_cell = _numbered(_joined(cores, _Near(near.steps[near.steps >= 0], *near[1:])), cores, order[is_core])
    found = np.full(len(points), -1, dtype=np.int64)
    found[is_core] = np.repeat(of_cell, np.diff(cores.begin))
    _join_others(cells, near, cores, of_cell, found)
    label[order], core[order] = found, is_core
    return label, core


def _steps(placed: SortedCells) -> Ints:
    """Steps to the rows of cells around one, its own first; with layers of time, those before and after."""
    rows = np.array([0, -1, 1, -2, 2]) * placed.depth
    layers = [0] if placed.depth == 1 else [0, -1, 1]
    return np.asarray(np.add.outer(rows, layers).ravel() * placed.stride, dtype=np.int64)


def _numbered(group: Ints, cores: _Cells, index: Ints) -> Ints:
    """Number the groups of cells by the first of their points."""
    if len(group) == 0:
        return group
    first = np.full(len(group), UNREACHED)
    np.minimum.at(first, group, np.minimum.reduceat(index, cores.begin[:-1]))
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return np.asarray(rank[group])


@compiled
def _is_near(one: _Cells, own: int, many: _Cells, other: int, near: _Near) -> bool:
    step_x, step_y = one.x[own] - many.x[other], one.y[own] - many.y[other]
    apart = np.int64(one.ticks[own]) - np.int64(many.ticks[other])
    return bool(step_x * step_x + step_y * step_y <= near.square and abs(apart) <= near.most)


@compiled
def _surround(key: Ints, middle: int, steps: Ints, low: Ints, high: Ints) -> None:
    """Move the runs of cells around one cell on to those around a later one."""
    for row in range(len(steps)):
        low[row] = advance(key, low[row], middle + steps[row] - REACH)
        high[row] = advance(key, max(low[row], high[row]), middle + steps[row] + REACH + 1)


@compiled
def _find_cores(cells: _Cells, near: _Near, min_points: int) -> Mask:
    """Find the points with enough others around; full cells need no look around."""
    begin = cells.begin
    core = np.zeros(begin[-1], dtype=np.bool_)
    low, high = np.zeros(len(near.steps), dtype=np.int64), np.zeros(len(near.steps), dtype=np.int64)
    for cell in range(len(cells.key)):
        if begin[cell + 1] - begin[cell] >= min_points:
            core[begin[cell] : begin[cell + 1]] = True
            continue
        _surround(cells.key, cells.key[cell], near.steps, low, high)
        if (begin[high] - begin[low]).sum() < min_points:
            continue
        for own in range(begin[cell], begin[cell + 1]):
            count = 0
            for row in range(len(low)):
                for other in range(begin[low[row]], begin[high[row]]):
                    count += _is_near(cells, own, cells, other, near)
                    if count == min_points:
                        break
                if count == min_points:
                    break
            core[own] = count == min_points
    return core


@compiled
def _joined(cores: _Cells, near: _Near) -> Ints:
    """Give each cell of cores the first cell that it is joined with, directly or by way of others."""
    box = _boxes(cores)
    first = np.arange(len(cores.key))
    low, high = np.zeros(len(near.steps), dtype=np.int64), np.zeros(len(near.steps), dtype=np.int64)
    for cell in range(len(first)):
        _surround(cores.key, cores.key[cell], near.steps, low, high)
        for row in range(len(low)):
            for other in range(max(low[row], cell + 1), high[row]):
                one, two = _root(first, cell), _root(first, other)
                if one != two and _touch(cores, box, near, cell, other):
                    first[max(one, two)] = min(one, two)
    for cell in range(len(first)):
        first[cell] = _root(first, cell)
    return first


@compiled
def _root(first: Ints, cell: int) -> int:
    while first[cell] != cell:
        first[cell] = first[first[cell]]
        cell = first[cell]
    return cell


@compiled
def _boxes(cores: _Cells) -> Floats:
    """West, east, south and north of the points of each cell."""
    box = np.empty((len(cores.key), 4))
    for cell in range(len(box)):
        some = slice(cores.begin[cell], cores.begin[cell + 1])
        box[cell, 0], box[cell, 1] = cores.x[some].min(), cores.x[some].max()
        box[cell, 2], box[cell, 3] = cores.y[some].min(), cores.y[some].max()
    return box


@compiled
def _touch(cores: _Cells, box: Floats, near: _Near, cell: int, other: int) -> bool:
    """Tell whether any point of one cell is near one of another; points too far from its box are left out."""
    if _gap(box[other], box[cell]) > near.square:
        return False
    for own in range(cores.begin[cell], cores.begin[cell + 1]):
        x, y = cores.x[own], cores.y[own]
        if _gap(box[other], (x, x, y, y)) > near.square:
            continue
        for its in range(cores.begin[other], cores.begin[other + 1]):
            if _is_near(cores, own, cores, its, near):
                return True
    return False


@compiled
def _gap(one: Floats, two: Floats | tuple[float, float, float, float]) -> float:
    """Distance between two boxes, squared; never more than that of any two points inside, rounding or not."""
    gap_x = max(one[0] - two[1], two[0] - one[1], 0.0)
    gap_y = max(one[2] - two[3], two[2] - one[3], 0.0)
    return float(gap_x * gap_x + gap_y * gap_y)


@compiled
def _join_others(cells: _Cells, near: _Near, cores: _Cells, of_cell: Ints, label: Ints) -> None:
    """Give each point that is no core the first of the clusters of the cores near it."""
    low, high = np.zeros(len(near.steps), dtype=np.int64), np.zeros(len(near.steps), dtype=np.int64)
    for cell in range(len(cells.key)):
        _surround(cores.key, cells.key[cell], near.steps, low, high)
        for own in range(cells.begin[cell], cells.begin[cell + 1]):
            if label[own] >= 0:
                continue
            best = UNREACHED
            for row in range(len(low)):
                for other in range(low[row], high[row]):
                    if of_cell[other] < best and _any_near(cells, own, cores, other, near):
                        best = of_cell[other]
            label[own] = best if best < UNREACHED else -1


@compiled
def _any_near(cells: _Cells, own: int, cores: _Cells, cell: int, near: _Near) -> bool:
    for other in range(cores.begin[cell], cores.begin[cell + 1]):
        if _is_near(cells, own, cores, other, near):
            return True
    return False

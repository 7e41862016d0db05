"""The pyramid of grids on which windows are counted: each level has cells twice as wide as the one before."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gis.compiled import compiled
from gis.errors import SizeError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[Any]

MOST_CELLS = 4_000_000
WIDEST_M = 1_500_000.0  # the widest province; beyond it a coordinate is wrong
RADIUS_STEP = math.sqrt(2.0)
CELLS_IN_RADIUS = 3.0  # a disc of fewer cells is no disc
COARSE_LEVEL = 3  # level on which smooth fields are kept


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc on a grid: for each row, lowest first, how many cells it reaches to either side."""

    radius_m: float
    half_widths: tuple[int, ...]

    @property
    def reach(self) -> int:
        """Rows above and below the centre."""
        return len(self.half_widths) // 2


@dataclass(frozen=True, slots=True)
class Level:
    """One grid of the pyramid and the discs that are counted on it."""

    factor: int
    cell_m: float
    rows: int
    columns: int
    discs: tuple[Disc, ...]

    @property
    def margin(self) -> int:
        """Empty cells kept around the grid so that no disc leaves it."""
        return max((disc.reach for disc in self.discs), default=0)


@dataclass(frozen=True, slots=True)
class ScanGrid:
    """
    Grids over a place, aligned to multiples of the cell size.

    Parameters
    ----------
    west, south
        Metric coordinates of the lower left corner.
    levels
        From the finest to the coarsest.
    """

    west: float
    south: float
    levels: tuple[Level, ...]

    @property
    def finest(self) -> Level:
        """The grid that incidents are binned on."""
        return self.levels[0]

    def cells_of(self, x: Floats, y: Floats) -> Ints:
        """Give the flat index of the finest cell that holds each point (all points inside the grid)."""
        finest = self.finest
        column = np.floor((x - self.west) / finest.cell_m).astype(np.int64)
        row = np.floor((y - self.south) / finest.cell_m).astype(np.int64)
        return row * finest.columns + column

    def centres_of(self, cells: Ints, level: Level) -> tuple[Floats, Floats]:
        """Give the metric coordinates of the middle of cells of a level."""
        row, column = np.divmod(cells, level.columns)
        return (
            self.west + (column + 0.5) * level.cell_m,
            self.south + (row + 0.5) * level.cell_m,
        )


def scan_grid(
    bounds: tuple[float, float, float, float], min_radius_m: float, max_radius_m: float
) -> ScanGrid:
    """
    Lay the pyramid over a box.

    Parameters
    ----------
    bounds
        West, south, east, north in metres.
    min_radius_m, max_radius_m
        Smallest and largest disc; the smallest grows where the box is so wide that fine cells would not fit.

    Raises
    ------
    SizeError
        ``hotspots.too_wide`` when the box is wider than any place that one search can cover.
    """
    west, south, east, north = bounds
    width, height = east - west, north - south
    if max(width, height) > WIDEST_M:
        raise SizeError("hotspots.too_wide", width_km=round(max(width, height) / 1000))
    cell_m = max(min_radius_m / CELLS_IN_RADIUS, math.sqrt(width * height / MOST_CELLS))
    radii = disc_radii(max(min_radius_m, cell_m * CELLS_IN_RADIUS), max_radius_m)
    depth = max(COARSE_LEVEL + 1, *(_level_of(radius, cell_m) + 1 for radius in radii))
    block = cell_m * 2 ** (depth - 1)
    west, south = math.floor(west / block) * block, math.floor(south / block) * block
    columns = int((east - west) // block + 1) * 2 ** (depth - 1)
    rows = int((north - south) // block + 1) * 2 ** (depth - 1)
    levels = []
    for depth_now in range(depth):
        factor = 2**depth_now
        discs = tuple(
            disc_on_grid(radius, cell_m * factor)
            for radius in radii
            if _level_of(radius, cell_m) == depth_now
        )
        levels.append(Level(factor, cell_m * factor, rows // factor, columns // factor, discs))
    return ScanGrid(west, south, tuple(levels))


def disc_radii(min_radius_m: float, max_radius_m: float) -> list[float]:
    """Climb from the smallest to the largest radius in steps of the square root of two."""
    steps = max(0, math.floor(math.log(max_radius_m / min_radius_m, RADIUS_STEP) + 1e-9))
    return [min_radius_m * RADIUS_STEP**step for step in range(steps + 1)]


def _level_of(radius_m: float, cell_m: float) -> int:
    """Choose the coarsest grid on which a radius still spans enough cells."""
    return max(0, math.floor(math.log2(radius_m / (CELLS_IN_RADIUS * cell_m)) + 1e-9))


def disc_on_grid(radius_m: float, cell_m: float) -> Disc:
    """Rasterise a disc: cells whose middle lies within the radius of the middle of the central cell."""
    reach = math.floor(radius_m / cell_m)
    widths = (math.floor(math.sqrt((radius_m / cell_m) ** 2 - row**2)) for row in range(-reach, reach + 1))
    return Disc(radius_m, tuple(widths))


def cell_counts(cells: npt.NDArray[np.integer[Any]], shape: tuple[int, int]) -> Numbers:
    """Count how often each cell is named (flat indices)."""
    return np.bincount(cells, minlength=shape[0] * shape[1]).astype(np.int32).reshape(shape)


def halve(field: Numbers) -> Numbers:
    """Add up blocks of two by two cells."""
    by_rows = field[::2] + field[1::2]
    return np.asarray(by_rows[:, ::2] + by_rows[:, 1::2])


def coarsen(field: Numbers, factor: int) -> Numbers:
    """Add up blocks of ``factor`` x ``factor`` cells, the factor a power of two."""
    while factor > 1:
        field, factor = halve(field), factor // 2
    return field


def running_sums(field: Numbers, margin: int) -> Numbers:
    """Sum a field along its rows, with a margin around it, so that a run of cells is one difference."""
    rows, columns = field.shape
    sums = np.zeros((rows + 2 * margin, columns + 2 * margin + 1), dtype=field.dtype)
    inner = sums[margin : margin + rows]
    np.cumsum(field, axis=1, out=inner[:, margin + 1 : margin + 1 + columns])
    inner[:, margin + 1 + columns :] = inner[:, margin + columns : margin + columns + 1]
    return sums


def disc_field(sums: Numbers, level: Level, disc: Disc) -> Numbers:
    """Add up a field over the disc around every cell of a level, from its running sums."""
    margin, rows, columns = level.margin, level.rows, level.columns
    total = np.zeros((rows, columns), dtype=sums.dtype)
    for row_step, half_width in zip(range(-disc.reach, disc.reach + 1), disc.half_widths, strict=True):
        row = sums[margin + row_step : margin + row_step + rows]
        total += row[:, margin + half_width + 1 :][:, :columns]
        total -= row[:, margin - half_width :][:, :columns]
    return total


def disc_sums(sums: Numbers, centres: Ints, columns: int, disc: Disc) -> Numbers:
    """
    Add up a field over the disc around each centre.

    Parameters
    ----------
    sums
        Running sums of the field, with a margin.
    centres
        Flat cell indices of the field, which has ``columns`` columns.
    """
    return np.asarray(_add_discs(sums, centres, columns, np.array(disc.half_widths)))


@compiled
def _add_discs(sums: Numbers, centres: Ints, columns: int, half_widths: Ints) -> Numbers:
    margin = (sums.shape[1] - 1 - columns) // 2
    first = margin - len(half_widths) // 2
    total = np.empty(len(centres), dtype=sums.dtype)
    for i in range(len(centres)):
        row, column = centres[i] // columns + first, centres[i] % columns + margin
        added = sums[0, 0] - sums[0, 0]
        for step in range(len(half_widths)):
            half = half_widths[step]
            added += sums[row + step, column + half + 1] - sums[row + step, column - half]
        total[i] = added
    return total

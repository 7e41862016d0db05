"""
What is expected where: a base (population, or evenly spread) times a smooth ratio estimated from the data.

The ratio is estimated by multiplicative correction: smooth the observed and the expected alike, multiply the
expected by the quotient, and again. Because both are smoothed alike, edges of the study area and places set
aside (areas already found) need no correction of their own, and repeating takes the flattening of a kernel
back out [1]_.

.. [1] Jones, Linton and Nielsen (1995), doi:10.1093/biomet/82.2.327
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter

from hotspots.grid import (
    COARSE_LEVEL,
    Disc,
    Floats,
    Ints,
    Numbers,
    ScanGrid,
    coarsen,
    disc_sums,
    running_sums,
)

BLOCK_M = 3000.0
LEAST_IN_BLOCK, LEAST_BLOCKS = 5.0, 12
NORMAL_QUARTILE = 0.6745
LEAST_DISPERSION = 1.6  # of blocks; by chance in about one county of fifty
LEAST_SPREAD = 0.05  # of the districts' ratios; less is below what any area must exceed
DISTRICT_BANDWIDTH_M = 2000.0
WINDOW_PER_BANDWIDTH = 0.6


@dataclass(frozen=True, slots=True)
class Base:
    """
    Where incidents would fall if nothing but the base ruled: sums to 1 over the study area.

    Parameters
    ----------
    field
        Share of each finest cell, cells set aside included.
    running
        Running sums of the open cells (those not set aside), one for each level.
    coarse
        The open cells added up on the coarse grid.
    """

    grid: ScanGrid
    field: Floats
    running: tuple[Floats, ...]
    coarse: Floats


@dataclass(frozen=True, slots=True)
class Expected:
    """Expected incidents: the base times a ratio, which is smooth on the coarse grid."""

    base: Base
    ratio: Floats
    max_radius_m: float

    def in_discs(self, level_index: int, centres: Ints, x: Floats, y: Floats, disc: Disc) -> Floats:
        """Give the expected number in the disc around each centre of a level."""
        level = self.base.grid.levels[level_index]
        mean: Floats = disc_sums(self.base.running[level_index], centres, level.columns, level.margin, disc)
        coarse_m = self.base.grid.levels[COARSE_LEVEL].cell_m
        ratio = self.ratio
        if np.ptp(ratio) == 0:
            return np.maximum(mean, 1e-12) * ratio.flat[0]
        if disc.radius_m > coarse_m:
            ratio = gaussian_filter(ratio, disc.radius_m / 2 / coarse_m, mode="nearest")
        return np.maximum(mean, 1e-12) * _bilinear(ratio, self.base.grid, x, y)

    def on_cells(self) -> Floats:
        """Give the expected number in every finest cell, cells set aside included."""
        finest = self.base.grid.finest
        rows = _interpolation(finest.rows, self.ratio.shape[0])
        columns = _interpolation(finest.columns, self.ratio.shape[1])
        spread: Floats = rows @ self.ratio @ columns.T
        return spread * self.base.field


@dataclass(frozen=True, slots=True)
class Smoothing:
    """
    How the ratio is estimated.

    Parameters
    ----------
    bandwidth_m
        Standard deviation of the Gaussian kernel; infinite for one ratio everywhere.
    prior
        Incidents that the ratio 1 counts for; the larger, the less the ratio follows the data.
    max_radius_m
        Largest window that this background can judge.
    corrections
        How often the ratio is corrected; more follow sharper changes.
    """

    bandwidth_m: float
    prior: float
    max_radius_m: float
    corrections: int = 4


def make_base(grid: ScanGrid, field: Floats, closed: npt.NDArray[np.bool_] | None = None) -> Base:
    """Prepare the base for counting windows; ``closed`` cells are set aside."""
    field = field / field.sum()
    open_field = field if closed is None else np.where(closed, 0.0, field)
    running = tuple(running_sums(coarsen(open_field, level.factor), level.margin) for level in grid.levels)
    return Base(grid, field, running, coarsen(open_field, grid.levels[COARSE_LEVEL].factor))


def estimate_expected(base: Base, counts: Numbers, smoothing: Smoothing) -> Expected:
    """
    Scale the base to the incidents, with a smooth ratio where the smoothing asks for one.

    Parameters
    ----------
    base
        The base, with the same cells set aside as in ``counts``.
    counts
        Incidents in each finest cell, none in cells set aside.
    smoothing
        How the ratio is estimated.
    """
    total = float(counts.sum())
    ratio = np.full(base.coarse.shape, total / max(float(base.coarse.sum()), 1e-12))
    if math.isinf(smoothing.bandwidth_m):
        return Expected(base, ratio, smoothing.max_radius_m)
    level = base.grid.levels[COARSE_LEVEL]
    observed = coarsen(counts, level.factor).astype(np.float64)
    sigma = smoothing.bandwidth_m / level.cell_m
    in_kernel = 4 * math.pi * sigma**2  # cells that the kernel spreads over
    smooth_observed = gaussian_filter(observed, sigma, mode="constant", truncate=3.5) * in_kernel
    for _ in range(smoothing.corrections):
        smooth_mean = gaussian_filter(base.coarse * ratio, sigma, mode="constant", truncate=3.5) * in_kernel
        ratio = ratio * (smooth_observed + smoothing.prior) / (smooth_mean + smoothing.prior)
    ratio *= total / max(float((base.coarse * ratio).sum()), 1e-12)
    return Expected(base, ratio, smoothing.max_radius_m)


def local_smoothing(expected: Expected, counts: Numbers, inflation: float, plain: Smoothing) -> Smoothing:
    """
    Let the ratio follow the district where reporting differs more than chance allows, else keep it plain.

    Blocks of about 3 km are compared with their expected numbers; the median deviation, which single
    hotspots do not move, gives the variance of the ratio, and that the weight of the prior (empirical Bayes).

    Parameters
    ----------
    expected, counts
        The county with certain areas set aside.
    inflation
        Variance of counts over their mean, from repeats at one place.
    plain
        What is returned where blocks differ no more than by chance.
    """
    level = expected.base.grid.levels[COARSE_LEVEL]
    step = max(1, round(BLOCK_M / level.cell_m))
    observed = _blocks(coarsen(counts, level.factor).astype(np.float64), step)
    mean = _blocks(expected.base.coarse * expected.ratio, step)
    enough = mean >= LEAST_IN_BLOCK
    if enough.sum() < LEAST_BLOCKS:
        return plain
    observed, mean = observed[enough], mean[enough]
    deviation = float(np.median(np.abs(observed - mean) / np.sqrt(inflation * mean))) / NORMAL_QUARTILE
    variance = (deviation**2 - 1) * inflation / float(np.median(mean))
    if deviation**2 < LEAST_DISPERSION or variance < LEAST_SPREAD**2:
        return plain
    radius_m = min(plain.max_radius_m, WINDOW_PER_BANDWIDTH * DISTRICT_BANDWIDTH_M)
    return Smoothing(DISTRICT_BANDWIDTH_M, inflation / variance, radius_m, corrections=2)


def _blocks(field: Floats, step: int) -> Floats:
    rows, columns = (size // step * step for size in field.shape)
    parts = field[:rows, :columns].reshape(rows // step, step, columns // step, step)
    return np.asarray(parts.sum(axis=(1, 3)))


def _bilinear(field: Floats, grid: ScanGrid, x: Floats, y: Floats) -> Floats:
    """Interpolate a coarse field at points; beyond the outermost cell middles it stays level."""
    cell_m = grid.levels[COARSE_LEVEL].cell_m
    rows, columns = field.shape
    u = np.clip((x - grid.west) / cell_m - 0.5, 0, columns - 1)
    v = np.clip((y - grid.south) / cell_m - 0.5, 0, rows - 1)
    left = np.minimum(u.astype(np.int64), max(columns - 2, 0))
    low = np.minimum(v.astype(np.int64), max(rows - 2, 0))
    u, v = u - left, v - low
    step, up = min(1, columns - 1), columns * min(1, rows - 1)
    flat, at = field.reshape(-1), low * columns + left
    lower = flat[at] * (1 - u) + flat[at + step] * u
    upper = flat[at + up] * (1 - u) + flat[at + up + step] * u
    mixed: Floats = lower * (1 - v) + upper * v
    return mixed


def _interpolation(fine: int, coarse: int) -> Floats:
    """Make the matrix that interpolates ``coarse`` cell middles at ``fine`` ones, linearly."""
    at = np.clip((np.arange(fine) + 0.5) * coarse / fine - 0.5, 0, coarse - 1)
    left = np.minimum(at.astype(np.int64), max(coarse - 2, 0))
    matrix = np.zeros((fine, coarse))
    rows = np.arange(fine)
    matrix[rows, left] += 1 - (at - left)
    matrix[rows, np.minimum(left + 1, coarse - 1)] += at - left
    return matrix

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
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter

from hotspots.finding.grid import (
    COARSE_LEVEL,
    Disc,
    Floats,
    Ints,
    Numbers,
    ScanGrid,
    coarsen,
    disc_field,
    disc_sums,
    running_sums,
)

BLOCKS_M = (3000.0, 6000.0)
LEAST_IN_BLOCK, LEAST_BLOCKS = 5.0, 12
NORMAL_QUARTILE = 0.6745
DISPERSION_ERROR = 2.333  # standard error of the squared median deviation, times the root of the blocks
CERTAIN_ERRORS = 3.0  # standard errors; less is left to wide windows alone
LEAST_SPREAD = 0.05  # of the districts' ratios; less is below what any area must exceed
USUAL_SPREAD = 0.1  # allowed for where blocks show no more
DISTRICT_BANDWIDTH_M, BORDER_BANDWIDTH_M = 2000.0, 700.0
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
    in_discs
        For each radius the share in the disc around every cell of its level; empty where few discs are asked.
    """

    grid: ScanGrid
    field: Floats
    running: tuple[Floats, ...]
    coarse: Floats
    in_discs: dict[float, Floats] = dataclass_field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expected:
    """
    Expected incidents: the base times a ratio, which is smooth on the coarse grid.

    Parameters
    ----------
    base, ratio
        Their product, the ratio interpolated.
    finer
        The ratio on cells half as wide.
    max_radius_m
        Largest window that this background can judge.
    spread
        By how much districts report differently: an excess must be above it.
    wide
        A ratio of its own for wide windows, on the cells of ``finer``.
    """

    base: Base
    ratio: Floats
    finer: Floats
    max_radius_m: float
    spread: float = 0.0
    wide: Floats | None = None

    def ratio_at(self, x: Floats, y: Floats, *, wide: bool = False) -> Floats:
        """Give the ratio at points of the grid; windows are too narrow for it to change much within them."""
        grid, half_m = self.base.grid, self.base.grid.levels[COARSE_LEVEL].cell_m / 2
        row = ((y - grid.south) / half_m).astype(np.int64)
        column = ((x - grid.west) / half_m).astype(np.int64)
        finer = self.wide if wide and self.wide is not None else self.finer
        at: Floats = finer.take(row * finer.shape[1] + column)
        return at

    def in_discs(self, level_index: int, centres: Ints, ratio: Floats, disc: Disc) -> Floats:
        """Give the expected number in the disc around each centre of a level, given the ratio there."""
        level = self.base.grid.levels[level_index]
        if disc.radius_m in self.base.in_discs:
            mean = self.base.in_discs[disc.radius_m].take(centres)
        else:
            mean = disc_sums(self.base.running[level_index], centres, level.columns, disc)
        expected: Floats = np.maximum(mean, 1e-12) * ratio
        return expected

    def on_cells(self) -> Floats:
        """Give the expected number in every finest cell, cells set aside included."""
        if np.ptp(self.ratio) == 0:
            return self.base.field * self.ratio.flat[0]
        ratio = self.finer
        for _ in range(COARSE_LEVEL - 1):
            ratio = _doubled(ratio)
        return ratio * self.base.field


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
    fine_m
        Bandwidth of as many corrections that follow, for borders between districts; 0 for none.
    spread
        By how much districts differ.
    wide_only
        Whether only wide windows follow the districts: those that hold enough to mistake one for disorder.
    """

    bandwidth_m: float
    prior: float
    max_radius_m: float
    corrections: int = 4
    fine_m: float = 0.0
    spread: float = 0.0
    wide_only: bool = False


def make_base(grid: ScanGrid, shares: Floats, closed: npt.NDArray[np.bool_] | None = None) -> Base:
    """Prepare the base for counting windows; ``closed`` cells are set aside."""
    shares = shares / shares.sum()
    open_field = shares if closed is None else np.where(closed, 0.0, shares)
    running = tuple(running_sums(coarsen(open_field, level.factor), level.margin) for level in grid.levels)
    return Base(grid, shares, running, coarsen(open_field, grid.levels[COARSE_LEVEL].factor))


def _smoothed(field: Floats, sigma: float) -> Floats:
    """Add up incidents under a Gaussian kernel, in units of the cells that the kernel spreads over."""
    smooth: Floats = gaussian_filter(field, sigma, mode="constant", truncate=3.0)
    return smooth * (4 * math.pi * sigma**2)


def with_every_disc(base: Base) -> Base:
    """Count the base in the discs around all cells beforehand: for many searches with one base."""
    in_discs = {
        disc.radius_m: disc_field(running, level, disc)
        for level, running in zip(base.grid.levels, base.running, strict=True)
        for disc in level.discs
    }
    return replace(base, in_discs=in_discs)


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
        return Expected(base, ratio, ratio.repeat(2, 0).repeat(2, 1), smoothing.max_radius_m)
    level = base.grid.levels[COARSE_LEVEL]
    observed = coarsen(counts, level.factor).astype(np.float64)
    for bandwidth_m in (smoothing.bandwidth_m, smoothing.fine_m):
        if bandwidth_m > 0:
            smooth_observed = _smoothed(observed, bandwidth_m / level.cell_m)
        for _ in range(smoothing.corrections if bandwidth_m > 0 else 0):
            smooth_mean = _smoothed(base.coarse * ratio, bandwidth_m / level.cell_m)
            ratio = ratio * (smooth_observed + smoothing.prior) / (smooth_mean + smoothing.prior)
    ratio *= total / max(float((base.coarse * ratio).sum()), 1e-12)
    if smoothing.wide_only:
        even = np.full(base.coarse.shape, total / max(float(base.coarse.sum()), 1e-12))
        wide = _doubled(np.maximum(ratio, even))
        return Expected(base, even, _doubled(even), smoothing.max_radius_m, smoothing.spread, wide)
    return Expected(base, ratio, _doubled(ratio), smoothing.max_radius_m, smoothing.spread)


def local_smoothing(expected: Expected, counts: Numbers, inflation: float, plain: Smoothing) -> Smoothing:
    """
    Let the ratio follow the district, as far as districts report differently (empirical Bayes).

    Blocks are compared with their expected numbers; the median deviation, which single hotspots do not move,
    gives the variance of the ratio, and that the weight of the prior. No county reports quite evenly: where
    blocks differ no more than by chance, as much spread is allowed for as they cannot exclude, up to a usual
    one, for wide windows. Where they do, borders are followed more finely and areas must exceed what
    districts differ by.

    Parameters
    ----------
    expected, counts
        The county with certain areas set aside.
    inflation
        Variance of counts over their mean, from repeats at one place.
    plain
        What is used so far, and stays where the spread is next to nothing.
    """
    spreads = [_spread(expected, counts, inflation, block_m) for block_m in BLOCKS_M]
    spread = max(certain for certain, _ in spreads)
    usual = min(USUAL_SPREAD, *(possible for _, possible in spreads))
    if max(spread, usual) < LEAST_SPREAD:
        return plain
    if spread <= usual:
        return Smoothing(DISTRICT_BANDWIDTH_M, inflation / usual**2, plain.max_radius_m, 2, wide_only=True)
    radius_m = min(plain.max_radius_m, WINDOW_PER_BANDWIDTH * BORDER_BANDWIDTH_M)
    return Smoothing(DISTRICT_BANDWIDTH_M, inflation / spread**2, radius_m, 2, BORDER_BANDWIDTH_M, spread)


def _spread(expected: Expected, counts: Numbers, inflation: float, block_m: float) -> tuple[float, float]:
    """Estimate the spread of the ratios of blocks: what is certain (0 if it may be chance), and possible."""
    level = expected.base.grid.levels[COARSE_LEVEL]
    step = max(1, round(block_m / level.cell_m))
    observed = _blocks(coarsen(counts, level.factor).astype(np.float64), step)
    mean = _blocks(expected.base.coarse * expected.ratio, step)
    enough = mean >= LEAST_IN_BLOCK
    if enough.sum() < LEAST_BLOCKS:
        return 0.0, math.inf
    observed, mean = observed[enough], mean[enough]
    mean = mean * _usual_ratio(observed, mean)
    deviation = float(np.median(np.abs(observed - mean) / np.sqrt(inflation * mean))) / NORMAL_QUARTILE
    excess, error = max(deviation**2 - 1, 0.0), DISPERSION_ERROR / math.sqrt(len(mean))
    per_excess = inflation / float(np.median(mean))
    certain = math.sqrt(excess * per_excess) if excess >= CERTAIN_ERRORS * error else 0.0
    return certain, math.sqrt((excess + error) * per_excess)


def _usual_ratio(observed: Floats, mean: Floats) -> float:
    """Give the ratio of the middle block, by weight: areas not set aside raise the sum, not the middle."""
    order = np.argsort(observed / mean)
    weight = np.cumsum(mean[order])
    middle = order[np.searchsorted(weight, weight[-1] / 2)]
    return max(float(observed[middle] / mean[middle]), 1e-9)


def _blocks(field: Floats, step: int) -> Floats:
    rows, columns = (size // step * step for size in field.shape)
    parts = field[:rows, :columns].reshape(rows // step, step, columns // step, step)
    return np.asarray(parts.sum(axis=(1, 3)))


def _doubled(field: Floats) -> Floats:
    """Interpolate a field on cells half as wide; beyond the outermost cell middles it stays level."""
    for axis in (0, 1):
        last = field.shape[axis] - 1
        before = field.take(np.maximum(np.arange(last + 1) - 1, 0), axis=axis)
        after = field.take(np.minimum(np.arange(last + 1) + 1, last), axis=axis)
        halves = np.stack([0.75 * field + 0.25 * before, 0.75 * field + 0.25 * after], axis=axis + 1)
        shape = list(field.shape)
        shape[axis] *= 2
        field = halves.reshape(shape)
    return field

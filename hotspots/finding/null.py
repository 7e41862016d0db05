"""
How strong the best windows of counties without disorderly areas are.

Random counties are drawn from the expected numbers and searched exactly as the real one, background estimated
anew in each. Places are drawn, not incidents: a place brings all its repeats along, so that an address with
forty calls is as likely to stand anywhere as it is real.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from hotspots.finding.expected import Base, Expected, Smoothing, estimate_expected, with_every_disc
from hotspots.finding.grid import Floats, Ints, cell_counts
from hotspots.finding.windows import (
    LOCAL_RADIUS_M,
    Penalties,
    Windows,
    peaks,
    penalised,
    scan_windows,
)
from hotspots.params import Least

PEAKS_KEPT = 40
TAIL_PEAKS = 4.0  # peaks of a county, on average, that the tail is fitted to
OWN_PEAKS = 8  # of one radius and county
WINDOWS_KEPT = 400  # of each radius and county
TABLE_SIZE = 1 << 22
MOST_THREADS = 4


@dataclass(frozen=True, slots=True)
class NullPeaks:
    """
    Peaks of random counties: their number above any height, with an exponential tail.

    Parameters
    ----------
    heights
        All kept peaks of all replicates, ascending.
    replicates
        Random counties drawn.
    tail_from, tail_scale
        Where the fitted tail starts and its mean excess.
    penalties
        What was taken off the heights of each radius.
    """

    heights: Floats
    replicates: int
    tail_from: float
    tail_scale: float
    penalties: Penalties = field(default_factory=dict)

    @property
    def candidates(self) -> float:
        """Separate peaks in one random county."""
        return max(1.0, len(self.heights) / self.replicates)

    def expected_above(self, height: float) -> float:
        """Give the mean number of peaks of a random county that reach a height."""
        above = len(self.heights) - int(np.searchsorted(self.heights, height))
        if height <= self.tail_from or math.isinf(self.tail_from):
            return above / self.replicates
        return TAIL_PEAKS * math.exp(-(height - self.tail_from) / self.tail_scale)


def scale_penalties(counties: list[Windows]) -> Penalties:
    """
    Put the windows of all radii on one footing: each as likely to be the highest of a random county.

    The height that the best windows of a radius reach once in a county falls as the radius grows, because
    there are fewer of them. What it is above that of ``LOCAL_RADIUS_M`` is the penalty; wider windows have
    none, since they are rarer still. Sharing the error among scales in this way is that of [1]_.

    Parameters
    ----------
    counties
        The best windows of each random county.

    References
    ----------
    .. [1] Duembgen and Spokoiny (2001), doi:10.1214/aos/996986504
    """
    radii = np.unique(np.concatenate([windows.radius_m for windows in counties]))
    usual = {}
    for radius in radii[radii <= LOCAL_RADIUS_M * 1.01]:
        own = [peaks(windows.take(windows.radius_m == radius), OWN_PEAKS).height for windows in counties]
        ordered = np.sort(np.concatenate(own))
        usual[float(radius)] = float(ordered[-len(counties)]) if len(ordered) >= len(counties) else 0.0
    penalties, highest = {}, 0.0
    for radius in sorted(usual, reverse=True):
        highest = max(highest, usual[radius])
        penalties[radius] = highest - usual[max(usual)]
    return penalties


def fit_null(heights: Floats, replicates: int) -> NullPeaks:
    """Fit the tail to the highest peaks, ``TAIL_PEAKS`` a county, by their mean excess."""
    ordered = np.sort(heights)
    used = round(TAIL_PEAKS * replicates)
    if len(ordered) <= used:
        return NullPeaks(ordered, replicates, math.inf, 1.0)
    start = float(ordered[-used - 1])
    return NullPeaks(ordered, replicates, start, max(float((ordered[-used:] - start).mean()), 1e-6))


def draw_null(
    base: Base,
    expected: Expected,
    weights: Ints,
    smoothing: Smoothing,
    *,
    least: Least,
    replicates: int,
    rng: np.random.Generator,
    on_progress: Callable[[int, int], None] | None = None,
) -> NullPeaks:
    """
    Draw random counties and keep the peaks of each.

    Parameters
    ----------
    base
        The base with no cell set aside.
    expected
        What random counties are drawn from.
    weights
        Incidents that each place counts for.
    smoothing
        How the background is estimated in each county.
    least
        What a window must hold, as in the real county.
    """
    shape = (base.grid.finest.rows, base.grid.finest.columns)
    table = _sampling_table(expected.on_cells())
    more = weights[weights > 1] - 1
    repeats = len(more) > 0
    if len(weights) * replicates > base.field.size / 4:
        base = with_every_disc(base)

    def windows_of_one(rng: np.random.Generator) -> Windows:
        cells = _scattered(table, len(weights), rng)
        counts = places = cell_counts(cells, shape)
        if repeats:
            which = rng.choice(len(cells), len(more), replace=False)
            counts = places + cell_counts(np.repeat(cells[which], more), shape)
        mean = estimate_expected(base, counts, smoothing)
        return scan_windows(base.grid, counts, places if repeats else None, mean, least, most=WINDOWS_KEPT)

    counties = []
    with ThreadPoolExecutor(min(replicates, os.cpu_count() or 1, MOST_THREADS)) as pool:
        for done, found in enumerate(pool.map(windows_of_one, rng.spawn(replicates))):
            counties.append(found)
            if on_progress is not None:
                on_progress(done + 1, replicates)
    penalties = scale_penalties(counties)
    heights = [peaks(penalised(windows, penalties), PEAKS_KEPT).height for windows in counties]
    return replace(fit_null(np.concatenate(heights), replicates), penalties=penalties)


def _scattered(table: Ints, places: int, rng: np.random.Generator) -> Ints:
    """Give random cells in ascending order: uniform order statistics are running sums of exponential gaps."""
    until = np.cumsum(rng.standard_exponential(places + 1))
    cells: Ints = table[(until[:-1] * (len(table) / until[-1])).astype(np.int64)]
    return cells


def _sampling_table(mean: Floats) -> Ints:
    """Make a table in which each cell stands as often as it is likely: a draw is one look-up."""
    steps = np.cumsum(mean.reshape(-1))
    until = np.rint(steps * (TABLE_SIZE / steps[-1])).astype(np.int64)
    return np.repeat(np.arange(len(steps), dtype=np.int32), np.diff(until, prepend=0))

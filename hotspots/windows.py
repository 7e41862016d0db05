"""Windows that hold more incidents than expected: discs around occupied cells, and their peaks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspots.expected import Expected
from hotspots.grid import Floats, Ints, ScanGrid, disc_sums, halve, running_sums
from hotspots.scan import poisson_log_likelihood_ratio

LEAST_LLR = 2.0  # windows below are never a peak worth keeping
MOST_WINDOWS = 4000


@dataclass(frozen=True, slots=True)
class Windows:
    """Discs with their statistics, best first."""

    x: Floats
    y: Floats
    radius_m: Floats
    count: Floats
    expected: Floats
    log_likelihood_ratio: Floats

    def __len__(self) -> int:
        """Count the windows."""
        return len(self.x)

    def take(self, which: npt.ArrayLike) -> Windows:
        """Select windows by index or mask."""
        return Windows(*(getattr(self, name)[which] for name in self.__slots__))


def scan_windows(
    grid: ScanGrid, counts: Ints, places: Ints | None, expected: Expected, min_places: int
) -> Windows:
    """
    Count every disc of the pyramid around every occupied cell and keep the best.

    Parameters
    ----------
    grid
        The pyramid.
    counts
        Incidents in each finest cell, shape ``(rows, columns)``.
    places
        Distinct places in each finest cell, or None where every incident is a place of its own.
    expected
        Expected incidents on the same grid.
    min_places
        Windows with fewer distinct places are left out.
    """
    found = [_empty()]
    field, place_field = counts, places
    for index, level in enumerate(grid.levels):
        if index > 0:
            field = halve(field)
            place_field = None if place_field is None else halve(place_field)
        if not level.discs:
            continue
        centres = np.flatnonzero(field)
        sums = running_sums(field, level.margin)
        place_sums = None if place_field is None else running_sums(place_field, level.margin)
        x, y = grid.centres_of(centres, level)
        for disc in level.discs:
            if disc.radius_m > expected.max_radius_m:
                continue
            count = disc_sums(sums, centres, level.columns, level.margin, disc).astype(np.float64)
            mean = expected.in_discs(index, centres, x, y, disc)
            ratio = poisson_log_likelihood_ratio(count, mean)
            keep = np.flatnonzero((ratio > LEAST_LLR) & (count >= min_places))
            if place_sums is not None:
                distinct = disc_sums(place_sums, centres[keep], level.columns, level.margin, disc)
                keep = keep[distinct >= min_places]
            radius = np.full(len(keep), disc.radius_m)
            found.append(Windows(x[keep], y[keep], radius, count[keep], mean[keep], ratio[keep]))
    return _best(found)


def _empty() -> Windows:
    return Windows(*(np.empty(0) for _ in Windows.__slots__))


def _best(found: list[Windows]) -> Windows:
    joined = Windows(*(np.concatenate([getattr(part, name) for part in found]) for name in Windows.__slots__))
    score = joined.log_likelihood_ratio
    if len(score) > MOST_WINDOWS:
        joined = joined.take(np.argpartition(score, -MOST_WINDOWS)[-MOST_WINDOWS:])
    order = np.lexsort((joined.radius_m, joined.x, joined.y, -joined.log_likelihood_ratio))
    return joined.take(order)


def peaks(windows: Windows, most: int) -> Windows:
    """Pick the best window, drop all that overlap it, and go on with the rest, up to ``most``."""
    alive = np.ones(len(windows), dtype=bool)
    picked: list[int] = []
    start = 0
    while len(picked) < most:
        rest = np.flatnonzero(alive[start:])
        if len(rest) == 0:
            break
        best = start + int(rest[0])
        picked.append(best)
        distance = np.hypot(windows.x - windows.x[best], windows.y - windows.y[best])
        alive &= distance >= windows.radius_m + windows.radius_m[best]
        start = best + 1
    return windows.take(np.array(picked, dtype=np.int64))

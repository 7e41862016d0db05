"""Windows that hold more incidents than expected: discs around occupied cells, and their peaks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from hotspots.finding.expected import Expected
from hotspots.finding.grid import Floats, Numbers, ScanGrid, disc_sums, halve, running_sums
from hotspots.params import Least
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio

LEAST_LLR = 2.0  # windows below are never a peak worth keeping
MOST_WINDOWS = 1500  # kept of each radius
LEAST_RELATIVE_RISK = 1.1  # an excess of less than a tenth is no disorder, however certain
LOCAL_RADIUS_M = 400.0  # beyond it a weak excess says more of the baseline than of order
INNER_RADIUS = 0.75  # of a window, the most that a window inside may have
INNER_LLR = 7.0  # chance of such a window inside one that is evenly raised is about 1 %

Penalties = Mapping[float, float]
"""What is taken off the log likelihood ratios of the windows of each radius."""

NO_PENALTIES: Penalties = {}


@dataclass(frozen=True, slots=True)
class Windows:
    """
    Discs with their statistics, best first.

    ``height`` is the log likelihood ratio less what chance alone gives a radius beyond the widest ones: small
    windows are many, so that the best of them is higher in any county (see `Penalties`).
    """

    x: Floats
    y: Floats
    radius_m: Floats
    count: Floats
    expected: Floats
    log_likelihood_ratio: Floats
    height: Floats

    def __len__(self) -> int:
        """Count the windows."""
        return len(self.x)

    def take(self, which: npt.NDArray[Any] | slice) -> Windows:
        """Select windows by index or mask."""
        return Windows(*(getattr(self, name)[which] for name in self.__slots__))


def scan_windows(
    grid: ScanGrid,
    counts: Numbers,
    places: Numbers | None,
    expected: Expected,
    least: Least,
    *,
    penalties: Penalties = NO_PENALTIES,
    most: int = MOST_WINDOWS,
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
    least
        Windows that hold less are left out.
    penalties
        What is taken off the heights of each radius.
    most
        Windows kept of each radius.
    """
    found = [_empty()]
    field, place_field = counts, places
    for index, level in enumerate(grid.levels):
        if index > 0:
            field = halve(field)
            place_field = None if place_field is None else halve(place_field)
        if not level.discs:
            continue
        centres = np.flatnonzero(field != 0)
        sums = running_sums(field, level.margin)
        place_sums = None if place_field is None else running_sums(place_field, level.margin)
        x, y = grid.centres_of(centres, level)
        narrow, wide = expected.ratio_at(x, y), expected.ratio_at(x, y, wide=True)
        for disc in level.discs:
            if disc.radius_m > expected.max_radius_m:
                continue
            count = disc_sums(sums, centres, level.columns, disc).astype(np.float64)
            ratio_there = wide if disc.radius_m > LOCAL_RADIUS_M else narrow
            mean = expected.in_discs(index, centres, ratio_there, disc)
            keep = np.flatnonzero(
                (count >= least_relative_risk(disc.radius_m) * (1 + expected.spread) * mean)
                & (count >= max(least.incidents, least.places))
            )
            count, mean = count[keep], mean[keep]
            ratio = poisson_log_likelihood_ratio(count, mean)
            high = np.flatnonzero(ratio > LEAST_LLR)
            keep, count, mean, ratio = keep[high], count[high], mean[high], ratio[high]
            if place_sums is not None:
                distinct = disc_sums(place_sums, centres[keep], level.columns, disc)
                enough = np.flatnonzero(distinct >= least.places)
                keep, count, mean, ratio = keep[enough], count[enough], mean[enough], ratio[enough]
            kept = min(most, len(ratio))
            best = np.argpartition(ratio, -kept)[-kept:] if kept else np.arange(0)
            radius = np.full(len(keep), disc.radius_m)
            height = ratio - penalties.get(disc.radius_m, 0.0)
            found.append(Windows(x[keep], y[keep], radius, count, mean, ratio, height).take(best))
    return _best(found)


def least_relative_risk(radius_m: float) -> float:
    """Give the relative risk that a window must have: a tenth more, growing with a wide radius."""
    return LEAST_RELATIVE_RISK * math.sqrt(max(1.0, radius_m / LOCAL_RADIUS_M))


def _empty() -> Windows:
    return Windows(*(np.empty(0) for _ in Windows.__slots__))


def _best(found: list[Windows]) -> Windows:
    joined = Windows(*(np.concatenate([getattr(part, name) for part in found]) for name in Windows.__slots__))
    order = np.lexsort((joined.radius_m, joined.x, joined.y, -joined.height))
    return joined.take(order)


def penalised(windows: Windows, penalties: Penalties) -> Windows:
    """Take penalties off the log likelihood ratios."""
    radii, which = np.unique(windows.radius_m, return_inverse=True)
    off = np.array([penalties.get(float(radius), 0.0) for radius in radii])
    return _best([replace(windows, height=windows.log_likelihood_ratio - off[which])])


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


def localised_peaks(windows: Windows, least: float, most: int) -> Windows:
    """
    Pick peaks of at least a height, each as small as explains it.

    A window inside a peak that is raised even against the level of that peak takes its place: a whole town
    is not listed for the one street in it.

    Parameters
    ----------
    windows
        Windows, best first.
    least
        Height that a peak, and a window that takes its place, must have.
    most
        Peaks picked at most.
    """
    high = windows.take(windows.height >= least)
    chosen = [_narrowed(high, peak) for peak in _each(peaks(high, most))]
    return peaks(_best(chosen), most) if chosen else high


def _each(windows: Windows) -> list[Windows]:
    return [windows.take(slice(i, i + 1)) for i in range(len(windows))]


def _narrowed(windows: Windows, peak: Windows) -> Windows:
    level = float(peak.count[0] / peak.expected[0])
    distance = np.hypot(windows.x - peak.x[0], windows.y - peak.y[0])
    inside = windows.take(
        (distance + windows.radius_m <= peak.radius_m[0] * 1.1)
        & (windows.radius_m <= INNER_RADIUS * peak.radius_m[0])
    )
    against = poisson_log_likelihood_ratio(inside.count, inside.expected * level)
    raised = inside.take(against >= INNER_LLR)
    if len(raised) == 0:
        return peak
    return _best([_narrowed(windows, one) for one in _each(peaks(raised, len(raised)))])

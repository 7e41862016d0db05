"""Kulldorff's space-time permutation scan: outbreaks seen from incidents alone, without a population."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspots.finding.grid import Floats, Ints
from hotspots.scans.circles import disjoint_best, growing_circles
from hotspots.scans.cylinders import TIE, CylinderScan, ScanWindows


@dataclass(frozen=True, slots=True)
class SpaceTimeCluster:
    """
    A cylinder that holds more incidents than place and time alone explain.

    Parameters
    ----------
    members
        Positions of the incidents inside.
    x, y, radius_m
        The circle.
    first_day, last_day
        The time, both days included.
    cases, expected
        Incidents inside, and how many there would be if time and place had nothing to do with each other.
    log_likelihood_ratio, p_value
        The statistic and its rank among the maxima of the replicates.
    recurrence_days
        How many days of daily analyses pass, on average, until chance alone gives such a cluster; None for a
        retrospective scan.
    """

    members: Ints
    x: float
    y: float
    radius_m: float
    first_day: int
    last_day: int
    cases: int
    expected: float
    log_likelihood_ratio: float
    p_value: float
    recurrence_days: float | None


def space_time_permutation_scan(
    xy: npt.ArrayLike,
    day: npt.ArrayLike,
    windows: ScanWindows,
    *,
    rng: np.random.Generator,
    centres: npt.ArrayLike | None = None,
    period: tuple[int, int] | None = None,
    replicates: int = 999,
) -> list[SpaceTimeCluster]:
    """
    Find cylinders with more incidents than expected from the margins of place and time.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    day
        Number of the day of each incident, from any origin.
    windows
        Which cylinders are looked at.
    rng
        Source of the permutations of the days.
    centres
        Centres of the circles in metres; left out, every place with an incident. See `centres_on_grid`.
    period
        First and last day of the study; left out, those of the incidents.
    replicates
        Random permutations for the p-values.

    Returns
    -------
    list of SpaceTimeCluster
        The best cylinder of each centre, best first, leaving out those that share a place with a better one.

    Raises
    ------
    ValueError
        When shapes disagree, coordinates are not finite, or days are not whole or lie outside the period.

    References
    ----------
    .. [1] Kulldorff et al. (2005), doi:10.1371/journal.pmed.0020059
    """
    points, since, first_day, n_days = _checked(xy, day, period)
    if len(points) == 0:
        return []
    middles = np.unique(points, axis=0) if centres is None else np.asarray(centres, dtype=float)
    circles = growing_circles(middles, points, max_radius_m=windows.max_radius_m, radii_m=windows.radii_m)
    scan = CylinderScan(circles, np.bincount(since, minlength=n_days), windows)
    found = scan.best_of_each(since)
    maxima = np.array([scan.maximum(rng.permutation(since)) for _ in range(replicates)])
    clusters = []
    for best in disjoint_best(circles, found.value):
        begin, length = int(found.begin[best]), int(found.length[best])
        inside = circles.members(best)
        members = np.sort(inside[(since[inside] >= begin) & (since[inside] < begin + length)])
        p_value = float((1 + (maxima >= found.value[best] - TIE).sum()) / (1 + replicates))
        clusters.append(
            SpaceTimeCluster(
                members=members,
                x=float(middles[circles.centre[best], 0]),
                y=float(middles[circles.centre[best], 1]),
                radius_m=float(circles.radius_m[best]),
                first_day=first_day + begin,
                last_day=first_day + begin + length - 1,
                cases=len(members),
                expected=float(scan.held[best] * scan.in_days(begin, length) / scan.total),
                log_likelihood_ratio=float(found.value[best]),
                p_value=p_value,
                recurrence_days=1 / p_value if windows.prospective else None,
            )
        )
    return clusters


def centres_on_grid(xy: npt.ArrayLike, cell_m: float) -> Floats:
    """Give the middles of the square cells that hold an incident: fewer centres than places."""
    if not cell_m > 0:
        raise ValueError(f"cell_m must be positive, not {cell_m}")
    cells = np.unique(np.floor(np.asarray(xy, dtype=float) / cell_m), axis=0)
    return np.asarray((cells + 0.5) * cell_m)


def _checked(
    xy: npt.ArrayLike, day: npt.ArrayLike, period: tuple[int, int] | None
) -> tuple[Floats, Ints, int, int]:
    points, days = np.asarray(xy, dtype=float), np.asarray(day, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2 or days.shape != (len(points),):
        raise ValueError(f"xy must be (n, 2) and day of length n, not {points.shape} and {days.shape}")
    if not (np.isfinite(points).all() and np.isfinite(days).all()) or (days % 1 != 0).any():
        raise ValueError("xy must be finite and day whole numbers")
    if len(points) == 0:
        return points, np.empty(0, dtype=np.int64), 0, 0
    first, last = (int(days.min()), int(days.max())) if period is None else period
    if days.min() < first or days.max() > last:
        raise ValueError(f"days must lie between {first} and {last}")
    return points, days.astype(np.int64) - first, first, last - first + 1

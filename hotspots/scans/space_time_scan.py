"""
Kulldorff's space-time scans: outbreaks in incidents alone (permutation) or against a population (Poisson).

Prospective scans look only at what reaches the last day. For surveillance, run one again at each regular
date, say on the first of each month with ``every_days=30``, always over a window of the latest months, and
act on the recurrence interval rather than the p-value. With monthly runs 30 / p days pass, on average, until
chance alone gives one such cluster: p = .05 comes every 20 months, an interval of ten years needs p = .008.
Runs are not adjusted for those before them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspots.finding.grid import Floats, Ints
from hotspots.scans.circle_scan import scan_data_checked
from hotspots.scans.circles import Circles, disjoint, growing_circles
from hotspots.scans.cylinders import CylinderScan, ScanWindows
from hotspots.scans.p_values import gumbel_p_value, monte_carlo_p_value


@dataclass(frozen=True, slots=True)
class SpaceTimeCluster:
    """
    A cylinder that holds more incidents than expected.

    Parameters
    ----------
    members
        Positions of the incidents inside.
    x, y, radius_m
        The circle.
    first_day, last_day
        The time, both days included.
    cases, expected
        Incidents inside, and how many there would be if time and place had nothing to do with each other
        (permutation) or the risk were the same everywhere and always (Poisson).
    log_likelihood_ratio, p_value
        The statistic and its rank among the maxima of the replicates.
    p_value_gumbel
        By the tail fitted to those maxima, see `gumbel_p_value`: tells very small ones apart.
    recurrence_days
        How many days of regular analyses pass, on average, until chance alone gives such a cluster: days
        between two analyses over the p-value; None for a retrospective scan.
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
    p_value_gumbel: float
    recurrence_days: float | None


@dataclass(frozen=True, slots=True)
class _Incidents:
    """Incidents place by place: where each place begins, the day of each, and its position in the input."""

    first: Ints
    day: Ints
    position: Ints


def space_time_permutation_scan(
    xy: npt.ArrayLike,
    day: npt.ArrayLike,
    windows: ScanWindows,
    *,
    rng: np.random.Generator,
    centres: npt.ArrayLike | None = None,
    period: tuple[int, int] | None = None,
    replicates: int = 999,
    every_days: float = 1.0,
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
    every_days
        Days between two prospective analyses, for the recurrence interval.

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
    points = np.asarray(xy, dtype=float)
    since, first_day, n_days = _checked_days(points, day, period)
    if len(points) == 0:
        return []
    places, place = np.unique(points, axis=0, return_inverse=True)
    middles = places if centres is None else np.asarray(centres, dtype=float)
    circles = growing_circles(middles, places, max_radius_m=windows.max_radius_m, radii_m=windows.radii_m)
    incidents = _by_place(np.reshape(place, -1), since, len(places))
    until = np.concatenate([[0], np.cumsum(np.bincount(since, minlength=n_days))]) / len(since)
    scan = CylinderScan(circles, circles.totals(np.diff(incidents.first)), until, windows)
    maxima = _maxima(scan, replicates, lambda: (incidents.first, rng.permutation(incidents.day)))
    return _clusters(scan, incidents, maxima, middles, (first_day, every_days))


def space_time_poisson_scan(
    xy: npt.ArrayLike,
    population: npt.ArrayLike,
    place: npt.ArrayLike,
    day: npt.ArrayLike,
    windows: ScanWindows,
    *,
    rng: np.random.Generator,
    max_population_share: float = 0.5,
    period: tuple[int, int] | None = None,
    replicates: int = 999,
    every_days: float = 1.0,
) -> list[SpaceTimeCluster]:
    """
    Find cylinders with more incidents than the people there and the days that pass let expect.

    The risk counts as the same in every season: where it is not, scan by permutation, which follows the days.

    Parameters
    ----------
    xy, population
        Places in metres, shape ``(n, 2)``, and the people of each.
    place, day
        Of each incident: the index of its place, and the number of its day from any origin.
    windows
        Which cylinders are looked at; the circles are centred on the places.
    rng
        Source of the random replicates: as many incidents, dealt out by population over all days alike.
    max_population_share
        Largest share of all people inside a circle.
    period
        First and last day of the study; left out, those of the incidents.
    replicates
        Random replicates for the p-values.
    every_days
        Days between two prospective analyses, for the recurrence interval.

    Returns
    -------
    list of SpaceTimeCluster
        The best cylinder of each place, best first, leaving out those that share a place with a better one.

    Raises
    ------
    ValueError
        When shapes disagree, numbers mean nothing, or incidents lie where nobody lives or outside the period.

    References
    ----------
    .. [1] Kulldorff et al. (1998), doi:10.2105/AJPH.88.9.1377
    .. [2] Kulldorff (2001), doi:10.1111/1467-985X.00186 (prospective)
    """
    own = np.asarray(place, dtype=np.int64)
    since, first_day, n_days = _checked_days(own[:, None], day, period)
    if len(own) == 0:
        return []
    n_places = len(np.asarray(xy))
    if own.min() < 0 or own.max() >= n_places:
        raise ValueError(f"place must lie between 0 and {n_places - 1}")
    points, _, people = scan_data_checked(xy, np.bincount(own, minlength=n_places), population)
    circles = growing_circles(points, points, max_radius_m=windows.max_radius_m, radii_m=windows.radii_m)
    circles = circles.up_to(circles.totals(people), max_population_share * float(people.sum()))
    incidents, shares = _by_place(own, since, n_places), people / people.sum()
    scan = CylinderScan(circles, circles.totals(shares) * len(own), np.linspace(0, 1, n_days + 1), windows)

    def draw() -> tuple[Ints, Ints]:
        counts = rng.multinomial(len(own), shares)
        return np.concatenate([[0], np.cumsum(counts)]), rng.integers(0, n_days, len(own))

    return _clusters(scan, incidents, _maxima(scan, replicates, draw), points, (first_day, every_days))


def centres_on_grid(xy: npt.ArrayLike, cell_m: float) -> Floats:
    """Give the middles of the square cells that hold an incident: fewer centres than places."""
    if not cell_m > 0:
        raise ValueError(f"cell_m must be positive, not {cell_m}")
    cells = np.unique(np.floor(np.asarray(xy, dtype=float) / cell_m), axis=0)
    return np.asarray((cells + 0.5) * cell_m)


def _by_place(place: Ints, since: Ints, n_places: int) -> _Incidents:
    position = np.argsort(place, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(place, minlength=n_places))])
    return _Incidents(first, since[position], position)


def _maxima(scan: CylinderScan, replicates: int, draw: Callable[[], tuple[Ints, Ints]]) -> Floats:
    return np.array([scan.maximum(*draw()) for _ in range(replicates)])


def _clusters(
    scan: CylinderScan,
    incidents: _Incidents,
    maxima: Floats,
    middles: Floats,
    dates: tuple[int, float],
) -> list[SpaceTimeCluster]:
    """Describe the best cylinders that share no place; dates are the first day and those between two runs."""
    first_day, every_days = dates
    circles, found = scan.circles, scan.best_of_each_centre(incidents.first, incidents.day)
    radius_m = circles.radius_m[found.circle] if len(circles) else np.empty(0)
    order = np.lexsort((radius_m, -found.value))
    order = order[found.value[order] > 0]
    clusters = []
    for best in disjoint(order, lambda one: circles.members(found.circle[one]), len(incidents.first) - 1):
        circle, begin = int(found.circle[best]), int(found.begin[best])
        end = begin + int(found.length[best])
        inside = _inside(circles, circle, incidents)
        inside = inside[(incidents.day[inside] >= begin) & (incidents.day[inside] < end)]
        p_value = monte_carlo_p_value(maxima, float(found.value[best]))
        centre = middles[circles.centre[circle]]
        clusters.append(
            SpaceTimeCluster(
                members=np.sort(incidents.position[inside]),
                x=float(centre[0]),
                y=float(centre[1]),
                radius_m=float(circles.radius_m[circle]),
                first_day=first_day + int(incidents.day[inside].min()),
                last_day=first_day + (end - 1 if scan.prospective else int(incidents.day[inside].max())),
                cases=len(inside),
                expected=float(scan.expected[circle] * (scan.until[end] - scan.until[begin])),
                log_likelihood_ratio=float(found.value[best]),
                p_value=p_value,
                p_value_gumbel=gumbel_p_value(maxima, float(found.value[best])),
                recurrence_days=every_days / p_value if scan.prospective else None,
            )
        )
    return clusters


def _inside(circles: Circles, circle: int, incidents: _Incidents) -> Ints:
    """Give the incidents at the places of a circle."""
    spans = [np.arange(*incidents.first[[at, at + 1]]) for at in circles.members(circle)]
    return np.concatenate(spans)


def _checked_days(
    rows: npt.NDArray[np.generic], day: npt.ArrayLike, period: tuple[int, int] | None
) -> tuple[Ints, int, int]:
    """Count days from the first of the period; give the first and how many there are."""
    days = np.asarray(day, dtype=float)
    if rows.ndim != 2 or days.shape != (len(rows),):
        raise ValueError(f"places and day must be of length n, not {rows.shape} and {days.shape}")
    if not (np.isfinite(rows).all() and np.isfinite(days).all()) or (days % 1 != 0).any():
        raise ValueError("places must be finite and day whole numbers")
    if len(days) == 0:
        return np.empty(0, dtype=np.int64), 0, 0
    first, last = (int(days.min()), int(days.max())) if period is None else period
    if days.min() < first or days.max() > last:
        raise ValueError(f"days must lie between {first} and {last}")
    return days.astype(np.int64) - first, first, last - first + 1

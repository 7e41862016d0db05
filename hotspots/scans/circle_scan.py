"""The scan statistic over circles that grow around each place, for any model of what is expected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspots.finding.grid import Floats, Ints
from hotspots.scans.circles import disjoint, growing_circles
from hotspots.scans.p_values import gumbel_p_value, monte_carlo_p_value


@dataclass(frozen=True, slots=True)
class ScanCluster:
    """
    A window that holds more cases than expected.

    Parameters
    ----------
    members
        Indices of the places inside, nearest to the centre first.
    centre
        Index of the place it is centred on; of a flexible shape, the place it grew from.
    radius_m
        Distance from the centre to the farthest member.
    cases, expected, population
        Totals inside.
    relative_risk
        Risk inside over risk outside.
    log_likelihood_ratio, p_value
        The statistic and its rank among the maxima of the random replicates.
    p_value_gumbel
        By the tail fitted to those maxima, see `gumbel_p_value`: tells very small ones apart.
    """

    members: Ints
    centre: int
    radius_m: float
    cases: float
    expected: float
    population: float
    relative_risk: float
    log_likelihood_ratio: float
    p_value: float
    p_value_gumbel: float


@dataclass(frozen=True, slots=True)
class ScanData:
    """
    What is scanned, and the model that it is held against.

    Parameters
    ----------
    xy
        Coordinates of the places in metres, shape ``(n, 2)``.
    cases, population
        At each place; whole numbers of cases.
    ratio
        Log-likelihood ratio of windows, from the cases and the population inside.
    draw
        Deals all cases out anew, as they would fall if the risk were the same everywhere.
    """

    xy: Floats
    cases: Floats
    population: Floats
    ratio: Callable[[Floats, Floats], Floats]
    draw: Callable[[np.random.Generator], Floats]

    @property
    def total(self) -> float:
        """All cases."""
        return float(self.cases.sum())

    @property
    def everyone(self) -> float:
        """All people."""
        return float(self.population.sum())

    def cluster(self, members: Ints, centre: int, value: float, maxima: Floats) -> ScanCluster:
        """Describe a window, members nearest first, and rank its statistic among the replicates' maxima."""
        away = self.xy[members] - self.xy[centre]
        distance = np.hypot(away[:, 0], away[:, 1])
        c, n = float(self.cases[members].sum()), float(self.population[members].sum())
        expected = n * self.total / self.everyone
        left = self.total - c
        return ScanCluster(
            members=members,
            centre=centre,
            radius_m=float(distance.max()),
            cases=c,
            expected=expected,
            population=n,
            relative_risk=c / expected * (self.total - expected) / left if left > 0 else float("inf"),
            log_likelihood_ratio=value,
            p_value=monte_carlo_p_value(maxima, value),
            p_value_gumbel=gumbel_p_value(maxima, value),
        )


def scan_data_checked(
    xy: npt.ArrayLike, cases: npt.ArrayLike, population: npt.ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Refuse places, cases and population that mean nothing."""
    points = np.asarray(xy, dtype=float)
    counts, people = np.asarray(cases, dtype=float), np.asarray(population, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2 or not counts.shape == people.shape == (len(points),):
        raise ValueError("xy must be (n, 2), cases and population of length n")
    if not (np.isfinite(points).all() and np.isfinite(people).all()) or (people < 0).any():
        raise ValueError("xy must be finite, cases and population finite and not below zero")
    if (counts < 0).any() or (counts % 1 != 0).any() or not counts.sum() > 0:
        raise ValueError("cases and population must hold whole numbers of cases, at least one case in all")
    if (counts[people == 0] > 0).any():
        raise ValueError("cases and population disagree: there are cases where nobody lives")
    return points, counts, people


def circle_scan(
    data: ScanData,
    *,
    rng: np.random.Generator,
    max_population_share: float,
    max_radius_m: float,
    replicates: int,
) -> list[ScanCluster]:
    """
    Find clusters in circles that grow place by place around each place.

    Parameters
    ----------
    data
        What is scanned.
    rng
        Source of the random replicates.
    max_population_share, max_radius_m
        Largest share of the population inside a circle, and its largest radius.
    replicates
        Random replicates for the p-values.

    Returns
    -------
    list of ScanCluster
        The best circle of each place, best first, leaving out those that share a place with a better one.
    """
    circles = growing_circles(data.xy, data.xy, max_radius_m=max_radius_m)
    circles = circles.up_to(circles.totals(data.population), max_population_share * data.everyone)
    people = circles.totals(data.population)
    value = data.ratio(circles.totals(data.cases), people)
    maxima = np.array(
        [data.ratio(circles.totals(data.draw(rng)), people).max(initial=0.0) for _ in range(replicates)]
    )
    best = circles.best_of_each_centre(value)
    return [
        data.cluster(circles.members(one), int(circles.centre[one]), float(value[one]), maxima)
        for one in disjoint(best, circles.members, len(data.xy))
    ]

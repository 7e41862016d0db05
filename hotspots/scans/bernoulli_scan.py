"""Kulldorff's scan statistic under the Bernoulli model, for cases and controls at points."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from hotspots.finding.grid import Floats, Ints
from hotspots.scans.circles import disjoint_best, growing_circles
from hotspots.scans.poisson_scan import ScanCluster

TIE = 1e-9  # two log-likelihood ratios closer than this are equal


def bernoulli_log_likelihood_ratio(
    cases: npt.ArrayLike, population: npt.ArrayLike, all_cases: float, all_population: float
) -> Floats:
    """
    Compute the Bernoulli log-likelihood ratio of a window with a higher share of cases than outside.

    Parameters
    ----------
    cases, population
        Inside the window; the population is cases and controls together.
    all_cases, all_population
        Everywhere.

    Returns
    -------
    ndarray
        0 where the share inside is no higher than outside.

    References
    ----------
    .. [1] Kulldorff (1997), doi:10.1080/03610929708831995

    Examples
    --------
    >>> bernoulli_log_likelihood_ratio([3.0, 1.0], [3.0, 5.0], 4, 10).round(4).tolist()
    [3.8593, 0.0]
    """
    c, n = np.broadcast_arrays(np.asarray(cases, dtype=float), np.asarray(population, dtype=float))
    outside, rest = all_cases - c, all_population - n
    value = _log_likelihood(c, n) + _log_likelihood(outside, rest)
    null = _log_likelihood(np.asarray(all_cases), np.asarray(all_population))
    return np.asarray(np.where(c * rest > outside * n, value - null, 0.0))


def _log_likelihood(cases: Floats, population: Floats) -> Floats:
    controls = population - cases
    return np.asarray(xlogy(cases, cases) + xlogy(controls, controls) - xlogy(population, population))


def bernoulli_scan(
    xy: npt.ArrayLike,
    cases: npt.ArrayLike,
    controls: npt.ArrayLike,
    *,
    rng: np.random.Generator,
    max_population_share: float = 0.5,
    max_radius_m: float = np.inf,
    replicates: int = 999,
) -> list[ScanCluster]:
    """
    Find where cases make up more of all points than elsewhere: circles around each place.

    Parameters
    ----------
    xy
        Coordinates of the places in metres, shape ``(n, 2)``.
    cases, controls
        Whole numbers at each place.
    rng
        Source of the random replicates.
    max_population_share
        Largest share of all cases and controls inside a window.
    max_radius_m
        Largest radius of a window; needed for many thousands of places.
    replicates
        Random replicates for the p-values: the same number of cases dealt out among all points.

    Returns
    -------
    list of ScanCluster
        The best window of each place, best first, leaving out those that share a place with a better one.

    Raises
    ------
    ValueError
        When shapes disagree, or numbers are below zero, not whole, or leave no cases or no controls.

    References
    ----------
    .. [1] Kulldorff (1997), doi:10.1080/03610929708831995
    """
    points, ill, people = _checked(xy, cases, controls)
    circles = growing_circles(points, points, max_radius_m=max_radius_m)
    population = circles.totals(people)
    total, everyone = int(ill.sum()), int(people.sum())
    allowed = population <= max_population_share * everyone
    found = circles.totals(ill)
    value = np.where(allowed, bernoulli_log_likelihood_ratio(found, population, total, everyone), 0.0)
    maxima = np.zeros(replicates)
    for index in range(replicates):
        drawn = circles.totals(rng.multivariate_hypergeometric(people, total, method="marginals"))
        ratio = bernoulli_log_likelihood_ratio(drawn[allowed], population[allowed], total, everyone)
        maxima[index] = ratio.max(initial=0.0)
    clusters = []
    for best in disjoint_best(circles, value):
        c, n = float(found[best]), float(population[best])
        outside = (total - c) / (everyone - n)
        clusters.append(
            ScanCluster(
                members=circles.members(best),
                centre=int(circles.centre[best]),
                radius_m=float(circles.radius_m[best]),
                cases=c,
                expected=n * total / everyone,
                population=n,
                relative_risk=c / n / outside if outside > 0 else float("inf"),
                log_likelihood_ratio=float(value[best]),
                p_value=float((1 + (maxima >= value[best] - TIE).sum()) / (1 + replicates)),
            )
        )
    return clusters


def _checked(xy: npt.ArrayLike, cases: npt.ArrayLike, controls: npt.ArrayLike) -> tuple[Floats, Ints, Ints]:
    points = np.asarray(xy, dtype=float)
    given = np.asarray(cases, dtype=float), np.asarray(controls, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2 or not given[0].shape == given[1].shape == (len(points),):
        raise ValueError("xy must be (n, 2), cases and controls of length n")
    if not np.isfinite(points).all() or any((part < 0).any() or (part % 1 != 0).any() for part in given):
        raise ValueError("xy must be finite, cases and controls whole numbers of 0 or more")
    ill, well = (part.astype(np.int64) for part in given)
    if ill.sum() == 0 or well.sum() == 0:
        raise ValueError("there must be at least one case and one control")
    return points, ill, ill + well

"""Kulldorff's scan statistic under the Bernoulli model, for cases and controls at points."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from hotspots.finding.grid import Floats
from hotspots.scans.circle_scan import ScanCluster, ScanData, circle_scan, scan_data_checked


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


def bernoulli_data(xy: npt.ArrayLike, cases: npt.ArrayLike, controls: npt.ArrayLike) -> ScanData:
    """Take places, cases and controls, to be held against one share of cases everywhere."""
    ill, given = np.asarray(cases, dtype=float), np.asarray(controls, dtype=float)
    if ill.shape != given.shape:
        raise ValueError("xy must be (n, 2), cases and controls of length n")
    if (given < 0).any() or (given % 1 != 0).any() or not given.sum() > 0:
        raise ValueError("controls must be whole numbers of 0 or more, and at least one case and one control")
    points, ill, people = scan_data_checked(xy, ill, ill + given)
    total, everyone, whole = float(ill.sum()), float(people.sum()), people.astype(np.int64)

    def ratio(inside: Floats, held: Floats) -> Floats:
        return bernoulli_log_likelihood_ratio(inside, held, total, everyone)

    def draw(rng: np.random.Generator) -> Floats:
        drawn = rng.multivariate_hypergeometric(whole, round(total), method="marginals")
        return np.asarray(drawn, dtype=float)

    return ScanData(points, ill, people, ratio, draw)


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
    return circle_scan(
        bernoulli_data(xy, cases, controls),
        rng=rng,
        max_population_share=max_population_share,
        max_radius_m=max_radius_m,
        replicates=replicates,
    )

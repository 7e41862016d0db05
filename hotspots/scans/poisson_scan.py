"""Kulldorff's scan statistic under the Poisson model, for counts aggregated to points."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hotspots.finding.grid import Floats
from hotspots.scans.circle_scan import ScanCluster, ScanData, circle_scan, scan_data_checked


def poisson_log_likelihood_ratio(
    count: npt.ArrayLike, expected: npt.ArrayLike, total: float | None = None
) -> Floats:
    """
    Compute the Poisson log-likelihood ratio of a window with more incidents than expected.

    Parameters
    ----------
    count, expected
        Incidents inside and the number expected there.
    total
        All incidents, when the expected numbers were scaled to them (Kulldorff's form, conditional on the
        total); left out, the expected numbers count as known.

    Returns
    -------
    ndarray
        0 where there are no more incidents than expected; infinite where none were expected.

    References
    ----------
    .. [1] Kulldorff (1997), doi:10.1080/03610929708831995

    Examples
    --------
    >>> poisson_log_likelihood_ratio([8.0, 2.0], [2.0, 2.0]).round(4).tolist()
    [5.0904, 0.0]
    """
    inside, mean = np.broadcast_arrays(np.asarray(count, float), np.asarray(expected, float))
    ratio = np.zeros(inside.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        more = inside > mean
        c, e = inside[more], mean[more]
        value = c * np.log(c / e)
        if total is None:
            value -= c - e
        else:
            rest = total - c
            value += np.where(rest > 0, rest * np.log(rest / (total - e)), 0.0)
    ratio[more] = value
    return ratio


def poisson_data(xy: npt.ArrayLike, cases: npt.ArrayLike, population: npt.ArrayLike) -> ScanData:
    """Take places, cases and people, to be held against one risk for all people alike."""
    points, counts, people = scan_data_checked(xy, cases, population)
    total, rates = float(counts.sum()), people / people.sum()

    def ratio(inside: Floats, held: Floats) -> Floats:
        return poisson_log_likelihood_ratio(inside, held * (total / people.sum()), total)

    def draw(rng: np.random.Generator) -> Floats:
        return np.asarray(rng.multinomial(round(total), rates), dtype=float)

    return ScanData(points, counts, people, ratio, draw)


def poisson_scan(
    xy: npt.ArrayLike,
    cases: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    rng: np.random.Generator,
    max_population_share: float = 0.5,
    max_radius_m: float = np.inf,
    replicates: int = 999,
) -> list[ScanCluster]:
    """
    Find clusters among places with known population: circles that grow place by place around each place.

    Parameters
    ----------
    xy
        Coordinates of the places in metres, shape ``(n, 2)``.
    cases, population
        Cases and people of each place; whole cases, none where nobody lives.
    rng
        Source of the random replicates: the same number of cases dealt out by population.
    max_population_share
        Largest share of all people inside a window.
    max_radius_m
        Largest radius of a window; needed for many thousands of places.
    replicates
        Random replicates for the p-values.

    Returns
    -------
    list of ScanCluster
        The best window of each place, best first, leaving out those that share a place with a better one;
        each is compared with the maxima of the replicates.

    Raises
    ------
    ValueError
        When shapes disagree, numbers are below zero or not finite, cases are not whole, there are none, or
        there are some where nobody lives.

    References
    ----------
    .. [1] Kulldorff (1997), doi:10.1080/03610929708831995
    """
    return circle_scan(
        poisson_data(xy, cases, population),
        rng=rng,
        max_population_share=max_population_share,
        max_radius_m=max_radius_m,
        replicates=replicates,
    )

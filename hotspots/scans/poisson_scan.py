"""Kulldorff's scan statistic under the Poisson model, for counts aggregated to points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from hotspots.finding.grid import Floats, Ints


@dataclass(frozen=True, slots=True)
class ScanCluster:
    """
    A window that holds more cases than expected.

    Parameters
    ----------
    members
        Indices of the places inside, nearest to the centre first.
    centre
        Index of the place it is centred on.
    radius_m
        Distance from the centre to the farthest member.
    cases, expected, population
        Totals inside.
    relative_risk
        Risk inside over risk outside.
    log_likelihood_ratio, p_value
        The statistic and its rank among the maxima of the random replicates.
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


def poisson_scan(
    xy: npt.ArrayLike,
    cases: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    rng: np.random.Generator,
    max_population_share: float = 0.5,
    replicates: int = 999,
) -> list[ScanCluster]:
    """
    Find clusters among places with known population: circles that grow place by place around each place.

    Parameters
    ----------
    xy
        Coordinates of the places in metres, shape ``(n, 2)``.
    cases, population
        Cases and people of each place.
    rng
        Source of the random replicates.
    max_population_share
        Largest share of all people inside a window.
    replicates
        Random replicates for the p-values.

    Returns
    -------
    list of ScanCluster
        Clusters that share no place, best first; each is compared with the maxima of the replicates.

    Raises
    ------
    ValueError
        When shapes disagree, or cases or population are below zero or sum to zero.

    References
    ----------
    .. [1] Kulldorff (1997), doi:10.1080/03610929708831995
    """
    points, counts, people = _checked(xy, cases, population)
    order = _neighbours(points, people, max_population_share)
    total = float(counts.sum())
    rates = people / people.sum()
    ratios, inside, mean = _scan(order, counts, rates)
    maxima = np.array(
        [
            max(float(values.max()) for values in _scan(order, drawn.astype(float), rates)[0])
            for drawn in rng.multinomial(round(total), rates, size=replicates)
        ]
    )
    found: list[ScanCluster] = []
    taken = np.zeros(len(points), dtype=bool)
    windows = [(float(v), -k, centre) for centre, values in enumerate(ratios) for k, v in enumerate(values)]
    for value, minus_last, centre in sorted(windows, reverse=True):
        if value <= 0:
            break
        members = order[centre][: 1 - minus_last]
        if taken[members].any():
            continue
        taken[members] = True
        c, e = float(inside[centre][-minus_last]), float(mean[centre][-minus_last])
        far = points[members] - points[centre]
        outside = (total - c) / (total - e) if total > e else np.nan
        found.append(
            ScanCluster(
                members=members,
                centre=centre,
                radius_m=float(np.hypot(far[:, 0], far[:, 1]).max()),
                cases=c,
                expected=e,
                population=float(people[members].sum()),
                relative_risk=c / e / outside if outside > 0 else float("inf"),
                log_likelihood_ratio=value,
                p_value=float((1 + (maxima >= value).sum()) / (1 + replicates)),
            )
        )
    return found


def _checked(
    xy: npt.ArrayLike, cases: npt.ArrayLike, population: npt.ArrayLike
) -> tuple[Floats, Floats, Floats]:
    points = np.asarray(xy, dtype=float)
    counts, people = np.asarray(cases, dtype=float), np.asarray(population, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2 or not counts.shape == people.shape == (len(points),):
        raise ValueError("xy must be (n, 2), cases and population of length n")
    if (counts < 0).any() or (people < 0).any() or counts.sum() == 0 or people.sum() == 0:
        raise ValueError("cases and population must not be below zero, nor sum to zero")
    return points, counts, people


def _neighbours(points: Floats, people: Floats, share: float) -> list[Ints]:
    """For each place, the places in order of distance until the window would hold too many people."""
    _, nearest = cKDTree(points).query(points, k=len(points))
    limit = people.sum() * share
    order = []
    for row in np.atleast_2d(nearest):
        fits = np.cumsum(people[row]) <= limit
        order.append(row[: max(1, int(fits.sum()))].astype(np.int64))
    return order


def _scan(
    order: list[Ints], counts: Floats, rates: Floats
) -> tuple[list[Floats], list[Floats], list[Floats]]:
    total = float(counts.sum())
    inside = [np.cumsum(counts[members]) for members in order]
    mean = [np.cumsum(rates[members]) * total for members in order]
    ratios = [poisson_log_likelihood_ratio(c, e, total) for c, e in zip(inside, mean, strict=True)]
    return ratios, inside, mean

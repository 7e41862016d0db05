"""
Tango and Takahashi's flexibly shaped scan: connected groups, along a road, round a lake, in an L.

Around each place all connected groups of its nearest places count as windows. With the restricted likelihood
ratio only places that are high by themselves may be members, which keeps clusters from reaching through quiet
places and makes the search quick.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.spatial import KDTree
from scipy.special import betainc, pdtrc

from hotspots.finding.grid import Floats, Ints
from hotspots.scans.bernoulli_scan import bernoulli_data
from hotspots.scans.circle_scan import ScanCluster, ScanData
from hotspots.scans.circles import disjoint
from hotspots.scans.connected_groups import Model, Surroundings, best_groups
from hotspots.scans.poisson_scan import poisson_data

MOST_BITS = 64


@dataclass(frozen=True, slots=True)
class FlexibleParams:
    """
    Settings of the flexible scans.

    Parameters
    ----------
    most_places
        Most places in a window: it lies among the so many places nearest to one of them, itself included.
    restriction
        Only places whose own one-sided mid-p-value is below this may be members; 1 lets in all, which is the
        statistic of 2005.
    replicates
        Random replicates for the p-values.
    """

    most_places: int = 15
    restriction: float = 0.2
    replicates: int = 999

    def __post_init__(self) -> None:
        """Refuse settings that mean nothing."""
        if not 1 <= self.most_places <= MOST_BITS:
            raise ValueError(f"most_places must lie between 1 and {MOST_BITS}, not {self.most_places}")
        if not 0 < self.restriction <= 1 or self.replicates < 0:
            raise ValueError("restriction must lie above 0 and up to 1, replicates be 0 or more")


def flexible_poisson_scan(
    xy: npt.ArrayLike,
    cases: npt.ArrayLike,
    population: npt.ArrayLike,
    adjacency: csr_array,
    *,
    rng: np.random.Generator,
    params: FlexibleParams | None = None,
) -> list[ScanCluster]:
    """
    Find clusters of any connected shape among places with known population.

    Parameters
    ----------
    xy
        Coordinates of the places in metres, shape ``(n, 2)``.
    cases, population
        Cases and people of each place; whole cases, none where nobody lives.
    adjacency
        Non-zero where two places touch, shape ``(n, n)``; see `gis.weights`.
    rng
        Source of the random replicates: the same number of cases dealt out by population.
    params
        Settings.

    Returns
    -------
    list of ScanCluster
        The best window around each place, best first, leaving out those that share a place with a better one.

    Raises
    ------
    ValueError
        When shapes disagree or numbers mean nothing, as in `poisson_scan`.

    References
    ----------
    .. [1] Tango and Takahashi (2005), doi:10.1186/1476-072X-4-11
    .. [2] Tango and Takahashi (2012), doi:10.1002/sim.5478 (restricted likelihood ratio)
    """
    data = poisson_data(xy, cases, population)
    mean = data.population * (data.total / data.everyone)

    def mid_p_value(drawn: Floats) -> Floats:
        at_least = np.where(drawn > 0, pdtrc(np.maximum(drawn - 1, 0), mean), 1.0)
        return np.asarray((pdtrc(drawn, mean) + at_least) / 2)

    model = Model(mean, data.total, data.total, bernoulli=False)
    return _scan(data, model, mid_p_value, adjacency, rng=rng, params=params or FlexibleParams())


def flexible_bernoulli_scan(
    xy: npt.ArrayLike,
    cases: npt.ArrayLike,
    controls: npt.ArrayLike,
    adjacency: csr_array,
    *,
    rng: np.random.Generator,
    params: FlexibleParams | None = None,
) -> list[ScanCluster]:
    """
    Find clusters of any connected shape where cases make up more of all points than elsewhere.

    Parameters
    ----------
    xy
        Coordinates of the places in metres, shape ``(n, 2)``.
    cases, controls
        Whole numbers at each place.
    adjacency
        Non-zero where two places touch, shape ``(n, n)``; see `gis.weights`.
    rng
        Source of the random replicates: the same number of cases dealt out among all points.
    params
        Settings.

    Returns
    -------
    list of ScanCluster
        The best window around each place, best first, leaving out those that share a place with a better one.

    Raises
    ------
    ValueError
        When shapes disagree or numbers mean nothing, as in `bernoulli_scan`.

    References
    ----------
    .. [1] Tango and Takahashi (2005), doi:10.1186/1476-072X-4-11
    .. [2] Tango and Takahashi (2012), doi:10.1002/sim.5478 (restricted likelihood ratio)
    """
    data = bernoulli_data(xy, cases, controls)
    share = data.total / data.everyone

    def mid_p_value(drawn: Floats) -> Floats:
        rest = data.population - drawn
        more = np.where(rest > 0, betainc(drawn + 1, np.maximum(rest, 1), share), 0.0)
        at_least = np.where(drawn > 0, betainc(np.maximum(drawn, 1), rest + 1, share), 1.0)
        return np.asarray((more + at_least) / 2)

    model = Model(data.population, data.total, data.everyone, bernoulli=True)
    return _scan(data, model, mid_p_value, adjacency, rng=rng, params=params or FlexibleParams())


def _scan(
    data: ScanData,
    model: Model,
    mid_p_value: Callable[[Floats], Floats],
    adjacency: csr_array,
    *,
    rng: np.random.Generator,
    params: FlexibleParams,
) -> list[ScanCluster]:
    around = _surroundings(data.xy, adjacency, params.most_places)

    def high(cases: Floats) -> npt.NDArray[np.bool_]:
        if params.restriction >= 1:
            return np.ones(len(cases), dtype=bool)
        return np.asarray(mid_p_value(cases) < params.restriction)

    maxima = np.zeros(params.replicates)
    for index in range(params.replicates):
        drawn = data.draw(rng)
        maxima[index] = best_groups(around, model, drawn, high(drawn), True)[0].max(initial=0.0)  # noqa: FBT003
    value, group = best_groups(around, model, data.cases, high(data.cases), False)  # noqa: FBT003

    def members(start: int) -> Ints:
        bits = group[start] >> np.arange(around.near.shape[1], dtype=np.uint64) & np.uint64(1)
        return np.asarray(around.near[start, bits.astype(bool)])

    order = np.argsort(-value, kind="stable")
    return [
        data.cluster(members(start), start, float(value[start]), maxima)
        for start in disjoint(order[value[order] > 0], members, len(data.xy))
    ]


def _surroundings(xy: Floats, adjacency: csr_array, most_places: int) -> Surroundings:
    """Find the nearest places of each, itself first, and who among them touches whom."""
    n = len(xy)
    if adjacency.shape != (n, n):
        raise ValueError(f"adjacency must be ({n}, {n}), not {adjacency.shape}")
    k = min(most_places, n)
    away, near = (np.reshape(found, (n, k)) for found in KDTree(xy).query(xy, k=k))
    near = near.astype(np.int64)
    itself = near == np.arange(n)[:, None]
    near[~itself.any(axis=1), -1] = np.flatnonzero(~itself.any(axis=1))  # more than k at one spot
    itself = near == np.arange(n)[:, None]
    near = np.take_along_axis(near, np.argsort(np.where(itself, -1.0, away), axis=1, kind="stable"), axis=1)
    touching = csr_array(adjacency + adjacency.T)
    links = np.zeros((n, k), dtype=np.uint64)
    for start in range(n):
        block = touching[near[start]][:, near[start]].tocoo()
        own = block.data != 0
        bits = np.uint64(1) << block.col[own].astype(np.uint64)
        np.bitwise_or.at(links[start], block.row[own], bits)
    return Surroundings(near, links)

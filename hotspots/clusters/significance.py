"""
How likely chance alone, following what is expected, makes clusters as strong as those found.

Random counties are drawn from a surface of what is expected and grouped in the same way as the real one. What
the surface does not know (repeated calls from one address, settlements finer than its cells) counts against
chance and makes clusters significant.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

from hotspots.clusters.cluster_cells import in_cluster_cells
from hotspots.clusters.density_clusters import (
    LEAST_RADIUS_M,
    DensityClusters,
    density_clusters,
    finite_points,
)
from hotspots.clusters.expected_surface import ExpectedSurface
from hotspots.clusters.grouping import cell_side_m
from hotspots.clusters.hierarchical_clusters import HierarchicalClusters, hierarchical_clusters
from hotspots.clusters.space_time_clusters import space_time_clusters
from hotspots.finding.grid import Floats, Ints
from hotspots.repeats.places_and_times import places_and_times
from hotspots.repeats.ticks import in_ticks
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio

MOST_THREADS = 4

Clusters = TypeVar("Clusters", DensityClusters, HierarchicalClusters)
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ClusterSignificance(Generic[Clusters]):
    """
    Clusters and how they compare with what is expected.

    Parameters
    ----------
    clusters
        The clusters; the arrays below hold one value for each, in the order of their labels.
    incidents, expected
        Incidents in the cells that the cluster takes up, and the number expected there.
    log_likelihood_ratio
        Poisson, conditional on all incidents; 0 where there are no more than expected.
    p_value
        Share of random counties, the real one among them, whose strongest cluster is at least as strong: at
        most so likely is it that chance alone lists any cluster.
    """

    clusters: Clusters
    incidents: Ints
    expected: Floats
    log_likelihood_ratio: Floats
    p_value: Floats


def cluster_significance(
    xy: npt.ArrayLike,
    surface: ExpectedSurface,
    *,
    rng: np.random.Generator,
    min_points: int = 10,
    radius_m: float | None = None,
    replicates: int = 99,
    on_progress: Progress | None = None,
) -> ClusterSignificance[DensityClusters]:
    """
    Group points that lie densely, and compare each cluster with the strongest ones of random counties.

    Random counties have as many points, drawn from the surface; where the radius is left out, each chooses
    its own. A cluster takes up the cells of its cores, all points of one within the radius of one another.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    surface
        What is expected where nothing is amiss.
    rng
        Source of the random counties.
    min_points, radius_m
        As of `density_clusters`.
    replicates
        Random counties; the p-value is never below ``1 / (replicates + 1)``.
    on_progress
        Told after each random county how many are done, of how many.

    Returns
    -------
    ClusterSignificance
        With `DensityClusters`.

    Raises
    ------
    ValueError
        As of `density_clusters`, and when there are no replicates.

    References
    ----------
    .. [1] Kulldorff (1997), doi:10.1080/03610929708831995
    .. [2] Westfall and Young (1993), Resampling-Based Multiple Testing (maximum statistic)
    """
    points = finite_points(xy)

    def grouped(county: Floats, _: Floats) -> _Grouped[DensityClusters]:
        found = density_clusters(county, min_points=min_points, radius_m=radius_m)
        return found, *_in_cells_of_cores(county, found, surface)

    return _compared(
        grouped,
        points,
        np.zeros(len(points)),
        surface=surface,
        rng=rng,
        replicates=replicates,
        on_progress=on_progress,
    )


def hierarchical_significance(
    xy: npt.ArrayLike,
    surface: ExpectedSurface,
    *,
    rng: np.random.Generator,
    min_cluster_size: int = 10,
    min_points: int | None = None,
    replicates: int = 99,
    on_progress: Progress | None = None,
) -> ClusterSignificance[HierarchicalClusters]:
    """
    Group points at densities that differ, and compare each cluster with the strongest of random counties.

    Random counties are those of `cluster_significance`. A cluster takes up the cells of its points, as wide
    as its own density asks: the power of two nearest to twice the median distance to their
    ``min_cluster_size``-th nearest, themselves included. Narrower cells would hold little but the point that
    each was chosen for, and loose clusters of chance would look strong.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    surface, rng, replicates, on_progress
        As of `cluster_significance`.
    min_cluster_size, min_points
        As of `hierarchical_clusters`.

    Returns
    -------
    ClusterSignificance
        With `HierarchicalClusters`.

    Raises
    ------
    ValueError, SizeError
        As of `hierarchical_clusters`, and when there are no replicates.
    """
    points = finite_points(xy)

    def grouped(county: Floats, _: Floats) -> _Grouped[HierarchicalClusters]:
        found = hierarchical_clusters(county, min_cluster_size=min_cluster_size, min_points=min_points)
        side_m = _own_sides_m(county, found.label, min_cluster_size)
        return found, *in_cluster_cells(county, found.label, side_m, surface)

    return _compared(
        grouped,
        points,
        np.zeros(len(points)),
        surface=surface,
        rng=rng,
        replicates=replicates,
        on_progress=on_progress,
    )


def space_time_significance(
    xy: npt.ArrayLike,
    days: npt.ArrayLike,
    surface: ExpectedSurface,
    *,
    rng: np.random.Generator,
    radius_m: float,
    within_days: float,
    min_points: int = 5,
    replicates: int = 99,
    on_progress: Progress | None = None,
) -> ClusterSignificance[DensityClusters]:
    """
    Group incidents close in space and time, and compare each cluster with the strongest of random counties.

    Random counties have places drawn from the surface and the observed times dealt to them. Where the surface
    says many and when all the county had many, many are expected: neither makes a cluster significant. A
    place that is always busier than the surface says may, unless the surface is made from earlier incidents.

    A cluster takes up the cells of its cores in the spans of time that hold one, all incidents of a cell and
    span close to one another; expected there is the surface's share of the county's incidents of that span.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    days
        Time of each incident in days, from any origin; read to the second.
    surface, rng, replicates, on_progress
        As of `cluster_significance`.
    radius_m, within_days, min_points
        As of `space_time_clusters`.

    Returns
    -------
    ClusterSignificance
        With the `DensityClusters` of `space_time_clusters`.

    Raises
    ------
    ValueError
        As of `space_time_clusters`, and when there are no replicates.
    """
    points, times = places_and_times(xy, days)

    def grouped(county: Floats, dealt: Floats) -> _Grouped[DensityClusters]:
        found = space_time_clusters(
            county, dealt, radius_m=radius_m, within_days=within_days, min_points=min_points
        )
        ticks, (most,) = in_ticks(dealt, (within_days,), closed=True)
        span = ticks.astype(np.int64) // (int(most) + 1)
        return found, *_in_cells_of_cores(county, found, surface, span)

    return _compared(
        grouped, points, times, surface=surface, rng=rng, replicates=replicates, on_progress=on_progress
    )


_Grouped = tuple[Clusters, Ints, Floats]


def _compared(
    grouped: Callable[[Floats, Floats], _Grouped[Clusters]],
    points: Floats,
    times: Floats,
    *,
    surface: ExpectedSurface,
    rng: np.random.Generator,
    replicates: int,
    on_progress: Progress | None,
) -> ClusterSignificance[Clusters]:
    """Compare the clusters of a county with the strongest of each random one, which deals the same times."""
    if replicates < 1:
        raise ValueError(f"wanted at least one replicate, got {replicates}")
    n = len(points)
    clusters, incidents, expected = grouped(points, times)
    ratio = poisson_log_likelihood_ratio(incidents, expected, float(n))

    def strongest(stream: np.random.Generator) -> float:
        _, many, mean = grouped(surface.draw(n, stream), stream.permutation(times))
        return float(poisson_log_likelihood_ratio(many, mean, float(n)).max(initial=0.0))

    highest = np.empty(replicates)
    with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_THREADS)) as pool:
        for done, value in enumerate(pool.map(strongest, rng.spawn(replicates))):
            highest[done] = value
            if on_progress is not None:
                on_progress(done + 1, replicates)
    at_least = (highest >= ratio[:, None]).sum(axis=1)
    return ClusterSignificance(clusters, incidents, expected, ratio, (1 + at_least) / (1 + replicates))


def _in_cells_of_cores(
    points: Floats, found: DensityClusters, surface: ExpectedSurface, span: Ints | None = None
) -> tuple[Ints, Floats]:
    """Count the points and what is expected in the cells of each cluster's cores."""
    cores = np.where(found.core, found.label, -1)
    side_m = np.full(cores.max(initial=-1) + 1, cell_side_m(found.radius_m))
    return in_cluster_cells(points, cores, side_m, surface, span)


def _own_sides_m(points: Floats, label: Ints, nearest: int) -> Floats:
    """Choose the width of each cluster's cells by how near its points are to their n-th nearest."""
    radius_m = np.empty(label.max(initial=-1) + 1)
    if len(radius_m) > 0:
        away = np.asarray(KDTree(points).query(points, k=[nearest])[0])[:, 0]
        order = np.argsort(label, kind="stable")
        of_cluster = np.split(away[order], np.searchsorted(label[order], np.arange(len(radius_m))))[1:]
        radius_m[:] = [np.median(some) for some in of_cluster]
    return np.asarray(2.0 ** np.round(np.log2(2 * np.maximum(radius_m, LEAST_RADIUS_M))))

"""How likely chance alone, following what is expected, makes density clusters as strong as those found."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspots.clusters.density_clusters import DensityClusters, density_clusters, finite_points
from hotspots.clusters.expected_surface import ExpectedSurface
from hotspots.clusters.grouping import REACH, cell_side_m
from hotspots.finding.grid import Floats, Ints
from hotspots.repeats.sorted_cells import sorted_cells
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio

MOST_THREADS = 4


@dataclass(frozen=True, slots=True)
class ClusterSignificance:
    """
    Density clusters and how they compare with what is expected.

    Parameters
    ----------
    clusters
        The clusters; the arrays below hold one value for each.
    incidents, expected
        Incidents in the cells of the cluster's cores, and the number expected there.
    log_likelihood_ratio
        Poisson, conditional on all incidents; 0 where there are no more than expected.
    p_value
        Share of random counties, the real one among them, whose strongest cluster is at least as strong: at
        most so likely is it that chance alone lists any cluster.
    """

    clusters: DensityClusters
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
    on_progress: Callable[[int, int], None] | None = None,
) -> ClusterSignificance:
    """
    Group points that lie densely, and compare each cluster with the strongest ones of random counties.

    Random counties have as many points, drawn from the surface, and are grouped in the same way: where the
    radius is left out, each chooses its own. What the surface does not know (repeated calls from one address,
    settlements finer than its cells) counts against chance and makes clusters significant.

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
        Clusters in the order of their labels.

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
    if replicates < 1:
        raise ValueError(f"wanted at least one replicate, got {replicates}")
    clusters = density_clusters(points, min_points=min_points, radius_m=radius_m)
    incidents, expected, ratio = _strength(points, clusters, surface)

    def strongest(stream: np.random.Generator) -> float:
        drawn = surface.draw(len(points), stream)
        found = density_clusters(drawn, min_points=min_points, radius_m=radius_m)
        return float(_strength(drawn, found, surface)[2].max(initial=0.0))

    highest = np.empty(replicates)
    with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_THREADS)) as pool:
        for done, value in enumerate(pool.map(strongest, rng.spawn(replicates))):
            highest[done] = value
            if on_progress is not None:
                on_progress(done + 1, replicates)
    at_least = (highest >= ratio[:, None]).sum(axis=1)
    return ClusterSignificance(clusters, incidents, expected, ratio, (1 + at_least) / (1 + replicates))


def _strength(
    points: Floats, clusters: DensityClusters, surface: ExpectedSurface
) -> tuple[Ints, Floats, Floats]:
    """Count the points and what is expected in the cells of each cluster's cores, and compare them."""
    if not clusters.core.any():
        return np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0)
    side_m = cell_side_m(clusters.radius_m)
    cells = sorted_cells(points, side_m, REACH)
    cores = np.where(clusters.core, clusters.label, -1)[cells.order]
    of_cell = np.maximum.reduceat(cores, cells.begin[:-1])
    own = of_cell >= 0
    row, column = np.divmod(cells.key[own], cells.stride)
    west_m, south_m = points.min(axis=0)
    shares = surface.shares(west_m + column * side_m, south_m + row * side_m, side_m)
    incidents = np.bincount(of_cell[own], weights=np.diff(cells.begin)[own]).astype(np.int64)
    expected = np.bincount(of_cell[own], weights=shares * len(points)).astype(float)
    return incidents, expected, poisson_log_likelihood_ratio(incidents, expected, float(len(points)))

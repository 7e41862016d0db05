"""Density clusters (DBSCAN), and a radius that follows the density."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

from hotspots.clusters.grouping import Mask, group_points
from hotspots.finding.grid import Floats, Ints

SAMPLE = 2_000  # incidents whose distance to their k-th neighbour stands for all
LEAST_RADIUS_M = 1.0  # addresses are snapped to points: a smaller radius means nothing


@dataclass(frozen=True, slots=True)
class DensityClusters:
    """
    The cluster of each point.

    Parameters
    ----------
    label
        Number of the cluster, from 0 in the order of the clusters' first core points; -1 for noise.
    core
        Points with enough others around. A point that is not, but lies near one, belongs to the first of the
        clusters around it.
    radius_m
        The radius.
    """

    label: Ints
    core: Mask
    radius_m: float


def density_clusters(
    xy: npt.ArrayLike, *, min_points: int = 10, radius_m: float | None = None
) -> DensityClusters:
    """
    Group points that lie densely.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    min_points
        Points within the radius, itself included, that make a point a core.
    radius_m
        The radius, itself included; left out, `density_radius` chooses.

    Returns
    -------
    DensityClusters
        The labels of `sklearn.cluster.DBSCAN`.

    Raises
    ------
    ValueError
        When points are not finite or of another shape, or a setting is not positive.

    References
    ----------
    .. [1] Ester, Kriegel, Sander and Xu (1996), KDD-96, 226-231
    .. [2] Gan and Tao (2015), doi:10.1145/2723372.2737792

    Examples
    --------
    >>> xy = [[0, 0], [1, 0], [2, 0], [50, 0]]
    >>> density_clusters(xy, min_points=3, radius_m=1).label.tolist()
    [0, 0, 0, -1]
    """
    points = finite_points(xy)
    if min_points < 1 or (radius_m is not None and not (0 < radius_m < math.inf)):
        raise ValueError("min_points must be 1 or more and radius_m positive and finite")
    radius = density_radius(points, min_points) if radius_m is None else radius_m
    label, core = group_points(points, radius, min_points)
    return DensityClusters(label, core, radius)


def density_radius(xy: npt.ArrayLike, min_points: int = 10, share: float = 0.1) -> float:
    """
    Choose the radius that makes a given share of the points cores, whatever their number.

    It is the quantile, at that share, of the distance to the ``min_points``-th nearest point, itself counted:
    four times the points, half the radius. A fixed radius finds clusters at one density and loses them at
    another.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    min_points
        Points within the radius that make a core.
    share
        Share of the points, between 0 and 1.

    Returns
    -------
    float
        Metres, at least 1; the same for the same points in any order.

    Raises
    ------
    ValueError
        When points are not finite or of another shape, or the share does not lie between 0 and 1.
    """
    if not 0 < share < 1 or min_points < 1:
        raise ValueError("share must lie between 0 and 1, min_points be 1 or more")
    points = finite_points(xy)
    if len(points) < 2:
        return LEAST_RADIUS_M
    places, held = np.unique(np.ascontiguousarray(points).view(np.complex128), return_counts=True)
    sample = np.linspace(0, len(points) - 1, min(SAMPLE, len(points))).astype(np.int64)
    some = np.searchsorted(np.cumsum(held), sample, side="right")
    spots = np.column_stack([places.real, places.imag])  # each once: thousands may share one
    nearest = range(1, min(min_points, len(spots)) + 1)
    away, which = map(
        np.asarray, KDTree(spots, balanced_tree=False, compact_nodes=False).query(spots[some], k=nearest)
    )
    enough = np.cumsum(held[which], axis=1) >= min(min_points, len(points))
    kth = away[np.arange(len(some)), enough.argmax(axis=1)]
    return max(float(np.quantile(kth, share)), LEAST_RADIUS_M)


def finite_points(xy: npt.ArrayLike) -> Floats:
    """Read points, or raise ``ValueError``."""
    points = np.asarray(xy, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2 or not np.isfinite(points).all():
        raise ValueError("xy must be finite and of shape (n, 2)")
    return points

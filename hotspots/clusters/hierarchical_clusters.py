"""Clusters of varying density (HDBSCAN), for some ten thousand incidents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.cluster import HDBSCAN

from gis.errors import SizeError
from hotspots.clusters.density_clusters import finite_points
from hotspots.finding.grid import Floats, Ints

MOST_INCIDENTS = 100_000  # the work grows with their square: some forty seconds


@dataclass(frozen=True, slots=True)
class HierarchicalClusters:
    """
    The cluster of each point.

    Parameters
    ----------
    label
        Number of the cluster, from 0 in the order of the clusters' first points; -1 for noise.
    probability
        How firmly a point belongs to its cluster, between 0 and 1; 0 for noise.
    """

    label: Ints
    probability: Floats


def hierarchical_clusters(
    xy: npt.ArrayLike, *, min_cluster_size: int = 10, min_points: int | None = None
) -> HierarchicalClusters:
    """
    Group points by the clusters that last longest as the radius shrinks: each has a radius of its own.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    min_cluster_size
        Points of the smallest cluster, 2 or more.
    min_points
        Points, itself included, that the radius around a core holds; left out, ``min_cluster_size``.

    Returns
    -------
    HierarchicalClusters
        The partition of `sklearn.cluster.HDBSCAN`, which calls the whole never a cluster; here points all on
        one spot are one.

    Raises
    ------
    ValueError
        When points are not finite or of another shape, or a setting is too small.
    SizeError
        ``hotspots.too_many_for_hierarchy`` when points are more than ``MOST_INCIDENTS``.

    References
    ----------
    .. [1] Campello, Moulavi and Sander (2013), doi:10.1007/978-3-642-37456-2_14
    """
    points = finite_points(xy)
    core = min_cluster_size if min_points is None else min_points
    if min_cluster_size < 2 or core < 1:
        raise ValueError("min_cluster_size must be 2 or more and min_points 1 or more")
    if len(points) > MOST_INCIDENTS:
        raise SizeError("hotspots.too_many_for_hierarchy", incidents=len(points), most=MOST_INCIDENTS)
    if len(points) < max(min_cluster_size, core):
        return HierarchicalClusters(np.full(len(points), -1), np.zeros(len(points)))
    if (points == points[0]).all():
        return HierarchicalClusters(np.zeros(len(points), dtype=np.int64), np.ones(len(points)))
    found = HDBSCAN(min_cluster_size=min_cluster_size, min_samples=core, copy=True).fit(points)
    return HierarchicalClusters(_numbered(found.labels_), np.asarray(found.probabilities_, dtype=float))


def _numbered(label: Ints) -> Ints:
    """Number clusters by their first points."""
    found, first, back = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty(len(found), dtype=np.int64)
    rank[np.argsort(np.where(found < 0, -1, first))] = np.arange(len(found)) - (found[0] < 0)
    return np.asarray(rank[back])

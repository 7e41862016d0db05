"""What lies, and what is expected, in the cells that clusters take up."""

from __future__ import annotations

import numpy as np

from hotspots.clusters.expected_surface import ExpectedSurface
from hotspots.finding.grid import Floats, Ints
from hotspots.repeats.sorted_cells import sorted_cells


def in_cluster_cells(
    points: Floats, label: Ints, side_m: Floats, surface: ExpectedSurface, layer: Ints | None = None
) -> tuple[Ints, Floats]:
    """
    Count the incidents in each cluster's cells, and what is expected there.

    A cluster's cells are those that hold one of its labelled points; other points in them count too.

    Parameters
    ----------
    points
        Metres, shape ``(n, 2)``.
    label
        Cluster of each point from 0, -1 where a point takes up no cell.
    side_m
        Width of each cluster's cells, shape ``(clusters,)``.
    surface
        Where incidents are expected.
    layer
        Layer of time of each point, from 0: cells are then parts of a layer, which expects its own incidents,
        spread over the surface.

    Returns
    -------
    incidents, expected
        Each of shape ``(clusters,)``.
    """
    incidents, expected = np.zeros(len(side_m), dtype=np.int64), np.zeros(len(side_m))
    in_layer = np.bincount(np.zeros(len(points), dtype=np.int64) if layer is None else layer)
    for side in np.unique(side_m):
        cells = sorted_cells(points, side, 0, layer)
        held = np.diff(cells.begin)
        group, cell = label[cells.order], np.repeat(np.arange(len(held)), held)
        own = (group >= 0) & (side_m[group] == side)
        cell, group = np.divmod(np.unique(cell[own] * len(side_m) + group[own]), len(side_m))
        row, column = np.divmod(cells.key[cell], cells.stride)
        row, level = np.divmod(row, cells.depth)
        west_m, south_m = points.min(axis=0)
        shares = surface.shares(west_m + column * side, south_m + row * side, side)
        incidents += np.bincount(group, held[cell], len(side_m)).astype(np.int64)
        expected += np.bincount(group, shares * in_layer[level], len(side_m))
    return incidents, expected

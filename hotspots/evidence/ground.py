"""What lies within areas: their incidents, and sums of fields over the cells of the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from hotspots.finding.grid import Floats, Ints, ScanGrid
from hotspots.finding.outlines import cells_inside


@dataclass(frozen=True, slots=True)
class Members:
    """
    Which points lie in which area, as pairs, ordered by area and then by point.

    Parameters
    ----------
    area, point
        Index of the area and of the point of each pair.
    areas
        Number of areas.
    """

    area: Ints
    point: Ints
    areas: int

    def count(self, weights: Floats | None = None) -> Floats:
        """Add up a weight of each pair (1 each if none is given) for each area."""
        return np.bincount(self.area, weights, minlength=self.areas).astype(float)


def members_of(polygons: Sequence[BaseGeometry], xy: Floats) -> Members:
    """
    Find the points in each polygon, those on its border included.

    Parameters
    ----------
    polygons
        Small parts of the place.
    xy
        Points in the same system, shape ``(n, 2)``.

    Returns
    -------
    Members
        A point in several polygons stands in several pairs.
    """
    order = np.argsort(xy[:, 0], kind="stable")
    x, y = xy[order, 0], xy[order, 1]
    found = []
    for polygon in polygons:
        west, south, east, north = polygon.bounds
        strip = slice(np.searchsorted(x, west), np.searchsorted(x, east, side="right"))
        near = np.flatnonzero((y[strip] >= south) & (y[strip] <= north)) + strip.start
        shapely.prepare(polygon)
        found.append(np.sort(order[near[shapely.intersects_xy(polygon, x[near], y[near])]]))
    sizes = [len(points) for points in found]
    area = np.repeat(np.arange(len(found)), sizes)
    return Members(area, np.concatenate([np.empty(0, dtype=np.int64), *found]), len(found))


def sums_inside(grid: ScanGrid, polygons: Sequence[BaseGeometry], fields: Sequence[Floats]) -> Floats:
    """
    Add up fields over the cells whose middle lies in each polygon, scaled to its true area.

    Parameters
    ----------
    grid
        The grid; fields are on its finest cells.
    polygons, fields
        Metric polygons; amounts in each cell.

    Returns
    -------
    ndarray
        Shape ``(polygons, fields)``.
    """
    sums = np.zeros((len(polygons), len(fields)))
    cell_m2 = grid.finest.cell_m**2
    for row, polygon in zip(sums, polygons, strict=True):
        rows, columns, inside = cells_inside(grid, polygon)
        scale = polygon.area / max(int(inside.sum()) * cell_m2, 1e-9)
        row[:] = [field[rows, columns][inside].sum() * scale for field in fields]
    return sums

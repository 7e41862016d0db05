"""From the best window to the ground it stands for: the disc moved and sized to the points themselves."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from hotspots.finding.grid import Floats, Ints, Numbers, ScanGrid
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio

ROUNDS = ((0.5, 7), (0.2, 5), (0.08, 5))  # how far the centre moves (in radii) and how many steps a side
RADIUS_FACTORS = np.geomspace(0.6, 1.6, 21)
FARTHEST = 2.6  # how far around a window its disc may lie, in radii
WIDE_CELLS = 15  # radius in cells from which cells stand for the places in them
SIDES = 16  # segments for a quarter of a circle
OUTSIDE_POLYGON = 1.01  # so that the sides of the polygon cut off no incident on the circle


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Places that were not set aside, and the expected numbers of all ground: discs shun what is taken."""

    xy: Floats
    incidents: Ints
    weights: Ints
    tree: cKDTree
    counts: Numbers
    expected: Floats
    grid: ScanGrid

    def cells_near(self, x: float, y: float, reach_m: float) -> tuple[Floats, Floats, Floats]:
        """Give middles, counts and expected numbers of the cells around a point."""
        grid, finest = self.grid, self.grid.finest
        c0, c1 = (int((x - grid.west + side * reach_m) // finest.cell_m) + (side > 0) for side in (-1, 1))
        r0, r1 = (int((y - grid.south + side * reach_m) // finest.cell_m) + (side > 0) for side in (-1, 1))
        c0, r0, c1, r1 = max(c0, 0), max(r0, 0), min(c1, finest.columns), min(r1, finest.rows)
        row, column = np.meshgrid(np.arange(r0, r1), np.arange(c0, c1), indexing="ij")
        cx, cy = grid.centres_of((row * finest.columns + column).ravel(), finest)
        block = (slice(r0, r1), slice(c0, c1))
        return (
            np.column_stack([cx, cy]),
            self.counts[block].ravel().astype(float),
            self.expected[block].ravel(),
        )

    def places_near(self, x: float, y: float, reach_m: float) -> tuple[Floats, Floats]:
        """Give the places around a point and what each counts for."""
        inside = np.asarray(self.tree.query_ball_point([x, y], reach_m), dtype=np.int64)
        return self.xy[inside], self.weights[inside].astype(float)

    def held(self, polygon: BaseGeometry) -> tuple[int, int]:
        """Count the places and the incidents in a polygon."""
        west, south, east, north = polygon.bounds
        reach_m = math.hypot(east - west, north - south) / 2
        around = self.tree.query_ball_point([(west + east) / 2, (south + north) / 2], reach_m)
        near = np.asarray(around, dtype=np.int64)
        shapely.prepare(polygon)
        inside = near[shapely.intersects_xy(polygon, self.xy[near, 0], self.xy[near, 1])]
        return len(inside), int(self.incidents[inside].sum())


def delineate(around: Surroundings, x: float, y: float, radius_m: float) -> BaseGeometry:
    """
    Draw the ground that a window stands for: the best disc, cut back to where its incidents are.

    Parameters
    ----------
    around
        Places and expected numbers.
    x, y, radius_m
        The window.
    """
    x, y, radius_m = fit_disc(around, x, y, radius_m)
    disc = shapely.Point(x, y).buffer(radius_m * OUTSIDE_POLYGON, quad_segs=SIDES)
    points, _ = around.places_near(x, y, radius_m)
    hull = shapely.MultiPoint(points).convex_hull
    gap = radius_m / math.sqrt(len(points) + 1)
    return disc.intersection(hull.buffer(max(gap, around.grid.finest.cell_m)))


def fit_disc(around: Surroundings, x: float, y: float, radius_m: float) -> tuple[float, float, float]:
    """
    Move and size a disc to the highest likelihood ratio, free of the grid.

    Parameters
    ----------
    around
        Places and expected numbers.
    x, y, radius_m
        The window to start from.

    Returns
    -------
    tuple of float
        Middle and radius of the fitted disc.
    """
    reach_m = FARTHEST * radius_m
    cells, counts, mean = around.cells_near(x, y, reach_m)
    if radius_m > WIDE_CELLS * around.grid.finest.cell_m:
        points, weights = cells[counts > 0], counts[counts > 0]
    else:
        points, weights = around.places_near(x, y, reach_m)
    for shift, steps in ROUNDS:
        offsets = np.linspace(-shift, shift, steps) * radius_m
        radii = radius_m * RADIUS_FACTORS
        best = (-1.0, x, y, radius_m)
        for dx in offsets:
            for dy in offsets:
                inside = _within(points, weights, x + dx, y + dy, radii)
                expected = _within(cells, mean, x + dx, y + dy, radii)
                ratio = poisson_log_likelihood_ratio(inside, np.maximum(expected, 1e-9))
                top = int(ratio.argmax())
                if ratio[top] > best[0]:
                    best = (float(ratio[top]), x + dx, y + dy, float(radii[top]))
        _, x, y, radius_m = best
    return x, y, radius_m


def _within(points: Floats, weights: Floats, x: float, y: float, radii: Floats) -> Floats:
    """Add up weights within each of the ascending radii around a middle."""
    distance = np.hypot(points[:, 0] - x, points[:, 1] - y)
    rings = np.bincount(np.searchsorted(radii, distance), weights, minlength=len(radii) + 1)
    return np.cumsum(rings[:-1])

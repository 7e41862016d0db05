"""From the best window to the ground it stands for: the disc moved and sized to the points themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree

from hotspots.expected import Expected
from hotspots.grid import Floats, Ints
from hotspots.scan import poisson_log_likelihood_ratio

ROUNDS = ((0.5, 7), (0.2, 5), (0.08, 5))  # how far the centre moves (in radii) and how many steps a side
RADIUS_FACTORS = np.geomspace(0.6, 1.6, 21)
SIDES = 16  # segments for a quarter of a circle


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Places and expected numbers of the whole study area, ready to be looked up near a point."""

    xy: Floats
    weights: Ints
    tree: cKDTree
    expected_cells: Floats
    expected: Expected

    def near(self, x: float, y: float, reach_m: float) -> tuple[Floats, Floats, Floats, Floats]:
        """Give places with their weights and cells with their expected numbers, within a reach."""
        inside = np.asarray(self.tree.query_ball_point([x, y], reach_m), dtype=np.int64)
        grid = self.expected.base.grid
        finest = grid.finest
        c0, c1 = (int((x - grid.west + side * reach_m) // finest.cell_m) + (side > 0) for side in (-1, 1))
        r0, r1 = (int((y - grid.south + side * reach_m) // finest.cell_m) + (side > 0) for side in (-1, 1))
        c0, r0, c1, r1 = max(c0, 0), max(r0, 0), min(c1, finest.columns), min(r1, finest.rows)
        row, column = np.meshgrid(np.arange(r0, r1), np.arange(c0, c1), indexing="ij")
        cx, cy = grid.centres_of((row * finest.columns + column).ravel(), finest)
        return (
            self.xy[inside],
            self.weights[inside].astype(np.float64),
            np.column_stack([cx, cy]),
            self.expected_cells[r0:r1, c0:c1].ravel(),
        )


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
    points, weights, cells, mean = around.near(x, y, 2.6 * radius_m)
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


def disc_polygon(x: float, y: float, radius_m: float) -> shapely.Polygon:
    """Draw a disc as a polygon."""
    return shapely.Point(x, y).buffer(radius_m, quad_segs=SIDES)

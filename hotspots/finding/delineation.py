"""From the best window to the ground it stands for: the disc moved and sized to the points themselves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from hotspots.finding.disc_fit import FARTHEST, Ground, fit_disc, start_radii
from hotspots.finding.grid import Floats, Ints, Numbers, ScanGrid
from hotspots.params import Least

MOST_GROWN_M = 450.0  # a fitted disc grows beyond its window up to this radius only
BORNE_OUT = 0.7  # of the ratio of a window, what its fitted disc must have
SIDES = 16  # segments for a quarter of a circle
OUTSIDE_POLYGON = 1.01  # so that the sides of the polygon cut off no incident on the circle


class Window(NamedTuple):
    """A disc and its log likelihood ratio."""

    x: float
    y: float
    radius_m: float
    log_likelihood_ratio: float


@dataclass(frozen=True, slots=True)
class Places:
    """Distinct places, their incidents, and how many of these each counts for in the statistic."""

    xy: Floats
    incidents: Ints
    weights: Ints

    @property
    def inflation(self) -> float:
        """Variance of counts over their mean: what repeats at one place add to chance."""
        return float((self.weights**2).sum() / self.weights.sum())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """
    Places that were not set aside, and the expected numbers of all ground: discs shun what is taken.

    Parameters
    ----------
    places, cells
        Places in the order of the finest cells that hold them, and these.
    counts, expected
        Incidents, and the number expected, in each finest cell.
    """

    places: Places
    cells: Ints
    counts: Numbers
    expected: Floats
    grid: ScanGrid

    def cells_near(self, x: float, y: float, reach_m: float) -> tuple[Floats, Floats, Floats]:
        """Give middles, counts and expected numbers of the cells around a point."""
        rows, columns = self._block((x - reach_m, y - reach_m, x + reach_m, y + reach_m))
        row, column = np.meshgrid(np.arange(*rows), np.arange(*columns), indexing="ij")
        finest = self.grid.finest
        cx, cy = self.grid.centres_of((row * finest.columns + column).ravel(), finest)
        block = (slice(*rows), slice(*columns))
        return (
            np.column_stack([cx, cy]),
            self.counts[block].ravel().astype(float),
            self.expected[block].ravel(),
        )

    def density_at(self, points: Floats) -> Floats:
        """Give the expected number per square metre at points."""
        cells = self.grid.cells_of(points[:, 0], points[:, 1])
        density: Floats = self.expected.reshape(-1)[cells] / self.grid.finest.cell_m**2
        return np.maximum(density, 1e-12)

    def places_near(self, x: float, y: float, reach_m: float) -> tuple[Floats, Floats]:
        """Give the places around a point and what each counts for."""
        near = self._within((x - reach_m, y - reach_m, x + reach_m, y + reach_m))
        away = np.hypot(self.places.xy[near, 0] - x, self.places.xy[near, 1] - y)
        near = near[away <= reach_m]
        return self.places.xy[near], self.places.weights[near].astype(float)

    def held(self, polygon: BaseGeometry) -> tuple[int, int]:
        """Count the places and the incidents in a polygon."""
        near = self._within(polygon.bounds)
        shapely.prepare(polygon)
        inside = near[shapely.intersects_xy(polygon, self.places.xy[near, 0], self.places.xy[near, 1])]
        return len(inside), int(self.places.incidents[inside].sum())

    def _within(self, bounds: tuple[float, float, float, float]) -> Ints:
        """Give the places in the cells that a box touches."""
        rows, columns = self._block(bounds)
        first = np.arange(*rows) * self.grid.finest.columns
        begin = np.searchsorted(self.cells, first + columns[0])
        size = np.searchsorted(self.cells, first + columns[1]) - begin
        ends = np.cumsum(size)
        total = int(ends[-1]) if len(ends) else 0
        return np.asarray(np.arange(total) + np.repeat(begin - (ends - size), size))

    def _block(self, bounds: tuple[float, float, float, float]) -> tuple[tuple[int, int], tuple[int, int]]:
        """Give the rows and the columns (the last excluded) of the finest cells that a box touches."""
        finest = self.grid.finest
        west, south, east, north = bounds
        c0, c1 = (int((side - self.grid.west) // finest.cell_m) for side in (west, east))
        r0, r1 = (int((side - self.grid.south) // finest.cell_m) for side in (south, north))
        return (max(r0, 0), min(r1 + 1, finest.rows)), (max(c0, 0), min(c1 + 1, finest.columns))


def delineate(around: Surroundings, window: Window, least: Least) -> BaseGeometry:
    """
    Draw the ground that a window stands for: the best disc, cut back to where its incidents are.

    Parameters
    ----------
    around
        Places and expected numbers.
    window
        The window.
    least
        What the disc must hold.

    Returns
    -------
    BaseGeometry
        Empty where no disc bears the window out: it was raised by ground set aside that its cells reach into.
    """
    x, y, radius_m, ratio = window
    radii = start_radii(radius_m, MOST_GROWN_M)
    reach_m = FARTHEST * float(radii[-1])
    cells, counts, mean = around.cells_near(x, y, reach_m)
    points, weights = around.places_near(x, y, reach_m)
    if len(points) > len(cells):
        points, weights = cells[counts > 0], counts[counts > 0]
    ground = Ground(points, weights, around.density_at(points), cells, mean)
    x, y, radius_m, fitted = fit_disc(ground, x, y, radii, max(least.incidents, least.places))
    if fitted < BORNE_OUT * ratio:
        return shapely.Polygon()
    disc = shapely.Point(x, y).buffer(radius_m * OUTSIDE_POLYGON, quad_segs=SIDES)
    held, _ = around.places_near(x, y, radius_m)
    hull = shapely.MultiPoint(held).convex_hull
    gap = radius_m / math.sqrt(len(held) + 1)
    return disc.intersection(hull.buffer(max(gap, around.grid.finest.cell_m)))

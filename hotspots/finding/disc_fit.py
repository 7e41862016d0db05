"""The disc that fits the points best: moved and sized to the highest likelihood, free of any grid."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from gis.compiled import compiled
from hotspots.finding.grid import Floats

STARTS = (0.7, 1.0, 1.41, 2.0, 2.83)  # radii to start from, in radii of the window
ROUNDS = ((0.6, 7, 1.2, 5), (0.2, 5, 1.15, 7), (0.08, 5, 1.06, 7))
"""How far the centre moves (in radii), in how many steps; the farthest radius (a factor), in how many."""
FARTHEST = 2.0  # how far a fitted disc may reach from where it started, in radii of the widest start

Fit = tuple[float, float, float, float]
"""Middle, radius and log likelihood ratio of a disc."""


class Ground(NamedTuple):
    """
    What lies around a window.

    Parameters
    ----------
    points, incidents
        Places, shape ``(n, 2)``, and the incidents of each.
    usual
        Expected incidents per square metre at each place.
    cells, expected
        Middles of cells, shape ``(m, 2)``, and the number expected in each.
    """

    points: Floats
    incidents: Floats
    usual: Floats
    cells: Floats
    expected: Floats


def fit_disc(ground: Ground, x: float, y: float, radii: Floats, least: float) -> Fit:
    """
    Move and size a disc to the highest likelihood of an even excess inside it.

    Disorder is of the ground: so many incidents more on each hectare, whoever lives there. Against a factor
    on what is expected, this neither shrinks a disc to the edge of a village, where least is expected, nor
    grows it over empty fields, where nothing is.

    Parameters
    ----------
    ground
        What lies around.
    x, y
        Middle to start from.
    radii
        Radii to start from.
    least
        Incidents that the disc must hold.
    """
    shift, steps, factor, sizes = ROUNDS[0]
    fits = [
        best_disc(ground, _around(x, y, shift * radius, steps), _sizes(radius, factor, sizes), least)
        for radius in radii
    ]
    best = max(fits, key=lambda fit: fit[3])
    for shift, steps, factor, sizes in ROUNDS[1:]:
        centres = _around(best[0], best[1], shift * best[2], steps)
        best = max(
            best, best_disc(ground, centres, _sizes(best[2], factor, sizes), least), key=lambda fit: fit[3]
        )
    return best


def start_radii(radius_m: float, most_m: float) -> Floats:
    """Give the radii to start from, none above the widest that may be judged."""
    radii = radius_m * np.array(STARTS)
    return np.asarray(np.unique(np.minimum(radii, max(most_m, radius_m))))


def _around(x: float, y: float, shift_m: float, steps: int) -> Floats:
    offsets = np.linspace(-shift_m, shift_m, steps)
    dx, dy = np.meshgrid(offsets, offsets)
    return np.column_stack([x + dx.ravel(), y + dy.ravel()])


def _sizes(radius: float, factor: float, sizes: int) -> Floats:
    return np.asarray(radius * np.geomspace(1 / factor, factor, sizes))


@compiled
def best_disc(ground: Ground, centres: Floats, radii: Floats, least: float) -> Fit:
    """
    Give the best disc of some centres and ascending radii that holds at least so many incidents.

    A disc without an excess has the ratio 0; with none anywhere the first centre and radius come back.
    """
    best = (centres[0, 0], centres[0, 1], radii[0], 0.0)
    squares, size = radii**2, len(radii)
    ring = np.empty(len(ground.points), np.int64)
    for k in range(len(centres)):
        x, y = centres[k]
        count, mean = np.zeros(size + 1), np.zeros(size + 1)
        for i in range(len(ground.points)):
            away = (ground.points[i, 0] - x) ** 2 + (ground.points[i, 1] - y) ** 2
            ring[i] = np.searchsorted(squares, away)
            count[ring[i]] += ground.incidents[i]
        for i in range(len(ground.cells)):
            away = (ground.cells[i, 0] - x) ** 2 + (ground.cells[i, 1] - y) ** 2
            mean[np.searchsorted(squares, away)] += ground.expected[i]
        held, number = 0.0, 0.0
        for j in range(size):
            held += count[j]
            number += mean[j]
            if held <= number or held < least:
                continue
            more = (held - number) / (math.pi * squares[j])
            ratio = number - held
            for i in range(len(ground.points)):
                if ring[i] <= j:
                    ratio += ground.incidents[i] * math.log1p(more / ground.usual[i])
            if ratio > best[3]:
                best = (x, y, radii[j], ratio)
    return best

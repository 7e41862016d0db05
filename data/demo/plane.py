"""
The plane in which the demo county is drawn, and the warps that give its lines the look of terrain.

All of ``data.demo`` works in metres around the county's middle; ``to_lonlat`` is the only way out. The
place on the globe (104-105 E, 33-34 N) is borrowed; the county itself does not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Shapes = npt.NDArray[np.object_]

METRIC_CRS = "EPSG:4544"  # CGCS2000, 3-degree zone of 105 E
ORIGIN = (470_000.0, 3_720_000.0)
DECIMALS = 7  # one centimetre
WAVES = 7


def to_lonlat(shapes: object) -> gpd.GeoSeries:
    """Carry shapes of the plane to longitude and latitude, rounded so that shared vertices stay shared."""
    moved = shapely.transform(np.asarray(shapes, dtype=object), lambda xy: xy + np.array(ORIGIN))
    globe = gpd.GeoSeries(moved, crs=METRIC_CRS).to_crs("EPSG:4326")
    rounded = shapely.transform(globe.to_numpy(), lambda xy: np.round(xy, DECIMALS))
    return gpd.GeoSeries(rounded, crs="EPSG:4326")


@dataclass(frozen=True, slots=True)
class Octave:
    """One smooth displacement field: a sum of plane waves of about one wavelength."""

    wave_vectors: Floats
    phases: Floats
    amplitudes: Floats

    def shift(self, xy: Floats) -> Floats:
        """Displacement at each point, in metres."""
        moved: Floats = np.sin(xy @ self.wave_vectors.T + self.phases) @ self.amplitudes
        return moved


@dataclass(frozen=True, slots=True)
class Warp:
    """Octaves applied one after another: each bends without folding, so lines that did not cross never do."""

    octaves: tuple[Octave, ...]

    def forward(self, xy: Floats) -> Floats:
        """Bend points."""
        for octave in self.octaves:
            xy = xy + octave.shift(xy)
        return xy

    def inverse(self, xy: Floats) -> Floats:
        """Find the points that ``forward`` brings here, by fixed-point iteration."""
        for octave in reversed(self.octaves):
            start = xy
            for _ in range(40):
                start = xy - octave.shift(start)
            xy = start
        return xy

    def bend(self, lines: Shapes, step_m: float) -> Shapes:
        """Bend lines, with vertices at most ``step_m`` apart before."""
        bent: Shapes = shapely.transform(shapely.segmentize(lines, step_m), self.forward)
        return bent


def make_warp(rng: np.random.Generator, wavelengths_m: Sequence[float], strength: float) -> Warp:
    """
    Draw a warp.

    Parameters
    ----------
    rng
        Source of randomness.
    wavelengths_m
        One octave each, longest first.
    strength
        Steepness of the bends: the largest sum of gradients; about 1 keeps lines from folding.
    """
    octaves = []
    for wavelength in wavelengths_m:
        angles = rng.uniform(0, 2 * np.pi, WAVES)
        numbers = 2 * np.pi / (wavelength * rng.uniform(0.75, 1.35, WAVES))
        vectors = numbers[:, None] * np.column_stack([np.cos(angles), np.sin(angles)])
        turns = rng.uniform(0, 2 * np.pi, WAVES)
        sizes = strength / numbers / WAVES
        amplitudes = sizes[:, None] * np.column_stack([np.cos(turns), np.sin(turns)])
        octaves.append(Octave(vectors, rng.uniform(0, 2 * np.pi, WAVES), amplitudes))
    return Warp(tuple(octaves))


def polyline_length(xy: Floats) -> Floats:
    """Length along a polyline up to each vertex."""
    steps = np.hypot(*np.diff(xy, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])

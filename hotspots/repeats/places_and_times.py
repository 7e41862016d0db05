"""What every test of space and time reads: places in metres, times in days, and how metres are measured."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from hotspots.finding.grid import Floats

Metric = Literal["euclidean", "manhattan"]


def distances_m(step_x: Floats, step_y: Floats, metric: Metric) -> Floats:
    """Measure steps along x and y, straight or along the axes (as streets of a grid do)."""
    if metric == "euclidean":
        return np.asarray(np.sqrt(step_x * step_x + step_y * step_y))
    if metric == "manhattan":
        return np.asarray(np.abs(step_x) + np.abs(step_y))
    raise ValueError(f"metric must be euclidean or manhattan, not {metric!r}")


def places_and_times(xy: npt.ArrayLike, days: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Read a place and a time for each incident, or raise ``ValueError``."""
    points, times = np.asarray(xy, dtype=float), np.asarray(days, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2 or times.shape != (len(points),):
        raise ValueError(f"xy must be (n, 2) and days of length n, not {points.shape} and {times.shape}")
    if not (np.isfinite(points).all() and np.isfinite(times).all()):
        raise ValueError("xy and days must be finite: leave out incidents without a place or a time")
    return points, times

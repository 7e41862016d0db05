"""Mantel's test whether incidents that lie nearer to one another are also nearer in time."""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gis.compiled import compiled
from hotspots.finding.grid import Floats
from hotspots.repeats.places_and_times import Metric, distances_m, places_and_times

PIECES = 64
MOST_THREADS = 4
MOST_INCIDENTS = 20_000  # the work grows with their square, times the permutations


@dataclass(frozen=True, slots=True)
class MantelTest:
    """
    Correlation of closeness in space and closeness in time over all pairs.

    Parameters
    ----------
    correlation
        Standardised Mantel statistic, between -1 and 1.
    p_value
        Share of permutations, the data among them, with a correlation at least as high.
    """

    correlation: float
    p_value: float


def mantel(
    xy: npt.ArrayLike,
    days: npt.ArrayLike,
    *,
    rng: np.random.Generator,
    permutations: int = 99,
    power: float = -1.0,
    offset_m: float = 1.0,
    offset_days: float = 1.0,
    metric: Metric = "euclidean",
) -> MantelTest:
    """
    Test whether distances in space and in time go together, for hundreds or a few thousand incidents.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    days
        Time of each incident in days, from any origin.
    rng
        Source of the permutations.
    permutations
        How often the times are dealt out anew.
    power
        Distances enter as ``(distance + offset) ** power``: -1 gives weight to near pairs, 1 is the plain
        distance.
    offset_m, offset_days
        Keep the reciprocal of pairs at one spot or moment finite.
    metric
        ``euclidean`` or ``manhattan``.

    Returns
    -------
    MantelTest
        NaN correlation and p-value of 1 where all distances are the same.

    Raises
    ------
    ValueError
        When shapes disagree, a number is not finite, offsets are not positive, or incidents
        are too many.

    References
    ----------
    .. [1] Mantel (1967), Cancer Research 27, 209-220
    """
    points, times = places_and_times(xy, days)
    if min(offset_m, offset_days) <= 0 or power == 0 or permutations < 1:
        raise ValueError("offsets must be positive, power not zero, and permutations at least 1")
    if len(points) > MOST_INCIDENTS:
        raise ValueError(f"at most {MOST_INCIDENTS} incidents, not {len(points)}: use knox, or draw a sample")
    distances_m(np.empty(0), np.empty(0), metric)
    dealt = np.stack([times] + [rng.permutation(times) for _ in range(permutations)], axis=1)
    sums, near, soon = _moments(
        points, dealt, _Closeness(power, offset_m, offset_days, metric == "manhattan")
    )
    pairs = len(points) * (len(points) - 1) / 2
    spread = np.sqrt(max(near[1] - near[0] ** 2 / max(pairs, 1.0), 0.0)) * np.sqrt(
        max(soon[1] - soon[0] ** 2 / max(pairs, 1.0), 0.0)
    )
    if pairs < 2 or spread <= 1e-9 * np.sqrt(near[1] * soon[1]):
        return MantelTest(float("nan"), 1.0)
    correlation = (sums - near[0] * soon[0] / pairs) / spread
    return MantelTest(float(correlation[0]), float((correlation >= correlation[0] - 1e-12).mean()))


class _Closeness(NamedTuple):
    """How distances become closeness."""

    power: float
    offset_m: float
    offset_days: float
    manhattan: bool


def _moments(points: Floats, dealt: Floats, form: _Closeness) -> tuple[Floats, Floats, Floats]:
    """Sum over pairs the product for each permutation, and both closenesses and their squares."""
    x, y = np.ascontiguousarray(points.T)

    def piece(first: int) -> Floats:
        return _products(x, y, dealt, first, form)

    with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_THREADS)) as pool:
        sums = np.sum([np.zeros(dealt.shape[1] + 4), *pool.map(piece, range(PIECES))], axis=0)
    return sums[:-4], sums[-4:-2], sums[-2:]


@compiled
def _products(x: Floats, y: Floats, dealt: Floats, first: int, form: _Closeness) -> Floats:
    """Add up the pairs of every ``PIECES``-th incident from ``first`` with those after it."""
    columns = dealt.shape[1]
    sums, row = np.zeros(columns + 4), np.empty(columns)
    for own in range(first, len(x), PIECES):
        row[:] = 0.0
        for other in range(own + 1, len(x)):
            step_x, step_y = abs(x[other] - x[own]), abs(y[other] - y[own])
            metres = step_x + step_y if form.manhattan else math.sqrt(step_x * step_x + step_y * step_y)
            in_space = (metres + form.offset_m) ** form.power
            in_time = (abs(dealt[other, 0] - dealt[own, 0]) + form.offset_days) ** form.power
            sums[columns] += in_space
            sums[columns + 1] += in_space * in_space
            sums[columns + 2] += in_time
            sums[columns + 3] += in_time * in_time
            for column in range(columns):
                apart = abs(dealt[other, column] - dealt[own, column]) + form.offset_days
                if form.power == -1.0:  # two powers by themselves: many times as fast
                    row[column] += in_space / apart
                elif form.power == 1.0:
                    row[column] += in_space * apart
                else:
                    row[column] += in_space * apart**form.power
        sums[:columns] += row
    return sums

"""Mantel's test whether incidents that lie nearer to one another are also nearer in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspots.finding.grid import Floats
from hotspots.repeats.places_and_times import Metric, distances_m, places_and_times

ROWS_AT_ONCE = 64
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
    dealt = np.array([times] + [rng.permutation(times) for _ in range(permutations)])
    sums, near, soon = _moments(points, dealt, metric, (offset_m, offset_days, power))
    pairs = len(points) * (len(points) - 1) / 2
    spread = np.sqrt(max(near[1] - near[0] ** 2 / max(pairs, 1.0), 0.0)) * np.sqrt(
        max(soon[1] - soon[0] ** 2 / max(pairs, 1.0), 0.0)
    )
    if pairs < 2 or spread <= 1e-9 * np.sqrt(near[1] * soon[1]):
        return MantelTest(float("nan"), 1.0)
    correlation = (sums - near[0] * soon[0] / pairs) / spread
    return MantelTest(float(correlation[0]), float((correlation >= correlation[0] - 1e-12).mean()))


def _moments(
    points: Floats, dealt: Floats, metric: Metric, form: tuple[float, float, float]
) -> tuple[Floats, Floats, Floats]:
    """Sum over pairs the product for each permutation, and both closenesses and their squares."""
    offset_m, offset_days, power = form
    sums, near, soon = np.zeros(len(dealt)), np.zeros(2), np.zeros(2)
    for begin, end in _rows(len(points)):
        later = np.arange(begin, len(points))[None, :] > np.arange(begin, end)[:, None]
        step = points[begin:end, None] - points[None, begin:]
        in_space = (distances_m(step[..., 0], step[..., 1], metric) + offset_m) ** power * later
        near += in_space.sum(), (in_space**2).sum()
        for index, times in enumerate(dealt):
            apart = np.abs(times[begin:end, None] - times[None, begin:]) + offset_days
            in_time = np.reciprocal(apart) if power == -1 else apart**power
            sums[index] += np.vdot(in_space, in_time)
            if index == 0:
                soon += (in_time * later).sum(), (in_time**2 * later).sum()
    return sums, near, soon


def _rows(n: int) -> Iterator[tuple[int, int]]:
    for begin in range(0, n, ROWS_AT_ONCE):
        yield begin, min(begin + ROWS_AT_ONCE, n)

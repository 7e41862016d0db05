"""Near repeats, incidents that follow soon and close by: Knox's test and the table of risk."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspots.finding.grid import Floats, Ints
from hotspots.repeats.pair_counts import Bands, count_pairs
from hotspots.repeats.places_and_times import Metric, places_and_times
from hotspots.repeats.ticks import in_ticks, pairs_in_time


@dataclass(frozen=True, slots=True)
class KnoxTest:
    """
    Pairs close in space and time, against times dealt out at random.

    Parameters
    ----------
    pairs
        Pairs close in both.
    pairs_in_space, pairs_in_time
        Pairs close in one, whatever the other.
    expected
        Mean of ``pairs`` over all permutations of the times, known exactly.
    ratio
        ``pairs`` over ``expected``; NaN where none are expected.
    p_value
        One-sided: share of permutations, the data among them, with at least as many pairs.
    """

    pairs: int
    pairs_in_space: int
    pairs_in_time: int
    expected: float
    ratio: float
    p_value: float


@dataclass(frozen=True, slots=True)
class NearRepeatTable:
    """
    Pairs in bands of space (rows) and time (columns).

    Parameters
    ----------
    edges_m, edges_days
        Limits of the bands, one more than there are rows or columns.
    pairs
        Observed pairs.
    expected
        Mean over all permutations of the times, known exactly.
    ratio
        The near-repeat risk: ``pairs`` over ``expected``; NaN where none are expected.
    p_value
        One-sided: share of permutations, the data among them, with at least as many pairs.
    """

    edges_m: tuple[float, ...]
    edges_days: tuple[float, ...]
    pairs: Ints
    expected: Floats
    ratio: Floats
    p_value: Floats

    def as_frame(self) -> pd.DataFrame:
        """
        Give one row for each band of space and time, with the limits of both.

        Returns
        -------
        DataFrame
            Columns ``from_m, to_m, from_days, to_days, pairs, expected, ratio, p_value``; bands of space from
            the nearest, and in each the bands of time from the soonest.
        """
        rows, columns = self.pairs.shape
        return pd.DataFrame(
            {
                "from_m": np.repeat(self.edges_m[:-1], columns),
                "to_m": np.repeat(self.edges_m[1:], columns),
                "from_days": np.tile(self.edges_days[:-1], rows),
                "to_days": np.tile(self.edges_days[1:], rows),
                "pairs": self.pairs.ravel(),
                "expected": self.expected.ravel(),
                "ratio": self.ratio.ravel(),
                "p_value": self.p_value.ravel(),
            }
        )


def knox(
    xy: npt.ArrayLike,
    days: npt.ArrayLike,
    *,
    within_m: float,
    within_days: float,
    rng: np.random.Generator,
    permutations: int = 99,
    metric: Metric = "euclidean",
) -> KnoxTest:
    """
    Test whether incidents close in space are close in time (both limits included).

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    days
        Time of each incident in days, from any origin; read to the second.
    within_m, within_days
        How near is close.
    rng
        Source of the permutations.
    permutations
        How often the times are dealt out anew.
    metric
        ``euclidean`` or ``manhattan``.

    Returns
    -------
    KnoxTest
        Counts of unordered pairs.

    Raises
    ------
    ValueError
        When shapes disagree, or a number is not finite or is below zero.
    SizeError
        ``hotspots.too_many_pairs`` when more pairs lie near one another than can be looked at.

    References
    ----------
    .. [1] Knox (1964), doi:10.1136/jech.18.1.17

    Examples
    --------
    >>> xy, days = [[0, 0], [3, 4], [100, 0], [100, 5]], [0, 2, 0, 9]
    >>> test = knox(xy, days, within_m=5, within_days=2, rng=np.random.default_rng(1))
    >>> test.pairs, test.pairs_in_space, test.pairs_in_time, test.expected
    (1, 2, 3, 1.0)
    """
    if not (math.isfinite(within_m) and math.isfinite(within_days)) or min(within_m, within_days) < 0:
        raise ValueError(f"limits must be finite and not below zero, not {within_m} m, {within_days} days")
    points, times = _checked(xy, days, permutations)
    ticks, (most,) = in_ticks(times, (within_days,), closed=True)
    counts, in_space = count_pairs(
        points, ticks, Bands((within_m,), metric, closed=True), (most,), rng=rng, permutations=permutations
    )
    n = len(points)
    in_time = pairs_in_time(ticks, most)
    expected = int(in_space[0]) * in_time / max(n * (n - 1) / 2, 1.0)
    found = counts[0, 0]
    return KnoxTest(
        pairs=int(found[0]),
        pairs_in_space=int(in_space[0]),
        pairs_in_time=in_time,
        expected=expected,
        ratio=float(found[0] / expected) if expected > 0 else float("nan"),
        p_value=float((found >= found[0]).mean()),
    )


def near_repeat_table(
    xy: npt.ArrayLike,
    days: npt.ArrayLike,
    *,
    edges_m: Sequence[float],
    edges_days: Sequence[float],
    rng: np.random.Generator,
    permutations: int = 99,
    metric: Metric = "manhattan",
    closed: bool = False,
) -> NearRepeatTable:
    """
    Count pairs in bands of space and time, and how likely chance alone gives as many.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    days
        Time of each incident in days, from any origin; read to the second.
    edges_m, edges_days
        Limits of the bands, rising from 0; the last may be infinite. ``0, 0.1, 200`` sets pairs at one spot
        apart.
    rng
        Source of the permutations.
    permutations
        How often the times are dealt out anew.
    metric
        ``manhattan``, as the Near Repeat Calculator, or ``euclidean``.
    closed
        Bands hold their upper limit and not the lower one (the first holds both); by default they hold the
        lower one and not the upper.

    Returns
    -------
    NearRepeatTable
        Counts of unordered pairs, shape ``(bands of space, bands of time)``.

    Raises
    ------
    ValueError
        When shapes disagree, a coordinate or time is not finite, or edges do not rise from 0.
    SizeError
        ``hotspots.too_many_pairs``, as of `knox`.

    References
    ----------
    .. [1] Ratcliffe and Rengert (2008), doi:10.1057/palgrave.sj.8350068
    """
    near, soon = _edges(edges_m, "edges_m"), _edges(edges_days, "edges_days")
    points, times = _checked(xy, days, permutations)
    ticks, limits = in_ticks(times, soon[1:], closed=closed)
    bands = Bands(near[1:], metric, closed=closed)
    counts, in_space = count_pairs(points, ticks, bands, limits, rng=rng, permutations=permutations)
    in_time = np.diff([pairs_in_time(ticks, most) for most in limits], prepend=0)
    pairs = np.diff(counts, axis=1, prepend=0)
    n = len(points)
    expected = np.outer(in_space, in_time) / max(n * (n - 1) / 2, 1.0)
    ratio = np.divide(pairs[..., 0], expected, out=np.full(expected.shape, np.nan), where=expected > 0)
    p_value = (pairs >= pairs[..., :1]).mean(axis=2)
    return NearRepeatTable(near, soon, pairs[..., 0], expected, ratio, p_value)


def _checked(xy: npt.ArrayLike, days: npt.ArrayLike, permutations: int) -> tuple[Floats, Floats]:
    if permutations < 1:
        raise ValueError(f"wanted at least one permutation, got {permutations}")
    return places_and_times(xy, days)


def _edges(edges: Sequence[float], name: str) -> tuple[float, ...]:
    limits = tuple(float(edge) for edge in edges)
    if len(limits) < 2 or limits[0] != 0 or not all(a < b for a, b in pairwise(limits)):
        raise ValueError(f"{name} must rise from 0 and hold at least two numbers, not {list(edges)}")
    return limits

"""Times as whole numbers, so that differences are exact."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from hotspots.finding.grid import Floats

TICKS_IN_DAY = (1, 24, 1_440, 86_400)  # times are counted in the coarsest that they all are multiples of
WHOLE = 1e-6  # of a tick: a second must not pass for a day

Ticks = npt.NDArray[np.uint16] | npt.NDArray[np.uint32] | npt.NDArray[np.uint64]


def in_ticks(times: Floats, limits: Sequence[float], *, closed: bool) -> tuple[Ticks, tuple[float, ...]]:
    """Count days in whole ticks from the first, and give the most ticks apart that each limit allows."""
    since = times - (times.min() if len(times) else 0)
    finite = np.array([limit for limit in limits if math.isfinite(limit)])
    for in_day in TICKS_IN_DAY:
        values = np.concatenate([since, finite]) * in_day
        if np.abs(values - np.round(values)).max(initial=0.0) < WHOLE:
            break
    exact = np.round(since * in_day)
    most = [
        math.inf
        if not math.isfinite(limit)
        else (math.floor(limit * in_day + WHOLE) if closed else math.ceil(limit * in_day - WHOLE) - 1)
        for limit in limits
    ]
    twice = 2 * int(exact.max(initial=0))  # room for differences that pass below zero
    return exact.astype(np.uint16 if twice < 2**16 else np.min_scalar_type(twice)), tuple(most)


def pairs_in_time(ticks: Ticks, most: float) -> int:
    """Count the pairs at most so many ticks apart."""
    n = len(ticks)
    if most == math.inf:
        return n * (n - 1) // 2
    ordered = np.sort(ticks).astype(np.int64)
    after = np.searchsorted(ordered, ordered + int(most), side="right") - np.arange(1, n + 1)
    return int(np.maximum(after, 0).sum())

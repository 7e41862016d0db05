"""When incidents of the demo county happen, in minutes of local time since the first midnight."""

from __future__ import annotations

import numpy as np

from data.demo.offences import HOURS, Offence, day_weights
from data.demo.plane import Floats, Ints

DAY = 1_440
LONGEST_INTERVAL_H = 60.0
NEAR_REPEAT_DAYS = 4.0
NEAR_REPEAT_M = 70.0


def draw_times(rng: np.random.Generator, offence: Offence, days: np.ndarray, hours: str, count: int) -> Ints:
    """Draw minutes since the first of all days; ``days`` are those on which it may happen."""
    weight = day_weights(offence, days, 2023)
    day = rng.choice(len(days), count, p=weight / weight.sum())
    by_hour = np.array(HOURS[hours], dtype=float)
    hour = rng.choice(24, count, p=by_hour / by_hour.sum())
    return np.asarray(day * DAY + hour * 60 + rng.integers(0, 60, count), dtype=np.int64)


def repeat_nearby(
    rng: np.random.Generator, points: Floats, minutes: Ints, share: float, total_minutes: int
) -> tuple[Floats, Ints]:
    """Turn a share of incidents into near repeats of others: close by, a few days later, at a like hour."""
    count = len(minutes)
    child = rng.random(count) < share
    if not child.any() or child.all():
        return points, minutes
    parent = rng.choice(np.flatnonzero(~child), int(child.sum()))
    angle = rng.uniform(0, 2 * np.pi, len(parent))
    away = rng.exponential(NEAR_REPEAT_M, len(parent))
    points, minutes = points.copy(), minutes.copy()
    points[child] = points[parent] + away[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    days = np.ceil(rng.exponential(NEAR_REPEAT_DAYS, len(parent)))
    moved = minutes[parent] + (days * DAY + rng.normal(0, 60, len(parent))).astype(np.int64)
    minutes[child] = np.where(moved < total_minutes, moved, minutes[child])
    return points, minutes


def widen(rng: np.random.Generator, minutes: Ints, hours: float, total_minutes: int) -> tuple[Ints, Ints]:
    """Interval in which an incident may have happened: a known minute, or hours around the true one."""
    if hours == 0:
        return minutes, minutes
    length = 60 * np.minimum(0.5 + rng.exponential(hours, len(minutes)), LONGEST_INTERVAL_H)
    before = rng.random(len(minutes))
    first = np.maximum(minutes - length * before, 0).astype(np.int64)
    last = np.minimum(minutes + length * (1 - before), total_minutes - 2).astype(np.int64)
    return first, np.maximum(last, first + 1)

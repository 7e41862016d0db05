"""Counties in which nothing happened this month, but which are restless: bursts, drifts, shifts, rarity."""

from __future__ import annotations

from datetime import date

import numpy as np

from hotspots.assessment.months import Months, months_from
from tests.hotspots.assessment.counties import FESTIVAL

BASE = np.array([9, 5, 4, 0.8, 0.25, 7, 14.0])
"""Mean count of a place and month, by kind."""


def restless_county(
    rng: np.random.Generator, count: int, *, dispersion: float, law: str, places: int = 14
) -> tuple[np.ndarray, Months]:
    """Draw counts by kind (the first is the sum of the two that follow), place and month."""
    kinds, months = len(BASE), _months(rng, count)
    month = np.arange(count)
    level = BASE[:, None] * rng.lognormal(0, 0.6, (1, places)) * rng.lognormal(0, 0.3, (kinds, places))
    turn = 2 * np.pi * (months.month_of_year - rng.uniform(0, 12, (kinds, 1))) / 12
    county = (
        rng.uniform(0, 0.45, (kinds, 1)) * np.cos(turn) + rng.normal(0, 0.4, (kinds, 1)) * months.festival
    )
    county = county + rng.normal(0, 0.1, (kinds, 1)) * month / 12 + _wandering(rng, (kinds,), count, 0.05)
    county = county + _shifts(rng, (kinds,), count, 0.2)
    own = _wandering(rng, (kinds, places), count, 0.12) + _shifts(rng, (kinds, places), count, 0.3)
    mean = level[..., None] * np.exp(county[:, None, :] + own) * months.days / 30.4
    counts = LAWS[law](rng, mean, dispersion)
    return np.concatenate([counts[:2].sum(axis=0, keepdims=True), counts]), months


def _months(rng: np.random.Generator, count: int) -> Months:
    last = 2025 * 12 + int(rng.integers(0, 12))
    numbers = np.arange(last - count + 1, last + 1)
    share = [FESTIVAL.get(n // 12, (0.2, 0.2))[n % 12] if n % 12 < 2 else 0.0 for n in numbers.tolist()]
    return months_from(date(int(numbers[0] // 12), int(numbers[0] % 12) + 1, 1), count, share)


def _wandering(rng: np.random.Generator, shape: tuple[int, ...], count: int, sd: float) -> np.ndarray:
    """Draw levels that stay near what they were a month before."""
    found = [rng.normal(0, sd, shape)]
    while len(found) < count:
        found.append(0.8 * found[-1] + rng.normal(0, 0.6 * sd, shape))
    return np.stack(found, axis=-1)


def _shifts(rng: np.random.Generator, shape: tuple[int, ...], count: int, sd: float) -> np.ndarray:
    """Shift every fourth level for good, some months before the last."""
    size = np.where(rng.random(shape) < 0.25, rng.normal(0, sd, shape), 0.0)
    return np.where(np.arange(count) >= rng.integers(1, count - 3, shape)[..., None], size[..., None], 0.0)


def _even(rng: np.random.Generator, mean: np.ndarray, dispersion: float) -> np.ndarray:
    return rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion)


def _bursts(rng: np.random.Generator, mean: np.ndarray, dispersion: float) -> np.ndarray:
    size = (dispersion + 1) / 2  # bursts of a geometric size scatter by twice their mean, less one
    bursts = rng.poisson(mean / size)
    return np.where(bursts > 0, bursts + rng.negative_binomial(np.maximum(bursts, 1), 1 / size), 0)


def _uneven(rng: np.random.Generator, mean: np.ndarray, dispersion: float) -> np.ndarray:
    own = 1.001 + (dispersion - 1) * rng.gamma(1.5, 1 / 1.5, (1, mean.shape[1], 1))
    return rng.negative_binomial(mean / (own - 1), np.broadcast_to(1 / own, mean.shape))


LAWS = {"even": _even, "bursts": _bursts, "uneven": _uneven}

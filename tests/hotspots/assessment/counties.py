"""Counties whose months follow a known law."""

from __future__ import annotations

from datetime import date

import numpy as np

from hotspots.assessment.months import Months, months_from

FESTIVAL = {2023: (0.5, 0.1), 2024: (0.0, 0.6), 2025: (0.4, 0.2), 2026: (0.0, 0.6)}
"""Share of January and February that is Spring Festival, roughly as the calendar has it."""


def months_of(count: int) -> Months:
    share = np.zeros(48)
    for year, both in FESTIVAL.items():
        share[(year - 2023) * 12 : (year - 2023) * 12 + 2] = both
    return months_from(date(2023, 1, 1), count, share[:count])


def county(
    rng: np.random.Generator, places: int, count: int, *, base: float, dispersion: float
) -> tuple[np.ndarray, Months]:
    """Draw counts of places with a season, a trend, a festival, and drifts of their own, but no outbreak."""
    months = months_of(count)
    year = np.arange(count) / 12
    season = 0.25 * np.sin(2 * np.pi * (months.month_of_year + 0.5) / 12 + rng.uniform(0, 6))
    rate = np.exp(season + 0.4 * months.festival + rng.normal(0, 0.1) * year) * months.days / 30
    level = base * rng.gamma(2, 0.5, places)
    mean = np.outer(level, rate) * np.exp(np.outer(rng.normal(0, 0.1, places), year))
    if dispersion == 1:
        return rng.poisson(mean), months
    return rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion), months

"""Incidents per 1,000 people a year, shrunk towards the county's rate as far as few people demand."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv

from hotspots.finding.grid import Floats, ScanGrid, coarsen
from hotspots.params import LEAST_PEOPLE

LEAST_SPREAD = 1e-3  # of the rates, as a share of the county's: below it all blocks are one
LIMITS = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class RatePrior:
    """
    How rates differ over the county: a gamma distribution.

    Parameters
    ----------
    shape
        Shape of the distribution; the larger, the more alike the blocks.
    person_years
        Its rate: the person-years that the prior counts for.
    """

    shape: float
    person_years: float

    @property
    def rate(self) -> float:
        """Mean rate: incidents a person-year."""
        return self.shape / self.person_years


@dataclass(frozen=True, slots=True)
class ShrunkRates:
    """Rates and their 95 % credible intervals, incidents a person-year."""

    rate: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class People:
    """People of each finest cell, how rates differ among blocks, and the years that the incidents cover."""

    field: Floats
    prior: RatePrior
    years: float


def people_of(grid: ScanGrid, field: Floats, counts: Floats, *, years: float, side_m: float) -> People | None:
    """
    Learn from the blocks of the county how rates differ.

    Parameters
    ----------
    grid
        The grid.
    field, counts
        People, and incidents, of each finest cell.
    years
        Years that the incidents cover.
    side_m
        Wanted side of the blocks, that of the areas: the nearest side of the grid's levels is taken.

    Returns
    -------
    People or None
        None where no incident lies in a block that has people, or the years are not known.
    """
    level = min(grid.levels, key=lambda one: abs(math.log(one.cell_m / side_m)))
    people, incidents = coarsen(field, level.factor).ravel(), coarsen(counts, level.factor).ravel()
    if not years > 0 or incidents[people > 0].sum() == 0:
        return None
    return People(field, rate_prior(incidents, people * years, least=LEAST_PEOPLE * years), years)


def rate_prior(incidents: npt.ArrayLike, person_years: npt.ArrayLike, *, least: float = 0.0) -> RatePrior:
    """
    Estimate how rates differ among the blocks of a county, by moments [1]_.

    Parameters
    ----------
    incidents, person_years
        Of each block; blocks without people are left out.
    least
        Person-years from which a block shows how rates differ: five incidents on a road where a tenth of a
        person lives must not.

    Raises
    ------
    ValueError
        When no block has people, or there are no incidents where people are.

    References
    ----------
    .. [1] Marshall (1991), doi:10.2307/2347593

    Examples
    --------
    >>> prior = rate_prior([10, 30, 20, 100], [1000, 1000, 1000, 1000])
    >>> round(prior.rate, 6), round(prior.shape, 3)
    (0.04, 1.322)
    """
    count, people = np.asarray(incidents, dtype=float), np.asarray(person_years, dtype=float)
    count, people = count[people > 0], people[people > 0]
    if count.sum() <= 0:
        raise ValueError("wanted blocks with people and incidents among them")
    mean = float(count.sum() / people.sum())
    variance, enough = (LEAST_SPREAD * mean) ** 2, people >= least
    if enough.any():
        count, people = count[enough], people[enough]
        spread = float((people * (count / people - mean) ** 2).sum() / people.sum())
        variance = max(variance, spread - mean / float(people.mean()))
    return RatePrior(mean**2 / variance, mean / variance)


def shrunk_rates(incidents: npt.ArrayLike, person_years: npt.ArrayLike, prior: RatePrior) -> ShrunkRates:
    """
    Shrink rates: the gamma prior and Poisson counts give a gamma posterior.

    Parameters
    ----------
    incidents, person_years
        Of each area.
    prior
        How rates differ.

    Returns
    -------
    ShrunkRates
        Posterior means, and equal-tailed limits.

    References
    ----------
    .. [1] Clayton and Kaldor (1987), doi:10.2307/2532003
    """
    shape = np.asarray(incidents, dtype=float) + prior.shape
    people = np.asarray(person_years, dtype=float) + prior.person_years
    low, high = (gammaincinv(shape, limit) / people for limit in LIMITS)
    return ShrunkRates(shape / people, low, high)

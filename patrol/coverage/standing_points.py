"""Where to stand: the most within reach (MCLP), the shortest way (p-median), all within reach (LSCP)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from patrol.coverage.interchange import Floats, Ints
from patrol.coverage.sites import choose_sites

UNSERVED = 2.0
"""A place that no site reaches counts as if its way were so many times the longest way there is."""


@dataclass(frozen=True, slots=True)
class StandingPoints:
    """
    Sites chosen, and how good the choice is.

    Attributes
    ----------
    sites
        Positions of the sites, ascending.
    value
        Weight within reach; of a p-median the weighted sum of minutes, existing points counted.
    bound
        What no choice of as many sites passes: from above for weight within reach, from below for minutes.
    """

    sites: Ints
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """How far the value may be from the best, as a share of the bound; 0 where it is the best."""
        apart = abs(self.bound - self.value)
        return 0.0 if apart <= 1e-8 * max(1.0, abs(self.bound)) else apart / max(abs(self.bound), apart)


def maximal_covering(
    minutes: npt.ArrayLike | csr_array,
    weight: npt.ArrayLike,
    count: int,
    *,
    within_min: float = np.inf,
    standing_min: npt.ArrayLike | None = None,
) -> StandingPoints:
    """
    Choose the sites that bring most weight within reach (MCLP).

    Parameters
    ----------
    minutes
        From each site to each place, shape ``(n_sites, n_places)``: an array, infinite where no road leads,
        or a sparse array that stores what is within reach and nothing else.
    weight
        People, incidents or the like of each place, none below zero.
    count
        Sites to choose.
    within_min
        Reach; a place at just so many minutes is within.
    standing_min
        Minutes from the nearest point that is there already; all of what these reach is reached.

    Returns
    -------
    StandingPoints
        Sites, the weight within reach of them or of existing points, and its bound.

    Raises
    ------
    ValueError
        When shapes disagree, a weight is below zero or infinite, or there are fewer sites than asked for.

    References
    ----------
    .. [1] Church and ReVelle (1974), doi:10.1007/BF01942293
    """
    covers = reach(minutes, within_min)
    weights = _checked(weight, covers.shape[1])
    covered = _standing(standing_min, covers.shape[1]) <= within_min
    chosen = choose_sites(covers.multiply(np.where(covered, 0.0, weights)).tocsr(), count)
    before = float(weights[covered].sum())
    return StandingPoints(chosen.sites, before + chosen.value, before + chosen.bound)


def p_median(
    minutes: npt.ArrayLike, weight: npt.ArrayLike, count: int, *, standing_min: npt.ArrayLike | None = None
) -> StandingPoints:
    """
    Choose the sites that make the way to all weight shortest.

    Parameters
    ----------
    minutes
        From each site to each place, shape ``(n_sites, n_places)``, infinite where no road leads.
    weight, count, standing_min
        As for `maximal_covering`.

    Returns
    -------
    StandingPoints
        Sites, the sum over places of weight times minutes from the nearest point, and its bound. A place that
        no point reaches counts ``UNSERVED`` times the longest way of the table; one that no site reaches
        either counts as nothing.

    Raises
    ------
    ValueError
        As `maximal_covering`.

    References
    ----------
    .. [1] Hakimi (1964), doi:10.1287/opre.12.3.450
    """
    table = np.asarray(minutes, dtype=float)
    weights = _checked(weight, table.shape[1])
    standing = _standing(standing_min, table.shape[1])
    known = np.isfinite(table)
    longest = max(
        np.max(table, initial=0.0, where=known), np.max(standing, initial=0.0, where=standing < np.inf)
    )
    worst = np.minimum(standing, UNSERVED * longest)
    worst[~known.any(axis=0) & ~np.isfinite(standing)] = 0.0
    savings = csr_array(weights * np.maximum(0.0, worst - np.where(known, table, np.inf)))
    chosen = choose_sites(savings, count)
    whole = float(weights @ worst)
    return StandingPoints(chosen.sites, whole - chosen.value, whole - chosen.bound)


def reach(minutes: npt.ArrayLike | csr_array, within_min: float) -> csr_array:
    """
    Mark what is within reach.

    Parameters
    ----------
    minutes, within_min
        As for `maximal_covering`.

    Returns
    -------
    csr_array
        Ones, shape ``(n_sites, n_places)``.
    """
    if isinstance(minutes, csr_array):
        near = np.asarray(minutes.data <= within_min)
        row = np.repeat(np.arange(minutes.shape[0]), np.diff(minutes.indptr))[near]
        return csr_array((np.ones(len(row)), (row, minutes.indices[near])), shape=minutes.shape)
    return csr_array((np.asarray(minutes, dtype=float) <= within_min).astype(float))


def _checked(weight: npt.ArrayLike, n_places: int) -> Floats:
    weights = np.asarray(weight, dtype=float)
    if weights.shape != (n_places,) or not np.isfinite(weights).all() or (weights < 0).any():
        raise ValueError(f"wanted {n_places} weights, each a number of 0 or more")
    return weights


def _standing(standing_min: npt.ArrayLike | None, n_places: int) -> Floats:
    if standing_min is None:
        return np.full(n_places, np.inf)
    standing = np.asarray(standing_min, dtype=float)
    if standing.shape != (n_places,):
        raise ValueError(f"wanted {n_places} minutes from the nearest standing point, got {standing.shape}")
    return standing

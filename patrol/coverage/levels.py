"""
The integer programme behind the choice of sites, with as few unknowns as there are levels of saving.

A place has one unknown for each level of saving that a site may bring it to: "is some open site at least as
good". A level is reached where the next better one is, or by a site of its own (Elloumi 2010,
doi:10.1007/s10878-008-9174-9). With one level a place this is the covering programme of Church and ReVelle
(1974, doi:10.1007/BF01942293).
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from patrol.coverage.interchange import Bools, Floats, Ints

MOST_ENTRIES = 60_000
"""Savings that the integer programme takes on at most."""

NODES = 5_000
"""Nodes of the search tree after which the programme ends with the best that it has."""


def solve_levels(
    savings: csr_array, near: Bools, count: int, can_be: Ints, must_be: Ints
) -> tuple[Ints, float, float] | None:
    """
    Choose sites by an integer programme (HiGHS).

    Parameters
    ----------
    savings
        What each site saves each place, none stored as zero.
    near
        Which of the stored savings count; a place that none of these serves counts as saving nothing.
    count
        Number of sites.
    can_be, must_be
        Sites that may be chosen, and those of them that are.

    Returns
    -------
    tuple or None
        Sites, what they save, and the bound; nothing when the programme would be too large or found none.
    """
    table = savings.tocoo()
    position = np.full(savings.shape[0], -1)
    position[can_be] = np.arange(len(can_be))
    kept = near & (position[table.row] >= 0)
    if kept.sum() > MOST_ENTRIES or len(can_be) < count:
        return None
    site, place, saving = position[table.row[kept]], table.col[kept], table.data[kept]
    order = np.lexsort((saving, place))
    site, place, saving = site[order], place[order], saving[order]
    opens = np.r_[True, (place[1:] != place[:-1]) | (saving[1:] != saving[:-1])][: len(saving)]
    level = np.cumsum(opens) - 1
    level_place, level_saving = place[opens], saving[opens]
    n_sites, n_levels = len(can_be), len(level_place)
    lowest = np.r_[True, level_place[1:] != level_place[:-1]][:n_levels]
    worth = level_saving - np.where(lowest, 0.0, np.r_[0.0, level_saving[:-1]][:n_levels])

    # level <= next better level of the same place + sites that bring just this level
    has_better = np.flatnonzero(~np.r_[lowest[1:], True][:n_levels])
    rows = np.r_[np.arange(n_levels), has_better, level]
    columns = np.r_[n_sites + np.arange(n_levels), n_sites + has_better + 1, site]
    values = np.r_[np.ones(n_levels), -np.ones(len(has_better)), -np.ones(len(level))]
    linked = coo_array((values, (rows, columns)), shape=(n_levels, n_sites + n_levels)).tocsr()
    every = csr_array(np.r_[np.ones(n_sites), np.zeros(n_levels)][None])
    lower = np.zeros(n_sites + n_levels)
    lower[:n_sites] = np.isin(can_be, must_be)
    solved = milp(
        -np.r_[np.zeros(n_sites), worth],
        integrality=np.repeat(np.array([1, 0]), [n_sites, n_levels]),
        bounds=Bounds(lower, np.ones(n_sites + n_levels)),
        constraints=[LinearConstraint(linked, ub=np.zeros(n_levels)), LinearConstraint(every, count, count)],
        options={"mip_rel_gap": 0.0, "node_limit": NODES},
    )
    if solved.x is None:
        return None
    sites = can_be[np.asarray(solved.x[:n_sites]) > 0.5]
    return sites, value_of(savings, sites), -float(solved.mip_dual_bound)


def value_of(savings: csr_array, sites: Ints) -> float:
    """
    Sum up what sites save.

    Parameters
    ----------
    savings
        What each site saves each place, shape ``(n_sites, n_places)``.
    sites
        Open sites.

    Returns
    -------
    float
        The sum over places of the best saving.
    """
    best: Floats = savings[sites].max(axis=0).toarray()
    return float(best.sum())

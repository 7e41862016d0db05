"""The fewest standing points that reach every place (LSCP), and those of them that reach most twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array, eye_array, hstack

from patrol.coverage.interchange import Bools, Floats, Ints

ENTRIES_SEARCHED = 100_000
"""Work of a programme: nodes of the search tree times entries of the table; one node in any case."""


@dataclass(frozen=True, slots=True)
class SetCover:
    """
    Sites that reach every place that can be reached.

    Attributes
    ----------
    sites
        Positions of the sites, ascending.
    fewest
        No choice of fewer sites reaches as much.
    unreachable
        Places that no site reaches; they are left out of the task and named here.
    backed_up
        Which places two or more points reach, existing ones counted.
    """

    sites: Ints
    fewest: int
    unreachable: Ints
    backed_up: Bools

    @property
    def optimal(self) -> bool:
        """Whether no choice can do with fewer."""
        return len(self.sites) == self.fewest


def set_covering(
    covers: csr_array,
    *,
    times_covered: npt.ArrayLike | None = None,
    backup: bool = False,
    weight: npt.ArrayLike | None = None,
) -> SetCover:
    """
    Choose the fewest sites that reach every place (LSCP), with backup those that reach most twice (LSCP-B).

    Parameters
    ----------
    covers
        Ones where a site reaches a place, shape ``(n_sites, n_places)``.
    times_covered
        How many existing points reach each place; none by default.
    backup
        Whether to choose, among the choices of as few sites, one that reaches most weight twice.
    weight
        Weight of each place for `backup`; 1 each by default.

    Returns
    -------
    SetCover
        Sites, how few there can be, places out of reach, places reached twice.

    References
    ----------
    .. [1] Toregas, Swain, ReVelle and Bergman (1971), doi:10.1287/opre.19.6.1363
    .. [2] Hogan and ReVelle (1986), doi:10.1287/mnsc.32.11.1434
    """
    n_places = covers.shape[1]
    before = np.zeros(n_places, dtype=np.int64) if times_covered is None else np.asarray(times_covered)
    weights = np.ones(n_places) if weight is None else np.asarray(weight, dtype=float)
    served = np.asarray(covers.sum(axis=0)).ravel() > 0
    wanted = np.flatnonzero(served & (before == 0))
    sites, fewest = _fewest(csr_array(covers[:, wanted].T))
    if backup and len(sites) == fewest:
        sites = _most_backup(csr_array(covers.T), before, weights, sites)
    times = before + np.asarray(covers[sites].sum(axis=0)).ravel()
    return SetCover(sites, fewest, np.flatnonzero(~served & (before == 0)), times >= 2)


def _fewest(of_place: csr_array) -> tuple[Ints, int]:
    """Cover every row with the fewest columns; rows that follow from others are left out first."""
    if of_place.shape[0] == 0:
        return np.empty(0, dtype=np.int64), 0
    rows = _rows_that_matter(of_place)
    n_sites = of_place.shape[1]
    solved = milp(
        np.ones(n_sites),
        integrality=np.ones(n_sites, dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, lb=np.ones(rows.shape[0])),
        options={"node_limit": _nodes(rows), "mip_rel_gap": 0.0},
    )
    sites = _greedy_cover(rows) if solved.x is None else np.flatnonzero(np.asarray(solved.x) > 0.5)
    return sites, int(np.ceil(_bound(solved) - 1e-6))


def _nodes(rows: csr_array) -> int:
    return max(1, ENTRIES_SEARCHED // max(1, rows.nnz))


def _bound(solved: OptimizeResult) -> float:
    bound = solved.get("mip_dual_bound")
    return 1.0 if bound is None or not np.isfinite(bound) else max(1.0, float(bound))


def _rows_that_matter(of_place: csr_array) -> csr_array:
    """Leave out a row where another row's columns are all among its own: covering that one covers it too."""
    rows = of_place[np.sort(_first_of_equals(of_place))]
    size = np.asarray(rows.sum(axis=1)).ravel()
    common = csr_array(rows @ rows.T).tocoo()
    within = (common.data == size[common.col]) & (
        common.row != common.col
    )  # column's sites are all the row's
    keep = np.ones(rows.shape[0], dtype=bool)
    keep[common.row[within]] = False
    return rows[keep]


def _first_of_equals(rows: csr_array) -> Ints:
    """Find the first of each set of equal rows."""
    seen: dict[bytes, int] = {}
    ordered = rows.sorted_indices()
    for row in range(ordered.shape[0]):
        seen.setdefault(ordered.indices[ordered.indptr[row] : ordered.indptr[row + 1]].tobytes(), row)
    return np.array(list(seen.values()), dtype=np.int64)


def _greedy_cover(rows: csr_array) -> Ints:
    """Take the column that covers most of what is left, until nothing is."""
    left, sites = np.ones(rows.shape[0]), []
    while left.any():
        site = int(np.argmax(rows.T @ left))
        sites.append(site)
        left[rows[:, [site]].nonzero()[0]] = 0
    return np.sort(np.array(sites, dtype=np.int64))


def _most_backup(of_place: csr_array, before: Ints, weights: Floats, sites: Ints) -> Ints:
    """Among as few sites that cover all, choose those that cover most weight twice."""
    n_sites = of_place.shape[1]
    counted = np.asarray(of_place.sum(axis=1)).ravel() > 0
    rows, had, worth = of_place[counted], before[counted], weights[counted]
    n_rows = rows.shape[0]
    twice = csr_array(hstack([rows, -eye_array(n_rows)]))  # times covered - backed up >= 1 - had
    every = csr_array(np.r_[np.ones(n_sites), np.zeros(n_rows)][None])
    first = csr_array(hstack([rows, csr_array((n_rows, n_rows))]))
    solved = milp(
        -np.r_[np.zeros(n_sites), worth],
        integrality=np.repeat(np.array([1, 0]), [n_sites, n_rows]),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(twice, lb=1.0 - had),
            LinearConstraint(first, lb=1.0 - np.minimum(had, 1)),
            LinearConstraint(every, len(sites), len(sites)),
        ],
        options={"node_limit": _nodes(rows), "mip_rel_gap": 0.0},
    )
    return sites if solved.x is None else np.flatnonzero(np.asarray(solved.x[:n_sites]) > 0.5)

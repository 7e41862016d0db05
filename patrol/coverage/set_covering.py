"""The fewest standing points that reach every place once or twice (LSCP), and those that back most up."""

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
    times: int = 1,
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
    times
        How many points, existing ones counted, are to reach each place: as many as can where fewer do.
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
    served = np.asarray(covers.sum(axis=0)).ravel().astype(np.int64)
    need = np.minimum(np.maximum(times - before, 0), served)
    of_place = csr_array(covers.T)
    sites, fewest = _fewest(of_place[np.flatnonzero(need)], need[need > 0])
    if backup and len(sites) == fewest:
        sites = _most_backup(of_place, before, weights, need, sites)
    reached = before + np.asarray(covers[sites].sum(axis=0)).ravel()
    return SetCover(sites, fewest, np.flatnonzero(reached == 0), reached >= 2)


def _fewest(of_place: csr_array, need: Ints) -> tuple[Ints, int]:
    """Cover every row as often as it needs with the fewest columns; rows that follow from others go first."""
    if of_place.shape[0] == 0:
        return np.empty(0, dtype=np.int64), 0
    kept = _rows_that_matter(of_place, need)
    rows, need = of_place[kept], need[kept]
    n_sites = of_place.shape[1]
    solved = milp(
        np.ones(n_sites),
        integrality=np.ones(n_sites, dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, lb=need.astype(float)),
        options={"node_limit": _nodes(rows), "mip_rel_gap": 0.0},
    )
    sites = _greedy_cover(rows, need) if solved.x is None else np.flatnonzero(np.asarray(solved.x) > 0.5)
    return sites, int(np.ceil(_bound(solved) - 1e-6))


def _nodes(rows: csr_array) -> int:
    return max(1, ENTRIES_SEARCHED // max(1, rows.nnz))


def _bound(solved: OptimizeResult) -> float:
    bound = solved.get("mip_dual_bound")
    return 1.0 if bound is None or not np.isfinite(bound) else max(1.0, float(bound))


def _rows_that_matter(of_place: csr_array, need: Ints) -> Ints:
    """Leave out a row where another of no less need has columns all among its own: that covers it too."""
    first = _first_of_equals(of_place, need)
    rows, need = of_place[first], need[first]
    size = np.asarray(rows.sum(axis=1)).ravel()
    common = csr_array(rows @ rows.T).tocoo()
    within = (common.data == size[common.col]) & (
        common.row != common.col
    )  # column's sites are all the row's
    # of equal rows the neediest is there alone, so that none are left out for each other
    follows = within & (need[common.col] >= need[common.row])
    keep = np.ones(len(first), dtype=bool)
    keep[common.row[follows]] = False
    return first[keep]


def _first_of_equals(rows: csr_array, need: Ints) -> Ints:
    """Find the neediest of each set of equal rows, the first of several."""
    seen: dict[bytes, int] = {}
    ordered = rows.sorted_indices()
    for row in np.argsort(-need, kind="stable"):
        seen.setdefault(ordered.indices[ordered.indptr[row] : ordered.indptr[row + 1]].tobytes(), int(row))
    return np.sort(np.array(list(seen.values()), dtype=np.int64))


def _greedy_cover(rows: csr_array, need: Ints) -> Ints:
    """Take the column that covers most of what is left, until nothing is."""
    left = need.copy()
    sites: list[int] = []
    while (left > 0).any():
        worth = np.asarray(rows.T @ (left > 0).astype(float))
        worth[sites] = 0.0
        site = int(np.argmax(worth))
        sites.append(site)
        left[rows[:, [site]].nonzero()[0]] -= 1
    return np.sort(np.array(sites, dtype=np.int64))


def _most_backup(of_place: csr_array, before: Ints, weights: Floats, need: Ints, sites: Ints) -> Ints:
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
            LinearConstraint(first, lb=need[counted].astype(float)),
            LinearConstraint(every, len(sites), len(sites)),
        ],
        options={"node_limit": _nodes(rows), "mip_rel_gap": 0.0},
    )
    return sites if solved.x is None else np.flatnonzero(np.asarray(solved.x[:n_sites]) > 0.5)

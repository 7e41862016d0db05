"""Choice of standing points: published answers, brute force on small cases, what must hold for any input."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, kron, vstack
from scipy.sparse.csgraph import dijkstra, floyd_warshall

from patrol.coverage.set_covering import set_covering
from patrol.coverage.sites import choose_sites
from patrol.coverage.standing_points import UNSERVED, maximal_covering, p_median, reach

KNOWN = Path(__file__).resolve().parents[2] / "known_answers"


def or_library(name: str) -> tuple[np.ndarray, int]:
    n_nodes, n_edges, count, *rest = map(int, (KNOWN / f"{name}.txt").read_text().split())
    edges = np.array(rest).reshape(n_edges, 3)
    length = np.full((n_nodes, n_nodes), np.inf)
    for one, other, metres in edges:  # the library asks for the last of several lines of one edge
        length[one - 1, other - 1] = length[other - 1, one - 1] = metres
    np.fill_diagonal(length, 0)
    return floyd_warshall(length), count


def san_francisco() -> tuple[np.ndarray, np.ndarray]:
    table = pd.read_csv(KNOWN / "san_francisco_stores.csv", index_col="tract")
    return table.drop(columns="people").to_numpy().T, table["people"].to_numpy()


@pytest.mark.parametrize(("name", "optimum"), [("pmed1", 5819), ("pmed2", 4093), ("pmed5", 1355)])
def test_p_median_of_the_or_library_is_met_and_proven(name, optimum):
    length, count = or_library(name)
    found = p_median(length, np.ones(len(length)), count)
    assert found.value == pytest.approx(optimum)
    assert found.gap == 0
    assert len(found.sites) == count


def like_the_or_library(n_nodes: int, n_edges: int, seed: int) -> np.ndarray:
    """Ways in a graph made as Beasley made his: a ring and chords at random, lengths from 1 to 100."""
    rng = np.random.default_rng(seed)
    ends = np.c_[np.arange(n_nodes), np.roll(np.arange(n_nodes), -1)]
    ends = np.r_[ends, rng.integers(0, n_nodes, (n_edges - n_nodes, 2))]
    length = np.zeros((n_nodes, n_nodes))
    for (one, other), metres in zip(ends, rng.integers(1, 101, n_edges), strict=True):
        if one != other:
            length[one, other] = length[other, one] = metres
    return dijkstra(length)


@pytest.mark.parametrize("seed", [0, 5])
def test_p_median_as_large_as_pmed40_is_proven_the_best(seed):
    length = like_the_or_library(900, 16_200, seed)
    found = p_median(length, np.ones(900), 90)
    assert found.gap == 0
    assert found.value == length[found.sites].min(axis=0).sum()


def textbook_p_median(minutes: np.ndarray, weight: np.ndarray, count: int) -> float:
    """ReVelle and Swain's programme: who serves whom, one unknown for each pair."""
    n_sites, n_places = minutes.shape
    served = hstack([csr_array((n_places, n_sites)), kron(np.ones((1, n_sites)), eye_array(n_places))])
    opened = hstack([kron(eye_array(n_sites), -np.ones((n_places, 1))), eye_array(n_sites * n_places)])
    counted = np.r_[np.ones(n_sites), np.zeros(n_sites * n_places)]
    lower = np.r_[np.ones(n_places), np.full(n_sites * n_places, -np.inf), count]
    solved = milp(
        np.r_[np.zeros(n_sites), (minutes * weight).ravel()],
        integrality=np.r_[np.ones(n_sites), np.zeros(n_sites * n_places)],
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(
            vstack([served, opened, csr_array(counted[None])]).tocsr(),
            lower,
            np.r_[np.ones(n_places), np.zeros(n_sites * n_places), count],
        ),
    )
    return float(solved.fun)


@pytest.mark.parametrize("seed", range(6))
def test_p_median_agrees_with_the_textbook_programme_solved_by_highs(seed):
    rng = np.random.default_rng(seed)
    site, place = rng.random((25, 1, 2)), rng.random((40, 2))
    minutes = np.hypot(*np.moveaxis(site - place, -1, 0)) * 30
    weight = np.rint(rng.lognormal(3, 1, 40))
    found = p_median(minutes, weight, 2 + seed)
    assert found.gap == 0
    assert found.value == pytest.approx(textbook_p_median(minutes, weight, 2 + seed))


def test_maximal_covering_of_four_stores_within_5_km_as_spopt_publishes_it():
    metres, people = san_francisco()
    found = maximal_covering(metres, people, 4, within_min=5000)
    assert (found.value, found.gap) == (875_247, 0)
    assert (metres[found.sites] > 5000).all(axis=0).sum() == 21


def test_p_median_of_four_stores_as_spopt_publishes_it():
    metres, people = san_francisco()
    found = p_median(metres, people, 4)
    assert found.value / people.sum() == pytest.approx(2982.1268579890657, abs=0.01)
    assert found.value == pytest.approx(2_848_268_129.71, rel=1e-6)


def test_set_covering_of_san_francisco_takes_8_stores_as_spopt_publishes_it():
    metres, _ = san_francisco()
    found = set_covering(reach(metres, 5000))
    assert len(found.sites) == found.fewest == 8
    assert (metres[found.sites] <= 5000).any(axis=0).all()


def test_backup_among_8_stores_is_the_most_that_all_choices_of_8_allow():
    metres, _ = san_francisco()
    near = metres <= 5000
    most = 0
    for sites in combinations(range(16), 8):
        times = near[list(sites)].sum(axis=0)
        most = max(most, int((times >= 2).sum()) if (times >= 1).all() else 0)
    found = set_covering(reach(metres, 5000), backup=True)
    assert len(found.sites) == 8
    assert (near[found.sites].any(axis=0)).all()
    assert found.backed_up.sum() == most


def test_every_choice_that_existing_points_make_needless_is_left_out():
    covers = csr_array(np.array([[1, 1, 0, 0], [0, 0, 1, 0]], dtype=float))
    found = set_covering(covers, times_covered=[1, 1, 0, 0])
    assert found.sites.tolist() == [1]
    assert found.unreachable.tolist() == [3]


def brute_force(savings: np.ndarray, count: int) -> float:
    return max(savings[list(sites)].max(axis=0).sum() for sites in combinations(range(len(savings)), count))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 8), st.integers(1, 12), st.booleans())
def test_choice_of_sites_is_the_best_of_all_and_the_bound_holds(seed, n_sites, n_places, whole):
    rng = np.random.default_rng(seed)
    savings = rng.random((n_sites, n_places)) * (rng.random((n_sites, n_places)) < 0.5) * 10
    savings = np.rint(savings) if whole else savings
    count = int(rng.integers(1, n_sites + 1))
    best = brute_force(savings, count)
    found = choose_sites(csr_array(savings), count)
    assert found.value == pytest.approx(best)
    assert found.bound >= best - 1e-6
    assert savings[found.sites].max(axis=0).sum() == pytest.approx(found.value)
    assert len(set(found.sites.tolist())) == count
    bounded = choose_sites(csr_array(savings), count, exact=False)
    assert bounded.value <= best + 1e-9 <= bounded.bound + 1e-6


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_more_points_and_more_minutes_never_reach_less(seed):
    rng = np.random.default_rng(seed)
    minutes = rng.random((12, 40)) * 30
    minutes[rng.random(minutes.shape) < 0.2] = np.inf
    weight = rng.integers(0, 50, 40)
    reached = np.array(
        [[maximal_covering(minutes, weight, p, within_min=t).value for t in (3, 6, 9)] for p in (1, 2, 3)]
    )
    assert (np.diff(reached, axis=0) >= 0).all()
    assert (np.diff(reached, axis=1) >= 0).all()


def test_greedy_alone_would_miss_what_the_interchange_finds():
    # one site reaches the middle four; two others reach three each and together all six
    covers = np.array([[0, 1, 1, 1, 1, 0], [1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1]], dtype=float)
    found = choose_sites(csr_array(covers), 2, exact=False)
    assert (found.sites.tolist(), found.value) == ([1, 2], 6)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 2), st.booleans())
def test_set_covering_takes_as_few_as_brute_force(seed, times, backup):
    rng = np.random.default_rng(seed)
    covers = rng.random((7, 10)) < 0.35
    before = rng.integers(0, 2, 10)
    found = set_covering(csr_array(covers.astype(float)), times=times, times_covered=before, backup=backup)
    need = np.minimum(np.maximum(times - before, 0), covers.sum(axis=0))
    fewest = next(
        count
        for count in range(8)
        for sites in combinations(range(7), count)
        if (covers[list(sites)].sum(axis=0) >= need).all()
    )
    assert len(found.sites) == found.fewest == fewest
    assert (covers[found.sites].sum(axis=0) >= need).all()
    assert found.unreachable.tolist() == np.flatnonzero(~covers.any(axis=0) & (before == 0)).tolist()
    assert found.backed_up.tolist() == (before + covers[found.sites].sum(axis=0) >= 2).tolist()


def test_a_place_that_no_site_reaches_counts_twice_the_longest_way_unless_none_could():
    minutes = np.array([[1.0, np.inf, np.inf], [np.inf, 4.0, np.inf]])
    found = p_median(minutes, [1, 1, 1], 1)
    assert (found.sites.tolist(), found.value) == ([0], 1 + UNSERVED * 4)  # the other: UNSERVED * 4 + 4


def test_existing_points_stay_in_the_sum():
    minutes = np.array([[10.0, 2.0], [1.0, 10.0]])
    found = p_median(minutes, [1, 1], 1, standing_min=[3.0, 9.0])
    assert (found.sites.tolist(), found.value) == ([0], 5.0)
    covered = maximal_covering(minutes, [5, 7], 1, within_min=4, standing_min=[3.0, 9.0])
    assert (covered.sites.tolist(), covered.value) == ([0], 12.0)


def test_a_sparse_table_says_the_same_as_a_full_one():
    minutes = np.random.default_rng(3).random((6, 20)) * 10 + 0.1
    full = maximal_covering(minutes, np.ones(20), 2, within_min=3)
    sparse = maximal_covering(csr_array(np.where(minutes <= 3, minutes, 0)), np.ones(20), 2, within_min=3)
    assert (full.sites.tolist(), full.value) == (sparse.sites.tolist(), sparse.value)


def test_what_cannot_be_chosen_is_refused():
    with pytest.raises(ValueError, match="1 to 2 sites"):
        maximal_covering(np.ones((2, 3)), np.ones(3), 3, within_min=1)
    with pytest.raises(ValueError, match="3 weights"):
        p_median(np.ones((2, 3)), [1, -1, 1], 1)
    with pytest.raises(ValueError, match="nearest standing point"):
        p_median(np.ones((2, 3)), [1, 1, 1], 1, standing_min=[1.0])
    with pytest.raises(ValueError, match="savings of 0 or more"):
        choose_sites(csr_array(np.array([[-1.0, 2.0]])), 1)

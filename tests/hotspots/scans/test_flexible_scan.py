from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay
from scipy.stats import binom, poisson

from gis.weights import grid_contiguity
from hotspots.scans.bernoulli_scan import bernoulli_log_likelihood_ratio
from hotspots.scans.flexible_scan import FlexibleParams, flexible_bernoulli_scan, flexible_poisson_scan
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio, poisson_scan
from tests.strategies import seeds

SIDE = 12
L_SHAPE = [(2, 2), (3, 2), (4, 2), (5, 2), (6, 2), (7, 2), (7, 3), (7, 4), (7, 5), (7, 6), (7, 7)]


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def touching(xy: np.ndarray) -> csr_array:
    """Neighbours in the Delaunay triangulation, dense for the brute force."""
    matrix = np.zeros((len(xy), len(xy)))
    for a, b, c in Delaunay(xy).simplices:
        matrix[[a, b, c], [b, c, a]] = 1
    return csr_array(matrix)


def connected(group: tuple[int, ...], adjacency: csr_array) -> bool:
    inside = csr_array(adjacency[list(group)][:, list(group)])
    return connected_components(inside, directed=False)[0] == 1


def brute_force(xy: np.ndarray, high: np.ndarray, ratio, adjacency: csr_array, most: int) -> float:
    """Try every subset of the nearest places of each place."""
    best = 0.0
    for start in range(len(xy)):
        near = np.argsort(np.hypot(*(xy - xy[start]).T), kind="stable")[:most]
        others = [int(place) for place in near if place != start and high[place]]
        for size in range(len(others) + 1 if high[start] else 0):
            for more in combinations(others, size):
                group = (start, *more)
                if connected(group, adjacency):
                    best = max(best, float(ratio(list(group))))
    return best


@settings(max_examples=20, deadline=None)
@given(seeds(), st.integers(5, 10), st.integers(1, 6), st.sampled_from([0.2, 0.5, 1.0]))
def test_the_first_poisson_cluster_is_the_best_of_all_connected_groups(
    seed: int, n: int, most: int, restriction: float
) -> None:
    draw = np.random.default_rng(seed)
    xy, people = draw.uniform(0, 1_000, (n, 2)), draw.integers(10, 100, n)
    cases = draw.poisson(people / 10) + (np.arange(n) == 0)
    adjacency, total = touching(xy), cases.sum()
    mean = people * total / people.sum()
    high = poisson.sf(cases, mean) + poisson.pmf(cases, mean) / 2 < restriction
    params = FlexibleParams(most, restriction, replicates=1)
    found = flexible_poisson_scan(xy, cases, people, adjacency, rng=draw, params=params)
    best = brute_force(
        xy,
        high | (restriction == 1),
        lambda group: poisson_log_likelihood_ratio(cases[group].sum(), mean[group].sum(), total),
        adjacency,
        most,
    )
    assert max((one.log_likelihood_ratio for one in found), default=0.0) == pytest.approx(best, abs=1e-9)
    for one in found:
        assert connected(tuple(one.members), adjacency)
        assert (np.diff(np.hypot(*(xy[one.members] - xy[one.centre]).T)) >= 0).all()
        assert one.log_likelihood_ratio == pytest.approx(
            float(poisson_log_likelihood_ratio(one.cases, one.expected, total))
        )
    held = [member for one in found for member in one.members]
    assert len(held) == len(set(held))


@settings(max_examples=20, deadline=None)
@given(seeds(), st.integers(5, 10), st.integers(1, 6), st.sampled_from([0.2, 0.5, 1.0]))
def test_the_first_bernoulli_cluster_is_the_best_of_all_connected_groups(
    seed: int, n: int, most: int, restriction: float
) -> None:
    draw = np.random.default_rng(seed)
    xy = draw.uniform(0, 1_000, (n, 2))
    cases, controls = (
        draw.integers(0, 6, n) + (np.arange(n) == 0),
        draw.integers(0, 9, n) + (np.arange(n) == 1),
    )
    adjacency, people = touching(xy), cases + controls
    share = cases.sum() / people.sum()
    high = binom.sf(cases, people, share) + binom.pmf(cases, people, share) / 2 < restriction
    params = FlexibleParams(most, restriction, replicates=1)
    found = flexible_bernoulli_scan(xy, cases, controls, adjacency, rng=draw, params=params)
    best = brute_force(
        xy,
        high | (restriction == 1),
        lambda group: bernoulli_log_likelihood_ratio(
            cases[group].sum(), people[group].sum(), cases.sum(), people.sum()
        ),
        adjacency,
        most,
    )
    assert max((one.log_likelihood_ratio for one in found), default=0.0) == pytest.approx(best, abs=1e-9)


def squares() -> tuple[np.ndarray, csr_array, np.ndarray]:
    """A square of 12 x 12 places, who touches whom, and the places of an L."""
    row, column = np.divmod(np.arange(SIDE**2), SIDE)
    inside = np.array([row * SIDE + column for column, row in L_SHAPE])
    return np.column_stack([column, row]) * 500.0, grid_contiguity(column, row, diagonal=False), inside


def test_an_l_shaped_cluster_that_circles_miss_is_found_place_by_place() -> None:
    xy, adjacency, inside = squares()
    people = np.full(len(xy), 1_000.0)
    cases = np.full(len(xy), 5)
    cases[inside] = 10
    params = FlexibleParams(most_places=60, replicates=99)
    found = flexible_poisson_scan(xy, cases, people, adjacency, rng=rng(), params=params)
    assert sorted(found[0].members) == sorted(inside)
    assert found[0].p_value == pytest.approx(0.01)
    round_one = poisson_scan(xy, cases, people, rng=rng(), replicates=99)[0]
    assert round_one.p_value > 0.05
    assert len(set(round_one.members) - set(inside)) > len(set(round_one.members) & set(inside))
    again = flexible_bernoulli_scan(xy, cases, 1_000 - cases, adjacency, rng=rng(), params=params)
    assert sorted(again[0].members) == sorted(inside)
    assert again[0].p_value == pytest.approx(0.01)


def test_a_window_lies_among_the_nearest_places_of_one_of_them() -> None:
    xy, adjacency, inside = squares()
    cases = np.full(len(xy), 5)
    cases[inside] = 10
    params = FlexibleParams(most_places=6, replicates=0)
    found = flexible_poisson_scan(xy, cases, np.ones(len(xy)), adjacency, rng=rng(), params=params)
    assert all(len(one.members) <= 6 for one in found)
    assert {member for one in found for member in one.members} >= set(inside[:3])


def test_places_that_touch_no_other_are_clusters_of_their_own() -> None:
    xy, cases = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [3.0, 0.0]]), [9, 9, 1, 1]
    found = flexible_poisson_scan(
        xy, cases, [10] * 4, csr_array((4, 4)), rng=rng(), params=FlexibleParams(replicates=9)
    )
    assert sorted(one.members.tolist() for one in found) == [[0], [1]]


def test_each_place_is_its_own_nearest_however_many_share_its_spot() -> None:
    xy, cases = np.zeros((30, 2)), np.ones(30, dtype=int)
    cases[[4, 25]] = 12, 15
    chain = csr_array((np.ones(29), (np.arange(29), np.arange(1, 30))), shape=(30, 30))  # one way is enough
    params = FlexibleParams(most_places=5, replicates=9)
    found = flexible_poisson_scan(xy, cases, np.ones(30), chain, rng=rng(), params=params)
    assert [one.members.tolist() for one in found] == [[25], [4]]


def test_places_that_touch_in_one_direction_are_neighbours_in_both() -> None:
    xy, cases = np.column_stack([np.arange(6.0), np.zeros(6)]), [3, 3, 3, 0, 0, 0]
    one_way = csr_array(([1.0, 1.0], ([0, 2], [1, 1])), shape=(6, 6))
    for restriction in (0.5, 1.0):
        params = FlexibleParams(restriction=restriction, replicates=9)
        found = flexible_poisson_scan(xy, cases, [10] * 6, one_way, rng=rng(), params=params)
        assert [sorted(one.members.tolist()) for one in found] == [[0, 1, 2]]


def test_a_place_is_high_by_its_mid_p_value_worked_by_hand() -> None:
    # 7 where 5 are expected: P(X >= 7) is .238, P(X > 7) .133, their mean .186
    xy, cases = np.column_stack([np.arange(4.0), np.zeros(4)]), [7, 5, 4, 4]
    for restriction, members in ((0.19, [[0]]), (0.18, [])):
        params = FlexibleParams(restriction=restriction, replicates=9)
        found = flexible_poisson_scan(xy, cases, [10] * 4, csr_array((4, 4)), rng=rng(), params=params)
        assert [one.members.tolist() for one in found] == members


def test_a_quiet_neighbour_hides_no_better_one() -> None:
    # the best is the two high places; with the quiet one between the others both are worse than the first
    xy = np.column_stack([np.arange(4.0), np.zeros(4)])
    cases, people = [25, 30, 5, 40], [12, 10, 60, 400]
    touching_all = csr_array(1 - np.eye(4))
    params = FlexibleParams(restriction=1.0, replicates=9)
    found = flexible_poisson_scan(xy, cases, people, touching_all, rng=rng(), params=params)
    assert sorted(found[0].members) == [0, 1]


def test_p_values_of_cases_that_follow_the_people_are_even() -> None:
    xy, adjacency, _ = squares()
    draw = np.random.default_rng(2)
    people = draw.integers(100, 2_000, len(xy))
    params = FlexibleParams(replicates=19)
    p_values = np.array(
        [
            flexible_poisson_scan(
                xy, draw.multinomial(300, people / people.sum()), people, adjacency, rng=draw, params=params
            )[0].p_value
            for _ in range(60)
        ]
    )
    assert (p_values <= 0.2).mean() == pytest.approx(0.2, abs=0.16)


def test_flexible_scans_refuse_what_means_nothing() -> None:
    xy = np.array([[0.0, 0.0], [1.0, 0.0]])
    with pytest.raises(ValueError, match="adjacency must be"):
        flexible_poisson_scan(xy, [1, 1], [1, 1], csr_array((3, 3)), rng=rng())
    with pytest.raises(ValueError, match="at least one case"):
        flexible_poisson_scan(xy, [0, 0], [1, 1], csr_array((2, 2)), rng=rng())
    with pytest.raises(ValueError, match="controls"):
        flexible_bernoulli_scan(xy, [1, 1], [0, 0], csr_array((2, 2)), rng=rng())
    for wrong in ({"most_places": 0}, {"most_places": 65}, {"restriction": 0}, {"replicates": -1}):
        with pytest.raises(ValueError, match="must"):
            FlexibleParams(**wrong)

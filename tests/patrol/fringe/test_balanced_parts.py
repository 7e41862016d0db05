"""Cutting a network into connected parts of like weight."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from patrol.fringe.balanced_parts import balanced_parts
from tests.strategies import seeds


def network(edges: list[tuple[int, int]], size: int, length: float = 1.0) -> csr_array:
    first, second = np.array(edges).T if edges else (np.empty(0, int), np.empty(0, int))
    half = csr_array((np.full(len(edges), length), (first, second)), shape=(size, size))
    return csr_array(half + half.T)


def grid(columns: int, rows: int) -> csr_array:
    edges = [(r * columns + c, r * columns + c + 1) for r in range(rows) for c in range(columns - 1)]
    edges += [(r * columns + c, (r + 1) * columns + c) for r in range(rows - 1) for c in range(columns)]
    return network(edges, columns * rows)


def is_whole(links: csr_array, part: np.ndarray) -> bool:
    return all(
        connected_components(links[part == one][:, part == one], directed=False)[0] == 1
        for one in np.unique(part)
    )


def evenest(links: csr_array, weight: np.ndarray, count: int) -> float:
    """Sum of squares of the best division, by trying all."""
    best = np.inf
    for division in product(range(count), repeat=len(weight) - 1):
        part = np.array([0, *division])
        if len(np.unique(part)) == count and is_whole(links, part):
            best = min(best, float((np.bincount(part, weight) ** 2).sum()))
    return best


def test_a_line_of_six_is_cut_in_three() -> None:
    line = network([(place, place + 1) for place in range(5)], 6)
    assert balanced_parts(line, np.ones(6), 3).tolist() == [0, 0, 1, 1, 2, 2]
    assert balanced_parts(line, [5, 1, 1, 1, 1, 1], 2).tolist() == [0, 1, 1, 1, 1, 1]


def test_pieces_that_nothing_joins_stay_apart_and_get_parts_by_weight() -> None:
    apart = network([(0, 1), (1, 2), (2, 3), (4, 5)], 6)
    assert balanced_parts(apart, [1, 1, 1, 1, 1, 1], 1).tolist() == [0, 0, 0, 0, 1, 1]
    assert balanced_parts(apart, [9, 9, 9, 9, 1, 1], 3).tolist() == [0, 0, 1, 1, 2, 2]


def test_one_place_no_places_and_more_parts_than_places() -> None:
    assert balanced_parts(csr_array((1, 1)), [0], 4).tolist() == [0]
    assert balanced_parts(csr_array((0, 0)), [], 2).tolist() == []
    assert sorted(balanced_parts(grid(2, 2), np.zeros(4), 9).tolist()) == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="count of 1 or more"):
        balanced_parts(grid(2, 2), np.ones(4), 0)


def test_small_networks_come_within_a_tenth_of_the_evenest_division() -> None:
    rng = np.random.default_rng(5)
    links = grid(3, 3)
    for _ in range(5):
        weight = rng.pareto(2, 9) + 1
        found = np.bincount(balanced_parts(links, weight, 3), weight)
        assert (found**2).sum() <= 1.1 * evenest(links, weight, 3)


@settings(max_examples=40, deadline=None)
@given(seeds(), st.integers(1, 40), st.integers(1, 12))
def test_parts_are_connected_as_many_as_asked_and_the_same_again(seed: int, size: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    ends = [(int(rng.integers(0, place)), place) for place in range(1, size) if rng.random() < 0.95]
    ends += [tuple(sorted(rng.choice(size, 2, replace=False).tolist())) for _ in range(size // 2) if size > 1]
    links = network(sorted(set(ends)), size)
    weight = rng.pareto(1.5, size) * rng.integers(0, 2, size)
    part = balanced_parts(links, weight, count)
    pieces = connected_components(links, directed=False)[0]
    assert len(np.unique(part)) == min(max(count, pieces), size)
    assert is_whole(links, part)
    assert np.array_equal(part, balanced_parts(links, weight, count))
    assert part[0] == 0

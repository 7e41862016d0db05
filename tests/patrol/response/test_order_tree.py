from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.response.order_tree import OrderTree, order_tree
from tests.strategies import seeds


def first_free(tree: OrderTree, busy: set[int]) -> np.ndarray:
    """Walk the tree; give 1 for each node whose car answers."""
    hit, node = np.zeros(len(tree.car)), 0
    while node < len(tree.car):
        if tree.car[node] in busy:
            node += 1
        else:
            hit[node] = 1
            node = tree.behind[node]
    return hit


def test_three_orders_of_which_two_begin_alike_worked_by_hand() -> None:
    tree = order_tree(np.array([[0, 1, 2], [1, 0, 2], [0, 2, 1]]))
    assert tree.car.tolist() == [0, 1, 2, 2, 1, 1, 0, 2]
    assert tree.behind.tolist() == [5, 3, 3, 5, 5, 8, 8, 8]
    assert tree.node.tolist() == [[0, 1, 2], [5, 6, 7], [0, 3, 4]]
    assert tree.through(np.array([1.0, 2.0, 4.0])).tolist() == [5, 1, 1, 4, 4, 2, 2, 2]
    assert tree.of_orders(first_free(tree, {0})).tolist() == [[0, 1, 0], [0, 1, 0], [0, 0, 1]]


@given(st.integers(1, 6), st.integers(1, 12), seeds())
def test_whoever_is_busy_a_walk_finds_the_first_free_car_of_every_order(
    cars: int, count: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    orders = np.unique([rng.permutation(cars) for _ in range(count)], axis=0)
    orders = rng.permutation(orders)
    tree, weights = order_tree(orders), rng.random(len(orders))
    for state in range(2**cars):
        busy = {car for car in range(cars) if state >> car & 1}
        hit = first_free(tree, busy)
        expected = [
            [car == next((c for c in order if c not in busy), -1) for car in range(cars)] for order in orders
        ]
        assert (tree.of_orders(hit) == np.array(expected)).all()
        assert hit @ tree.through(weights) == pytest.approx(weights @ np.array(expected).sum(axis=1))

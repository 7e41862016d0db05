"""Dispatch orders as a tree: orders that begin alike are walked once, for all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from patrol.travel import Floats, Ints


@dataclass(frozen=True, slots=True)
class OrderTree:
    """
    The orders laid out in preorder: a node is followed by its first child.

    A walk asks each car that it meets: if the car is free it answers for all orders that came so far alike,
    and the walk goes on behind them; if it is busy the next car of each is asked.

    Attributes
    ----------
    car
        Car of each node, shape ``(n_nodes,)``.
    behind
        For each node the first one behind all that begin with it; ``n_nodes`` at the end.
    node
        Node of each order and place, shape ``(n_lists, n_cars)``.
    orders
        The orders, shape ``(n_lists, n_cars)``.
    """

    car: Ints
    behind: Ints
    node: Ints
    orders: Ints

    def through(self, weights: Floats) -> Floats:
        """Sum the weights of the orders that pass through each node, shape ``(n_nodes,)``."""
        every = np.repeat(weights, self.orders.shape[1])
        return np.asarray(np.bincount(self.node.ravel(), every, len(self.car)), dtype=float)

    def of_orders(self, of_nodes: Floats) -> Floats:
        """Hand figures of nodes to the orders and cars that they stand for, shape ``(n_lists, n_cars)``."""
        figures = np.empty(self.orders.shape)
        np.put_along_axis(figures, self.orders, of_nodes[self.node], axis=1)
        return figures


def order_tree(orders: Ints) -> OrderTree:
    """
    Lay out orders as a tree.

    Parameters
    ----------
    orders
        Cars from the first choice to the last, shape ``(n_lists, n_cars)``.

    Returns
    -------
    OrderTree
        Of the same orders.
    """
    ranked = np.lexsort(orders.T[::-1])
    rows, cars = orders[ranked], orders.shape[1]
    differs = np.ones(rows.shape, dtype=bool)
    differs[1:] = np.logical_or.accumulate(rows[1:] != rows[:-1], axis=1)
    number = np.cumsum(differs).reshape(rows.shape) - 1  # right where a row has nodes of its own
    row = np.arange(len(rows))[:, None]
    node = np.empty_like(orders)
    node[ranked] = number[np.maximum.accumulate(np.where(differs, row, 0), axis=0), np.arange(cars)]
    ends = differs.sum(axis=1).cumsum()  # of the nodes of each row
    nearest = np.minimum.accumulate(np.where(differs, row, len(rows))[::-1], axis=0)[::-1]
    next_row = np.vstack([nearest[1:], np.full((1, cars), len(rows))])
    return OrderTree(rows[differs], ends[next_row - 1][differs], node, orders)

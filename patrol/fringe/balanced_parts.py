"""
Cut a network of places into connected parts of like weight.

The shortest ways that join all places form a tree. It is cut where the two sides come nearest to their
shares, each side again, and then single places move between neighbouring parts as long as that evens the
parts out. Trees of the shortest ways from a few places are tried too, and the evenest division is kept.
Nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, dijkstra, minimum_spanning_tree

from patrol.allotment import allot

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SMALLEST_GAIN = 1e-9
ROOTS = 8


def balanced_parts(links: csr_array, weight: npt.ArrayLike, count: int) -> Ints:
    """
    Divide places into connected parts of like weight.

    Parameters
    ----------
    links
        Length of the way between neighbours, shape ``(n, n)``, symmetric.
    weight
        Weight of each place, none below zero.
    count
        Parts in all; never fewer than the network has pieces, nor more than places.

    Returns
    -------
    ndarray
        Part of each place, numbered from 0 in the order of their first places.

    Raises
    ------
    ValueError
        When `count` is below 1 or a weight is below zero.
    """
    heavy = np.asarray(weight, dtype=float)
    if count < 1 or not (heavy >= 0).all():
        raise ValueError(f"wanted count of 1 or more and weights of 0 or more, got {count}")
    size = links.shape[0]
    if size == 0:
        return np.empty(0, dtype=np.int64)
    heavy = heavy + max(heavy.sum(), 1.0) * SMALLEST_GAIN  # places without weight spread evenly
    pieces, piece = connected_components(links, directed=False)
    within = np.bincount(piece)
    parts_of = allot(
        min(max(count, pieces), size),
        np.bincount(piece, heavy).astype(float),
        np.ones(pieces, dtype=np.int64),
        within,
    )
    part = np.zeros(size, dtype=np.int64)
    begin = 0
    for number in range(pieces):
        inside = np.flatnonzero(piece == number)
        own = csr_array(links[inside][:, inside])
        part[inside] = begin + _divided(own, heavy[inside], int(parts_of[number]))
        begin += int(parts_of[number])
    _, first, renumbered = np.unique(part, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[renumbered].astype(np.int64)


def _divided(links: csr_array, weight: Floats, count: int) -> Ints:
    """Divide a connected network along the tree that gives the evenest parts; the first of equals."""
    if count == 1:
        return np.zeros(len(weight), dtype=np.int64)
    divisions = [_evened(links, weight, _cut(tree, weight, count)) for tree in _trees(links)]
    squares = [float((np.bincount(part, weight) ** 2).sum()) for part in divisions]
    return divisions[int(np.argmin(np.round(squares, 12)))]


def _trees(links: csr_array) -> Iterator[csr_array]:
    """Give the tree of the shortest ways in all, then those of the shortest ways from some places."""
    joined = csr_array(minimum_spanning_tree(links))
    yield csr_array(joined + joined.T)
    size = links.shape[0]
    roots = np.unique(np.linspace(0, size - 1, ROOTS).round().astype(np.int64))
    for parent in dijkstra(links, directed=False, indices=roots, return_predecessors=True)[1]:
        child = np.flatnonzero(parent >= 0)
        half = csr_array((np.ones(len(child)), (child, parent[child])), shape=(size, size))
        yield csr_array(half + half.T)


def _cut(tree: csr_array, weight: Floats, count: int) -> Ints:
    """Cut a tree again and again, each time where the shares come out best."""
    part = np.zeros(len(weight), dtype=np.int64)
    waiting = [(np.arange(len(weight)), count)]
    done = 0
    while waiting:
        inside, parts = waiting.pop()
        if parts == 1:
            part[inside] = done
            done += 1
            continue
        side, parts_there = _best_cut(csr_array(tree[inside][:, inside]), weight[inside], parts)
        waiting += [(inside[~side], parts - parts_there), (inside[side], parts_there)]
    return part


def _best_cut(tree: csr_array, weight: Floats, parts: int) -> tuple[npt.NDArray[np.bool_], int]:
    """Find the way whose cut leaves two sides nearest to whole numbers of parts; give the side below it."""
    order, parent = breadth_first_order(tree, 0, directed=False, return_predecessors=True)
    below, size = weight.copy(), np.ones(len(weight), dtype=np.int64)
    for place in order[:0:-1]:
        below[parent[place]] += below[place]
        size[parent[place]] += size[place]
    share = np.arange(1, parts)
    error = np.abs(below[1:, None] / below[0] - share / parts)
    lacking = (size[1:, None] < share) | (len(weight) - size[1:, None] < parts - share)
    error = np.where(lacking, np.inf, error)
    top, parts_there = np.unravel_index(int(np.argmin(error.round(12))), error.shape)
    side = np.zeros(len(weight), dtype=bool)
    side[int(top) + 1] = True
    for place in order[1:]:
        side[place] |= side[parent[place]]
    return side, int(parts_there) + 1


def _evened(links: csr_array, weight: Floats, part: Ints) -> Ints:
    """Move places between neighbouring parts, the best move first, as long as the squares of weights fall."""
    part = part.copy()
    total = np.bincount(part, weight)
    edges = links.tocoo()
    while True:
        across = part[edges.row] != part[edges.col]
        place, target = edges.row[across], part[edges.col[across]]
        gain = weight[place] * (total[part[place]] - total[target] - weight[place])
        order = np.lexsort((edges.data[across], place, -gain.round(12)))
        order = order[gain[order] > SMALLEST_GAIN * weight.sum() ** 2]
        move = next((move for move in order if _can_spare(links, part, int(place[move]))), None)
        if move is None:
            return part
        total[part[place[move]]] -= weight[place[move]]
        total[target[move]] += weight[place[move]]
        part[place[move]] = target[move]


def _can_spare(links: csr_array, part: Ints, place: int) -> bool:
    """Tell whether a part stays connected, and is not empty, without one of its places."""
    rest = np.flatnonzero(part == part[place])
    rest = rest[rest != place]
    if len(rest) == 0:
        return False
    return int(connected_components(csr_array(links[rest][:, rest]), directed=False)[0]) == 1

"""Ways along the roads: which streets a patrol takes today, and how long it takes for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from gis.compiled import compiled
from gis.roads import RoadGraph

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ways:
    """
    Ways from some nodes to others.

    Attributes
    ----------
    minutes
        Driving times along the ways, shape ``(n_sources, n_nodes)``; infinite where no road leads, and at
        nodes that were not asked for.
    before
        The node before each on its way, -1 at the start and where no way was looked for.
    link
        Two nodes that a stretch links as one number, sorted: the lower times ``n_nodes`` plus the higher.
    stretch
        The stretch that is driven between them.
    """

    minutes: Floats
    before: Ints
    link: Ints
    stretch: Ints

    def path(self, row: int, node: int) -> Ints:
        """
        Follow a way.

        Parameters
        ----------
        row
            Position of the source.
        node
            Where the way ends.

        Returns
        -------
        ndarray
            Nodes from the source to `node`, both included.
        """
        nodes = [node]
        while (last := int(self.before[row, nodes[-1]])) >= 0:
            nodes.append(last)
        return np.array(nodes[::-1], dtype=np.int64)

    def stretches_on(self, path: Ints) -> Ints:
        """
        Name the stretches of a way.

        Parameters
        ----------
        path
            Nodes, each linked with the next.

        Returns
        -------
        ndarray
            Positions of stretches, one fewer than nodes.
        """
        low, high = np.minimum(path[:-1], path[1:]), np.maximum(path[:-1], path[1:])
        return np.asarray(self.stretch[np.searchsorted(self.link, low * self.before.shape[1] + high)])


def find_ways(roads: RoadGraph, sources: npt.ArrayLike, targets: npt.ArrayLike, dislike: Floats) -> Ways:
    """
    Find the ways that are liked best, and what they take by the clock.

    Parameters
    ----------
    roads
        The network.
    sources
        Nodes to start from. The first is the station: where it cannot go, nobody is looked for.
    targets
        Nodes that the ways may end at.
    dislike
        Factor on the minutes of each stretch, above 0: ways are chosen with it and timed without.

    Returns
    -------
    Ways
        With ``dislike`` of 1 all over, the fastest.
    """
    starts, ends = (np.asarray(nodes, dtype=np.int64) for nodes in (sources, targets))
    size, minutes = len(roads.nodes), roads.stretches["minutes"].to_numpy(dtype=float)
    link, stretch = _best_links(roads, minutes * dislike)
    liked = _both_ways((minutes * dislike)[stretch], link, size)
    station = dijkstra(liked, directed=False, indices=starts[0])
    known = station[np.r_[starts, ends]]
    # Whoever goes by way of the station needs no more than this, so that nothing farther is looked at.
    limit = 2 * known[np.isfinite(known)].max(initial=0.0) + 1.0
    within = np.union1d(np.flatnonzero(station <= limit), starts)
    place = np.full(size, -1)
    place[within] = np.arange(len(within))
    _, before = dijkstra(
        liked[within][:, within],
        directed=False,
        indices=place[starts],
        return_predecessors=True,
        limit=limit,
    )
    previous = np.full((len(starts), size), -1)
    previous[:, within] = np.where(before >= 0, within[np.maximum(before, 0)], -1)
    clock = _both_ways(minutes[stretch], link, size)
    links = _Links(clock.indptr.astype(np.int64), clock.indices.astype(np.int64), clock.data)
    return Ways(_timed(previous, starts, np.unique(ends), links), previous, link, stretch)


def _best_links(roads: RoadGraph, weight: Floats) -> tuple[Ints, Ints]:
    """Keep the best of the stretches that link the same two nodes."""
    ends = np.sort(roads.stretches[["from_node", "to_node"]].to_numpy(dtype=np.int64), axis=1)
    link = ends[:, 0] * len(roads.nodes) + ends[:, 1]
    order = np.lexsort((weight, link))
    first = np.unique(link[order], return_index=True)[1]
    return link[order][first], order[first]


def _both_ways(weight: Floats, link: Ints, size: int) -> csr_array:
    half = coo_array((weight, (link // size, link % size)), shape=(size, size)).tocsr()
    return csr_array(half + half.T)


class _Links(NamedTuple):
    """Minutes between neighbours, as the rows of a compressed sparse matrix."""

    first: Ints
    neighbour: Ints
    minutes: Floats


@compiled
def _timed(before: Ints, starts: Ints, ends: Ints, links: _Links) -> Floats:
    """Walk back from each end to what is timed already, and write the minutes on the way there down."""
    timed = np.full(before.shape, np.inf)
    path = np.empty(before.shape[1], dtype=np.int64)
    for row in range(len(starts)):
        timed[row, starts[row]] = 0.0
        for end in ends:
            steps, node = 0, end
            while np.isinf(timed[row, node]) and before[row, node] >= 0:
                path[steps] = node
                steps += 1
                node = before[row, node]
            while steps > 0 and not np.isinf(timed[row, node]):
                steps -= 1
                following = path[steps]
                for entry in range(links.first[node], links.first[node + 1]):
                    if links.neighbour[entry] == following:
                        timed[row, following] = timed[row, node] + links.minutes[entry]
                node = following
    return timed

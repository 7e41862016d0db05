"""Make beats whole: no beat empty, none in pieces."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from patrol.graph import AtomGraph, Bools, Ints

TIE_M = 1.0  # of border counts what links two atoms that do not touch


def repaired(
    graph: AtomGraph, beat: Ints, beats_of: Ints, closed: Bools | None = None, locked: Bools | None = None
) -> Ints:
    """
    Give every beat at least one atom and join what is torn off to a neighbouring beat.

    Parameters
    ----------
    graph
        The atoms.
    beat
        Beat of each atom, from 0; -1 for none. Connected pieces of the graph share no beat.
    beats_of
        Number of beats of each connected piece; their numbers follow one another.
    closed
        Beats that take further atoms only where no other beat can.
    locked
        Atoms that an empty beat is given only where no other can be spared.

    Returns
    -------
    ndarray
        Beat of each atom: every beat contiguous, none empty.
    """
    first = np.cumsum(beats_of) - beats_of
    ranges = [np.arange(start, start + count) for start, count in zip(first, beats_of, strict=True)]
    seeded = _with_seeds(graph, _without_lesser_parts(graph, beat), ranges)
    count = int(beats_of.sum())
    whole = _grown(graph, seeded, np.zeros(count, dtype=bool) if closed is None else closed)
    held = np.zeros(graph.size, dtype=bool) if locked is None else locked
    for piece, numbers in enumerate(ranges):
        for empty in np.setdiff1d(numbers, whole[graph.component == piece]):
            _split_off(graph, whole, int(empty), numbers, held)
    return whole


def _with_seeds(graph: AtomGraph, beat: Ints, ranges: list[Ints]) -> Ints:
    """Give each beat that is empty one of the free atoms of its piece, the heaviest first."""
    beat = beat.copy()
    for piece, numbers in enumerate(ranges):
        inside = graph.component == piece
        empty = np.setdiff1d(numbers, beat[inside])
        free = np.flatnonzero(inside & (beat < 0))
        chosen = free[np.argsort(-graph.load[free], kind="stable")][: len(empty)]
        beat[chosen] = empty[: len(chosen)]
    return beat


def _without_lesser_parts(graph: AtomGraph, beat: Ints) -> Ints:
    """Keep of each beat the part with the most load, then the most area; free the rest."""
    part = graph.parts_of(beat)
    load, area = np.bincount(part, graph.load), np.bincount(part, graph.area_m2)
    owner = np.empty(len(load), dtype=np.int64)
    owner[part] = beat
    order = np.lexsort((area, load, owner))
    greatest = np.append(owner[order][1:] != owner[order][:-1], [True])
    kept = np.zeros(len(load), dtype=bool)
    kept[order[greatest]] = True
    return np.where(kept[part], beat, -1)


def _grown(graph: AtomGraph, beat: Ints, closed: Bools) -> Ints:
    """Give free atoms, ring by ring, to the beat they share the longest border with."""
    beat, source = beat.copy(), graph.source()
    while (beat < 0).any():
        open_border = graph.passable & (beat[source] < 0) & (beat[graph.neighbour] >= 0)
        welcome = open_border & ~closed[beat[graph.neighbour]]
        open_border = welcome if welcome.any() else open_border
        shared = csr_array(
            (graph.border_m[open_border] + TIE_M, (source[open_border], beat[graph.neighbour[open_border]])),
            shape=(graph.size, len(closed)),
        )
        ring = np.unique(source[open_border])
        beat[ring] = np.asarray(shared[ring].argmax(axis=1)).ravel()
    return beat


def _split_off(graph: AtomGraph, beat: Ints, empty: int, candidates: Ints, locked: Bools) -> None:
    """Give an empty beat one atom of the heaviest beat that can spare one; of a locked beat only at need."""
    load = np.bincount(beat, graph.load, minlength=int(candidates[-1]) + 1)
    donors = candidates[np.argsort(-load[candidates], kind="stable")]
    for held in (locked, np.zeros_like(locked)):
        for donor in donors:
            inside = np.flatnonzero(beat == donor)
            spare = _spare_atom(graph, inside, held)
            if spare is not None:
                beat[spare] = empty
                return


def _spare_atom(graph: AtomGraph, inside: Ints, held: Bools) -> int | None:
    """Find an atom without which the others hang together, one that a walk through them reaches late."""
    links = graph.links()[inside][:, inside]
    if len(inside) < 2:
        return None
    for last in breadth_first_order(links, 0, directed=False, return_predecessors=False)[::-1]:
        rest = np.delete(np.arange(len(inside)), last)
        if not held[inside[last]] and connected_components(links[rest][:, rest], directed=False)[0] == 1:
            return int(inside[last])
    return None

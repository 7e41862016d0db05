"""
Two adjoining beats divided anew, exactly: an integer programme for counties with few heavy units.

Every atom of the two goes to one side or the other. Each side hangs together: a flow starts at one of its
atoms and leaves one unit of itself at every other. HiGHS finds the split whose heavier side lies least beyond
the tolerance, then the one with the shortest border.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, csr_array, eye_array

from patrol.graph import Bools, Floats, Ints
from patrol.job import Job, heaviest, ratios
from patrol.tolerance import floor_of

MOST_ATOMS = 30  # of two beats together
LARGEST_GRAPH = 400  # atoms of a graph for which exact splits are tried
NODES = 300  # of the branch-and-bound tree: a limit that does not depend on the machine
ROUNDS = 12
ENOUGH = 0.002  # of the mean load: finer differences are not worth the search
GAP = 0.05  # how far an answer may be from the best, as a share of its price
BEYOND_PRICE = 1_000.0  # of load beyond the tolerance, against the border


def resplit_pairs(job: Job, beat: Ints) -> Ints:
    """
    Lighten the heaviest beat by exact splits with its neighbours, as long as that helps.

    Parameters
    ----------
    job
        What is asked for.
    beat
        Beat of each atom, contiguous.

    Returns
    -------
    ndarray
        Beat of each atom, contiguous; the heaviest beat is no heavier than before.
    """
    best = beat
    if job.graph.size > LARGEST_GRAPH:
        return best
    enough = max(1 + job.imbalance, floor_of(job).ratio) + ENOUGH
    for _ in range(ROUNDS):
        found = _lightened(job, best) if heaviest(job, best) > enough else None
        if found is None:
            break
        best = found
    return best


def _lightened(job: Job, beat: Ints) -> Ints | None:
    """Split the heaviest beat anew with one of its neighbours, the lightest first; None where none helps."""
    load = ratios(job, beat)
    heavy = int(load.argmax())
    source, passable = job.graph.source(), job.graph.passable
    reached = beat[job.graph.neighbour[passable & (beat[source] == heavy)]]
    for other in sorted(set(reached.tolist()) - {heavy}, key=lambda number: (load[number], number)):
        found = split_anew(job, beat, heavy, other)
        if found is not None and ratios(job, found)[[heavy, other]].max() < load[heavy] - ENOUGH / 2:
            return found
    return None


def split_anew(job: Job, beat: Ints, one: int, other: int) -> Ints | None:
    """
    Divide two beats anew.

    Parameters
    ----------
    job
        What is asked for.
    beat
        Beat of each atom.
    one, other
        The two, which adjoin.

    Returns
    -------
    ndarray or None
        Beat of each atom; None when the two are too large, or the limit was reached without an answer.
    """
    inside = np.flatnonzero((beat == one) | (beat == other))
    if len(inside) > MOST_ATOMS or job.closed[one] or job.closed[other]:
        return None
    pair = _pair(job, inside)
    even = float(pair.load.sum()) / 2 + ENOUGH / 2
    side = _side(pair, max(1 + job.imbalance, even))
    if side is None:
        return None
    if pair.locked:
        first = int(job.home[inside[pair.root]])
    else:  # either side may keep either name: the one that fewer atoms leave
        first = max((one, other), key=lambda name: int((job.home[inside][side] == name).sum()))
    split = beat.copy()
    split[inside] = np.where(side, first, one + other - first)
    return split


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two beats as the programme sees them: links both ways, loads in parts of the mean."""

    load: Floats
    tail: csr_array  # (n_atoms, n_links): 1 where a link leaves an atom
    head: csr_array  # where it arrives
    border: Floats
    root: int  # an atom of the first side
    locked: bool  # whether any atom must stay
    fixed: Floats  # 1 and 0 for atoms of the first and second side, NaN for free ones


def _pair(job: Job, inside: Ints) -> _Pair:
    links = csr_array(job.graph.links()[inside][:, inside]).tocoo()
    shape, every = (len(inside), links.nnz), np.arange(links.nnz)
    border = csr_array(job.graph.borders()[inside][:, inside]).toarray()[links.row, links.col]
    load = job.graph.load[inside] / job.mean_load
    locked, home = job.locked[inside], job.home[inside]
    root = int(np.where(locked | ~locked.any(), load, -1.0).argmax())
    fixed = np.where(locked, np.where(home == home[root], 1.0, 0.0), np.nan)
    fixed[root] = 1.0
    return _Pair(
        load=load,
        tail=csr_array((np.ones(links.nnz), (links.row, every)), shape=shape),
        head=csr_array((np.ones(links.nnz), (links.col, every)), shape=shape),
        border=np.asarray(border, dtype=np.float64),
        root=root,
        locked=bool(locked.any()),
        fixed=fixed,
    )


def _side(pair: _Pair, top: float) -> Bools | None:
    """
    Solve the programme; True for atoms of the first side.

    Variables, in blocks: side of each atom, root of the second side, flow on each link for the first and the
    second side, whether a link crosses the border, and the load beyond the tolerance.
    """
    n, m = pair.tail.shape
    one, links = eye_array(n).tocsr(), eye_array(m).tocsr()
    inflow, load = pair.head - pair.tail, csr_array(pair.load[None])
    beyond = csr_array([[-1.0]])
    others = np.delete(np.arange(n), pair.root)
    leaves, arrives = csr_array(pair.tail.T), csr_array(pair.head.T)
    rows: list[tuple[list[csr_array | None], float, float]] = [
        ([-one[others], None, inflow[others], None, None, None], 0.0, 0.0),
        ([one, n * one, None, inflow, None, None], 1.0, np.inf),
        ([one, one, None, None, None, None], -np.inf, 1.0),
        ([None, csr_array(np.ones((1, n))), None, None, None, None], 1.0, 1.0),
        ([-n * leaves, None, links, None, None, None], -np.inf, 0.0),
        ([-n * arrives, None, links, None, None, None], -np.inf, 0.0),
        ([n * leaves, None, None, links, None, None], -np.inf, float(n)),
        ([n * arrives, None, None, links, None, None], -np.inf, float(n)),
        ([leaves - arrives, None, None, None, -links, None], -np.inf, 0.0),
        ([load, None, None, None, None, beyond], -np.inf, top),
        ([-load, None, None, None, None, beyond], -np.inf, top - float(pair.load.sum())),
    ]
    matrix = block_array([blocks for blocks, _, _ in rows], format="csr")
    height = [next(block for block in blocks if block is not None).shape[0] for blocks, _, _ in rows]
    price = np.zeros(matrix.shape[1])
    price[2 * n + 2 * m : -1] = pair.border / max(pair.border.sum(), 1.0)
    price[-1] = BEYOND_PRICE
    whole = np.zeros(len(price), dtype=np.int64)
    whole[: 2 * n] = 1
    low, high = np.zeros(len(price)), np.full(len(price), np.inf)
    high[: 2 * n] = 1.0
    held = np.flatnonzero(~np.isnan(pair.fixed))
    low[held] = high[held] = pair.fixed[held]
    found = milp(
        price,
        integrality=whole,
        bounds=Bounds(low, high),
        constraints=LinearConstraint(
            matrix,
            np.repeat([least for _, least, _ in rows], height),
            np.repeat([most for _, _, most in rows], height),
        ),
        options={"node_limit": NODES, "mip_rel_gap": GAP},
    )
    return None if found.x is None else np.asarray(found.x[:n] > 0.5)

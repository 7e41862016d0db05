"""A first plan: ground halved by load, then a power diagram weighted until the loads of its cells agree."""

from __future__ import annotations

import numpy as np

from gis.compiled import compiled
from patrol.bisection import bisected
from patrol.graph import AtomGraph, Floats, Ints

ROUNDS, FEWEST_ROUNDS = 60, 10
DISTANCES = (
    100_000_000  # that all rounds together may compute; with thousands of beats there are fewer rounds
)
RAGGED = 0.02  # cells halved by load are taken as they are where weighted ones are so much less even
SETTLED = 0.5  # the share of the rounds in which sites still move to the centre of their cell


def power_diagram(graph: AtomGraph, beats_of: Ints, rng: np.random.Generator) -> Ints:
    """
    Assign atoms to the cells of a balanced power diagram.

    Parameters
    ----------
    graph
        The atoms.
    beats_of
        Number of beats of each connected piece, none zero.
    rng
        Chooses the first cells.

    Returns
    -------
    ndarray
        Beat of each atom, from 0; pieces never share one. Cells may be torn, or empty.

    References
    ----------
    .. [1] Aurenhammer, Hoffmann and Aronov (1998), doi:10.1007/PL00009187
    """
    beat = np.empty(graph.size, dtype=np.int64)
    for piece, first_beat in enumerate(np.cumsum(beats_of) - beats_of):
        inside = np.flatnonzero(graph.component == piece)
        centre = np.column_stack([graph.x[inside], graph.y[inside]])
        count, load, area = int(beats_of[piece]), graph.load[inside], graph.area_m2[inside]
        load = np.minimum(load, load.sum() / count)  # what one atom has beyond a beat no cell can share
        cell = bisected(centre, load, area, count, rng)
        rounds = min(ROUNDS, max(FEWEST_ROUNDS, DISTANCES // (len(inside) * count)))
        beat[inside] = first_beat + _balanced_cells(centre, load, area, cell, rounds)
    return beat


@compiled
def _balanced_cells(centre: Floats, load: Floats, area: Floats, start: Ints, rounds: int) -> Ints:
    """Move sites to the centre of their cells and weights towards equal loads, by turns; give the best."""
    count = int(start.max()) + 1
    site, weight = np.zeros((count, 2)), np.zeros(count)
    cell, best, least = start.copy(), start.copy(), np.inf
    target = max(load.sum() / count, 1e-300)
    for turn in range(rounds + 1):
        cell_load, cell_area, moment = np.zeros(count), np.zeros(count), np.zeros((count, 2))
        for atom in range(load.size):
            if turn > 0:
                cell[atom] = _nearest(centre[atom], site, weight)
            mine = cell[atom]
            cell_load[mine] += load[atom]
            cell_area[mine] += area[atom]
            moment[mine] += area[atom] * centre[atom]
        uneven = ((cell_load / target - 1) ** 2).mean() + (RAGGED if turn == 0 else 0.0)
        if (turn == 0 or turn >= SETTLED * rounds) and uneven < least:
            best, least = cell.copy(), uneven
        for mine in range(count):
            radius2 = area.sum() / count / np.pi
            if cell_area[mine] > 0:
                radius2 = cell_area[mine] / np.pi
                if turn < SETTLED * rounds:
                    site[mine] = moment[mine] / cell_area[mine]
            lacking = min(max((target - cell_load[mine]) / target, -1.0), 1.0)
            weight[mine] += radius2 * (0.5 * (1 - turn / rounds) * lacking if turn else 1.0)
    return best


@compiled
def _nearest(point: Floats, site: Floats, weight: Floats) -> int:
    """Find the site of least power: squared distance less the site's weight."""
    least, found = np.inf, 0
    for number in range(len(site)):
        power = (point[0] - site[number, 0]) ** 2 + (point[1] - site[number, 1]) ** 2 - weight[number]
        if power < least:
            least, found = power, number
    return found

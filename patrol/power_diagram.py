"""A first plan: a power diagram whose cells are weighted until their loads agree."""

from __future__ import annotations

import numpy as np

from gis.compiled import compiled
from patrol.graph import AtomGraph, Floats, Ints

ROUNDS, FEWEST_ROUNDS = 200, 10
DISTANCES = (
    100_000_000  # that all rounds together may compute; with thousands of beats there are fewer rounds
)
SETTLED = 0.8  # the share of the rounds in which sites still move to the centre of their cell


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
        Chooses the first sites.

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
        load = graph.load[inside]
        site = centre[_spread_sites(centre, load, int(beats_of[piece]), rng)]
        rounds = min(ROUNDS, max(FEWEST_ROUNDS, DISTANCES // (len(inside) * len(site))))
        beat[inside] = first_beat + _balanced_cells(centre, load, graph.area_m2[inside], site, rounds)
    return beat


def _spread_sites(centre: Floats, load: Floats, count: int, rng: np.random.Generator) -> Ints:
    """Choose atoms far from one another, more of them where the load is (k-means++ weighted by load)."""
    weight = load + (load.mean() * 0.01 or 1.0)
    near = np.ones(len(load))
    sites = np.empty(count, dtype=np.int64)
    for i in range(count):
        chance = weight * near
        if chance.sum() == 0:  # atoms on one spot
            chance = np.ones(len(load))
        site = int(rng.choice(len(load), p=chance / chance.sum()))
        sites[i] = site
        away = ((centre - centre[site]) ** 2).sum(axis=1)
        near = away if i == 0 else np.minimum(near, away)
    return sites


@compiled
def _balanced_cells(centre: Floats, load: Floats, area: Floats, site: Floats, rounds: int) -> Ints:
    """Move sites to the centre of their cells and weights towards equal loads, by turns."""
    count, weight = len(site), np.zeros(len(site))
    cell = np.zeros(load.size, np.int64)
    target = max(load.sum() / count, 1e-300)
    for turn in range(rounds):
        cell_load, cell_area, moment = np.zeros(count), np.zeros(count), np.zeros((count, 2))
        for atom in range(load.size):
            mine = _nearest(centre[atom], site, weight)
            cell[atom] = mine
            cell_load[mine] += load[atom]
            cell_area[mine] += area[atom]
            moment[mine] += area[atom] * centre[atom]
        step = 0.5 * (1 - turn / rounds)
        for mine in range(count):
            radius2 = area.sum() / count / np.pi
            if cell_area[mine] > 0:
                radius2 = cell_area[mine] / np.pi
                if turn < SETTLED * rounds:
                    site[mine] = moment[mine] / cell_area[mine]
            weight[mine] += step * radius2 * min(max((target - cell_load[mine]) / target, -1.0), 1.0)
    return cell


@compiled
def _nearest(point: Floats, site: Floats, weight: Floats) -> int:
    """Find the site of least power: squared distance less the site's weight."""
    least, found = np.inf, 0
    for number in range(len(site)):
        power = (point[0] - site[number, 0]) ** 2 + (point[1] - site[number, 1]) ** 2 - weight[number]
        if power < least:
            least, found = power, number
    return found

"""
A start that is even from the first: ground halved by load again and again, each time across its length.

Where loads are lumped (a town in a county), sites drawn at random put too few beats in the lump, and no
search that moves one atom at a time brings them there.
"""

from __future__ import annotations

import numpy as np

from patrol.graph import Floats, Ints

SLANT = 0.35  # standard deviation in radians by which a cut leaves the straight one, so that starts differ
ROUND = 0.5  # how often ground that is as wide as long is cut lengthwise
SHARED = 1e-9  # of the mean load is added to every atom, so that ground without load is divided too


def bisected(centre: Floats, load: Floats, area: Floats, count: int, rng: np.random.Generator) -> Ints:
    """
    Divide atoms by straight cuts into cells of like load.

    Parameters
    ----------
    centre
        Where each atom lies, shape ``(n_atoms, 2)``.
    load, area
        Measures of each atom.
    count
        Number of cells, at most one for each atom.
    rng
        Chooses directions.

    Returns
    -------
    ndarray
        Cell of each atom, from 0; none empty.
    """
    cell = np.empty(len(load), dtype=np.int64)
    weight = load + SHARED * (load.mean() or 1.0)
    todo = [(np.arange(len(load)), 0, count)]
    while todo:
        inside, first, cells = todo.pop()
        if cells == 1:
            cell[inside] = first
            continue
        ahead = np.argsort(centre[inside] @ _direction(centre[inside], area[inside], rng), kind="stable")
        lesser = cells // 2 if rng.random() < 0.5 else cells - cells // 2
        passed = np.cumsum(weight[inside[ahead]])
        cut = int(np.abs(passed / passed[-1] - lesser / cells).argmin()) + 1
        cut = min(max(cut, lesser), len(inside) - (cells - lesser))
        todo.append((inside[ahead[:cut]], first, lesser))
        todo.append((inside[ahead[cut:]], first + lesser, cells - lesser))
    return cell


def _direction(centre: Floats, area: Floats, rng: np.random.Generator) -> Floats:
    """Give the direction in which the ground is longest, or nearly so."""
    away = centre - np.average(centre, axis=0, weights=area)
    spread, axes = np.linalg.eigh((away * area[:, None]).T @ away)
    angle = np.arctan2(axes[1, 1], axes[0, 1]) + SLANT * rng.normal()
    roundness = max(spread[0], 0.0) / spread[1] if spread[1] > 0 else 1.0
    if rng.random() < ROUND * roundness**2:
        angle += np.pi / 2
    return np.array([np.cos(angle), np.sin(angle)])

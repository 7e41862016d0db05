"""How evenly load can be shared at best, and which atoms stand in the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from patrol.graph import Floats, Ints
from patrol.job import Job

SLACK = 1e-9
LOWER = 2.0  # a beat may lie so much farther below the mean than above: shape gains more than fairness loses


@dataclass(frozen=True, slots=True)
class Floor:
    """
    A proven limit: no plan's heaviest beat is lighter than this.

    Attributes
    ----------
    ratio
        Load of the heaviest beat over the mean.
    atoms
        The atoms that force it.
    cause
        ``"heavy"``: an atom is that heavy; ``"pair"``: two of these must share a beat; ``"piece"``: a
        disconnected piece with its number of beats; ``"locked"``: what is locked into one beat; ``"none"``:
        nothing but the mean.
    """

    ratio: float
    atoms: Ints
    cause: str


def floor_of(job: Job) -> Floor:
    """
    Prove how light the heaviest beat can be at best.

    Parameters
    ----------
    job
        What is asked for.

    Returns
    -------
    Floor
        The strongest of four limits: the heaviest atom, the two lightest of the ``k + 1`` heaviest atoms of
        a piece with ``k`` beats, a piece's load over its beats, and what is locked into one beat, or out of
        all others.
    """
    best = max(Floor(1.0, np.empty(0, dtype=np.int64), "none"), _floor_of_locks(job), key=_strength)
    for piece, count in enumerate(job.beats_of):
        inside = np.flatnonzero(job.graph.component == piece)
        order = inside[np.argsort(-job.graph.load[inside], kind="stable")]
        ratio = job.graph.load[order] / job.mean_load
        found = [
            Floor(float(ratio.sum() / count), inside, "piece"),
            Floor(float(ratio[0]), order[:1], "heavy"),
        ]
        if len(order) > count:
            found.append(Floor(float(ratio[count - 1] + ratio[count]), order[: count + 1], "pair"))
        best = max(best, *found, key=_strength)
    if best.cause == "heavy":
        ratio = job.graph.load / job.mean_load
        heavy = np.flatnonzero(ratio > 1 + SLACK)
        best = Floor(best.ratio, heavy[np.argsort(-ratio[heavy], kind="stable")], "heavy")
    return best


def _strength(floor: Floor) -> float:
    return round(floor.ratio, 12)


def _floor_of_locks(job: Job) -> Floor:
    """Prove what locks force: the heaviest load locked into one beat, or the mean of what is left."""
    held = np.flatnonzero(job.locked)
    if len(held) == 0:
        return Floor(0.0, held, "locked")
    load = np.bincount(job.home[held], job.graph.load[held], minlength=len(job.closed)) / job.mean_load
    worst = int(load.argmax())
    heaviest = Floor(float(load[worst]), held[job.home[held] == worst], "locked")
    left = job.graph.load.sum() / job.mean_load - load[job.closed].sum()
    others = Floor(float(left / max((~job.closed).sum(), 1)), held[job.closed[job.home[held]]], "locked")
    return max(heaviest, others, key=_strength)


def load_bounds(job: Job, imbalance: float) -> tuple[Floats, Floats]:
    """
    Say where the load of each beat should lie.

    Parameters
    ----------
    job
        What is asked for.
    imbalance
        How far above the mean a beat may be.

    Returns
    -------
    tuple of ndarray
        Lower and upper bounds, one for each beat. Above: ``1 + imbalance``, and in a piece that is heavier
        than that as a whole, its own mean with half the imbalance. Below: twice as far under the mean of
        what the atoms that are too heavy leave. Beats that are closed have no bounds.
    """
    lower, upper = np.zeros(len(job.closed)), np.full(len(job.closed), np.inf)
    beside = ~(job.locked & job.closed[job.home])
    for piece, first in enumerate(np.cumsum(job.beats_of) - job.beats_of):
        open_beats = first + np.flatnonzero(~job.closed[first : first + job.beats_of[piece]])
        count = len(open_beats)
        if count == 0:
            continue
        load = job.graph.load[(job.graph.component == piece) & beside] / job.mean_load
        mean = float(load.sum() / count)
        top = max(1 + imbalance, mean * (1 + imbalance / 2))
        upper[open_beats] = top
        lower[open_beats] = _mean_beside_heavy_atoms(load, count, top) * (1 - LOWER * imbalance)
    return lower, upper


def _mean_beside_heavy_atoms(load: Floats, count: int, top: float) -> float:
    """Give the mean load of the beats that hold no atom heavier than a beat may be."""
    heavy = load > top
    rest = count - int(heavy.sum())
    if rest <= 0:
        return 0.0
    return min(1.0, float(load[~heavy].sum() / rest))

"""What one search is for, and how its plans are measured."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from patrol.graph import AtomGraph, Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class Job:
    """
    What is searched for: beats of one graph.

    Attributes
    ----------
    graph
        The atoms.
    beats_of
        Beats of each connected piece of the graph.
    mean_load
        The load that counts as 1.
    imbalance
        How far above it a beat may be.
    starts
        How many plans are grown from scratch.
    home
        Beat of each atom today, -1 for none. When there are any, the search starts from them.
    change_price
        Cost of moving one atom out of it.
    locked
        Atoms that stay in their beat of today.
    closed
        Beats that take no further atoms, shape ``(n_beats,)``; all their atoms are locked.
    """

    graph: AtomGraph
    beats_of: Ints
    mean_load: float
    imbalance: float
    starts: int
    home: Ints
    change_price: float
    locked: Bools
    closed: Bools


def heaviest(job: Job, beat: Ints) -> float:
    """Give the load of the heaviest beat over the mean."""
    return float(ratios(job, beat).max())


def ratios(job: Job, beat: Ints) -> Floats:
    """Give the load of each beat over the mean."""
    return np.bincount(beat, job.graph.load, minlength=len(job.closed)) / job.mean_load


def raggedness(graph: AtomGraph, beat: Ints) -> Floats:
    """Give P2 / (4 pi A) of each beat, 1 for a circle."""
    source = graph.source()
    inside = beat[source] == beat[graph.neighbour]
    inner = np.bincount(beat[source[inside]], graph.border_m[inside], minlength=int(beat.max()) + 1)
    outline = np.bincount(beat, graph.perimeter_m) - inner
    return np.asarray(outline**2 / (4 * np.pi * np.bincount(beat, graph.area_m2)))

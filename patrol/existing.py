"""Today's beats, as the labels that a search can start from and hold to."""

from __future__ import annotations

import numpy as np
import pandas as pd

from patrol.graph import AtomGraph, Bools, Ints


def today(values: pd.Series) -> pd.Series:
    """
    Read a column of today's beats.

    Parameters
    ----------
    values
        Numbers or names; null, empty and 0 stand for no beat.

    Returns
    -------
    Series
        Names, null for none; index kept.
    """
    named = values.notna() & ~values.astype(str).str.strip().isin(["", "0", "0.0"])
    return values.astype(object).where(named, None)


def home_beats(graph: AtomGraph, value: Ints, beats_of: Ints, locked: Bools) -> Ints:
    """
    Number today's beats as the search numbers them.

    Parameters
    ----------
    graph
        The atoms.
    value
        Code of each atom's beat of today, -1 for none.
    beats_of
        Beats of each connected piece.
    locked
        Atoms that must stay: their beats are kept first where there are more than are asked.

    Returns
    -------
    ndarray
        Beat of each atom, from 0; -1 for none, and for the lightest where there are more than are asked.
    """
    home = np.full(graph.size, -1, dtype=np.int64)
    for piece, first in enumerate(np.cumsum(beats_of) - beats_of):
        inside = np.flatnonzero((graph.component == piece) & (value >= 0))
        codes, place = np.unique(value[inside], return_inverse=True)
        load = np.bincount(place, graph.load[inside] + graph.load.mean() * 1e-6, minlength=len(codes))
        load = load + np.bincount(place, locked[inside], minlength=len(codes)) * graph.load.sum()
        number = np.full(len(codes), -1, dtype=np.int64)
        kept = np.sort(np.argsort(-load, kind="stable")[: beats_of[piece]])
        number[kept] = first + np.arange(len(kept))
        home[inside] = number[place]
    return home


def numbers_today(names: pd.Index) -> Ints:
    """Read the names of today's beats as numbers; 0 for one that is none."""
    number = pd.to_numeric(pd.Series(names.astype(str)), errors="coerce").fillna(0.0)
    return np.where(number % 1 == 0, number, 0).astype(np.int64)

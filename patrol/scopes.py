"""
The parts that are searched on their own: one for each station, or the whole.

Here K is shared out, and here it is said when a K cannot be: more beats than atoms, or fewer than stations
or than disconnected pieces.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.errors import InfeasibleError
from patrol.allotment import allot
from patrol.existing import home_beats
from patrol.graph import AtomGraph, Floats, Ints
from patrol.job import Job
from patrol.plan import BeatParams

NAMED_PIECES = 5


@dataclass(frozen=True, slots=True)
class Work:
    """
    The whole of what is to be divided.

    Attributes
    ----------
    units, load, atom
        The units, the workload of each and its atom.
    graph
        The graph of atoms.
    names
        Name of each atom.
    torn
        Atoms whose units do not hang together.
    station
        Station of each atom, null for none; None when beats do not nest in stations.
    home
        Code of each atom's beat of today, -1 for none.
    home_numbers
        Number of the beat that each code stands for, 0 where its name is no number.
    params
        What is asked for.
    """

    units: gpd.GeoDataFrame
    load: Floats
    atom: Ints
    graph: AtomGraph
    names: list[str]
    torn: Ints
    station: pd.Series | None
    home: Ints
    home_numbers: Ints
    params: BeatParams


@dataclass(frozen=True, slots=True)
class Scope:
    """
    One part.

    Attributes
    ----------
    station
        The station's code, None for the whole and for units without a station.
    atoms
        Positions of its atoms.
    job
        What is searched for in it.
    """

    station: str | None
    atoms: Ints
    job: Job


def scopes_of(work: Work, strength: dict[str, float]) -> list[Scope]:
    """
    Share K among stations and pieces.

    Parameters
    ----------
    work
        What is to be divided.
    strength
        Officers by station; K is shared by load where they are not known for each.

    Returns
    -------
    list of Scope
        In order of station code, units without a station last.

    Raises
    ------
    InfeasibleError
        ``beats.more_than_units``, ``beats.fewer_than_stations`` or ``beats.fewer_than_pieces``.
    """
    count = work.params.count
    if count > work.graph.size:
        raise InfeasibleError("beats.more_than_units", count=count, units=work.graph.size)
    members = _atoms_by_station(work.station, work.graph.size)
    graphs = [work.graph.part(atoms) for _, atoms in members]
    pieces = np.array([graph.component.max() + 1 for graph in graphs], dtype=np.int64)
    if count < len(members):
        raise InfeasibleError("beats.fewer_than_stations", count=count, stations=len(members))
    if count < pieces.sum():
        smallest = int(pieces.sum())
        raise InfeasibleError(
            "beats.fewer_than_pieces",
            count=count,
            pieces=_say_pieces(work, members, graphs),
            smallest=smallest,
        )
    known = all(code in strength for code, _ in members)
    weight = np.array(
        [
            strength[str(code)] if known else graph.load.sum()
            for (code, _), graph in zip(members, graphs, strict=True)
        ]
    )
    beats = allot(count, weight, pieces, np.array([graph.size for graph in graphs]))
    return [
        Scope(code, atoms, _job(work, atoms, graph, int(of_scope)))
        for (code, atoms), graph, of_scope in zip(members, graphs, beats, strict=True)
    ]


def _atoms_by_station(station: pd.Series | None, size: int) -> list[tuple[str | None, Ints]]:
    if station is None:
        return [(None, np.arange(size, dtype=np.int64))]
    codes = station.reset_index(drop=True)
    found: list[tuple[str | None, Ints]] = [
        (str(code), np.asarray(rows, dtype=np.int64)) for code, rows in codes.groupby(codes).groups.items()
    ]
    without = np.flatnonzero(codes.isna().to_numpy())
    return [*found, (None, without)] if len(without) else found


def _job(work: Work, atoms: Ints, graph: AtomGraph, count: int) -> Job:
    """Share a scope's beats among its pieces and say what is searched for."""
    size = np.bincount(graph.component)
    beats_of = allot(count, np.bincount(graph.component, graph.load).astype(float), np.ones_like(size), size)
    return Job(
        graph=graph,
        beats_of=beats_of,
        mean_load=float(graph.load.sum() / count) or 1.0,
        imbalance=work.params.max_imbalance,
        starts=work.params.starts,
        home=home_beats(graph, work.home[atoms], beats_of),
        change_price=work.params.change_price,
        locked=np.zeros(graph.size, dtype=bool),
        closed=np.zeros(count, dtype=bool),
    )


def _say_pieces(work: Work, members: list[tuple[str | None, Ints]], graphs: list[AtomGraph]) -> str:
    """Name the pieces, smallest first, by one atom of each and their size."""
    pieces = []
    for (_, atoms), graph in zip(members, graphs, strict=True):
        for piece in range(graph.component.max() + 1):
            inside = atoms[graph.component == piece]
            pieces.append((len(inside), work.names[inside[0]]))
    pieces.sort()
    said = ", ".join(name if size == 1 else f"{name} + {size - 1}" for size, name in pieces[:NAMED_PIECES])
    return f"{said} … ({len(pieces)})" if len(pieces) > NAMED_PIECES else said

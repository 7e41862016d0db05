"""
The parts that are searched on their own: one for each station, or the whole.

Here K is shared out, and here it is said when a K cannot be: more beats than atoms, or fewer than stations
or than disconnected pieces.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gis.errors import InfeasibleError
from patrol.allotment import allot
from patrol.existing import home_beats
from patrol.graph import AtomGraph, Floats, Ints
from patrol.job import Job
from patrol.work import Work

NAMED_PIECES = 5
SLACK = 1e-9
Members = list[tuple[str | None, Ints]]


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
    members = _atoms_by_station(work.station, work.graph.size)
    graphs = [work.graph.part(atoms) for _, atoms in members]
    pieces = np.array([graph.component.max() + 1 for graph in graphs], dtype=np.int64)
    load = np.array([graph.load.sum() for graph in graphs])
    size = np.array([graph.size for graph in graphs])
    if work.params.count is None:
        wanted = np.ceil(load / (work.params.target_load or 1.0) - SLACK).astype(np.int64)
        beats = np.clip(wanted, pieces, size)
    else:
        _check_count(work, work.params.count, members, graphs)
        beats = allot(work.params.count, _weights(work, members, load, strength), pieces, size)
    return [
        Scope(code, atoms, _job(work, atoms, graph, int(of_scope)))
        for (code, atoms), graph, of_scope in zip(members, graphs, beats, strict=True)
    ]


def _check_count(work: Work, count: int, members: Members, graphs: list[AtomGraph]) -> None:
    """Refuse a number of beats that no plan can have."""
    if count > work.graph.size:
        raise InfeasibleError("beats.more_than_units", count=count, units=work.graph.size)
    if count < len(members):
        raise InfeasibleError("beats.fewer_than_stations", count=count, stations=len(members))
    smallest = int(sum(graph.component.max() + 1 for graph in graphs))
    if count < smallest:
        raise InfeasibleError(
            "beats.fewer_than_pieces" if work.passages is None else "beats.fewer_than_road_pieces",
            count=count,
            pieces=_say_pieces(work, members, graphs),
            smallest=smallest,
        )


def _weights(work: Work, members: Members, load: Floats, strength: dict[str, float]) -> Floats:
    """Weigh stations by officers where all are known, else by load; joint zones by load in either case."""
    joint = np.array([code in work.joint_zones for code, _ in members])
    if joint.all() or not all(
        code in strength for (code, _), is_joint in zip(members, joint, strict=True) if not is_joint
    ):
        return load
    officers = np.array([strength.get(str(code), 0.0) for code, _ in members])
    return np.where(joint, load * officers[~joint].sum() / max(load[~joint].sum(), SLACK), officers)


def _atoms_by_station(station: pd.Series | None, size: int) -> Members:
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
    home = home_beats(graph, work.home[atoms], beats_of, work.locked[atoms])
    locked = work.locked[atoms] & (home >= 0)
    closed = np.zeros(count, dtype=bool)
    closed[home[locked & np.isin(work.home[atoms], work.closed)]] = True
    return Job(
        graph=graph,
        beats_of=beats_of,
        mean_load=float(graph.load.sum() / count) or 1.0,
        imbalance=work.params.max_imbalance,
        starts=work.params.starts,
        home=home,
        change_price=work.params.change_price,
        locked=locked,
        closed=closed,
    )


def _say_pieces(work: Work, members: Members, graphs: list[AtomGraph]) -> str:
    """Name the pieces, smallest first, by one atom of each and their size."""
    pieces = []
    for (_, atoms), graph in zip(members, graphs, strict=True):
        for piece in range(graph.component.max() + 1):
            inside = atoms[graph.component == piece]
            pieces.append((len(inside), work.names[inside[0]]))
    pieces.sort()
    said = ", ".join(name if size == 1 else f"{name} + {size - 1}" for size, name in pieces[:NAMED_PIECES])
    return f"{said} … ({len(pieces)})" if len(pieces) > NAMED_PIECES else said

"""The whole of what is to be divided: units read into a graph of atoms, with all that binds a plan."""

from __future__ import annotations

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from gis.crs import metric_crs_of
from gis.errors import Problem, TableError
from gis.frames import UnitFrame
from gis.weights import polygon_adjacency
from patrol.existing import numbers_today, today
from patrol.graph import AtomGraph, Bools, Floats, Ints, atom_graph, atoms_of, torn_atoms
from patrol.locks import locks_of
from patrol.majority import majority
from patrol.naming import names_of_atoms
from patrol.passages import Passages, passages, tied
from patrol.plan import BeatParams
from patrol.stations import station_of_units


@dataclass(frozen=True, slots=True)
class Surroundings:
    """
    What lies around units.

    Attributes
    ----------
    stations
        Points, or polygons of their jurisdictions, with ``code`` and, where known, ``officers``. Beats then
        nest in stations, and K is shared by officers.
    roads
        Lines. Beats are then contiguous along them.
    barriers
        Rivers, lakes, railways: what a beat reaches over only where a road does.
    """

    stations: gpd.GeoDataFrame | None = None
    roads: gpd.GeoDataFrame | None = None
    barriers: gpd.GeoDataFrame | None = None


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
        Station (or joint zone) of each atom, null for none; None when beats do not nest in stations.
    joint_zones
        Names of the joint zones.
    home
        Code of each atom's beat of today, -1 for none.
    home_names, home_numbers
        Name of the beat that each code stands for, and its number, 0 where its name is no number.
    locked, closed
        Atoms that stay in their beat of today, and the codes of the beats that take no others.
    passages
        Which units roads connect; None without roads.
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
    joint_zones: frozenset[str]
    home: Ints
    home_names: pd.Index
    home_numbers: Ints
    locked: Bools
    closed: Ints
    passages: Passages | None
    params: BeatParams


def work_of(units: UnitFrame, load: str, params: BeatParams, around: Surroundings) -> Work:
    """
    Read the columns that were named and build the graph of atoms.

    Parameters
    ----------
    units
        Polygons in any CRS.
    load
        Column of each unit's workload.
    params
        What is asked for.
    around
        Stations, roads and barriers.

    Returns
    -------
    Work
        Ready to be shared out.

    Raises
    ------
    TableError
        ``units.column_missing``, ``beats.lock_unknown`` or ``beats.lock_without_existing``.
    """
    _check_columns(units, params)
    workload = pd.to_numeric(units[load]).to_numpy(dtype=float)
    metric = units.to_crs(metric_crs_of(units))
    area = metric.area.to_numpy()
    borders = polygon_adjacency(metric).borders_m
    atom = atoms_of(units, params.keep_whole)
    by_unit, joint_zones = _with_joint_zones(
        units, station_of_units(units, around.stations, params.station_column), params.joint
    )
    station = None if by_unit is None else majority(by_unit, atom, workload, area)
    home, names = _codes_of_today(units, params, atom, workload, area)
    locked, closed = locks_of(units, params.lock, home[atom], names)
    home_station = None if station is None else np.asarray(pd.factorize(station)[0][atom], dtype=np.int64)
    found = _passages(metric, borders, around, atom)
    if found is not None and (params.tie_unreached or home_station is not None):
        found = tied(found, metric, borders, _to_be_whole(found, home_station, params))
    return Work(
        units=units,
        load=workload,
        atom=atom,
        graph=atom_graph(metric, borders, workload, atom, None if found is None else found.links),
        names=names_of_atoms(units, atom, params.keep_whole),
        torn=torn_atoms(borders, atom),
        station=station,
        joint_zones=joint_zones,
        home=home,
        home_names=names,
        home_numbers=numbers_today(names),
        locked=np.bincount(atom, locked) > 0,
        closed=closed,
        passages=found,
        params=params,
    )


def _check_columns(units: UnitFrame, params: BeatParams) -> None:
    wanted = (params.keep_whole, params.existing, params.station_column, params.joint)
    missing = [column for column in wanted if column is not None and column not in units.columns]
    if missing:
        there = ", ".join(str(column) for column in units.columns if column != units.geometry.name)
        details = [{"column": column, "columns": there} for column in missing]
        raise TableError.of([Problem("units.column_missing", detail) for detail in details])


def _with_joint_zones(
    units: gpd.GeoDataFrame, station: pd.Series | None, column: str | None
) -> tuple[pd.Series | None, frozenset[str]]:
    """Put the names of joint zones in the place of stations."""
    if column is None:
        return station, frozenset()
    zone = today(units[column]).map(str, na_action="ignore").astype(object)
    base = pd.Series(None, index=units.index, dtype=object) if station is None else station
    return base.where(zone.isna(), zone), frozenset(zone.dropna())


def _codes_of_today(
    units: UnitFrame, params: BeatParams, atom: Ints, workload: Floats, area: Floats
) -> tuple[Ints, pd.Index]:
    """Number the beats of today: the code of each atom, -1 for none, and the name behind each code."""
    if params.existing is None:
        return np.full(int(atom.max()) + 1, -1, dtype=np.int64), pd.Index([], dtype=object)
    codes, names = pd.factorize(majority(today(units[params.existing]), atom, workload, area))
    return codes.astype(np.int64), pd.Index(names)


def _passages(
    metric: gpd.GeoDataFrame, borders: csr_array, around: Surroundings, atom: Ints
) -> Passages | None:
    """Find what roads connect; groups that are kept whole are one."""
    if around.roads is None:
        return None
    found = passages(metric, borders, around.roads, around.barriers)
    member = csr_array((np.ones(len(atom)), (np.arange(len(atom)), atom)))
    return replace(found, links=csr_array(found.links + member @ member.T))


def _to_be_whole(found: Passages, station: Ints | None, params: BeatParams) -> Ints:
    """
    Number what is to be tied together: each station, or of each station what the network connects.

    The latter since roads may lead from one part of a station to the other over a neighbour's ground.
    """
    size = found.links.shape[0]
    own = np.zeros(size, dtype=np.int64) if station is None else station
    if params.tie_unreached:
        return own
    piece = connected_components(found.links, directed=False)[1]
    pairs = np.unique(np.column_stack([own, piece]), axis=0, return_inverse=True)[1]
    return np.asarray(pairs, dtype=np.int64).ravel()

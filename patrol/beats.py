"""
Beats: units divided into exactly K contiguous areas of like load and round shape.

The way through: units become atoms (what is never split) and a graph of shared borders; K is shared among
stations and disconnected pieces; each station's part is searched on its own; the plan is measured, numbered
from north-west to south-east, and told with notes on what could not be met.
"""

from __future__ import annotations

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.crs import metric_crs_of
from gis.errors import Problem, TableError
from gis.frames import UnitFrame, as_units
from gis.weights import polygon_adjacency
from patrol.existing import numbers_today, today
from patrol.graph import Floats, Ints, atom_graph, atoms_of, torn_atoms
from patrol.job import heaviest
from patrol.majority import majority
from patrol.measures import describe_beats
from patrol.notes import names_of_atoms, plan_notes
from patrol.numbering import numbers, reading_order
from patrol.plan import BeatParams, BeatPlan
from patrol.scopes import Scope, Work, scopes_of
from patrol.search import best_plan
from patrol.stations import STATION_COLUMN, station_of_units, strength_of
from patrol.tolerance import SLACK


def design_beats(
    units: UnitFrame,
    load: str,
    params: BeatParams,
    *,
    seed: int = 0,
    stations: gpd.GeoDataFrame | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> BeatPlan:
    """
    Divide units into contiguous beats of like load and round shape.

    Parameters
    ----------
    units
        Polygons in any CRS.
    load
        Column of each unit's workload.
    params
        What is asked for.
    seed
        The same seed and input give the same plan.
    stations
        Stations (points, or polygons of their jurisdictions) with ``code`` and, where known, ``officers``.
        Beats then nest in stations, and K is shared by officers.
    on_progress
        Told the share of the work that is done, 0 to 1.

    Returns
    -------
    BeatPlan
        The units with ``beat_id`` from 1, the beats, and notes.

    Raises
    ------
    TableError
        When a column is missing or holds loads that cannot be used.
    InfeasibleError
        ``beats.more_than_units``, ``beats.fewer_than_stations`` or ``beats.fewer_than_pieces``.
    """
    work = _work(as_units(units, load), load, params, stations)
    scopes = scopes_of(work, strength_of(stations))
    plans = []
    for number, scope in enumerate(scopes):
        progress = _part_of(on_progress, number, len(scopes))
        plans.append(best_plan(scope.job, np.random.SeedSequence([seed, number]), progress))
    ratio = max(heaviest(scope.job, plan) for scope, plan in zip(scopes, plans, strict=True))
    numbered = _with_beat_id(work, _beat_ids(work, scopes, plans))
    station_column = params.station_column or STATION_COLUMN
    return BeatPlan(
        units=numbered,
        beats=describe_beats(numbered, work.load, station_column),
        max_ratio=ratio,
        tolerance_met=ratio <= 1 + params.max_imbalance + SLACK,
        notes=plan_notes(work, scopes, plans),
    )


def _work(units: UnitFrame, load: str, params: BeatParams, stations: gpd.GeoDataFrame | None) -> Work:
    """Read the columns that were named and build the graph of atoms."""
    wanted = (params.keep_whole, params.existing, params.station_column)
    missing = [column for column in wanted if column is not None and column not in units.columns]
    if missing:
        there = ", ".join(str(column) for column in units.columns if column != units.geometry.name)
        details = [{"column": column, "columns": there} for column in missing]
        raise TableError.of([Problem("units.column_missing", detail) for detail in details])
    workload = pd.to_numeric(units[load]).to_numpy(dtype=float)
    metric = units.to_crs(metric_crs_of(units))
    area = metric.area.to_numpy()
    borders = polygon_adjacency(metric).borders_m
    atom = atoms_of(units, params.keep_whole)
    station = station_of_units(units, stations, params.station_column)
    home, names = _codes_of_today(units, params, atom, workload, area)
    return Work(
        units=units,
        load=workload,
        atom=atom,
        graph=atom_graph(metric, borders, workload, atom),
        names=names_of_atoms(units, atom, params.keep_whole),
        torn=torn_atoms(borders, atom),
        station=None if station is None else majority(station, atom, workload, area),
        home=home,
        home_numbers=numbers_today(names),
        params=params,
    )


def _codes_of_today(
    units: UnitFrame, params: BeatParams, atom: Ints, workload: Floats, area: Floats
) -> tuple[Ints, pd.Index]:
    """Number the beats of today: the code of each atom, -1 for none, and the name behind each code."""
    if params.existing is None:
        return np.full(int(atom.max()) + 1, -1, dtype=np.int64), pd.Index([], dtype=object)
    codes, names = pd.factorize(majority(today(units[params.existing]), atom, workload, area))
    return codes.astype(np.int64), pd.Index(names)


def _beat_ids(work: Work, scopes: list[Scope], plans: list[Ints]) -> Ints:
    """Number the beats of all scopes in reading order, station by station; give the number of each unit."""
    beat = np.empty(work.graph.size, dtype=np.int64)
    group = np.repeat(np.arange(len(scopes)), [scope.job.beats_of.sum() for scope in scopes])
    kept = np.zeros(len(group), dtype=np.int64)
    for number, (scope, plan) in enumerate(zip(scopes, plans, strict=True)):
        first = np.searchsorted(group, number)
        beat[scope.atoms] = plan + first
        held = scope.job.home >= 0
        kept[scope.job.home[held] + first] = work.home_numbers[work.home[scope.atoms[held]]]
    area = np.bincount(beat, work.graph.area_m2)
    x = np.bincount(beat, work.graph.area_m2 * work.graph.x) / area
    y = np.bincount(beat, work.graph.area_m2 * work.graph.y) / area
    return numbers(reading_order(x, y, group), kept)[beat[work.atom]]


def _with_beat_id(work: Work, beat_id: Ints) -> gpd.GeoDataFrame:
    """Add the column, and keep one of that name under another."""
    name = "beat_id_in"
    while name in work.units.columns:
        name += "_in"
    return work.units.rename(columns={"beat_id": name}).assign(beat_id=beat_id)


def _part_of(
    on_progress: Callable[[float], None] | None, number: int, parts: int
) -> Callable[[float], None] | None:
    if on_progress is None:
        return None
    return lambda share: on_progress((number + share) / parts)

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

from gis.frames import UnitFrame, as_units
from patrol.graph import Bools, Ints
from patrol.job import heaviest
from patrol.measures import describe_beats
from patrol.naming import names_of_units
from patrol.notes import moved_atoms, plan_notes
from patrol.numbering import numbers, reading_order
from patrol.plan import BeatParams, BeatPlan
from patrol.scopes import Scope, scopes_of
from patrol.search import best_plan
from patrol.station_loads import station_loads
from patrol.stations import STATION_COLUMN, strength_of
from patrol.tolerance import SLACK
from patrol.work import Surroundings, Work, work_of


def design_beats(
    units: UnitFrame,
    load: str,
    params: BeatParams,
    *,
    seed: int = 0,
    stations: gpd.GeoDataFrame | None = None,
    roads: gpd.GeoDataFrame | None = None,
    barriers: gpd.GeoDataFrame | None = None,
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
    roads
        Lines. Beats are then contiguous along them.
    barriers
        Rivers, lakes, railways: what a beat reaches over only where a road does. Without roads they count for
        nothing.
    on_progress
        Told the share of the work that is done, 0 to 1.

    Returns
    -------
    BeatPlan
        The units with ``beat_id`` from 1, the beats, and notes.

    Raises
    ------
    TableError
        When a column is missing or holds loads that cannot be used, or a lock is unknown.
    InfeasibleError
        ``beats.more_than_units``, ``beats.fewer_than_stations``, ``beats.fewer_than_pieces`` or
        ``beats.fewer_than_road_pieces``.
    """
    work = work_of(as_units(units, load), load, params, Surroundings(stations, roads, barriers))
    return plan_of(work, strength_of(stations), seed, on_progress)


def plan_of(
    work: Work,
    strength: dict[str, float],
    seed: int,
    on_progress: Callable[[float], None] | None = None,
) -> BeatPlan:
    """
    Make one plan of what is to be divided.

    Parameters
    ----------
    work
        What `work_of` read.
    strength
        Officers by station.
    seed
        The same seed gives the same plan.
    on_progress
        Told the share of the work that is done.

    Returns
    -------
    BeatPlan
        As `design_beats` gives it.
    """
    params = work.params
    scopes = scopes_of(work, strength)
    plans = []
    for number, scope in enumerate(scopes):
        progress = part_of(on_progress, number, len(scopes))
        plans.append(best_plan(scope.job, np.random.SeedSequence([seed, number]), progress))
    ratio = max(heaviest(scope.job, plan) for scope, plan in zip(scopes, plans, strict=True))
    numbered = _with_beat_id(work, _beat_ids(work, scopes, plans))
    beats = describe_beats(numbered, work.load, params.station_column or STATION_COLUMN)
    return BeatPlan(
        units=numbered,
        beats=beats,
        max_ratio=ratio,
        tolerance_met=ratio <= 1 + params.max_imbalance + SLACK,
        notes=plan_notes(work, scopes, plans),
        changes=_changes(work, moved_atoms(work, scopes, plans), numbered["beat_id"].to_numpy()),
        stations=None if work.station is None else station_loads(work, scopes, strength),
    )


def _changes(work: Work, moved: Bools, beat_id: Ints) -> pd.DataFrame | None:
    """List the units that leave their beat of today."""
    if work.params.existing is None:
        return None
    rows = np.flatnonzero(moved[work.atom])
    return pd.DataFrame(
        {
            "unit": names_of_units(work.units).to_numpy()[rows],
            "from_beat": work.home_names[work.home[work.atom[rows]]].astype(str),
            "to_beat": beat_id[rows],
            "load": work.load[rows],
        },
        index=work.units.index[rows],
    )


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


def part_of(
    on_progress: Callable[[float], None] | None, number: int, parts: int
) -> Callable[[float], None] | None:
    """Make of the progress of one part the progress of the whole; parts count alike."""
    if on_progress is None:
        return None
    return lambda share: on_progress((number + share) / parts)

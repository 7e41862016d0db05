"""Roads that no patrol visits in a shift: outside every beat, too far out, or more than a shift can drive."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.roads import RoadGraph
from patrol.coverage.interchange import Floats, Ints

PATROL_MINUTES = 240.0
"""What a shift of eight hours drives on patrol: half of it, the rest going into calls, stops and breaks."""

VISITS = ("visited", "beyond_shift", "beyond_reach", "outside_beats")
"""Driven at least once; left over when the shift ends; cannot be reached and left again; in no beat."""


def road_visits(
    roads: RoadGraph,
    beats: gpd.GeoDataFrame,
    *,
    starts: npt.ArrayLike | None = None,
    patrol_minutes: float = PATROL_MINUTES,
    first: npt.ArrayLike | None = None,
) -> gpd.GeoDataFrame:
    """
    Tell which stretches of road one car in each beat can visit in a shift, at the very best.

    A car that wastes no minute drives each stretch once, those that matter most first, the nearer one first
    among equals. A real round drives some twice, so that what is left over here is a least figure.

    Parameters
    ----------
    roads
        The network; every stretch belongs to the beat that holds its middle.
    beats
        Polygons in any CRS.
    starts
        Node at which the car of each beat starts; by default the node nearest the middle of the beat.
    patrol_minutes
        Minutes of driving in a shift.
    first
        Rank of each stretch, the smallest visited first; all the same by default.

    Returns
    -------
    GeoDataFrame
        A row for each stretch, in order: ``road``, ``length_km``, ``beat`` (position, -1 for none), ``visit``
        (one of ``VISITS``), and the stretch as a straight line in the CRS of the graph.
    """
    ends = roads.stretches[["from_node", "to_node"]].to_numpy(dtype=np.int64)
    lines = np.asarray(shapely.linestrings(roads.nodes[ends]), dtype=object)
    beat = _beat_of(lines, beats.to_crs(roads.crs))
    nodes = roads.snap(beats)[0] if starts is None else np.asarray(starts, dtype=np.int64)
    there = _minutes_there(roads, ends, beat, nodes)
    drive = roads.stretches["minutes"].to_numpy(dtype=float)
    rank = np.zeros(len(ends)) if first is None else np.asarray(first, dtype=float)
    reachable = (beat >= 0) & (2 * there + drive <= patrol_minutes)
    visit = np.full(len(ends), VISITS[3], dtype=object)
    visit[beat >= 0] = VISITS[2]
    visit[reachable] = VISITS[1]
    order = np.lexsort((there, rank, beat))
    order = order[reachable[order]]
    driven = pd.Series(drive[order]).groupby(beat[order]).cumsum().to_numpy()
    visit[order[driven <= patrol_minutes]] = VISITS[0]
    columns = {
        "road": roads.stretches["road"].to_numpy(),
        "length_km": roads.stretches["length_m"].to_numpy() / 1000,
        "beat": beat,
        "visit": visit,
    }
    return gpd.GeoDataFrame(columns, geometry=lines, crs=roads.crs)


def driven_by_plan(stretches: gpd.GeoDataFrame, days: int) -> gpd.GeoDataFrame:
    """
    Tell how often planned routes drive the roads of the beats.

    Parameters
    ----------
    stretches
        As `patrol.routes.plan.RoutePlan` has them, in a metric system: a stretch is there for each beat that
        drives it.
    days
        Shifts of the plan.

    Returns
    -------
    GeoDataFrame
        A row for each stretch of a beat: ``name``, ``length_km``, ``share_driven``, the share of shifts in
        which the beat that drives it most does so.
    """
    key = stretches.geometry.normalize().to_wkb()
    together = stretches.groupby(key.to_numpy())
    driven, own = together["days_driven"].transform("max"), together["in_beat"].transform("max")
    once = ~key.duplicated().to_numpy() & own.to_numpy(dtype=bool)
    columns = {
        "name": stretches["name"],
        "length_km": stretches["length_m"] / 1000,
        "share_driven": driven / days,
    }
    table = gpd.GeoDataFrame(columns, geometry=stretches.geometry)
    return table[once].reset_index(drop=True)


def _beat_of(lines: np.ndarray, beats: gpd.GeoDataFrame) -> Ints:
    """Find the beat that holds the middle of each stretch; the first where several do, -1 for none."""
    middles = shapely.line_interpolate_point(lines, 0.5, normalized=True)
    stretch, beat = shapely.STRtree(np.asarray(beats.geometry, dtype=object)).query(
        middles, predicate="intersects"
    )
    of_stretch = np.full(len(lines), len(beats), dtype=np.int64)
    np.minimum.at(of_stretch, stretch, beat)
    of_stretch[of_stretch == len(beats)] = -1
    return of_stretch


def _minutes_there(roads: RoadGraph, ends: Ints, beat: Ints, starts: Ints) -> Floats:
    """Compute the minutes from the start of its beat to the nearer end of each stretch."""
    there = np.full(len(ends), np.inf)
    for number in np.unique(beat[beat >= 0]):
        own = beat == number
        minutes = roads.travel_minutes(starts[number])[0]
        there[own] = minutes[ends[own]].min(axis=1)
    return there

"""How long a car is on its way from one call of a beat to the next."""

from __future__ import annotations

import geopandas as gpd
import numpy as np

from gis.crs import metric_crs_of
from gis.roads import RoadGraph
from patrol.graph import Floats, Ints
from patrol.travel import Travel, crow_minutes, travel_between

MOST_STARTS = 60  # units of a beat that ways start from; of larger beats so many, spread evenly


def travel_within_min(
    units: gpd.GeoDataFrame, load: Floats, beat: Ints, roads: RoadGraph | None = None
) -> Floats:
    """
    Compute the mean travel time between two calls of one beat.

    Parameters
    ----------
    units
        Polygons in any CRS.
    load
        Workload of each unit: how often a way starts or ends there.
    beat
        Beat of each unit, from 0.
    roads
        Network to travel along; the straight line with a detour without it, and where no road leads.

    Returns
    -------
    ndarray
        Minutes for each beat; ways inside a unit count as none.
    """
    places = units.geometry.to_crs(metric_crs_of(units)).representative_point()
    travel = None if roads is None else travel_between(roads, places)
    found = np.zeros(int(beat.max()) + 1)
    for number in range(len(found)):
        inside = np.flatnonzero(beat == number)
        step = -(-len(inside) // MOST_STARTS)
        starts = inside[::step]
        weight = load if load[starts].sum() > 0 else np.ones_like(load)
        minutes = _minutes(places, travel, starts, inside)
        found[number] = np.average(
            np.average(minutes, axis=1, weights=weight[inside]), weights=weight[starts]
        )
    return found


def mean_travel_min(
    units: gpd.GeoDataFrame, load: Floats, beat: Ints, roads: RoadGraph | None = None
) -> float:
    """
    Compute the mean travel time between two calls of one beat over all beats, by their load.

    Parameters
    ----------
    units, load, beat, roads
        As for `travel_within_min`.

    Returns
    -------
    float
        Minutes.
    """
    return float(np.average(travel_within_min(units, load, beat, roads), weights=np.bincount(beat, load)))


def _minutes(places: gpd.GeoSeries, travel: Travel | None, starts: Ints, ends: Ints) -> Floats:
    straight = crow_minutes(places.iloc[starts], places.iloc[ends])
    if travel is None:
        return straight
    along = travel.minutes(starts, ends)
    return np.where(np.isfinite(along), along, straight)

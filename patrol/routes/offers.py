"""What one day's route may visit: stops within that day's windows, and roads that are not driven yet."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.roads import RoadGraph
from patrol.routes.plan import CHECKPOINT, HOT_AREA, MUST_VISIT, RouteParams
from patrol.routes.solver import Visits
from patrol.travel import MAX_SNAP_M, OFF_ROAD_KMH, travel_between

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Words = npt.NDArray[np.object_]

PRIZE_MIN = {MUST_VISIT: 2000.0, HOT_AREA: 120.0, CHECKPOINT: 90.0}
"""Minutes of driving that a visit is worth; a must-visit point more than a shift of all else."""

ROAD_PRIZE_MIN_PER_KM = 15.0
REPEATED = 0.5
"""A further round of a hot area, and a road that was driven before, are worth this much of the first."""

PRIZE_SPREAD = 0.2
"""Worth is drawn anew every day, within this share of it."""


@dataclass(frozen=True, slots=True)
class BeatWork:
    """
    One beat, tied to the roads.

    Attributes
    ----------
    roads
        The network.
    stops
        Its stops, with ``from_min`` and ``until_min``.
    station
        Node that routes start from and end at.
    nodes
        Node of each stop.
    off_road_min
        Minutes between the road and the station (first), and each stop.
    closed
        Why no route of the shift can visit each stop: ``unreachable``, ``too_far``, or empty where one can.
    in_beat
        Whether each stretch lies in the beat.
    reachable
        Whether each stretch can be reached from the station.
    params
        What is asked.
    """

    roads: RoadGraph
    stops: gpd.GeoDataFrame
    station: int
    nodes: Ints
    off_road_min: Floats
    closed: Words
    in_beat: Bools
    reachable: Bools
    params: RouteParams

    @property
    def kinds(self) -> Words:
        """Kind of each stop."""
        return np.asarray(self.stops["kind"], dtype=object)

    @property
    def open_stops(self) -> Ints:
        """Positions of the stops that can be visited."""
        return np.flatnonzero(self.closed == "")


@dataclass(frozen=True, slots=True)
class Past:
    """
    What the days before have left.

    Attributes
    ----------
    waiting
        Days for which each stop was not visited.
    driven
        Whether each stretch was driven.
    """

    waiting: Ints
    driven: Bools


@dataclass(frozen=True, slots=True)
class Offer:
    """
    Visits offered to one route; arrays have one element for each.

    Attributes
    ----------
    stop
        Position of the stop, -1 for a stretch of road.
    stretch
        Position of the stretch, -1 for a stop.
    entry, leave
        Nodes that the visit begins and ends at.
    visits
        Stays, windows and prizes.
    """

    stop: Ints
    stretch: Ints
    entry: Ints
    leave: Ints
    visits: Visits


def tie_beat(
    roads: RoadGraph, stops: gpd.GeoDataFrame, start: gpd.GeoSeries, in_beat: Bools, params: RouteParams
) -> BeatWork:
    """
    Tie the stops of a beat to the roads.

    Parameters
    ----------
    roads
        The network.
    stops
        Stops of the beat.
    start
        The station: one place.
    in_beat
        Whether each stretch lies in the beat.
    params
        What is asked.
    """
    places = pd.concat([start.to_crs(roads.crs).representative_point(), stops.geometry.to_crs(roads.crs)])
    travel = travel_between(roads, gpd.GeoSeries(places, crs=roads.crs))
    off_road = travel.snap_m / (OFF_ROAD_KMH * 1000 / 60)
    nodes, part = travel.nodes[1:], roads.component[travel.nodes[0]]
    drive = roads.travel_minutes(travel.nodes[0])[0][nodes]
    out = np.where(travel.snap_m[1:] <= MAX_SNAP_M, off_road[0] + drive + off_road[1:], np.inf)
    windows = {
        name: stops[name].to_numpy(dtype=float) if name in stops else np.full(len(stops), usual)
        for name, usual in (("from_min", 0.0), ("until_min", params.shift_min))
    }
    earliest = np.maximum(windows["from_min"], out)
    latest = np.minimum(windows["until_min"], params.shift_min - params.shortest_stay_min - out)
    why = np.where(np.isinf(out), "unreachable", np.where(latest < earliest, "too_far", ""))
    return BeatWork(
        roads,
        stops.assign(**windows),
        int(travel.nodes[0]),
        nodes,
        off_road,
        why.astype(object),
        in_beat,
        roads.component[roads.stretches["from_node"].to_numpy()] == part,
        params,
    )


def offer_of_day(work: BeatWork, past: Past, out_min: Floats, rng: np.random.Generator) -> Offer:
    """
    Draw what one day's route may visit.

    Parameters
    ----------
    work
        The beat.
    past
        What the days before have left.
    out_min
        Minutes from the station to every stop by the ways of the day.
    rng
        Draws of the day.
    """
    params, open_stops = work.params, work.open_stops
    rounds = np.where(work.kinds[open_stops] == HOT_AREA, params.rounds, 1)
    of = np.repeat(np.arange(len(open_stops)), rounds)
    stop, turn = open_stops[of], np.arange(len(of)) - (np.cumsum(rounds) - rounds)[of]
    stay = rng.integers(round(params.shortest_stay_min), round(params.longest_stay_min) + 1, len(stop))
    first, last = _windows(work, stop, out_min, stay)
    span = (last - first) / rounds[of]  # each round has a part of the time to itself
    begin = first + span * (turn + (1 - params.window_share) * rng.random(len(stop)))
    end = begin + span * params.window_share
    worth = np.array([PRIZE_MIN[kind] for kind in work.kinds[stop]])
    worth *= work.stops["weight"].to_numpy(dtype=float)[stop] * (1 + past.waiting[stop])
    worth *= np.where(turn == rng.integers(rounds)[of], 1.0, REPEATED)
    roads = _roads_of_day(work, past.driven, rng)
    ends = work.roads.stretches[["from_node", "to_node"]].to_numpy(dtype=np.int64)[roads]
    turned = rng.random(len(roads)) < 0.5
    minutes, length = (work.roads.stretches[name].to_numpy()[roads] for name in ("minutes", "length_m"))
    prize = np.r_[worth, length / 1000 * ROAD_PRIZE_MIN_PER_KM * np.where(past.driven[roads], REPEATED, 1.0)]
    visits = Visits(
        np.r_[stay, minutes],
        np.r_[begin, np.zeros(len(roads))],
        np.r_[end, np.full(len(roads), params.shift_min)],
        prize * rng.uniform(1 - PRIZE_SPREAD, 1 + PRIZE_SPREAD, len(prize)),
        np.r_[np.where(work.kinds[stop] == MUST_VISIT, 0, 1), np.full(len(roads), 2)],
    )
    return Offer(
        np.r_[stop, np.full(len(roads), -1)],
        np.r_[np.full(len(stop), -1), roads],
        np.r_[work.nodes[stop], np.where(turned, ends[:, 1], ends[:, 0])],
        np.r_[work.nodes[stop], np.where(turned, ends[:, 0], ends[:, 1])],
        visits,
    )


def _windows(work: BeatWork, stop: Ints, out_min: Floats, stay: Ints) -> tuple[Floats, Floats]:
    """Give the time in which each visit may begin, within what the way there and back leaves."""
    first = np.maximum(work.stops["from_min"].to_numpy()[stop], out_min[stop])
    last = np.minimum(work.stops["until_min"].to_numpy()[stop], work.params.shift_min - stay - out_min[stop])
    return first, last


def _roads_of_day(work: BeatWork, driven: Bools, rng: np.random.Generator) -> Ints:
    """Draw stretches of the beat, those that were not driven yet first, long ones rather than short ones."""
    own = np.flatnonzero(work.in_beat & work.reachable)
    length = work.roads.stretches["length_m"].to_numpy(dtype=float)[own]
    # Exponential waiting times by length are a draw without replacement in proportion to it.
    turn = rng.exponential(size=len(own)) / length
    return np.sort(own[np.lexsort((turn, driven[own]))[: work.params.road_samples]])

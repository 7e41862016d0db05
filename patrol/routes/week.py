"""Routes of beats for several days: varied, and between them over all roads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.errors import InputError
from gis.roads import RoadGraph
from patrol.routes.day import Day, plan_day
from patrol.routes.lines import joined, stretch_lines
from patrol.routes.offers import BeatWork, Past, tie_beat
from patrol.routes.plan import RouteParams, RoutePlan
from patrol.routes.variation import variation

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Network:
    """A network with the shapes of its stretches, and the beat that each lies in."""

    graph: RoadGraph
    lines: npt.NDArray[np.object_]
    names: npt.NDArray[np.object_]
    beat: Ints


def plan_routes(
    beats: gpd.GeoDataFrame,
    stops: gpd.GeoDataFrame,
    roads: gpd.GeoDataFrame,
    graph: RoadGraph,
    starts: gpd.GeoSeries,
    *,
    params: RouteParams = RouteParams(),  # noqa: B008
    seed: int = 1,
    on_progress: Callable[[float], None] | None = None,
) -> RoutePlan:
    """
    Plan the patrol routes of beats.

    Each day's route is a tour from the station and back: must-visit points first of all, then hot areas,
    checkpoints and roads that were not driven yet, each as far as the shift allows. Times at which stops are
    wanted, the length of stays, the streets between them and the worth of what is left are drawn anew each
    day, and what was left out before is worth more.

    Parameters
    ----------
    beats
        Polygons with ``beat_id``.
    stops
        Stops with ``beat_id``, ``stop_id``, ``kind``, ``name``, ``weight``, and where wanted ``from_min`` and
        ``until_min``, in minutes of the shift, within which a visit must begin.
    roads, graph
        The roads and the graph made of them.
    starts
        Where the routes of each beat start from and end at, in the order of `beats`.
    params
        What is asked.
    seed
        The same seed and input give the same routes.
    on_progress
        Told the share of routes done.

    Returns
    -------
    RoutePlan
        In the metric system of the graph.

    Raises
    ------
    InputError
        ``routes.no_beats`` when there is no beat.
    """
    if len(beats) == 0:
        raise InputError("routes.no_beats")
    network = _network(beats, roads, graph)
    tables: list[tuple[pd.DataFrame, ...]] = []
    for number, beat_id in enumerate(beats["beat_id"]):
        work = tie_beat(
            graph,
            stops[stops["beat_id"] == beat_id].reset_index(drop=True),
            starts.iloc[[number]],
            network.beat == number,
            params,
        )
        days = []
        for day in _days(work, np.random.SeedSequence([seed, number])):
            days.append(day)
            if on_progress is not None:
                on_progress((number + len(days) / params.days) / len(beats))
        tables.append(_tables(beat_id, work, days, network))
    routes, visits, missed, stretches, summary = (
        pd.concat([table[position] for table in tables], ignore_index=True) for position in range(5)
    )
    framed = [
        gpd.GeoDataFrame(table, geometry="geometry", crs=graph.crs)
        for table in (routes, visits, missed, stretches)
    ]
    return RoutePlan(framed[0], framed[1], framed[2], framed[3], summary)


def _network(beats: gpd.GeoDataFrame, roads: gpd.GeoDataFrame, graph: RoadGraph) -> _Network:
    lines = stretch_lines(graph, roads)
    middle = shapely.line_interpolate_point(lines, 0.5, normalized=True)
    shapes = np.asarray(beats.geometry.to_crs(graph.crs), dtype=object)
    at, inside = shapely.STRtree(shapes).query(middle, predicate="intersects")
    beat = np.full(len(lines), -1, dtype=np.int64)
    beat[at[::-1]] = inside[::-1]
    named = roads["name"].fillna("").astype(str) if "name" in roads else pd.Series("", index=roads.index)
    return _Network(graph, lines, named.to_numpy(dtype=object)[graph.stretches["road"].to_numpy()], beat)


def _days(work: BeatWork, seed: np.random.SeedSequence) -> Iterator[Day]:
    """Plan one day after the other; each knows what the days before it left."""
    past = Past(np.zeros(len(work.stops), dtype=np.int64), np.zeros(len(work.in_beat), dtype=bool))
    for draws in seed.spawn(work.params.days):
        day = plan_day(work, past, np.random.default_rng(draws))
        visited = day.offer.stop[day.tour.order]
        waiting, driven = past.waiting + 1, past.driven.copy()
        waiting[visited[visited >= 0]] = 0
        driven[day.stretches] = True
        past = Past(waiting, driven)
        yield day


def _tables(
    beat_id: int | str, work: BeatWork, days: list[Day], network: _Network
) -> tuple[pd.DataFrame, ...]:
    """Write the days of a beat down: routes, visits, what was missed, stretches, and a summary."""
    visits = pd.concat([_visits(day, work, number) for number, day in enumerate(days, start=1)])
    routes = pd.DataFrame(
        [_route(day, number, network, work.params.shift_min) for number, day in enumerate(days, start=1)]
    )
    passes = np.stack([np.bincount(day.stretches, minlength=len(network.lines)) for day in days])
    routes["stops"] = routes["day"].map(visits.groupby("day").size()).fillna(0).astype(int)
    stretches = _stretches(passes, work.in_beat, network)
    own = stretches[stretches["in_beat"]]
    whole_km, driven_km = own["length_m"].sum() / 1000, own.loc[own["passes"] > 0, "length_m"].sum() / 1000
    summary = {
        "days": len(days),
        "stops": routes["stops"].mean(),
        "minutes": routes["minutes"].mean(),
        "road_km": whole_km,
        "road_km_driven": driven_km,
        "road_share_driven": driven_km / whole_km if whole_km else np.nan,
        **asdict(variation(visits, work.params.shift_min)),
    }
    tables = (routes, visits, _missed(work, days), stretches, pd.DataFrame([summary]))
    for table in tables:
        table.insert(0, "beat_id", beat_id)
    return tables


def _visits(day: Day, work: BeatWork, number: int) -> pd.DataFrame:
    of_stop = day.offer.stop[day.tour.order] >= 0
    order = day.tour.order[of_stop]
    stop = work.stops.iloc[day.offer.stop[order]]
    visits = day.offer.visits
    return pd.DataFrame(
        {
            "day": number,
            "order": np.arange(1, len(order) + 1),
            **{name: stop[name].to_numpy() for name in ("stop_id", "kind", "name")},
            "arrive_min": day.tour.begin_min[of_stop],
            "leave_min": day.tour.leave_min[of_stop],
            "from_min": visits.from_min[order],
            "until_min": visits.until_min[order],
            "geometry": np.asarray(stop.geometry.to_crs(work.roads.crs), dtype=object),
        }
    )


def _route(day: Day, number: int, network: _Network, shift_min: float) -> dict[str, object]:
    tour = day.tour
    stay = float(day.offer.visits.stay_min[tour.order][day.offer.stop[tour.order] >= 0].sum())
    on_roads = float(day.offer.visits.stay_min[tour.order][day.offer.stop[tour.order] < 0].sum())
    lines = network.lines[day.stretches]
    return {
        "day": number,
        "stops": 0,
        "minutes": tour.minutes,
        "drive_min": tour.drive_min + on_roads,
        "stay_min": stay,
        "free_min": shift_min - tour.drive_min - on_roads - stay,
        "road_km": float(network.graph.stretches["length_m"].to_numpy()[day.stretches].sum()) / 1000,
        "geometry": joined(lines, day.forward),
    }


def _missed(work: BeatWork, days: list[Day]) -> pd.DataFrame:
    """Name what is not visited on some day, and why."""
    visited = np.zeros(len(work.stops), dtype=np.int64)
    for day in days:
        stop = day.offer.stop[day.tour.order]
        visited[np.unique(stop[stop >= 0])] += 1
    left = visited < len(days)
    stops = work.stops[left]
    return pd.DataFrame(
        {
            **{name: stops[name].to_numpy() for name in ("stop_id", "kind", "name")},
            "reason": np.where(work.closed[left] == "", "no_time", work.closed[left]),
            "days_missed": len(days) - visited[left],
            "days": len(days),
            "geometry": np.asarray(stops.geometry.to_crs(work.roads.crs), dtype=object),
        }
    )


def _stretches(passes: Ints, in_beat: Bools, network: _Network) -> pd.DataFrame:
    kept = np.flatnonzero(in_beat | (passes > 0).any(axis=0))
    stretches = network.graph.stretches.iloc[kept]
    return pd.DataFrame(
        {
            "road": stretches["road"].to_numpy(),
            "name": network.names[kept],
            "length_m": stretches["length_m"].to_numpy(),
            "in_beat": in_beat[kept],
            "passes": passes[:, kept].mean(axis=0),
            "days_driven": (passes[:, kept] > 0).sum(axis=0),
            "geometry": network.lines[kept],
        }
    )

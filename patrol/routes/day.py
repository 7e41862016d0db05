"""The route of one day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from patrol.routes.offers import BeatWork, Offer, Past, offer_of_day
from patrol.routes.plan import MUST_VISIT
from patrol.routes.solver import Tour, best_tour
from patrol.routes.ways import Ways, find_ways

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

DETOUR = 0.5
"""Each day a way may be taken that seems up to this much longer, so that not all patrols drive the same."""

UNDRIVEN_LIKING = 0.6
"""Roads of the beat that were not driven yet seem shorter by this factor."""


@dataclass(frozen=True, slots=True)
class Day:
    """
    A route.

    Attributes
    ----------
    offer, tour
        What was offered, and what was chosen of it.
    stretches
        Stretches in the order in which they are driven.
    forward
        Whether each is driven from its ``from_node`` to its ``to_node``.
    """

    offer: Offer
    tour: Tour
    stretches: Ints
    forward: Bools


def plan_day(work: BeatWork, past: Past, rng: np.random.Generator) -> Day:
    """
    Plan the route of one day.

    Parameters
    ----------
    work
        The beat.
    past
        What the days before have left.
    rng
        Draws of the day.
    """
    dislike = 1 + DETOUR * rng.random(len(work.in_beat))
    dislike[work.in_beat & ~past.driven] *= UNDRIVEN_LIKING
    for factor in (dislike, np.ones_like(dislike)):
        ways = find_ways(work.roads, [work.station], work.nodes[work.open_stops], factor)
        # A second of room for rounding, or a window that only just fits would not.
        out = 1 / 60 + work.off_road_min[0] + ways.minutes[0, work.nodes] + work.off_road_min[1:]
        if not _shuts_out(work, out):
            break  # else a must-visit point is so far that only the fastest way will do
    offer = offer_of_day(work, past, out, rng)
    sources = np.unique(np.r_[offer.leave, work.station])
    sources = np.r_[work.station, sources[sources != work.station]]
    ways = find_ways(work.roads, sources, np.r_[work.station, offer.entry], factor)
    row = np.argsort(sources, kind="stable")
    rows = row[np.searchsorted(sources, np.r_[work.station, offer.leave], sorter=row)]
    minutes = ways.minutes[rows][:, np.r_[work.station, offer.entry]]
    off_road = np.r_[work.off_road_min[0], np.append(work.off_road_min[1:], 0.0)[offer.stop]]  # -1 is a road
    minutes = minutes + off_road[:, None] + off_road
    tour = best_tour(
        minutes,
        offer.visits,
        work.params.shift_min,
        iterations=work.params.iterations,
        seed=int(rng.integers(2**31)),
    )
    return Day(offer, tour, *_driven_on(tour, offer, ways, rows, work))


def _shuts_out(work: BeatWork, out_min: Floats) -> bool:
    """Tell whether ways of liking take so long that a must-visit point cannot be visited."""
    params = work.params
    must = work.open_stops[work.kinds[work.open_stops] == MUST_VISIT]
    latest = np.minimum(
        work.stops["until_min"].to_numpy()[must], params.shift_min - params.longest_stay_min - out_min[must]
    )
    return bool((np.maximum(work.stops["from_min"].to_numpy()[must], out_min[must]) > latest).any())


def _driven_on(tour: Tour, offer: Offer, ways: Ways, rows: Ints, work: BeatWork) -> tuple[Ints, Bools]:
    """Follow the tour stretch by stretch."""
    stretches: list[Ints] = []
    heads: list[Ints] = []
    row = 0
    for visit in (*tour.order, -1):
        node = work.station if visit < 0 else offer.entry[visit]
        path = ways.path(int(rows[row]), int(node))
        stretches.append(ways.stretches_on(path))
        heads.append(path[:-1])
        if visit >= 0 and offer.stretch[visit] >= 0:
            stretches.append(offer.stretch[visit : visit + 1])
            heads.append(offer.entry[visit : visit + 1])
        row = visit + 1
    driven = np.concatenate(stretches).astype(np.int64)
    start = work.roads.stretches["from_node"].to_numpy()[driven]
    return driven, start == np.concatenate(heads)

"""Find blind spots and propose standing points and checkpoints: for files of places, or for the store."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from data.places import read_shapes
from gis.errors import Problem
from gis.roads import RoadGraph
from patrol.coverage.blind_spots import cover_of_places, cover_totals
from patrol.coverage.proposals import (
    AS_MANY_AS_IT_TAKES,
    Proposal,
    at_nodes,
    junctions,
    node_points,
    propose_points,
)
from patrol.coverage.standing_points import UNSERVED
from patrol.travel import Travel, travel_between
from web.services.blind_spots.ground import BlindSpotRequest, Ground, read_ground, weights_of
from web.services.blind_spots.layers import other_layers
from web.services.intake.places import network_of
from web.services.listing import listed

if TYPE_CHECKING:
    from data.store import Store


@dataclass(frozen=True, slots=True)
class BlindSpots:
    """
    What was found.

    Attributes
    ----------
    places
        Every place handed in with its columns, those of `cover_of_places`, ``snap_m``, and ``minutes_after``,
        ``cover_after`` with the proposed points.
    standing_points
        Existing points and proposed ones (``status``), with what each proposed one adds.
    totals
        Places, people and incidents by cover, before and after (``stage``).
    figures
        Numbers of the summary.
    layers
        As `web.services.blind_spots.layers.other_layers` gives them.
    notes
        What a reader must know.
    """

    places: gpd.GeoDataFrame
    standing_points: gpd.GeoDataFrame
    totals: pd.DataFrame
    figures: dict[str, float]
    layers: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()


def find_blind_spots(store: Store | None, request: BlindSpotRequest) -> BlindSpots:
    """
    Judge what standing points reach, and propose new ones, checkpoints for a zone, and roads to visit.

    Parameters
    ----------
    store
        The store, or nothing where the request names files of places, standing points and roads.
    request
        What is asked for.

    Returns
    -------
    BlindSpots
        Layers, totals and notes.

    Raises
    ------
    InputError
        As `web.services.blind_spots.ground.read_ground`.
    """
    ground = read_ground(store, request)
    graph, told = network_of(ground.roads, join_crossings=request.join_crossings)
    tied, points = (travel_between(graph, layer) for layer in (ground.places, ground.standing))
    standing = points.minutes_to(tied)
    weights = weights_of(ground.places)
    counted = weights.get(request.by, np.ones(len(ground.places)))
    sites, at = _candidates(graph, request)
    proposal = propose_points(
        sites,
        tied,
        counted,
        standing,
        count=min(request.points, len(sites.nodes)),
        within_min=request.within_min,
        aim=request.aim,
    )
    order, gains = _by_gain(proposal, standing, counted, request)
    chosen = proposal.chosen.sites[order]
    places = _places(ground, tied, standing, proposal.minutes[order], request.within_min)
    layers, figures, notes = other_layers(ground, graph, places, request)
    figures |= {
        "points": float(len(order)),
        "bound_gap": proposal.chosen.gap,
        "points_for_all": float(len(proposal.all_covered.sites)),
        "fewest_for_all": float(proposal.all_covered.fewest),
        "backed_up_share": float(proposal.all_covered.backed_up.mean()),
    }
    return BlindSpots(
        places,
        _points(ground, places, at.iloc[chosen], proposal.minutes[order], gains),
        _totals(ground, places, (points, sites.at(chosen)), request.within_min),
        figures,
        layers,
        (*told, *_place_notes(places, proposal, request, len(order), weights), *notes),
    )


def _candidates(graph: RoadGraph, request: BlindSpotRequest) -> tuple[Travel, gpd.GeoSeries]:
    if request.candidates is not None:
        given = read_shapes(request.candidates).geometry.to_crs(graph.crs).representative_point()
        return travel_between(graph, given), given
    nodes = junctions(graph)
    return at_nodes(graph, nodes), node_points(graph, nodes)


def _by_gain(
    proposal: Proposal, standing: np.ndarray, weight: np.ndarray, request: BlindSpotRequest
) -> tuple[list[int], list[float]]:
    """Put the points in the order in which each adds most; one that adds nothing is left out if it may be."""
    left, order, gains = list(range(len(proposal.minutes))), [], []
    have = standing
    while left:
        worth = np.array([_gain(have, row, weight, request) for row in proposal.minutes[left]])
        position = int(np.argmax(worth))
        if worth[position] <= 0 and request.aim not in AS_MANY_AS_IT_TAKES:
            break
        gains.append(float(worth[position]))
        order.append(left.pop(position))
        have = np.concatenate([have, proposal.minutes[order[-1:]]])
    return order, gains


def _gain(have: np.ndarray, new: np.ndarray, weight: np.ndarray, request: BlindSpotRequest) -> float:
    """Tell what one more point adds: weight within reach, reached a second time, or minutes saved."""
    if request.aim == "travel":
        best = have.min(axis=0, initial=np.inf)
        worst = UNSERVED * np.max(new, where=np.isfinite(new), initial=0.0)
        return float(np.maximum(0.0, np.where(np.isfinite(best), best, worst) - new) @ weight)
    wanted = 2 if request.aim == "backup" else 1
    short = (have <= request.within_min).sum(axis=0) < wanted
    return float((short & (new <= request.within_min)) @ weight)


def _places(
    ground: Ground, tied: Travel, standing: np.ndarray, new: np.ndarray, within_min: float
) -> gpd.GeoDataFrame:
    """Add the columns of cover to the places, as it is and with the proposed points."""
    now = cover_of_places(standing, within_min)
    then = cover_of_places(np.concatenate([standing, new]), within_min)
    named = ground.standing["name"].to_numpy(dtype=object)
    columns = {
        "cover": now["cover"],
        "minutes": now["minutes"],
        "backup_minutes": now["backup_minutes"],
        "times_covered": now["times_covered"],
        "nearest_point": [named[point] if point >= 0 else None for point in now["nearest_point"]],
        "snap_m": tied.snap_m.round(1),
        "cover_after": then["cover"],
        "minutes_after": then["minutes"],
    }
    table = pd.DataFrame(columns).replace(np.inf, np.nan).round(3).set_index(ground.places.index)
    return ground.places.assign(**{str(name): table[name] for name in table})


def _totals(
    ground: Ground, places: gpd.GeoDataFrame, points: tuple[Travel, Travel], within_min: float
) -> pd.DataFrame:
    """Sum up places, people and incidents by cover, as it is and with the proposed points."""
    weights = weights_of(ground.places)
    stages = {
        "now": cover_totals(places["cover"], weights),
        "after": cover_totals(places["cover_after"], weights),
    }
    if ground.incidents is not None and len(ground.incidents):
        # incidents are judged where they happened, not in the middle of their village
        there = travel_between(points[0].roads, ground.incidents)
        minutes = np.concatenate([some.minutes_to(there) for some in points])
        n_standing = len(points[0].nodes)
        for stage, table in (("now", minutes[:n_standing]), ("after", minutes)):
            cover = cover_of_places(table, within_min)["cover"]
            stages[stage]["incidents"] = cover_totals(cover, {})["places"]
    return pd.concat(stages, names=["stage"]).reset_index()


def _points(
    ground: Ground,
    places: gpd.GeoDataFrame,
    sites: gpd.GeoSeries,
    minutes: np.ndarray,
    gains: list[float],
) -> gpd.GeoDataFrame:
    """List the standing points there are and those proposed, the best first, each with the place it is at."""
    there = ground.standing.geometry.to_crs(4326)
    nearest = np.argmin(minutes, axis=1) if minutes.size else np.empty(0, dtype=np.int64)
    named = places["name"] if "name" in places else pd.Series(np.arange(1, len(places) + 1).astype(str))
    existing = pd.DataFrame({"status": "existing", "name": ground.standing["name"].to_numpy(dtype=object)})
    proposed = pd.DataFrame(
        {
            "status": "proposed",
            "name": named.to_numpy(dtype=object)[nearest],
            "rank": np.arange(1, len(gains) + 1),
            "gain": np.round(gains, 3),
        }
    )
    shapes = [*there.representative_point(), *sites.to_crs(4326)]
    return gpd.GeoDataFrame(pd.concat([existing, proposed], ignore_index=True), geometry=shapes, crs=4326)


def _place_notes(
    places: gpd.GeoDataFrame,
    proposal: Proposal,
    request: BlindSpotRequest,
    useful: int,
    weights: dict[str, np.ndarray],
) -> list[Problem]:
    """Name the places that no road leads to, and say what stands in the way of what was asked."""
    named = (
        places["name"] if "name" in places else pd.Series(np.arange(1, len(places) + 1), index=places.index)
    )
    notes = []
    unreached = (places["cover"] == "unreached").to_numpy()
    if unreached.any():
        names = listed(named.to_numpy(dtype=object)[unreached])
        notes.append(Problem("coverage.unreached", {"places": int(unreached.sum()), "names": names}))
    never = proposal.all_covered.unreachable
    if len(never):
        names = listed(named.to_numpy(dtype=object)[never])
        notes.append(Problem("coverage.never_reached", {"places": len(never), "names": names}))
    if request.aim not in AS_MANY_AS_IT_TAKES and useful < request.points:
        notes.append(Problem("coverage.fewer_points", {"points": request.points, "useful": useful}))
    if proposal.chosen.gap > 0:
        notes.append(Problem("coverage.not_proven", {"percent": round(100 * proposal.chosen.gap, 2)}))
    if request.by != "places" and request.by not in weights:
        notes.append(Problem("coverage.not_known", {"by": request.by}))
    return notes

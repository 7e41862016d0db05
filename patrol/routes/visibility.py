"""Visibility: how much of the people and of the hot areas see a patrol go by (见警率)."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from patrol.routes.plan import RoutePlan

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

SIGHT_M = 100.0
"""A patrol car is seen from as far."""


@dataclass(frozen=True, slots=True)
class Visibility:
    """
    Shares from 0 to 1; NaN where there is nothing to see a patrol.

    Attributes
    ----------
    people_a_shift, people_in_all
        Share of the people whose street is passed in a shift, on average, and over all days.
    areas_a_shift, areas_in_all
        The same for hot areas: passed when a patrol drives through, comes within sight or stops there.
    """

    people_a_shift: float
    people_in_all: float
    areas_a_shift: float
    areas_in_all: float


def visibility(
    plan: RoutePlan,
    *,
    population: gpd.GeoDataFrame | None = None,
    areas: gpd.GeoDataFrame | None = None,
    sight_m: float = SIGHT_M,
) -> Visibility:
    """
    Measure who sees the patrols of a plan.

    The passes of each street stand in ``plan.stretches``.

    Parameters
    ----------
    plan
        Routes.
    population
        People: points or polygons with ``population``; of polygons a point inside counts. Give those of the
        beats alone, or the share is of the whole county.
    areas
        Hot areas: polygons.
    sight_m
        How far a patrol is seen.
    """
    people = _passed(plan, population, sight_m, whole=False)
    weight = np.empty(0) if population is None else population["population"].to_numpy(dtype=float)
    return Visibility(
        *_shares(people, weight),
        *_shares(_passed(plan, areas, sight_m, whole=True), np.ones(0 if areas is None else len(areas))),
    )


def _passed(plan: RoutePlan, places: gpd.GeoDataFrame | None, sight_m: float, *, whole: bool) -> Bools:
    """Tell on which day which place is passed, shape ``(n_days, n_places)``."""
    days = np.unique(plan.routes["day"])
    if places is None or len(places) == 0:
        return np.zeros((len(days), 0), dtype=bool)
    own = places.geometry.to_crs(plan.routes.crs)
    shapes = np.asarray(own if whole else own.representative_point(), dtype=object)
    ways = np.asarray(plan.routes.geometry, dtype=object)
    passed = np.zeros((len(days), len(places)), dtype=bool)
    # Long routes are cut up, or the tree of their boxes would tell nothing.
    coordinates, route = shapely.get_coordinates(ways, return_index=True)
    same = route[1:] == route[:-1]
    legs = np.asarray(shapely.linestrings(np.stack([coordinates[:-1], coordinates[1:]], axis=1)[same]))
    leg_day = plan.routes["day"].to_numpy()[route[:-1][same]]
    # a stop may lie off the road that the way is drawn along
    stops = np.asarray(plan.stops.geometry.to_crs(plan.routes.crs), dtype=object)
    for seen, day in ((legs, leg_day), (stops, plan.stops["day"].to_numpy())):
        place, at = shapely.STRtree(seen).query(shapes, predicate="dwithin", distance=sight_m)
        passed[np.searchsorted(days, day)[at], place] = True
    return passed


def _shares(passed: Bools, weight: Floats) -> tuple[float, float]:
    if weight.sum() <= 0:
        return float("nan"), float("nan")
    return float((passed @ weight).mean() / weight.sum()), float(
        weight[passed.any(axis=0)].sum() / weight.sum()
    )
